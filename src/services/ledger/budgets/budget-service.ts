import {
  budgetLine,
  type BudgetLine,
  budgetsIn,
  type BudgetStep,
  type BudgetTarget,
  stepsLikeLastMonth,
  suggestedBudget,
} from '../../../domain/budget.js';
import { addMonths, type Day, dayIn, type Month, monthOf } from '../../../domain/calendar.js';
import type { Clock } from '../../../domain/clock.js';
import { invalid, notFound } from '../../../domain/errors.js';
import type { Minor } from '../../../domain/money.js';
import { message } from '../../../messages/message.js';
import type { Database } from '../../../storage/engine/database.js';
import { type Repositories, repositories } from '../../../storage/repositories.js';
import type { Principal } from '../../identity/principal.js';
import { refusingForeignCategory } from '../foreign-category.js';
import { lockSameCurrency } from '../same-currency.js';

export type { BudgetLine, BudgetTarget };

/** A budget as parsed from a form or a request: well formed, its category not yet looked up. */
export interface BudgetInput {
  readonly amountMinor: Minor;
  readonly fromMonth: Month;
  readonly carryOver: boolean;
}

/** A budget that would have fitted the last three months. */
export interface BudgetSuggestion {
  readonly target: BudgetTarget;
  readonly amountMinor: Minor;
}

/** So many steps a book holds: they are read whole. */
export const BUDGET_STEPS_MAX = 2_000;
const SUGGESTED_FROM_MONTHS = 3;

/** What a person means to spend in a month, beside what they spend: all from kept totals, whatever the book holds. */
export class BudgetService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  today({ timeZone }: Pick<Principal, 'timeZone'>): Day {
    return dayIn(timeZone, this.clock.now());
  }

  /** How the budgets of a month stand: one question for whoever has none. */
  async inMonth({ bookId }: Principal, month: Month): Promise<BudgetLine[]> {
    const within = repositories(this.database);
    return linesOf(within, bookId, { steps: await within.budgets.list(bookId), month });
  }

  /** Whether a month had other budgets if it were like the month before. */
  async differsFromLastMonth({ bookId }: Principal, month: Month): Promise<boolean> {
    const steps = await repositories(this.database).budgets.list(bookId);
    return stepsLikeLastMonth(steps, month).length > 0;
  }

  /** All steps, by target and month, for a file that takes them elsewhere. */
  async listSteps({ bookId }: Principal): Promise<BudgetStep[]> {
    return repositories(this.database).budgets.list(bookId);
  }

  /** What would have fitted each category, and everything, in the last three full months; for those that were used. */
  async suggestions(principal: Principal): Promise<BudgetSuggestion[]> {
    const running = monthOf(this.today(principal));
    const months = Array.from({ length: SUGGESTED_FROM_MONTHS }, (_, ago) => addMonths(running, -1 - ago));
    const cells = await repositories(this.database).reports.cells(principal.bookId, {
      range: { from: `${months.at(-1)!}-01` as Day, until: `${running}-01` as Day },
    });
    const targets: BudgetTarget[] = ['all', ...new Set(cells.flatMap(({ categoryId }) => categoryId ?? []))];
    return targets.flatMap((target) => {
      const own = cells.filter(({ categoryId }) => target === 'all' || categoryId === target);
      const spent = months.map((month) =>
        own.reduce((sum, cell) => (cell.month === month ? sum + cell.totalMinor : sum), 0n),
      );
      const amountMinor = suggestedBudget(spent, principal.currency);
      return amountMinor === undefined ? [] : [{ target, amountMinor }];
    });
  }

  /**
   * Sets a budget from a month on; earlier months keep theirs, and so do months from a later step on. Gives the month of
   * that later step, and when it was set, by which it can be taken back.
   * @throws AppError invalid (amount, category_id)
   */
  async set(
    principal: Principal,
    target: BudgetTarget,
    input: BudgetInput,
  ): Promise<{ readonly until: Month | undefined; readonly at: string }> {
    const { bookId } = principal;
    return refusingForeignCategory(() =>
      this.database.transaction(async (tx) => {
        const within = repositories(tx);
        await lockSameCurrency(within, principal);
        const at = await this.put(within, bookId, [{ target, ...input }]);
        const steps = await within.budgets.ofTarget(bookId, target);
        return { until: steps.find(({ fromMonth }) => fromMonth > input.fromMonth)?.fromMonth, at };
      }),
    );
  }

  /** Gives a month the budgets of the month before. Gives how many became different, and when, as `set`. */
  async copyLastMonth(
    principal: Principal,
    month: Month,
  ): Promise<{ readonly count: number; readonly at: string }> {
    const { bookId } = principal;
    return this.database.transaction(async (tx) => {
      const within = repositories(tx);
      await lockSameCurrency(within, principal);
      const copied = stepsLikeLastMonth(await within.budgets.list(bookId), month);
      return { count: copied.length, at: await this.put(within, bookId, copied) };
    });
  }

  /**
   * Takes back what was set for a month at an instant: what stood there before stands there again. What was set again or
   * ended since stays as it is. Gives how many budgets are as before.
   */
  async unset({ bookId }: Principal, month: Month, at: string): Promise<number> {
    return this.database.transaction(async (tx) => {
      const within = repositories(tx);
      await within.books.lock(bookId);
      const steps = await within.budgets.list(bookId);
      const set = steps.filter(({ fromMonth, updatedAt }) => fromMonth === month && updatedAt === at);
      for (const { id, target } of set) {
        await within.budgets.delete(bookId, id);
        await within.budgets.takeBack(bookId, target);
      }
      return set.length;
    });
  }

  /**
   * Ends a budget: from a month on there is none. Earlier months keep theirs.
   * @throws AppError not_found
   */
  async end({ bookId }: Principal, target: BudgetTarget, month: Month): Promise<void> {
    await this.database.transaction(async (tx) => {
      const within = repositories(tx);
      await within.books.lock(bookId);
      await knownTarget(within, bookId, target);
      const steps = await within.budgets.ofTarget(bookId, target);
      const isOver = (step: BudgetStep | undefined) => !step || step.amountMinor === null;
      if (isOver(steps.at(-1)) && budgetsIn(steps, month).length === 0) throw notFound('budget');
      await within.budgets.forgetRemoved(bookId, target);
      await within.budgets.removeFrom(bookId, target, month, this.now());
      if (isOver(steps.findLast(({ fromMonth }) => fromMonth < month))) return;
      const ended = { target, fromMonth: month, amountMinor: null, carryOver: false };
      await within.budgets.put(bookId, ended, this.now());
    });
  }

  /**
   * Takes back that a budget was ended, unless it was set again since. Gives whether there was anything to take back.
   * @throws AppError not_found
   */
  async restore({ bookId }: Principal, target: BudgetTarget): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const within = repositories(tx);
      await within.books.lock(bookId);
      await knownTarget(within, bookId, target);
      const last = (await within.budgets.ofTarget(bookId, target)).at(-1);
      const removedAt = await within.budgets.removedAt(bookId, target);
      // An older end, before the steps that were put aside, stays.
      const isEnded = last?.amountMinor === null && (removedAt ?? last.updatedAt) === last.updatedAt;
      if (isEnded) await within.budgets.delete(bookId, last.id);
      return (await within.budgets.takeBack(bookId, target)) > 0 || isEnded;
    });
  }

  /** Gives when. */
  private async put(within: Repositories, bookId: number, steps: readonly BudgetStep[]): Promise<string> {
    const now = this.now();
    for (const step of steps) {
      await within.budgets.forgetRemoved(bookId, step.target);
      await within.budgets.replace(bookId, step, now);
    }
    if ((await within.budgets.list(bookId)).length > BUDGET_STEPS_MAX) {
      throw invalid({ amount: message('fault.budget.too_many', { max: BUDGET_STEPS_MAX }) });
    }
    return now;
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}

/** The totals of all of them, of the month and of what comes over, are one question. */
async function linesOf(
  within: Repositories,
  bookId: number,
  { steps, month }: { readonly steps: readonly BudgetStep[]; readonly month: Month },
): Promise<BudgetLine[]> {
  const budgets = budgetsIn(steps, month);
  const end = addMonths(month, 1);
  const carrying = budgets.flatMap(({ target, before }) => (before ? [{ target, ...before }] : []));
  const totals = await within.budgets.totals(bookId, [
    ...budgets.map(({ target }) => ({ target, first: month, end })),
    ...carrying,
  ]);
  const before = new Map(carrying.map(({ target }, at) => [target, totals[budgets.length + at]!]));
  return budgets.map((budget, at) =>
    budgetLine(budget, { spentMinor: totals[at]!, spentBefore: before.get(budget.target) ?? 0n }),
  );
}

async function knownTarget(within: Repositories, bookId: number, target: BudgetTarget): Promise<void> {
  if (target !== 'all' && !(await within.categories.find(bookId, target))) throw notFound('category');
}

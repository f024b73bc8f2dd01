import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BudgetStep } from '../../domain/budget.js';
import { dayIn, parseDay } from '../../domain/calendar.js';
import type { Clock } from '../../domain/clock.js';
import type { Currency } from '../../domain/currency.js';
import type { Expense } from '../../domain/expense.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import type { ExportFormat, ExportWriter } from '../../domain/export/export-format.js';
import { EXPORTS } from '../../domain/export/export-writer.js';
import { jsonWriter } from '../../domain/export/json-writer.js';
import { toDecimal } from '../../domain/money.js';
import type { Principal } from '../identity/principal.js';
import type { BudgetService } from '../ledger/budgets/budget-service.js';
import type { Category, CategoryService } from '../ledger/category-service.js';
import type { ExpenseService, Found } from '../ledger/expense-service.js';
import type { RecurringForExport, RecurringService } from '../ledger/recurring/recurring-service.js';
import type { RuleService } from '../ledger/rules/rule-service.js';
import type { TagService } from '../ledger/tag-service.js';

/** A file that is made while it is read. */
export interface ExportedFile {
  readonly mediaType: string;
  readonly fileName: string;
  readonly pieces: AsyncIterable<string>;
}

const PAGE_SIZE = 1_000;
/** Before every expense, from where all others are newer. */
const BEGINNING = { towards: 'newer', spentOn: parseDay('1900-01-01')!, id: 0 } as const;

/** Expenses as files, sorted by day, read page after page: memory does not grow with them, and nobody waits. */
export class ExportService {
  constructor(
    private readonly services: {
      readonly expenses: ExpenseService;
      readonly categories: CategoryService;
      readonly tags: TagService;
      readonly recurring: RecurringService;
      readonly budgets: BudgetService;
      readonly rules: RuleService;
    },
    private readonly clock: Clock,
  ) {}

  /** The expenses that a filter matches. Faults of the first page come at once, not amid the file. */
  async write(principal: Principal, format: ExportFormat, filter: ExpenseFilter): Promise<ExportedFile> {
    const { mediaType, extension, writer } = EXPORTS[format];
    const categories = await this.services.categories.list(principal);
    const found = await this.services.expenses.search(principal, filter);
    const first = await this.#page(principal, filter, { found, after: undefined });
    const { currency } = principal;
    const writing = writer({ currency, categories, firstDay: first[0]?.spentOn });
    return {
      mediaType,
      fileName: `outlay-expenses-${this.#today(principal)}.${extension}`,
      pieces: this.#pieces(principal, filter, { writing, first, found }),
    };
  }

  /** Everything of a person's book in one JSON file. */
  async writeEverything(principal: Principal): Promise<ExportedFile> {
    const { currency } = principal;
    const categories = await this.services.categories.list(principal);
    const tags = await this.services.tags.list(principal);
    const about = {
      exported_at: this.clock.now().toISOString(),
      categories: categories.map(({ name, color, icon, archivedAt }) => ({
        name,
        color,
        icon,
        archived: archivedAt !== null,
      })),
      tags: tags.map(({ name }) => ({ name })),
      recurring: (await this.services.recurring.listForExport(principal)).map((each) =>
        presentRecurring(each, currency),
      ),
      budgets: (await this.services.budgets.listSteps(principal)).map((step) =>
        presentBudget(step, categories, currency),
      ),
      rules: (await this.services.rules.list(principal)).map(
        ({ match, text, categoryId, tags: added, description }) => ({
          match,
          text,
          category: categories.find(({ id }) => id === categoryId)?.name ?? null,
          add_tags: added,
          description,
        }),
      ),
    };
    const filter = { range: {} };
    const first = await this.#page(principal, filter, { found: undefined, after: undefined });
    const writing = jsonWriter({ currency, categories, firstDay: undefined }, about);
    return {
      mediaType: EXPORTS.json.mediaType,
      fileName: `outlay-everything-${this.#today(principal)}.json`,
      pieces: this.#pieces(principal, filter, { writing, first, found: undefined }),
    };
  }

  async *#pieces(
    principal: Principal,
    filter: ExpenseFilter,
    { writing, first, found }: { writing: ExportWriter; first: readonly Expense[]; found: Found | undefined },
  ): AsyncGenerator<string> {
    yield writing.head();
    for (let page = first; page.length > 0;) {
      yield page.map((expense) => writing.expense(expense)).join('');
      if (page.length < PAGE_SIZE) break;
      // On SQLite a page comes without a turn of the event loop: others get theirs here.
      await nextTurn();
      page = await this.#page(principal, filter, { found, after: page.at(-1) });
    }
    yield writing.tail();
  }

  /** The next expenses after one, oldest first; without one, the first. */
  async #page(
    principal: Principal,
    filter: ExpenseFilter,
    { found, after }: { found: Found | undefined; after: Expense | undefined },
  ): Promise<readonly Expense[]> {
    const place = after ? { towards: 'newer' as const, spentOn: after.spentOn, id: after.id } : BEGINNING;
    const { items } = await this.services.expenses.browse(principal, filter, {
      place,
      limit: PAGE_SIZE,
      found,
    });
    return items.toReversed();
  }

  #today({ timeZone }: Principal): string {
    return dayIn(timeZone, this.clock.now());
  }
}

/** One as `domain/import/budget-part.ts` takes it back. */
function presentBudget(
  { target, fromMonth, amountMinor, carryOver }: BudgetStep,
  categories: readonly Category[],
  currency: Currency,
): object {
  return {
    category: categories.find(({ id }) => id === target)?.name ?? null,
    from: fromMonth,
    amount: amountMinor === null ? null : toDecimal(amountMinor, currency),
    carry_over: carryOver,
  };
}

/** One as `domain/import/recurring-part.ts` takes it back. */
function presentRecurring(each: RecurringForExport, currency: Currency): object {
  return {
    id: each.id,
    amount: toDecimal(each.amountMinor, currency),
    description: each.description,
    category: each.categoryName,
    tags: each.tags,
    interval: each.interval,
    every: each.every,
    starts_on: each.startsOn,
    ends_on: each.endsOn,
    mode: each.mode,
    paused: each.pausedAt !== null,
    next_on: each.nextOn,
    waiting: each.waiting,
    skipped: each.skipped,
  };
}

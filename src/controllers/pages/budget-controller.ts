import type { Request, Response } from 'express';
import type { BudgetTarget } from '../../domain/budget.js';
import { type Month, monthOf, parseMonth } from '../../domain/calendar.js';
import type { FlashMessage, Pages } from '../../http/page-context.js';
import { message, type Param } from '../../messages/message.js';
import type { Principal } from '../../services/identity/principal.js';
import type { BudgetService } from '../../services/ledger/budgets/budget-service.js';
import type { CategoryService } from '../../services/ledger/category-service.js';
import { BUDGET_FIELDS, parseBudget, parseTarget } from '../forms/budget-form.js';
import { textOf, textsOf } from '../forms/fields.js';
import { type BudgetParts, budgetsHref, budgetsModel } from './budget-model.js';
import { targetName } from './budget-words.js';
import { statusOf, trying } from './trying.js';

interface Services {
  readonly budgets: BudgetService;
  readonly categories: CategoryService;
}

/** The page of budgets: how those of a month stand, set, copied and removed. */
export class BudgetController {
  constructor(
    private readonly services: Services,
    private readonly pages: Pages,
  ) {}

  index = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const value = textOf(req.query, 'month').trim();
    const edit = textOf(req.query, 'edit');
    const edited = edit === '' ? undefined : await this.target(principal, edit);
    const isWrong = value !== '' && !parseMonth(value);
    await this.show(req, res, principal, {
      month: this.monthOf(principal, value),
      edited,
      ...(isWrong && { choice: { value, faults: { month: message('fault.month.malformed') } } }),
    });
  };

  set = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const values = textsOf(req.body, BUDGET_FIELDS);
    const month = this.shownMonth(req, principal);
    const parsed = parseBudget(values, principal);
    if (!parsed.ok) return this.show(req, res, principal, { month, typed: { values, faults: parsed.fault } });
    const { target, ...input } = parsed.value;
    await trying(
      async () => {
        const { until, at } = await this.services.budgets.set(principal, target, input);
        const { fromMonth, amountMinor } = input;
        const said = {
          name: await this.nameOf(principal, target),
          amount: { money: amountMinor, currency: principal.currency },
          month: { month: fromMonth },
        };
        const text = until
          ? message('budgets.saved_until', { ...said, until: { month: until } })
          : message('budgets.saved', said);
        const undo = { ...undoOf(fromMonth, at), label: quoted(said.name), isNext: false };
        this.done(res, fromMonth > month ? fromMonth : month, { kind: 'status', text, undo });
      },
      (faults) => this.show(req, res, principal, { month, typed: { values, faults } }),
    );
  };

  /** Gives a month the budgets of the month before. */
  copy = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const month = this.shownMonth(req, principal);
    const { count, at } = await this.services.budgets.copyLastMonth(principal, month);
    const undo = { ...undoOf(month, at), label: message('budgets.copy') };
    this.done(res, month, {
      ...{ kind: 'status', text: message('budgets.copied', { count }) },
      ...(count > 0 && { undo }),
    });
  };

  /** Takes back what was set or copied. */
  unset = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const month = this.monthOf(principal, textOf(req.query, 'month'));
    const count = await this.services.budgets.unset(principal, month, textOf(req.query, 'at'));
    this.done(
      res,
      month,
      count > 0
        ? { kind: 'status', text: message('budgets.as_before', { count }) }
        : { kind: 'alert', text: message('budgets.changed_since') },
    );
  };

  remove = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const target = await this.target(principal, req.params.id);
    const month = this.shownMonth(req, principal);
    await this.services.budgets.end(principal, target, month);
    const name = await this.nameOf(principal, target);
    const undo = {
      href: `/budgets/${String(target)}/restore?month=${month}`,
      label: quoted(name),
    };
    const text = message('budgets.removed', { name, month: { month } });
    this.done(res, month, { kind: 'status', text, undo });
  };

  restore = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const target = await this.target(principal, req.params.id);
    const isBack = await this.services.budgets.restore(principal, target);
    const name = await this.nameOf(principal, target);
    const month = this.monthOf(principal, textOf(req.query, 'month'));
    this.done(
      res,
      month,
      isBack
        ? { kind: 'status', text: message('budgets.restored', { name }) }
        : { kind: 'alert', text: message('budgets.not_restored', { name }) },
    );
  };

  private async show(
    req: Request,
    res: Response,
    principal: Principal,
    shown: Pick<BudgetParts, 'month' | 'edited' | 'typed'> & Partial<Pick<BudgetParts, 'choice'>>,
  ): Promise<void> {
    const { budgets, categories } = this.services;
    const { month, typed } = shown;
    const choice = shown.choice ?? { value: month, faults: {} };
    const faults = { ...typed?.faults, ...choice.faults };
    this.pages.send(req, res, {
      page: 'budgets/index',
      title: message('budgets.title'),
      status: statusOf(faults),
      model: budgetsModel({
        ...shown,
        choice,
        locale: this.pages.locales.of(req),
        currency: principal.currency,
        today: budgets.today(principal),
        categories: await categories.list(principal),
        lines: await budgets.inMonth(principal, month),
        suggestions: await budgets.suggestions(principal),
        canCopy: await budgets.differsFromLastMonth(principal, month),
      }),
    });
  }

  /** @throws AppError not_found */
  private async target(principal: Principal, text: unknown): Promise<BudgetTarget> {
    const target = parseTarget(text);
    if (target !== 'all') await this.services.categories.find(principal, target);
    return target;
  }

  private async nameOf(principal: Principal, target: BudgetTarget) {
    return targetName(target, await this.services.categories.list(principal));
  }

  private shownMonth(req: Request, principal: Principal): Month {
    return this.monthOf(principal, textOf(req.body, 'month'));
  }

  /** This month where the text is none. */
  private monthOf(principal: Principal, text: string): Month {
    return parseMonth(text) ?? monthOf(this.services.budgets.today(principal));
  }

  private done(res: Response, month: Month, flash: FlashMessage): void {
    this.pages.redirect(res, budgetsHref(month), flash);
  }
}

const undoOf = (month: Month, at: string) => ({
  href: `/budgets/undo?month=${month}&at=${encodeURIComponent(at)}`,
});
const quoted = (text: Param) => message('frame.quoted', { text });

import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { type Day, parseDay } from '../../domain/calendar.js';
import { AppError, type FieldFaults } from '../../domain/errors.js';
import type { Expense } from '../../domain/expense.js';
import { matchesFilter } from '../../domain/expense-filter.js';
import { localPath } from '../../http/local-path.js';
import type { FlashMessage, Pages } from '../../http/page-context.js';
import type { Principal } from '../../services/identity/principal.js';
import { expenseFields, parseExpense } from '../forms/expense-form.js';
import { textOf } from '../forms/fields.js';
import { FILTER_FIELDS, parseFilter } from '../forms/filter-form.js';
import { dashboardModel } from './dashboard-model.js';
import type { DashboardParts } from './dashboard-parts.js';
import { DashboardReader, type ReaderServices } from './dashboard-reader.js';
import type { ExpenseFormValues } from './expense-form-model.js';
import { valuesOf } from './expense-values.js';
import { filterValues } from './filter-values.js';
import { expensesHref, queryOf } from './links.js';
import { message } from '../../messages/message.js';
import { formKeyOf } from '../forms/form-key.js';
import { expenseName } from './expense-name.js';

interface Typed {
  readonly values: ExpenseFormValues;
  readonly faults: FieldFaults;
}

/** The dashboard, "My expenses": quick add, filter, list and summary. */
export class DashboardController {
  private readonly reader: DashboardReader;

  constructor(
    private readonly services: ReaderServices,
    private readonly pages: Pages,
  ) {
    this.reader = new DashboardReader(services);
  }

  index = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const today = this.services.reports.today(principal);
    if (wantsToday(req.query)) this.pages.cookies.clear(res, 'day');
    const day = this.stayingDay(req, principal, today) ?? '';
    const key = [principal.bookId, principal.bookVersion, principal.currency.code, today, day];
    // Only an address that we would write ourselves, without a search, shows nothing that somebody else put there.
    const echoes = () => {
      const values = filterValues(req.query);
      return values.q !== '' || req.originalUrl !== expensesHref(values, textOf(req.query, 'cursor'));
    };
    await this.pages.sendKept(req, res, { key, echoes }, () => this.draw(req, principal, req.query));
  };

  add = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const values = { tags: '', ...expenseFields(req.body) };
    const returnTo = localPath(textOf(req.body, 'return_to'));
    const query = queryOf(returnTo);
    const today = this.services.reports.today(principal);
    const parsed = parseExpense(values, { ...principal, today, meant: textOf(req.body, 'meant_day') });
    if (!parsed.ok) return this.show(req, res, principal, query, { values, faults: parsed.fault });
    try {
      const expense = await this.services.expenses.record(principal, parsed.value, formKeyOf(req.body));
      // For this person at this browser and this day only: tomorrow begins at tomorrow.
      if (expense.spentOn === today) this.pages.cookies.clear(res, 'day');
      else
        this.pages.cookies.set(res, 'day', `${expense.spentOn}_${today}_${String(principal.userId)}`, null);
      // A filtered list does not take the focus by itself: the address brings it back for the next expense.
      const place = returnTo === '/expenses' ? returnTo : `${returnTo}#add-amount`;
      this.pages.redirect(res, place, await this.added(principal, expense, query));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
      await this.show(req, res, principal, query, { values, faults: error.fields });
    }
  };

  private async show(
    req: Request,
    res: Response,
    principal: Principal,
    query: unknown,
    typed: Typed,
  ): Promise<void> {
    this.pages.send(req, res, await this.draw(req, principal, query, typed));
  }

  private async draw(req: Request, principal: Principal, query: unknown, typed?: Typed) {
    const parts = {
      locale: this.pages.locales.of(req),
      ...(await this.reader.read(principal, query)),
    };
    const addForm = typed ?? { values: await this.freshForm(req, principal, parts), faults: {} };
    const bad = typed !== undefined || Object.keys(parts.filterFaults).length > 0;
    return {
      page: 'expenses/index',
      model: dashboardModel({ addForm, ...parts }),
      title: message('expenses.title'),
      status: bad ? 422 : 200,
      idempotencyKey: randomUUID(),
    } as const;
  }

  /** A day that is not today, as long as expenses are added to it one after the other. */
  private stayingDay(req: Request, { userId }: Principal, today: Day): Day | undefined {
    const [day = '', since, whose] = (this.pages.cookies.read(req, 'day') ?? '').split('_');
    const isTheirs = whose === String(userId) && since === today;
    return isTheirs && !wantsToday(req.query) ? parseDay(day) : undefined;
  }

  /** Today or the day that stays, and the category that is looked at. */
  private async freshForm(
    req: Request,
    principal: Principal,
    { categories, values }: Pick<DashboardParts, 'categories' | 'values'>,
  ): Promise<ExpenseFormValues> {
    const today = this.services.reports.today(principal);
    const repeated = textOf(req.query, 'repeat');
    if (/^[1-9]\d{0,14}$/.test(repeated)) {
      const expense = await this.services.expenses.find(principal, Number(repeated)).catch(() => undefined);
      if (expense) return { ...valuesOf(expense, principal), spent_on: today };
    }
    const isInUse = categories.some(
      ({ id, archivedAt }) => String(id) === values.category && archivedAt === null,
    );
    const category_id = isInUse ? values.category : '';
    const spent_on = this.stayingDay(req, principal, today) ?? today;
    return { amount: '', refund: '', description: '', category_id, spent_on, tags: '' };
  }

  /** What was saved, and where to find it when the filter hides it. */
  private async added(principal: Principal, expense: Expense, query: unknown): Promise<FlashMessage> {
    if (expense.deletedAt !== null) {
      const text = message('expenses.added_and_deleted', { description: expense.description });
      return {
        kind: 'status',
        text,
        link: { href: '/expenses/trash', text: message('expenses.open_trash') },
      };
    }
    const today = this.services.reports.today(principal);
    const name = expenseName(expense, principal, today);
    const text = message('expenses.added', { expense: name });
    // The amount of the next one keeps the focus.
    const undo = { href: `/expenses/${String(expense.id)}/delete`, label: name, isNext: false };
    const values = filterValues(query);
    if (FILTER_FIELDS.every((field) => values[field] === '')) return { kind: 'status', text, undo };
    const categoryIds = new Set((await this.services.categories.list(principal)).map(({ id }) => id));
    const tags = await this.services.tags.list(principal);
    const parsed = parseFilter(values, { ...principal, person: principal, today, categoryIds, tags });
    if (!parsed.ok) return { kind: 'status', text, undo };
    const filter = await this.services.expenses.understand(principal, parsed.value);
    const tagIds = tags.filter((tag) => expense.tags.includes(tag.name)).map(({ id }) => id);
    if (matchesFilter({ ...expense, tagIds }, filter)) return { kind: 'status', text, undo };
    const href = expensesHref({ month: expense.spentOn.slice(0, 7) });
    const outside = message('expenses.added_outside', { expense: name });
    return { kind: 'status', text: outside, undo, link: { href, text: message('expenses.show_it') } };
  }
}

/** Back from a day that stays: `day=today`. */
const wantsToday = (query: unknown): boolean => textOf(query, 'day') === 'today';

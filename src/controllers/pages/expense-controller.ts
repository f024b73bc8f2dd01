import type { Request, Response } from 'express';
import { type Day, dayIn } from '../../domain/calendar.js';
import { AppError, type FieldFaults } from '../../domain/errors.js';
import type { Expense } from '../../domain/expense.js';
import { localPath } from '../../http/local-path.js';
import type { FlashMessage, Pages } from '../../http/page-context.js';
import type { ConflictModel } from '../../http/expense-models.js';
import type { NamedLook } from '../../http/part-models.js';
import type { CategoryService } from '../../services/ledger/category-service.js';
import type { ExpenseService } from '../../services/ledger/expense-service.js';
import type { ExpenseInput } from '../../services/ledger/expense-input.js';
import { TRASH_DAYS, type TrashPlace, type TrashService } from '../../services/ledger/trash-service.js';
import type { Principal } from '../../services/identity/principal.js';
import type { SuggestionService } from '../../services/ledger/suggestion-service.js';
import type { TagService } from '../../services/ledger/tag-service.js';
import type { ReportService } from '../../services/ledger/report-service.js';
import { encodeTrashCursor, parseTrashCursor } from '../forms/cursor.js';
import { expenseFields, parseExpense } from '../forms/expense-form.js';
import { textOf } from '../forms/fields.js';
import { parseId } from '../forms/id.js';
import { searchWords } from '../../domain/search.js';
import { expenseForm, type ExpenseFormValues } from './expense-form-model.js';
import type { Locale } from '../../locale/locale.js';
import { message, type Message } from '../../messages/message.js';
import { lookOf } from './category-words.js';
import { expenseName } from './expense-name.js';
import { valuesOf } from './expense-values.js';
import { nearestPage } from './nearest-page.js';

const TRASH_PAGE = 50;

interface Services {
  readonly categories: CategoryService;
  readonly expenses: ExpenseService;
  readonly trash: TrashService;
  readonly reports: ReportService;
  readonly suggestions: SuggestionService;
  readonly tags: TagService;
}

/** What the edit page shows besides the stored expense. */
interface EditState {
  readonly values: ExpenseFormValues;
  readonly faults: FieldFaults;
  readonly version: number;
  readonly returnTo: string;
  readonly conflict?: ConflictModel | undefined;
  readonly isDeleted?: boolean;
}

/** One expense: corrected, deleted, taken back. */
export class ExpenseController {
  constructor(
    private readonly services: Services,
    private readonly pages: Pages,
  ) {}

  edit = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const expense = await this.services.expenses.find(principal, parseId(req.params.id, 'expense'));
    await this.showEdit(req, res, principal, expense.id, {
      values: valuesOf(expense, principal),
      faults: {},
      version: expense.version,
      returnTo: listPath(req.get('referer')),
    });
  };

  save = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const id = parseId(req.params.id, 'expense');
    const found = await this.services.expenses.findAlsoDeleted(principal, id);
    const bringsBack = textOf(req.body, 'restore') === 'yes';
    const fields = expenseFields(req.body);
    const values = { tags: found.tags.join(', '), ...fields };
    const returnTo = localPath(textOf(req.body, 'return_to'));
    const today = this.services.reports.today(principal);
    // A day that stays as it was needs no question.
    const meant = fields.spent_on === found.spentOn ? found.spentOn : textOf(req.body, 'meant_day');
    const parsed = parseExpense(fields, { ...principal, today, meant });
    const isDeleted = found.deletedAt !== null;
    const state = { values, faults: {}, version: seenVersion(req.body, found), returnTo, isDeleted };
    const show = (more: Partial<EditState>) => this.showEdit(req, res, principal, id, { ...state, ...more });
    if (isDeleted && !bringsBack) return show({});
    if (!parsed.ok) return show({ faults: parsed.fault });
    try {
      const { expenses } = this.services;
      const correction = isDeleted
        ? await expenses.restoreCorrected(principal, id, parsed.value)
        : await expenses.correct(principal, id, state.version, parsed.value);
      if (correction.outcome === 'saved')
        return this.pages.redirect(res, returnTo, saved(correction, principal));
      const versions = { yours: parsed.value, theirs: correction.stored };
      const conflict = await this.conflict(req, principal, versions, returnTo);
      await show({ version: correction.stored.version, conflict, isDeleted: false });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
      await show({ faults: error.fields });
    }
  };

  remove = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const id = parseId(req.params.id, 'expense');
    const expense = await this.services.expenses.removeOrFindRemoved(principal, id);
    this.pages.redirect(res, localPath(textOf(req.body, 'return_to')), {
      kind: 'status',
      text: message('expenses.deleted', { expense: expenseName(expense, principal) }),
      undo: { href: `/expenses/${String(id)}/restore`, label: expenseName(expense, principal) },
    });
  };

  restore = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const expense = await this.services.expenses.restore(principal, parseId(req.params.id, 'expense'));
    const text = message('expenses.restored', { expense: expenseName(expense, principal) });
    this.pages.redirect(res, localPath(textOf(req.body, 'return_to')), { kind: 'status', text });
  };

  trash = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const q = textOf(req.query, 'q').trim().slice(0, 100);
    const words = q === '' ? undefined : searchWords(q);
    const page = await nearestPage(parseTrashCursor(req.query), (place: TrashPlace | undefined) =>
      this.services.trash.browse(principal, { place, limit: TRASH_PAGE, words }),
    );
    const locale = this.pages.locales.of(req);
    const looks = await this.looks(principal, locale);
    const today = this.services.reports.today(principal);
    const href = (towards: 'older' | 'newer', expense: Expense | undefined) =>
      expense?.deletedAt
        ? `/expenses/trash?${new URLSearchParams({
            ...(q !== '' && { q }),
            cursor: encodeTrashCursor({ towards, deletedAt: expense.deletedAt, id: expense.id }),
          }).toString()}`
        : undefined;
    this.pages.send(req, res, {
      page: 'expenses/trash',
      title: message('trash.title'),
      model: {
        days: TRASH_DAYS,
        q,
        rows: page.items.map((expense) => ({
          id: expense.id,
          description: expense.description,
          category: looks(expense.categoryId),
          amount: locale.money(expense.amountMinor, principal.currency),
          spentOn: locale.day(expense.spentOn),
          deletedOn: locale.say(deletedOn(expense, principal, today)),
        })),
        olderHref: page.hasOlder ? href('older', page.items.at(-1)) : undefined,
        newerHref: page.hasNewer ? href('newer', page.items[0]) : undefined,
      },
    });
  };

  /** Gone for good: no undo brings it back. */
  erase = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const expense = await this.services.trash.erase(principal, parseId(req.params.id, 'expense'));
    const text = message('trash.deleted_for_good', { expense: expenseName(expense, principal) });
    this.pages.redirect(res, '/expenses/trash', { kind: 'status', text });
  };

  confirmEmptying = async (req: Request, res: Response, _principal: Principal): Promise<void> => {
    this.pages.send(req, res, {
      page: 'expenses/empty-trash',
      title: message('trash.empty_title'),
      model: {},
    });
  };

  emptyTrash = async (_req: Request, res: Response, principal: Principal): Promise<void> => {
    const count = await this.services.trash.empty(principal);
    this.pages.redirect(res, '/expenses/trash', {
      kind: 'status',
      text: message('trash.emptied', { count }),
    });
  };

  private async showEdit(
    req: Request,
    res: Response,
    principal: Principal,
    id: number,
    state: EditState,
  ): Promise<void> {
    const { values, faults, version, returnTo, conflict, isDeleted = false } = state;
    const isLate = conflict !== undefined || isDeleted;
    const categories = await this.services.categories.list(principal);
    const suggestions = await this.services.suggestions.list(principal);
    this.pages.send(req, res, {
      page: 'expenses/edit',
      title: message('expenses.edit'),
      status: Object.keys(faults).length > 0 ? 422 : isLate ? 409 : 200,
      model: {
        id,
        form: expenseForm(
          {
            categories,
            currency: principal.currency,
            locale: this.pages.locales.of(req),
            tags: (await this.services.tags.list(principal)).map(({ name }) => name),
          },
          { values, faults, returnTo, descriptions: suggestions.map(({ description }) => description) },
        ),
        version,
        conflict,
        isDeleted,
        cancelHref: returnTo,
      },
    });
  }

  private async conflict(
    req: Request,
    principal: Principal,
    { yours, theirs }: { yours: ExpenseInput; theirs: Expense },
    keepTheirsHref: string,
  ): Promise<ConflictModel> {
    const locale = this.pages.locales.of(req);
    const looks = await this.looks(principal, locale);
    const shown = (input: ExpenseInput) =>
      [
        ['frame.amount', locale.money(input.amountMinor, principal.currency)],
        ['frame.description', input.description],
        ['frame.category', looks(input.categoryId).name],
        ['frame.date', locale.day(input.spentOn)],
        ['frame.tags', (input.tags ?? theirs.tags).join(', ')],
      ] as const;
    const other = shown(theirs);
    const compared = shown(yours).map(([label, mine], at) => ({
      label: locale.text(label),
      yours: mine,
      theirs: other[at]![1],
      differs: mine !== other[at]![1],
    }));
    // Most have no tags: then nothing is said of them.
    const fields = compared.filter((field) => field.yours !== '' || field.theirs !== '');
    return { fields, keepTheirsHref };
  }

  private async looks(principal: Principal, locale: Locale): Promise<(id: number | null) => NamedLook> {
    const categories = await this.services.categories.list(principal);
    const byId = new Map(categories.map((category) => [category.id, category]));
    return (id) => lookOf(id === null ? undefined : byId.get(id), locale);
  }
}

/** A form without a version comes from a script that means the expense as it is. */
function seenVersion(body: unknown, expense: Expense): number {
  const text = textOf(body, 'version');
  return /^\d{1,15}$/.test(text) ? Number(text) : expense.version;
}

/** The list that the reader came from, as told by their browser. */
function listPath(referer: string | undefined): string {
  if (referer === undefined || !URL.canParse(referer)) return '/expenses';
  const { pathname, search } = new URL(referer);
  return pathname === '/expenses' ? localPath(pathname + search) : '/expenses';
}

function saved(
  { expense, changeId }: { expense: Expense; changeId?: number | undefined },
  principal: Principal,
): FlashMessage {
  const label = expenseName(expense, principal);
  const text = message('expenses.saved', { expense: label });
  return {
    kind: 'status',
    text,
    row: expense.id,
    undo:
      changeId === undefined
        ? undefined
        : { href: `/changes/${String(changeId)}/undo`, label, isNext: false },
  };
}

function deletedOn(expense: Expense, { timeZone }: Principal, today: Day): Message {
  const day = dayIn(timeZone, new Date(expense.deletedAt ?? expense.updatedAt));
  return day === today ? message('trash.deleted_today') : message('trash.deleted_on', { day: { day } });
}

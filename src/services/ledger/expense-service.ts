import type { Clock } from '../../domain/clock.js';
import { notFound } from '../../domain/errors.js';
import type { Expense } from '../../domain/expense.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import type { Database } from '../../storage/engine/database.js';
import type { ExpenseValues } from '../../storage/ledger/expense-repository.js';
import type { ListPlace } from '../../storage/ledger/expense-list-queries.js';
import type { ExpenseState } from '../../storage/ledger/expense-state-queries.js';
import { type Repositories, repositories } from '../../storage/repositories.js';
import type { Principal } from '../identity/principal.js';
import type { ChangeService } from './changes/change-service.js';
import { difference, type Revised } from './changes/revising.js';
import { type ExpenseInput, refuseForeignCategories, tagIdsOfInput, valuesOf } from './expense-input.js';
import { type Known, listPage, type Paging, searchText, withMeantTags } from './expense-listing.js';
import { refusingForeignCategory } from './foreign-category.js';
import type { Found } from './found-expenses.js';
import { fingerprintOf, type Idempotency, type IdempotencyKey } from './idempotency.js';
import type { KeptOverviews } from './overview/kept-overviews.js';
import type { Page } from './page.js';
import { currencyChanged, currencyOfSameDigits } from './same-currency.js';

export type { Found, ListPlace };

export type Correction =
  /** `changeId` undoes it; absent where nothing was different. */
  | { readonly outcome: 'saved'; readonly expense: Expense; readonly changeId?: number | undefined }
  /** Somebody saved another version meanwhile; nothing was stored. */
  | { readonly outcome: 'conflict'; readonly stored: Expense };

/** An expense that was put into the trash; `changeId` undoes it, absent when it lay there already. */
export type Removal = Expense & { readonly changeId: number | undefined };

/** The expenses of a book: recorded, browsed, corrected, removed and taken back. */
export class ExpenseService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly idempotency: Idempotency,
    private readonly changes: ChangeService,
    private readonly overviews: KeptOverviews,
  ) {}

  /**
   * @param asked what makes it the same request when the key comes again, where the input depends on the day
   * @throws AppError invalid (amount, category_id, tags), invalid (Idempotency-Key)
   */
  async record(
    principal: Principal,
    input: ExpenseInput,
    key?: IdempotencyKey,
    asked: unknown = input,
  ): Promise<Expense> {
    const operation = 'expense.record';
    return refusingForeignCategory(async () => {
      if (key?.whenReused === 'refuse') {
        return this.idempotency.once(
          principal,
          { key, operation, input: asked },
          async (within) => (await this.insert(within, principal, input)).expense,
        );
      }
      const formKey = key && fingerprintOf([key.value, operation, input]);
      // One statement needs no transaction around it; tags may have to be made first.
      const isPlain = (input.tags ?? []).length === 0;
      const { expense, isNew } = isPlain
        ? await this.insert(repositories(this.database), principal, input, formKey)
        : await this.database.transaction((tx) => this.insert(repositories(tx), principal, input, formKey));
      if (isNew && isPlain) this.overviews.noteAdded(principal, expense);
      return expense;
    });
  }

  private async insert(
    within: Repositories,
    principal: Principal,
    input: ExpenseInput,
    formKey?: string,
  ): Promise<{ expense: Expense; isNew: boolean }> {
    const { bookId, currency } = principal;
    const tagIds = await tagIdsOfInput(within, bookId, input, this.now());
    const values = valuesOf(input, tagIds, this.now());
    const insert = (currencyCode: string) =>
      within.expenses.insert(bookId, values, { currencyCode, formKey });
    const added = await insert(currency.code);
    if (added) return { expense: added, isNew: true };
    const earlier = formKey === undefined ? undefined : await within.expenses.findByFormKey(bookId, formKey);
    if (earlier) return { expense: earlier, isNew: false };
    const inNewCurrency = await insert(await currencyOfSameDigits(within, principal));
    if (!inNewCurrency) throw currencyChanged();
    return { expense: inNewCurrency, isNew: true };
  }

  /**
   * Records all of them or none.
   * @throws AppError invalid (`expenses.3.category_id`), invalid (Idempotency-Key)
   */
  async recordAll(
    principal: Principal,
    inputs: readonly ExpenseInput[],
    key?: IdempotencyKey,
  ): Promise<Expense[]> {
    const request = { key, operation: 'expense.recordAll', input: inputs };
    return this.idempotency.once(principal, request, async (within) => {
      await refuseForeignCategories(within, principal.bookId, inputs);
      const values: ExpenseValues[] = [];
      for (const input of inputs) {
        const tagIds = await tagIdsOfInput(within, principal.bookId, input, this.now());
        values.push(valuesOf(input, tagIds, this.now()));
      }
      const ids = await within.expenses.insertMany(principal.bookId, values);
      await currencyOfSameDigits(within, principal);
      return within.expenses.findMany(principal.bookId, ids);
    });
  }

  /** @throws AppError not_found */
  async find(principal: Principal, id: number): Promise<Expense> {
    const expense = await repositories(this.database).expenses.find(principal.bookId, id);
    if (!expense) throw notFound('expense');
    return expense;
  }

  /**
   * An expense, also one in the trash (`deletedAt` is set).
   * @throws AppError not_found
   */
  async findAlsoDeleted(principal: Principal, id: number): Promise<Expense> {
    const { expenses, trash } = repositories(this.database);
    const expense = (await expenses.find(principal.bookId, id)) ?? (await trash.find(principal.bookId, id));
    if (!expense) throw notFound('expense');
    return expense;
  }

  /** The filter with the tags that its words may mean: a few names are read when there are words. */
  async understand(principal: Principal, filter: ExpenseFilter): Promise<ExpenseFilter> {
    return withMeantTags(repositories(this.database), principal.bookId, filter);
  }

  /** What a filter finds by its text, for the list and the sums alike; undefined without a text. */
  async search(principal: Principal, filter: ExpenseFilter): Promise<Found | undefined> {
    return searchText(repositories(this.database), principal.bookId, filter);
  }

  /** A page of the expenses that the filter matches, next to a place or from the newest. */
  async browse(principal: Principal, filter: ExpenseFilter, paging: Paging & Known): Promise<Page<Expense>> {
    return listPage(repositories(this.database), principal.bookId, filter, paging);
  }

  /**
   * Saves over the version that its editor saw, and only over that one.
   * @throws AppError not_found, invalid (category_id)
   */
  async correct(
    principal: Principal,
    id: number,
    seenVersion: number,
    input: ExpenseInput,
  ): Promise<Correction> {
    return this.changing(principal, async (within) => {
      const [state] = await within.expenseStates.find(principal.bookId, [id]);
      if (!state || state.deletedAt !== null) throw notFound('expense');
      if (state.version !== seenVersion) {
        return { outcome: 'conflict', stored: await this.live(within, principal, id) };
      }
      const patch = difference(state, await this.wanted(within, principal, state, input));
      const changeId =
        patch && (await this.keepOne(within, principal, 'edit', { state, patch, name: state.description }));
      return { outcome: 'saved', expense: await this.live(within, principal, id), changeId };
    });
  }

  /**
   * Takes an expense back from the trash as its editor wants it, in one step; a conflict when it is back already.
   * @throws AppError not_found, invalid (category_id)
   */
  async restoreCorrected(principal: Principal, id: number, input: ExpenseInput): Promise<Correction> {
    return this.changing(principal, async (within) => {
      const [state] = await within.expenseStates.find(principal.bookId, [id]);
      if (!state) throw notFound('expense');
      if (state.deletedAt === null) {
        return { outcome: 'conflict', stored: await this.live(within, principal, id) };
      }
      const wanted = await this.wanted(within, principal, state, input);
      const patch = difference(state, { ...wanted, deletedAt: null })!;
      const changeId = await this.keepOne(within, principal, 'restore', {
        state,
        patch,
        name: state.description,
      });
      return { outcome: 'saved', expense: await this.live(within, principal, id), changeId };
    });
  }

  /**
   * Puts an expense into the trash and gives it as it was, with the change that undoes it.
   * @throws AppError not_found
   */
  async remove(principal: Principal, id: number): Promise<Removal> {
    const removal = await this.removeOrFindRemoved(principal, id);
    if (removal.changeId === undefined) throw notFound('expense');
    return removal;
  }

  /**
   * Puts an expense into the trash, or finds it there already: two windows may both delete it.
   * @throws AppError not_found
   */
  async removeOrFindRemoved(principal: Principal, id: number): Promise<Removal> {
    return this.changing(principal, async (within) => {
      const [state] = await within.expenseStates.find(principal.bookId, [id]);
      if (!state) throw notFound('expense');
      const patch = { deletedAt: this.now() };
      const changeId =
        state.deletedAt === null
          ? await this.keepOne(within, principal, 'delete', { state, patch, name: state.description })
          : undefined;
      const expense = await within.trash.find(principal.bookId, id);
      return { ...expense!, changeId };
    });
  }

  /**
   * Takes an expense back from the trash; one that is not there any more stays as it is.
   * @throws AppError not_found
   */
  async restore(principal: Principal, id: number): Promise<Expense> {
    return this.changing(principal, async (within) => {
      const [state] = await within.expenseStates.find(principal.bookId, [id]);
      if (!state) throw notFound('expense');
      if (state.deletedAt !== null) {
        const last = await within.expenseVersions.lastStates(principal.bookId, id);
        // Back from the trash it stands for what it was before: earlier changes can be undone as if nothing had been.
        const stateAfter = last?.hadBeenLive ? { stateAfter: last.before } : {};
        const patch = { deletedAt: null };
        await this.keepOne(within, principal, 'restore', {
          ...{ state, patch, name: state.description },
          ...stateAfter,
        });
      }
      return this.live(within, principal, id);
    });
  }

  /** Runs `work` under the book's lock, as whoever changes stored expenses does. */
  private async changing<T>(principal: Principal, work: (within: Repositories) => Promise<T>): Promise<T> {
    return refusingForeignCategory(() =>
      this.database.transaction(async (tx) => {
        const within = repositories(tx);
        await within.books.lock(principal.bookId);
        return work(within);
      }),
    );
  }

  private keepOne(
    within: Repositories,
    principal: Principal,
    kind: 'edit' | 'delete' | 'restore',
    { name, ...revised }: Revised & { readonly name: string },
  ): Promise<number> {
    return this.changes.keep(within, principal, { kind, subject: { name } }, [revised]);
  }

  private async live(within: Repositories, principal: Principal, id: number): Promise<Expense> {
    const expense = await within.expenses.find(principal.bookId, id);
    if (!expense) throw notFound('expense');
    return expense;
  }

  private async wanted(
    within: Repositories,
    principal: Principal,
    state: ExpenseState,
    input: ExpenseInput,
  ): Promise<ExpenseState> {
    const { amountMinor, description, categoryId, spentOn } = input;
    const tagIds = await tagIdsOfInput(within, principal.bookId, input, this.now());
    const values = { amountMinor, description, categoryId, spentOn };
    return { ...state, ...values, ...(tagIds !== undefined && { tagIds }) };
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}

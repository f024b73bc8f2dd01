import { addDays, type Day, intersect } from '../../domain/calendar.js';
import type { Clock } from '../../domain/clock.js';
import { findCurrency } from '../../domain/currency.js';
import { type FieldFaults, invalid, notFound } from '../../domain/errors.js';
import type { Expense } from '../../domain/expense.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import type { Minor } from '../../domain/money.js';
import { fromTagIds, NO_TAGS } from '../../domain/tag-ids.js';
import { searchTextOf, type SearchWord } from '../../domain/search.js';
import { message } from '../../messages/message.js';
import type { Database } from '../../storage/engine/database.js';
import type { ExpenseValues, ListPlace, TrashPlace } from '../../storage/ledger/expense-repository.js';
import type { ExpenseState } from '../../storage/ledger/expense-version-repository.js';
import { type Repositories, repositories } from '../../storage/repositories.js';
import { ForeignKeyViolation } from '../../storage/engine/storage-errors.js';
import type { ChangeService } from './changes/change-service.js';
import { difference, type Revised } from './changes/revising.js';
import { inPortions } from '../portions.js';
import { type Found, isComplete, pageOf } from './found-expenses.js';
import { fingerprintOf, type Idempotency, type IdempotencyKey } from './idempotency.js';
import type { Principal } from '../identity/principal.js';
import { tagIdsOf } from './tag-names.js';

/** An expense as parsed from a form or a request: well formed, its category not yet looked up. */
export interface ExpenseInput {
  readonly amountMinor: Minor;
  readonly description: string;
  readonly categoryId: number | null;
  readonly spentOn: Day;
  /** Names; those that the book does not have yet are made. Absent: none, or those that it has. */
  readonly tags?: readonly string[];
  readonly recurringId?: number | null;
}

export type { Found, ListPlace, TrashPlace };

export type Correction =
  /** `changeId` undoes it; absent where nothing was different. */
  | { readonly outcome: 'saved'; readonly expense: Expense; readonly changeId?: number | undefined }
  /** Somebody saved another version meanwhile; nothing was stored. */
  | { readonly outcome: 'conflict'; readonly stored: Expense };

/** An expense that was put into the trash; `changeId` undoes it, absent when it lay there already. */
export type Removal = Expense & { readonly changeId: number | undefined };

export interface Page<T> {
  /** Newest first. */
  readonly items: readonly T[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

type SearchFilter = ExpenseFilter & { readonly words: readonly SearchWord[] };

/** How many expenses are looked at one by one for a page of matches. */
const WALK_MAX = 20_000;

/** How long the trash keeps what was deleted. */
export const TRASH_DAYS = 30;
const DAY_MS = 86_400_000;

export const UNKNOWN_CATEGORY = message('fault.category.unknown');

/** The expenses of a book: recorded, browsed, corrected, removed and taken back. */
export class ExpenseService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly idempotency: Idempotency,
    private readonly changes: ChangeService,
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
    return refusingForeignCategory({ category_id: UNKNOWN_CATEGORY }, () => {
      if (key?.whenReused === 'refuse') {
        return this.idempotency.once(principal, { key, operation, input: asked }, (within) =>
          this.insert(within, principal, input),
        );
      }
      const formKey = key && fingerprintOf([key.value, operation, input]);
      // One statement needs no transaction around it; tags may have to be made first.
      return (input.tags ?? []).length === 0
        ? this.insert(repositories(this.database), principal, input, formKey)
        : this.database.transaction((tx) => this.insert(repositories(tx), principal, input, formKey));
    });
  }

  private async insert(
    within: Repositories,
    principal: Principal,
    input: ExpenseInput,
    formKey?: string,
  ): Promise<Expense> {
    const { bookId, currency } = principal;
    const tagIds = await this.tagIds(within, principal, input);
    const values = this.values(input, tagIds);
    const insert = (currencyCode: string) =>
      within.expenses.insert(bookId, values, { currencyCode, formKey });
    const added =
      (await insert(currency.code)) ??
      (formKey === undefined ? undefined : await within.expenses.findByFormKey(bookId, formKey)) ??
      (await insert(await currencyOfSameDigits(within, principal)));
    if (!added) throw currencyChanged();
    return added;
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
      await this.refuseForeignCategories(within, principal, inputs);
      const values: ExpenseValues[] = [];
      for (const input of inputs) {
        const tagIds = await this.tagIds(within, principal, input);
        values.push(this.values(input, tagIds));
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
    const { expenses } = repositories(this.database);
    const expense =
      (await expenses.find(principal.bookId, id)) ?? (await expenses.findDeleted(principal.bookId, id));
    if (!expense) throw notFound('expense');
    return expense;
  }

  /** The filter with the tags that its words may mean: a few names are read when there are words. */
  async understand(principal: Principal, filter: ExpenseFilter): Promise<ExpenseFilter> {
    if (!filter.words?.length) return filter;
    const tags = await repositories(this.database).tags.list(principal.bookId);
    if (tags.length === 0) return filter;
    const words = filter.words.map((word) => {
      const tagIds = tags.filter(({ nameKey }) => nameKey.includes(word.text)).map(({ id }) => id);
      return tagIds.length === 0 ? word : { ...word, tagIds };
    });
    return { ...filter, words };
  }

  /** What a filter finds by its text, for the list and the sums alike; undefined without a text. */
  async search(principal: Principal, filter: ExpenseFilter): Promise<Found | undefined> {
    if (!hasText(filter)) return undefined;
    return repositories(this.database).search.find(principal.bookId, filter);
  }

  /**
   * A page of the expenses that the filter matches, next to a place or from the newest.
   * @param paging.found what `search` gave for this filter, if it was asked already
   */
  async browse(
    principal: Principal,
    filter: ExpenseFilter,
    {
      place,
      limit,
      found: searched,
    }: { place?: ListPlace | undefined; limit: number; found?: Found | undefined },
  ): Promise<Page<Expense>> {
    const { expenses } = repositories(this.database);
    const found = searched ?? (await this.search(principal, filter));
    const paging = { place, limit: limit + 1 };
    if (!hasText(filter) || !found) {
      return toPage(await expenses.list(principal.bookId, filter, place, limit + 1), { place, limit });
    }
    if (!isComplete(found)) return toPage(await this.walk(principal, filter, paging), { place, limit });
    const ids = pageOf(found, filter.range, paging);
    return toPage(await expenses.findListed(principal.bookId, ids, limit + 1), { place, limit });
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
      const [state] = await within.expenseVersions.states(principal.bookId, [id]);
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
      const [state] = await within.expenseVersions.states(principal.bookId, [id]);
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
      const [state] = await within.expenseVersions.states(principal.bookId, [id]);
      if (!state) throw notFound('expense');
      const patch = { deletedAt: this.now() };
      const changeId =
        state.deletedAt === null
          ? await this.keepOne(within, principal, 'delete', { state, patch, name: state.description })
          : undefined;
      const expense = await within.expenses.findDeleted(principal.bookId, id);
      return { ...expense!, changeId };
    });
  }

  /**
   * Takes an expense back from the trash; one that is not there any more stays as it is.
   * @throws AppError not_found
   */
  async restore(principal: Principal, id: number): Promise<Expense> {
    return this.changing(principal, async (within) => {
      const [state] = await within.expenseVersions.states(principal.bookId, [id]);
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

  /** What was deleted in the last 30 days, last deleted first. */
  async browseTrash(
    principal: Principal,
    {
      place,
      limit,
      words,
    }: { place?: TrashPlace | undefined; limit: number; words?: readonly SearchWord[] | undefined },
  ): Promise<Page<Expense>> {
    const since = new Date(this.clock.now().getTime() - TRASH_DAYS * DAY_MS).toISOString();
    const { expenses } = repositories(this.database);
    const found = await expenses.listDeleted(principal.bookId, { place, since, words }, limit + 1);
    return toPage(found, { place, limit });
  }

  /**
   * Erases an expense of the trash, with all that it ever was: nothing brings it back.
   * @throws AppError not_found
   */
  async erase(principal: Principal, id: number): Promise<Expense> {
    return this.database.transaction(async (tx) => {
      const { books, expenses } = repositories(tx);
      await books.lock(principal.bookId);
      const expense = await expenses.findDeleted(principal.bookId, id);
      if (!expense || !(await expenses.erase(principal.bookId, id))) throw notFound('expense');
      return expense;
    });
  }

  /**
   * Erases all that lies in the trash now, in portions with everybody else's work between. Gives how many went; what is
   * left when the program stops meanwhile lies in the trash as before.
   */
  async emptyTrash(principal: Principal): Promise<number> {
    const until = this.now();
    return inPortions((limit) =>
      repositories(this.database).expenses.eraseDeleted(principal.bookId, until, limit),
    );
  }

  /** Many match: most likely soon, so the newest are read one by one; if not, all that match are read and sorted. */
  private async walk(
    { bookId }: Principal,
    filter: SearchFilter,
    { place, limit }: { place?: ListPlace | undefined; limit: number },
  ): Promise<Expense[]> {
    const { expenses } = repositories(this.database);
    // How far to look is a question of days, not of tags, which may be rare.
    const { words: _words, tagIds: _tagIds, ...anyText } = filter;
    const far = await expenses.dayAway(bookId, anyText, place, WALK_MAX);
    const side = far && (place?.towards === 'newer' ? { until: addDays(far, 1) } : { from: far });
    const near = side ? intersect(filter.range, side) : filter.range;
    if (near !== 'empty') {
      const listed = await expenses.list(bookId, { ...filter, range: near }, place, limit);
      if (!far || listed.length === limit) return listed;
    }
    return expenses.listFound(bookId, filter, place, limit);
  }

  private values({ tags: _tags, ...input }: ExpenseInput, tagIds = NO_TAGS): ExpenseValues {
    const searchText = searchTextOf({ ...input, tagIds: fromTagIds(tagIds) });
    return { ...input, searchText, now: this.now(), ...(tagIds !== NO_TAGS && { tagIds }) };
  }

  /** Runs `work` under the book's lock, as whoever changes stored expenses does. */
  private async changing<T>(principal: Principal, work: (within: Repositories) => Promise<T>): Promise<T> {
    return refusingForeignCategory({ category_id: UNKNOWN_CATEGORY }, () =>
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
    const tagIds = await this.tagIds(within, principal, input);
    const values = { amountMinor, description, categoryId, spentOn };
    return { ...state, ...values, ...(tagIds !== undefined && { tagIds }) };
  }

  /** The tags of an input as they are stored; undefined when it does not speak of them. */
  private async tagIds(
    within: Repositories,
    principal: Principal,
    { tags }: ExpenseInput,
  ): Promise<string | undefined> {
    if (!tags) return undefined;
    if (tags.length === 0) return NO_TAGS;
    await within.books.lock(principal.bookId);
    return tagIdsOf(within, principal.bookId, tags, this.now());
  }

  private async refuseForeignCategories(
    within: Repositories,
    principal: Principal,
    inputs: readonly ExpenseInput[],
  ): Promise<void> {
    const own = new Set((await within.categories.list(principal.bookId)).map((category) => category.id));
    const foreign = inputs.flatMap(({ categoryId }, index) =>
      categoryId === null || own.has(categoryId)
        ? []
        : [[`expenses.${String(index)}.category_id`, UNKNOWN_CATEGORY]],
    );
    if (foreign.length > 0) throw invalid(Object.fromEntries(foreign) as FieldFaults);
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}

function hasText(filter: ExpenseFilter): filter is SearchFilter {
  return filter.words !== undefined;
}

/**
 * The code of the book's currency, which may be another one by now, with as many digits as the amount was read with.
 * @throws AppError invalid (amount) when it has other digits
 */
async function currencyOfSameDigits(
  { books }: Repositories,
  { bookId, currency }: Principal,
): Promise<string> {
  const stored = findCurrency((await books.currencyOf(bookId)) ?? '');
  if (stored?.digits !== currency.digits) throw currencyChanged();
  return stored.code;
}

const currencyChanged = () => invalid({ amount: message('fault.amount.currency_changed') });

/** A foreign category is refused as if it did not exist: the key (book, category) finds none. */
async function refusingForeignCategory<T>(fields: FieldFaults, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ForeignKeyViolation) throw invalid(fields);
    throw error;
  }
}

/** Cuts the one row too many that tells whether there is more on the far side. */
function toPage<T>(
  found: readonly T[],
  { place, limit }: { place?: { readonly towards: 'older' | 'newer' } | undefined; limit: number },
): Page<T> {
  const more = found.length > limit;
  if (place?.towards === 'newer') {
    return { items: more ? found.slice(1) : found, hasNewer: more, hasOlder: true };
  }
  return { items: more ? found.slice(0, limit) : found, hasOlder: more, hasNewer: place !== undefined };
}

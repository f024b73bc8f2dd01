import type { Day } from '../../domain/calendar.js';
import type { Expense } from '../../domain/expense.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import type { SearchWord } from '../../domain/search.js';
import type { Clauses } from '../engine/clauses.js';
import type { Queryable } from '../engine/database.js';
import { expenseConditions } from './expense-conditions.js';
import { type ExpenseRow, SELECT, selectFrom, toExpenses } from './expense-rows.js';
import { searchQuery } from './search-tokens.js';
import type { Tag } from './tag-repository.js';
import { isKept, rarestTag, taggedConditions } from './tagged.js';

/** A place in the list, newest first: just after (older) or just before (newer) the named expense. */
export interface ListPlace {
  readonly towards: 'older' | 'newer';
  readonly spentOn: Day;
  readonly id: number;
}

/** A page of fifty, and one more that tells whether there is another page. */
const USUAL_LIMIT = 51;

/** Lists the live expenses of a book, newest first, by keyset. */
export class ExpenseListQueries {
  /** @param tags those of the book, if they were read already: its expenses are then named without asking */
  constructor(
    private readonly db: Queryable,
    private readonly tags: readonly Tag[] = [],
  ) {}

  /** The same lists, of a book whose tags were read already. */
  knowing(tags: readonly Tag[]): ExpenseListQueries {
    return new ExpenseListQueries(this.db, tags);
  }

  /** Up to `limit` expenses next to a place, always newest first; from the newest when no place is given. */
  async list(
    bookId: number,
    filter: ExpenseFilter,
    place: ListPlace | undefined,
    limit: number,
  ): Promise<Expense[]> {
    const tagId = await rarestTag(this.db, bookId, filter);
    if (tagId !== undefined) return this.listTagged(bookId, tagId, { filter, place, limit });
    return this.listFrom(bookId, SELECT, expenseConditions(bookId, filter), place, limit);
  }

  /** Through the list of a tag, in its order: the same cost for one that all expenses carry. */
  private async listTagged(
    bookId: number,
    tagId: number,
    { filter, place, limit }: { filter: ExpenseFilter; place: ListPlace | undefined; limit: number },
  ): Promise<Expense[]> {
    // What the list itself knows is asked of it alone: PostgreSQL guesses how much each more condition leaves.
    const rest = { ...filter, tagIds: (filter.tagIds ?? []).filter((id) => id !== tagId) };
    const clauses = expenseConditions(bookId, isKept(filter) ? { range: {} } : rest);
    clauses.and('expenses.id = tagged.expense_id');
    const listed = taggedConditions(clauses, bookId, tagId, filter);
    const order = (to: Clauses) => nextTo(place, to, { day: 'tagged.spent_on', id: 'tagged.expense_id' });
    if (!isKept(filter)) {
      clauses.and(listed);
      const from = 'expense_tags AS tagged CROSS JOIN expenses';
      const select = `${selectFrom(from)} WHERE ${clauses.toString()}${order(clauses)}`;
      return this.listIn(bookId, select, clauses, { place, limit });
    }
    // The page first, then its expenses: how many there are is then known when it is planned, whatever the tag.
    const page = `SELECT tagged.spent_on, tagged.expense_id FROM expense_tags AS tagged
      WHERE ${listed}${order(clauses)} LIMIT ${limitIn(clauses, limit)}`;
    const select = `${selectFrom(`(${page}) AS tagged CROSS JOIN expenses`)} WHERE ${clauses.toString()}`;
    const direction = place?.towards === 'newer' ? 'ASC' : 'DESC';
    return this.listIn(
      bookId,
      `${select} ORDER BY tagged.spent_on ${direction}, tagged.expense_id ${direction}`,
      clauses,
      { place, limit },
    );
  }

  /** The same list, read through the index of descriptions: for a text that few of the newest expenses have. */
  async listFound(
    bookId: number,
    filter: ExpenseFilter & { readonly words: readonly SearchWord[] },
    place: ListPlace | undefined,
    limit: number,
  ): Promise<Expense[]> {
    const clauses = expenseConditions(bookId, filter).and('expenses.id = found.rowid');
    const found = `expense_search(${clauses.bind(searchQuery(bookId, filter.words, 0))}) AS found`;
    return this.listFrom(bookId, selectFrom(`${found} CROSS JOIN expenses`), clauses, place, limit);
  }

  /** The day that lies `count` expenses away from a place, or undefined when there are not so many. */
  async dayAway(
    bookId: number,
    filter: ExpenseFilter,
    place: ListPlace | undefined,
    count: number,
  ): Promise<Day | undefined> {
    const clauses = expenseConditions(bookId, filter);
    const row = await this.db.get<{ spent_on: Day }>(
      `SELECT expenses.spent_on FROM expenses WHERE ${clauses.toString()}${nextTo(place, clauses)}
       LIMIT 1 OFFSET ${clauses.bind(count)}`,
      clauses.params,
    );
    return row?.spent_on;
  }

  private async listFrom(
    bookId: number,
    select: string,
    clauses: Clauses,
    place: ListPlace | undefined,
    limit: number,
  ): Promise<Expense[]> {
    const ordered = `${select} WHERE ${clauses.toString()}${nextTo(place, clauses)}`;
    return this.listIn(bookId, ordered, clauses, { place, limit });
  }

  private async listIn(
    bookId: number,
    select: string,
    clauses: Clauses,
    { place, limit }: { place: ListPlace | undefined; limit: number },
  ): Promise<Expense[]> {
    const rows = await this.db.all<ExpenseRow>(`${select} LIMIT ${limitIn(clauses, limit)}`, clauses.params);
    const expenses = await toExpenses(this.db, bookId, rows, this.tags);
    return place?.towards === 'newer' ? expenses.reverse() : expenses;
  }

  /**
   * The expenses of these ids, at most `room` of them, newest first. The statement is the same for any number of ids
   * up to `room`, so that it is prepared once.
   */
  async findListed(bookId: number, ids: readonly number[], room: number): Promise<Expense[]> {
    const places = Array.from({ length: room }, (_, at) => ids[at] ?? 0);
    const marks = places.map((_id, at) => `(CAST($${String(at + 2)} AS BIGINT))`).join(', ');
    // A join, in this order: given a list of ids, SQLite walks the whole book to have them sorted.
    const rows = await this.db.all<ExpenseRow>(
      `WITH wanted (id) AS (VALUES ${marks})
       ${selectFrom('wanted CROSS JOIN expenses')}
       WHERE expenses.id = wanted.id AND expenses.book_id = $1 AND expenses.deleted_at IS NULL
       ORDER BY expenses.spent_on DESC, expenses.id DESC`,
      [bookId, ...places],
    );
    return toExpenses(this.db, bookId, rows, this.tags);
  }
}

/**
 * The usual limit as a number in the statement. Of one that is bound PostgreSQL thinks that it may be a tenth of all that
 * match: it either plans each time anew, which takes longer than the reading, or sorts what an index has in order.
 */
function limitIn(clauses: Clauses, limit: number): string {
  return limit === USUAL_LIMIT ? String(limit) : clauses.bind(limit);
}

/** What stands behind the other conditions: the place to start from, and the order away from it. */
function nextTo(
  place: ListPlace | undefined,
  clauses: Clauses,
  { day, id } = { day: 'expenses.spent_on', id: 'expenses.id' },
): string {
  const newer = place?.towards === 'newer';
  const order = newer ? 'ASC' : 'DESC';
  const start = place
    ? ` AND (${day}, ${id}) ${newer ? '>' : '<'} (${clauses.bind(place.spentOn)}, ${clauses.bind(place.id)})`
    : '';
  return `${start} ORDER BY ${day} ${order}, ${id} ${order}`;
}

import type { Day } from '../../domain/calendar.js';
import type { Expense } from '../../domain/expense.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import type { Minor } from '../../domain/money.js';
import { fromTagIds, NO_TAGS } from '../../domain/tag-ids.js';
import { Clauses } from '../engine/clauses.js';
import type { Queryable, SqlValue } from '../engine/database.js';
import { expenseConditions, hasWord } from './expense-conditions.js';
import { searchQuery } from './search-tokens.js';
import { rarestTag, taggedConditions } from './tagged.js';
import { TagRepository } from './tag-repository.js';
import type { SearchWord } from '../../domain/search.js';

export interface ExpenseValues {
  readonly amountMinor: Minor;
  readonly description: string;
  readonly searchText: string;
  readonly categoryId: number | null;
  readonly spentOn: Day;
  /** As in domain/tag-ids; none where it is absent. */
  readonly tagIds?: string;
  /** Where it came from, and the bank's own id of it. */
  readonly importId?: number | null;
  readonly externalId?: string | null;
  readonly recurringId?: number | null;
  readonly now: string;
}

/** A place in the list, newest first: just after (older) or just before (newer) the named expense. */
export interface ListPlace {
  readonly towards: 'older' | 'newer';
  readonly spentOn: Day;
  readonly id: number;
}

/** A place in the trash, last deleted first. */
export interface TrashPlace {
  readonly towards: 'older' | 'newer';
  readonly deletedAt: string;
  readonly id: number;
}

interface ExpenseRow {
  id: number;
  category_id: number | null;
  category: string | null;
  amount_minor: string;
  description: string;
  spent_on: Day;
  tag_ids: string;
  import_id: number | null;
  recurring_id: number | null;
  version: number;
  created_at: string;
  updated_at: string;
  deleted_at: string | null;
}

const selectFrom = (source: string) => `
  SELECT expenses.id, expenses.category_id, categories.name AS category,
         CAST(expenses.amount_minor AS TEXT) AS amount_minor, expenses.description, expenses.spent_on,
         expenses.tag_ids, expenses.import_id, expenses.recurring_id, expenses.version, expenses.created_at, expenses.updated_at, expenses.deleted_at
  FROM ${source}
  LEFT JOIN categories ON categories.book_id = expenses.book_id AND categories.id = expenses.category_id`;
const SELECT = selectFrom('expenses');
const NAME_OF_CATEGORY = `(SELECT categories.name FROM categories
         WHERE categories.book_id = expenses.book_id AND categories.id = expenses.category_id)`;

const byName = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
const TRASH_WALK = 20_000;
const PORTIONS = [1_000, 100, 10, 1];

export class ExpenseRepository {
  constructor(private readonly db: Queryable) {}

  /**
   * Stores an expense of a book whose amounts are in the given currency, in one statement: it is the book's lock, the
   * checks and the change, so other writers of the book wait for nothing but it. Undefined when the book's currency is
   * another by now, or when the form was stored before.
   * @throws ForeignKeyViolation when the category is not the book's
   */
  async insert(
    bookId: number,
    values: ExpenseValues,
    { currencyCode, formKey }: { currencyCode: string; formKey: string | undefined },
  ): Promise<Expense | undefined> {
    const row = await this.db.get<ExpenseRow>(
      `INSERT INTO expenses
         (book_id, form_key, category_id, amount_minor, description, search_text, spent_on, created_at, updated_at,
          tag_ids, import_id, external_id, recurring_id)
       SELECT books.id, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11, $12, $13 FROM books WHERE books.id = $1 AND books.currency = $2
       FOR NO KEY UPDATE
       ON CONFLICT (book_id, form_key) WHERE form_key IS NOT NULL DO NOTHING
       RETURNING id, category_id, ${NAME_OF_CATEGORY} AS category, CAST(amount_minor AS TEXT) AS amount_minor,
                 description, spent_on, tag_ids, import_id, recurring_id, version, created_at, updated_at, deleted_at`,
      [bookId, currencyCode, formKey ?? null, ...paramsOf(values), ...originOf(values)],
    );
    return this.found(bookId, row);
  }

  /** The expense that came from a form, also one in the trash. */
  async findByFormKey(bookId: number, formKey: string): Promise<Expense | undefined> {
    const row = await this.db.get<ExpenseRow>(
      `${SELECT} WHERE expenses.book_id = $1 AND expenses.form_key = $2`,
      [bookId, formKey],
    );
    return this.found(bookId, row);
  }

  /**
   * Stores expenses and gives their ids in the same order. They go in portions of few sizes, so that a statement
   * is prepared for each size and not for every number of expenses.
   * @throws ForeignKeyViolation when a category is not the book's
   */
  async insertMany(bookId: number, expenses: readonly ExpenseValues[]): Promise<number[]> {
    const ids: number[] = [];
    while (ids.length < expenses.length) {
      const size = PORTIONS.find((portion) => portion <= expenses.length - ids.length) ?? 1;
      ids.push(...(await this.insertPortion(bookId, expenses.slice(ids.length, ids.length + size))));
    }
    return ids;
  }

  private async insertPortion(bookId: number, expenses: readonly ExpenseValues[]): Promise<number[]> {
    // Most have neither tags nor an origin: a shorter statement for them.
    const isPlain = expenses.every((values) =>
      originOf(values).every((value) => value === null || value === NO_TAGS),
    );
    const columns = `book_id, category_id, amount_minor, description, search_text, spent_on, created_at, updated_at${isPlain ? '' : ', tag_ids, import_id, external_id, recurring_id'}`;
    const params: SqlValue[] = [bookId];
    const rows = expenses.map((values) => {
      const at = params.length;
      params.push(...paramsOf(values), ...(isPlain ? [] : originOf(values)));
      const origin = isPlain ? '' : `, $${at + 7}, $${at + 8}, $${at + 9}, $${at + 10}`;
      return `($1, $${at + 1}, $${at + 2}, $${at + 3}, $${at + 4}, $${at + 5}, $${at + 6}, $${at + 6}${origin})`;
    });
    const inserted = await this.db.all<{ id: number }>(
      `INSERT INTO expenses (${columns}) VALUES ${rows.join(', ')} RETURNING id`,
      params,
    );
    return inserted.map((row) => row.id).sort((a, b) => a - b);
  }

  async find(bookId: number, id: number): Promise<Expense | undefined> {
    const row = await this.db.get<ExpenseRow>(
      `${SELECT} WHERE expenses.book_id = $1 AND expenses.id = $2 AND expenses.deleted_at IS NULL`,
      [bookId, id],
    );
    return this.found(bookId, row);
  }

  /** The expenses of these ids, which lie close together, in the order of the ids. */
  async findMany(bookId: number, ids: readonly number[]): Promise<Expense[]> {
    const wanted = new Set(ids);
    const rows = await this.db.all<ExpenseRow>(
      `${SELECT} WHERE expenses.book_id = $1 AND expenses.id >= $2 AND expenses.id <= $3 AND expenses.deleted_at IS NULL
       ORDER BY expenses.id`,
      [bookId, Math.min(...ids), Math.max(...ids)],
    );
    return this.toExpenses(
      bookId,
      rows.filter((row) => wanted.has(row.id)),
    );
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
    return this.toExpenses(bookId, rows);
  }

  async findDeleted(bookId: number, id: number): Promise<Expense | undefined> {
    const row = await this.db.get<ExpenseRow>(
      `${SELECT} WHERE expenses.book_id = $1 AND expenses.id = $2 AND expenses.deleted_at IS NOT NULL`,
      [bookId, id],
    );
    return this.found(bookId, row);
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
    const rest = { ...filter, tagIds: (filter.tagIds ?? []).filter((id) => id !== tagId) };
    const clauses = expenseConditions(bookId, rest).and('expenses.id = tagged.expense_id');
    clauses.and(taggedConditions(clauses, bookId, tagId, filter));
    const from = 'expense_tags AS tagged CROSS JOIN expenses';
    const order = nextTo(place, clauses, { day: 'tagged.spent_on', id: 'tagged.expense_id' });
    return this.listIn(bookId, `${selectFrom(from)} WHERE ${clauses.toString()}${order}`, clauses, {
      place,
      limit,
    });
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
    const rows = await this.db.all<ExpenseRow>(`${select} LIMIT ${clauses.bind(limit)}`, clauses.params);
    const expenses = await this.toExpenses(bookId, rows);
    return place?.towards === 'newer' ? expenses.reverse() : expenses;
  }

  /**
   * What was deleted since an instant, last deleted first, next to a place. With words those of the next 20 000 that
   * have them all: so many are looked at one by one, for the index of descriptions holds live expenses only.
   */
  async listDeleted(
    bookId: number,
    {
      place,
      since,
      words,
    }: { place?: TrashPlace | undefined; since: string; words?: readonly SearchWord[] | undefined },
    limit: number,
  ): Promise<Expense[]> {
    const newer = place?.towards === 'newer';
    const order = `ORDER BY expenses.deleted_at ${newer ? 'ASC' : 'DESC'}, expenses.id ${newer ? 'ASC' : 'DESC'}`;
    const clauses = new Clauses();
    clauses.and(`expenses.book_id = ${clauses.bind(bookId)}`).and('expenses.deleted_at IS NOT NULL');
    clauses.and(`expenses.deleted_at >= ${clauses.bind(since)}`);
    if (place) {
      const at = `(${clauses.bind(place.deletedAt)}, ${clauses.bind(place.id)})`;
      clauses.and(`(expenses.deleted_at, expenses.id) ${newer ? '>' : '<'} ${at}`);
    }
    const near = `SELECT * FROM expenses WHERE ${clauses.toString()} ${order}
                  LIMIT ${String(words ? TRASH_WALK : limit)}`;
    const matches = (words ?? []).map((word) => hasWord(clauses, word));
    const rows = await this.db.all<ExpenseRow>(
      `${selectFrom(`(${near}) AS expenses`)} ${matches.length > 0 ? `WHERE ${matches.join(' AND ')}` : ''}
       ${order} LIMIT ${clauses.bind(limit)}`,
      clauses.params,
    );
    const expenses = await this.toExpenses(bookId, rows);
    return newer ? expenses.reverse() : expenses;
  }

  /** Erases an expense of the trash for good; gives whether it was there. */
  async erase(bookId: number, id: number): Promise<boolean> {
    const gone = await this.db.run(
      'DELETE FROM expenses WHERE book_id = $1 AND id = $2 AND deleted_at IS NOT NULL',
      [bookId, id],
    );
    return gone === 1;
  }

  /** Erases up to `limit` expenses that were deleted by an instant; gives how many. */
  async eraseDeleted(bookId: number, until: string, limit: number): Promise<number> {
    return this.db.run(
      `DELETE FROM expenses WHERE (book_id, id) IN
         (SELECT book_id, id FROM expenses WHERE book_id = $1 AND deleted_at IS NOT NULL AND deleted_at <= $2
          ORDER BY deleted_at DESC, id DESC LIMIT $3)`,
      [bookId, until, limit],
    );
  }

  private async found(bookId: number, row: ExpenseRow | undefined): Promise<Expense | undefined> {
    return row && (await this.toExpenses(bookId, [row]))[0];
  }

  /** With the names of their tags: one more query where any has some. */
  private async toExpenses(bookId: number, rows: readonly ExpenseRow[]): Promise<Expense[]> {
    if (rows.every(({ tag_ids }) => tag_ids === NO_TAGS))
      return rows.map((row) => toExpense(bookId, row, []));
    const tags = await new TagRepository(this.db).list(bookId);
    const names = new Map(tags.map(({ id, name }) => [id, name]));
    return rows.map((row) =>
      toExpense(
        bookId,
        row,
        fromTagIds(row.tag_ids)
          .flatMap((id) => names.get(id) ?? [])
          .sort(byName.compare),
      ),
    );
  }
}

/** Tags and where it came from, in the order of the statement. */
function originOf({ tagIds, importId, externalId, recurringId }: ExpenseValues): SqlValue[] {
  return [tagIds ?? NO_TAGS, importId ?? null, externalId ?? null, recurringId ?? null];
}

function paramsOf(values: ExpenseValues): SqlValue[] {
  const { categoryId, amountMinor, description, searchText, spentOn, now } = values;
  return [categoryId, amountMinor, description, searchText, spentOn, now];
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

function toExpense(bookId: number, row: ExpenseRow, tags: readonly string[]): Expense {
  return {
    id: row.id,
    bookId,
    categoryId: row.category_id,
    categoryName: row.category,
    amountMinor: BigInt(row.amount_minor),
    description: row.description,
    spentOn: row.spent_on,
    tags,
    importId: row.import_id,
    recurringId: row.recurring_id,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    deletedAt: row.deleted_at,
  };
}

import type { Day } from '../../domain/calendar.js';
import type { Expense } from '../../domain/expense.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import type { Minor } from '../../domain/money.js';
import type { Clauses } from '../engine/clauses.js';
import type { Queryable, SqlValue } from '../engine/database.js';
import { expenseConditions } from './expense-conditions.js';
import { searchTokens } from './search-tokens.js';

export interface ExpenseValues {
  readonly amountMinor: Minor;
  readonly description: string;
  readonly searchText: string;
  readonly categoryId: number | null;
  readonly spentOn: Day;
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
  version: number;
  created_at: string;
  updated_at: string;
  deleted_at: string | null;
}

const selectFrom = (source: string) => `
  SELECT expenses.id, expenses.category_id, categories.name AS category,
         CAST(expenses.amount_minor AS TEXT) AS amount_minor, expenses.description, expenses.spent_on,
         expenses.version, expenses.created_at, expenses.updated_at, expenses.deleted_at
  FROM ${source}
  LEFT JOIN categories ON categories.book_id = expenses.book_id AND categories.id = expenses.category_id`;
const SELECT = selectFrom('expenses');
const NAME_OF_CATEGORY = `(SELECT categories.name FROM categories
         WHERE categories.book_id = expenses.book_id AND categories.id = expenses.category_id)`;

const PORTIONS = [1_000, 100, 10, 1];
const MOVED_AT_ONCE = 2_000;

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
         (book_id, form_key, category_id, amount_minor, description, search_text, spent_on, created_at, updated_at)
       SELECT books.id, $3, $4, $5, $6, $7, $8, $9, $9 FROM books WHERE books.id = $1 AND books.currency = $2
       FOR NO KEY UPDATE
       ON CONFLICT (book_id, form_key) WHERE form_key IS NOT NULL DO NOTHING
       RETURNING id, category_id, ${NAME_OF_CATEGORY} AS category, CAST(amount_minor AS TEXT) AS amount_minor,
                 description, spent_on, version, created_at, updated_at, deleted_at`,
      [bookId, currencyCode, formKey ?? null, ...paramsOf(values)],
    );
    return row && toExpense(bookId, row);
  }

  /** The expense that came from a form, also one in the trash. */
  async findByFormKey(bookId: number, formKey: string): Promise<Expense | undefined> {
    const row = await this.db.get<ExpenseRow>(
      `${SELECT} WHERE expenses.book_id = $1 AND expenses.form_key = $2`,
      [bookId, formKey],
    );
    return row && toExpense(bookId, row);
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
    const params: SqlValue[] = [bookId];
    const rows = expenses.map((values) => {
      const at = params.length;
      params.push(...paramsOf(values));
      return `($1, $${at + 1}, $${at + 2}, $${at + 3}, $${at + 4}, $${at + 5}, $${at + 6}, $${at + 6})`;
    });
    const inserted = await this.db.all<{ id: number }>(
      `INSERT INTO expenses
         (book_id, category_id, amount_minor, description, search_text, spent_on, created_at, updated_at)
       VALUES ${rows.join(', ')} RETURNING id`,
      params,
    );
    return inserted.map((row) => row.id).sort((a, b) => a - b);
  }

  async find(bookId: number, id: number): Promise<Expense | undefined> {
    const row = await this.db.get<ExpenseRow>(
      `${SELECT} WHERE expenses.book_id = $1 AND expenses.id = $2 AND expenses.deleted_at IS NULL`,
      [bookId, id],
    );
    return row && toExpense(bookId, row);
  }

  /** The expenses of these ids, which lie close together, in the order of the ids. */
  async findMany(bookId: number, ids: readonly number[]): Promise<Expense[]> {
    const wanted = new Set(ids);
    const rows = await this.db.all<ExpenseRow>(
      `${SELECT} WHERE expenses.book_id = $1 AND expenses.id >= $2 AND expenses.id <= $3 AND expenses.deleted_at IS NULL
       ORDER BY expenses.id`,
      [bookId, Math.min(...ids), Math.max(...ids)],
    );
    return rows.filter((row) => wanted.has(row.id)).map((row) => toExpense(bookId, row));
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
    return rows.map((row) => toExpense(bookId, row));
  }

  async findDeleted(bookId: number, id: number): Promise<Expense | undefined> {
    const row = await this.db.get<ExpenseRow>(
      `${SELECT} WHERE expenses.book_id = $1 AND expenses.id = $2 AND expenses.deleted_at IS NOT NULL`,
      [bookId, id],
    );
    return row && toExpense(bookId, row);
  }

  /**
   * Replaces an expense if it still has the version that its editor saw; gives whether it had.
   * @throws ForeignKeyViolation when the category is not the book's
   */
  async replace(bookId: number, id: number, seenVersion: number, values: ExpenseValues): Promise<boolean> {
    const replaced = await this.db.run(
      `UPDATE expenses
       SET category_id = $4, amount_minor = $5, description = $6, search_text = $7, spent_on = $8, updated_at = $9,
           version = version + 1
       WHERE book_id = $1 AND id = $2 AND version = $3 AND deleted_at IS NULL`,
      [bookId, id, seenVersion, ...paramsOf(values)],
    );
    return replaced === 1;
  }

  async markDeleted(bookId: number, id: number, now: string): Promise<boolean> {
    const marked = await this.db.run(
      `UPDATE expenses SET deleted_at = $3, updated_at = $3, version = version + 1
       WHERE book_id = $1 AND id = $2 AND deleted_at IS NULL`,
      [bookId, id, now],
    );
    return marked === 1;
  }

  async restore(bookId: number, id: number, now: string): Promise<boolean> {
    const restored = await this.db.run(
      `UPDATE expenses SET deleted_at = NULL, updated_at = $3, version = version + 1
       WHERE book_id = $1 AND id = $2 AND deleted_at IS NOT NULL`,
      [bookId, id, now],
    );
    return restored === 1;
  }

  /**
   * Files every expense of a category elsewhere (null: uncategorised), deleted ones too; in portions, so that no
   * statement meets its time limit however many there are.
   */
  async moveCategory(bookId: number, from: number, to: number | null, now: string): Promise<number> {
    let moved = 0;
    for (;;) {
      const portion = await this.db.run(
        `UPDATE expenses SET category_id = $3, updated_at = $4, version = version + 1
         WHERE book_id = $1 AND id IN (SELECT id FROM expenses WHERE book_id = $1 AND category_id = $2 LIMIT $5)`,
        [bookId, from, to, now, MOVED_AT_ONCE],
      );
      moved += portion;
      if (portion < MOVED_AT_ONCE) return moved;
    }
  }

  /** Up to `limit` expenses next to a place, always newest first; from the newest when no place is given. */
  async list(
    bookId: number,
    filter: ExpenseFilter,
    place: ListPlace | undefined,
    limit: number,
  ): Promise<Expense[]> {
    return this.listFrom(bookId, SELECT, expenseConditions(bookId, filter), place, limit);
  }

  /** The same list, read through the index of descriptions: for a text that few of the newest expenses have. */
  async listFound(
    bookId: number,
    filter: ExpenseFilter & { readonly text: string },
    place: ListPlace | undefined,
    limit: number,
  ): Promise<Expense[]> {
    const clauses = expenseConditions(bookId, filter).and('expenses.id = found.rowid');
    const found = `expense_search(${clauses.bind(searchTokens(bookId, filter.text, 0))}) AS found`;
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
    const rows = await this.db.all<ExpenseRow>(
      `${select} WHERE ${clauses.toString()}${nextTo(place, clauses)} LIMIT ${clauses.bind(limit)}`,
      clauses.params,
    );
    const expenses = rows.map((row) => toExpense(bookId, row));
    return place?.towards === 'newer' ? expenses.reverse() : expenses;
  }

  async listDeleted(
    bookId: number,
    place: TrashPlace | undefined,
    since: string,
    limit: number,
  ): Promise<Expense[]> {
    const params: SqlValue[] = [bookId, since, limit];
    const newer = place?.towards === 'newer';
    if (place) params.push(place.deletedAt, place.id);
    const order = newer ? 'ASC' : 'DESC';
    const rows = await this.db.all<ExpenseRow>(
      `${SELECT} WHERE expenses.book_id = $1 AND expenses.deleted_at IS NOT NULL AND expenses.deleted_at >= $2
       ${place ? `AND (expenses.deleted_at, expenses.id) ${newer ? '>' : '<'} ($4, $5)` : ''}
       ORDER BY expenses.deleted_at ${order}, expenses.id ${order} LIMIT $3`,
      params,
    );
    const expenses = rows.map((row) => toExpense(bookId, row));
    return newer ? expenses.reverse() : expenses;
  }
}

function paramsOf(values: ExpenseValues): SqlValue[] {
  const { categoryId, amountMinor, description, searchText, spentOn, now } = values;
  return [categoryId, amountMinor, description, searchText, spentOn, now];
}

/** What stands behind the other conditions: the place to start from, and the order away from it. */
function nextTo(place: ListPlace | undefined, clauses: Clauses): string {
  const newer = place?.towards === 'newer';
  const order = newer ? 'ASC' : 'DESC';
  const start = place
    ? ` AND (expenses.spent_on, expenses.id) ${newer ? '>' : '<'} (${clauses.bind(place.spentOn)}, ${clauses.bind(place.id)})`
    : '';
  return `${start} ORDER BY expenses.spent_on ${order}, expenses.id ${order}`;
}

function toExpense(bookId: number, row: ExpenseRow): Expense {
  return {
    id: row.id,
    bookId,
    categoryId: row.category_id,
    categoryName: row.category,
    amountMinor: BigInt(row.amount_minor),
    description: row.description,
    spentOn: row.spent_on,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    deletedAt: row.deleted_at,
  };
}

import type { Day } from '../../domain/calendar.js';
import type { Expense } from '../../domain/expense.js';
import type { Minor } from '../../domain/money.js';
import { NO_TAGS } from '../../domain/tag-ids.js';
import type { Queryable, SqlValue } from '../engine/database.js';
import { type ExpenseRow, SELECT, toExpenses, toFound } from './expense-rows.js';

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

const NAME_OF_CATEGORY = `(SELECT categories.name FROM categories
         WHERE categories.book_id = expenses.book_id AND categories.id = expenses.category_id)`;

const PORTIONS = [1_000, 100, 10, 1];

/** Adds expenses and finds single ones; ExpenseVersionRepository changes them, ExpenseListQueries lists them. */
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
    return toFound(this.db, bookId, row);
  }

  /** The expense that came from a form, also one in the trash. */
  async findByFormKey(bookId: number, formKey: string): Promise<Expense | undefined> {
    const row = await this.db.get<ExpenseRow>(
      `${SELECT} WHERE expenses.book_id = $1 AND expenses.form_key = $2`,
      [bookId, formKey],
    );
    return toFound(this.db, bookId, row);
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
    return toFound(this.db, bookId, row);
  }

  /** The expenses of these ids, which lie close together, in the order of the ids. */
  async findMany(bookId: number, ids: readonly number[]): Promise<Expense[]> {
    const wanted = new Set(ids);
    const rows = await this.db.all<ExpenseRow>(
      `${SELECT} WHERE expenses.book_id = $1 AND expenses.id >= $2 AND expenses.id <= $3 AND expenses.deleted_at IS NULL
       ORDER BY expenses.id`,
      [bookId, Math.min(...ids), Math.max(...ids)],
    );
    return toExpenses(
      this.db,
      bookId,
      rows.filter((row) => wanted.has(row.id)),
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

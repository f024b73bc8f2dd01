import type { Day } from '../../domain/calendar.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import type { Minor } from '../../domain/money.js';
import type { Queryable } from '../engine/database.js';
import { expenseConditions } from './expense-conditions.js';
import { pairs, portionsOf } from './rooms.js';

/** An expense as far as changes of it are concerned. */
export interface ExpenseState {
  readonly id: number;
  readonly version: number;
  readonly categoryId: number | null;
  readonly amountMinor: Minor;
  readonly description: string;
  readonly spentOn: Day;
  /** As in domain/tag-ids. */
  readonly tagIds: string;
  readonly deletedAt: string | null;
}

/** The same as the engines give it. */
export interface StateRow {
  id: number;
  version: number;
  category_id: number | null;
  amount_minor: string;
  description: string;
  spent_on: Day;
  tag_ids: string;
  deleted_at: string | null;
}

const STATE = `expenses.id, expenses.version, expenses.category_id, CAST(expenses.amount_minor AS TEXT) AS amount_minor,
  expenses.description, expenses.spent_on, expenses.tag_ids, expenses.deleted_at`;

/** Reads expenses that are about to be changed, also those in the trash; the caller holds the book's lock. */
export class ExpenseStateQueries {
  constructor(private readonly db: Queryable) {}

  /** The expenses of these ids, also those in the trash, in the order of their ids. */
  async find(bookId: number, ids: readonly number[]): Promise<ExpenseState[]> {
    const found: ExpenseState[] = [];
    for (const portion of portionsOf(ids)) {
      const rows = await this.db.all<StateRow>(
        `SELECT ${STATE} FROM expenses WHERE (book_id, id) IN (${pairs(1, portion.length)})`,
        [bookId, ...portion],
      );
      found.push(...rows.map(toState));
    }
    return found.sort((a, b) => a.id - b.id);
  }

  /** Up to `limit` expenses of a category, also those in the trash. */
  async ofCategory(bookId: number, categoryId: number, limit: number): Promise<ExpenseState[]> {
    const rows = await this.db.all<StateRow>(
      `SELECT ${STATE} FROM expenses WHERE expenses.book_id = $1 AND expenses.category_id = $2 LIMIT $3`,
      [bookId, categoryId, limit],
    );
    return rows.map(toState);
  }

  /** Up to `limit` live expenses that carry a tag. */
  async ofTag(bookId: number, tagId: number, limit: number): Promise<ExpenseState[]> {
    const rows = await this.db.all<StateRow>(
      `SELECT ${STATE}
       FROM (SELECT book_id, expense_id FROM expense_tags WHERE book_id = $1 AND tag_id = $2 LIMIT $3) AS tagged
       CROSS JOIN expenses WHERE expenses.book_id = tagged.book_id AND expenses.id = tagged.expense_id`,
      [bookId, tagId, limit],
    );
    return rows.map(toState);
  }

  /** The trash by pages, last deleted first. */
  async trash(
    bookId: number,
    after: { readonly deletedAt: string; readonly id: number } | undefined,
    limit: number,
  ): Promise<ExpenseState[]> {
    const rows = await this.db.all<StateRow>(
      `SELECT ${STATE} FROM expenses WHERE expenses.book_id = $1 AND expenses.deleted_at IS NOT NULL
       ${after ? 'AND (expenses.deleted_at, expenses.id) < ($3, $4)' : ''}
       ORDER BY expenses.deleted_at DESC, expenses.id DESC LIMIT $2`,
      [bookId, limit, ...(after ? [after.deletedAt, after.id] : [])],
    );
    return rows.map(toState);
  }

  /**
   * The next `limit` live expenses of the filter's category and days that were there at an instant, newest first, each
   * with whether all of the filter matches it: so that a step costs the same however rare the matches are.
   */
  async walk(
    bookId: number,
    filter: ExpenseFilter,
    {
      after,
      addedBy,
      limit,
    }: { after: { spentOn: Day; id: number } | undefined; addedBy: string; limit: number },
  ): Promise<{ readonly state: ExpenseState; readonly matches: boolean }[]> {
    const clauses = expenseConditions(bookId, filter);
    clauses.and(`expenses.created_at <= ${clauses.bind(addedBy)}`);
    const matches = clauses.toString();
    const walked = ['expenses.deleted_at IS NULL', `expenses.book_id = ${clauses.bind(bookId)}`];
    const { categoryId, range } = filter;
    if (categoryId === 'none') walked.push('expenses.category_id IS NULL');
    else if (categoryId !== undefined) walked.push(`expenses.category_id = ${clauses.bind(categoryId)}`);
    if (range.from) walked.push(`expenses.spent_on >= ${clauses.bind(range.from)}`);
    if (range.until) walked.push(`expenses.spent_on < ${clauses.bind(range.until)}`);
    if (after) {
      const place = `(${clauses.bind(after.spentOn)}, ${clauses.bind(after.id)})`;
      walked.push(`(expenses.spent_on, expenses.id) < ${place}`);
    }
    const rows = await this.db.all<StateRow & { matches: number }>(
      `SELECT ${STATE}, CASE WHEN ${matches} THEN 1 ELSE 0 END AS matches
       FROM (SELECT * FROM expenses WHERE ${walked.join(' AND ')}
             ORDER BY expenses.spent_on DESC, expenses.id DESC LIMIT ${clauses.bind(limit)}) AS expenses
       ORDER BY expenses.spent_on DESC, expenses.id DESC`,
      clauses.params,
    );
    return rows.map((row) => ({ state: toState(row), matches: row.matches === 1 }));
  }
}

/** The state that a row tells of. */
export function toState(row: StateRow): ExpenseState {
  return {
    id: row.id,
    version: row.version,
    categoryId: row.category_id,
    amountMinor: BigInt(row.amount_minor),
    description: row.description,
    spentOn: row.spent_on,
    tagIds: row.tag_ids,
    deletedAt: row.deleted_at,
  };
}

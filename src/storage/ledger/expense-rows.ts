import { compareNames } from '../../domain/by-name.js';
import type { Day } from '../../domain/calendar.js';
import type { Expense } from '../../domain/expense.js';
import { fromTagIds, NO_TAGS } from '../../domain/tag-ids.js';
import type { Queryable } from '../engine/database.js';
import { type Tag, TagRepository } from './tag-repository.js';

/** An expense as the engines give it. */
export interface ExpenseRow {
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

/** Reads expenses with the names of their categories, from `expenses` or what is joined with it under that name. */
export const selectFrom = (source: string) => `
  SELECT expenses.id, expenses.category_id, categories.name AS category,
         CAST(expenses.amount_minor AS TEXT) AS amount_minor, expenses.description, expenses.spent_on,
         expenses.tag_ids, expenses.import_id, expenses.recurring_id, expenses.version, expenses.created_at, expenses.updated_at, expenses.deleted_at
  FROM ${source}
  LEFT JOIN categories ON categories.book_id = expenses.book_id AND categories.id = expenses.category_id`;
export const SELECT = selectFrom('expenses');

/**
 * Expenses with the names of their tags: one more query where any has some that are not known.
 * @param known tags of the book, if they were read already
 */
export async function toExpenses(
  db: Queryable,
  bookId: number,
  rows: readonly ExpenseRow[],
  known: readonly Tag[] = [],
): Promise<Expense[]> {
  if (rows.every(({ tag_ids }) => tag_ids === NO_TAGS)) return rows.map((row) => toExpense(bookId, row, []));
  const tagIds = rows.map((row) => fromTagIds(row.tag_ids));
  let names = namesOf(known);
  const isKnown = tagIds.every((ids) => ids.every((id) => names.has(id)));
  if (!isKnown) names = namesOf(await new TagRepository(db).list(bookId));
  return rows.map((row, at) =>
    toExpense(bookId, row, tagIds[at]!.flatMap((id) => names.get(id) ?? []).sort(compareNames)),
  );
}

const namesOf = (tags: readonly Tag[]) => new Map(tags.map(({ id, name }) => [id, name]));

/** The expense of a row, where there is one. */
export async function toFound(
  db: Queryable,
  bookId: number,
  row: ExpenseRow | undefined,
): Promise<Expense | undefined> {
  return row && (await toExpenses(db, bookId, [row]))[0];
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

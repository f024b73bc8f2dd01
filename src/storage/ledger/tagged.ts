import type { ExpenseFilter } from '../../domain/expense-filter.js';
import type { Clauses } from '../engine/clauses.js';
import type { Queryable } from '../engine/database.js';

/** Whether kept totals and the list of a tag answer a filter: of everything, of a category, of one tag. */
export function isKept({ words, minMinor, maxMinor, tagIds = [] }: ExpenseFilter): boolean {
  return words === undefined && minMinor === undefined && maxMinor === undefined && tagIds.length < 2;
}

/** Of the tags of a filter the one that the fewest expenses carry: all that match are in its list. */
export async function rarestTag(
  db: Queryable,
  bookId: number,
  { tagIds = [] }: ExpenseFilter,
): Promise<number | undefined> {
  if (tagIds.length < 2) return tagIds[0];
  const marks = tagIds.map((_id, at) => `$${String(at + 2)}`).join(', ');
  const rows = await db.all<{ id: number; uses: number }>(
    `SELECT tags.id, CAST(COALESCE(SUM(kept.expense_count), 0) AS BIGINT) AS uses
     FROM tags LEFT JOIN monthly_tag_totals AS kept ON kept.book_id = tags.book_id AND kept.tag_id = tags.id
     WHERE tags.book_id = $1 AND tags.id IN (${marks}) GROUP BY tags.id`,
    [bookId, ...tagIds],
  );
  return rows.sort((a, b) => a.uses - b.uses)[0]?.id ?? tagIds[0];
}

/** What a tag's list (`expense_tags AS tagged`) is asked of a filter, so that its index leads to the expenses. */
export function taggedConditions(
  clauses: Clauses,
  bookId: number,
  tagId: number,
  { categoryId, range }: ExpenseFilter,
): string {
  const conditions = [`tagged.book_id = ${clauses.bind(bookId)}`, `tagged.tag_id = ${clauses.bind(tagId)}`];
  if (categoryId !== undefined) {
    conditions.push(`tagged.category_key = ${clauses.bind(categoryId === 'none' ? 0 : categoryId)}`);
  }
  if (range.from) conditions.push(`tagged.spent_on >= ${clauses.bind(range.from)}`);
  if (range.until) conditions.push(`tagged.spent_on < ${clauses.bind(range.until)}`);
  return conditions.join(' AND ');
}

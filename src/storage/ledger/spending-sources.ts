import type { DayRange } from '../../domain/calendar.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import { splitWholeMonths } from '../../domain/whole-months.js';
import type { Clauses } from '../engine/clauses.js';
import { CHANCE, SEARCH_LEVELS, type SearchLevel, searchQuery } from './search-tokens.js';
import { taggedConditions } from './tagged.js';

// Where reports take from what they add up: each gives a SELECT of month, category and amount, or of tag and amount.

/** How the rows of a filter on text or amount are read. */
export interface RowReading {
  /** Through the index of descriptions: pays where the text is rarer than the range of days is short. */
  readonly throughSearch?: boolean;
  /** Only the part that this level of the search index holds too, chosen by id. */
  readonly level?: SearchLevel;
}

const MONTH_OF_ROW = 'substr(CAST(expenses.spent_on AS TEXT), 1, 7)';

/** The rows that a filter on text, amount or several tags matches. */
export function rowsRead(
  clauses: Clauses,
  bookId: number,
  filter: ExpenseFilter,
  { throughSearch = false, level = 0, tagId }: RowReading & { readonly tagId: number | undefined },
): string {
  const { words } = filter;
  if (tagId !== undefined) {
    const tagged = taggedConditions(clauses, bookId, tagId, filter);
    const conditions = `expenses.id = tagged.expense_id AND ${tagged} AND ${clauses.toString()}`;
    return rowsMatching(conditions, 'expense_tags AS tagged CROSS JOIN expenses');
  }
  if (level > 0) clauses.and(`${CHANCE} < ${String(SEARCH_LEVELS[level].below)}`);
  if (!throughSearch || words === undefined) return rowsMatching(clauses.toString());
  const found = `expense_search(${clauses.bind(searchQuery(bookId, words, level))}) AS found`;
  return rowsMatching(`expenses.id = found.rowid AND ${clauses.toString()}`, `${found} CROSS JOIN expenses`);
}

function rowsMatching(conditions: string, source = 'expenses'): string {
  return `SELECT ${MONTH_OF_ROW} AS month, COALESCE(expenses.category_id, 0) AS category_key,
                 expenses.amount_minor AS total_minor, 1 AS expense_count
          FROM ${source} WHERE ${conditions}`;
}

/** Kept totals of whole months, and the rows of the days at the edges of a range. */
export function keptAndEdges(clauses: Clauses, bookId: number, filter: ExpenseFilter): string {
  const book = clauses.bind(bookId);
  const category =
    filter.categoryId === undefined ? undefined : filter.categoryId === 'none' ? 0 : filter.categoryId;
  const categoryKey = category === undefined ? undefined : clauses.bind(category);
  const { first, end, edges } = splitWholeMonths(filter.range);
  const [tagId] = filter.tagIds ?? [];
  const tag = tagId === undefined ? undefined : clauses.bind(tagId);
  const kept = [`book_id = ${book}`];
  if (tag) kept.push(`tag_id = ${tag}`);
  if (first) kept.push(`month >= ${clauses.bind(first)}`);
  if (end) kept.push(`month < ${clauses.bind(end)}`);
  if (categoryKey) kept.push(`category_key = ${categoryKey}`);
  const parts = [
    `SELECT month, category_key, total_minor, expense_count
     FROM ${tag ? 'monthly_tag_totals' : 'monthly_totals'} WHERE ${kept.join(' AND ')}`,
    ...edges.map((edge) =>
      tag
        ? taggedDays(clauses, { book, tag, edge, categoryKey })
        : rowsMatching(edgeConditions(clauses, book, edge, category === 0 ? 'none' : categoryKey)),
    ),
  ];
  return parts.join(' UNION ALL ');
}

/** Kept totals of all tags, and the days at the edges of a range from their lists. */
export function keptOfTags(clauses: Clauses, bookId: number, { range, categoryId }: ExpenseFilter): string {
  const { first, end, edges } = splitWholeMonths(range);
  const same = [`book_id = ${clauses.bind(bookId)}`];
  if (categoryId !== undefined)
    same.push(`category_key = ${clauses.bind(categoryId === 'none' ? 0 : categoryId)}`);
  const kept = [...same];
  if (first) kept.push(`month >= ${clauses.bind(first)}`);
  if (end) kept.push(`month < ${clauses.bind(end)}`);
  const days = edges.map((edge) => {
    const conditions = [
      ...same,
      `tag_id IN (SELECT id FROM tags WHERE tags.book_id = ${clauses.bind(bookId)})`,
    ];
    if (edge.from) conditions.push(`spent_on >= ${clauses.bind(edge.from)}`);
    if (edge.until) conditions.push(`spent_on < ${clauses.bind(edge.until)}`);
    return `SELECT tag_id, amount_minor AS total_minor, 1 AS expense_count FROM expense_tags
            WHERE ${conditions.join(' AND ')}`;
  });
  return [
    `SELECT tag_id, total_minor, expense_count FROM monthly_tag_totals WHERE ${kept.join(' AND ')}`,
    ...days,
  ].join(' UNION ALL ');
}

/** Days at the edges of a range, from the list of a tag alone. */
function taggedDays(
  clauses: Clauses,
  {
    book,
    tag,
    edge,
    categoryKey,
  }: { book: string; tag: string; edge: DayRange; categoryKey: string | undefined },
): string {
  const conditions = [`book_id = ${book}`, `tag_id = ${tag}`];
  if (categoryKey) conditions.push(`category_key = ${categoryKey}`);
  if (edge.from) conditions.push(`spent_on >= ${clauses.bind(edge.from)}`);
  if (edge.until) conditions.push(`spent_on < ${clauses.bind(edge.until)}`);
  return `SELECT substr(CAST(spent_on AS TEXT), 1, 7) AS month, category_key, amount_minor AS total_minor,
                 1 AS expense_count
          FROM expense_tags WHERE ${conditions.join(' AND ')}`;
}

function edgeConditions(
  clauses: Clauses,
  book: string,
  edge: DayRange,
  category: string | undefined,
): string {
  const conditions = [`expenses.book_id = ${book}`, 'expenses.deleted_at IS NULL'];
  if (edge.from) conditions.push(`expenses.spent_on >= ${clauses.bind(edge.from)}`);
  if (edge.until) conditions.push(`expenses.spent_on < ${clauses.bind(edge.until)}`);
  if (category === 'none') conditions.push('expenses.category_id IS NULL');
  else if (category) conditions.push(`expenses.category_id = ${category}`);
  return conditions.join(' AND ');
}

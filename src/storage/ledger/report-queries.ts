import type { Day, DayRange, Month } from '../../domain/calendar.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import type { Minor } from '../../domain/money.js';
import { splitWholeMonths } from '../../domain/whole-months.js';
import { Clauses } from '../engine/clauses.js';
import type { Queryable } from '../engine/database.js';
import { expenseConditions } from './expense-conditions.js';
import { CHANCE, SEARCH_LEVELS, type SearchLevel, searchQuery } from './search-tokens.js';
import { rarestTag, taggedConditions } from './tagged.js';

/** What was spent on one category (null: uncategorised). */
export interface CategorySpending {
  readonly categoryId: number | null;
  readonly totalMinor: Minor;
  readonly count: number;
}

/** What was spent on a tag. */
export interface TagSpending {
  readonly tagId: number;
  readonly totalMinor: Minor;
  readonly count: number;
}

/** What was spent in a month. */
export interface MonthSpending {
  readonly month: Month;
  readonly totalMinor: Minor;
  readonly count: number;
}

/** What was spent on a day. */
export interface DaySpending {
  readonly day: Day;
  readonly totalMinor: Minor;
  readonly count: number;
}

/** On one category in one month: the atom of every summary and report. */
export type SpendingCell = CategorySpending & MonthSpending;

/** How the rows of a filter on text or amount are read. */
export interface RowReading {
  /** Through the index of descriptions: pays where the text is rarer than the range of days is short. */
  readonly throughSearch?: boolean;
  /** Only the part that this level of the search index holds too, chosen by id. */
  readonly level?: SearchLevel;
}

interface Halves {
  total_high: string;
  total_low: string;
}

interface SpendingRow extends Halves {
  category_key: number;
  expense_count: number;
}

interface CellRow extends SpendingRow {
  month: Month;
}

/** Sums in two halves: together they may be more than 64 bits, which is an error on SQLite. */
const HALF = 1_000_000_000;
const halvesOf = (column: string) =>
  `CAST(SUM(${column} / ${String(HALF)}) AS TEXT) AS total_high, CAST(SUM(${column} % ${String(HALF)}) AS TEXT) AS total_low`;
const SUMS = `${halvesOf('total_minor')}, CAST(SUM(expense_count) AS BIGINT) AS expense_count`;
const MONTH_OF_ROW = 'substr(CAST(expenses.spent_on AS TEXT), 1, 7)';

/** The read model of summaries and reports. */
export class ReportQueries {
  constructor(private readonly db: Queryable) {}

  /**
   * The cells of exactly the expenses that the filter matches, unordered. Whole months come from the kept
   * totals, days at the edges from the index; a filter on text or amount reads the rows that match.
   */
  async cells(bookId: number, filter: ExpenseFilter, reading: RowReading = {}): Promise<SpendingCell[]> {
    const byRow = !isKept(filter);
    const clauses = byRow ? expenseConditions(bookId, filter) : new Clauses();
    const tagId = byRow && filter.words === undefined ? await rarestTag(this.db, bookId, filter) : undefined;
    const source = byRow
      ? rowsRead(clauses, bookId, filter, { ...reading, tagId })
      : keptAndEdges(clauses, bookId, filter);
    const rows = await this.db.all<CellRow>(
      `SELECT month, category_key, ${SUMS} FROM (${source}) AS spending GROUP BY month, category_key`,
      clauses.params,
    );
    return rows.map((row) => ({ month: row.month, ...toSpending(row) }));
  }

  /** The cells of all months together, of a filter without text: no more rows for twenty years than for one. */
  async byCategory(bookId: number, filter: ExpenseFilter): Promise<CategorySpending[]> {
    const clauses = new Clauses();
    const source = keptAndEdges(clauses, bookId, filter);
    const rows = await this.db.all<SpendingRow>(
      `SELECT category_key, ${SUMS} FROM (${source}) AS spending GROUP BY category_key`,
      clauses.params,
    );
    return rows.map(toSpending);
  }

  /** The cells of all categories together, of a filter without text: one row for each month. */
  async byMonth(bookId: number, filter: ExpenseFilter): Promise<MonthSpending[]> {
    const clauses = new Clauses();
    const source = keptAndEdges(clauses, bookId, filter);
    const rows = await this.db.all<Omit<CellRow, 'category_key'>>(
      `SELECT month, ${SUMS} FROM (${source}) AS spending GROUP BY month`,
      clauses.params,
    );
    return rows.map((row) => ({ month: row.month, totalMinor: joined(row), count: row.expense_count }));
  }

  /**
   * The sums of each tag over what the filter matches, unordered; an expense counts for each tag that it carries.
   * Without a text, amounts and tags in the filter from kept totals.
   */
  async byTag(bookId: number, filter: ExpenseFilter): Promise<TagSpending[]> {
    const byRow = !isKept(filter) || (filter.tagIds ?? []).length > 0;
    const clauses = byRow ? expenseConditions(bookId, filter) : new Clauses();
    const source = byRow
      ? `SELECT counted.tag_id, counted.amount_minor AS total_minor, 1 AS expense_count
         FROM expenses JOIN expense_tags AS counted ON counted.book_id = expenses.book_id
           AND counted.spent_on = expenses.spent_on AND counted.expense_id = expenses.id
           AND counted.tag_id IN (SELECT id FROM tags WHERE tags.book_id = ${clauses.bind(bookId)})
         WHERE ${clauses.toString()}`
      : keptOfTags(clauses, bookId, filter);
    const rows = await this.db.all<Halves & { tag_id: number; expense_count: number }>(
      `SELECT tag_id, ${SUMS} FROM (${source}) AS spending GROUP BY tag_id`,
      clauses.params,
    );
    return rows.map((row) => ({ tagId: row.tag_id, totalMinor: joined(row), count: row.expense_count }));
  }

  /** The sums of each day that holds any of what the filter matches, unordered. Reads every row: for a short range only. */
  async byDay(bookId: number, filter: ExpenseFilter): Promise<DaySpending[]> {
    const clauses = expenseConditions(bookId, filter);
    const rows = await this.db.all<Halves & { day: Day; expense_count: number }>(
      `SELECT spent_on AS day, ${halvesOf('amount_minor')}, COUNT(*) AS expense_count FROM expenses
       WHERE ${clauses.toString()} GROUP BY spent_on`,
      clauses.params,
    );
    return rows.map((row) => ({ day: row.day, totalMinor: joined(row), count: row.expense_count }));
  }

  /** Totals of a few days, of the expenses that the filter matches. */
  async dayTotals(bookId: number, filter: ExpenseFilter, days: readonly Day[]): Promise<Map<Day, Minor>> {
    const clauses = expenseConditions(bookId, filter);
    clauses.and(`expenses.spent_on IN (${days.map((day) => clauses.bind(day)).join(', ')})`);
    const rows = await this.db.all<Halves & { spent_on: Day }>(
      `SELECT spent_on, ${halvesOf('amount_minor')} FROM expenses
       WHERE ${clauses.toString()} GROUP BY spent_on`,
      clauses.params,
    );
    return new Map(rows.map((row) => [row.spent_on, joined(row)]));
  }

  /** The first and the last month that hold any expense. */
  async monthsInUse(bookId: number): Promise<{ first: Month; last: Month } | undefined> {
    const row = await this.db.get<{ first: Month | null; last: Month | null }>(
      'SELECT MIN(month) AS first, MAX(month) AS last FROM monthly_totals WHERE book_id = $1',
      [bookId],
    );
    return row?.first && row.last ? { first: row.first, last: row.last } : undefined;
  }

  /** The nearest months on either side of a range of months that hold any expense. */
  async monthsBeside(
    bookId: number,
    { first, last }: { readonly first: Month; readonly last: Month },
  ): Promise<{ before: Month | undefined; after: Month | undefined }> {
    const row = await this.db.get<{ before: Month | null; after: Month | null }>(
      `SELECT
         (SELECT MAX(month) FROM monthly_totals WHERE book_id = $1 AND month < $2 AND expense_count > 0) AS before,
         (SELECT MIN(month) FROM monthly_totals WHERE book_id = $1 AND month > $3 AND expense_count > 0) AS after`,
      [bookId, first, last],
    );
    return { before: row?.before ?? undefined, after: row?.after ?? undefined };
  }
}

/** Whether kept totals answer a filter: of everything, of a category, of one tag. */
export function isKept({ words, minMinor, maxMinor, tagIds = [] }: ExpenseFilter): boolean {
  return words === undefined && minMinor === undefined && maxMinor === undefined && tagIds.length < 2;
}

function rowsRead(
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

function keptAndEdges(clauses: Clauses, bookId: number, filter: ExpenseFilter): string {
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
function keptOfTags(clauses: Clauses, bookId: number, { range, categoryId }: ExpenseFilter): string {
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

function toSpending(row: SpendingRow): CategorySpending {
  return {
    categoryId: row.category_key === 0 ? null : row.category_key,
    totalMinor: joined(row),
    count: row.expense_count,
  };
}

function joined({ total_high, total_low }: Halves): Minor {
  return BigInt(total_high) * BigInt(HALF) + BigInt(total_low);
}

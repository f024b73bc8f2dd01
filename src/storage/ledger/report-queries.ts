import type { Day, DayRange, Month } from '../../domain/calendar.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import type { Minor } from '../../domain/money.js';
import { Clauses } from '../engine/clauses.js';
import type { Queryable } from '../engine/database.js';
import { expenseConditions } from './expense-conditions.js';
import { type Halves, halvesOf, joined } from './halves.js';
import { keptAndEdges, keptOfTags, type RowReading, rowsRead } from './spending-sources.js';
import { isKept, rarestTag, taggedConditions } from './tagged.js';

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

interface SpendingRow extends Halves {
  category_key: number;
  expense_count: number;
}

interface CellRow extends SpendingRow {
  month: Month;
}

const SUMS = `${halvesOf('total_minor')}, CAST(SUM(expense_count) AS BIGINT) AS expense_count`;

/** The part of a statement that is about months, beside those of categories, which have numbers. */
const MONTHS = -1;

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

  /**
   * Sums by category of several ranges, none for one that is undefined, and by month of one, of a filter without text or
   * amounts: all in one statement, for to PostgreSQL each one is a journey. No more rows for twenty years than for one.
   */
  async together(
    bookId: number,
    filter: ExpenseFilter,
    { categoriesIn, monthsIn }: { categoriesIn: readonly (DayRange | undefined)[]; monthsIn: DayRange },
  ): Promise<{ readonly byCategory: readonly CategorySpending[][]; readonly byMonth: MonthSpending[] }> {
    const clauses = new Clauses();
    const sums = (part: number, range: DayRange, keys: string, groupedBy: string) =>
      `SELECT ${String(part)} AS part, ${keys}, ${SUMS}
       FROM (${keptAndEdges(clauses, bookId, { ...filter, range })}) AS spending GROUP BY ${groupedBy}`;
    const parts = categoriesIn.flatMap((range, part) =>
      range ? sums(part, range, "CAST('' AS TEXT) AS month, category_key", 'category_key') : [],
    );
    parts.push(sums(MONTHS, monthsIn, 'month, 0 AS category_key', 'month'));
    const rows = await this.db.all<CellRow & { part: number }>(parts.join(' UNION ALL '), clauses.params);
    const byCategory = categoriesIn.map((): CategorySpending[] => []);
    const byMonth: MonthSpending[] = [];
    for (const row of rows) {
      if (row.part === MONTHS)
        byMonth.push({ month: row.month, totalMinor: joined(row), count: row.expense_count });
      else byCategory[row.part]!.push(toSpending(row));
    }
    return { byCategory, byMonth };
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
    const [tagId] = filter.tagIds ?? [];
    // A tag's list holds the amounts: no look at each expense of the days, of which few may carry it.
    const isListed = tagId !== undefined && isKept(filter);
    const clauses = isListed ? new Clauses() : expenseConditions(bookId, filter);
    if (isListed) clauses.and(taggedConditions(clauses, bookId, tagId, filter));
    clauses.and(`spent_on IN (${days.map((day) => clauses.bind(day)).join(', ')})`);
    const rows = await this.db.all<Halves & { spent_on: Day }>(
      `SELECT spent_on, ${halvesOf('amount_minor')} FROM ${isListed ? 'expense_tags AS tagged' : 'expenses'}
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

function toSpending(row: SpendingRow): CategorySpending {
  return {
    categoryId: row.category_key === 0 ? null : row.category_key,
    totalMinor: joined(row),
    count: row.expense_count,
  };
}

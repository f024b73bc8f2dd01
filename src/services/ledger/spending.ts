import type { DayRange } from '../../domain/calendar.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import {
  type CategorySpending,
  type MonthSpending,
  type SpendingCell,
} from '../../storage/ledger/report-queries.js';
import { isKept } from '../../storage/ledger/tagged.js';
import type { Repositories } from '../../storage/repositories.js';
import { cellsOf, type Found, isComplete, scaled } from './found-expenses.js';
import type { Principal } from '../identity/principal.js';

interface Asked {
  readonly principal: Principal;
  readonly filter: ExpenseFilter;
  readonly found?: Found | undefined;
}

export interface Estimate<Cell = SpendingCell> {
  readonly cells: readonly Cell[];
  readonly estimated?: true;
}

/** So many rows are read one by one for a sum; eight times as many by every eighth. */
const ROWS_READ_MAX = 8_000;

/** The sums of exactly what the filter matches in a range, by the way that reads least. */
export async function exactCells(
  within: Repositories,
  { principal: { bookId }, filter, found }: Asked,
  range: DayRange,
): Promise<SpendingCell[]> {
  if (!found) return within.reports.cells(bookId, { ...filter, range });
  if (isComplete(found)) return cellsOf(found, range);
  const all = await countOfAnyText(within, bookId, { ...filter, range });
  const throughSearch = found.expenses.length * found.share < all;
  return within.reports.cells(bookId, { ...filter, range }, { throughSearch });
}

/** The same without months: where kept totals serve, not a row for each month is read. */
export async function exactByCategory(
  within: Repositories,
  asked: Asked,
  range: DayRange,
): Promise<readonly CategorySpending[]> {
  const { principal, filter } = asked;
  return isKept(filter)
    ? within.reports.byCategory(principal.bookId, { ...filter, range })
    : exactCells(within, asked, range);
}

/** The same without categories. */
export async function exactByMonth(
  within: Repositories,
  asked: Asked,
  range: DayRange,
): Promise<readonly MonthSpending[]> {
  const { principal, filter } = asked;
  return isKept(filter)
    ? within.reports.byMonth(principal.bookId, { ...filter, range })
    : exactCells(within, asked, range);
}

/**
 * The sums of what an incomplete search finds in a range, exact where the range is short. Else from a part of the
 * expenses that is fixed by their ids: of the range, or where that is too long, of the search. With n matches read, a
 * count is off by about 1/sqrt(n) of itself.
 */
export async function estimatedCells(
  within: Repositories,
  { principal: { bookId }, filter, found }: Asked & { readonly found: Found },
  range: DayRange,
): Promise<Estimate> {
  const all = await countOfAnyText(within, bookId, { ...filter, range });
  const wanted = { ...filter, range };
  if (all <= ROWS_READ_MAX) return { cells: await within.reports.cells(bookId, wanted) };
  if (all > ROWS_READ_MAX * 8) return { cells: scaled(cellsOf(found, range), found.share), estimated: true };
  return { cells: scaled(await within.reports.cells(bookId, wanted, { level: 1 }), 8), estimated: true };
}

/** How many expenses the filter would match without its text and amounts: from the kept totals, at any size. */
async function countOfAnyText(
  within: Repositories,
  bookId: number,
  { range, categoryId }: ExpenseFilter,
): Promise<number> {
  const wanted = { range, ...(categoryId !== undefined && { categoryId }) };
  const sums = await within.reports.byCategory(bookId, wanted);
  return sums.reduce((so, { count }) => so + count, 0);
}

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

/** Ranges of days by the names of what is asked of them; undefined where nothing is. */
type Ranges<Name extends string> = Readonly<Record<Name, DayRange | undefined>>;

/** Sums by category in several ranges, and by month in one. */
export interface Together<Name extends string> {
  readonly byCategory: Readonly<Record<Name, Estimate<CategorySpending>>>;
  readonly byMonth: Estimate<MonthSpending>;
}

/** Where kept totals serve, all are asked for at once; where an estimate will do, what an incomplete search finds is estimated. */
export async function sumsTogether<Name extends string>(
  within: Repositories,
  asked: Asked & { readonly mayEstimate: boolean },
  { categoriesIn, monthsIn }: { readonly categoriesIn: Ranges<Name>; readonly monthsIn: DayRange },
): Promise<Together<Name>> {
  const { principal, filter, found, mayEstimate } = asked;
  const ranges = Object.entries<DayRange | undefined>(categoriesIn);
  const named = (sums: readonly Estimate<CategorySpending>[]) =>
    Object.fromEntries(ranges.map(([name], at) => [name, sums[at]!])) as Together<Name>['byCategory'];
  if (isKept(filter)) {
    const wanted = { categoriesIn: ranges.map(([, range]) => range), monthsIn };
    const sums = await within.reports.together(principal.bookId, filter, wanted);
    return {
      byCategory: named(sums.byCategory.map((cells) => ({ cells }))),
      byMonth: { cells: sums.byMonth },
    };
  }
  const sumsIn = async (range: DayRange): Promise<Estimate> =>
    mayEstimate && found && !isComplete(found)
      ? estimatedCells(within, { principal, filter, found }, range)
      : { cells: await exactCells(within, asked, range) };
  const empty: DayRange[] = [];
  const sums: Estimate[] = [];
  for (const [, range] of ranges) {
    const isEmpty = !range || empty.some((outer) => covers(outer, range));
    const answer = isEmpty ? { cells: [] } : await sumsIn(range);
    if (range && answer.cells.length === 0) empty.push(range);
    sums.push(answer);
  }
  return { byCategory: named(sums), byMonth: await sumsIn(monthsIn) };
}

function covers(outer: DayRange, inner: DayRange): boolean {
  return (
    (!outer.from || (inner.from !== undefined && inner.from >= outer.from)) &&
    (!outer.until || (inner.until !== undefined && inner.until <= outer.until))
  );
}

/**
 * The sums of what an incomplete search finds in a range, exact where the range is short. Else from a part of the
 * expenses that is fixed by their ids: of the range, or where that is too long, of the search. With n matches read, a
 * count is off by about 1/sqrt(n) of itself.
 */
async function estimatedCells(
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

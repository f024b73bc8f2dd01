import { type DayRange, type Month, monthRange } from '../../domain/calendar.js';
import type { Minor } from '../../domain/money.js';
import type { CategorySpending, MonthSpending } from '../../storage/ledger/report-queries.js';

export interface Sum {
  readonly totalMinor: Minor;
  readonly count: number;
}

export interface MonthSum extends Sum {
  readonly month: Month;
  /** Whether the filter includes the month, or a part of it. */
  readonly included: boolean;
}

export interface CategorySum extends Sum {
  /** null: uncategorised. */
  readonly categoryId: number | null;
}

/** Adds cells up. */
export function sum(cells: readonly Sum[]): Sum {
  return cells.reduce(
    (so, cell) => ({ totalMinor: so.totalMinor + cell.totalMinor, count: so.count + cell.count }),
    { totalMinor: 0n, count: 0 },
  );
}

/** Sums by category, biggest first. */
export function sumByCategory(cells: readonly CategorySpending[]): CategorySum[] {
  const groups = groupBy(cells, (cell) => cell.categoryId);
  return dearestFirst([...groups].map(([categoryId, group]) => ({ categoryId, ...sum(group) })));
}

/** Equal ones in the order of their categories, those without one first. */
export function dearestFirst(sums: readonly CategorySum[]): CategorySum[] {
  return sums.toSorted(
    (a, b) => compareBigints(b.totalMinor, a.totalMinor) || (a.categoryId ?? 0) - (b.categoryId ?? 0),
  );
}

/** One sum for each of the months, in their order, also where nothing was spent. */
export function sumByMonth(
  cells: readonly MonthSpending[],
  months: readonly Month[],
  included: DayRange,
): MonthSum[] {
  const groups = groupBy(cells, (cell) => cell.month);
  return months.map((month) => ({
    month,
    included: overlaps(month, included),
    ...sum(groups.get(month) ?? []),
  }));
}

function groupBy<Cell, K>(cells: readonly Cell[], keyOf: (cell: Cell) => K): Map<K, Cell[]> {
  const groups = new Map<K, Cell[]>();
  for (const cell of cells) {
    const group = groups.get(keyOf(cell));
    if (group) group.push(cell);
    else groups.set(keyOf(cell), [cell]);
  }
  return groups;
}

/** For sorting, smallest first. */
export function compareBigints(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function overlaps(month: Month, range: DayRange): boolean {
  const { from, until } = monthRange(month);
  return (!range.until || from < range.until) && (!range.from || until > range.from);
}

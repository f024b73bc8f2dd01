import { type Day, type DayRange, isWithin, type Month, monthOf } from '../../domain/calendar.js';
import type { Minor } from '../../domain/money.js';
import type { ListPlace } from '../../storage/ledger/expense-list-queries.js';
import type { SpendingCell } from '../../storage/ledger/report-queries.js';
import type { Found, FoundExpense } from '../../storage/ledger/search-queries.js';

export type { Found };

/** Whether these are all matches, so that figures from them are exact. */
export function isComplete(found: Found): boolean {
  return found.share === 1;
}

/** Month by category sums of those in the range, as if they were all. */
export function cellsOf(found: Found, range: DayRange): SpendingCell[] {
  const cells = new Map<string, { -readonly [Name in keyof SpendingCell]: SpendingCell[Name] }>();
  for (const { spentOn, categoryId, amountMinor } of found.expenses) {
    if (!isWithin(spentOn, range)) continue;
    const month: Month = monthOf(spentOn);
    const key = `${month} ${String(categoryId)}`;
    const cell = cells.get(key);
    if (!cell) cells.set(key, { month, categoryId, totalMinor: BigInt(amountMinor), count: 1 });
    else {
      cell.totalMinor += BigInt(amountMinor);
      cell.count += 1;
    }
  }
  return [...cells.values()];
}

/** What the cells of all would be about, when these are of one in `share`. */
export function scaled(cells: readonly SpendingCell[], share: number): SpendingCell[] {
  return cells.map(({ totalMinor, count, ...cell }) => ({
    ...cell,
    totalMinor: totalMinor * BigInt(share),
    count: count * share,
  }));
}

/** The ids of one page of a list, newest first. */
export function pageOf(
  found: Found,
  range: DayRange,
  { place, limit }: { place?: ListPlace | undefined; limit: number },
): number[] {
  const onThisSide = (expense: FoundExpense) =>
    !place || Math.sign(newestFirst(expense, place)) === (place.towards === 'older' ? 1 : -1);
  const listed = found.expenses
    .filter((expense) => isWithin(expense.spentOn, range) && onThisSide(expense))
    .sort(newestFirst);
  const page = place?.towards === 'newer' ? listed.slice(-limit) : listed.slice(0, limit);
  return page.map(({ id }) => id);
}

/** Totals of the given days. */
export function dayTotalsOf(found: Found, range: DayRange, days: readonly Day[]): Map<Day, Minor> {
  const totals = new Map<Day, Minor>();
  for (const { spentOn, amountMinor } of found.expenses) {
    if (!days.includes(spentOn) || !isWithin(spentOn, range)) continue;
    totals.set(spentOn, (totals.get(spentOn) ?? 0n) + BigInt(amountMinor));
  }
  return totals;
}

interface Placed {
  readonly spentOn: Day;
  readonly id: number;
}

/** For sorting, as lists show them. */
export function newestFirst(a: Placed, b: Placed): number {
  return a.spentOn === b.spentOn ? b.id - a.id : a.spentOn < b.spentOn ? 1 : -1;
}

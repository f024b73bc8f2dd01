import { addMonths, type DayRange, firstDayOf, type Month, monthOf } from './calendar.js';

/** A range of days as whole months `[first, end)` and at most two ranges of days at its edges. */
export interface MonthSplit {
  /** First whole month; missing when the range is open towards the past. */
  readonly first?: Month;
  /** The month after the last whole one; missing when the range is open towards the future. */
  readonly end?: Month;
  readonly edges: readonly DayRange[];
}

/** Splits a range so that kept month totals serve the middle and single expenses only the edges. */
export function splitWholeMonths(range: DayRange): MonthSplit {
  const first = range.from && firstWholeMonth(range.from);
  const end = range.until && monthOf(range.until);
  if (first && end && first > end) return { first, end: first, edges: [range] };
  const edges: DayRange[] = [];
  if (range.from && first && range.from !== firstDayOf(first))
    edges.push({ from: range.from, until: firstDayOf(first) });
  if (range.until && end && range.until !== firstDayOf(end))
    edges.push({ from: firstDayOf(end), until: range.until });
  return { ...(first && { first }), ...(end && { end }), edges };
}

function firstWholeMonth(from: NonNullable<DayRange['from']>): Month {
  const month = monthOf(from);
  return from === firstDayOf(month) ? month : addMonths(month, 1);
}

import { LRUCache } from 'lru-cache';

declare const kind: unique symbol;

/** A day of the calendar as `YYYY-MM-DD`; it has no time and no time zone. */
export type Day = string & { readonly [kind]: 'day' };

/** A month as `YYYY-MM`. */
export type Month = string & { readonly [kind]: 'month' };

/** Days from `from` up to, but without, `until`; a missing end is open. */
export interface DayRange {
  readonly from?: Day;
  readonly until?: Day;
}

/** A range with both ends. */
export interface BoundedRange extends DayRange {
  readonly from: Day;
  readonly until: Day;
}

export const PERIODS = ['this_week', 'week', 'month', '3months'] as const;
export type Period = (typeof PERIODS)[number];

const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;
const DAY_MS = 86_400_000;

/** Reads `YYYY-MM-DD`, if there is such a day in the years 1900 to 2199. */
export function parseDay(text: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !yearIsKept(text)) return undefined;
  const instant = new Date(`${text}T00:00:00Z`);
  // Date takes 31 February for 3 March, so the day has to come back as it was written.
  return !Number.isNaN(instant.getTime()) && dayOfUtc(instant) === text ? (text as Day) : undefined;
}

/** Reads `YYYY-MM`, if it is a month of the years 1900 to 2199. */
export function parseMonth(text: string): Month | undefined {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text) && yearIsKept(text) ? (text as Month) : undefined;
}

/** Reads `YYYY`, if it is a year from 1900 to 2199. */
export function parseYear(text: string): number | undefined {
  return /^\d{4}$/.test(text) && yearIsKept(text) ? Number(text) : undefined;
}

/** The day that it is in a time zone at an instant. The zone must be one that `isTimeZone` knows. */
export function dayIn(timeZone: string, instant: Date): Day {
  const parts = clockOnTheWall(timeZone).formatToParts(instant);
  const part = (type: 'year' | 'month' | 'day') => parts.find((p) => p.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}` as Day;
}

/** Whether the name is a time zone of the IANA list that this machine knows, such as `Europe/Istanbul`. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export function addDays(day: Day, days: number): Day {
  return dayOfUtc(new Date(utcMs(day) + days * DAY_MS));
}

/** The number of days from `start` to `end`; negative when `end` comes first. */
export function daysBetween(start: Day, end: Day): number {
  return (utcMs(end) - utcMs(start)) / DAY_MS;
}

export function addMonths(month: Month, months: number): Month {
  const count = yearOf(month) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return `${pad(Math.floor(count / 12), 4)}-${pad((count % 12) + 1, 2)}` as Month;
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7) as Month;
}

export function yearOf(day: Day | Month): number {
  return Number(day.slice(0, 4));
}

export function firstDayOf(month: Month): Day {
  return `${month}-01` as Day;
}

/** The last day of the month of a day. */
export function endOfMonth(day: Day): Day {
  return addDays(firstDayOf(addMonths(monthOf(day), 1)), -1);
}

/** All months from `first` to `last`, both included, in order. */
export function listMonths(first: Month, last: Month): Month[] {
  const months: Month[] = [];
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month);
  return months;
}

export function monthRange(month: Month): BoundedRange {
  return { from: firstDayOf(month), until: firstDayOf(addMonths(month, 1)) };
}

export function yearRange(year: number): BoundedRange {
  return { from: `${pad(year, 4)}-01-01` as Day, until: `${pad(year + 1, 4)}-01-01` as Day };
}

export function isWithin(day: Day, { from, until }: DayRange): boolean {
  return (from === undefined || day >= from) && (until === undefined || day < until);
}

/** The days that lie in both ranges, or 'empty' when there are none. */
export function intersect(a: DayRange, b: DayRange): DayRange | 'empty' {
  const from = a.from !== undefined && b.from !== undefined ? laterOf(a.from, b.from) : (a.from ?? b.from);
  const until =
    a.until !== undefined && b.until !== undefined ? earlierOf(a.until, b.until) : (a.until ?? b.until);
  if (from !== undefined && until !== undefined && from >= until) return 'empty';
  return { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
}

/** 1 Monday … 7 Sunday, as in ISO 8601. */
export function weekdayOf(day: Day): number {
  return new Date(utcMs(day)).getUTCDay() || 7;
}

/** The week that a day lies in. @param firstDay 1 Monday … 7 Sunday */
function weekRange(day: Day, firstDay: number): BoundedRange {
  const from = addDays(day, -((weekdayOf(day) - firstDay + 7) % 7));
  return { from, until: addDays(from, 7) };
}

/** The weeks of a range, in order; the first and the last only as far as they lie in it. @param firstDay 1 Monday … 7 Sunday */
export function listWeeks(range: BoundedRange, firstDay: number): BoundedRange[] {
  const weeks: BoundedRange[] = [];
  for (let { from } = range; from < range.until;) {
    const until = earlierOf(weekRange(from, firstDay).until, range.until);
    weeks.push({ from, until });
    from = until;
  }
  return weeks;
}

const PERIOD_DAYS = { week: 7, month: 30, '3months': 90 } as const;

/** The week of today, all of it; or the last 7, 30 or 90 days, up to and with today. @param firstDay 1 Monday … 7 Sunday */
export function periodRange(period: Period, today: Day, firstDay: number): BoundedRange {
  if (period === 'this_week') return weekRange(today, firstDay);
  return { from: addDays(today, 1 - PERIOD_DAYS[period]), until: addDays(today, 1) };
}

/** Two times of which one may be held against the other. */
export interface ComparableRanges {
  /** What of the range has come. */
  readonly now: BoundedRange;
  readonly before: BoundedRange;
}

/**
 * What a range is compared with: a whole month with the month before, a whole year with the year before, else the same
 * number of days right before it. Of a month, a year or seven days that are running, the days that have come are
 * compared with the same days of the one before. Undefined when the range has an open end, no days, or none that has come.
 */
export function comparableRanges(range: DayRange, today: Day): ComparableRanges | undefined {
  const { from, until } = range;
  if (from === undefined || until === undefined || from >= until || from > today) return undefined;
  const come = earlierOf(until, addDays(today, 1));
  const now = { from, until: come };
  const month = monthRange(monthOf(from));
  if (month.from === from && month.until === until) {
    const before = monthRange(addMonths(monthOf(from), -1));
    // Also on its last day: today is not over.
    return { now, before: until <= today ? before : sameDays(before, daysBetween(from, come)) };
  }
  const year = yearRange(yearOf(from));
  if (year.from === from && year.until === until) {
    const before = yearRange(yearOf(from) - 1);
    if (come === until) return { now, before };
    const last = sameDayMonthsAgo(addDays(come, -1), 12);
    return { now, before: { from: before.from, until: addDays(last, 1) } };
  }
  // Three days of a week beside its own first three, not a Monday beside a Sunday.
  const back = daysBetween(from, until) === 7 ? 7 : daysBetween(from, come);
  return { now, before: { from: addDays(from, -back), until: addDays(come, -back) } };
}

/** The first days of a range, or all of it when it has no more. */
function sameDays({ from, until }: BoundedRange, days: number): BoundedRange {
  return { from, until: earlierOf(until, addDays(from, days)) };
}

const pad = (count: number, width: number) => String(count).padStart(width, '0');
const utcMs = (day: Day) => Date.parse(`${day}T00:00:00Z`);
const dayOfUtc = (instant: Date) => instant.toISOString().slice(0, 10) as Day;
const laterOf = (a: Day, b: Day) => (a > b ? a : b);
const earlierOf = (a: Day, b: Day) => (a < b ? a : b);

function yearIsKept(text: string): boolean {
  const year = Number(text.slice(0, 4));
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

function sameDayMonthsAgo(day: Day, months: number): Day {
  const month = addMonths(monthOf(day), -months);
  const sameDay = `${month}-${day.slice(8)}` as Day;
  const lastDay = addDays(firstDayOf(addMonths(month, 1)), -1);
  return earlierOf(sameDay, lastDay);
}

// Making a formatter costs a thousand times more than using one. Time zones come in by many spellings, hence the limit.
const clocks = new LRUCache<string, Intl.DateTimeFormat>({ max: 500 });

function clockOnTheWall(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const options = { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const made = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', options);
  clocks.set(timeZone, made);
  return made;
}

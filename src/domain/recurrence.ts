import { addDays, addMonths, type Day, daysBetween, endOfMonth, firstDayOf, monthOf } from './calendar.js';

export const UNITS = ['day', 'week', 'month', 'year'] as const;
export type Unit = (typeof UNITS)[number];

export const INTERVAL_MAX = 99;

/**
 * When something comes back. The occurrences are the first day, and then each `interval` units later, counted from the
 * first day and never from the one before: the 31st is the last day of a shorter month and the 31st again in the next,
 * 29 February is the 28th in common years and the 29th in the next leap year. (RFC 5545 leaves such days out, and
 * spreadsheets drift to the 28th for good; nobody's rent does either.) Days know no time, so summer time moves none.
 */
export interface Rhythm {
  readonly startsOn: Day;
  /** 1 to 99. */
  readonly interval: number;
  readonly every: Unit;
  /** The last day on which there may be one; null: no end. */
  readonly endsOn: Day | null;
}

/** Where the calendar of this program ends. */
const LAST_DAY = '2199-12-31' as Day;

/** The days of a rhythm from a day on, in order, up to and with `until`, at most `limit` of them. */
export function datesFrom(
  rhythm: Rhythm,
  from: Day,
  { until = LAST_DAY, limit }: { readonly until?: Day; readonly limit: number },
): Day[] {
  const last = lastDayOf(rhythm, until);
  const dates: Day[] = [];
  for (let index = firstIndex(rhythm, from); dates.length < limit; index += 1) {
    const date = occurrence(rhythm, index);
    if (date > last) break;
    dates.push(date);
  }
  return dates;
}

/** The first day of a rhythm that is not before a day; undefined when there is none any more. */
export function nextDate(rhythm: Rhythm, from: Day): Day | undefined {
  return datesFrom(rhythm, from, { limit: 1 })[0];
}

/** How many days of a rhythm lie between two days, both included. Worked out, not counted. */
export function countDates(rhythm: Rhythm, from: Day, until: Day): number {
  const end = firstIndex(rhythm, addDays(lastDayOf(rhythm, until), 1));
  return Math.max(0, end - firstIndex(rhythm, from));
}

/** Whether a day is one of the rhythm's. */
export function isDateOf(rhythm: Rhythm, day: Day): boolean {
  return nextDate(rhythm, day) === day;
}

/** The day of a rhythm that comes `index` steps after its first. */
function occurrence({ startsOn, interval, every }: Rhythm, index: number): Day {
  const steps = index * interval;
  if (every === 'day') return addDays(startsOn, steps);
  if (every === 'week') return addDays(startsOn, steps * 7);
  const month = addMonths(monthOf(startsOn), every === 'year' ? steps * 12 : steps);
  const sameDay = `${month}-${startsOn.slice(8)}` as Day;
  const lastOfMonth = endOfMonth(firstDayOf(month));
  return sameDay < lastOfMonth ? sameDay : lastOfMonth;
}

/** How many steps after the first day the first one is that is not before a day. */
function firstIndex(rhythm: Rhythm, from: Day): number {
  const { startsOn, interval, every } = rhythm;
  if (from <= startsOn) return 0;
  if (every === 'day' || every === 'week') {
    return Math.ceil(daysBetween(startsOn, from) / (interval * (every === 'week' ? 7 : 1)));
  }
  const months = interval * (every === 'year' ? 12 : 1);
  const near = Math.floor(monthsBetween(startsOn, from) / months);
  return occurrence(rhythm, near) < from ? near + 1 : near;
}

const monthsBetween = (start: Day, end: Day) => monthCount(end) - monthCount(start);
const monthCount = (day: Day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));

function lastDayOf({ endsOn }: Rhythm, until: Day): Day {
  const end = endsOn !== null && endsOn < until ? endsOn : until;
  return end < LAST_DAY ? end : LAST_DAY;
}

import {
  addDays,
  addMonths,
  type BoundedRange,
  type Day,
  daysBetween,
  type DayRange,
  type Month,
  monthOf,
  monthRange,
  yearOf,
  yearRange,
} from '../../domain/calendar.js';
import { deviceName } from '../../locale/device-name.js';
import type { Locale } from '../../locale/locale.js';
import type { MessageKey } from '../../messages/message.js';
import type { SecurityEvent } from '../../services/identity/session-service.js';

/** "1 expense", "2,048 expenses" */
export function countOf(count: number, locale: Locale): string {
  return locale.text('frame.expense_count', { count });
}

/** "Today · Sat, Nov 21", "Fri, Nov 20", "Fri, Nov 20, 2025" */
export function dayHeading(day: Day, today: Day, locale: Locale): string {
  const name = locale.day(day, yearOf(day) === yearOf(today) ? 'weekday' : 'weekdayYear');
  if (day === today) return locale.text('time.today', { day: name });
  if (day > today) return locale.text('time.to_come', { day: name });
  return day === dayBefore(today) ? locale.text('time.yesterday', { day: name }) : name;
}

let dayBeforeKnown: { readonly day: Day; readonly before: Day } | undefined;

/** A page asks once for each of its days. */
function dayBefore(day: Day): Day {
  if (dayBeforeKnown?.day !== day) dayBeforeKnown = { day, before: addDays(day, -1) };
  return dayBeforeKnown.before;
}

export function monthName(month: Month, locale: Locale): string {
  return locale.month(month);
}

/** "November 2026", "2026", "Mar 1 – Apr 15, 2026", "Since Mar 1, 2026"; undefined for all of time. */
export function rangeName(range: DayRange, locale: Locale): string | undefined {
  const { from, until } = range;
  if (!from && !until) return undefined;
  if (from && until) {
    if (isMonth(range)) return monthName(monthOf(from), locale);
    if (isYear(range)) return String(yearOf(from));
    if (from >= until) return locale.text('time.no_days');
    const last = addDays(until, -1);
    return last === from ? locale.day(from) : locale.dayRange(from, last);
  }
  return from
    ? locale.text('time.since', { day: { day: from } })
    : locale.text('time.until', { day: { day: addDays(until!, -1) } });
}

/** The two sides of a comparison; `now` only where it is another time than the one that is looked at. */
export function comparisonNames(
  { now, against }: { readonly now: BoundedRange; readonly against: BoundedRange },
  today: Day,
  locale: Locale,
): { readonly now?: string; readonly against: string } {
  if (isMonth(against)) {
    const month = monthOf(against.from);
    const nearby = addMonths(monthOf(today), -11) <= month && month <= monthOf(today);
    return { against: locale.month(month, nearby ? 'name' : 'long') };
  }
  if (isYear(against)) return { against: String(yearOf(against.from)) };
  if (against.until === now.from) {
    const count = daysBetween(against.from, against.until);
    return {
      against: count === 1 ? locale.text('time.day_before') : locale.text('time.days_before', { count }),
    };
  }
  const withYear = yearOf(now.from) !== yearOf(against.from);
  const named = ({ from, until }: BoundedRange) => locale.dayRange(from, addDays(until, -1), { withYear });
  return { now: named(now), against: named(against) };
}

function isMonth(range: DayRange): boolean {
  if (!range.from || !range.until) return false;
  const month = monthRange(monthOf(range.from));
  return month.from === range.from && month.until === range.until;
}

function isYear(range: DayRange): boolean {
  if (!range.from || !range.until) return false;
  const year = yearRange(yearOf(range.from));
  return year.from === range.from && year.until === range.until;
}

const AGES = [
  ['time.days_ago', 86_400_000],
  ['time.hours_ago', 3_600_000],
  ['time.minutes_ago', 60_000],
] as const;

/** "just now", "5 minutes ago", "3 days ago" */
export function timeAgo(instant: string, now: Date, locale: Locale): string {
  const elapsed = now.getTime() - Date.parse(instant);
  const age = AGES.find(([, ms]) => elapsed >= ms);
  return age ? locale.text(age[0], { count: Math.floor(elapsed / age[1]) }) : locale.text('time.just_now');
}

const UNITS = [
  ['time.days', 86_400_000],
  ['time.hours', 3_600_000],
  ['time.minutes', 60_000],
  ['time.seconds', 1_000],
] as const satisfies readonly (readonly [MessageKey, number])[];

/** A duration in the largest unit that fits without a rest: "15 minutes", "1 day". */
export function durationOf(ms: number, locale: Locale): string {
  const [key, size] = UNITS.find(([, unitMs]) => ms >= unitMs && ms % unitMs === 0) ?? UNITS[3];
  return locale.text(key, { count: ms / size });
}

export { deviceName };

export function isPhone(userAgent: string): boolean {
  return /Android|iPhone|iPad|Mobile/.test(userAgent);
}

/** What happened around an account, and how often. */
export function eventText({ kind, device, times }: SecurityEvent, locale: Locale): string {
  const text = locale.text(`event.${kind}`, { device: deviceName(device, locale) });
  return times === 1 ? text : locale.text('event.times', { event: text, count: times });
}

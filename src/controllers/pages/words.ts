import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  type DayRange,
  formatDay,
  formatMonth,
  type Month,
  monthOf,
  monthRange,
  yearOf,
  yearRange,
} from '../../domain/calendar.js';

/** Days are written the day first, money with its sign before it. */
export const DAY_LOCALE = 'en-GB';

/** "1 expense", "2,048 expenses" */
export function countOf(count: number, noun = 'expense'): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

/** "Today · Sat 21 Nov", "Fri 20 Nov", "Fri 20 Nov 2025" */
export function dayHeading(day: Day, today: Day): string {
  const year = yearOf(day) === yearOf(today) ? '' : ` ${String(yearOf(day))}`;
  const name = formatDay(day, DAY_LOCALE, 'weekday').replace(',', '') + year;
  if (day === today) return `Today · ${name}`;
  return day === addDays(today, -1) ? `Yesterday · ${name}` : name;
}

export function monthName(month: Month, style: 'short' | 'long' = 'long'): string {
  return formatMonth(month, DAY_LOCALE, style);
}

/** "November 2026", "2026", "1 Mar 2026 – 15 Apr 2026", "since 1 Mar 2026"; undefined for all of time. */
export function rangeName(range: DayRange): string | undefined {
  const { from, until } = range;
  if (!from && !until) return undefined;
  if (from && until) {
    if (isMonth(range)) return monthName(monthOf(from));
    if (yearRange(yearOf(from)).from === from && yearRange(yearOf(from)).until === until)
      return String(yearOf(from));
    if (from >= until) return 'No days';
    const last = addDays(until, -1);
    if (last === from) return formatDay(from, DAY_LOCALE);
    return `${formatDay(from, DAY_LOCALE)} – ${formatDay(last, DAY_LOCALE)}`;
  }
  return from
    ? `Since ${formatDay(from, DAY_LOCALE)}`
    : `Until ${formatDay(addDays(until!, -1), DAY_LOCALE)}`;
}

/** What a sum is compared with: "October", "October 2025", "2025", "the 7 days before". */
export function againstName(range: { readonly from: Day; readonly until: Day }, today: Day): string {
  const { from, until } = range;
  if (isMonth(range)) {
    const name = monthName(monthOf(from));
    const nearby = addMonths(monthOf(today), -11) <= monthOf(from) && monthOf(from) <= monthOf(today);
    return nearby ? name.replace(/ \d+$/, '') : name;
  }
  if (rangeName(range) === String(yearOf(from))) return String(yearOf(from));
  const days = daysBetween(from, until);
  return days === 1 ? 'the day before' : `the ${String(days)} days before`;
}

function isMonth(range: DayRange): boolean {
  if (!range.from || !range.until) return false;
  const month = monthRange(monthOf(range.from));
  return month.from === range.from && month.until === range.until;
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** "just now", "5 minutes ago", "3 days ago" */
export function timeAgo(instant: string, now: Date): string {
  const elapsed = now.getTime() - Date.parse(instant);
  const unit = UNITS.find(([, ms]) => elapsed >= ms);
  if (!unit) return 'just now';
  return `${countOf(Math.floor(elapsed / unit[1]), unit[0])} ago`;
}

const BROWSERS = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
  [/curl\//, 'curl'],
] as const;
const SYSTEMS = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
] as const;

/** "Firefox on Linux"; a device that we do not know says its own name. */
export function deviceName(userAgent: string): string {
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
  if (browser) return system ? `${browser} on ${system}` : browser;
  return userAgent.slice(0, 60) || 'Unknown device';
}

export function isPhone(userAgent: string): boolean {
  return /Android|iPhone|iPad|Mobile/.test(userAgent);
}

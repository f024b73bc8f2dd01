import { message, type Message } from '../messages/message.js';
import { type Day, parseDay, yearOf } from './calendar.js';

const YEARS_AHEAD = 1;
const YEARS_BACK = 50;
const FIRST = parseDay('1900-01-01')!;
const LAST = parseDay('2199-12-31')!;

/** The question that a day deserves which is hardly meant: more than a year ahead of today, or more than fifty back. */
export function farDayQuestion(day: Day, today: Day): Message | undefined {
  if (day > yearsOn(today, YEARS_AHEAD))
    return message('fault.day.far_ahead', { day: { day }, years: wholeYears(today, day) });
  if (day < yearsOn(today, -YEARS_BACK))
    return message('fault.day.long_ago', { day: { day }, years: wholeYears(day, today) });
  return undefined;
}

/** Why a text is no day that `parseDay` takes. */
export function dayFault(text: string): Message {
  if (text === '') return message('fault.day.empty');
  if (!isDayOfAnyYear(text)) return message('fault.day.malformed');
  return message('fault.day.out_of_range', { first: { day: FIRST }, last: { day: LAST } });
}

/** The calendar repeats after 400 years: a day that 2000 to 2399 have is one of its own year too. */
function isDayOfAnyYear(text: string): boolean {
  const [, year, rest] = /^(\d{4})(-\d{2}-\d{2})$/.exec(text) ?? [];
  if (year === undefined || rest === undefined) return false;
  const date = new Date(`${String(2000 + (Number(year) % 400))}${rest}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(4, 10) === rest;
}

/** As text, for comparing only: 29 February has no such day in other years. */
function yearsOn(day: Day, years: number): string {
  return `${String(yearOf(day) + years)}${day.slice(4)}`;
}

function wholeYears(earlier: Day, later: Day): number {
  return yearOf(later) - yearOf(earlier) - (later.slice(4) < earlier.slice(4) ? 1 : 0);
}

import { addDays, type Day, parseDay, weekdayOf, yearOf } from '../calendar.js';
import type { Token } from './token.js';
import type { Vocabulary } from './vocabulary.js';

/** What a day is read with. */
export interface DayContext {
  readonly words: Vocabulary;
  readonly today: Day;
  /** What the currency is called: in Switzerland, Fr. is no Friday. */
  readonly money: ReadonlySet<string>;
  /**
   * Also where the figures could be the amount: `3/11`, `3.11.` and a year far away. Else only what can be nothing but a
   * day.
   */
  readonly isEager: boolean;
}

export interface FoundDay {
  readonly day: Day;
  /** So many words it takes. */
  readonly length: number;
}

type Reader = (tokens: readonly Token[], at: number, context: DayContext) => FoundDay | undefined;

/** A day without a year that comes within so many days is that one, not the one a year ago. */
const COMING_DAYS = 14;
/** A year without doubt, also where no other figure can be the amount. */
const YEARS_AROUND = 6;
const LONGEST_PHRASE = 4;
const MOST_DAYS_AGO = 366;

/** The day that begins at a word, with what belongs to it: "on", "last". */
export const dayAt: Reader = (tokens, at, context) => {
  const { words } = context;
  let start = at;
  // A phrase may begin with such a word itself: "last night".
  const whole = coreAt(tokens, at, context);
  if (whole) return withBehind(tokens, at, whole, context);
  while (start < at + 2 && words.before.has(tokens[start]?.folded ?? '')) start += 1;
  const core = start > at ? coreAt(tokens, start, context) : undefined;
  return core && withBehind(tokens, at, { ...core, length: core.length + start - at }, context);
};

function withBehind(tokens: readonly Token[], at: number, found: FoundDay, { words }: DayContext): FoundDay {
  const next = tokens[at + found.length]?.folded ?? '';
  return words.behind.has(next) ? { ...found, length: found.length + 1 } : found;
}

const coreAt: Reader = (tokens, at, context) =>
  dateBehindWeekday(tokens, at, context) ??
  numericDate(tokens, at, context) ??
  namedDate(tokens, at, context) ??
  phrase(tokens, at, context) ??
  daysAgo(tokens, at, context) ??
  weekday(tokens, at, context);

/** "Friday, 3 November": the date decides. */
const dateBehindWeekday: Reader = (tokens, at, context) => {
  const word = tokens[at]?.folded ?? '';
  const { weekdays, shortWeekdays } = context.words;
  if (!weekdays.has(word) && !shortWeekdays.has(word)) return undefined;
  const date = numericDate(tokens, at + 1, context) ?? namedDate(tokens, at + 1, context);
  return date && { ...date, length: date.length + 1 };
};

const phrase: Reader = (tokens, at, { words, today }) => {
  for (let length = LONGEST_PHRASE; length > 0; length -= 1) {
    const days = words.days.get(foldedAt(tokens, at, length));
    if (days !== undefined) return { day: addDays(today, days), length };
  }
  return undefined;
};

const daysAgo: Reader = (tokens, at, { words, today }) => {
  for (const { before, behind } of words.ago) {
    const number = tokens[at + before.length]?.plain ?? '';
    if (!/^\d{1,3}$/.test(number) || Number(number) > MOST_DAYS_AGO) continue;
    const fits =
      before.every((word, i) => tokens[at + i]?.folded === word) &&
      behind.every((word, i) => tokens[at + before.length + 1 + i]?.folded === word);
    if (fits) return { day: addDays(today, -Number(number)), length: before.length + 1 + behind.length };
  }
  return undefined;
};

/** The last one: said on a Friday, Friday is a week ago. */
const weekday: Reader = (tokens, at, { words, today, money }) => {
  const token = tokens[at];
  if (!token) return undefined;
  const short =
    token.plain.endsWith('.') && !money.has(token.folded) ? words.shortWeekdays.get(token.folded) : undefined;
  const wanted = words.weekdays.get(token.folded) ?? short;
  if (wanted === undefined) return undefined;
  const back = (weekdayOf(today) - wanted + 7) % 7 || 7;
  return { day: addDays(today, -back), length: 1 };
};

// ---- dates in figures -------------------------------------------------------------------------------------------

const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})\.?$/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/;
const POINTS = /^(\d{1,2})\.(\d{1,2})\.$/;
const SLASH = /^(\d{1,2})\/(\d{1,2})$/;
const JAPANESE = /^(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日$/;

const numericDate: Reader = (tokens, at, context) => {
  const text = tokens[at]?.plain ?? '';
  if (text.length > 12) return undefined;
  const day = fromFigures(text, context);
  return day && { day, length: 1 };
};

function fromFigures(text: string, { words, today, isEager }: DayContext): Day | undefined {
  const first = YEAR_FIRST.exec(text);
  if (first) return dayOf(Number(first[1]), Number(first[3]), Number(first[4]));
  const last = YEAR_LAST.exec(text);
  if (last) {
    const year = Number(last[4]) + (last[4]!.length === 2 ? 2000 : 0);
    // The region says which is the month; where that cannot be, it is the other.
    return inOrder(words, last[1]!, last[3]!, (month, day) => dayOf(year, month, day));
  }
  const japanese = JAPANESE.exec(text);
  if (japanese) {
    const [, year, month, day] = japanese.map(Number);
    return japanese[1] === undefined ? nearest(month!, day!, today) : dayOf(year!, month!, day!);
  }
  if (!isEager) return undefined;
  const pair =
    words.separator === '.' ? POINTS.exec(text) : words.separator === '/' ? SLASH.exec(text) : undefined;
  if (!pair) return undefined;
  return words.order === 'month'
    ? nearest(Number(pair[1]), Number(pair[2]), today)
    : nearest(Number(pair[2]), Number(pair[1]), today);
}

function inOrder(
  { order }: Vocabulary,
  first: string,
  second: string,
  read: (month: number, day: number) => Day | undefined,
): Day | undefined {
  const [one, two] = [Number(first), Number(second)];
  return order === 'month' ? (read(one, two) ?? read(two, one)) : (read(two, one) ?? read(one, two));
}

// ---- dates with the name of a month -----------------------------------------------------------------------------

/** "3 Nov", "3. November 2026", "3rd of November", "November 3, 2026", "3 de noviembre de 2026" */
const namedDate: Reader = (tokens, at, context) => {
  const { words } = context;
  const leading = dayOfMonth(tokens[at]);
  if (leading !== undefined) {
    const of = words.between.has(tokens[at + 1]?.folded ?? '') ? 1 : 0;
    const month = monthAt(tokens, at + 1 + of, words);
    return (
      month &&
      withYear(tokens, { at, length: 1 + of + month.length, month: month.month, day: leading }, context)
    );
  }
  const month = monthAt(tokens, at, words);
  const day = month && dayOfMonth(tokens[at + month.length]);
  if (!month || day === undefined) return undefined;
  return withYear(tokens, { at, length: month.length + 1, month: month.month, day }, context);
};

interface DayAndMonth {
  readonly at: number;
  readonly length: number;
  readonly month: number;
  readonly day: number;
}

function withYear(
  tokens: readonly Token[],
  { at, length, month, day }: DayAndMonth,
  context: DayContext,
): FoundDay | undefined {
  const next = at + length;
  const of = context.words.between.has(tokens[next]?.folded ?? '') ? 1 : 0;
  const text = tokens[next + of]?.plain ?? '';
  const year = /^\d{4}$/.test(text) ? Number(text) : undefined;
  const isYear =
    year !== undefined && (context.isEager || Math.abs(year - yearOf(context.today)) <= YEARS_AROUND);
  const dated = isYear ? dayOf(year, month, day) : undefined;
  if (dated) return { day: dated, length: length + of + 1 };
  const found = nearest(month, day, context.today);
  return found && { day: found, length };
}

/** 3, 3., 3rd, 1er, 3º, 3日 */
function dayOfMonth(token: Token | undefined): number | undefined {
  const digits = /^(\d{1,2})(?:\.|st|nd|rd|th|er|o|a|日)?$/i.exec(token?.plain ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function monthAt(
  tokens: readonly Token[],
  at: number,
  { months }: Vocabulary,
): { readonly month: number; readonly length: number } | undefined {
  for (const length of [2, 1]) {
    const month = months.get(foldedAt(tokens, at, length));
    if (month !== undefined) return { month, length };
  }
  return undefined;
}

// ---- days of the calendar ---------------------------------------------------------------------------------------

function foldedAt(tokens: readonly Token[], at: number, length: number): string {
  if (at + length > tokens.length) return '';
  return tokens
    .slice(at, at + length)
    .map(({ folded }) => folded)
    .join(' ');
}

function dayOf(year: number, month: number, day: number): Day | undefined {
  const pad = (count: number, width: number) => String(count).padStart(width, '0');
  return parseDay(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`);
}

/** The last such day of the calendar, or the next one if it is near; 29 February is that of the last leap year. */
function nearest(month: number, day: number, today: Day): Day | undefined {
  const latest = addDays(today, COMING_DAYS);
  for (let year = yearOf(latest); year > yearOf(latest) - 9; year -= 1) {
    const found = dayOf(year, month, day);
    if (found && found <= latest) return found;
  }
  return undefined;
}

import { parseDay, type Day } from '../calendar.js';
import { foldText } from '../folded-text.js';
import { westernDigits } from './figures.js';
import { isWeekday, joinMonthNames, monthOfName } from './month-names.js';

export const DATE_ORDERS = ['ymd', 'dmy', 'mdy'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** A cell that looks like a day. `fixed`: there is one way to read it, whatever the order of the others. */
export type DayShape =
  | { readonly kind: 'fixed'; readonly day: Day | undefined }
  | {
      readonly kind: 'open';
      readonly parts: readonly [string, string, string];
      readonly dots: boolean;
      /** Whether it is written which part is the year: `1/31'26`. */
      readonly isYearLast: boolean;
    };

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:$|[T\s])/;
const YEAR_FIRST = /^(\d{4})\s?[-/.年년]\s?(\d{1,2})\s?[-/.月월]\s?(\d{1,2})\s?[日일]?\.?(?![\d.,])/u;
const YEAR_LAST = /^(\d{1,2})\s?([-/.' ])\s?(\d{1,2})\s?([-/.' ]\s?'?)(\d{4}|\d{2})\.?(?![\d.,])/u;
const ERA =
  /^(令和|平成|昭和|[RHS])\s?(\d{1,2}|元)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})日?(?![\d.,])/u;
const YEAR_BEFORE: Readonly<Record<string, number>> = {
  令和: 2018,
  R: 2018,
  平成: 1988,
  H: 1988,
  昭和: 1925,
  S: 1925,
};
const EIGHT_DIGITS = /^(\d{4})(\d{2})(\d{2})(?:$|[T\s]|\d{4,6}(?:$|[.[]))/;
const NAMED =
  /^(?:\p{L}+\.?,?\s+)?(\d{1,2})\.?(?:(?:st|nd|rd|th|er|o|a|º|ª|°)(?!\p{L}))?[\s\-/.]*(?:de\s+|of\s+)?(\p{L}+)\.?[\s\-/.,']*(?:de\s+)?(\d{4}|\d{2})(?!\d)/u;
const NAME_FIRST =
  /^(?:\p{L}+\.?,?\s+)?(\p{L}+)\.?[\s\-/.]*(\d{1,2})(?:st|nd|rd|th)?\.?[\s,\-/]+(\d{4}|\d{2})(?!\d)/u;

const YEAR_THEN_NAME = /^(\d{4})[\s\-/.]*(\p{L}+)\.?[\s\-/.]*(\d{1,2})(?!\d)/u;
const TIME_BEFORE = /^\d{1,2}:\d{2}(?::\d{2})?,?\s+(?=\d)/;
const WEEKDAY_BEFORE = /^(\p{L}{1,12})\.?,?\s+(?=\d)/u;

/** Reads what is written, without deciding what an open order of day and month means; undefined: no day at all. */
export function readDayShape(cell: string): DayShape | undefined {
  const iso = ISO.exec(cell);
  if (iso) return fixed(iso[1]!, iso[2]!, iso[3]!);
  if (cell.length < 6 || cell.length > 60) return undefined;
  const text = westernDigits(cell)
    .replace(/[\u200e\u200f\u061c]/g, '')
    .trim();
  return shapeOf(text) ?? shapeBehind(text);
}

/** A day behind a time or the name of its weekday: `Tue 31/03/2026`. */
function shapeBehind(text: string): DayShape | undefined {
  if (TIME_BEFORE.test(text)) return shapeOf(text.replace(TIME_BEFORE, ''));
  const word = WEEKDAY_BEFORE.exec(text);
  return word && isWeekday(word[1]!) ? shapeOf(text.slice(word[0].length)) : undefined;
}

function shapeOf(text: string): DayShape | undefined {
  const eight = EIGHT_DIGITS.exec(text);
  if (eight) return eightDigits(eight);
  const first = YEAR_FIRST.exec(text);
  if (first) return fixed(first[1]!, first[2]!, first[3]!);
  const last = YEAR_LAST.exec(text);
  if (last)
    return {
      kind: 'open',
      parts: [last[1]!, last[3]!, last[5]!],
      dots: last[2] === '.',
      isYearLast: last[4]!.includes("'") || last[5]!.length === 4,
    };
  const era = ERA.exec(text);
  if (era)
    return fixed(String(YEAR_BEFORE[era[1]!]! + (era[2] === '元' ? 1 : Number(era[2]))), era[3]!, era[4]!);
  return /\p{L}/u.test(text) ? namedDay(joinMonthNames(foldText(text))) : undefined;
}

function eightDigits(match: RegExpExecArray): DayShape | undefined {
  const day = fixed(match[1]!, match[2]!, match[3]!);
  const year = Number(match[1]);
  if (year >= 1900 && year < 2200) return day;
  const digits = match[0].slice(0, 8);
  const last = Number(digits.slice(4));
  if (match[0].length > 8 || last < 1900 || last >= 2200) return undefined;
  return {
    kind: 'open',
    parts: [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)],
    dots: false,
    isYearLast: true,
  };
}

function namedDay(text: string): DayShape | undefined {
  const dayFirst = NAMED.exec(text);
  const month = dayFirst && monthOfName(dayFirst[2]!);
  if (dayFirst && month) return fixed(dayFirst[3]!, String(month), dayFirst[1]!);
  const nameFirst = NAME_FIRST.exec(text);
  const named = nameFirst && monthOfName(nameFirst[1]!);
  if (nameFirst && named) return fixed(nameFirst[3]!, String(named), nameFirst[2]!);
  const yearFirst = YEAR_THEN_NAME.exec(text);
  const between = yearFirst && monthOfName(yearFirst[2]!);
  return yearFirst && between ? fixed(yearFirst[1]!, String(between), yearFirst[3]!) : undefined;
}

function fixed(year: string, month: string, day: string): DayShape {
  return { kind: 'fixed', day: dayOf(year, month, day) };
}

/** A year of two digits is 1970 to 2069. */
function dayOf(year: string, month: string, day: string): Day | undefined {
  if (year.length === 3) return undefined;
  const full = year.length === 4 ? year : (Number(year) >= 70 ? '19' : '20') + year.padStart(2, '0');
  return parseDay(`${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

/** The day of a shape under an order; undefined where there is no such day. */
export function dayUnder(shape: DayShape, order: DateOrder | undefined): Day | undefined {
  if (shape.kind === 'fixed') return shape.day;
  const [a, b, c] = shape.parts;
  if (order === 'dmy') return dayOf(c, b, a);
  if (order === 'mdy') return dayOf(c, a, b);
  return order === 'ymd' && !shape.isYearLast ? dayOf(a, b, c) : undefined;
}

export interface FoundOrder {
  /** The one order that fits; undefined when several do. */
  readonly order: DateOrder | undefined;
  /** The orders that fit, when they read the days differently. */
  readonly candidates: readonly DateOrder[];
  /** A day that they read differently. */
  readonly example: string;
}

/** Two orders, by their place in DATE_ORDERS, that a day may tell apart. */
const PAIRS = [
  [0, 1],
  [0, 2],
  [1, 2],
] as const;

/**
 * Finds the order that all days of a file have, noted one after the other and not held: the one that makes days of the
 * most cells. With dots the day comes first wherever that gives days. Shapes that are `fixed` say nothing but ymd.
 */
export class OrderFinder {
  #open = 0;
  #areDotted = true;
  readonly #orders = DATE_ORDERS.map((order) => ({ order, misses: 0, first: Infinity, last: -Infinity }));
  /** Of each pair the first day that its orders read differently, in the order of the file. */
  readonly #differing: { readonly pair: readonly number[]; readonly text: string }[] = [];

  note(text: string, shape: DayShape): void {
    if (shape.kind === 'fixed') return;
    this.#open += 1;
    this.#areDotted &&= shape.dots;
    const days = this.#orders.map((found) => {
      const day = dayUnder(shape, found.order);
      const year = Number(day?.slice(0, 4) ?? NaN);
      if (!day) found.misses += 1;
      if (year < found.first) found.first = year;
      if (year > found.last) found.last = year;
      return day;
    });
    if (this.#differing.length === PAIRS.length) return;
    for (const pair of PAIRS)
      if (days[pair[0]] !== days[pair[1]] && !this.#differing.some((known) => known.pair === pair))
        this.#differing.push({ pair, text });
  }

  found(): FoundOrder {
    if (this.#open === 0) return { order: 'ymd', candidates: [], example: '' };
    const candidates = this.#candidates();
    if (this.#areDotted && candidates.includes('dmy')) return { order: 'dmy', candidates: [], example: '' };
    const differing = this.#differing.find(({ pair }) =>
      pair.every((at) => candidates.includes(DATE_ORDERS[at]!)),
    );
    if (!differing)
      return { order: candidates.includes('dmy') ? 'dmy' : candidates[0], candidates: [], example: '' };
    return { order: undefined, candidates: inHabit(candidates), example: differing.text };
  }

  /**
   * The orders that miss the fewest days. `31/03/26` may begin with a year, but few write so. It counts only if the file
   * would then span fewer years, for a statement is of a few months.
   */
  #candidates(): DateOrder[] {
    const least = Math.min(...this.#orders.map(({ misses }) => misses));
    const fitting = this.#orders.filter(({ misses }) => misses === least);
    const others = fitting.filter(({ order }) => order !== 'ymd');
    const span = ({ first, last }: { first: number; last: number }) => last - first;
    const yearFirst = fitting.find(({ order }) => order === 'ymd');
    const isNarrower = yearFirst && span(yearFirst) < Math.min(...others.map(span));
    const counting = others.length === 0 || isNarrower ? fitting : others;
    return counting.map(({ order }) => order);
  }
}

/** Year first is the rarest habit for years of two digits: it is offered last. */
function inHabit(orders: readonly DateOrder[]): DateOrder[] {
  return (['dmy', 'mdy', 'ymd'] as const).filter((order) => orders.includes(order));
}

import {
  addDays,
  type Day,
  type DayRange,
  intersect,
  monthRange,
  parseDay,
  parseMonth,
  parseYear,
  type Period,
  PERIODS,
  periodRange,
  yearRange,
} from '../../domain/calendar.js';
import type { Currency } from '../../domain/currency.js';
import type { FieldFaults } from '../../domain/errors.js';
import { dayFault } from '../../domain/far-day.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import { exampleOf, parseAmount, parseDecimal } from '../../domain/amount.js';
import { message, type Message } from '../../messages/message.js';
import type { Said } from '../../messages/said.js';
import { fault, ok, type Result } from '../../domain/result.js';
import { searchWords } from '../../domain/search.js';
import { TAGS_OF_ONE_MAX } from '../../domain/tag.js';
import { codePoints, nameKey } from '../../domain/text.js';
import { firstDayOfWeek } from '../../locale/region.js';
import { textOf } from './fields.js';

/** The filters, of pages and API alike. */
export const FILTER_FIELDS = [
  'category',
  'month',
  'year',
  'from',
  'to',
  'q',
  'period',
  'tag',
  'min',
  'max',
] as const;

const SEARCH_MAX = 100;

interface Context {
  /** The day that it is for the person who asks. */
  readonly today: Day;
  readonly currency: Currency;
  /** Whose way of writing amounts is read; undefined: a program's, digits and a point. */
  readonly region?: string | undefined;
  /** Whose week is meant. */
  readonly person: { readonly region: string; readonly weekStartsOn: number | null };
  /** The ids of the book's categories. */
  readonly categoryIds: ReadonlySet<number>;
  /** The tags of the book; needed only where a filter names some. */
  readonly tags?: readonly { readonly id: number; readonly name: string }[];
}

/**
 * Reads a filter from a query. Empty means absent; several filters on time apply together, so that two which share
 * no day match nothing.
 */
export function parseFilter(query: unknown, context: Context): Result<ExpenseFilter, FieldFaults> {
  const faults: Record<string, Said> = {};
  const read = <T>(
    name: string,
    parse: (text: string) => T | undefined,
    said: Message | ((text: string) => Message),
  ): T | undefined => {
    const text = textOf(query, name).trim();
    if (text === '') return undefined;
    const value = parse(text);
    if (value === undefined) faults[name] = typeof said === 'function' ? said(text) : said;
    return value;
  };
  const categoryId = read(
    'category',
    (text) => parseCategory(text, context.categoryIds),
    message('fault.category.unknown'),
  );
  const tagIds = readTags(query, context, faults);
  const month = read('month', parseMonth, message('fault.month.malformed'));
  const year = read('year', parseYear, message('fault.year.malformed'));
  const from = read('from', parseDay, dayFault);
  const to = read('to', parseDay, dayFault);
  const period = read(
    'period',
    parsePeriod,
    message('fault.period.unknown', { choices: PERIODS.join(', ') }),
  );
  const text = read('q', parseSearch, message('fault.search.too_long', { max: SEARCH_MAX }));
  const amountAt = (name: 'min' | 'max') => {
    const typed = textOf(query, name).trim();
    const amount = typed === '' ? undefined : limitOf(typed, context);
    if (amount?.ok === false) {
      // Programs know the fault of a limit by its one code; people are told what to write, or which two amounts it may be.
      const example = exampleOf(context.currency);
      faults[name] =
        context.region === undefined ? message('fault.amount.not_a_number', { example }) : amount.fault;
    }
    return amount?.ok ? amount.value : undefined;
  };
  const min = amountAt('min');
  const max = amountAt('max');
  if (from && to && from > to) faults.to = message('fault.range.reversed');
  if (Object.keys(faults).length > 0) return fault(faults);
  const range = together([
    month && monthRange(month),
    year === undefined ? undefined : yearRange(year),
    from && { from },
    to && { until: addDays(to, 1) },
    period && periodRange(period, context.today, weekStartOf(context.person)),
  ]);
  return ok({
    range,
    ...(categoryId !== undefined && { categoryId }),
    ...(tagIds.length > 0 && { tagIds }),
    ...(text !== undefined && { words: searchWords(text, (word) => amountOf(word, context)) }),
    ...(min !== undefined && { minMinor: min }),
    ...(max !== undefined && { maxMinor: max }),
  });
}

/** 1 Monday … 7 Sunday: what was chosen, else what is usual in the region. */
export function weekStartOf({ weekStartsOn, region }: Context['person']): number {
  return weekStartsOn ?? firstDayOfWeek(region);
}

/** The days in all of the ranges; where they share none, a range of no days. */
function together(ranges: readonly (DayRange | undefined)[]): DayRange {
  let shared: DayRange = {};
  for (const range of ranges) {
    const both = range ? intersect(shared, range) : shared;
    if (both === 'empty') {
      const nowhere = shared.from ?? range?.from ?? shared.until ?? range?.until;
      return nowhere ? { from: nowhere, until: nowhere } : {};
    }
    shared = both;
  }
  return shared;
}

/** The names in the filter `tag`, which may be there several times; commas stand between names too. */
export function tagNames(query: unknown): string[] {
  const value: unknown =
    typeof query === 'object' && query !== null && Object.hasOwn(query, 'tag')
      ? (query as { tag: unknown }).tag
      : undefined;
  const texts = [value].flat().filter((text): text is string => typeof text === 'string');
  const names = texts.flatMap((text) => text.split(',')).map((text) => text.trim().replace(/^#/, ''));
  return [...new Set(names.filter((name) => name !== ''))];
}

/** Tags are meant by their names, or by their ids where no tag has such a name. */
function readTags(query: unknown, { tags = [] }: Context, faults: Record<string, Said>): number[] {
  const names = tagNames(query);
  if (names.length > TAGS_OF_ONE_MAX)
    faults.tag = message('fault.tag.too_many_of_one', { max: TAGS_OF_ONE_MAX });
  const ids = names.map(
    (name) =>
      tags.find((tag) => nameKey(tag.name) === nameKey(name))?.id ??
      tags.find((tag) => String(tag.id) === name)?.id,
  );
  if (ids.includes(undefined)) faults.tag ??= message('fault.tag.unknown');
  return [...new Set(ids.filter((id) => id !== undefined))];
}

function parseCategory(text: string, ids: ReadonlySet<number>): number | 'none' | undefined {
  if (text === 'none') return 'none';
  const id = /^[1-9]\d{0,15}$/.test(text) ? Number(text) : Number.NaN;
  return ids.has(id) ? id : undefined;
}

function parsePeriod(text: string): Period | undefined {
  return PERIODS.find((period) => period === text);
}

function parseSearch(text: string): string | undefined {
  if (codePoints(text) > SEARCH_MAX || /\p{Cs}/u.test(text)) return undefined;
  // A NUL cannot be stored, so nothing contains it; PostgreSQL would refuse the question.
  return text.replaceAll('\0', '\uFFFD');
}

function amountOf(text: string, context: Context): bigint | undefined {
  const amount = limitOf(text, context);
  return amount.ok ? amount.value : undefined;
}

function limitOf(text: string, { currency, region }: Context): Result<bigint> {
  const amount =
    region === undefined ? parseDecimal(text, currency) : parseAmount(text, { currency, region });
  // No expense is of 0, but a limit may be: all that is below it came back.
  return !amount.ok && amount.fault.key === 'fault.amount.zero' ? ok(0n) : amount;
}

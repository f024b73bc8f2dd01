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
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import { parseAmount } from '../../domain/money.js';
import { fault, ok, type Result } from '../../domain/result.js';
import { codePoints } from '../../domain/text.js';
import { textOf } from './fields.js';

/** The filters of the pages, in the order in which they are shown; the API adds `min` and `max`. */
export const FILTER_FIELDS = ['category', 'month', 'year', 'from', 'to', 'q', 'period'] as const;
export const AMOUNT_FILTER_FIELDS = ['min', 'max'] as const;

const SEARCH_MAX = 100;

interface Context {
  /** The day that it is for the person who asks. */
  readonly today: Day;
  readonly currency: Currency;
  /** The ids of the book's categories. */
  readonly categoryIds: ReadonlySet<number>;
}

/**
 * Reads a filter from a query. Empty means absent; several filters on time apply together, so that two which share
 * no day match nothing.
 */
export function parseFilter(query: unknown, context: Context): Result<ExpenseFilter, FieldFaults> {
  const faults: Record<string, string> = {};
  const read = <T>(name: string, parse: (text: string) => T | undefined, message: string): T | undefined => {
    const text = textOf(query, name).trim();
    if (text === '') return undefined;
    const value = parse(text);
    if (value === undefined) faults[name] = message;
    return value;
  };
  const day = 'Enter a day such as 2026-03-01.';
  const categoryId = read(
    'category',
    (text) => parseCategory(text, context.categoryIds),
    'There is no such category.',
  );
  const month = read('month', parseMonth, 'Enter a month such as 2026-03.');
  const year = read('year', parseYear, 'Enter a year such as 2026.');
  const from = read('from', parseDay, day);
  const to = read('to', parseDay, day);
  const period = read('period', parsePeriod, `Choose one of ${PERIODS.join(', ')}.`);
  const text = read('q', parseSearch, `Search for ${String(SEARCH_MAX)} characters at most.`);
  const min = read('min', (typed) => amountOf(typed, context.currency), 'Enter an amount such as 12.50.');
  const max = read('max', (typed) => amountOf(typed, context.currency), 'Enter an amount such as 12.50.');
  if (from && to && from > to) faults.to = 'The last day lies before the first.';
  if (Object.keys(faults).length > 0) return fault(faults);
  const range = together([
    month && monthRange(month),
    year === undefined ? undefined : yearRange(year),
    from && { from },
    to && { until: addDays(to, 1) },
    period && periodRange(period, context.today),
  ]);
  return ok({
    range,
    ...(categoryId !== undefined && { categoryId }),
    ...(text !== undefined && { text }),
    ...(min !== undefined && { minMinor: min }),
    ...(max !== undefined && { maxMinor: max }),
  });
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

function parseCategory(text: string, ids: ReadonlySet<number>): number | 'none' | undefined {
  if (text === 'none') return 'none';
  const id = /^[1-9]\d{0,15}$/.test(text) ? Number(text) : Number.NaN;
  return ids.has(id) ? id : undefined;
}

function parsePeriod(text: string): Period | undefined {
  return PERIODS.find((period) => period === text);
}

function parseSearch(text: string): string | undefined {
  // A NUL cannot be stored, so nothing contains it; PostgreSQL would refuse the question.
  if (codePoints(text) > SEARCH_MAX || /\p{Cs}/u.test(text)) return undefined;
  return text.replaceAll('\0', '\uFFFD');
}

function amountOf(text: string, currency: Currency): bigint | undefined {
  const amount = parseAmount(text, currency);
  return amount.ok ? amount.value : undefined;
}

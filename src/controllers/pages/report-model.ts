import {
  addDays,
  addMonths,
  type Day,
  type DayRange,
  firstDayOf,
  intersect,
  listMonths,
  type Month,
  monthOf,
  monthRange,
  yearOf,
  yearRange,
} from '../../domain/calendar.js';
import type { Currency } from '../../domain/currency.js';
import type { MonthBar } from '../../http/expense-models.js';
import type { ReportModel, ReportRow } from '../../http/report-models.js';
import type { Locale } from '../../locale/locale.js';
import type { Category } from '../../services/ledger/category-service.js';
import type { SpendingCell } from '../../services/ledger/report-service.js';
import { sum, sumByCategory } from '../../services/ledger/sums.js';
import { lookOf } from './category-words.js';
import { percentOf, scaledBars, shareText, spentOf } from './shares.js';
import { expensesHref, type FilterValues } from './links.js';
import { countOf } from './words.js';

/** What a report is drawn from. */
export interface ReportParts {
  readonly range: DayRange;
  readonly cells: readonly SpendingCell[];
  readonly categories: readonly Category[];
  /** The id of the only category, `none`, or empty for all. */
  readonly category: string;
  readonly today: Day;
  readonly currency: Currency;
  readonly locale: Locale;
}

/** A month, or a year, of a report. */
interface Column {
  /** How the months of its cells begin. */
  readonly key: string;
  readonly label: string;
  readonly longLabel: string;
  readonly isNow: boolean;
  /** The expenses behind it. */
  readonly values: FilterValues;
}

type Drawn = Pick<
  ReportModel,
  'total' | 'totalHref' | 'isBelow' | 'count' | 'months' | 'rows' | 'empty' | 'scale' | 'areYears'
>;

/** Columns by categories: months of up to a year, else the years side by side. */
export function reportModel(parts: ReportParts): Drawn {
  const { cells, currency, locale } = parts;
  const total = sum(cells);
  const { columns, areYears } = columnsOf(parts);
  const sums = columns.map((column) => ({ column, ...sum(cells.filter(inside(column))) }));
  const highest = sums.reduce((most, { totalMinor }) => (totalMinor > most ? totalMinor : most), 0n);
  return {
    total: locale.money(total.totalMinor, currency),
    totalHref: expensesHref({ ...timeOf(parts.range), category: parts.category }),
    isBelow: total.totalMinor < 0n,
    count: countOf(total.count, locale),
    months: scaledBars(sums, currency, locale).map((bar, at): MonthBar => {
      const { label, longLabel, isNow, values } = columns[at]!;
      return { ...bar, label, longLabel, current: isNow, href: expensesHref(values) };
    }),
    scale: highest > 0n ? locale.money(highest, currency) : undefined,
    rows: rowsOf(parts, columns),
    empty: total.count === 0,
    areYears,
  };
}

function rowsOf({ cells, categories, range, currency, locale }: ReportParts, columns: readonly Column[]) {
  const looks = new Map(categories.map((category) => [category.id, category]));
  const spent = spentOf(sumByCategory(cells));
  return sumByCategory(cells).map(({ categoryId, totalMinor }): ReportRow => {
    const category = categoryId === null ? 'none' : String(categoryId);
    const own = cells.filter((cell) => cell.categoryId === categoryId);
    const figure = (amountMinor: bigint, values: FilterValues) => ({
      amount: locale.money(amountMinor, currency),
      isBelow: amountMinor < 0n,
      href: expensesHref({ ...values, category }),
    });
    return {
      ...lookOf(categoryId === null ? undefined : looks.get(categoryId), locale),
      cells: columns.map((column) => {
        const { count, totalMinor: part } = sum(own.filter(inside(column)));
        return count === 0 ? undefined : figure(part, column.values);
      }),
      total: figure(totalMinor, timeOf(range)),
      percentText: shareText(totalMinor, spent, locale),
      percent: percentOf(totalMinor, spent),
    };
  });
}

const inside =
  ({ key }: Column) =>
  ({ month }: SpendingCell) =>
    month.startsWith(key);

/** Months where they are twelve at most; of years those that hold anything. An open end reaches as far as the expenses. */
function columnsOf(parts: ReportParts): { columns: Column[]; areYears: boolean } {
  const { cells, range, today } = parts;
  const held = cells.map(({ month }) => month).sort();
  const first = range.from ? monthOf(range.from) : (held[0] ?? monthOf(today));
  const last = range.until ? monthOf(addDays(range.until, -1)) : (held.at(-1) ?? monthOf(today));
  if (last < addMonths(first, 12))
    return { columns: listMonths(first, last).map((month) => monthColumn(month, parts)), areYears: false };
  const years = [...new Set(held.map(yearOf))];
  const columns = years.map((year) => ({
    key: `${String(year)}-`,
    label: String(year),
    longLabel: String(year),
    isNow: year === yearOf(today),
    values: { ...timeOf(within(yearRange(year), range)), category: parts.category },
  }));
  return { columns, areYears: true };
}

function monthColumn(month: Month, { range, today, category, locale }: ReportParts): Column {
  return {
    key: month,
    label: locale.month(month, 'shortName'),
    longLabel: locale.month(month),
    isNow: month === monthOf(today),
    values: { ...timeOf(within(monthRange(month), range)), category },
  };
}

function within(part: DayRange, whole: DayRange): DayRange {
  const both = intersect(part, whole);
  return both === 'empty' ? part : both;
}

/** A range of days as the filter of the list says it: shortest. */
export function timeOf({ from, until }: DayRange): FilterValues {
  if (from && until) {
    const month = monthRange(monthOf(from));
    if (month.from === from && month.until === until) return { month: monthOf(from) };
    const year = yearRange(yearOf(from));
    if (year.from === from && year.until === until) return { year: String(yearOf(from)) };
  }
  return { ...(from && { from }), ...(until && { to: addDays(until, -1) }) };
}

/** Of the whole months of the report that have passed, from the first in which the book was in use. */
export function averageText(
  { range, cells, today, currency, locale }: ReportParts,
  first: Month | undefined,
) {
  if (first === undefined) return undefined;
  const begin = range.from && monthOf(range.from) > first ? range.from : firstDayOf(first);
  const from = begin === firstDayOf(monthOf(begin)) ? monthOf(begin) : addMonths(monthOf(begin), 1);
  const until = range.until && range.until < today ? range.until : today;
  const months = new Set(listMonths(from, addMonths(monthOf(until), -1)));
  if (months.size < 2) return undefined;
  const { totalMinor } = sum(cells.filter(({ month }) => months.has(month)));
  const count = BigInt(months.size);
  return locale.text('reports.average', { amount: { money: (totalMinor + count / 2n) / count, currency } });
}

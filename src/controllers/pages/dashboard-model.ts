import { addMonths, type Day, formatDay, type Month, monthOf, parseDay } from '../../domain/calendar.js';
import type { Currency } from '../../domain/currency.js';
import type { FieldFaults } from '../../domain/errors.js';
import type { Expense } from '../../domain/expense.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import { formatMoney, formatMoneyChange, type Minor, toDecimal } from '../../domain/money.js';
import {
  type CategoryShare,
  type ChangeModel,
  type Choice,
  type DashboardModel,
  type ExpenseDay,
  type ExpenseFormModel,
  type MonthBar,
  type SummaryModel,
  UNCATEGORISED,
} from '../../http/page-models.js';
import type { Category } from '../../services/ledger/category-service.js';
import type { Page } from '../../services/ledger/expense-service.js';
import type { Comparison, Summary } from '../../services/ledger/report-service.js';
import { encodeCursor } from '../forms/cursor.js';
import type { EXPENSE_FIELDS } from '../forms/expense-form.js';
import { atAnotherTime, expensesHref, type FilterValues, TIME_FIELDS, without } from './links.js';
import { againstName, countOf, DAY_LOCALE, dayHeading, monthName, rangeName } from './words.js';

export type ExpenseFormValues = Readonly<Record<(typeof EXPENSE_FIELDS)[number], string>>;

/** Everything that the dashboard is drawn from. */
export interface DashboardParts {
  readonly currency: Currency;
  readonly today: Day;
  readonly categories: readonly Category[];
  readonly values: Readonly<Record<keyof FilterValues, string>>;
  readonly filterFaults: FieldFaults;
  readonly filter: ExpenseFilter;
  readonly page: Page<Expense>;
  readonly dayTotals: ReadonlyMap<Day, Minor>;
  readonly summary: Summary;
  readonly isEmptyBook: boolean;
  readonly addForm: { readonly values: ExpenseFormValues; readonly faults: FieldFaults };
}

export function dashboardModel(parts: DashboardParts): DashboardModel {
  const { page, values, today } = parts;
  const newest = page.items[0];
  const oldest = page.items.at(-1);
  const hrefAt = (towards: 'older' | 'newer', expense: Expense) =>
    expensesHref(values, encodeCursor({ towards, spentOn: expense.spentOn, id: expense.id }));
  return {
    addForm: expenseForm(parts, { ...parts.addForm, returnTo: expensesHref(values) }),
    filterForm: {
      values,
      faults: parts.filterFaults,
      categories: [...categoryChoices(parts.categories), { value: 'none', text: UNCATEGORISED.name }],
    },
    periods: periodLinks(values, today),
    chips: filterChips(parts),
    days: expenseDays(parts),
    olderHref: page.hasOlder && oldest ? hrefAt('older', oldest) : undefined,
    newerHref: page.hasNewer && newest ? hrefAt('newer', newest) : undefined,
    summary: summaryModel(parts),
    firstTime: parts.isEmptyBook,
    nothingFound: page.items.length === 0 && !parts.isEmptyBook,
  };
}

export function categoryChoices(categories: readonly Category[]): Choice[] {
  return categories.map((category) => ({ value: String(category.id), text: category.name }));
}

export function expenseForm(
  { categories, currency }: { categories: readonly Category[]; currency: Currency },
  form: { values: ExpenseFormValues; faults: FieldFaults; returnTo: string },
): ExpenseFormModel {
  return {
    ...form,
    categories: categoryChoices(categories),
    currency: currency.code,
    amountExample: toDecimal(0n, currency),
  };
}

function periodLinks(values: FilterValues, today: Day): DashboardModel['periods'] {
  const thisMonth = monthOf(today);
  const choices: readonly [string, FilterValues][] = [
    ['All', {}],
    ['This month', { month: thisMonth }],
    ['Last month', { month: addMonths(thisMonth, -1) }],
    ['3 months', { period: '3months' }],
  ];
  return choices.map(([text, time]) => ({
    text,
    href: expensesHref(atAnotherTime(values, time)),
    current: TIME_FIELDS.every((field) => (values[field] ?? '') === (time[field] ?? '')),
  }));
}

const PERIOD_NAMES: ReadonlyMap<string, string> = new Map([
  ['week', 'Past week'],
  ['month', 'Past month'],
  ['3months', 'Past 3 months'],
]);

function filterChips(parts: DashboardParts): DashboardModel['chips'] {
  const { values } = parts;
  const chip = (name: string, field: keyof FilterValues, text: string) =>
    values[field] && !parts.filterFaults[field]
      ? [{ name, text, removeHref: expensesHref(without(values, field)) }]
      : [];
  return [
    ...chip('Category', 'category', categoryName(parts)),
    ...chip(
      'Month',
      'month',
      values.month && !parts.filterFaults.month ? monthName(values.month as Month) : '',
    ),
    ...chip('Year', 'year', values.year),
    ...chip('From', 'from', `from ${dayName(values.from)}`),
    ...chip('To', 'to', `to ${dayName(values.to)}`),
    ...chip('Period', 'period', PERIOD_NAMES.get(values.period) ?? ''),
    ...chip('Search', 'q', `“${values.q}”`),
  ];
}

/** "1 Oct 2026"; what is no day stays as it was typed. */
function dayName(text: string): string {
  const day = parseDay(text);
  return day ? formatDay(day, DAY_LOCALE) : text;
}

function categoryName({ values, categories }: DashboardParts): string {
  if (values.category === 'none') return UNCATEGORISED.name;
  return categories.find((category) => String(category.id) === values.category)?.name ?? '';
}

/** Rows by day; the total of a day that goes on on another page is the one that was asked for, not of its rows here. */
function expenseDays({ page, categories, currency, today, dayTotals }: DashboardParts): ExpenseDay[] {
  const looks = new Map(categories.map((category) => [category.id, category]));
  const days = new Map<Day, Expense[]>();
  for (const expense of page.items) {
    const day = days.get(expense.spentOn);
    if (day) day.push(expense);
    else days.set(expense.spentOn, [expense]);
  }
  return [...days].map(([day, expenses]) => ({
    label: dayHeading(day, today),
    total: formatMoney(
      dayTotals.get(day) ?? expenses.reduce((so, { amountMinor }) => so + amountMinor, 0n),
      currency,
    ),
    rows: expenses.map((expense) => ({
      id: expense.id,
      description: expense.description,
      category: (expense.categoryId !== null && looks.get(expense.categoryId)) || UNCATEGORISED,
      amount: formatMoney(expense.amountMinor, currency),
      editHref: `/expenses/${String(expense.id)}/edit`,
    })),
  }));
}

/** Three digits that count: an estimate does not know more. */
function roughly(figure: bigint): bigint {
  const unit = 10n ** BigInt(Math.max(0, figure.toString().length - 3));
  return ((figure + unit / 2n) / unit) * unit;
}

/** What is said beside figures that were not added up in full. */
const ESTIMATED: Readonly<Record<NonNullable<Summary['estimated']>, string>> = {
  all: 'About: so many expenses match that these figures are estimated from a part of them. The list is complete.',
  months: 'The total is exact; some of what it is compared with is estimated from a part of the expenses.',
};

function summaryModel(parts: DashboardParts): SummaryModel {
  const { summary, currency, today, values, filter } = parts;
  const narrowed = [
    values.category ? categoryName(parts) : '',
    values.q ? `“${values.q}”` : '',
    (rangeOfPeriodOnly(values) ? PERIOD_NAMES.get(values.period) : undefined) ??
      rangeName(filter.range) ??
      '',
  ].filter(Boolean);
  const about = summary.estimated === 'all';
  return {
    title: narrowed.join(', ') || 'All expenses',
    total: about
      ? `≈ ${formatMoney(roughly(summary.totalMinor), currency)}`
      : formatMoney(summary.totalMinor, currency),
    count: about ? `≈ ${countOf(Number(roughly(BigInt(summary.count))))}` : countOf(summary.count),
    approximate: summary.estimated && ESTIMATED[summary.estimated],
    change: summary.comparison && changeModel(summary.comparison, currency, today),
    thisMonth: summary.thisMonth && {
      title: monthName(summary.thisMonth.month),
      total: formatMoney(summary.thisMonth.totalMinor, currency),
      href: expensesHref(atAnotherTime(values, { month: summary.thisMonth.month })),
      change: changeModel(summary.thisMonth.comparison, currency, today),
    },
    months: parts.isEmptyBook ? [] : monthBars(summary.months, { currency, values, style: 'letter' }),
    categories: categoryShares(parts),
  };
}

function rangeOfPeriodOnly(values: FilterValues): boolean {
  return TIME_FIELDS.every((field) => field === 'period' || !values[field]);
}

export function changeModel(comparison: Comparison, currency: Currency, today: Day): ChangeModel {
  const { changeMinor, against } = comparison;
  return {
    text: formatMoneyChange(changeMinor, currency),
    direction: changeMinor < 0n ? 'less' : changeMinor > 0n ? 'more' : 'same',
    against: againstName(against, today),
  };
}

/** Bars that share one scale; each leads to its month under the rest of the filter. */
export function monthBars(
  months: Summary['months'],
  { currency, values, style }: { currency: Currency; values: FilterValues; style: 'letter' | 'short' },
): MonthBar[] {
  const tallest = months.reduce((max, { totalMinor }) => (totalMinor > max ? totalMinor : max), 0n);
  return months.map(({ month, totalMinor, included }) => {
    const short = monthName(month, 'short').replace(/ \d+$/, '');
    return {
      label: style === 'letter' ? short.slice(0, 1) : short.slice(0, 3),
      longLabel: monthName(month),
      amount: formatMoney(totalMinor, currency),
      share: shareOf(totalMinor, tallest),
      href: expensesHref(atAnotherTime(values, { month })),
      current: included,
    };
  });
}

function categoryShares({ summary, categories, currency, values }: DashboardParts): CategoryShare[] {
  const looks = new Map(categories.map((category) => [category.id, category]));
  return summary.categories.map(({ categoryId, totalMinor }) => {
    const share = shareOf(totalMinor, summary.totalMinor);
    const { name, color, icon } = (categoryId !== null && looks.get(categoryId)) || UNCATEGORISED;
    return {
      name,
      color,
      icon,
      amount: formatMoney(summary.estimated === 'all' ? roughly(totalMinor) : totalMinor, currency),
      percentText: percent(share),
      share,
      href: expensesHref({ ...values, category: categoryId === null ? 'none' : String(categoryId) }),
    };
  });
}

/** A part of a whole as 0..1, exact to a ten-thousandth; 0 of nothing. */
export function shareOf(part: Minor, whole: Minor): number {
  return whole === 0n ? 0 : Number((part * 10_000n) / whole) / 10_000;
}

/** "85 %"; what is there but less than one says so. */
export function percent(share: number): string {
  if (share > 0 && share < 0.01) return '< 1 %';
  return `${String(Math.round(share * 100))} %`;
}

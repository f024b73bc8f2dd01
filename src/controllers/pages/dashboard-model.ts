import type { BudgetLine } from '../../domain/budget.js';
import {
  addMonths,
  type Day,
  type DayRange,
  type Month,
  monthOf,
  parseDay,
  yearOf,
} from '../../domain/calendar.js';
import type { Currency } from '../../domain/currency.js';
import type { FieldFaults } from '../../domain/errors.js';
import type { Expense } from '../../domain/expense.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import type { Minor } from '../../domain/money.js';
import {
  type BulkModel,
  type CategoryShare,
  type ChangeModel,
  type Choice,
  type DashboardModel,
  type ExpenseDay,
  type ExpenseFormModel,
  type MonthBar,
  type SummaryModel,
} from '../../http/page-models.js';
import type { Locale } from '../../locale/locale.js';
import type { MessageKey } from '../../messages/message.js';
import type { Category } from '../../services/ledger/category-service.js';
import type { Page } from '../../services/ledger/expense-service.js';
import type { Comparison, Sum, Summary } from '../../services/ledger/report-service.js';
import type { RecurringGlance } from '../../services/ledger/recurring/recurring-service.js';
import { encodeCursor } from '../forms/cursor.js';
import type { EXPENSE_FIELDS } from '../forms/expense-form.js';
import { tagNames } from '../forms/filter-form.js';
import {
  atAnotherTime,
  expensesHref,
  exportHref,
  exportsHref,
  type FilterValues,
  TIME_FIELDS,
  without,
} from './links.js';
import { lookOf } from './category-words.js';
import { overWords } from './budget-words.js';
import { glanceModel } from './recurring-words.js';
import { comparisonNames, countOf, dayHeading, monthName, rangeName } from './words.js';

export type ExpenseFormValues = Readonly<Record<(typeof EXPENSE_FIELDS)[number], string>>;

/** What the form of an expense is drawn from, beside what it holds. */
type FormParts = Pick<DashboardParts, 'categories' | 'currency' | 'locale' | 'tags'> &
  Pick<ExpenseFormModel, 'descriptions'>;

/** Everything that the dashboard is drawn from. */
export interface DashboardParts {
  readonly locale: Locale;
  readonly currency: Currency;
  readonly today: Day;
  readonly categories: readonly Category[];
  /** All tags of the book, to choose from. */
  readonly tags: readonly string[];
  readonly values: Readonly<Record<keyof FilterValues, string>>;
  readonly filterFaults: FieldFaults;
  readonly filter: ExpenseFilter;
  readonly page: Page<Expense>;
  readonly dayTotals: ReadonlyMap<Day, Minor>;
  readonly summary: Summary;
  readonly isEmptyBook: boolean;
  /** Absent where something is filtered. */
  readonly recurring: RecurringGlance | undefined;
  /** Those of this month; none where something is filtered. */
  readonly budgets: readonly BudgetLine[];
  readonly addForm: { readonly values: ExpenseFormValues; readonly faults: FieldFaults };
}

export function dashboardModel(parts: DashboardParts): DashboardModel {
  const { page, values } = parts;
  const newest = page.items[0];
  const oldest = page.items.at(-1);
  const hrefAt = (towards: 'older' | 'newer', expense: Expense) =>
    expensesHref(values, encodeCursor({ towards, spentOn: expense.spentOn, id: expense.id }));
  return {
    addForm: {
      ...expenseForm(
        { ...parts, descriptions: shownDescriptions(page) },
        { ...parts.addForm, returnTo: expensesHref(values) },
      ),
      ...notToday(parts),
    },
    bulk: page.items.length === 0 ? undefined : bulkModel(parts),
    filterForm: {
      values,
      faults: parts.filterFaults,
      categories: [
        ...parts.categories.map(({ id, name }) => ({ value: String(id), text: name })),
        { value: 'none', text: parts.locale.text('frame.no_category') },
      ],
    },
    exportHref: exportHref(values, 'csv'),
    exportsHref: exportsHref(values),
    tags: parts.tags,
    recurring: parts.recurring && glanceModel(parts.recurring, parts.currency, parts.locale),
    overBudget: overWords(parts.budgets, parts.categories, parts),
    periods: periodLinks(values, parts),
    chips: filterChips(parts),
    days: expenseDays(parts),
    shown: shownText(parts),
    olderHref: page.hasOlder && oldest ? hrefAt('older', oldest) : undefined,
    newerHref: page.hasNewer && newest ? hrefAt('newer', newest) : undefined,
    summary: summaryModel(parts),
    firstTime: parts.isEmptyBook,
    nothingFound: page.items.length === 0 && !parts.isEmptyBook,
    contradicts: isNowhere(parts.filter.range),
  };
}

/** Categories to choose from: without those that were archived, but for the one that is chosen. */
export function categoryChoices(categories: readonly Category[], chosen = ''): Choice[] {
  return categories
    .filter(({ id, archivedAt }) => archivedAt === null || String(id) === chosen)
    .map((category) => ({ value: String(category.id), text: category.name }));
}

/** What can be done with ticked rows, or with all that the filter shows. */
function bulkModel({ categories, summary, values, locale }: DashboardParts): BulkModel {
  const about = summary.estimated === 'all';
  return {
    categories: categoryChoices(categories),
    all: locale.text(about ? 'bulk.all_about' : 'bulk.all', {
      count: about ? Number(roughly(BigInt(summary.count))) : summary.count,
    }),
    filter: expensesHref(values),
  };
}

export function expenseForm(
  { categories, currency, locale, tags, descriptions }: FormParts,
  form: { values: ExpenseFormValues; faults: FieldFaults; returnTo: string },
): ExpenseFormModel {
  return {
    ...form,
    categories: categoryChoices(categories, form.values.category_id),
    tags,
    descriptions,
    currency: currency.code,
    amountExample: locale.figure(0n, currency),
    welcomeExample: locale.figure(48n * 10n ** BigInt(Math.max(0, currency.digits - 1)), currency),
  };
}

/** Those of the rows that are read anyway: the dashboard asks for no more than it shows. */
const shownDescriptions = ({ items }: Page<Expense>) => [...new Set(items.map((item) => item.description))];

/** That the day of the form is not today, and the way back. */
function notToday({ addForm, values, today, locale }: DashboardParts): Partial<ExpenseFormModel> {
  const day = parseDay(addForm.values.spent_on);
  if (day === undefined || day === today) return {};
  const href = expensesHref(values);
  const todayHref = `${href}${href.includes('?') ? '&' : '?'}day=today`;
  return { notToday: locale.day(day), todayHref };
}

function periodLinks(values: FilterValues, { today, locale }: DashboardParts): DashboardModel['periods'] {
  const thisMonth = monthOf(today);
  const choices: readonly [string, FilterValues][] = [
    [locale.text('filter.this_month'), { month: thisMonth }],
    [locale.text('filter.last_month'), { month: addMonths(thisMonth, -1) }],
    [locale.text('filter.past_month'), { period: 'month' }],
    [locale.text('filter.past_three_months'), { period: '3months' }],
    [locale.text('filter.this_year'), { year: String(yearOf(today)) }],
    [locale.text('filter.all'), {}],
  ];
  return choices.map(([text, time]) => ({
    text,
    href: expensesHref(atAnotherTime(values, time)),
    current: TIME_FIELDS.every((field) => (values[field] ?? '') === (time[field] ?? '')),
  }));
}

const PERIOD_NAMES: ReadonlyMap<string, MessageKey> = new Map([
  ['week', 'filter.past_week'],
  ['month', 'filter.past_month'],
  ['3months', 'filter.past_three_months'],
]);

function periodName(period: string, locale: Locale): string | undefined {
  const key = PERIOD_NAMES.get(period);
  return key && locale.say({ key });
}

function filterChips(parts: DashboardParts): DashboardModel['chips'] {
  const { values, filter, locale } = parts;
  const chip = (name: MessageKey, field: keyof FilterValues, text: () => string) =>
    values[field] && !parts.filterFaults[field]
      ? [{ name: locale.say({ key: name }), text: text(), removeHref: expensesHref(without(values, field)) }]
      : [];
  return [
    ...chip('frame.category', 'category', () => categoryName(parts)),
    ...chip('filter.month', 'month', () => monthName(values.month as Month, locale)),
    ...chip('filter.year', 'year', () => values.year),
    ...chip('filter.from', 'from', () =>
      locale.text('filter.from_day', { day: dayName(values.from, locale) }),
    ),
    ...chip('filter.to', 'to', () => locale.text('filter.to_day', { day: dayName(values.to, locale) })),
    ...chip('filter.period', 'period', () => periodName(values.period, locale) ?? ''),
    ...tagChips(parts),
    ...chip('filter.at_least', 'min', () =>
      locale.text('filter.at_least_amount', { amount: amountName(filter.minMinor, parts) }),
    ),
    ...chip('filter.at_most', 'max', () =>
      locale.text('filter.at_most_amount', { amount: amountName(filter.maxMinor, parts) }),
    ),
    ...chip('filter.search', 'q', () => locale.text('frame.quoted', { text: values.q })),
  ];
}

/** One for each tag: taken away one by one. */
function tagChips({ values, filterFaults, locale }: DashboardParts): DashboardModel['chips'] {
  if (filterFaults.tag) return [];
  const names = tagNames(values);
  return names.map((name) => {
    const rest = names.filter((other) => other !== name).join(',');
    return {
      name: locale.text('frame.tag'),
      text: locale.text('frame.hash', { tag: name }),
      removeHref: expensesHref({ ...values, tag: rest }),
    };
  });
}

/** "1 Oct 2026"; what is no day stays as it was typed. */
function dayName(text: string, locale: Locale): string {
  const day = parseDay(text);
  return day ? locale.day(day) : text;
}

function amountName(minor: Minor | undefined, { currency, locale }: DashboardParts): string {
  return minor === undefined ? '' : locale.money(minor, currency);
}

function categoryName({ values, categories, locale }: DashboardParts): string {
  if (values.category === 'none') return locale.text('frame.no_category');
  return categories.find((category) => String(category.id) === values.category)?.name ?? '';
}

/** Rows by day; the total of a day that goes on on another page is the one that was asked for, not of its rows here. */
function expenseDays({ page, categories, currency, today, dayTotals, locale }: DashboardParts): ExpenseDay[] {
  const looks = new Map(categories.map((category) => [category.id, lookOf(category, locale)]));
  const none = lookOf(undefined, locale);
  const days = new Map<Day, Expense[]>();
  for (const expense of page.items) {
    const day = days.get(expense.spentOn);
    if (day) day.push(expense);
    else days.set(expense.spentOn, [expense]);
  }
  return [...days].map(([day, expenses]) => ({
    label: dayHeading(day, today, locale),
    total: locale.money(
      dayTotals.get(day) ?? expenses.reduce((so, { amountMinor }) => so + amountMinor, 0n),
      currency,
    ),
    rows: expenses.map((expense) => ({
      id: expense.id,
      description: expense.description,
      category: (expense.categoryId !== null && looks.get(expense.categoryId)) || none,
      amount: locale.money(expense.amountMinor, currency),
      isRefund: expense.amountMinor < 0n,
      tags: expense.tags,
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
const ESTIMATED: Readonly<Record<NonNullable<Summary['estimated']>, MessageKey>> = {
  all: 'summary.estimated_all',
  months: 'summary.estimated_months',
};

/** Whether the parts of a filter that speak of time share no day. */
function isNowhere({ from, until }: DayRange): boolean {
  return from !== undefined && until !== undefined && from >= until;
}

function summaryModel(parts: DashboardParts): SummaryModel {
  const { summary, locale } = parts;
  const { thisMonth } = summary;
  const everything = figures(summary, parts);
  const lead =
    thisMonth && isUnfiltered(parts)
      ? { ...thisMonth, title: monthName(thisMonth.month, locale), ...figures(thisMonth, parts) }
      : { ...summary, title: summaryTitle(parts), ...everything };
  return {
    title: lead.title,
    total: lead.total,
    count: lead.count,
    approximate: summary.estimated && locale.say({ key: ESTIMATED[summary.estimated] }),
    change: lead.comparison && changeModel(lead.comparison, parts),
    coming: comingText(lead.comingMinor, parts),
    everything: thisMonth && isUnfiltered(parts) ? everything : undefined,
    months: parts.isEmptyBook ? [] : monthBars(summary.months, parts),
    categories: categoryShares(parts),
  };
}

function figures({ totalMinor, count }: Sum, { summary, currency, locale }: DashboardParts) {
  if (summary.estimated !== 'all')
    return { total: locale.money(totalMinor, currency), count: countOf(count, locale) };
  return {
    total: locale.text('summary.about', { amount: { money: roughly(totalMinor), currency } }),
    count: locale.text('frame.about_expense_count', { count: Number(roughly(BigInt(count))) }),
  };
}

function comingText(minor: Minor | undefined, { currency, locale }: DashboardParts): string | undefined {
  return minor === undefined
    ? undefined
    : locale.text('summary.coming', { amount: { money: minor, currency } });
}

/** How many of how many, so that nobody takes a page, or its print, for everything. */
function shownText(parts: DashboardParts): string | undefined {
  const { page, summary, locale } = parts;
  if (!page.hasOlder && !page.hasNewer) return undefined;
  return locale.text('expenses.shown', {
    shown: page.items.length,
    all: figures(summary, parts).count,
  });
}

function isUnfiltered({ values }: DashboardParts): boolean {
  return Object.values(values).every((value) => value === '');
}

function summaryTitle(parts: DashboardParts): string {
  const { values, filter, locale } = parts;
  const period = rangeOfPeriodOnly(values) ? periodName(values.period, locale) : undefined;
  const narrowed = [
    values.category ? categoryName(parts) : '',
    ...tagNames(values).map((tag) => locale.text('frame.hash', { tag })),
    values.q ? locale.text('frame.quoted', { text: values.q }) : '',
    period ?? rangeName(filter.range, locale) ?? '',
  ].filter(Boolean);
  if (narrowed.length === 0) return locale.text('summary.all');
  return narrowed.reduce((first, second) => locale.text('frame.list_pair', { first, second }));
}

function rangeOfPeriodOnly(values: FilterValues): boolean {
  return TIME_FIELDS.every((field) => field === 'period' || !values[field]);
}

export function changeModel(
  comparison: Comparison,
  { currency, today, locale }: Pick<DashboardParts, 'currency' | 'today' | 'locale'>,
): ChangeModel {
  const { changeMinor } = comparison;
  return {
    text: locale.moneyChange(changeMinor, currency),
    direction: changeMinor < 0n ? 'less' : changeMinor > 0n ? 'more' : 'same',
    ...comparisonNames(comparison, today, locale),
  };
}

/** Bars that share one scale; each leads to its month under the rest of the filter. */
function monthBars(months: Summary['months'], { currency, values, locale }: DashboardParts): MonthBar[] {
  const bars = scaledBars(months, currency, locale);
  return months.map(({ month, included }, at) => ({
    ...bars[at]!,
    label: locale.month(month, 'letter'),
    longLabel: monthName(month, locale),
    href: expensesHref(atAnotherTime(values, { month })),
    current: included,
  }));
}

/** The figures of bars on one scale: where more came back than was spent a bar hangs below the line of zero. */
export function scaledBars(sums: readonly Sum[], currency: Currency, locale: Locale) {
  const highest = sums.reduce((max, { totalMinor }) => (totalMinor > max ? totalMinor : max), 0n);
  const lowest = sums.reduce((min, { totalMinor }) => (totalMinor < min ? totalMinor : min), 0n);
  const scale = highest - lowest;
  return sums.map(({ totalMinor, count }) => ({
    amount: locale.money(totalMinor, currency),
    share: shareOf(totalMinor < 0n ? -totalMinor : totalMinor, scale),
    zero: shareOf(-lowest, scale),
    isBelow: totalMinor < 0n,
    isEmpty: count === 0,
  }));
}

function categoryShares({ summary, categories, currency, values, locale }: DashboardParts): CategoryShare[] {
  const looks = new Map(categories.map((category) => [category.id, category]));
  const spent = spentOf(summary.categories);
  return summary.categories.map(({ categoryId, totalMinor }) => {
    const share = shareOf(totalMinor, spent);
    return {
      ...lookOf(categoryId === null ? undefined : looks.get(categoryId), locale),
      amount: locale.money(summary.estimated === 'all' ? roughly(totalMinor) : totalMinor, currency),
      percentText: sharesText(totalMinor, share, locale),
      share,
      href: expensesHref({ ...values, category: categoryId === null ? 'none' : String(categoryId) }),
    };
  });
}

/** What was spent without what came back: the whole of which categories are parts. */
export function spentOf(sums: readonly { readonly totalMinor: Minor }[]): Minor {
  return sums.reduce((so, { totalMinor }) => (totalMinor > 0n ? so + totalMinor : so), 0n);
}

/** "85%" of what was spent; where more came back than went out, that word. */
export function sharesText(totalMinor: Minor, share: number, locale: Locale): string {
  return totalMinor < 0n ? locale.text('refund.word') : percent(share, locale);
}

/** A part of a whole as 0..1, near enough for a drawing; 0 of nothing, and of what is below zero. */
export function shareOf(part: Minor, whole: Minor): number {
  return whole <= 0n || part <= 0n ? 0 : Number(part) / Number(whole);
}

/** "85%"; what is there but less than one says so. */
export function percent(share: number, locale: Locale): string {
  if (share > 0 && share < 0.01)
    return locale.text('summary.less_than_one', { percent: locale.percent(0.01) });
  return locale.percent(share);
}

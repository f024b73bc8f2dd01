import { addMonths, type Month, monthOf, parseDay, yearOf } from '../../domain/calendar.js';
import type { DashboardModel, FilterPart } from '../../http/expense-models.js';
import type { Locale } from '../../locale/locale.js';
import type { MessageKey } from '../../messages/message.js';
import { tagNames } from '../forms/filter-form.js';
import type { DashboardParts } from './dashboard-parts.js';
import { type FilterValues, hrefsAtOtherTimes, hrefWith, TIME_FIELDS } from './links.js';
import { monthName } from './words.js';

export function periodLinks(values: FilterValues, { today, locale }: DashboardParts): FilterPart['periods'] {
  const thisMonth = monthOf(today);
  const hrefAt = hrefsAtOtherTimes(values);
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
    href: hrefAt(time),
    current: TIME_FIELDS.every((field) => (values[field] ?? '') === (time[field] ?? '')),
  }));
}

const PERIOD_NAMES: ReadonlyMap<string, MessageKey> = new Map([
  ['this_week', 'filter.this_week'],
  ['week', 'filter.past_week'],
  ['month', 'filter.past_month'],
  ['3months', 'filter.past_three_months'],
]);

export function periodName(period: string, locale: Locale): string | undefined {
  const key = PERIOD_NAMES.get(period);
  return key && locale.say({ key });
}

export function filterChips(parts: DashboardParts): DashboardModel['chips'] {
  const { values, locale } = parts;
  const chip = (name: MessageKey, field: keyof FilterValues, text: () => string) =>
    values[field] && !parts.filterFaults[field]
      ? [{ name: locale.say({ key: name }), text: text(), removeHref: hrefWith(values, { [field]: '' }) }]
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
    ...chip('filter.at_least', 'min', () => atLeast(parts)),
    ...chip('filter.at_most', 'max', () => atMost(parts)),
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
      removeHref: hrefWith(values, { tag: rest }),
    };
  });
}

/** "1 Oct 2026"; what is no day stays as it was typed. */
function dayName(text: string, locale: Locale): string {
  const day = parseDay(text);
  return day ? locale.day(day) : text;
}

const atLeast = ({ filter, currency, locale }: DashboardParts): string =>
  filter.minMinor === undefined
    ? ''
    : locale.text('filter.at_least_amount', { amount: locale.money(filter.minMinor, currency) });

const atMost = ({ filter, currency, locale }: DashboardParts): string =>
  filter.maxMinor === undefined
    ? ''
    : locale.text('filter.at_most_amount', { amount: locale.money(filter.maxMinor, currency) });

/** "At least $10.00", "At most $100.00", as far as they limit anything. */
export function limitNames(parts: DashboardParts): string[] {
  return [atLeast(parts), atMost(parts)].filter((name) => name !== '');
}

export function categoryName({ values, categories, locale }: DashboardParts): string {
  if (values.category === 'none') return locale.text('frame.no_category');
  return categories.find((category) => String(category.id) === values.category)?.name ?? '';
}

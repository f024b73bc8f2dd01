import type { Minor } from '../../domain/money.js';
import { drawnOnce } from '../../http/drawn-once.js';
import type { CategoryShare, ChangeModel, MonthBar, SummaryModel } from '../../http/expense-models.js';
import { KeptWords } from '../../locale/kept-words.js';
import type { MessageKey } from '../../messages/message.js';
import type { Comparison, Summary } from '../../services/ledger/report-service.js';
import type { CategorySum, MonthSum, Sum } from '../../services/ledger/sums.js';
import { tagNames } from '../forms/filter-form.js';
import { lookOf } from './category-words.js';
import type { DashboardParts } from './dashboard-parts.js';
import { categoryName, limitNames, periodName } from './filter-model.js';
import { type FilterValues, hrefsAtOtherTimes, hrefWith, TIME_FIELDS } from './links.js';
import { heightsOn, percentOf, scaleOf, shareText, spentOf } from './shares.js';
import { comparisonNames, countOf, monthName, rangeName } from './words.js';

export function summaryModel(parts: DashboardParts): SummaryModel {
  const { summary, locale } = parts;
  const { thisMonth } = summary;
  const everything = figures(summary, parts);
  const lead =
    thisMonth && isUnfiltered(parts)
      ? { sum: thisMonth, title: monthName(thisMonth.month, locale), ...figures(thisMonth, parts) }
      : { sum: summary, title: summaryTitle(parts), ...everything };
  const { comparison, comingMinor } = lead.sum;
  const isSame = lead.sum.count === 0 && comparison?.changeMinor === 0n;
  const months = monthBars(summary.months, parts);
  return {
    title: lead.title,
    total: lead.total,
    count: lead.count,
    approximate: summary.estimated && locale.say({ key: ESTIMATED[summary.estimated] }),
    // Nothing against nothing, and months without anything, say nothing.
    change: comparison && !isSame ? changeModel(comparison, parts) : undefined,
    coming: comingText(comingMinor, parts),
    everything: thisMonth && isUnfiltered(parts) ? everything : undefined,
    months: months.every(({ isEmpty }) => isEmpty) ? [] : months,
    categories: categoryShares(parts),
  };
}

interface Figures {
  readonly total: string;
  readonly count: string;
}

/** Of an overview: it shows the one of everything in two places. */
const keptFigures = new KeptWords<Sum, Figures>();

export function figures(sum: Sum, parts: DashboardParts): Figures {
  return parts.isOverview
    ? keptFigures.of(sum, parts.locale, () => makeFigures(sum, parts))
    : makeFigures(sum, parts);
}

function makeFigures({ totalMinor, count }: Sum, { summary, currency, locale }: DashboardParts): Figures {
  if (summary.estimated !== 'all')
    return { total: locale.money(totalMinor, currency), count: countOf(count, locale) };
  return {
    total: locale.text('summary.about', { amount: { money: roughly(totalMinor), currency } }),
    count: locale.text('frame.about_expense_count', { count: Number(roughly(BigInt(count))) }),
  };
}

/** Three digits that count: an estimate does not know more. */
export function roughly(figure: bigint): bigint {
  const unit = 10n ** BigInt(Math.max(0, figure.toString().length - 3));
  return ((figure + unit / 2n) / unit) * unit;
}

/** What is said beside figures that were not added up in full. */
const ESTIMATED: Readonly<Record<NonNullable<Summary['estimated']>, MessageKey>> = {
  all: 'summary.estimated_all',
  months: 'summary.estimated_months',
};

function comingText(minor: Minor | undefined, { currency, locale }: DashboardParts): string | undefined {
  return minor === undefined
    ? undefined
    : locale.text('summary.coming', { amount: { money: minor, currency } });
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
  const subject = narrowed.length === 0 ? [locale.text('summary.all')] : narrowed;
  return [...subject, ...limitNames(parts)].reduce((first, second) =>
    locale.text('frame.list_pair', { first, second }),
  );
}

function rangeOfPeriodOnly(values: FilterValues): boolean {
  return TIME_FIELDS.every((field) => field === 'period' || !values[field]);
}

function isUnfiltered({ values, isOverview }: DashboardParts): boolean {
  return isOverview || Object.values(values).every((value) => value === '');
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
function monthBars(months: Summary['months'], parts: DashboardParts): MonthBar[] {
  const { values, currency, isOverview, locale } = parts;
  const hrefAt = hrefsAtOtherTimes(values);
  const scale = scaleOf(months);
  return months.map((sum) => {
    const { height, zero } = heightsOn(scale, sum);
    const make = (): MonthBar => ({
      label: locale.month(sum.month, 'letter'),
      longLabel: monthName(sum.month, locale),
      amount: locale.money(sum.totalMinor, currency),
      height,
      zero,
      isBelow: sum.totalMinor < 0n,
      isEmpty: sum.count === 0,
      href: hrefAt({ month: sum.month }),
      current: sum.included,
    });
    if (!isOverview) return make();
    const isStill = (bar: MonthBar) => bar.height === height && bar.zero === zero;
    return keptBars.of(sum, locale, () => drawnOnce(make()), isStill);
  });
}

// Of an overview, which after an added expense holds the sums of the other months and categories as they were. There a
// page has dozens of bars and shares, and most of them look the same as before.
const keptBars = new KeptWords<MonthSum, MonthBar>();
const keptShares = new KeptWords<CategorySum, CategoryShare>();

function categoryShares(parts: DashboardParts): CategoryShare[] {
  const { summary, categories, currency, values, isOverview, locale } = parts;
  const spent = spentOf(summary.categories);
  return summary.categories.map((sum) => {
    const { categoryId, totalMinor } = sum;
    const percentText = shareText(totalMinor, spent, locale);
    const make = (): CategoryShare => ({
      amount: locale.money(summary.estimated === 'all' ? roughly(totalMinor) : totalMinor, currency),
      percentText,
      percent: percentOf(totalMinor, spent),
      isBelow: totalMinor < 0n,
      href: hrefWith(values, { category: categoryId === null ? 'none' : String(categoryId) }),
      ...lookOf(
        categories.find(({ id }) => id === categoryId),
        locale,
      ),
    });
    if (!isOverview) return make();
    const isStill = (share: CategoryShare) => share.percentText === percentText;
    return keptShares.of(sum, locale, () => drawnOnce(make()), isStill);
  });
}

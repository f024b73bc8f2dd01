import { addDays, type BoundedRange, type Day, daysBetween, listWeeks } from '../../domain/calendar.js';
import type { Currency } from '../../domain/currency.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import type { ReportModel } from '../../http/report-models.js';
import type { Locale } from '../../locale/locale.js';
import type { Principal } from '../../services/identity/principal.js';
import type { ReportService } from '../../services/ledger/report-service.js';
import { sum } from '../../services/ledger/sums.js';
import { weekStartOf } from '../forms/filter-form.js';
import { expensesHref } from './links.js';
import { timeOf } from './report-model.js';
import { countOf } from './words.js';

/** Weeks are told of a quarter at most: every row of those days is read. */
const DAYS_MAX = 93;
const WEEK = 7;

/** What each week of a short range cost, in order; those to come only where they hold anything. */
export async function weekSums(
  reports: ReportService,
  { principal, filter }: { readonly principal: Principal; readonly filter: ExpenseFilter },
  shown: { readonly category: string; readonly today: Day; readonly locale: Locale },
): Promise<ReportModel['weeks']> {
  const { from, until } = filter.range;
  if (!from || !until) return [];
  const length = daysBetween(from, until);
  if (length <= WEEK || length > DAYS_MAX) return [];
  const days = await reports.byDay(principal, filter);
  return listWeeks({ from, until }, weekStartOf(principal))
    .map((week) => ({ week, ...sum(days.filter(({ day }) => day >= week.from && day < week.until)) }))
    .filter(({ week, count }) => count > 0 || week.from <= shown.today)
    .map((each) => weekRow(each, principal.currency, shown));
}

function weekRow(
  { week, totalMinor, count }: { week: BoundedRange; totalMinor: bigint; count: number },
  currency: Currency,
  { category, locale }: { readonly category: string; readonly locale: Locale },
): ReportModel['weeks'][number] {
  return {
    name: locale.dayRange(week.from, addDays(week.until, -1)),
    count: countOf(count, locale),
    amount: locale.money(totalMinor, currency),
    href: expensesHref({ ...timeOf(week), category }),
  };
}

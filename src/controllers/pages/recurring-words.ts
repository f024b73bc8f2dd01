import type { Currency } from '../../domain/currency.js';
import type { Minor } from '../../domain/money.js';
import type { Rhythm, Unit } from '../../domain/recurrence.js';
import type { RecurringGlanceModel } from '../../http/recurring-models.js';
import type { Locale } from '../../locale/locale.js';
import type { LateOccurrences } from '../../services/ledger/recurring/recurring-service.js';
import type { RecurringGlance } from '../../services/ledger/recurring/glance.js';

const EVERY = {
  day: 'recurring.every_day',
  week: 'recurring.every_week',
  month: 'recurring.every_month',
  year: 'recurring.every_year',
} as const satisfies Record<Unit, string>;

/** So many are named of what was added late. */
const NAMED_MAX = 3;

/** "Every month", "Every 2 weeks, until Dec 31, 2026" */
export function rhythmWords({ every, interval, endsOn }: Rhythm, locale: Locale): string {
  const rhythm = locale.text(EVERY[every], { count: interval });
  return endsOn === null ? rhythm : locale.text('recurring.until_day', { rhythm, day: { day: endsOn } });
}

/** "Still to come this month: 3 expenses, $950.00" */
export function toComeWords(
  { count, minor }: { readonly count: number; readonly minor: Minor },
  currency: Currency,
  locale: Locale,
): string {
  return locale.text('recurring.to_come', { count, amount: { money: minor, currency } });
}

/** What the dashboard says of recurring expenses. */
export function glanceModel(
  { upcomingCount, upcomingMinor, waitingCount, late }: RecurringGlance,
  currency: Currency,
  locale: Locale,
): RecurringGlanceModel {
  return {
    ...(upcomingCount > 0 && {
      toCome: toComeWords({ count: upcomingCount, minor: upcomingMinor }, currency, locale),
    }),
    ...(waitingCount > 0 && { waiting: locale.text('recurring.waiting_count', { count: waitingCount }) }),
    ...(late.length > 0 && { late: lateWords(late, locale) }),
  };
}

/** Names what was added late: the first few of them. */
function lateWords(late: readonly LateOccurrences[], locale: Locale): string {
  const named = late
    .slice(0, NAMED_MAX)
    .map(({ description, count, lastOn }) =>
      locale.text('recurring.late_one', { count, name: description, day: { day: lastOn } }),
    );
  const listed = named.reduce((first, second) => locale.text('frame.list_pair', { first, second }));
  const more = late.length - named.length;
  const names = more === 0 ? listed : locale.text('changes.and_more', { names: listed, count: more });
  const count = late.reduce((sum, each) => sum + each.count, 0);
  return locale.text('recurring.late', { count, names });
}

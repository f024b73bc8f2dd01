import type { Currency } from '../../domain/currency.js';
import type { Minor } from '../../domain/money.js';
import type { Locale } from '../../locale/locale.js';
import type { Sum } from '../../services/ledger/sums.js';

/** Between what bars of these sums stand: zero is always within. */
interface BarScale {
  readonly highest: Minor;
  readonly lowest: Minor;
}

export function scaleOf(sums: readonly Sum[]): BarScale {
  return {
    highest: sums.reduce((max, { totalMinor }) => (totalMinor > max ? totalMinor : max), 0n),
    lowest: sums.reduce((min, { totalMinor }) => (totalMinor < min ? totalMinor : min), 0n),
  };
}

/** How high a bar stands on a scale, and where its zero is, in whole percent: a sum below zero hangs from there. */
export function heightsOn({ highest, lowest }: BarScale, { totalMinor }: Sum) {
  const whole = highest - lowest;
  return {
    height: percentOf(totalMinor < 0n ? -totalMinor : totalMinor, whole),
    zero: percentOf(-lowest, whole),
  };
}

/** The figures of bars on one scale. */
export function scaledBars(sums: readonly Sum[], currency: Currency, locale: Locale) {
  const scale = scaleOf(sums);
  return sums.map((sum) => ({
    ...heightsOn(scale, sum),
    amount: locale.money(sum.totalMinor, currency),
    isBelow: sum.totalMinor < 0n,
    isEmpty: sum.count === 0,
  }));
}

/** What was spent without what came back: the whole of which categories are parts. */
export function spentOf(sums: readonly { readonly totalMinor: Minor }[]): Minor {
  return sums.reduce((so, { totalMinor }) => (totalMinor > 0n ? so + totalMinor : so), 0n);
}

/** "85%" of what was spent; what is there but less than one says so; where more came back than went out, that word. */
export function shareText(part: Minor, whole: Minor, locale: Locale): string {
  if (part < 0n) return locale.text('refund.word');
  if (part > 0n && 100n * part < whole)
    return locale.text('summary.less_than_one', { percent: locale.percent(1) });
  return locale.percent(percentOf(part, whole));
}

/** How many whole percent of a whole a part is, half a percent rounded up; 0 of nothing, and of what is below zero. */
export function percentOf(part: Minor, whole: Minor): number {
  return whole <= 0n || part <= 0n ? 0 : Number((200n * part + whole) / (2n * whole));
}

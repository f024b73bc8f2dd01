import type { Currency } from '../../domain/currency.js';
import type { Minor } from '../../domain/money.js';
import type { Locale } from '../../locale/locale.js';
import type { Sum } from '../../services/ledger/sums.js';

/** Between what bars of these sums stand: zero is always within. */
export interface BarScale {
  readonly highest: Minor;
  readonly lowest: Minor;
}

export function scaleOf(sums: readonly Sum[]): BarScale {
  return {
    highest: sums.reduce((max, { totalMinor }) => (totalMinor > max ? totalMinor : max), 0n),
    lowest: sums.reduce((min, { totalMinor }) => (totalMinor < min ? totalMinor : min), 0n),
  };
}

/** The figures of a bar on a scale: where more came back than was spent it hangs below the line of zero. */
export function barOn(
  { highest, lowest }: BarScale,
  { totalMinor, count }: Sum,
  { currency, locale }: { readonly currency: Currency; readonly locale: Locale },
) {
  const whole = highest - lowest;
  return {
    amount: locale.money(totalMinor, currency),
    share: shareOf(totalMinor < 0n ? -totalMinor : totalMinor, whole),
    zero: shareOf(-lowest, whole),
    isBelow: totalMinor < 0n,
    isEmpty: count === 0,
  };
}

/** The figures of bars on one scale. */
export function scaledBars(sums: readonly Sum[], currency: Currency, locale: Locale) {
  const scale = scaleOf(sums);
  return sums.map((sum) => barOn(scale, sum, { currency, locale }));
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

/** For how many days, weeks and months the newest backup of each is kept. */
export interface Retention {
  readonly days: number;
  readonly weeks: number;
  readonly months: number;
}

/** Reads `7d,4w,12m`; a unit that is not named is 0. Undefined for anything else, a unit named twice and nothing kept included. */
export function parseRetention(text: string): Retention | undefined {
  const kept: Record<string, number> = {};
  for (const part of text.split(',')) {
    const [, number, unit] = /^\s*(\d{1,4})([dwm])\s*$/.exec(part) ?? [];
    if (number === undefined || unit === undefined || unit in kept) return undefined;
    kept[unit] = Number(number);
  }
  const { d: days = 0, w: weeks = 0, m: months = 0 } = kept;
  return days + weeks + months === 0 ? undefined : { days, weeks, months };
}

/**
 * Which of these instants (ISO, UTC) to keep: the newest of each of the last days, weeks (from Monday) and months that have
 * one, and in any case the newest of all.
 */
export function chooseKept(instants: readonly string[], retention: Retention): Set<string> {
  const newestFirst = [...instants].sort().reverse();
  const kept = new Set(newestFirst.slice(0, 1));
  const rules: readonly [periodOf: (instant: string) => string, count: number][] = [
    [(instant) => instant.slice(0, 10), retention.days],
    [mondayOf, retention.weeks],
    [(instant) => instant.slice(0, 7), retention.months],
  ];
  for (const [periodOf, count] of rules) {
    const seen = new Set<string>();
    for (const instant of newestFirst) {
      const period = periodOf(instant);
      if (seen.has(period) || seen.size >= count) continue;
      seen.add(period);
      kept.add(instant);
    }
  }
  return kept;
}

function mondayOf(instant: string): string {
  const day = new Date(`${instant.slice(0, 10)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}

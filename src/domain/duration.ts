const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const WORDS = [
  ['day', UNITS.d],
  ['hour', UNITS.h],
  ['minute', UNITS.m],
  ['second', UNITS.s],
] as const;

/** Reads `500ms`, `20s`, `15m`, `12h`, `30d` or `0`, in milliseconds; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  if (text === '0') return 0;
  const [, count, unit] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * UNITS[unit as keyof typeof UNITS];
}

/** A duration as people say it, in the largest unit that fits without a rest: "15 minutes", "1 day". */
export function describeDuration(ms: number): string {
  const [word, size] =
    WORDS.find(([, unitMs]) => ms >= unitMs && ms % unitMs === 0) ??
    (ms === 0 ? ['second', 1] : ['millisecond', 1]);
  const count = ms / size;
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

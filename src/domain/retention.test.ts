import { expect, test } from 'vitest';
import { chooseKept, parseRetention } from './retention.js';

test.each([
  ['7d,4w,12m', { days: 7, weeks: 4, months: 12 }],
  ['30d', { days: 30, weeks: 0, months: 0 }],
  [' 2w , 1m ', { days: 0, weeks: 2, months: 1 }],
])('%s is how much to keep', (text, retention) => {
  expect(parseRetention(text)).toEqual(retention);
});

test.each(['', '7', '7y', '7d;4w', '0d', '0d,0w,0m', '-1d', '99999d', '7d,4w,5d'])(
  '"%s" is no such thing',
  (text) => {
    expect(parseRetention(text)).toBeUndefined();
  },
);

const daily = (from: string, count: number) =>
  Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(`${from}T03:00:00Z`) + index * 86_400_000).toISOString(),
  );

test('of a year of daily backups, the last days, Sundays and ends of months are kept', () => {
  const kept = [...chooseKept(daily('2025-04-01', 365), { days: 3, weeks: 3, months: 3 })].sort();
  expect(kept.map((instant) => instant.slice(0, 10))).toEqual([
    '2026-01-31', // the newest of January
    '2026-02-28',
    '2026-03-22', // Sundays
    '2026-03-29',
    '2026-03-30',
    '2026-03-31',
  ]);
});

test('the newest of a day is kept, not its first', () => {
  const day = ['2026-03-01T01:00:00.000Z', '2026-03-01T23:00:00.000Z', '2026-03-01T12:00:00.000Z'];
  expect([...chooseKept(day, { days: 5, weeks: 0, months: 0 })]).toEqual(['2026-03-01T23:00:00.000Z']);
});

test('days without a backup do not count, so that a machine that was off keeps as many', () => {
  const seldom = ['2026-01-05T00:00:00.000Z', '2026-01-25T00:00:00.000Z', '2026-03-01T00:00:00.000Z'];
  expect(chooseKept(seldom, { days: 2, weeks: 0, months: 0 })).toEqual(new Set(seldom.slice(1)));
});

test('the newest is kept whatever the rule', () => {
  expect(chooseKept(['2026-01-05T00:00:00.000Z'], { days: 0, weeks: 0, months: 0 }).size).toBe(1);
});

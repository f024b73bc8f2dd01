import { expect, test } from 'vitest';
import type { Day, Month } from '../../domain/calendar.js';
import { sumByCategory, sumByMonth } from './sums.js';

test('categories come the biggest first, of equal ones those without a category and the older ones before', () => {
  const cell = (categoryId: number | null, total: number) => ({
    ...{ categoryId, totalMinor: BigInt(total), count: 1 },
  });
  const cells = [cell(9, 5), cell(3, 7), cell(null, 5), cell(4, 5), cell(2, -1), cell(3, 2), cell(1, 8)];
  expect(
    sumByCategory(cells).map(({ categoryId, totalMinor, count }) => [categoryId, totalMinor, count]),
  ).toEqual([
    ...[
      [3, 9n, 2],
      [1, 8n, 1],
      [null, 5n, 1],
      [4, 5n, 1],
      [9, 5n, 1],
      [2, -1n, 1],
    ],
  ]);
});

test.each<[string | undefined, string | undefined, boolean[]]>([
  [undefined, undefined, [true, true, true]],
  ['2026-02-28', '2026-03-02', [false, true, true]],
  ['2026-02-28', '2026-03-01', [false, true, false]],
  ['2026-02-01', undefined, [false, true, true]],
  ['2026-01-31', '2026-02-01', [true, false, false]],
  [undefined, '2026-02-01', [true, false, false]],
  ['2026-04-01', undefined, [false, false, false]],
])('a month counts as included when a day of it is within %s and %s', (from, until, included) => {
  const months = ['2026-01', '2026-02', '2026-03'] as Month[];
  const range = { ...(from && { from: from as Day }), ...(until && { until: until as Day }) };
  const cells = [{ month: months[1]!, totalMinor: 5n, count: 2 }];
  const sums = sumByMonth(cells, months, range);
  expect(sums.map((one) => one.included)).toEqual(included);
  expect(sums.map(({ totalMinor, count }) => [totalMinor, count])).toEqual([
    [0n, 0],
    [5n, 2],
    [0n, 0],
  ]);
});

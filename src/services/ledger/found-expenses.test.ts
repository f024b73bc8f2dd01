import { describe, expect, test } from 'vitest';
import type { Day, DayRange } from '../../domain/calendar.js';
import { cellsOf, dayTotalsOf, type Found, isComplete, pageOf, scaled } from './found-expenses.js';

const FOUND: Found = {
  share: 1,
  expenses: [
    { id: 3, spentOn: '2026-03-05' as Day, categoryId: 1, amountMinor: 300 },
    { id: 1, spentOn: '2026-02-28' as Day, categoryId: 1, amountMinor: 100 },
    { id: 5, spentOn: '2026-03-05' as Day, categoryId: null, amountMinor: -50 },
    { id: 2, spentOn: '2026-03-01' as Day, categoryId: 1, amountMinor: 200 },
    { id: 4, spentOn: '2026-03-31' as Day, categoryId: 1, amountMinor: 400 },
    { id: 6, spentOn: '2026-04-01' as Day, categoryId: 1, amountMinor: 600 },
  ],
};
const MARCH: DayRange = { from: '2026-03-01' as Day, until: '2026-04-01' as Day };
const AT_FIVE = { spentOn: '2026-03-05' as Day, id: 5 };

describe('what a search found', () => {
  test.each<[string, DayRange, Parameters<typeof pageOf>[2], number[]]>([
    ['newest first, of one day the later one first', {}, { limit: 9 }, [6, 4, 5, 3, 2, 1]],
    ['within a range, its last day left out', MARCH, { limit: 9 }, [4, 5, 3, 2]],
    ['the newest where there are more', {}, { limit: 2 }, [6, 4]],
    ['older than one', {}, { place: { towards: 'older', ...AT_FIVE }, limit: 2 }, [3, 2]],
    ['newer than one: those next to it', {}, { place: { towards: 'newer', ...AT_FIVE }, limit: 1 }, [4]],
    ['newer than one, newest first', {}, { place: { towards: 'newer', ...AT_FIVE }, limit: 9 }, [6, 4]],
    ['older than one, within a range', MARCH, { place: { towards: 'older', ...AT_FIVE }, limit: 9 }, [3, 2]],
  ])('is listed %s', (_what, range, paging, ids) => {
    expect(pageOf(FOUND, range, paging)).toEqual(ids);
  });

  test('is summed by month and category, within a range', () => {
    expect(cellsOf(FOUND, MARCH)).toEqual([
      { month: '2026-03', categoryId: 1, totalMinor: 900n, count: 3 },
      { month: '2026-03', categoryId: null, totalMinor: -50n, count: 1 },
    ]);
    expect(cellsOf(FOUND, {}).map(({ month, totalMinor }) => [month, totalMinor])).toEqual([
      ['2026-03', 900n],
      ['2026-02', 100n],
      ['2026-03', -50n],
      ['2026-04', 600n],
    ]);
  });

  test('is summed by day, for the days that were asked for', () => {
    const days = ['2026-02-28', '2026-03-05', '2026-03-06'] as Day[];
    expect(dayTotalsOf(FOUND, MARCH, days)).toEqual(new Map([['2026-03-05', 250n]]));
    expect(dayTotalsOf(FOUND, {}, days)).toEqual(
      new Map([
        ['2026-03-05', 250n],
        ['2026-02-28', 100n],
      ]),
    );
  });

  test('stands for so many more where it is a part', () => {
    expect([isComplete(FOUND), isComplete({ ...FOUND, share: 8 })]).toEqual([true, false]);
    expect(scaled(cellsOf(FOUND, MARCH), 8)).toEqual([
      { month: '2026-03', categoryId: 1, totalMinor: 7200n, count: 24 },
      { month: '2026-03', categoryId: null, totalMinor: -400n, count: 8 },
    ]);
  });
});

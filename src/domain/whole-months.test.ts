import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day, type DayRange, firstDayOf, type Month } from './calendar.js';
import { splitWholeMonths } from './whole-months.js';

const range = (from?: string, until?: string): DayRange => ({
  ...(from !== undefined && { from: from as Day }),
  ...(until !== undefined && { until: until as Day }),
});

describe('a range split into whole months and edges', () => {
  test.each([
    ['all of time', range(), { edges: [] }],
    ['a whole month', range('2026-03-01', '2026-04-01'), { first: '2026-03', end: '2026-04', edges: [] }],
    ['a whole year', range('2026-01-01', '2027-01-01'), { first: '2026-01', end: '2027-01', edges: [] }],
    ['from the first of a month on', range('2026-03-01'), { first: '2026-03', edges: [] }],
    [
      'from within a month on',
      range('2026-03-02'),
      { first: '2026-04', edges: [range('2026-03-02', '2026-04-01')] },
    ],
    [
      'until within a month',
      range(undefined, '2026-03-02'),
      { end: '2026-03', edges: [range('2026-03-01', '2026-03-02')] },
    ],
    [
      'within one month',
      range('2026-03-02', '2026-03-09'),
      { first: '2026-04', end: '2026-04', edges: [range('2026-03-02', '2026-03-09')] },
    ],
    [
      'the first days of a month',
      range('2026-03-01', '2026-03-09'),
      { first: '2026-03', end: '2026-03', edges: [range('2026-03-01', '2026-03-09')] },
    ],
    [
      'the last days of a month',
      range('2026-03-20', '2026-04-01'),
      { first: '2026-04', end: '2026-04', edges: [range('2026-03-20', '2026-04-01')] },
    ],
    [
      'over the end of a month',
      range('2026-03-20', '2026-04-09'),
      {
        first: '2026-04',
        end: '2026-04',
        edges: [range('2026-03-20', '2026-04-01'), range('2026-04-01', '2026-04-09')],
      },
    ],
    [
      'with a month in between',
      range('2025-12-31', '2026-02-02'),
      {
        first: '2026-01',
        end: '2026-02',
        edges: [range('2025-12-31', '2026-01-01'), range('2026-02-01', '2026-02-02')],
      },
    ],
  ])('%s', (_name, given, split) => {
    expect(splitWholeMonths(given)).toEqual(split);
  });

  const day = fc.integer({ min: -400, max: 400 }).map((days) => addDays('2026-02-14' as Day, days));
  const bound = fc.option(day, { nil: undefined });

  test('covers each day of the range exactly once, and no other', () => {
    fc.assert(
      fc.property(bound, bound, day, (from, until, probe) => {
        fc.pre(from === undefined || until === undefined || from < until);
        const given = range(from, until);
        expect(timesCovered(probe, given)).toBe(isWithin(probe, given) ? 1 : 0);
      }),
      { numRuns: 2_000 },
    );
  });

  test('covers nothing when the range is empty', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 90 }), day, (from, back, probe) => {
        expect(timesCovered(probe, range(from, addDays(from, -back)))).toBe(0);
      }),
    );
  });
});

function isWithin(day: Day, { from, until }: DayRange): boolean {
  return (from === undefined || day >= from) && (until === undefined || day < until);
}

/** By how many parts of the split a day is counted. */
function timesCovered(day: Day, given: DayRange): number {
  const { first, end, edges } = splitWholeMonths(given);
  const month = day.slice(0, 7) as Month;
  const byMonth = isWithin(firstDayOf(month), range(first && firstDayOf(first), end && firstDayOf(end)));
  return Number(byMonth) + edges.filter((edge) => isWithin(day, edge)).length;
}

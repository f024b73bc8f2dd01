import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as calendar from './calendar.js';
import type { Day, DayRange, Month } from './calendar.js';

const { addDays, addMonths, comparableRanges, daysBetween, intersect, monthOf, monthRange, yearRange } =
  calendar;
const day = (text: string) => text as Day;
const month = (text: string) => text as Month;
const range = (from?: string, until?: string): DayRange => ({
  ...(from === undefined ? {} : { from: day(from) }),
  ...(until === undefined ? {} : { until: day(until) }),
});

const anyDay = fc
  .integer({ min: 0, max: 109_571 })
  .map((days) => addDays(day('1900-01-01'), days))
  .filter((d) => d < '2200-01-01');
const anyRange = fc
  .tuple(anyDay, fc.integer({ min: 1, max: 2000 }))
  .map(([from, days]) => ({ from, until: addDays(from, days) }));

describe('a day is read', () => {
  test.each(['2026-03-01', '2024-02-29', '2000-02-29', '1900-01-01', '2199-12-31', '2026-03-29'])(
    '%s',
    (text) => {
      expect(calendar.parseDay(text)).toBe(text);
    },
  );

  test.each([
    '2026-02-29',
    '2026-02-30',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '0000-00-00',
    '9999-12-31',
    '1899-12-31',
    '2200-01-01',
    '2026-3-1',
    '26-03-01',
    '20260301',
    '2026-03-01T00:00:00Z',
    ' 2026-03-01',
    '2026-03-01\n',
    '+002026-03-01',
    '２０２６-03-01',
    '',
    'today',
  ])('but not %j', (text) => {
    expect(calendar.parseDay(text)).toBeUndefined();
  });
});

test.each(['2026-01', '2026-12', '1900-01', '2199-12'])('the month %s is read', (text) => {
  expect(calendar.parseMonth(text)).toBe(text);
});

test.each(['20262026-01', '2026-00', '2026-13', '2026-1', '1899-12', '2200-01', '2026-01-01', '2026', ''])(
  'the month %j is not',
  (text) => {
    expect(calendar.parseMonth(text)).toBeUndefined();
  },
);

test.each([
  ['2026', 2026],
  ['1900', 1900],
  ['2199', 2199],
  ['1899', undefined],
  ['2200', undefined],
  ['26', undefined],
  ['2026.0', undefined],
  ['1e3', undefined],
  ['20262', undefined],
])('the year %j is %s', (text, year) => {
  expect(calendar.parseYear(text)).toBe(year);
});

describe('the day depends on where one is', () => {
  test.each([
    ['UTC', '2026-03-01T23:59:59.999Z', '2026-03-01'],
    ['Europe/Istanbul', '2026-03-01T20:59:59.999Z', '2026-03-01'],
    ['Europe/Istanbul', '2026-03-01T21:00:00.000Z', '2026-03-02'],
    ['America/New_York', '2026-03-01T04:59:59.999Z', '2026-02-28'],
    ['America/New_York', '2026-03-08T04:59:00.000Z', '2026-03-07'],
    ['America/New_York', '2026-03-09T03:59:00.000Z', '2026-03-08'],
    ['Pacific/Kiritimati', '2025-12-31T10:00:00.000Z', '2026-01-01'],
    ['Pacific/Pago_Pago', '2026-01-01T10:59:00.000Z', '2025-12-31'],
    ['Asia/Kathmandu', '2026-01-01T18:14:59.000Z', '2026-01-01'],
    ['Asia/Kathmandu', '2026-01-01T18:15:00.000Z', '2026-01-02'],
  ])('in %s at %s it is %s', (zone, instant, expected) => {
    expect(calendar.dayIn(zone, new Date(instant))).toBe(expected);
  });

  test.each(['UTC', 'Europe/Istanbul', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])(
    '%s is a zone',
    (name) => {
      expect(calendar.isTimeZone(name)).toBe(true);
    },
  );

  test.each(['', 'Mars/Olympus', '+03:00', 'Europe/Istanbul\u0000', '../UTC', 'a'.repeat(100)])(
    '%j is none',
    (name) => {
      expect(calendar.isTimeZone(name)).toBe(false);
    },
  );
});

describe('days are counted', () => {
  test.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-03-28', 2, '2026-03-30'],
    ['2026-10-24', 2, '2026-10-26'],
    ['2026-01-01', 365, '2027-01-01'],
    ['2026-01-01', 0, '2026-01-01'],
  ])('%s and %i days is %s', (start, days, end) => {
    expect(addDays(day(start), days)).toBe(end);
    expect(daysBetween(day(start), day(end))).toBe(days);
  });

  test('going and coming back leads to the same day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -40_000, max: 40_000 }), (start, days) => {
        const end = addDays(start, days);
        expect(daysBetween(start, end)).toBe(days);
        expect(addDays(end, -days)).toBe(start);
      }),
    );
  });

  test('every day is its own', () => {
    fc.assert(
      fc.property(anyDay, (d) => {
        expect(calendar.parseDay(d)).toBe(d);
      }),
    );
  });
});

test.each([
  ['2026-01', -1, '2025-12'],
  ['2026-12', 1, '2027-01'],
  ['2026-11', 0, '2026-11'],
  ['2026-11', -11, '2025-12'],
  ['2026-11', 14, '2028-01'],
  ['2026-11', -120, '2016-11'],
])('%s and %i months is %s', (start, months, end) => {
  expect(addMonths(month(start), months)).toBe(end);
});

test('the parts of a day', () => {
  expect(monthOf(day('2026-03-09'))).toBe('2026-03');
  expect(calendar.yearOf(day('2026-03-09'))).toBe(2026);
  expect(calendar.yearOf(month('2026-03'))).toBe(2026);
  expect(calendar.firstDayOf(month('2026-03'))).toBe('2026-03-01');
});

test('months are listed in order, both ends included, none when the ends are swapped', () => {
  expect(calendar.listMonths(month('2025-11'), month('2026-02'))).toEqual([
    '2025-11',
    '2025-12',
    '2026-01',
    '2026-02',
  ]);
  expect(calendar.listMonths(month('2026-02'), month('2026-02'))).toEqual(['2026-02']);
  expect(calendar.listMonths(month('2026-03'), month('2026-02'))).toEqual([]);
});

describe('ranges are half-open', () => {
  test('a month ends where the next one begins', () => {
    expect(monthRange(month('2026-02'))).toEqual({ from: '2026-02-01', until: '2026-03-01' });
    expect(monthRange(month('2026-12'))).toEqual({ from: '2026-12-01', until: '2027-01-01' });
    expect(yearRange(2026)).toEqual({ from: '2026-01-01', until: '2027-01-01' });
  });

  test('the months of a year tile it: each day lies in exactly one', () => {
    fc.assert(
      fc.property(anyDay, (d) => {
        const year = calendar.yearOf(d);
        const months = calendar.listMonths(month(`${year}-01`), month(`${year}-12`)).map(monthRange);
        expect(months[0]?.from).toBe(yearRange(year).from);
        expect(months.at(-1)?.until).toBe(yearRange(year).until);
        for (const [i, m] of months.slice(1).entries()) expect(m.from).toBe(months[i]?.until);
        expect(months.filter((m) => d >= m.from && d < m.until)).toEqual([monthRange(monthOf(d))]);
      }),
    );
  });
});

test('the weeks of a range, the first and the last cut at its ends', () => {
  const november = calendar.monthRange(month('2026-11'));
  expect(calendar.listWeeks(november, 1)).toEqual([
    range('2026-11-01', '2026-11-02'),
    range('2026-11-02', '2026-11-09'),
    range('2026-11-09', '2026-11-16'),
    range('2026-11-16', '2026-11-23'),
    range('2026-11-23', '2026-11-30'),
    range('2026-11-30', '2026-12-01'),
  ]);
  expect(calendar.listWeeks({ ...november, until: november.from }, 1)).toEqual([]);
});

describe('what two ranges share', () => {
  test.each([
    [range(), range(), range()],
    [range('2026-01-01'), range(), range('2026-01-01')],
    [range('2026-01-01'), range(undefined, '2026-02-01'), range('2026-01-01', '2026-02-01')],
    [range('2026-01-01', '2026-03-01'), range('2026-02-01', '2026-04-01'), range('2026-02-01', '2026-03-01')],
    [range('2026-01-01', '2026-02-01'), range('2026-02-01', '2026-03-01'), 'empty'],
    [range('2026-02-01', '2026-02-01'), range(), 'empty'],
    [range('2026-05-01'), range(undefined, '2026-02-01'), 'empty'],
  ])('%j and %j: %j', (a, b, shared) => {
    expect(intersect(a, b)).toEqual(shared);
    expect(intersect(b, a)).toEqual(shared);
  });

  test('is what lies in both of them', () => {
    const within = (d: Day, r: DayRange) => (r.from ?? d) <= d && (r.until === undefined || d < r.until);
    fc.assert(
      fc.property(anyRange, anyRange, anyDay, (a, b, d) => {
        const shared = intersect(a, b);
        expect(shared !== 'empty' && within(d, shared)).toBe(within(d, a) && within(d, b));
      }),
    );
  });
});

describe('a period ends with today', () => {
  test.each([
    ['week', '2026-11-21', '2026-11-15'],
    ['week', '2026-01-03', '2025-12-28'],
    ['month', '2026-11-21', '2026-10-23'],
    ['month', '2026-03-30', '2026-03-01'],
    ['month', '2024-03-01', '2024-02-01'],
    ['3months', '2026-11-21', '2026-08-24'],
    ['3months', '2026-03-31', '2026-01-01'],
  ] as const)('the %s until %s begins on %s', (period, today, from) => {
    expect(calendar.periodRange(period, day(today), 1)).toEqual({ from, until: addDays(day(today), 1) });
  });
});

describe('this week', () => {
  test.each([
    ['2026-11-30', 1, '2026-11-30'],
    ['2026-11-29', 1, '2026-11-23'],
    ['2026-11-29', 7, '2026-11-29'],
    ['2026-11-28', 7, '2026-11-22'],
    ['2026-11-30', 6, '2026-11-28'],
    ['2027-01-01', 1, '2026-12-28'],
    ['2028-03-01', 7, '2028-02-27'],
  ])('of %s, where weeks begin on day %i, is seven days from %s', (today, firstDay, from) => {
    expect(calendar.periodRange('this_week', day(today), firstDay)).toEqual({
      from,
      until: addDays(day(from), 7),
    });
  });
});

describe('what a range is compared with', () => {
  const TODAY = day('2026-11-26');
  const compared = (given: DayRange, today = TODAY) => {
    const ranges = comparableRanges(given, today);
    return ranges && [ranges.now, ranges.before];
  };

  test.each([
    ['a month: the month before', range('2026-03-01', '2026-04-01'), range('2026-02-01', '2026-03-01')],
    ['January: December', range('2026-01-01', '2026-02-01'), range('2025-12-01', '2026-01-01')],
    ['a year: the year before', range('2025-01-01', '2026-01-01'), range('2024-01-01', '2025-01-01')],
    ['a week: the week before', range('2026-11-15', '2026-11-22'), range('2026-11-08', '2026-11-15')],
    ['one day: the day before', range('2026-03-01', '2026-03-02'), range('2026-02-28', '2026-03-01')],
    ['February: all of January', range('2026-02-01', '2026-03-01'), range('2026-01-01', '2026-02-01')],
    [
      'the end of a month: as many days',
      range('2026-03-10', '2026-04-01'),
      range('2026-02-16', '2026-03-10'),
    ],
    ['the end of a year: as many days', range('2025-12-01', '2026-01-01'), range('2025-11-01', '2025-12-01')],
    [
      'its end from March on: as many days',
      range('2025-03-01', '2026-01-01'),
      range('2024-04-29', '2025-03-01'),
    ],
    ['its first months: as many days', range('2026-01-01', '2026-04-01'), range('2025-10-03', '2026-01-01')],
    ['today alone: yesterday', range('2026-11-26', '2026-11-27'), range('2026-11-25', '2026-11-26')],
    ['two months: as many days', range('2026-03-01', '2026-05-01'), range('2025-12-30', '2026-03-01')],
  ])('%s', (_, given, before) => {
    expect(compared(given)).toEqual([given, before]);
  });

  test.each([
    [
      'the running month: its days so far with the same of the one before',
      range('2026-11-01', '2026-12-01'),
      range('2026-11-01', '2026-11-27'),
      range('2026-10-01', '2026-10-27'),
    ],
    [
      'the running year: the same days of the one before',
      range('2026-01-01', '2027-01-01'),
      range('2026-01-01', '2026-11-27'),
      range('2025-01-01', '2025-11-27'),
    ],
    [
      'the running week: the same days of the one before',
      range('2026-11-23', '2026-11-30'),
      range('2026-11-23', '2026-11-27'),
      range('2026-11-16', '2026-11-20'),
    ],
    [
      'days of which some are to come: those that have come',
      range('2026-11-20', '2026-12-10'),
      range('2026-11-20', '2026-11-27'),
      range('2026-11-13', '2026-11-20'),
    ],
  ])('%s', (_, given, now, before) => {
    expect(compared(given)).toEqual([now, before]);
  });

  test.each([
    ['2026-02-28', '2026-01-29'],
    ['2028-02-29', '2028-01-30'],
    ['2026-04-30', '2026-03-31'],
    ['2026-05-31', '2026-05-01'],
    ['2026-08-31', '2026-08-01'],
  ])('the month that ends today, %s: the same days of the one before, until %s', (today, until) => {
    const running = monthRange(monthOf(day(today)));
    const before = monthRange(addMonths(monthOf(day(today)), -1));
    expect(compared(running, day(today))?.[1]).toEqual({ from: before.from, until });
    expect(compared(running, addDays(day(today), 1))?.[1]).toEqual(before);
  });

  test('the 30th of March has no same day in February: all of February', () => {
    expect(compared(range('2026-03-01', '2026-04-01'), day('2026-03-30'))?.[1]).toEqual(
      range('2026-02-01', '2026-03-01'),
    );
  });

  test('29 February: up to the 28th a year before', () => {
    expect(compared(range('2028-01-01', '2029-01-01'), day('2028-02-29'))?.[1]).toEqual(
      range('2027-01-01', '2027-03-01'),
    );
  });

  test.each([
    ['no start', range(undefined, '2026-03-01')],
    ['no end', range('2026-03-01')],
    ['all of time', range()],
    ['no days', range('2026-03-01', '2026-03-01')],
    ['swapped ends', range('2026-03-02', '2026-03-01')],
    ['a month to come', range('2026-12-01', '2027-01-01')],
  ])('%s: nothing', (_, given) => {
    expect(compared(given)).toBeUndefined();
  });

  test('is never longer than what has come, but for whole months and years', () => {
    fc.assert(
      fc.property(anyRange, anyDay, (given, today) => {
        const ranges = comparableRanges(given, today);
        if (!ranges) return;
        const [now, before] = [ranges.now, ranges.before];
        expect(now.until <= addDays(today, 1) && before.until <= now.from).toBe(true);
        if (!given.from.endsWith('-01')) {
          expect(daysBetween(before.from, before.until)).toBe(daysBetween(now.from, now.until));
        }
      }),
    );
  });
});

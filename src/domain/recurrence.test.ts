import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type Day, dayIn, daysBetween, isTimeZone } from './calendar.js';
import { countDates, datesFrom, isDateOf, nextDate, type Rhythm, type Unit } from './recurrence.js';

const day = (text: string) => text as Day;
function rhythm(startsOn: string, interval: number, every: Unit, endsOn: string | null = null): Rhythm {
  return { startsOn: day(startsOn), interval, every, endsOn: endsOn as Day | null };
}
const first = (given: Rhythm, limit: number, from = given.startsOn) => datesFrom(given, from, { limit });

describe('the days of a rhythm', () => {
  it.each<[string, Rhythm, string]>([
    ['every day', rhythm('2026-02-27', 1, 'day'), '2026-02-27 2026-02-28 2026-03-01 2026-03-02'],
    ['every 10 days over new year', rhythm('2026-12-25', 10, 'day'), '2026-12-25 2027-01-04 2027-01-14'],
    ['every 99 days', rhythm('2026-01-01', 99, 'day'), '2026-01-01 2026-04-10 2026-07-18 2026-10-25'],
    ['every week', rhythm('2026-02-25', 1, 'week'), '2026-02-25 2026-03-04 2026-03-11'],
    ['every 2 weeks into a leap year', rhythm('2027-12-29', 2, 'week'), '2027-12-29 2028-01-12 2028-01-26'],
    ['every 2 weeks over 29 February', rhythm('2028-02-16', 2, 'week'), '2028-02-16 2028-03-01 2028-03-15'],
    ['the 1st', rhythm('2026-11-01', 1, 'month'), '2026-11-01 2026-12-01 2027-01-01'],
    [
      'the 31st: the last day of a shorter month, and the 31st again in the next',
      rhythm('2026-01-31', 1, 'month'),
      '2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31 2026-06-30 2026-07-31 2026-08-31 2026-09-30 2026-10-31 2026-11-30 2026-12-31',
    ],
    ['the 31st in a leap year', rhythm('2028-01-31', 1, 'month'), '2028-01-31 2028-02-29 2028-03-31'],
    ['the 30th', rhythm('2027-01-30', 1, 'month'), '2027-01-30 2027-02-28 2027-03-30'],
    ['the 29th', rhythm('2027-01-29', 1, 'month'), '2027-01-29 2027-02-28 2027-03-29'],
    ['the 29th in a leap year', rhythm('2028-01-29', 1, 'month'), '2028-01-29 2028-02-29 2028-03-29'],
    [
      'the 31st every 2 months',
      rhythm('2026-12-31', 2, 'month'),
      '2026-12-31 2027-02-28 2027-04-30 2027-06-30',
    ],
    [
      '30 November every 3 months',
      rhythm('2026-11-30', 3, 'month'),
      '2026-11-30 2027-02-28 2027-05-30 2027-08-30 2027-11-30 2028-02-29',
    ],
    ['every 18 months', rhythm('2026-08-31', 18, 'month'), '2026-08-31 2028-02-29 2029-08-31'],
    ['every 99 months', rhythm('2026-01-31', 99, 'month'), '2026-01-31 2034-04-30 2042-07-31'],
    ['every year', rhythm('2026-06-15', 1, 'year'), '2026-06-15 2027-06-15 2028-06-15'],
    [
      '29 February every year',
      rhythm('2024-02-29', 1, 'year'),
      '2024-02-29 2025-02-28 2026-02-28 2027-02-28 2028-02-29 2029-02-28',
    ],
    ['29 February every 4 years', rhythm('2096-02-29', 4, 'year'), '2096-02-29 2100-02-28 2104-02-29'],
    ['28 February every year stays', rhythm('2027-02-28', 1, 'year'), '2027-02-28 2028-02-28 2029-02-28'],
    [
      'up to a day, which still counts',
      rhythm('2026-01-31', 1, 'month', '2026-03-31'),
      '2026-01-31 2026-02-28 2026-03-31',
    ],
    ['up to the day before one', rhythm('2026-01-31', 1, 'month', '2026-03-30'), '2026-01-31 2026-02-28'],
    ['only once', rhythm('2026-01-31', 1, 'day', '2026-01-31'), '2026-01-31'],
    ['never, when it ends before it begins', rhythm('2026-01-31', 1, 'day', '2026-01-30'), ''],
    ['up to the end of the calendar', rhythm('2199-11-30', 1, 'month'), '2199-11-30 2199-12-30'],
  ])('%s', (_name, given, expected) => {
    const dates = expected === '' ? [] : expected.split(' ');
    const isEndless = given.endsOn === null && !given.startsOn.startsWith('2199');
    expect(first(given, isEndless ? dates.length : dates.length + 1)).toEqual(dates);
  });

  it.each<[string, Rhythm, string, string | undefined]>([
    ['the day itself', rhythm('2026-01-31', 1, 'month'), '2026-02-28', '2026-02-28'],
    ['the day after a clamped one', rhythm('2026-01-31', 1, 'month'), '2026-03-01', '2026-03-31'],
    ['long before its start', rhythm('2026-01-31', 1, 'month'), '1900-01-01', '2026-01-31'],
    ['far ahead', rhythm('2026-01-31', 1, 'month'), '2187-02-02', '2187-02-28'],
    ['between two weeks', rhythm('2026-01-01', 2, 'week'), '2026-01-02', '2026-01-15'],
    ['between two of three months', rhythm('2026-11-30', 3, 'month'), '2027-03-01', '2027-05-30'],
    ['in the month of a yearly one, after it', rhythm('2026-06-15', 1, 'year'), '2027-06-16', '2028-06-15'],
    ['in the month of a yearly one, before it', rhythm('2026-06-15', 1, 'year'), '2027-06-14', '2027-06-15'],
    ['after its last', rhythm('2026-01-31', 1, 'month', '2026-03-31'), '2026-04-01', undefined],
    ['after the end of the calendar', rhythm('2199-12-30', 1, 'day'), '2200-01-01', undefined],
  ])('the next one from %s on', (_name, given, from, expected) => {
    expect(nextDate(given, day(from))).toBe(expected);
  });

  it.each<[string, Rhythm, string, string, number]>([
    ['a month of days', rhythm('2026-01-01', 1, 'day'), '2026-02-01', '2026-02-28', 28],
    ['400 days', rhythm('2025-10-24', 1, 'day'), '2025-10-24', '2026-11-27', 400],
    ['13 months', rhythm('2025-10-31', 1, 'month'), '2025-10-31', '2026-11-27', 13],
    ['none before the start', rhythm('2026-02-01', 1, 'day'), '2026-01-01', '2026-01-31', 0],
    ['none after the end', rhythm('2026-01-01', 1, 'day', '2026-01-05'), '2026-01-06', '2026-02-01', 0],
    ['both ends', rhythm('2026-01-01', 1, 'week'), '2026-01-01', '2026-01-08', 2],
    [
      'until a day before its end',
      rhythm('2026-01-01', 1, 'day', '2026-01-31'),
      '2026-01-01',
      '2026-01-05',
      5,
    ],
    ['no further than the calendar', rhythm('2199-12-30', 1, 'day'), '2199-12-30', '2200-01-09', 2],
  ])('are counted without being listed: %s', (_name, given, from, until, count) => {
    expect(countDates(given, day(from), day(until))).toBe(count);
    expect(datesFrom(given, day(from), { until: day(until), limit: 1_000 })).toHaveLength(count);
  });

  it('are no other days', () => {
    const given = rhythm('2026-01-31', 1, 'month', '2026-03-31');
    const dates = ['2026-01-30', '2026-01-31', '2026-02-27', '2026-02-28', '2026-03-01', '2026-04-30'].map(
      day,
    );
    expect(dates.filter((date) => isDateOf(given, date))).toEqual(['2026-01-31', '2026-02-28']);
  });

  const rhythms = fc.record({
    startsOn: fc.integer({ min: 0, max: 80_000 }).map((days) => addDays(day('1950-01-01'), days)),
    interval: fc.integer({ min: 1, max: 99 }),
    every: fc.constantFrom<Unit>('day', 'week', 'month', 'year'),
    endsOn: fc.constant(null),
  });

  it('are the same from wherever one looks', () => {
    fc.assert(
      fc.property(rhythms, fc.integer({ min: 0, max: 20_000 }), (given, ahead) => {
        const from = addDays(given.startsOn, ahead);
        const all = datesFrom(given, given.startsOn, { until: addDays(from, 4_000), limit: 30_000 });
        const seen = datesFrom(given, from, { until: addDays(from, 4_000), limit: 30_000 });
        expect(seen).toEqual(all.filter((date) => date >= from));
        expect(countDates(given, from, addDays(from, 4_000))).toBe(seen.length);
        for (const date of seen.slice(0, 20)) expect(isDateOf(given, date)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('rise, and of months never leave the day of the first but for the end of a shorter month', () => {
    fc.assert(
      fc.property(rhythms, (given) => {
        const dates = first(given, 40);
        for (const [at, date] of dates.slice(1).entries()) {
          expect(date > dates[at]!).toBe(true);
          const isLastOfMonth = addDays(date, 1).endsWith('-01');
          const isLarge = given.every === 'month' || given.every === 'year';
          if (isLarge) expect(date.slice(8) === given.startsOn.slice(8) || isLastOfMonth).toBe(true);
          else expect(daysBetween(given.startsOn, date) % given.interval).toBe(0);
        }
      }),
    );
  });

  it.each(['Europe/Vienna', 'America/New_York', 'Australia/Lord_Howe'])(
    'begin and end with the day of the person, also where summer time moves it: %s',
    (timeZone) => {
      expect(isTimeZone(timeZone)).toBe(true);
      const given = rhythm('2026-01-04', 2, 'week');
      const due = new Set(first(given, 60));
      // Each quarter of an hour of a year: the days that come up are the days of the calendar, each once, in order.
      const seen: string[] = [];
      for (
        let at = Date.parse('2026-01-04T00:00:00Z');
        at < Date.parse('2027-02-01T00:00:00Z');
        at += 900_000
      ) {
        const today = dayIn(timeZone, new Date(at));
        if (seen.at(-1) !== today) seen.push(today);
      }
      const come = seen.filter((date) => due.has(date as Day));
      expect(come).toEqual([...due].filter((date) => date <= seen.at(-1)!));
      for (const [at, date] of come.slice(1).entries()) {
        expect(daysBetween(come[at] as Day, date as Day)).toBe(14);
      }
    },
  );
});

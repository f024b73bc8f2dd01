import { describe, expect, it, test } from 'vitest';
import type { Day, DayRange } from '../../domain/calendar.js';
import { expensesHref, hrefsAtOtherTimes, hrefWith } from './links.js';
import { comparisonNames, countOf, dayHeading, deviceName, durationOf, rangeName, timeAgo } from './words.js';
import { ENGLISH } from '../../locale/locale.js';

const day = (text: string) => text as Day;
const TODAY = day('2026-03-01');

describe('words on pages', () => {
  it('count', () => {
    expect([0, 1, 2048].map((count) => countOf(count, ENGLISH))).toEqual([
      '0 expenses',
      '1 expense',
      '2,048 expenses',
    ]);
  });

  it.each([
    ['2026-03-01', 'Today · Sun, Mar 1'],
    ['2026-02-28', 'Yesterday · Sat, Feb 28'],
    ['2026-02-27', 'Fri, Feb 27'],
    ['2025-12-31', 'Wed, Dec 31, 2025'],
    ['2026-03-02', 'To come · Mon, Mar 2'],
  ])('head the day %s', (text, heading) => {
    expect(dayHeading(day(text), TODAY, ENGLISH)).toBe(heading);
  });

  it.each([
    [{}, undefined],
    [{ from: '2026-02-01', until: '2026-03-01' }, 'February 2026'],
    [{ from: '2026-01-01', until: '2027-01-01' }, '2026'],
    [{ from: '2026-02-10', until: '2026-02-11' }, 'Feb 10, 2026'],
    [{ from: '2026-02-10', until: '2026-03-06' }, 'Feb 10 – Mar 5, 2026'],
    [{ from: '2026-02-10' }, 'Since Feb 10, 2026'],
    [{ until: '2026-02-10' }, 'Until Feb 9, 2026'],
    [{ from: '2026-02-01', until: '2026-02-01' }, 'No days'],
  ])('name the range %j', (range, name) => {
    expect(rangeName(range as DayRange, ENGLISH)?.replaceAll('\u2009', ' ')).toBe(name);
  });

  it.each([
    ['2026-03-01', '2026-04-01', '2026-02-01', '2026-03-01', { against: 'February' }],
    ['2025-03-01', '2025-04-01', '2025-02-01', '2025-03-01', { against: 'February 2025' }],
    ['2026-01-01', '2027-01-01', '2025-01-01', '2026-01-01', { against: '2025' }],
    ['2026-02-23', '2026-03-02', '2026-02-16', '2026-02-23', { against: 'the 7 days before' }],
    ['2026-02-23', '2026-02-24', '2026-02-22', '2026-02-23', { against: 'the day before' }],
    [
      '2026-11-01',
      '2026-11-27',
      '2026-10-01',
      '2026-10-27',
      { now: 'November 1 – 26', against: 'October 1 – 26' },
    ],
    [
      '2026-01-01',
      '2026-03-02',
      '2025-01-01',
      '2025-03-02',
      { now: 'Jan 1 – Mar 1, 2026', against: 'Jan 1 – Mar 1, 2025' },
    ],
  ])('name what is compared, %s to %s against %s to %s', (from, until, since, to, names) => {
    const ranges = {
      now: { from: day(from), until: day(until) },
      against: { from: day(since), until: day(to) },
    };
    const plain = Object.entries(comparisonNames(ranges, TODAY, ENGLISH)).map(([side, name]) => [
      side,
      name.replaceAll('\u2009', ' '),
    ]);
    expect(Object.fromEntries(plain)).toEqual(names);
  });

  it.each([
    [59_999, 'just now'],
    [60_000, '1 minute ago'],
    [3_600_000 * 5, '5 hours ago'],
    [86_400_000 * 40, '40 days ago'],
    [-5000, 'just now'],
  ])('tell how long ago: %i ms', (ms, words) => {
    const now = new Date('2026-03-01T12:00:00Z');
    expect(timeAgo(new Date(now.getTime() - ms).toISOString(), now, ENGLISH)).toBe(words);
  });

  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0', 'Firefox on Linux'],
    [
      'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0',
      'Edge on Windows',
    ],
    [
      'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36',
      'Chrome on Android',
    ],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1', 'Safari on iOS'],
    ['curl/8.5.0', 'curl'],
    ['MyScript 1.0', 'MyScript 1.0'],
    ['', 'Unknown device'],
  ])('name a device: %s', (userAgent, name) => {
    expect(deviceName(userAgent, ENGLISH)).toBe(name);
  });
});

test.each([
  [900_000, '15 minutes'],
  [60_000, '1 minute'],
  [86_400_000, '1 day'],
  [2_592_000_000, '30 days'],
  [5_400_000, '90 minutes'],
  [3_000, '3 seconds'],
])('%i ms is said as %s', (ms, text) => {
  expect(durationOf(ms, ENGLISH)).toBe(text);
});

describe('links to the list', () => {
  it('spell a filter in one way: known fields in their order, empty ones left out', () => {
    expect(expensesHref({})).toBe('/expenses');
    expect(expensesHref({ q: 'a&b =é', category: '3', month: '' })).toBe(
      '/expenses?category=3&q=a%26b+%3D%C3%A9',
    );
    expect(expensesHref({ evil: 'x' } as never, 'abc')).toBe('/expenses?cursor=abc');
  });

  it('change the time and keep the rest, or take one part away', () => {
    const values = {
      category: '3',
      month: '2026-02',
      year: '2026',
      from: 'x',
      to: 'y',
      period: 'week',
      q: 'tea',
    };
    expect(hrefsAtOtherTimes(values)({ month: '2026-03' })).toBe('/expenses?category=3&month=2026-03&q=tea');
    expect(hrefWith({ category: '3', q: 'tea' }, { category: '' })).toBe('/expenses?q=tea');
    expect(hrefWith({ tag: 'a,b,c', q: 'tea' }, { tag: 'a,c' })).toBe('/expenses?q=tea&tag=a&tag=c');
  });
});

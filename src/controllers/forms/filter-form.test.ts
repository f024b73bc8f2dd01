import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Day } from '../../domain/calendar.js';
import { findCurrency } from '../../domain/currency.js';
import type { FieldFaults } from '../../domain/errors.js';
import { encodeCursor, encodeTrashCursor, parseCursor, parseTrashCursor } from './cursor.js';
import { FILTER_FIELDS, parseFilter } from './filter-form.js';
import { ENGLISH } from '../../locale/locale.js';

const context = {
  today: '2026-03-31' as Day,
  currency: findCurrency('USD')!,
  person: { region: 'de-DE', weekStartsOn: null },
  categoryIds: new Set([3, 4, 34]),
};
const read = (query: object) => parseFilter(query, context);
const faultsOf = (query: object) => {
  const parsed = read(query);
  return parsed.ok ? {} : parsed.fault;
};

describe('a filter in a query', () => {
  it.each([
    [{}, { range: {} }],
    [{ month: '', q: '  ', category: '' }, { range: {} }],
    [{ category: '3' }, { range: {}, categoryId: 3 }],
    [{ category: '34' }, { range: {}, categoryId: 34 }],
    [{ category: 'none' }, { range: {}, categoryId: 'none' }],
    [{ month: '2026-02' }, { range: { from: '2026-02-01', until: '2026-03-01' } }],
    [{ year: '2026' }, { range: { from: '2026-01-01', until: '2027-01-01' } }],
    [{ from: '2026-02-10' }, { range: { from: '2026-02-10' } }],
    [{ to: '2026-02-28' }, { range: { until: '2026-03-01' } }],
    [{ from: '2026-02-10', to: '2026-02-10' }, { range: { from: '2026-02-10', until: '2026-02-11' } }],
    [{ period: 'week' }, { range: { from: '2026-03-25', until: '2026-04-01' } }],
    [{ period: 'month' }, { range: { from: '2026-03-02', until: '2026-04-01' } }],
    [{ period: '3months' }, { range: { from: '2026-01-01', until: '2026-04-01' } }],
    // 31 March 2026 is a Tuesday.
    [{ period: 'this_week' }, { range: { from: '2026-03-30', until: '2026-04-06' } }],
    [{ q: ' Café ' }, { range: {}, words: [{ text: 'cafe' }] }],
    [
      { min: '1.50', max: '2' },
      { range: {}, minMinor: 150n, maxMinor: 200n },
    ],
  ])('%j is read', (query, filter) => {
    expect(read(query)).toEqual({ ok: true, value: filter });
  });

  it.each([undefined, null, 'text'])('is empty where no query is: %j', (query) => {
    expect(parseFilter(query, context)).toEqual({ ok: true, value: { range: {} } });
  });

  it('takes 0 as a limit, and searches for 100 characters', () => {
    expect(read({ min: '0', max: '0.00', q: 'x'.repeat(100) })).toMatchObject({
      value: { minMinor: 0n, maxMinor: 0n, words: [{ text: 'x'.repeat(100) }] },
    });
  });

  it('searches for an amount where a word is one, and for no NUL, which is stored nowhere', () => {
    expect(read({ q: '12.50 a\0b' })).toMatchObject({
      value: { words: [{ text: '12.50', amountMinor: 1250n }, { text: 'a\uFFFDb' }] },
    });
  });

  it('reads limits as the region writes them, from a page', () => {
    const page = { ...context, region: 'de-DE' };
    expect(parseFilter({ min: '1.234,50' }, page)).toMatchObject({ value: { minMinor: 123_450n } });
    expect(Object.keys(faultsOf({ min: '1.234,50' }))).toEqual(['min']);
  });

  it.each([
    [{ max: '3,212' }, 'max', 'This could be 3.21 or 3212.00: write the one that you mean.'],
    [{ min: '1000000000000' }, 'min', 'An amount has at most 12 digits before its decimals.'],
    [{ min: 'much' }, 'min', 'Write the amount as a number, such as 12.50.'],
  ])('says of a limit what it would say of an amount, on a page: %j', (query, field, said) => {
    const parsed = parseFilter(query, { ...context, region: 'de-DE' });
    expect(parsed.ok || ENGLISH.say(parsed.fault[field]!)).toBe(said);
  });

  describe('by tags', () => {
    const tags = [
      { id: 7, name: 'trip' },
      { id: 8, name: 'Café' },
      { id: 9, name: '7' },
      ...Array.from({ length: 20 }, (_, at) => ({ id: 100 + at, name: `t${String(at)}` })),
    ];
    const all = tags.slice(3).map(({ name }) => name);

    it.each([
      ['by name, in any letters', 'TRIP', [7]],
      ['with the sign that is typed before it', '#trip', [7]],
      ['several, each once', ' trip , #Café,,trip', [7, 8]],
      ['several fields', ['trip', 'café', 'Trip'], [7, 8]],
      ['a name before an id', '7', [9]],
      ['by id', '8', [8]],
      ['twenty', all, Array.from({ length: 20 }, (_, at) => 100 + at)],
    ])('%s', (_, tag, tagIds) => {
      expect(parseFilter({ tag }, { ...context, tags })).toEqual({ ok: true, value: { range: {}, tagIds } });
    });

    it('a sign within a name is part of it', () => {
      const sharp = [{ id: 5, name: 'c#' }];
      expect(parseFilter({ tag: 'c#' }, { ...context, tags: sharp })).toMatchObject({
        value: { tagIds: [5] },
      });
    });

    it.each([',', ' ', '#', { a: 'trip' }, 5])('none: %j', (tag) => {
      expect(parseFilter({ tag }, { ...context, tags })).toEqual({ ok: true, value: { range: {} } });
    });

    it.each([
      ['gone', 'There is no such tag.'],
      [['trip', 'gone'], 'There is no such tag.'],
      [[...all, 'gone'], 'An expense has 20 tags at most.'],
      [[...all, 'trip'], 'An expense has 20 tags at most.'],
    ])('refused: %j', (tag, said) => {
      const parsed = parseFilter({ tag }, { ...context, tags });
      expect(parsed.ok ? '' : ENGLISH.say(parsed.fault.tag!)).toBe(said);
    });
  });

  it.each([
    ['en-US', null, '2026-03-29'],
    ['ar-EG', null, '2026-03-28'],
    ['en-US', 1, '2026-03-30'],
    ['de-DE', 3, '2026-03-25'],
  ])('of %s, weeks from %s, this week begins on %s', (region, weekStartsOn, from) => {
    const parsed = parseFilter({ period: 'this_week' }, { ...context, person: { region, weekStartsOn } });
    expect(parsed).toMatchObject({ value: { range: { from } } });
  });

  it('applies filters on time together', () => {
    expect(read({ year: '2026', from: '2025-06-01', to: '2026-01-15' })).toMatchObject({
      value: { range: { from: '2026-01-01', until: '2026-01-16' } },
    });
  });

  it('matches no day when two filters on time share none', () => {
    expect(read({ month: '2026-02', year: '2025' })).toMatchObject({
      value: { range: { from: '2026-02-01', until: '2026-02-01' } },
    });
  });

  it.each([
    [{ category: '5' }, 'category', 'There is no such category. Choose one from the list.'],
    [{ category: '+3' }, 'category', 'There is no such category. Choose one from the list.'],
    [{ category: '3.0' }, 'category', 'There is no such category. Choose one from the list.'],
    [{ category: '__proto__' }, 'category', 'There is no such category. Choose one from the list.'],
    [{ month: '2026-13' }, 'month', 'Enter a month such as 2026-03.'],
    [{ year: '26' }, 'year', 'Enter a year such as 2026.'],
    [{ from: '2026-02-30' }, 'from', 'Enter a day of the calendar, such as 2026-03-01.'],
    [{ to: 'now' }, 'to', 'Enter a day of the calendar, such as 2026-03-01.'],
    [{ from: '2026-02-02', to: '2026-02-01' }, 'to', 'The last day lies before the first.'],
    [{ period: 'constructor' }, 'period', 'Choose one of this_week, week, month, 3months.'],
    [{ q: 'x'.repeat(101) }, 'q', 'Search for 100 characters at most.'],
    [{ min: '1e3' }, 'min', 'Write the amount as a number, such as 12.50.'],
  ])('%j is refused beside its field', (query, field, message) => {
    const faults: FieldFaults = faultsOf(query);
    expect(Object.keys(faults)).toEqual([field]);
    expect(ENGLISH.say(faults[field]!)).toBe(message);
  });

  it('is read, or refused by field, whatever the query says', () => {
    const names = [...FILTER_FIELDS, 'min', 'max', 'cursor', '__proto__', 'constructor'];
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('2026-02', '1900-01-01', '2199-12-31', '2199', '1900', 'week', '3', 'none', '0', '%'),
      fc.array(fc.string()),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value), (query) => {
        const parsed = read(query);
        if (!parsed.ok) return Object.values(parsed.fault).every((said) => ENGLISH.say(said).endsWith('.'));
        const { from, until } = parsed.value.range;
        return from === undefined || until === undefined || from <= until;
      }),
    );
  });
});

const ids = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const ways = fc.constantFrom('older' as const, 'newer' as const);
const days = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());

describe('a place in a list', () => {
  it('comes back from its cursor as it was', () => {
    fc.assert(
      fc.property(ways, days, ids, (towards, instant, id) => {
        const place = { towards, spentOn: instant.slice(0, 10) as Day, id };
        expect(parseCursor({ cursor: encodeCursor(place) })).toEqual(place);
        const trashed = { towards, deletedAt: instant, id };
        expect(parseTrashCursor({ cursor: encodeTrashCursor(trashed) })).toEqual(trashed);
      }),
    );
  });

  it('is none without a cursor', () => {
    expect(parseCursor({})).toBeUndefined();
    expect(parseTrashCursor({ cursor: '' })).toBeUndefined();
  });

  it.each([
    'older|2026-02-30|1',
    'older|2026-03-01|0',
    'older|2026-03-01|9007199254740993',
    'sideways|2026-03-01|1',
    ' older|2026-03-01|1',
    'older|2026-03-01|1|2',
    'older|2026-03-01',
    "older|2026-03-01' OR 1=1--|1",
    'older|2026-02-30T00:00:00.000Z|1',
    'older|0000-01-01T00:00:00.000Z|1',
    'older|2026-01-01T24:00:00.000Z|1',
    'older|2026-01-01T00:00:60.000Z|1',
    'older|2026-01-01T00:00:00.000|1',
    '\u00ff',
  ])('is refused: %j', (text) => {
    const cursor = Buffer.from(text).toString('base64url');
    const said = { key: 'fault.cursor.unknown' };
    for (const parse of [parseCursor, parseTrashCursor])
      expect(() => parse({ cursor })).toThrow(
        expect.objectContaining({ code: 'invalid', fields: { cursor: said } }) as Error,
      );
  });
});

import { describe, expect, it } from 'vitest';
import type { Day } from '../../domain/calendar.js';
import { findCurrency } from '../../domain/currency.js';
import { refusals } from '../../testing/refusals.js';
import { check } from './fields.js';
import {
  parseRecurring,
  parseRhythm,
  recurringChangeSchema,
  recurringSchema,
  toRecurringChange,
  toRecurringInput,
} from './recurring-form.js';

const [USD, JPY] = [findCurrency('USD')!, findCurrency('JPY')!];
const DAY = 'Enter a day of the calendar, such as 2026-03-01.';
const INTERVAL = 'Enter a whole number from 1 to 99.';

describe('the form of a recurring expense', () => {
  const typed = {
    ...{ amount: '750', refund: '', description: ' Rent ', category_id: '3', tags: 'home, flat' },
    ...{ interval: '1', every: 'month', starts_on: ' 2026-01-31 ', ends_on: '', mode: 'add' },
  };
  const inUsd = { currency: USD, region: 'en-US' };
  const read = (fields: object) => parseRecurring({ ...typed, ...fields }, inUsd);

  it('is read into what is to come back', () => {
    expect(read({})).toEqual({
      ok: true,
      value: {
        ...{ amountMinor: 75_000n, description: 'Rent', categoryId: 3, tags: ['home', 'flat'] },
        ...{ interval: 1, every: 'month', startsOn: '2026-01-31', endsOn: null, mode: 'add' },
      },
    });
  });

  it.each([
    [{ refund: 'yes' }, { amountMinor: -75_000n }],
    [{ amount: '-750' }, { amountMinor: -75_000n }],
    [{ amount: '-750', refund: 'yes' }, { amountMinor: -75_000n }],
    [
      { tags: '', category_id: '' },
      { tags: [], categoryId: null },
    ],
    [
      { interval: ' 12 ', every: 'week' },
      { interval: 12, every: 'week' },
    ],
    [{ interval: '99' }, { interval: 99 }],
    [{ ends_on: ' 2026-12-31 ' }, { endsOn: '2026-12-31' }],
    [{ ends_on: '  ' }, { endsOn: null }],
    [{ mode: 'remind' }, { mode: 'remind' }],
  ])('reads %j', (fields, value) => {
    expect(read(fields)).toMatchObject({ ok: true, value });
  });

  it('reads the amount as the region writes it, in the currency of the book', () => {
    const inGermany = { currency: USD, region: 'de-DE' };
    expect(parseRecurring({ ...typed, amount: '1.250' }, inGermany)).toMatchObject({
      value: { amountMinor: 125_000n },
    });
    expect(parseRecurring({ ...typed }, { currency: JPY, region: 'en-US' })).toMatchObject({
      value: { amountMinor: 750n },
    });
  });

  it.each([
    ...['', '0', '100', '1.5', '-1', 'x', '1x', '1 2'].map(
      (interval) => [{ interval }, { interval: INTERVAL }] as [object, object],
    ),
    [{ every: 'fortnight' }, { every: 'Choose day, week, month or year.' }],
    [{ mode: 'ask' }, { mode: 'Choose what is done on the day.' }],
    [{ starts_on: '' }, { starts_on: 'Enter a date.' }],
    [{ starts_on: '2026-02-30' }, { starts_on: DAY }],
    [{ ends_on: '2026-02-30' }, { ends_on: DAY }],
    [
      { amount: '', description: '' },
      { amount: 'Enter an amount.', description: 'Enter a description.' },
    ],
  ])('refuses %j with what is wrong', (fields, said) => {
    expect(refusals(read(fields))).toMatchObject(said);
    expect(Object.keys(refusals(read(fields)))).toEqual(Object.keys(said));
  });

  it('asks back about a first day far away, beside what else is wrong, until it is meant', () => {
    const asked = (fields: object, meant?: string) =>
      Object.keys(
        refusals(parseRecurring({ ...typed, ...fields }, { ...inUsd, today: '2026-03-01' as Day, meant })),
      ).sort();
    expect(asked({ starts_on: ' 1966-03-01 ' })).toEqual(['starts_on']);
    expect(asked({ starts_on: '1966-03-01', every: 'x' })).toEqual(['every', 'starts_on']);
    expect(asked({ starts_on: '1966-03-01' }, '1966-03-01')).toEqual([]);
    expect(asked({})).toEqual([]);
  });

  it('tells when it comes back without the rest of it', () => {
    const rhythm = { interval: '2', every: 'year', starts_on: '2026-01-31', ends_on: '2030-01-31' };
    expect(parseRhythm(rhythm)).toEqual({
      ok: true,
      value: { interval: 2, every: 'year', startsOn: '2026-01-31', endsOn: '2030-01-31' },
    });
    expect(refusals(parseRhythm({ ...rhythm, interval: '0' }))).toEqual({ interval: INTERVAL });
  });
});

describe('a recurring expense as a program sends it', () => {
  const sent = { amount: '750.00', description: 'Rent', every: 'month', starts_on: '2026-01-31' };
  const read = (fields: object, currency = USD) => {
    const parsed = check(recurringSchema(currency), { ...sent, ...fields });
    return parsed.ok ? toRecurringInput(parsed.value) : refusals(parsed);
  };

  it.each([
    [{}, { tags: [], categoryId: null, interval: 1, endsOn: null, mode: 'add', amountMinor: 75_000n }],
    [
      { amount: -7.5, interval: 3, ends_on: null },
      { amountMinor: -750n, interval: 3, endsOn: null },
    ],
    [
      { tags: ['home'], ends_on: '2026-12-31' },
      { tags: ['home'], endsOn: '2026-12-31' },
    ],
  ])('%j is read', (fields, value) => {
    expect(read(fields)).toMatchObject(value);
  });

  it.each([
    [{ amount: '7,5' }, { amount: 'Write a point before the decimals, and no commas.' }],
    [{ interval: true }, { interval: INTERVAL }],
    [{ ends_on: 5 }, { ends_on: DAY }],
    [{ starts_on: undefined }, { starts_on: 'Enter a date.' }],
    [{ paused: true }, { paused: 'There is no such field here.' }],
  ])('%j is refused with what is wrong', (fields, said) => {
    expect(read(fields)).toEqual(said);
  });

  it('counts in the currency of its book', () => {
    expect(read({ amount: '750' }, JPY)).toMatchObject({ amountMinor: 750n });
    expect(read({ amount: '750' })).toMatchObject({ amountMinor: 75_000n });
  });

  it.each([
    [{}, {}],
    [{ amount: '5' }, { amountMinor: 500n }],
    [{ description: 'Loan' }, { description: 'Loan' }],
    [{ category_id: null }, { categoryId: null }],
    [{ tags: [] }, { tags: [] }],
    [{ interval: 2 }, { interval: 2 }],
    [{ every: 'week' }, { every: 'week' }],
    [{ starts_on: '2026-02-01' }, { startsOn: '2026-02-01' }],
    [{ ends_on: null }, { endsOn: null }],
    [{ mode: 'remind' }, { mode: 'remind' }],
    [{ paused: false }, { isPaused: false }],
    [{ paused: true }, { isPaused: true }],
  ])('is changed in what was sent, and nothing else: %j', (body, change) => {
    const parsed = check(recurringChangeSchema(USD), body);
    expect(parsed.ok && toRecurringChange(parsed.value, body)).toStrictEqual(change);
  });

  it('is not changed by what was not sent as an object', () => {
    for (const sent of [undefined, null, 'text']) expect(toRecurringChange({ amount: 5n }, sent)).toEqual({});
  });

  it('is paused by true or false only', () => {
    expect(refusals(check(recurringChangeSchema(USD), { paused: 'no' }))).toEqual({
      paused: 'Send true or false.',
    });
  });
});

import { describe, expect, it } from 'vitest';
import { findCurrency } from '../../domain/currency.js';
import { refusals } from '../../testing/refusals.js';
import { budgetSchema, parseBudget, parseTarget, toBudgetInput } from './budget-form.js';
import { check } from './fields.js';

const [USD, JPY] = [findCurrency('USD')!, findCurrency('JPY')!];
const typed = { amount: '60', category_id: '3', from: ' 2026-03 ', carry_over: '' };
const inUsd = { currency: USD, region: 'en-US' };

describe('the form of a budget', () => {
  it.each([
    [{}, { target: 3, amountMinor: 6_000n, fromMonth: '2026-03', carryOver: false }],
    [{ category_id: 'all' }, { target: 'all' }],
    [{ carry_over: 'yes' }, { carryOver: true }],
    [{ amount: '1,250.50' }, { amountMinor: 125_050n }],
  ])('reads %j', (fields, value) => {
    expect(parseBudget({ ...typed, ...fields }, inUsd)).toMatchObject({ ok: true, value });
  });

  it('reads the amount as the region writes it, in the currency of the book', () => {
    expect(parseBudget({ ...typed, amount: '1.250,50' }, { currency: USD, region: 'de-DE' })).toMatchObject({
      value: { amountMinor: 125_050n },
    });
    expect(parseBudget({ ...typed, amount: '1250' }, { currency: JPY, region: 'en-US' })).toMatchObject({
      value: { amountMinor: 1_250n },
    });
  });

  it.each([
    [{ amount: '' }, { amount: 'Enter an amount.' }],
    [{ amount: '0' }, { amount: 'Enter an amount other than 0.' }],
    [{ amount: '-1' }, { amount: 'A budget is more than 0.' }],
    [{ from: '2026-13' }, { from: 'Enter a month such as 2026-03.' }],
    [{ from: '' }, { from: 'Enter a month such as 2026-03.' }],
    ...['', '0', '-1', '03', '1.5', 'everything', '1234567890123456', '3 ', 'x3'].map(
      (category_id) =>
        [{ category_id }, { category_id: 'Choose a category, or everything.' }] as [object, object],
    ),
  ])('refuses %j with what is wrong', (fields, said) => {
    expect(refusals(parseBudget({ ...typed, ...fields }, inUsd))).toEqual(said);
  });
});

describe('a budget as a program sends it', () => {
  const sent = { amount: '60.00', from: '2026-03' };
  const read = (body: object, currency = USD) => check(budgetSchema(currency), body);

  it.each([
    [{}, { amountMinor: 6_000n, fromMonth: '2026-03', carryOver: false }],
    [
      { amount: 60.5, carry_over: true },
      { amountMinor: 6_050n, carryOver: true },
    ],
  ])('%j is read', (fields, value) => {
    const parsed = read({ ...sent, ...fields });
    expect(parsed.ok && toBudgetInput(parsed.value)).toMatchObject(value);
  });

  it('counts in the currency of its book', () => {
    expect(read({ ...sent, amount: '60' }, JPY)).toMatchObject({ value: { amount: 60n } });
    expect(refusals(read(sent, JPY))).toEqual({ amount: 'JPY has no decimals: write a whole number.' });
    expect(read(sent)).toMatchObject({ value: { amount: 6_000n } });
  });

  it.each([
    [{ amount: undefined }, { amount: 'Enter an amount.' }],
    [{ amount: '1,5' }, { amount: 'Write a point before the decimals, and no commas.' }],
    [{ amount: -5 }, { amount: 'A budget is more than 0.' }],
    [{ from: undefined }, { from: 'Enter a month such as 2026-03.' }],
    [{ carry_over: 'yes' }, { carry_over: 'Send true or false.' }],
    [{ category_id: 3 }, { category_id: 'There is no such field here.' }],
  ])('%j is refused with what is wrong', (fields, said) => {
    expect(refusals(read({ ...sent, ...fields }))).toEqual(said);
  });
});

describe('the part of an address that names a budget', () => {
  it('is a category, or everything', () => {
    expect([parseTarget('all'), parseTarget('12')]).toEqual(['all', 12]);
    for (const text of ['ALL', '', '0', 'x'])
      expect(() => parseTarget(text)).toThrow('error.no_such.category');
  });
});

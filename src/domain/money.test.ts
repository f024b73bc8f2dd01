import { describe, expect, test } from 'vitest';
import { findCurrency } from './currency.js';
import { formatMoney, formatMoneyChange, toDecimal } from './money.js';

const currency = (code: string) => findCurrency(code)!;
const USD = currency('USD');
const JPY = currency('JPY');
const KWD = currency('KWD');

test.each([
  [1250n, USD, '12.50'],
  [5n, USD, '0.05'],
  [0n, USD, '0.00'],
  [-5n, USD, '-0.05'],
  [-123_450n, USD, '-1234.50'],
  [1200n, JPY, '1200'],
  [-3n, JPY, '-3'],
  [1n, KWD, '0.001'],
])('%d in %o is written as %s', (minor, unit, text) => {
  expect(toDecimal(minor, unit)).toBe(text);
});

describe('money is shown', () => {
  test.each([
    [123_450n, 'USD', 'en-US', '$1,234.50'],
    [0n, 'USD', 'en-US', '$0.00'],
    [1200n, 'JPY', 'en-US', '¥1,200'],
    [123_450n, 'HUF', 'en-US', 'HUF\u00a01,234.50'],
    [1234n, 'KWD', 'en-US', 'KWD\u00a01.234'],
    [123_450n, 'EUR', 'de-DE', '1.234,50\u00a0€'],
    [12_345_678_901_234_567_890n, 'USD', 'en-US', '$123,456,789,012,345,678.90'],
  ])('%d %s in %s', (minor, code, locale, text) => {
    expect(formatMoney(minor, currency(code), locale)).toBe(text);
  });

  test.each([
    [1200n, '+$12.00'],
    [-18_240n, '\u2212$182.40'],
    [0n, '±$0.00'],
  ])('a change of %d always has its sign', (minor, text) => {
    expect(formatMoneyChange(minor, USD)).toBe(text);
  });
});

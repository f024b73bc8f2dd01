import { describe, expect, test } from 'vitest';
import { CURRENCIES, findCurrency } from './currency.js';

describe('currencies', () => {
  test.each([
    ['JPY', 0],
    ['ISK', 0],
    ['CLP', 0],
    ['USD', 2],
    ['EUR', 2],
    ['HUF', 2],
    ['TRY', 2],
    ['KWD', 3],
    ['TND', 3],
  ])('%s has the %i digits of ISO 4217', (code, digits) => {
    expect(findCurrency(code)).toEqual({ code, digits });
  });

  test.each(['usd', 'US', '', 'XXX', 'XAU', 'CLF', 'UYW', 'DEM', 'HRK', '__proto__', 'constructor'])(
    '%j is none',
    (code) => {
      expect(findCurrency(code)).toBeUndefined();
    },
  );

  test('each is listed once, by code, and Intl knows its form', () => {
    const codes = CURRENCIES.map((currency) => currency.code);
    expect(codes).toEqual([...new Set(codes)].sort());
    for (const code of codes) expect(code).toMatch(/^[A-Z]{3}$/);
  });

  test('the list cannot be changed by whoever uses it', () => {
    expect(Object.isFrozen(CURRENCIES)).toBe(true);
    expect(CURRENCIES.every((currency) => Object.isFrozen(currency))).toBe(true);
  });
});

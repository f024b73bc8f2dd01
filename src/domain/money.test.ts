import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CURRENCIES, findCurrency, type Currency } from './currency.js';
import {
  formatMoney,
  formatMoneyChange,
  maxAmount,
  parseAmount,
  parseAmountNumber,
  toDecimal,
} from './money.js';

const currency = (code: string): Currency => findCurrency(code) ?? { code: 'none', digits: 0 };
const USD = currency('USD');
const JPY = currency('JPY');
const KWD = currency('KWD');

describe('an amount that is certain is understood', () => {
  test.each([
    ['USD', '12.5', 1250n],
    ['USD', '12.50', 1250n],
    ['USD', '12', 1200n],
    ['USD', '0.01', 1n],
    ['USD', '.50', 50n],
    ['USD', '007.50', 750n],
    ['USD', '19.99', 1999n],
    ['USD', '1,234', 123_400n],
    ['USD', '1,234.50', 123_450n],
    ['USD', '12,345,678.90', 1_234_567_890n],
    ['USD', '  12.50  ', 1250n],
    ['USD', '\u00a012.50\u00a0', 1250n],
    ['USD', '$12.50', 1250n],
    ['USD', '$ 12.50', 1250n],
    ['USD', '12.50 $', 1250n],
    ['USD', '$1,234.50', 123_450n],
    ['USD', 'USD 12.50', 1250n],
    ['USD', 'usd12.50', 1250n],
    ['USD', '12.50 USD', 1250n],
    ['USD', '$12.50 USD', 1250n],
    ['USD', '999999999999.99', 99_999_999_999_999n],
    ['USD', '999,999,999,999.99', 99_999_999_999_999n],
    ['EUR', '12.50 €', 1250n],
    ['EUR', '€12.50', 1250n],
    ['CAD', 'CA$12.50', 1250n],
    ['CAD', '$12.50', 1250n],
    ['TRY', '₺12.50', 1250n],
    ['SEK', '12.50 kr', 1250n],
    ['JPY', '1200', 1200n],
    ['JPY', '¥1,200', 1200n],
    ['JPY', '1,200', 1200n],
    ['KWD', '1.234', 1234n],
    ['KWD', '1.2', 1200n],
    ['KWD', '1,234.500', 1_234_500n],
    ['KWD', '1,234,567', 1_234_567_000n],
    ['KWD', '999999999999.999', 999_999_999_999_999n],
  ])('in %s %j', (code, text, minor) => {
    expect(parseAmount(text, currency(code))).toEqual({ ok: true, value: minor });
  });
});

describe('everything else comes back with its own sentence', () => {
  const ABOVE_0 = 'Enter an amount above 0.';
  const MINUS = 'Enter an amount above 0; a minus sign is not understood here.';
  const NUMBER = 'Write the amount as a number, such as 12.50.';
  const EXPONENT = 'Write all digits of the amount, without an exponent.';
  const ORDINARY = 'Write the amount in ordinary decimal digits.';
  const DIGITS = 'Write the amount with the digits 0 to 9.';
  const ONE_POINT = 'An amount has one decimal point at most.';
  const TWO_DECIMALS = 'USD has at most 2 decimals, as in 12.50.';
  const THREE_DECIMALS = 'KWD has at most 3 decimals, as in 12.500.';
  const WHOLE = 'JPY has no decimals: write a whole number.';
  const GROUPS = 'Commas may only stand between groups of three digits, as in 1,234,567.';
  const LARGE = 'An amount has at most 12 digits before the point.';
  const SPACES = 'Write the digits together, without spaces.';
  const DANGLING = 'Write the decimals after the point, or leave the point out.';
  const FOREIGN = 'These amounts are in USD: leave the sign of any other currency out.';
  const comma = (meant: string) => `Write a point before the decimals, not a comma: ${meant}.`;

  test.each([
    ['USD', '', 'Enter an amount.'],
    ['USD', '   ', 'Enter an amount.'],
    ['USD', '0', ABOVE_0],
    ['USD', '0.00', ABOVE_0],
    ['USD', '000', ABOVE_0],
    ['JPY', '0', ABOVE_0],
    ['USD', '-1', MINUS],
    ['USD', '-0', MINUS],
    ['USD', '\u22121', MINUS],
    ['USD', '-$5', MINUS],
    ['USD', '$-5', MINUS],
    ['USD', '(5.00)', MINUS],
    ['USD', '+5', 'Leave out the plus sign: every expense is an amount above 0.'],
    ['USD', 'NaN', NUMBER],
    ['USD', 'Infinity', NUMBER],
    ['USD', '-Infinity', MINUS],
    ['USD', 'lunch', NUMBER],
    ['USD', '12.50abcd', NUMBER],
    ['USD', '12.50; DROP TABLE expenses', NUMBER],
    ['USD', '$', NUMBER],
    ['USD', '.', DANGLING],
    ['USD', '5.', DANGLING],
    ['USD', '1e9', EXPONENT],
    ['USD', '1E3', EXPONENT],
    ['USD', '1.5e-3', EXPONENT],
    ['USD', '0x10', ORDINARY],
    ['USD', '0b11', ORDINARY],
    ['USD', '1.2.3', ONE_POINT],
    ['USD', '1..2', ONE_POINT],
    ['USD', '1.234.567', ONE_POINT],
    ['USD', '1.234', TWO_DECIMALS],
    ['USD', '1.005', TWO_DECIMALS],
    ['USD', '12.500', TWO_DECIMALS],
    ['KWD', '1.2345', THREE_DECIMALS],
    ['JPY', '12.5', WHOLE],
    ['JPY', '12.0', WHOLE],
    ['USD', '1,5', comma('1.5')],
    ['USD', '12,50', comma('12.50')],
    ['USD', '1,23', comma('1.23')],
    ['USD', '0,99', comma('0.99')],
    ['USD', '1.234,56', comma('1234.56')],
    ['USD', '12,34,567', GROUPS],
    ['USD', '1234,567', GROUPS],
    ['USD', '1,2345', GROUPS],
    ['USD', '0,123', GROUPS],
    ['USD', ',5', GROUPS],
    ['USD', '1,,234', GROUPS],
    ['USD', '1,234,', GROUPS],
    ['USD', '1.5,000', GROUPS],
    ['JPY', '1,5', GROUPS],
    ['USD', '1,234.567', TWO_DECIMALS],
    ['KWD', '1,234', '1,234 could be 1.234 or 1234 KWD: write the one that you mean.'],
    ['USD', '٣', DIGITS],
    ['USD', '١٢٫٥٠', DIGITS],
    ['USD', '１２', DIGITS],
    ['USD', '½', DIGITS],
    ['USD', '1 234.50', SPACES],
    ['USD', '1\u202f234', SPACES],
    ['USD', "1'234", SPACES],
    ['USD', '€12.50', FOREIGN],
    ['USD', '12.50 EUR', FOREIGN],
    ['USD', '₺5', FOREIGN],
    ['USD', '1000000000000', LARGE],
    ['USD', '10000000000000', LARGE],
    ['USD', '1,000,000,000,000', LARGE],
    ['USD', '9'.repeat(60), LARGE],
    ['USD', '9'.repeat(100_000), NUMBER],
    ['USD', '12\u200b.50', NUMBER],
    ['USD', '12.50\u0000', NUMBER],
  ])('in %s %j', (code, text, sentence) => {
    expect(parseAmount(text, currency(code))).toEqual({ ok: false, fault: sentence });
  });
});

describe('a JSON number is taken when it is exact', () => {
  test.each([
    [12.5, USD, 1250n],
    [12, USD, 1200n],
    [19.99, USD, 1999n],
    [0.1, USD, 10n],
    [999_999_999_999.99, USD, 99_999_999_999_999n],
    [1.234, KWD, 1234n],
    [999_999_999_999.999, KWD, 999_999_999_999_999n],
    [1200, JPY, 1200n],
  ])('%d in %o', (number, unit, minor) => {
    expect(parseAmountNumber(number, unit)).toEqual({ ok: true, value: minor });
  });

  test.each([
    [1.005, USD],
    [0.1 + 0.2, USD],
    [12.5, JPY],
    [0, USD],
    [-0, USD],
    [-1, USD],
    [1e-7, USD],
    [Number.MIN_VALUE, USD],
    [1e12, USD],
    [1e21, USD],
    [2 ** 53, JPY],
    [Number.MAX_VALUE, USD],
    [NaN, USD],
    [Infinity, USD],
    [-Infinity, USD],
  ])('%d in %o is refused', (number, unit) => {
    expect(parseAmountNumber(number, unit).ok).toBe(false);
  });
});

const anyCurrency = fc.constantFrom(...CURRENCIES);
const anyAmount = anyCurrency.chain((unit) =>
  fc.record({ unit: fc.constant(unit), minor: fc.bigInt({ min: 1n, max: maxAmount(unit) }) }),
);

describe('for every amount of every currency', () => {
  test('what is written as a decimal is read back', () => {
    fc.assert(
      fc.property(anyAmount, ({ unit, minor }) => {
        expect(parseAmount(toDecimal(minor, unit), unit)).toEqual({ ok: true, value: minor });
      }),
    );
  });

  test('what is shown to a person is read back', () => {
    fc.assert(
      fc.property(anyAmount, ({ unit, minor }) => {
        expect(parseAmount(formatMoney(minor, unit), unit)).toEqual({ ok: true, value: minor });
      }),
    );
  });

  test('what goes out as a JSON number comes back the same', () => {
    fc.assert(
      fc.property(anyAmount, ({ unit, minor }) => {
        expect(parseAmountNumber(Number(toDecimal(minor, unit)), unit)).toEqual({ ok: true, value: minor });
      }),
    );
  });

  test('no text whatever is read as an amount out of bounds, or throws', () => {
    const figures = fc.string({ unit: fc.constantFrom(...'0123456789.,-+$€eEx \u00a0') });
    fc.assert(
      fc.property(anyCurrency, fc.oneof(figures, fc.string({ unit: 'binary' })), (unit, text) => {
        const read = parseAmount(text, unit);
        if (read.ok) expect(read.value >= 1n && read.value <= maxAmount(unit)).toBe(true);
        else expect(read.fault).toMatch(/\.$/);
      }),
      { numRuns: 1000 },
    );
  });
});

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

test('a thousand times ten cents and 19.99 make exactly 119.99', () => {
  const read = (text: string) => {
    const amount = parseAmount(text, USD);
    return amount.ok ? amount.value : 0n;
  };
  let sum = read('19.99');
  for (let i = 0; i < 1000; i += 1) sum += read('0.10');
  expect(toDecimal(sum, USD)).toBe('119.99');
});

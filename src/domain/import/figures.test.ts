import { describe, expect, it } from 'vitest';
import { findCurrency } from '../currency.js';
import {
  addDecimals,
  decimalSignOfFigure,
  isTooLarge,
  plainDecimal,
  readFigure,
  toMinor,
  westernDigits,
} from './figures.js';

/** A figure as `-1.5 EUR out`: a minus is negative, a plus is signed and not negative. */
function told(cell: string): string | undefined {
  const read = readFigure(cell);
  if (!read) return undefined;
  const { figure, isNegative, isSigned, currency, side } = read;
  const sign = isNegative ? '-' : isSigned ? '+' : '';
  return [sign + figure, currency, side].filter((part) => part !== null).join(' ');
}

describe('An amount in a cell', () => {
  it.each([
    ['12', '12'],
    ['-12.50', '-12.50'],
    ['+12,50', '+12,50'],
    [' 12.50- ', '-12.50'],
    ['(12.50)', '-12.50'],
    ['−1’234.50', '-1234.50'],
    ['.5', '0.5'],
    ['-,50', '-0,50'],
    ['12,--', '12'],
    ['12.-', '12'],
    ['12.', '12'],
    ['$ 1 234,50', '1234,50'],
    ['EUR -1.50', '-1.50 EUR'],
    ['1.50 € ', '1.50 EUR'],
    ['EUR 1.50 EUR', '1.50 EUR'],
    ['Rs.500', '500 INR'],
    ['12.50 CR', '12.50 in'],
    ['12.50 Dr.', '12.50 out'],
    ['12.50D', '12.50 out'],
    ['12,50 S', '12,50 out'],
    ['12.50 H', '12.50 in'],
    ['12.50 C', '12.50 in'],
    ['١٢٫٥٠', '12.50'],
    ['－１２．５０', '-12.50'],
  ])('%j is %s', (cell, figure) => {
    expect(told(cell)).toBe(figure);
  });

  it.each(['', '-', 'abc', '12 D', '1 a 2', '--12', '-12-', '(-12)', '12.50 ABC', 'EUR 12.50 USD', 'XCR 1'])(
    '%j is none',
    (cell) => {
      expect(told(cell)).toBeUndefined();
    },
  );

  it('is no longer than sixty characters', () => {
    expect(told(`${' '.repeat(58)}12`)).toBe('12');
    expect(told(`${' '.repeat(59)}12`)).toBeUndefined();
  });
});

it.each([
  ['1234', null],
  ['12.5', '.'],
  ['12,5', ','],
  ['1.234,5', ','],
  ['1,234.5', '.'],
  ['1.234.567', ','],
  ['1,234,567', '.'],
  ['1.234', 'either'],
  ['123,456', 'either'],
  ['1234.567', '.'],
  ['0.125', '.'],
])('the decimal sign of %s is %s', (figure, sign) => {
  expect(decimalSignOfFigure(figure)).toBe(sign);
});

it.each<[string, '.' | ',', string | undefined]>([
  ['1.234', '.', '1.234'],
  ['1.234', ',', '1234'],
  ['1.234,50', ',', '1234.5'],
  ['1,234.50', ',', '1234.5'],
  ['12,50', '.', '12.5'],
  ['007', '.', '7'],
  ['0.00', '.', '0'],
  ['12,34,567.89', '.', '1234567.89'],
  ['1,234,567', '.', '1234567'],
  ['1234,567.00', '.', undefined],
  ['1,2345.00', '.', undefined],
  ['1,23,4567.00', '.', undefined],
  ['1,23,456,789.00', '.', undefined],
  [',123.45', '.', undefined],
  ['1.2.3,4,5', '.', undefined],
  ['1,234.5,6', '.', undefined],
])('%s under the decimal sign %s is %s', (figure, sign, decimal) => {
  expect(plainDecimal(figure, sign)).toBe(decimal);
});

it('an amount has as many digits as one may have, and as many decimals as its currency', () => {
  expect(['999999999999', '-999999999999.99', '1000000000000', '-1000000000000.5'].map(isTooLarge)).toEqual([
    ...[false, false, true, true],
  ]);
  const [eur, jpy, kwd] = ['EUR', 'JPY', 'KWD'].map((code) => findCurrency(code)!);
  expect([toMinor('12.5', eur!), toMinor('-12.05', eur!), toMinor('3', eur!)]).toEqual([1250n, -1205n, 300n]);
  expect([toMinor('80', jpy!), toMinor('1.5', jpy!), toMinor('1.005', kwd!)]).toEqual([
    80n,
    undefined,
    1005n,
  ]);
  for (const wrong of ['12.505', '', 'x1', '1x', '1.', '--1']) expect(toMinor(wrong, eur!)).toBeUndefined();
});

it.each([
  ['0.1', '0.2', '0.3'],
  ['-1.5', '1.50', '0'],
  ['-1.25', '1', '-0.25'],
  ['99', '1', '100'],
  ['10', '-0.001', '9.999'],
  ['12.30', '0.7', '13'],
])('%s and %s are %s', (a, b, sum) => {
  expect(addDecimals(a, b)).toBe(sum);
});

it('digits of other scripts are the same digits', () => {
  expect(westernDigits('٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ ０１２３４５６７８９ ．，')).toBe(
    '0123456789 0123456789 0123456789 .,',
  );
});

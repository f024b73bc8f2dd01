import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ENGLISH } from '../locale/locale.js';
import { REGIONS } from '../locale/region.js';
import { parseAmount, parseAmountNumber, parseDecimal } from './amount.js';
import { CURRENCIES, findCurrency } from './currency.js';
import { formatFigure, formatMoney, maxAmount, toDecimal } from './money.js';

const currency = (code: string) => findCurrency(code)!;
const USD = currency('USD');
const JPY = currency('JPY');
const KWD = currency('KWD');

/** What comes of a typed amount: the decimal, or `!` and the code of the fault. */
function outcome(text: string, code: string, region: string): string {
  const read = parseAmount(text, { currency: currency(code), region });
  return read.ok ? toDecimal(read.value, currency(code)) : `!${read.fault.key.replace('fault.amount.', '')}`;
}

/** Regions and currency, then lines of what is typed and what it means. */
const TABLE: readonly [regions: string, code: string, lines: readonly (readonly [string, string])[]][] = [
  [
    'en-US en-GB en-IN ja-JP',
    'USD',
    [
      ['12.50', '12.50'],
      ['12.5', '12.50'],
      ['12', '12.00'],
      ['.5', '0.50'],
      ['007', '7.00'],
      ['12,50', '12.50'],
      ['0,99', '0.99'],
      [',5', '0.50'],
      ['1,234.50', '1234.50'],
      ['1.234,50', '1234.50'],
      ['1,234', '1234.00'],
      ['3,212', '3212.00'],
      ['3.212', '!ambiguous'],
      ['1.234', '!ambiguous'],
      ['1.005', '!ambiguous'],
      ['0.005', '!too_many_decimals'],
      ['1,234,567', '1234567.00'],
      ['1.234.567', '1234567.00'],
      ['1,23,456.50', '123456.50'],
      ['12,34,567', '1234567.00'],
      ["1'234.50", '1234.50'],
      ['1’234.50', '1234.50'],
      ['1 234.50', '1234.50'],
      ['1\u00a0234,50', '1234.50'],
      ['1\u202f234,50', '1234.50'],
      ['999999999999.99', '999999999999.99'],
      ['999,999,999,999.99', '999999999999.99'],
      ['1000000000000', '!too_large'],
      ['1,000,000,000,000', '!too_large'],
      ['-999999999999.99', '-999999999999.99'],
      ['-1000000000000', '!too_large'],
      ['$12.50', '12.50'],
      ['12.50 $', '12.50'],
      ['USD 12.50', '12.50'],
      ['12.50usd', '12.50'],
      ['$12.50 USD', '12.50'],
      ['US$12.50', '12.50'],
      ['-12.50', '-12.50'],
      ['−12.50', '-12.50'],
      ['12.50-', '-12.50'],
      ['-$12.50', '-12.50'],
      ['$-12.50', '-12.50'],
      ['+12.50', '12.50'],
      ['12.50+3', '15.50'],
      ['12.50 + 3', '15.50'],
      ['3*4.99', '14.97'],
      ['3×4,99', '14.97'],
      ['3 x 4.99', '14.97'],
      ['3x4.99', '14.97'],
      ['10X10', '100.00'],
      ['100/3', '33.33'],
      ['200/3', '66.67'],
      ['1/8', '0.13'],
      ['-1/8', '-0.13'],
      ['10÷4', '2.50'],
      ['20-5', '15.00'],
      ['5-20', '-15.00'],
      ['2*3+4', '10.00'],
      ['2+3*4', '14.00'],
      ['100-10/4', '97.50'],
      ['1.5*1.5', '2.25'],
      ['$10 + $2.50', '12.50'],
      ['1,000+1', '1001.00'],
      ['1.234+1', '!ambiguous'],
      ['1.2345+1.234', '!ambiguous'],
      ['5/0', '!divided_by_zero'],
      ['5-5', '!zero'],
      ['5+', '!sum'],
      ['5++3', '!sum'],
      ['5+3-', '!sum'],
      [Array(20).fill('1').join('+'), '20.00'],
      [Array(21).fill('1').join('+'), '!sum'],
      ['*5', '!sum'],
      ['5*-3', '!sum'],
      ['', '!empty'],
      ['   ', '!empty'],
      ['0', '!zero'],
      ['0.00', '!zero'],
      ['-0', '!zero'],
      ['NaN', '!not_a_number'],
      ['Infinity', '!not_a_number'],
      ['-Infinity', '!not_a_number'],
      ['lunch', '!not_a_number'],
      ['12.50abcd', '!not_a_number'],
      ['$', '!not_a_number'],
      ['.', '!not_a_number'],
      ['5.', '!unfinished'],
      ['5,', '!unfinished'],
      ['1e9', '!exponent'],
      ['1E3', '!exponent'],
      ['1.5e-3', '!exponent'],
      ['12,25e-10', '!exponent'],
      ['.5e+3', '!exponent'],
      ['1e-3', '!exponent'],
      ['0x10', '!radix'],
      ['0b11', '!radix'],
      ['1.2.3', '!grouping'],
      ['1..2', '!grouping'],
      ['1,,234', '!grouping'],
      ['1.5,000', '!grouping'],
      ['1,2345.5', '!grouping'],
      ['12.5.50', '!grouping'],
      ['1.2345', '!too_many_decimals'],
      ['1,234.567', '!too_many_decimals'],
      ['12 50', '!spaces'],
      ['12$50', '!spaces'],
      ['1 2', '!spaces'],
      ['１２.５０', '12.50'],
      ['１２．５０', '12.50'],
      ['٣', '3.00'],
      ['١٢٫٥٠', '12.50'],
      ['١٬٢٣٤٫٥٠', '1234.50'],
      ['१२.५०', '12.50'],
      ['½', '0.50'],
      ['1½', '!digits'],
      ['12⁵⁰', '!digits'],
      ['½5', '!digits'],
      ['3+½', '3.50'],
      ['1,2,3.4.5', '!grouping'],
      ["1'2,345", '!grouping'],
      ["1'234", '1234.00'],
      ['01,234', '!too_many_decimals'],
      ['1٬234٫50', '1234.50'],
      ['1٫234', '!too_many_decimals'],
      ['1e', '!not_a_number'],
      ['1e3x', '!not_a_number'],
      ['€12.50', '!other_currency'],
      ['12.50 EUR', '!other_currency'],
      ['1,250EUR', '!other_currency'],
      ['EUR12.50', '!other_currency'],
      ['eur 5', '!other_currency'],
      ['a 12', '!not_a_number'],
      ['₺5', '!other_currency'],
      ['(5.00)', '!not_a_number'],
      ['5%', '!not_a_number'],
      ['12.50; DROP TABLE expenses', '!not_a_number'],
      ['9'.repeat(60), '!too_large'],
      ['9'.repeat(61), '!not_a_number'],
      ['12.50\u0000', '!not_a_number'],
    ],
  ],
  [
    'de-DE es-ES pt-BR it-IT tr-TR id-ID',
    'EUR',
    [
      ['12,50', '12.50'],
      ['12.50', '12.50'],
      ['1.234,50', '1234.50'],
      ['1,234.50', '1234.50'],
      ['1.234', '1234.00'],
      ['3.212', '3212.00'],
      ['3,212', '!ambiguous'],
      ['0,500', '!too_many_decimals'],
      ['12,50 €', '12.50'],
      ['€ 12,50', '12.50'],
      ['12,50 EUR', '12.50'],
      ['-12,50', '-12.50'],
      ['12,50+3', '15.50'],
      ['3*4,99', '14.97'],
      ['1.000.000', '1000000.00'],
      ['1.000.000,00 €', '1000000.00'],
      ['0,99', '0.99'],
      ['12,5', '12.50'],
      ['12,', '!unfinished'],
      ['1.23.456', '!grouping'],
      ['$5', '!other_currency'],
    ],
  ],
  [
    'fr-FR pl-PL sv-SE nb-NO cs-CZ uk-UA',
    'EUR',
    [
      ['1 234,50', '1234.50'],
      ['1\u202f234,50', '1234.50'],
      ['1\u00a0234,50\u00a0€', '1234.50'],
      ['1 234 567,8', '1234567.80'],
      ['12,50', '12.50'],
      ['12.50', '12.50'],
      ['1.234', '1234.00'],
      ['1,234', '!ambiguous'],
      ['1 23,50', '!spaces'],
    ],
  ],
  [
    'de-CH fr-CH it-CH',
    'CHF',
    [
      ["1'234.50", '1234.50'],
      ['1’234.50', '1234.50'],
      ["CHF 1'234'567.05", '1234567.05'],
      ['12,50', '12.50'],
      ['12.50', '12.50'],
    ],
  ],
  [
    'en-IN hi-IN',
    'INR',
    [
      ['1,23,456.50', '123456.50'],
      ['₹1,23,456.50', '123456.50'],
      ['12,34,56,789', '123456789.00'],
      ['1,234', '1234.00'],
      ['123,456', '123456.00'],
    ],
  ],
  [
    'en-US de-DE ja-JP',
    'JPY',
    [
      ['1200', '1200'],
      ['¥1200', '1200'],
      ['￥1200', '1200'],
      ['1 200', '1200'],
      ['１２００', '1200'],
      ['12.5', '!no_decimals'],
      ['12,50', '!no_decimals'],
      ['100/3', '33'],
      ['50/4', '13'],
      ['999999999999', '999999999999'],
      ['1000000000000', '!too_large'],
    ],
  ],
  [
    'en-US ja-JP',
    'JPY',
    [
      ['1,200', '1200'],
      ['1.200', '!ambiguous'],
      ['¥1,200', '1200'],
    ],
  ],
  [
    'de-DE',
    'JPY',
    [
      ['1.200', '1200'],
      ['1,200', '!ambiguous'],
    ],
  ],
  [
    'en-US ar-AE',
    'KWD',
    [
      ['1.234', '1.234'],
      ['1.234+1', '2.234'],
      ['1,234', '1234.000'],
      ['1,234.567', '1234.567'],
      ['1.2345', '!too_many_decimals'],
      ['12,5', '12.500'],
      ['12,50', '12.500'],
      ['999999999999.999', '999999999999.999'],
    ],
  ],
  [
    'de-DE ar-DZ',
    'KWD',
    [
      ['1,234', '1.234'],
      ['1.234', '1234.000'],
      ['1.234,567', '1234.567'],
      ['١٢٫٣٤٥', '12.345'],
      ['١٬٢٣٤', '1234.000'],
    ],
  ],
  [
    'ar-EG ar-KW',
    'KWD',
    [
      ['1.250', '1.250'],
      ['1,250', '1250.000'],
      ['1,234.567', '1234.567'],
      ['1.234,567', '1234.567'],
      ['12,5', '12.500'],
      ['١٢٫٣٤٥', '12.345'],
      ['١٢,٣٤٥', '12.345'],
      ['١٬٢٣٤', '1234.000'],
    ],
  ],
  [
    'ja-JP en-US',
    'JPY',
    [
      ['1200円', '1200'],
      ['１，２００円', '1200'],
    ],
  ],
  [
    'en-IN',
    'INR',
    [
      ['Rs 100', '100.00'],
      ['Rs. 1,00,000', '100000.00'],
    ],
  ],
  [
    'de-CH',
    'CHF',
    [
      ['Fr. 12.50', '12.50'],
      ['Fr.12.50', '12.50'],
      ['12.50 Fr.', '12.50'],
      ['1\u00b4234.50', '1234.50'],
      ['12.-', '12.00'],
      ['Fr. 12.\u2013', '12.00'],
      ["1'234.-- CHF", '1234.00'],
      ['1.234.-', '!ambiguous'],
      ['12.5-', '-12.50'],
      ['12.-3', '!unfinished'],
    ],
  ],
  [
    'de-DE de-AT',
    'EUR',
    [
      ['12,-', '12.00'],
      ['1.234,\u2014 €', '1234.00'],
      ['12,--', '12.00'],
      ['12-', '-12.00'],
    ],
  ],
  // Decimals as prices are shown there, though plain figures have a comma.
  [
    'fr-CH en-DE',
    'KWD',
    [
      ['1.250', '1.250'],
      ['1,250', '1250.000'],
    ],
  ],
  [
    'fr-CH en-NL',
    'CHF',
    [
      ['3.212', '!ambiguous'],
      ['3,212', '3212.00'],
      ['12,50', '12.50'],
    ],
  ],
  [
    'ar-KW',
    'KWD',
    [
      ['د.ك 12.5', '12.500'],
      ['١٢٫٥ د.ك', '12.500'],
      ['د.ك.١٢٫٥', '12.500'],
      ['\u202b12.5\u202c', '12.500'],
    ],
  ],
  [
    'es-PY',
    'PYG',
    [
      ['Gs 1.250', '1250'],
      ['Gs.1.250', '1250'],
    ],
  ],
  [
    'da-DK',
    'DKK',
    [
      ['12,50 kr.', '12.50'],
      ['kr. 12,50', '12.50'],
      ['12,50 kr', '12.50'],
    ],
  ],
  [
    'es-PE',
    'PEN',
    [
      ['S/ 12.50', '12.50'],
      ['S/12.50+S/1', '13.50'],
    ],
  ],
];

const rows = TABLE.flatMap(([regions, code, lines]) =>
  regions.split(' ').flatMap((region) => lines.map(([text, meant]) => [region, code, text, meant] as const)),
);

test('the table of typed amounts has more than two hundred lines', () => {
  expect(rows.length).toBeGreaterThan(200);
});

test.each(rows)('in %s, %s: %j is %s', (region, code, text, meant) => {
  expect(outcome(text, code, region)).toBe(meant);
});

test('what could be two amounts names both, as the region writes them', () => {
  const read = parseAmount('3.212', { currency: USD, region: 'en-US' });
  expect(read.ok ? '' : ENGLISH.say(read.fault)).toBe(
    'This could be 3.21 or 3212.00: write the one that you mean.',
  );
});

test('reads an amount where the sign of the currency is a space that nobody sees', () => {
  expect(outcome('12,50', 'CVE', 'pt-CV')).toBe('12.50');
  expect(outcome('12,50 CVE', 'CVE', 'pt-CV')).toBe('12.50');
});

const anyCurrency = fc.constantFrom(...CURRENCIES);
const anyRegion = fc.constantFrom(...REGIONS);
const anyAmount = anyCurrency.chain((unit) =>
  fc.record({
    unit: fc.constant(unit),
    region: anyRegion,
    minor: fc.bigInt({ min: -maxAmount(unit), max: maxAmount(unit) }).filter((minor) => minor !== 0n),
  }),
);

describe('every amount of every currency, in every region,', () => {
  test('that is shown is read back', () => {
    fc.assert(
      fc.property(anyAmount, ({ unit, region, minor }) => {
        const shown = formatMoney(minor, unit, region);
        expect(parseAmount(shown, { currency: unit, region }), shown).toEqual({ ok: true, value: minor });
      }),
      { numRuns: 2000 },
    );
  });

  test('that is shown in a form is written as it is shown in a list, without sign and grouping', () => {
    fc.assert(
      fc.property(anyAmount, ({ unit, region, minor }) => {
        const decimals = (text: string) => /[.,\u066B]\p{Nd}+$/u.exec(text.replace(/\P{Nd}+$/u, ''))?.[0];
        const [shown, typed] = [formatMoney, formatFigure].map((write) => write(minor, unit, region));
        if (unit.digits > 0) expect(decimals(typed!)).toBe(decimals(shown!));
      }),
      { numRuns: 2000 },
    );
  });

  test('that is filled into a form is read back', () => {
    fc.assert(
      fc.property(anyAmount, ({ unit, region, minor }) => {
        const typed = formatFigure(minor, unit, region);
        expect(parseAmount(typed, { currency: unit, region }), typed).toEqual({ ok: true, value: minor });
      }),
      { numRuns: 2000 },
    );
  });

  test('goes out as a decimal and as a JSON number and comes back the same', () => {
    fc.assert(
      fc.property(anyAmount, ({ unit, minor }) => {
        const text = toDecimal(minor, unit);
        expect(parseDecimal(text, unit)).toEqual({ ok: true, value: minor });
        expect(parseAmountNumber(Number(text), unit)).toEqual({ ok: true, value: minor });
      }),
    );
  });

  test('has its bounds, whatever is typed', () => {
    const figures = fc.string({ unit: fc.constantFrom(...'0123456789.,-+*/$€eEx \u00a0') });
    const texts = fc.oneof(figures, fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(anyCurrency, anyRegion, texts, (unit, region, text) => {
        const read = parseAmount(text, { currency: unit, region });
        if (read.ok) expect(read.value !== 0n && read.value <= maxAmount(unit)).toBe(true);
        else expect(ENGLISH.say(read.fault)).toMatch(/\.$/);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a program writes digits and a point', () => {
  test.each([
    ['12.50', 1250n],
    ['12', 1200n],
    ['-3.5', -350n],
    [' 12.50 ', 1250n],
    ['1250'.padStart(60, '0'), 125_000n],
  ])('%j', (text, minor) => {
    expect(parseDecimal(text, USD)).toEqual({ ok: true, value: minor });
  });

  test.each([
    ['12,50', 'comma'],
    ['1,234.50', 'comma'],
    ['-1,234,567', 'comma'],
    ['$12.50', 'other_currency'],
    ['$1,234.50', 'other_currency'],
    ['1,234.50 EUR', 'other_currency'],
    ['12.50+3', 'not_a_number'],
    ['+5', 'not_a_number'],
    ['.5', 'not_a_number'],
    ['5.', 'unfinished'],
    ['-12.', 'unfinished'],
    ['1e3', 'exponent'],
    ['1E+12', 'exponent'],
    ['-12.5e-10', 'exponent'],
    ['.5e3', 'exponent'],
    ['1250'.padStart(61, '0'), 'not_a_number'],
    ['1.005', 'too_many_decimals'],
    ['١٢', 'not_a_number'],
    ['', 'empty'],
    ['0', 'zero'],
  ])('%j is refused as %s', (text, code) => {
    const read = parseDecimal(text, USD);
    expect(read.ok ? read.value : read.fault.key).toBe(`fault.amount.${code}`);
  });
});

describe('a JSON number is taken when it is exact', () => {
  test.each([
    [12.5, USD, 1250n],
    [-12.5, USD, -1250n],
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
    [1.005, USD, 'too_many_decimals'],
    [0.1 + 0.2, USD, 'too_many_decimals'],
    [12.5, JPY, 'no_decimals'],
    [0, USD, 'zero'],
    [-0, USD, 'zero'],
    [1e-7, USD, 'too_many_decimals'],
    [-1e-7, USD, 'too_many_decimals'],
    [Number.MIN_VALUE, USD, 'too_many_decimals'],
    [1e12, USD, 'too_large'],
    [-1e12, USD, 'too_large'],
    [1e21, USD, 'too_large'],
    [2 ** 53, JPY, 'too_large'],
    [Number.MAX_VALUE, USD, 'too_large'],
    [NaN, USD, 'not_a_number'],
    [Infinity, USD, 'too_large'],
    [-Infinity, USD, 'too_large'],
  ])('%d in %o is refused', (number, unit, code) => {
    const read = parseAmountNumber(number, unit);
    expect(read.ok ? read.value : read.fault.key).toBe(`fault.amount.${code}`);
  });
});

describe('what is wrong with an amount is said with what would be right', () => {
  test.each([
    ['1000000000000', USD, 'An amount has at most 12 digits before its decimals.'],
    ['1.2345', USD, 'USD has at most 2 decimals, as in 12.50.'],
    ['1.2345', KWD, 'KWD has at most 3 decimals, as in 12.500.'],
    ['12.5', JPY, 'JPY has no decimals: write a whole number.'],
    ['lunch', JPY, 'Write the amount as a number, such as 12.'],
    ['12.50 EUR', USD, 'These amounts are in USD: leave the sign of any other currency out.'],
  ])('%s in %o', (text, unit, said) => {
    const read = parseAmount(text, { currency: unit, region: 'en-US' });
    expect(read.ok ? '' : ENGLISH.say(read.fault)).toBe(said);
  });

  test('a JSON number that is too large', () => {
    const read = parseAmountNumber(1e21, USD);
    expect(read.ok ? '' : ENGLISH.say(read.fault)).toBe(
      'An amount has at most 12 digits before its decimals.',
    );
  });
});

test('a thousand times ten cents and 19.99 make exactly 119.99', () => {
  const read = (text: string) => {
    const amount = parseAmount(text, { currency: USD, region: 'en-US' });
    return amount.ok ? amount.value : 0n;
  };
  let sum = read('19.99');
  for (let i = 0; i < 1000; i += 1) sum += read('0.10');
  expect(toDecimal(sum, USD)).toBe('119.99');
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CURRENCIES } from './currency.js';
import { FigureStyle } from './figure-style.js';

const REGIONS = [
  'en-US',
  'en-IN',
  'en-CH',
  'de-DE',
  'de-AT',
  'de-CH',
  'fr-FR',
  'fr-CH',
  'es-ES',
  'es-MX',
  'pt-BR',
  'pt-PT',
  'pt-CV',
  'it-CH',
  'pl-PL',
  'bg-BG',
  'nl-NL',
  'da-DK',
  'sv-SE',
  'lv-LV',
  'he-IL',
  'ar',
  'ar-EG',
  'ar-KW',
  'ar-MA',
  'fa-IR',
  'ur-PK',
  'hi-IN',
  'mr-IN',
  'ne-NP',
  'bn-BD',
  'my-MM',
  'dz-BT',
  'ja-JP',
  'zh-CN-u-nu-hanidec',
  'ff-Adlm-GN',
  'ee-GH',
];
const MINORS = [
  0n,
  1n,
  -1n,
  99n,
  12_345n,
  123_456n,
  1_234_567n,
  12_345_678n,
  123_456_789n,
  -98_765_432_109n,
  12_345_678_901_234_567_890n,
];

/** What Intl itself writes. */
function written(format: Intl.NumberFormat, minor: bigint, decimals: number): string {
  const figures = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, '0');
  const point = figures.length - decimals;
  const decimal = `${minor < 0n ? '-' : ''}${figures.slice(0, point)}.${figures.slice(point)}0`;
  return format.format(decimal as Intl.StringNumericLiteral);
}

const formatIn = (region: string, decimals: number, options: Intl.NumberFormatOptions) =>
  new Intl.NumberFormat(region, {
    ...options,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });

test.each(REGIONS)('every currency is written as Intl writes it in %s', (region) => {
  for (const { code, digits } of CURRENCIES) {
    const format = formatIn(region, digits, { style: 'currency', currency: code });
    const style = new FigureStyle(format, digits);
    for (const minor of MINORS) expect(style.write(minor)).toBe(written(format, minor, digits));
  }
});

test('amounts of any size, with and without a currency, are written as Intl writes them', () => {
  const styles = REGIONS.flatMap((region) =>
    [
      { decimals: 2, options: { style: 'currency', currency: 'EUR' } },
      { decimals: 2, options: { useGrouping: false } },
      { decimals: 0, options: { style: 'currency', currency: 'JPY' } },
      { decimals: 3, options: {} },
    ].map(({ decimals, options }) => {
      const format = formatIn(region, decimals, options as Intl.NumberFormatOptions);
      return { format, decimals, style: new FigureStyle(format, decimals) };
    }),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...styles),
      fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
      (one, minor) => {
        expect(one.style.write(minor)).toBe(written(one.format, minor, one.decimals));
      },
    ),
    { numRuns: 500 },
  );
});

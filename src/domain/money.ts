import type { Currency } from './currency.js';
import { FigureStyle } from './figure-style.js';
import { keepAmongFew } from './kept-few.js';

/** An amount in minor units: cents for USD, yen for JPY, fils for KWD. Negative: money that came back. */
export type Minor = bigint;

export const MAX_WHOLE_DIGITS = 12;

/** The largest amount of one expense: 12 digits before the point, all decimals 9. */
export function maxAmount(currency: Currency): Minor {
  return 10n ** BigInt(MAX_WHOLE_DIGITS + currency.digits) - 1n;
}

/** The exact decimal with all the currency's digits: 1250n in USD is "12.50". */
export function toDecimal(minor: Minor, currency: Currency): string {
  const sign = minor < 0n ? '-' : '';
  const figures = (minor < 0n ? -minor : minor).toString().padStart(currency.digits + 1, '0');
  if (currency.digits === 0) return sign + figures;
  return `${sign}${figures.slice(0, -currency.digits)}.${figures.slice(-currency.digits)}`;
}

/** How a person of a region reads it: "$1,234.50", "1.234,50 $". Exact at any size. */
export function formatMoney(minor: Minor, currency: Currency, region = 'en-US'): string {
  return styleFor(currency, region, 'money').write(minor);
}

/** A difference, always with its sign: "+$12.00", "−$182.40" (U+2212), "±$0.00". */
export function formatMoneyChange(minor: Minor, currency: Currency, region = 'en-US'): string {
  const sign = minor > 0n ? '+' : minor < 0n ? '\u2212' : '±';
  return sign + formatMoney(minor < 0n ? -minor : minor, currency, region);
}

/** How a person of a region types it: no sign of the currency, no grouping: "1234,50". */
export function formatFigure(minor: Minor, currency: Currency, region = 'en-US'): string {
  return styleFor(currency, region, 'figure').write(minor);
}

type Use = 'money' | 'figure';

/** By region, then by currency: keys put together from both would be made for each figure of a page. */
const styles = { money: new Map<string, Styles>(), figure: new Map<string, Styles>() };
type Styles = Map<string, FigureStyle>;

function styleFor(currency: Currency, region: string, use: Use): FigureStyle {
  const ofRegion = styles[use].get(region) ?? new Map<string, FigureStyle>();
  const known = ofRegion.get(currency.code);
  if (known) return known;
  const made = new FigureStyle(
    use === 'money' ? moneyFormat(currency, region, currency.digits) : figureFormat(currency, region),
    currency.digits,
  );
  if (ofRegion.size === 0) keepAmongFew(styles[use], region, ofRegion);
  ofRegion.set(currency.code, made);
  return made;
}

type PartsFormat = Pick<Intl.NumberFormat, 'formatToParts'>;

const fixed = (digits: number) => ({ minimumFractionDigits: digits, maximumFractionDigits: digits });

function moneyFormat({ code }: Currency, region: string, digits: number): Intl.NumberFormat {
  return new Intl.NumberFormat(region, { style: 'currency', currency: code, ...fixed(digits) });
}

/** As figures are written, but with the decimal sign of prices: in French Switzerland 12,5 but 12.50 CHF. */
function figureFormat(currency: Currency, region: string): PartsFormat {
  const format = new Intl.NumberFormat(region, { useGrouping: false, ...fixed(currency.digits) });
  const value = decimalOf(currency, region, {});
  return {
    formatToParts: (figure: number) =>
      format.formatToParts(figure).map((part) => (part.type === 'decimal' ? { ...part, value } : part)),
  };
}

const decimalSigns = new Map<string, '.' | ','>();

/**
 * What stands before the decimals of a price in a region, in its own digits or in 0 to 9: in Kuwait ٣٫٢١٢ is 3.212. The
 * Arabic sign, which is no comma, counts as one here.
 */
export function decimalSignOf(currency: Currency, region: string, digits: 'own' | 'latn' = 'own'): '.' | ',' {
  const key = `${region} ${currency.code} ${digits}`;
  const known = decimalSigns.get(key);
  if (known) return known;
  const sign = decimalOf(currency, region, digits === 'latn' ? { numberingSystem: 'latn' } : {});
  return keepAmongFew(decimalSigns, key, sign === '.' ? '.' : ',');
}

/** Of prices, if it is a sign of figures: on Cape Verde it is that of the currency, 12$50. */
function decimalOf(currency: Currency, region: string, digits: Intl.NumberFormatOptions): string {
  const ofPrices = { style: 'currency', currency: currency.code, ...fixed(2), ...digits } as const;
  const [price = '', figure = ''] = [ofPrices, digits].map(
    (options) =>
      new Intl.NumberFormat(region, options).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value,
  );
  return /^[.,\u066B]$/.test(price) ? price : figure;
}

const symbols = new Map<string, readonly string[]>();

/** Signs that no locale data know, but that stand on every price tag. */
const EVERYDAY_SIGNS: Readonly<Record<string, readonly string[]>> = {
  CHF: ['Fr.', 'Fr', 'SFr.', 'SFr'],
  CNY: ['元'],
  INR: ['Rs.', 'Rs'],
  JPY: ['円'],
  KRW: ['원'],
};

/** The signs of a currency as English and the region write them, longest first: CA$ and $ for CAD. */
export function symbolsOf(currency: Currency, region: string): readonly string[] {
  const key = `${currency.code} ${region}`;
  const known = symbols.get(key);
  if (known) return known;
  const found = new Set(
    ['en-US', 'en-001', region].flatMap((locale) =>
      (['symbol', 'narrowSymbol'] as const).map((display) => symbolOf(currency, locale, display)),
    ),
  );
  for (const sign of EVERYDAY_SIGNS[currency.code] ?? []) found.add(sign);
  const made = [...found].sort((a, b) => b.length - a.length);
  return keepAmongFew(symbols, key, made);
}

function symbolOf(currency: Currency, region: string, currencyDisplay: 'symbol' | 'narrowSymbol'): string {
  const format = new Intl.NumberFormat(region, {
    style: 'currency',
    currency: currency.code,
    currencyDisplay,
  });
  return format.formatToParts(0).find((part) => part.type === 'currency')?.value ?? currency.code;
}

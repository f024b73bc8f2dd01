import type { Currency } from './currency.js';
import { fault, ok, type Result } from './result.js';

/** An amount in minor units: cents for USD, yen for JPY, fils for KWD. */
export type Minor = bigint;

const MAX_WHOLE_DIGITS = 12;
const LONGEST_TEXT = 60;

/** The largest amount of one expense: 12 digits before the point, all decimals 9. */
export function maxAmount(currency: Currency): Minor {
  return 10n ** BigInt(MAX_WHOLE_DIGITS + currency.digits) - 1n;
}

/**
 * Reads an amount as a person writes it: `12.5`, `1,234.50`, `$12.50`, `USD 12.50`, `12.50 €`. Only what is
 * certain is understood; everything else comes back as one sentence that says what to write instead.
 */
export function parseAmount(text: string, currency: Currency): Result<Minor> {
  const typed = text.trim();
  if (typed === '') return fault('Enter an amount.');
  if (typed.length > LONGEST_TEXT) return fault(notAnAmount(currency));
  const figure = withoutOwnSign(typed, currency);
  const plain = figure.includes(',') ? withoutGroups(figure, currency) : ok(figure);
  if (!plain.ok) return plain;
  return parseFigure(plain.value, currency);
}

/** Reads a JSON number, if it is exact in this currency: 12.5 is, 1.005 in USD and integers beyond 2^53 are not. */
export function parseAmountNumber(amount: number, currency: Currency): Result<Minor> {
  if (!Number.isFinite(amount)) return fault(notAnAmount(currency));
  if (amount < 0) return fault(NEGATIVE);
  if (amount !== 0 && amount < 1e-6) return fault(tooManyDecimals(currency));
  if (amount >= 10 ** MAX_WHOLE_DIGITS) return fault(tooLarge());
  // Below 10^12 the shortest text of a double is the decimal that was sent, to 15 digits at least.
  return parseFigure(String(amount), currency);
}

/** The exact decimal with all the currency's digits: 1250n in USD is "12.50". */
export function toDecimal(minor: Minor, currency: Currency): string {
  const sign = minor < 0n ? '-' : '';
  const figures = (minor < 0n ? -minor : minor).toString().padStart(currency.digits + 1, '0');
  if (currency.digits === 0) return sign + figures;
  return `${sign}${figures.slice(0, -currency.digits)}.${figures.slice(-currency.digits)}`;
}

/** How a person reads it: "$1,234.50". Exact at any size. */
export function formatMoney(minor: Minor, currency: Currency, locale = 'en-US'): string {
  return formatterFor(currency, locale).format(toDecimal(minor, currency) as Intl.StringNumericLiteral);
}

/** A difference, always with its sign: "+$12.00", "−$182.40" (U+2212), "±$0.00". */
export function formatMoneyChange(minor: Minor, currency: Currency, locale = 'en-US'): string {
  const sign = minor > 0n ? '+' : minor < 0n ? '\u2212' : '±';
  return sign + formatMoney(minor < 0n ? -minor : minor, currency, locale);
}

const NEGATIVE = 'Enter an amount above 0; a minus sign is not understood here.';

function parseFigure(figure: string, currency: Currency): Result<Minor> {
  const match = /^(\d*)(?:\.(\d*))?$/.exec(figure);
  const [, whole = '', decimals] = match ?? [];
  if (!match || (whole === '' && decimals === undefined)) return fault(whyNot(figure, currency));
  if (decimals === '') return fault('Write the decimals after the point, or leave the point out.');
  if (decimals !== undefined && decimals.length > currency.digits) return fault(tooManyDecimals(currency));
  if (whole.replace(/^0+/, '').length > MAX_WHOLE_DIGITS) return fault(tooLarge());
  const minor = BigInt(whole + (decimals ?? '').padEnd(currency.digits, '0'));
  return minor > 0n ? ok(minor) : fault('Enter an amount above 0.');
}

/** Takes away the code and the symbol of this very currency, each once and at either end: `$12.50 USD`. */
function withoutOwnSign(typed: string, currency: Currency): string {
  return without(without(typed, [currency.code]), symbolsOf(currency));
}

function without(typed: string, signs: readonly string[]): string {
  const capitals = typed.toUpperCase();
  for (const sign of signs) {
    if (capitals.startsWith(sign)) return typed.slice(sign.length).trimStart();
    if (capitals.endsWith(sign)) return typed.slice(0, -sign.length).trimEnd();
  }
  return typed;
}

/** Takes commas out where they surely stand between groups of three digits. */
function withoutGroups(figure: string, currency: Currency): Result<string> {
  if (/^[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/.test(figure)) {
    const ambiguous = currency.digits === 3 && /^\d+,\d{3}$/.test(figure);
    return ambiguous ? fault(ambiguousComma(figure, currency)) : ok(figure.replaceAll(',', ''));
  }
  if (!/^[\d.,]+$/.test(figure)) return fault(whyNot(figure, currency));
  const decimalComma = /^\d+(\.\d{3})*,\d{1,2}$/.test(figure) && currency.digits > 0;
  if (decimalComma) {
    const meant = figure.replaceAll('.', '').replace(',', '.');
    return fault(`Write a point before the decimals, not a comma: ${meant}.`);
  }
  return fault('Commas may only stand between groups of three digits, as in 1,234,567.');
}

/** The kind of what is not made of digits and one point. */
function whyNot(figure: string, currency: Currency): string {
  if (/^[\d.]*\.[\d.]*\.[\d.]*$/.test(figure)) return 'An amount has one decimal point at most.';
  if (/^([-\u2212\u2013]|\(.*\)$)/.test(figure)) return NEGATIVE;
  if (/^\+/.test(figure)) return 'Leave out the plus sign: every expense is an amount above 0.';
  if (/^\d*\.?\d+e[+-]?\d+$/i.test(figure)) return 'Write all digits of the amount, without an exponent.';
  if (/^0[xob][\da-f]+$/i.test(figure)) return 'Write the amount in ordinary decimal digits.';
  if (/(?![0-9])\p{N}/u.test(figure)) return 'Write the amount with the digits 0 to 9.';
  if (/^\d[\d.,]*([\s'\u2019_][\d.,]+)+$/.test(figure)) return 'Write the digits together, without spaces.';
  if (/\p{Sc}/u.test(figure) || /^([a-z]{3}\s*[\d.,]+|[\d.,]+\s*[a-z]{3})$/i.test(figure)) {
    return `These amounts are in ${currency.code}: leave the sign of any other currency out.`;
  }
  return notAnAmount(currency);
}

const notAnAmount = (currency: Currency) => `Write the amount as a number, such as ${example(currency)}.`;
const tooLarge = () => `An amount has at most ${MAX_WHOLE_DIGITS} digits before the point.`;
const example = (currency: Currency) => ['12', '', '12.50', '12.500'][currency.digits] ?? '12';

function tooManyDecimals(currency: Currency): string {
  if (currency.digits === 0) return `${currency.code} has no decimals: write a whole number.`;
  return `${currency.code} has at most ${currency.digits} decimals, as in ${example(currency)}.`;
}

function ambiguousComma(figure: string, currency: Currency): string {
  const [point, none] = [figure.replace(',', '.'), figure.replace(',', '')];
  return `${figure} could be ${point} or ${none} ${currency.code}: write the one that you mean.`;
}

const formatters = new Map<string, Intl.NumberFormat>();

function formatterFor(currency: Currency, locale: string): Intl.NumberFormat {
  const key = `${currency.code} ${locale}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: currency.code,
    minimumFractionDigits: currency.digits,
    maximumFractionDigits: currency.digits,
  });
  formatters.set(key, made);
  return made;
}

const symbols = new Map<string, readonly string[]>();

/** The symbols of a currency in capitals, longest first: CA$ and $ for CAD. */
function symbolsOf(currency: Currency): readonly string[] {
  const known = symbols.get(currency.code);
  if (known) return known;
  const made = [symbolOf(currency, 'symbol'), symbolOf(currency, 'narrowSymbol')]
    .map((symbol) => symbol.toUpperCase())
    .sort((a, b) => b.length - a.length);
  symbols.set(currency.code, made);
  return made;
}

function symbolOf(currency: Currency, currencyDisplay: 'symbol' | 'narrowSymbol'): string {
  const format = new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: currency.code,
    currencyDisplay,
  });
  return format.formatToParts(0).find((part) => part.type === 'currency')?.value ?? currency.code;
}

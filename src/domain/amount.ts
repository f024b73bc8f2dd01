import { message, type Message } from '../messages/message.js';
import type { Currency } from './currency.js';
import { plainSigns, readFigure, type Reading } from './figure.js';
import { type Fraction, fractionOf, inverse, negative, plus, rounded, times } from './fraction.js';
import { keepAmongFew } from './kept-few.js';
import { decimalSignOf, MAX_WHOLE_DIGITS, maxAmount, type Minor, symbolsOf } from './money.js';
import { fault, ok, type Result } from './result.js';

const LONGEST_TEXT = 60;
const MOST_FIGURES = 20;

interface Written {
  readonly currency: Currency;
  /** BCP 47, such as `de-AT`: where two readings differ a thousandfold, it decides. */
  readonly region: string;
}

/**
 * Reads an amount as a person writes it in their region: `1.234,50`, `$12.50`, `12.50 USD`, a sum such as `12.50+3`,
 * `3*4.99` or `100/3` (exact; halves of the smallest unit go away from zero). Negative is money that came back. Zero is
 * a fault, and so is what could be two amounts.
 */
export function parseAmount(text: string, { currency, region }: Written): Result<Minor> {
  if (text.trim() === '') return fault(message('fault.amount.empty'));
  if (text.length > LONGEST_TEXT) return fault(notANumber(currency));
  const typed = withoutOwnSigns(plainSigns(text), { currency, region }).replace(NO_DECIMALS, '');
  const other = otherCurrencyIn(typed, currency);
  if (other) return fault(other);
  const parts = partsOf(typed);
  if (!parts.ok) return parts;
  const { figures, operators, sign } = parts.value;
  const decimalSign = decimalSignOf(currency, region, /[0-9]/.test(text) ? 'latn' : 'own');
  const read = readAll(figures, { currency, decimalSign });
  if (!read.ok) return read;
  if (operators.length > 0) return sumOf(read.value, operators, sign, currency);
  return single(read.value[0]!, sign, currency);
}

/**
 * Reads an amount as programs write it: digits, a point, a leading minus, nothing else.
 */
export function parseDecimal(text: string, currency: Currency): Result<Minor> {
  const typed = text.trim();
  if (typed === '') return fault(message('fault.amount.empty'));
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(typed);
  if (!match || typed.length > LONGEST_TEXT) return fault(whyNoDecimal(typed, currency));
  const [, sign, whole = '', decimals = ''] = match;
  const value = { digits: BigInt(whole + decimals), scale: decimals.length };
  return single({ kind: 'plain', value }, sign === '-' ? -1n : 1n, currency);
}

/** Reads a JSON number, if it is exact in this currency: 12.5 is, 1.005 in USD and integers beyond 2^53 are not. */
export function parseAmountNumber(amount: number, currency: Currency): Result<Minor> {
  const size = Math.abs(amount);
  if (size !== 0 && size < 1e-6) return fault(tooManyDecimals(currency));
  if (size >= 10 ** MAX_WHOLE_DIGITS)
    return fault(message('fault.amount.too_large', { digits: MAX_WHOLE_DIGITS }));
  // Below 10^12 the shortest text of a double is the decimal that was sent, to 15 digits at least.
  return parseDecimal(String(amount), currency);
}

function single(reading: Reading, sign: bigint, currency: Currency): Result<Minor> {
  const { digits, scale } = reading.value;
  if (scale > currency.digits) {
    if (reading.kind === 'thousandfold') return fault(ambiguous(reading, sign, currency));
    return fault(tooManyDecimals(currency));
  }
  return inBounds(sign * digits * 10n ** BigInt(currency.digits - scale), currency);
}

function inBounds(minor: Minor, currency: Currency): Result<Minor> {
  if (minor === 0n) return fault(message('fault.amount.zero'));
  const size = minor < 0n ? -minor : minor;
  if (size > maxAmount(currency))
    return fault(message('fault.amount.too_large', { digits: MAX_WHOLE_DIGITS }));
  return ok(minor);
}

// ---- sums -------------------------------------------------------------------------------------------------------

interface Parts {
  readonly sign: bigint;
  readonly figures: readonly string[];
  readonly operators: readonly string[];
}

/** The figures between the operators of a sum; a minus may stand before the first figure, or behind the only one. */
function partsOf(text: string): Result<Parts> {
  const behind = /^([^-+*/]+)-$/.exec(text);
  const line = behind ? `-${behind[1]!}` : text;
  const [, sign, rest = ''] = /^([-+]?)(.*)$/s.exec(line) ?? [];
  const pieces = rest.split(/\s*([-+*/]|(?<=\d\s*)x(?=\s*\d))\s*/i);
  const figures = pieces.filter((_piece, at) => at % 2 === 0);
  const operators = pieces.filter((_piece, at) => at % 2 === 1).map((each) => (/x/i.test(each) ? '*' : each));
  if (figures.length > MOST_FIGURES) return fault(message('fault.amount.sum'));
  if (/^0[xob][\da-f]+$/i.test(rest.trim())) return fault(message('fault.amount.radix'));
  // 1e-9 is a figure with an exponent, no sum.
  if (/^\d*[.,]?\d+e[-+]\d+$/i.test(rest.trim())) return fault(message('fault.amount.exponent'));
  if (figures.length > 1 && figures.some((figure) => figure === ''))
    return fault(message('fault.amount.sum'));
  return ok({ sign: sign === '-' ? -1n : 1n, figures, operators });
}

function readAll(
  figures: readonly string[],
  { currency, decimalSign }: { currency: Currency; decimalSign: '.' | ',' },
): Result<Reading[]> {
  const readings: Reading[] = [];
  for (const figure of figures) {
    const read = readFigure(figure, decimalSign);
    if (!read.ok) return read.fault.key === 'fault.amount.not_a_number' ? fault(notANumber(currency)) : read;
    readings.push(read.value);
  }
  return ok(readings);
}

function sumOf(
  readings: readonly Reading[],
  operators: readonly string[],
  sign: bigint,
  currency: Currency,
): Result<Minor> {
  const unclear = readings.find((each) => each.kind === 'thousandfold' && each.value.scale > currency.digits);
  if (unclear?.kind === 'thousandfold') return fault(ambiguous(unclear, 1n, currency));
  const [first, ...rest] = readings.map((each) => fractionOf(each.value));
  let sum: Fraction = { above: 0n, below: 1n };
  let term = sign < 0n ? negative(first!) : first!;
  for (const [at, value] of rest.entries()) {
    const operator = operators[at];
    if (operator === '*') term = times(term, value);
    else if (operator === '/') {
      const part = inverse(value);
      if (!part) return fault(message('fault.amount.divided_by_zero'));
      term = times(term, part);
    } else {
      sum = plus(sum, term);
      term = operator === '-' ? negative(value) : value;
    }
  }
  return inBounds(rounded(plus(sum, term), 10n ** BigInt(currency.digits)), currency);
}

// ---- signs of currencies ----------------------------------------------------------------------------------------

/** Takes the code and the signs of this very currency away, wherever in a sum they stand. */
function withoutOwnSigns(typed: string, { currency, region }: Written): string {
  let text = typed;
  if (!ONLY_FIGURES.test(text)) for (const sign of signsOf(currency, region)) text = text.replace(sign, ' ');
  return text
    .replace(/ +/g, ' ')
    .replace(/([-+]) /g, '$1')
    .trim();
}

/** A price without decimals, as tags write it in Switzerland, Germany and Austria: `12.–`, `12,-`, `12,--`. */
const NO_DECIMALS = /(?<=\d)[.,]-{1,2}$/;

const ONLY_FIGURES = /^[\d., +*/-]*$/;

const signs = new Map<string, readonly RegExp[]>();

/** The code and the signs of a currency, where no letter stands beside them. That of the CVE is nothing that can be seen. */
function signsOf(currency: Currency, region: string): readonly RegExp[] {
  const key = `${region} ${currency.code}`;
  const known = signs.get(key);
  if (known) return known;
  const made = [currency.code, ...symbolsOf(currency, region)]
    .map((symbol) => plainSigns(symbol).trim())
    .filter((sign) => sign !== '')
    .map((sign) => sign.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'))
    // Nobody types the last point of د.ك. or Gs.
    .map((sign) => (sign.endsWith('.') ? `${sign}?` : sign))
    .map((sign) => new RegExp(`(?<![\\p{L}])${sign}(?![\\p{L}])`, 'giu'));
  return keepAmongFew(signs, key, made);
}

function otherCurrencyIn(text: string, currency: Currency): Message | undefined {
  const other = /\p{Sc}/u.test(text) || /^([a-z]{3}\s*[\d.,' ]+|[\d.,' ]+\s*[a-z]{3})$/i.test(text);
  return other ? message('fault.amount.other_currency', { currency: currency.code }) : undefined;
}

// ---- faults -----------------------------------------------------------------------------------------------------

const notANumber = (currency: Currency) =>
  message('fault.amount.not_a_number', { example: exampleOf(currency) });

/** An amount such as twelve and a half, where the currency has decimals. */
export function exampleOf(currency: Currency) {
  return { figure: currency.digits === 0 ? 12n : 125n * 10n ** BigInt(currency.digits - 1), currency };
}

function tooManyDecimals(currency: Currency): Message {
  if (currency.digits === 0) return message('fault.amount.no_decimals', { currency: currency.code });
  const example = exampleOf(currency);
  return message('fault.amount.too_many_decimals', {
    currency: currency.code,
    digits: currency.digits,
    example,
  });
}

function ambiguous(
  reading: Extract<Reading, { kind: 'thousandfold' }>,
  sign: bigint,
  currency: Currency,
): Message {
  const perOne = 10n ** BigInt(currency.digits);
  return message('fault.amount.ambiguous', {
    small: { figure: sign * rounded(fractionOf(reading.value), perOne), currency },
    large: { figure: sign * rounded(fractionOf(reading.grouped), perOne), currency },
  });
}

function whyNoDecimal(typed: string, currency: Currency): Message {
  if (/^-?\d+(,\d+)+(\.\d+)?$/.test(typed)) return message('fault.amount.comma');
  if (/^-?\d+\.$/.test(typed)) return message('fault.amount.unfinished');
  if (/^[-+]?\d*\.?\d+e[+-]?\d+$/i.test(typed)) return message('fault.amount.exponent');
  return otherCurrencyIn(typed, currency) ?? notANumber(currency);
}

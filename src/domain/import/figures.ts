import { MAX_WHOLE_DIGITS, type Minor } from '../money.js';
import type { Currency } from '../currency.js';
import { currencyOfMark } from './currency-marks.js';

export type DecimalSign = '.' | ',';

/** An amount as it stands in a cell, before it is known what its separators mean. */
export interface Figure {
  /** Digits, points and commas; other group signs are gone. */
  readonly figure: string;
  readonly isNegative: boolean;
  /** Whether a sign is written, plus or minus. */
  readonly isSigned: boolean;
  /** The currency that is written beside it, where that is clear. */
  readonly currency: string | null;
  /** `CR` or `DR` behind the number, or null. */
  readonly side: 'in' | 'out' | null;
}

// Marks that several currencies share tell nothing, but they may stand there.
const MARK = /^(?:[A-Z]{3}|(?:[A-Z]{1,3})?[$£¥€]|[￥¢]|kr\.?|din)$/u;
const PLAIN = /^[-+]?\d+(?:[.,]\d+)?$/;
const SHAPE = /^([^\d.,٠-٩۰-۹０-９]*)([\d.,' \u00a0\u2009\u202f’٫٬]*\d[.,]?)([^\d]*)$/u;

/** Reads a cell as an amount; undefined if it is none. */
export function readFigure(cell: string): Figure | undefined {
  if (PLAIN.test(cell)) {
    const first = cell.charCodeAt(0);
    const isSigned = first === 45 || first === 43;
    return {
      figure: isSigned ? cell.slice(1) : cell,
      isNegative: first === 45,
      isSigned,
      currency: null,
      side: null,
    };
  }
  if (cell.length > 60) return undefined;
  return readWritten(westernDigits(cell).trim());
}

function readWritten(cell: string): Figure | undefined {
  const brackets = /^\((.*)\)$/.exec(cell);
  const written = (brackets?.[1] ?? cell)
    // The point of `Rs.` and the dashes of `12,--` are no part of a number.
    .replace(/(?<=\p{L})\.(?=\s*\d)/u, '')
    .replace(/[.,][-–]{1,2}(?!\d)/u, '');
  const match = SHAPE.exec(written);
  if (!match) return undefined;
  const before = readSide(match[1]!);
  const after = LETTER_BEHIND.test(written) ? sideOfLetter(match[3]!) : readSide(match[3]!);
  if (
    !before ||
    !after ||
    (before.sign && after.sign) ||
    (before.mark && after.mark && before.mark !== after.mark)
  )
    return undefined;
  const sign = before.sign || after.sign;
  if (brackets && sign) return undefined;
  const figure = match[2]!
    .replace(/['\s\u00a0\u2009\u202f’٬]/gu, '')
    .replace('٫', '.')
    .replace(/[.,]$/, '');
  const mark = before.mark || after.mark;
  return {
    figure: /^[.,]/.test(figure) ? `0${figure}` : figure,
    isNegative: sign === '-' || brackets !== null,
    isSigned: sign !== '' || brackets !== null,
    currency: currencyOfMark(mark),
    side: before.side ?? after.side,
  };
}

// Of debit and credit, Soll and Haben; behind an amount, not behind any number.
const LETTER_BEHIND = /[.,]\d{2}\s?[DCSH]$/;

function sideOfLetter(text: string): ReturnType<typeof readSide> {
  return { sign: '', mark: '', side: /[DS]/.test(text) ? 'out' : 'in' };
}

/** What stands before or behind the digits: a sign, a mark of a currency, or `CR`/`DR`. */
function readSide(
  text: string,
): { sign: '' | '-' | '+'; mark: string; side: 'in' | 'out' | null } | undefined {
  const signs = text.match(/[-+−–‐‑－＋﹣]/gu) ?? [];
  if (signs.length > 1) return undefined;
  const sign = signs.length === 0 ? '' : /[+＋]/u.test(signs[0]!) ? '+' : '-';
  const rest = text.replace(/[-+−–‐‑－＋﹣\s\u00a0\u202f\u200e\u200f\u061c]/gu, '');
  const side = /^(?:CR|Cr|cr)\.?$/.test(rest) ? 'in' : /^(?:DR|Dr|dr)\.?$/.test(rest) ? 'out' : null;
  if (side) return { sign, mark: '', side };
  if (/^[A-Z]{3}$/.test(rest) && !currencyOfMark(rest)) return undefined;
  return rest === '' || MARK.test(rest) || currencyOfMark(rest)
    ? { sign, mark: rest, side: null }
    : undefined;
}

/** `１２` and `٣` as 12 and 3. */
export function westernDigits(text: string): string {
  if (!/[٠-٩۰-۹０-９．，]/u.test(text)) return text;
  return text
    .replace(/[٠-٩]/gu, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/gu, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[０-９]/gu, (digit) => String(digit.charCodeAt(0) - 0xff10))
    .replace(/．/gu, '.')
    .replace(/，/gu, ',');
}

/** The decimal sign that a figure proves; `either` if it could be both (`1.000`), null if it has no separator. */
export function decimalSignOfFigure(figure: string): DecimalSign | 'either' | null {
  const point = figure.lastIndexOf('.');
  const comma = figure.lastIndexOf(',');
  if (point < 0 && comma < 0) return null;
  if (point >= 0 && comma >= 0) return point > comma ? '.' : ',';
  const sign = point >= 0 ? '.' : ',';
  const last = Math.max(point, comma);
  const other = sign === '.' ? ',' : '.';
  if (figure.indexOf(sign) !== last) return other; // 1.234.567
  const decimals = figure.length - last - 1;
  return decimals === 3 && last <= 3 && figure[0] !== '0' ? 'either' : sign;
}

/**
 * The plain decimal of a figure under a decimal sign: `1.234,50` with `,` is `1234.5`. Undefined if it is badly grouped
 * or the sign cannot be right. A figure that is clear by itself (`12,50` among `1.5`) is read as it must be meant.
 */
export function plainDecimal(figure: string, decimal: DecimalSign): string | undefined {
  const own = decimalSignOfFigure(figure);
  const sign = own === '.' || own === ',' ? own : decimal;
  const parts = figure.split(sign);
  if (parts.length > 2) return undefined;
  const group = sign === '.' ? ',' : '.';
  const groups = parts[0]!.split(group);
  if ((parts[1] ?? '').includes(group) || !groupsFit(groups)) return undefined;
  const whole = groups.join('').replace(/^0+(?=\d)/, '');
  const decimals = (parts[1] ?? '').replace(/0+$/, '');
  return decimals === '' ? whole : `${whole}.${decimals}`;
}

/** Groups of three, or of two before the last three, as in India. */
function groupsFit(groups: readonly string[]): boolean {
  if (groups.length === 1) return groups[0] !== '';
  const inner = groups.slice(1, -1);
  if (groups[0] === '' || groups[0]!.length > 3 || groups.at(-1)!.length !== 3) return false;
  return inner.every((group) => group.length === 3) || inner.every((group) => group.length === 2);
}

/** Whether a plain decimal has more digits before the point than an amount may have. */
export function isTooLarge(decimal: string): boolean {
  return decimal.replace('-', '').split('.')[0]!.length > MAX_WHOLE_DIGITS;
}

/** The minor units of a row's amount; undefined if it has more decimals than the currency. */
export function toMinor(amount: string, currency: Currency): Minor | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount);
  if (!match || (match[3] ?? '').length > currency.digits) return undefined;
  const minor = BigInt(match[2]! + (match[3] ?? '').padEnd(currency.digits, '0'));
  return match[1] === '-' ? -minor : minor;
}

/** The sum of two plain decimals, exact. */
export function addDecimals(a: string, b: string): string {
  const digits = Math.max(decimalsOf(a), decimalsOf(b));
  const sum = scaled(a, digits) + scaled(b, digits);
  const figures = (sum < 0n ? -sum : sum).toString().padStart(digits + 1, '0');
  const whole = figures.slice(0, figures.length - digits);
  const decimals = figures.slice(figures.length - digits).replace(/0+$/, '');
  return (sum < 0n ? '-' : '') + whole + (decimals === '' ? '' : `.${decimals}`);
}

function decimalsOf(decimal: string): number {
  const point = decimal.indexOf('.');
  return point < 0 ? 0 : decimal.length - point - 1;
}

function scaled(decimal: string, digits: number): bigint {
  return BigInt(decimal.replace('.', '') + '0'.repeat(digits - decimalsOf(decimal)));
}

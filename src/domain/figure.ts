import { message, type Message } from '../messages/message.js';
import { type Decimal, decimal } from './fraction.js';
import { fault, ok, type Result } from './result.js';

/**
 * Writes what people type around figures in one way: digits of any script as 0 to 9, any space as a space, any
 * apostrophe, minus, times and divided sign as the plain one; marks of direction go. U+066B and U+066C, which can be
 * nothing but decimal sign and grouping, stay. So do fractions and raised figures beside a digit: written in line, 1½
 * would be 11/2 and 12⁵⁰ be 1250.
 */
export function plainSigns(text: string): string {
  if (IS_PLAIN.test(text)) return text;
  return (
    text
      .replace(/[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/g, '')
      // Before NFKC, which takes it for a space with an accent.
      .replaceAll('\u00B4', "'")
      .split(BESIDE_DIGITS)
      .map((part, at) => (at % 2 === 0 ? part.normalize('NFKC') : part))
      .join('')
      .replace(/(?![0-9])\p{Nd}/gu, digitOf)
      .replace(/[\s\u00A0\u2000-\u200B\u202F\u205F\u3000]/g, ' ')
      .replace(/[\u2018\u2019\u02BC\u2032`]/g, "'")
      .replace(/[\u2212\u2010-\u2015\uFE63\uFF0D]/g, '-')
      .replace(/[\u00D7\u2217\u22C5\u00B7]/g, '*')
      .replace(/[\u00F7\u2215\u2044]/g, '/')
      .replace(/[\u060C\u3001]/g, ',')
      .replace(/\u3002/g, '.')
  );
}

/** ASCII without what is replaced below. */
const IS_PLAIN = /^[ -_a-~]*$/;

const BESIDE_DIGITS = /((?<=\p{N})\p{No}|\p{No}(?=\p{N}))/u;

/** Decimal digits stand in runs of ten from zero to nine (Unicode, general category Nd). */
function digitOf(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) value += 1;
  return String(value);
}

/** How one figure of a sum reads. */
export type Reading =
  | { readonly kind: 'plain'; readonly value: Decimal }
  /** The region reads decimals, but three digits after the sign may be thousands as well. */
  | { readonly kind: 'thousandfold'; readonly value: Decimal; readonly grouped: Decimal };

const THOUSANDS = /^\d{1,3}(?:G\d{3})+$/;
/** India groups by two above the thousands, with commas: 1,23,456. */
const LAKHS = /^\d{1,2}(?:G\d{2})*G\d{3}$/;

/**
 * Reads digits with a decimal sign and grouping, after `plainSigns`. Where a sign can be only one of the two, it is
 * that one in every region; where three digits after one sign could be either, the region's decimal sign decides.
 * @param decimalSign of the region: `.` or `,`
 */
export function readFigure(figure: string, decimalSign: '.' | ','): Result<Reading> {
  const text = figure.trim();
  if (!/^[\d.,' \u066B\u066C]*\d[\d.,' \u066B\u066C]*$/.test(text)) return fault(whyNoFigure(text));
  const sign = decimalIn(text, decimalSign);
  if (sign === 'many') return fault(message('fault.amount.grouping'));
  const at = sign === undefined ? -1 : text.lastIndexOf(sign);
  const [whole, decimals] = at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
  if (decimals === '') return fault(message('fault.amount.unfinished'));
  const digits = ungrouped(whole);
  if (digits === undefined || (decimals !== undefined && !/^\d+$/.test(decimals))) {
    return fault(message(/\d \d/.test(text) ? 'fault.amount.spaces' : 'fault.amount.grouping'));
  }
  const value = decimal(digits, decimals ?? '');
  const either = decimals?.length === 3 && /^[1-9]\d{0,2}$/.test(whole) && sign !== '\u066B';
  return ok(
    either
      ? { kind: 'thousandfold', value, grouped: decimal(digits + decimals, '') }
      : { kind: 'plain', value },
  );
}

/** Which sign in the figure stands before its decimals; undefined when all of them group. */
function decimalIn(text: string, regions: '.' | ','): string | undefined {
  if (text.includes('\u066B')) return '\u066B';
  const count = (sign: string) => text.split(sign).length - 1;
  const [points, commas] = [count('.'), count(',')];
  if (points > 0 && commas > 0) {
    const last = text.lastIndexOf('.') > text.lastIndexOf(',') ? '.' : ',';
    return count(last) === 1 ? last : 'many';
  }
  const sign = points > 0 ? '.' : ',';
  if (points + commas === 0) return undefined;
  if (points + commas > 1) return undefined;
  if (sign === regions) return sign;
  const [whole = '', rest = ''] = text.split(sign);
  const groups = rest.length === 3 && /^[1-9]\d{0,2}$/.test(whole);
  return groups ? undefined : sign;
}

/** The digits without what groups them, if each group has its size; '' stands for a figure such as `.50`. */
function ungrouped(whole: string): string | undefined {
  if (/^\d*$/.test(whole)) return whole;
  const signs = new Set(whole.replace(/\d/g, ''));
  if (signs.size !== 1) return undefined;
  const groups = whole.replace(/\D/g, 'G');
  const isGrouped = THOUSANDS.test(groups) || (signs.has(',') && LAKHS.test(groups));
  return isGrouped && !groups.startsWith('0') ? groups.replaceAll('G', '') : undefined;
}

/** The caller, who knows the currency, adds an example. */
const NOT_A_NUMBER: Message = { key: 'fault.amount.not_a_number' };

function whyNoFigure(text: string): Message {
  if (/^\d*[.,]?\d+e[+-]?\d+$/i.test(text)) return message('fault.amount.exponent');
  if (/\p{N}/u.test(text.replace(/\d/g, ''))) return message('fault.amount.digits');
  return NOT_A_NUMBER;
}

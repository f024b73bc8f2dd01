import { LRUCache } from 'lru-cache';
import { parseAmount } from '../amount.js';
import { type Currency, findCurrency } from '../currency.js';
import { foldText } from '../folded-text.js';
import { type Minor, symbolsOf } from '../money.js';
import type { Result } from '../result.js';
import type { Language } from '../../messages/language.js';
import type { MessageKey } from '../../messages/message.js';
import type { Token } from './token.js';
import type { Vocabulary } from './vocabulary.js';

/** What an amount is read with. */
export interface AmountContext {
  readonly words: Vocabulary;
  readonly language: Language;
  readonly region: string;
  readonly currency: Currency;
}

export interface FoundAmount {
  readonly at: number;
  readonly length: number;
  /** What it says, with the currency only where that is another. */
  readonly text: string;
  readonly amount: Result<Minor>;
}

/** How much a figure looks like the amount: the least first, of equal ones the first. */
const RANK = { currency: 0, allDecimals: 1, marked: 2, whole: 3, doubtful: 4, faulty: 10 } as const;

/** Faults of what is an amount all the same: a person has to say what they mean. */
const KEPT_FAULTS: ReadonlySet<MessageKey> = new Set([
  'fault.amount.ambiguous',
  'fault.amount.other_currency',
  'fault.amount.too_large',
]);
/** Faults of what may be meant as the amount if nothing else is. */
const LAST_FAULTS: ReadonlySet<MessageKey> = new Set([
  'fault.amount.zero',
  'fault.amount.too_many_decimals',
  'fault.amount.no_decimals',
  'fault.amount.divided_by_zero',
]);

/**
 * The amount among the words that are still free: one with the sign of a currency, else one with decimals, else the
 * first whole number.
 * @param isFree whether a word is not yet part of something else
 */
export function amountIn(
  tokens: readonly Token[],
  isFree: (at: number) => boolean,
  context: AmountContext,
): FoundAmount | undefined {
  let best: (FoundAmount & { readonly rank: number }) | undefined;
  for (let at = 0; at < tokens.length; at += 1) {
    const found = isFree(at) ? candidateAt(tokens, at, isFree, context) : undefined;
    if (found && found.rank < (best?.rank ?? Infinity)) best = found;
  }
  return best;
}

function candidateAt(
  tokens: readonly Token[],
  at: number,
  isFree: (at: number) => boolean,
  context: AmountContext,
): (FoundAmount & { readonly rank: number }) | undefined {
  const free = (index: number) => (isFree(index) ? tokens[index] : undefined);
  let next = at;
  // A minus that stands alone is one at the beginning; elsewhere it is a dash.
  const isMinus = at === 0 && free(0)?.plain === '-';
  if (isMinus) next += 1;
  const before = standaloneCurrency(free(next), context);
  if (before !== undefined) next += 1;
  const figure = figureOf(free(next), context);
  if (!figure) return undefined;
  next += 1;
  let digits = figure.digits;
  let attached = figure.currency;
  while (context.words.groupsBySpace && attached === undefined && /^\d{1,3}( \d{3})*$/.test(digits)) {
    const group = figureOf(free(next), context);
    if (!group || group.sign !== '' || !/^\d{3}(?:[.,]\d+)?$/.test(group.digits) || group.isPrefixed) break;
    digits += ` ${group.digits}`;
    attached = group.currency;
    next += 1;
  }
  const behind =
    before === undefined && attached === undefined ? standaloneCurrency(free(next), context) : undefined;
  if (behind !== undefined) next += 1;
  const named = before ?? attached ?? behind;
  const foreign = named === undefined || named === OWN ? '' : ` ${named}`;
  const text = `${isMinus ? '-' : figure.sign}${digits}${foreign}`;
  const amount = parseAmount(text, context);
  const rank = rankOf(digits, { amount, isNamed: named !== undefined, sign: figure.sign }, context);
  return rank === undefined ? undefined : { at, length: next - at, text, amount, rank };
}

function rankOf(
  digits: string,
  { amount, isNamed, sign }: { amount: Result<Minor>; isNamed: boolean; sign: string },
  { currency }: AmountContext,
): number | undefined {
  const penalty = amount.ok || KEPT_FAULTS.has(amount.fault.key) ? 0 : RANK.faulty;
  if (penalty > 0 && !amount.ok && !LAST_FAULTS.has(amount.fault.key)) return undefined;
  if (isNamed) return RANK.currency + penalty;
  if (/[-/]/.test(digits) && !/[.,+*x]/i.test(digits)) {
    // 24/7 and 555-1234 are sums only if nothing else is an amount.
    return amount.ok && amount.value > 0n ? RANK.doubtful : undefined;
  }
  const decimals = /[.,\u066B](\d+)$/.exec(digits)?.[1]?.length ?? 0;
  if (decimals > 0 && decimals === currency.digits) return RANK.allDecimals + penalty;
  return (/^\d+$/.test(digits) && sign === '' ? RANK.whole : RANK.marked) + penalty;
}

// ---- one word ---------------------------------------------------------------------------------------------------

const OWN = 'own';
const LONGEST_FIGURE = 60;

interface Figure {
  readonly sign: string;
  readonly digits: string;
  /** The sign that hangs on it: `own`, or that of another currency. */
  readonly currency: string | undefined;
  readonly isPrefixed: boolean;
}

const SHAPE =
  /^([-+]?)((?:[\p{L}\p{Sc}]+\.?)?)([-+]?)([\d.,'\u066B\u066C*+/x-]*[\d-])((?:[\p{L}\p{Sc}]+)?)$/iu;
const FIGURES = /^(?:\d[\d.,'\u066B\u066C]*|[.,]\d+)(?:[-+*/x](?:\d[\d.,'\u066B\u066C]*|[.,]\d+))*-?$/i;

/** Takes a word such as `-$12.50`, `12,50€`, `1200円` or `3*4.99` apart; undefined for `2kg` and `v1.2`. */
function figureOf(token: Token | undefined, context: AmountContext): Figure | undefined {
  const plain = token?.plain.replace(/\.$/, '') ?? '';
  if (plain.length > LONGEST_FIGURE || !/\d/.test(plain)) return undefined;
  const [, sign = '', prefix = '', inner = '', digits = '', suffix = ''] = SHAPE.exec(plain) ?? [];
  if (!FIGURES.test(digits) || (sign !== '' && inner !== '')) return undefined;
  const before = prefix === '' ? undefined : currencyOf(prefix, context);
  const after = suffix === '' ? undefined : currencyOf(suffix, context);
  if ((prefix !== '' && before === undefined) || (suffix !== '' && after === undefined)) return undefined;
  return { sign: sign || inner, digits, currency: before ?? after, isPrefixed: prefix !== '' };
}

function standaloneCurrency(token: Token | undefined, context: AmountContext): string | undefined {
  return token && !/\d/.test(token.plain) ? currencyOf(token.plain, context) : undefined;
}

/** `own` for a sign, the code or the name of the book's currency; another currency as it was written. */
function currencyOf(text: string, context: AmountContext): string | undefined {
  if (ownNames(context).has(foldText(text).replace(/\.$/, ''))) return OWN;
  if (/^\p{Sc}$/u.test(text)) return text;
  return /^[A-Z]{3}$/.test(text) && findCurrency(text) ? text : undefined;
}

const names = new LRUCache<string, ReadonlySet<string>>({ max: 500 });

/** Everything the currency is called: its code, its signs, and "euros", "円", "reais". */
export function ownNames({ currency, language, region }: Omit<AmountContext, 'words'>): ReadonlySet<string> {
  const key = `${currency.code} ${language} ${region}`;
  const known = names.get(key);
  if (known) return known;
  const said = (['en', language] as const).flatMap((each) => nameForms(currency, each));
  const made = new Set(
    [currency.code, ...symbolsOf(currency, region), ...said, ...(EVERYDAY_NAMES[currency.code] ?? [])].map(
      (name) => foldText(name).replace(/\.$/, ''),
    ),
  );
  names.set(key, made);
  return made;
}

/** What no locale data know, but everybody says. */
const EVERYDAY_NAMES: Readonly<Record<string, readonly string[]>> = {
  GBP: ['quid'],
  USD: ['bucks'],
};

/** "US dollars" is dollars, "Schweizer Franken" Franken; in the other languages the noun stands first. */
function nameForms(currency: Currency, language: Language): string[] {
  const format = new Intl.NumberFormat(language, {
    style: 'currency',
    currency: currency.code,
    currencyDisplay: 'name',
    // 1.00 has the plural.
    minimumFractionDigits: 0,
    maximumFractionDigits: 0,
  });
  return [1, 2, 5, 11, 100].flatMap((count) => {
    const name = format.formatToParts(count).find(({ type }) => type === 'currency')?.value ?? '';
    const noun = language === 'en' || language === 'de' ? name.split(' ').at(-1) : name.split(' ')[0];
    return noun ? [noun] : [];
  });
}

import type { Language } from '../../messages/language.js';
import type { Day } from '../calendar.js';
import type { Currency } from '../currency.js';
import { foldText } from '../folded-text.js';
import type { Minor } from '../money.js';
import type { Result } from '../result.js';
import { parseTagName, TAGS_OF_ONE_MAX } from '../tag.js';
import { nameKey } from '../text.js';
import { amountIn, ownNames } from './amounts.js';
import { dayAt } from './days.js';
import { spacedJapanese, type Token, tokensOf } from './token.js';
import { type Vocabulary, vocabularyOf } from './vocabulary.js';

/** A line that is longer is a description, and nothing in it is understood. */
export const QUICK_LINE_MAX = 500;

/** Who wrote the line, and when. */
export interface QuickContext {
  readonly language: Language;
  readonly region: string;
  readonly currency: Currency;
  readonly today: Day;
  /** Those that a new expense can have. */
  readonly categories: readonly { readonly id: number; readonly name: string }[];
}

/** An expense as far as a line tells it. What is undefined was not said. */
export interface QuickLine {
  /** A fault where a figure is the amount and cannot be read. */
  readonly amount: Result<Minor> | undefined;
  /** The amount as it was typed. */
  readonly amountText: string;
  readonly isRefund: boolean;
  readonly day: Day | undefined;
  readonly categoryId: number | undefined;
  readonly tags: readonly string[];
  /** All that was not understood, in its order. */
  readonly description: string;
}

/**
 * Reads one line such as `12.50 lunch #food yesterday` in the words of a language, English ones besides. What it
 * understands are whole words; all others are the description. Never fails.
 */
export function readQuickLine(line: string, context: QuickContext): QuickLine {
  if (line.length > QUICK_LINE_MAX) return { ...NOTHING, description: line.replace(/\s+/gu, ' ').trim() };
  const tokens = tokensOf(context.language === 'ja' ? spacedJapanese(line) : line);
  const words = vocabularyOf(context.language, context.region);
  const eager = new Reading(tokens, words, context).read(true);
  // Where no figure is left for the amount, what could be one is no part of a day.
  if (eager.amount) return eager;
  const careful = new Reading(tokens, words, context).read(false);
  return careful.amount ? careful : eager;
}

const NOTHING: QuickLine = {
  amount: undefined,
  amountText: '',
  isRefund: false,
  day: undefined,
  categoryId: undefined,
  tags: [],
  description: '',
};

/** One way to read a line: each part takes its words away from the others. */
class Reading {
  readonly #taken = new Set<number>();

  constructor(
    private readonly tokens: readonly Token[],
    private readonly words: Vocabulary,
    private readonly context: QuickContext,
  ) {}

  read(isEager: boolean): QuickLine {
    const { categoryId, tags } = this.#marks();
    const day = this.#day(isEager);
    const found = amountIn(this.tokens, (at) => !this.#taken.has(at), {
      words: this.words,
      ...this.context,
    });
    if (found) this.#take(found.at, found.length);
    const refundAt = this.#refundAt();
    const amount = found?.amount;
    const isNegative = amount?.ok === true && amount.value < 0n;
    return {
      amount:
        amount?.ok && refundAt !== undefined && !isNegative ? { ok: true, value: -amount.value } : amount,
      amountText: found?.text ?? '',
      isRefund: isNegative || refundAt !== undefined,
      day,
      categoryId,
      tags,
      description: this.#rest() || (refundAt === undefined ? '' : this.tokens[refundAt]!.text),
    };
  }

  /** `#word`: the category of that name, or the only one that begins so; else a tag. */
  #marks(): { categoryId: number | undefined; tags: readonly string[] } {
    let categoryId: number | undefined;
    const tags = new Map<string, string>();
    for (const [at, { text }] of this.tokens.entries()) {
      const name = /^[#＃]+([^#＃]+?)[.,;:!?،؛、。]*$/u.exec(text.slice(0, 200))?.[1];
      // "#4711" is the number of something.
      if (name === undefined || /^\p{N}+$/u.test(name)) continue;
      const category = categoryId === undefined ? this.#categoryOf(name) : undefined;
      const tag = parseTagName(name);
      if (category !== undefined) categoryId = category;
      else if (!tag.ok || (tags.size >= TAGS_OF_ONE_MAX && !tags.has(nameKey(name)))) continue;
      else if (!tags.has(nameKey(tag.value))) tags.set(nameKey(tag.value), tag.value);
      this.#take(at, 1);
    }
    return { categoryId, tags: [...tags.values()] };
  }

  #categoryOf(typed: string): number | undefined {
    const key = joined(typed);
    if (key === '') return undefined;
    const named = this.context.categories.map(({ id, name }) => ({ id, key: joined(name) }));
    const same = named.find((category) => category.key === key);
    const beginning = named.filter((category) => category.key.startsWith(key));
    return same?.id ?? (beginning.length === 1 ? beginning[0]!.id : undefined);
  }

  /** The first day in the line. */
  #day(isEager: boolean): Day | undefined {
    const { words, tokens } = this;
    const { today } = this.context;
    const money = ownNames(this.context);
    // A word that is taken stands for nothing here.
    const free = tokens.map((token, at) => (this.#taken.has(at) ? EMPTY : token));
    for (let at = 0; at < free.length; at += 1) {
      const found = dayAt(free, at, { words, today, money, isEager });
      if (!found) continue;
      this.#take(at, found.length);
      return found.day;
    }
    return undefined;
  }

  #refundAt(): number | undefined {
    const at = this.tokens.findIndex(
      ({ folded }, index) => !this.#taken.has(index) && this.words.refunds.has(folded),
    );
    if (at < 0) return undefined;
    this.#take(at, 1);
    return at;
  }

  /** What is left. A comma at its ends stood before something that was understood. */
  #rest(): string {
    const left = this.tokens.filter((_token, at) => !this.#taken.has(at)).map(({ text }) => text);
    const text = left.join(' ');
    return left.length === this.tokens.length ? text : text.replace(/(?<![,;،、])[,;،、]+$/u, '');
  }

  #take(at: number, length: number): void {
    for (let each = at; each < at + length; each += 1) this.#taken.add(each);
  }
}

const EMPTY: Token = { text: '', plain: '', folded: '' };

/** `#eating-out`, `#eating_out` and `#EatingOut` are "Eating out". */
function joined(name: string): string {
  const folded = foldText(name);
  return folded.replace(/[\s_-]+/gu, '') || folded;
}

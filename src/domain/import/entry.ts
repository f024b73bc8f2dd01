import type { Day } from '../calendar.js';
import { decimalSignOfFigure, isTooLarge, plainDecimal, readFigure, type DecimalSign } from './figures.js';
import type { Question, QuestionOption, Reason, ReadRow } from './reading.js';

/** A row of a format that says itself what is money out, before it is judged. */
export interface Entry {
  readonly line: number;
  readonly day: Day | undefined;
  /** The day as written; empty where there is none. */
  readonly dayText: string;
  /** Signed plain decimal, negative: money out. */
  readonly amount: string | undefined;
  readonly amountText: string;
  readonly currency: string | null;
  readonly description: string;
  readonly category?: string | undefined;
  readonly externalId?: string | undefined;
  readonly skip?: Reason['code'] | undefined;
  /** Open questions that this row hangs on. */
  readonly open?: readonly Question['field'][];
}

/** The row of an entry, with every reason why it is none. */
export function rowOf(entry: Entry): ReadRow {
  const reasons = entry.skip ? [{ code: entry.skip, params: {} }] : reasonsOf(entry);
  const isSkipped = entry.skip !== undefined && entry.skip !== 'cut_off';
  const isZero = reasons.length === 0 && entry.amount === '0';
  const isOut = entry.amount?.startsWith('-') === true;
  return {
    line: entry.line,
    day: entry.day ?? null,
    amount: entry.amount ?? null,
    currency: entry.currency,
    description: entry.description,
    category: entry.category ?? null,
    tags: [],
    externalId: entry.externalId ?? null,
    kind: isSkipped || isZero ? 'skipped' : reasons.length > 0 ? 'unreadable' : isOut ? 'expense' : 'income',
    reasons: isZero ? [{ code: 'zero_amount', params: {} }] : reasons,
  };
}

function reasonsOf({ day, dayText, amount, amountText, open = [] }: Entry): Reason[] {
  const reasons: Reason[] = open.map((field) => ({ code: 'unanswered', params: { field } }));
  const text = (shown: string) => ({ text: shown.slice(0, 60) });
  if (!day && !open.includes('date_order'))
    reasons.push(
      dayText === '' ? { code: 'no_day', params: {} } : { code: 'bad_day', params: text(dayText) },
    );
  if (amount === undefined && !open.includes('decimal'))
    reasons.push(
      amountText === ''
        ? { code: 'no_amount', params: {} }
        : { code: 'bad_amount', params: text(amountText) },
    );
  if (amount !== undefined && isTooLarge(amount))
    reasons.push({ code: 'amount_too_large', params: text(amountText) });
  return reasons;
}

/** A signed plain decimal of a written amount, or undefined; marks of currencies are not taken. */
export function signedDecimal(text: string, decimal: DecimalSign): string | undefined {
  const figure = readFigure(text);
  if (!figure || /[^\d.,\-+\s]/.test(text)) return undefined;
  const plain = plainDecimal(figure.figure, decimal);
  return plain === undefined ? undefined : figure.isNegative && plain !== '0' ? `-${plain}` : plain;
}

/** Finds the decimal sign of amounts that come one after the other, or the question for it. */
export class DecimalFinder {
  readonly #seen = new Set<DecimalSign>();
  #open: string | undefined;

  note(text: string): void {
    const figure = readFigure(text);
    const sign = figure && decimalSignOfFigure(figure.figure);
    if (sign === 'either') this.#open ??= text;
    else if (sign) this.#seen.add(sign);
  }

  found(): { decimal: DecimalSign | undefined; questions: Question[] } {
    const [only] = this.#seen;
    const example = this.#open;
    if (this.#seen.size === 1) return { decimal: only, questions: [] };
    if (example === undefined) return { decimal: '.', questions: [] };
    const options = (['.', ','] as const).map((sign): QuestionOption => ({
      value: sign,
      answers: { decimal: sign },
      reads: signedDecimal(example, sign) ?? null,
    }));
    return { decimal: undefined, questions: [{ field: 'decimal', example, options }] };
  }
}

import { Refused } from './reading.js';

/** How large the pieces become: enough expenses or text, and the day after is another; and what is never passed. */
export interface PieceLimits {
  readonly rows: number;
  readonly rowsMax: number;
  readonly chars: number;
  readonly charsMax: number;
}

const PIECES: PieceLimits = { rows: 50_000, rowsMax: 150_000, chars: 6_000_000, charsMax: 12_000_000 };

/**
 * Cuts a file of "Everything of mine" of any size, read bit by bit, into files of the same kind that are small enough to be
 * imported. Each begins with all that stands before the expenses. Expenses of a day stay together, since equal ones are
 * counted. The expenses must come last, as we write them.
 * @throws Refused when it is no such file or ends too early
 */
export async function* inPieces(
  text: AsyncIterable<string>,
  limits: PieceLimits = PIECES,
): AsyncGenerator<string> {
  const scanner = new Scanner();
  let piece = new Piece(limits);
  for await (const some of text) {
    for (const expense of scanner.take(some)) {
      if (piece.isFullBefore(expense)) {
        yield piece.in(scanner.head);
        piece = new Piece(limits);
      }
      piece.add(expense);
    }
    if (scanner.head.length > limits.charsMax) throw new Refused('not_recognised');
  }
  if (!scanner.isAtEnd) throw new Refused(scanner.isListed ? 'broken_json' : 'not_recognised');
  yield piece.in(scanner.head);
}

class Piece {
  readonly #expenses: string[] = [];
  #chars = 0;
  #day: string | undefined;

  constructor(private readonly limits: PieceLimits) {}

  isFullBefore(expense: string): boolean {
    const [rows, chars] = [this.#expenses.length, this.#chars + expense.length];
    if (rows === 0) return false;
    if (rows >= this.limits.rowsMax || chars > this.limits.charsMax) return true;
    return (rows >= this.limits.rows || chars > this.limits.chars) && dayOf(expense) !== this.#day;
  }

  add(expense: string): void {
    this.#expenses.push(expense);
    this.#chars += expense.length;
    this.#day = dayOf(expense);
  }

  in(head: string): string {
    return `${head.replace(/^\uFEFF/, '')}[${this.#expenses.join(',')}]}`;
  }
}

const dayOf = (expense: string) => /"spent_on"\s*:\s*"([^"]*)"/.exec(expense)?.[1];

const BEFORE_EXPENSES = /^\uFEFF?\s*\{(?:[^]*,)?\s*"expenses"\s*:\s*$/;

/** Finds the expenses in a JSON text that comes bit by bit, by its brackets and quotes alone. */
class Scanner {
  /** All before the list of expenses. */
  head = '';
  isAtEnd = false;
  isListed = false;
  #depth = 0;
  #isInText = false;
  #isEscaped = false;
  /** The expense that has begun, from earlier bits. */
  #begun = '';

  *take(text: string): Generator<string> {
    let from = 0;
    for (let at = 0; at < text.length; at += 1) {
      const char = text[at]!;
      if (this.#isInText) this.#goOnInText(char);
      else if (char === '"') this.#isInText = true;
      else if (char === '{' || char === '[') {
        if (!this.isListed && char === '[' && this.#depth === 1 && this.#isExpenses(text.slice(from, at))) {
          this.isListed = true;
          this.head += text.slice(from, at);
          from = at + 1;
        } else if (this.isListed && this.#depth === 2) from = at;
        this.#depth += 1;
      } else if (char === '}' || char === ']') {
        this.#depth -= 1;
        if (this.isListed && this.#depth === 2) {
          yield this.#begun + text.slice(from, at + 1);
          this.#begun = '';
          from = at + 1;
        }
        if (this.#depth === 0) this.isAtEnd = this.isListed;
      } else if (this.isListed && this.#depth === 1 && char === ',')
        throw new Refused('bad_part', { part: 'expenses' });
    }
    if (!this.isListed) this.head += text.slice(from);
    else if (this.#depth > 2) this.#begun += text.slice(from);
  }

  #goOnInText(char: string): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (char === '\\') this.#isEscaped = true;
    else if (char === '"') this.#isInText = false;
  }

  #isExpenses(text: string): boolean {
    const before = this.head + text;
    return /"expenses"\s*:\s*$/.test(before.slice(-40)) && BEFORE_EXPENSES.test(before);
  }
}

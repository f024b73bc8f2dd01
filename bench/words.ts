import type { Queryable } from '../src/storage/engine/database.js';

export interface Word {
  readonly text: string;
  readonly matches: number;
}

export interface Words {
  /** Matches some hundred expenses, about as many at any size. */
  readonly some: Word;
  /** Matches up to a thousand expenses, and as many of those as can be. */
  readonly rare: Word;
  /** `some` and another word, which about half of those have too. */
  readonly two: Word;
  /** Matches about a tenth. */
  readonly frequent: Word;
}

const SOME = 300;
const RARE_MAX = 1_000;
const SHORTEST = 4;

/** Counts what words match by reading every description: the slow way that searches are compared with. */
export async function chooseWords(db: Queryable, bookId: number): Promise<Words> {
  const texts = await db.all<{ text: string; n: number }>(
    'SELECT search_text AS text, COUNT(*) AS n FROM expenses WHERE book_id = $1 GROUP BY search_text',
    [bookId],
  );
  const counted = count(texts);
  const closest = (wanted: number, among = counted) =>
    among.reduce((a, b) => (Math.abs(b.matches - wanted) < Math.abs(a.matches - wanted) ? b : a));
  const some = closest(SOME);
  const beside = count(texts.filter(({ text }) => text.includes(some.text))).filter(
    ({ text }) => !text.includes(some.text) && !some.text.includes(text),
  );
  const second = closest(some.matches / 2, beside);
  return {
    some,
    two: { text: `${second.text} ${some.text}`, matches: second.matches },
    rare: closest(
      RARE_MAX,
      counted.filter((word) => word.matches <= RARE_MAX),
    ),
    frequent: { text: 'coffee', matches: countOf('coffee', texts) },
  };
}

interface Text {
  readonly text: string;
  readonly n: number;
}

/** Every word of some length, with how many expenses have it anywhere. */
function count(texts: readonly Text[]): Word[] {
  const words = new Set(texts.flatMap(({ text }) => text.split(/[^\p{L}]+/u)));
  return [...words]
    .filter((word) => word.length >= SHORTEST)
    .map((text) => ({ text, matches: countOf(text, texts) }));
}

function countOf(word: string, texts: readonly Text[]): number {
  return texts.reduce((sum, { text, n }) => (text.includes(word) ? sum + n : sum), 0);
}

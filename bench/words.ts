import type { Queryable } from '../src/storage/database.js';
import { COMMON_NOTES, SELDOM_NOTES } from '../src/services/seed-catalog.js';

export interface Word {
  readonly text: string;
  readonly matches: number;
}

export interface Words {
  /** Matches up to a thousand expenses, and as many of those as can be. */
  readonly rare: Word;
  /** Matches about a tenth. */
  readonly frequent: Word;
}

const RARE_MAX = 1_000;
const CANDIDATES = [...SELDOM_NOTES, ...COMMON_NOTES, 'Market', 'Lunch', 'Ticket'];

/** Counts what some words match by reading every row: the slow way that searches are compared with. */
export async function chooseWords(db: Queryable, bookId: number): Promise<Words> {
  const counted: Word[] = [];
  for (const text of CANDIDATES) counted.push({ text, matches: await count(db, bookId, text) });
  const rare = counted.filter(({ matches }) => matches <= RARE_MAX).sort((a, b) => b.matches - a.matches)[0];
  return { rare: rare!, frequent: { text: 'coffee', matches: await count(db, bookId, 'coffee') } };
}

async function count(db: Queryable, bookId: number, text: string): Promise<number> {
  const row = await db.get<{ n: number }>(
    'SELECT COUNT(*) AS n FROM expenses WHERE book_id = $1 AND search_text LIKE $2',
    [bookId, `%${text.toLowerCase()}%`],
  );
  return row!.n;
}

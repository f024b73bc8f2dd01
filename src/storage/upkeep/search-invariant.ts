import type { Database, Dialect } from '../engine/database.js';
import { indexedTokens, SEARCH_LEVELS } from '../ledger/search-tokens.js';

const PAGE_ROWS = 2_000;
const ATTEMPTS = 5;

interface Book {
  readonly id: number;
  readonly version: number;
}

interface Row {
  readonly id: number;
  readonly spent_on: string;
  readonly search_text: string;
}

/**
 * That SQLite's index of descriptions holds each token of the live expenses, as often as they have it, and nothing
 * else. Book by book, so that the tokens of one are held in memory. PostgreSQL keeps its index true by itself.
 */
export const SEARCH_INVARIANT = {
  name: 'The search index holds every description and nothing else',
  dialect: 'sqlite' as Dialect,
  async *breaches(db: Database): AsyncIterable<string> {
    const books = await db.all<Book>('SELECT id, version FROM books ORDER BY id');
    for (const book of books) {
      const difference = await compareAtRest(db, book);
      if (difference !== undefined) yield `book ${String(book.id)}: ${difference}`;
    }
  },
};

/** Once more when somebody wrote into the book meanwhile. */
async function compareAtRest(db: Database, { id, version }: Book): Promise<string | undefined> {
  for (let seen = version, left = ATTEMPTS; ; left -= 1) {
    const difference = await compare(db, id);
    const now = await db.get<Book>('SELECT id, version FROM books WHERE id = $1', [id]);
    if (difference === undefined || !now || now.version === seen || left === 1) return difference;
    seen = now.version;
  }
}

async function compare(db: Database, bookId: number): Promise<string | undefined> {
  const expected = await expectedCounts(db, bookId);
  for (const { letter } of SEARCH_LEVELS) {
    const lead = `${letter}${String(bookId)}`;
    const terms = await db.all<{ term: string; doc: number }>(
      'SELECT term, doc FROM expense_search_terms WHERE term >= $1 AND term < $2',
      [`${lead}x`, `${lead}y`],
    );
    for (const { term, doc } of terms) {
      const wanted = expected.get(term) ?? 0;
      if (doc !== wanted) return `${term} is held for ${String(doc)} expenses, ${String(wanted)} have it`;
      expected.delete(term);
    }
  }
  const [missing] = expected;
  return missing && `${missing[0]} is missing, ${String(missing[1])} expenses have it`;
}

async function expectedCounts(db: Database, bookId: number): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  let place = ['9999-12-31', 0] as [string, number];
  for (;;) {
    const rows: Row[] = await db.all<Row>(
      `SELECT id, spent_on, search_text FROM expenses
       WHERE book_id = $1 AND deleted_at IS NULL AND (spent_on, id) < ($2, $3)
       ORDER BY spent_on DESC, id DESC LIMIT ${String(PAGE_ROWS)}`,
      [bookId, ...place],
    );
    for (const { id, search_text: searchText } of rows) {
      for (const token of indexedTokens({ bookId, id, searchText }))
        counts.set(token, (counts.get(token) ?? 0) + 1);
    }
    const end: Row | undefined = rows.at(-1);
    if (!end) return counts;
    place = [end.spent_on, end.id];
  }
}

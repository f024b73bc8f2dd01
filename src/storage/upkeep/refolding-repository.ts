import type { Dialect, Queryable } from '../engine/database.js';

/** A place in all expenses of all books. */
export interface RefoldingPlace {
  readonly bookId: number;
  readonly lastId: number;
}

export interface SearchedRow {
  readonly bookId: number;
  readonly id: number;
  readonly description: string;
  readonly amountMinor: bigint;
  readonly tagIds: string;
  readonly searchText: string;
}

export interface NamedRow {
  readonly bookId: number;
  readonly id: number;
  readonly name: string;
  readonly nameKey: string;
}

/** Rows whose folded text was made by an earlier program, in the order of their primary key. */
export class RefoldingRepository {
  constructor(private readonly db: Queryable) {}

  /** How far the work is; undefined when it is done. Inside a transaction the row is locked by `advance`. */
  async place(name: string): Promise<RefoldingPlace | undefined> {
    return this.db.get<RefoldingPlace>(
      'SELECT book_id AS "bookId", last_id AS "lastId" FROM refolding WHERE name = $1 AND done_at IS NULL',
      [name],
    );
  }

  /** Moves on from a place, if nobody else has; gives whether it did. */
  async advance(name: string, from: RefoldingPlace, to: RefoldingPlace): Promise<boolean> {
    const moved = await this.db.run(
      `UPDATE refolding SET book_id = $4, last_id = $5
       WHERE name = $1 AND book_id = $2 AND last_id = $3 AND done_at IS NULL`,
      [name, from.bookId, from.lastId, to.bookId, to.lastId],
    );
    return moved === 1;
  }

  async finish(name: string, now: string): Promise<void> {
    await this.db.run('UPDATE refolding SET done_at = $2 WHERE name = $1', [name, now]);
  }

  /** The next expenses, deleted ones too. Each engine is asked in the order of its own key. */
  async expensesAfter(
    { bookId, lastId }: RefoldingPlace,
    { dialect, limit }: { readonly dialect: Dialect; readonly limit: number },
  ): Promise<SearchedRow[]> {
    const isSqlite = dialect === 'sqlite';
    const rows = await this.db.all<Omit<SearchedRow, 'amountMinor'> & { amountMinor: number }>(
      `SELECT book_id AS "bookId", id, description, amount_minor AS "amountMinor", tag_ids AS "tagIds",
              search_text AS "searchText"
       FROM expenses WHERE ${isSqlite ? 'id > $1' : '(book_id, id) > ($1, $2)'}
       ORDER BY ${isSqlite ? 'id' : 'book_id, id'} LIMIT ${String(limit)}`,
      isSqlite ? [lastId] : [bookId, lastId],
    );
    return rows.map((row) => ({ ...row, amountMinor: BigInt(row.amountMinor) }));
  }

  async setSearchText({ bookId, id, searchText: before }: SearchedRow, searchText: string): Promise<void> {
    await this.db.run(
      'UPDATE expenses SET search_text = $4 WHERE book_id = $1 AND id = $2 AND search_text = $3',
      [bookId, id, before, searchText],
    );
  }

  /** Categories of all books, the oldest of each book first. */
  async categories(): Promise<NamedRow[]> {
    return this.db.all<NamedRow>(
      'SELECT book_id AS "bookId", id, name, name_key AS "nameKey" FROM categories ORDER BY book_id, id',
    );
  }

  async renameCategory({ bookId, id }: NamedRow, name: string, nameKey: string): Promise<void> {
    await this.db.run('UPDATE categories SET name = $3, name_key = $4 WHERE book_id = $1 AND id = $2', [
      bookId,
      id,
      name,
      nameKey,
    ]);
  }
}

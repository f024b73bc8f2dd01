import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Day } from '../../domain/calendar.js';
import type { KnownExpense } from '../../domain/import/judging.js';
import type { ImportFormat } from '../../domain/import/reading.js';
import type { StagedRow } from '../../domain/import/staged-row.js';
import type { Queryable, SqlValue } from '../engine/database.js';

export interface StoredImport {
  readonly id: number;
  readonly fileName: string;
  readonly status: 'open' | 'done';
  /** JSON of the service: how the file was read. */
  readonly about: string;
  /** JSON of the service: what was said about it. */
  readonly said: string;
  readonly rowCount: number;
  readonly changeId: number | null;
  readonly addedCount: number;
  /** How many its change has added so far. */
  readonly addedSoFar: number;
  readonly createdAt: string;
  readonly committedAt: string | null;
  /** When what it added was taken back. */
  readonly undoneAt: string | null;
}

export interface LastCategory {
  readonly id: number;
  readonly spentOn: Day;
  readonly description: string;
  readonly categoryId: number | null;
}

const COLUMNS = `id, file_name AS "fileName", status, about, said, row_count AS "rowCount", change_id AS "changeId",
  added_count AS "addedCount", created_at AS "createdAt", committed_at AS "committedAt",
  COALESCE((SELECT expense_count FROM changes WHERE changes.book_id = imports.book_id AND changes.id = change_id), 0)
    AS "addedSoFar",
  (SELECT undone_at FROM changes WHERE changes.book_id = imports.book_id AND changes.id = change_id) AS "undoneAt"`;
/** What rows ask for, and the formats of the files of imports. */
interface Wanted {
  readonly amounts: ReadonlySet<string>;
  readonly externalIds: ReadonlySet<string>;
  readonly formats: ReadonlyMap<number, ImportFormat>;
}

const EXPENSES_A_PAGE = 1_000;

/** Imports of a book, their files and the rows that wait. */
export class ImportRepository {
  constructor(private readonly db: Queryable) {}

  async insert(
    bookId: number,
    { userId, fileName, now }: { userId: number; fileName: string; now: string },
  ): Promise<number> {
    const row = await this.db.get<{ id: number }>(
      `INSERT INTO imports (book_id, user_id, file_name, status, about, said, row_count, created_at)
       VALUES ($1, $2, $3, 'open', '{}', '{}', 0, $4) RETURNING id`,
      [bookId, userId, fileName, now],
    );
    return row!.id;
  }

  /** None whose rows are not all there yet. */
  async find(bookId: number, id: number): Promise<StoredImport | undefined> {
    return this.db.get<StoredImport>(
      `SELECT ${COLUMNS} FROM imports WHERE book_id = $1 AND id = $2 AND about <> '{}'`,
      [bookId, id],
    );
  }

  /** Newest first, older than the given one. */
  async list(
    bookId: number,
    { before, limit }: { before?: number | undefined; limit: number },
  ): Promise<StoredImport[]> {
    return this.db.all<StoredImport>(
      `SELECT ${COLUMNS} FROM imports WHERE book_id = $1 AND id < $2 AND about <> '{}' ORDER BY id DESC LIMIT $3`,
      [bookId, before ?? Number.MAX_SAFE_INTEGER, limit],
    );
  }

  async saveReading(
    bookId: number,
    id: number,
    { about, said, rowCount }: { about: string; said: string; rowCount: number },
  ): Promise<void> {
    await this.db.run(
      'UPDATE imports SET about = $3, said = $4, row_count = $5 WHERE book_id = $1 AND id = $2',
      [...[bookId, id, about, said, rowCount]],
    );
  }

  async saveFile(bookId: number, id: number, bytes: Uint8Array): Promise<void> {
    await this.db.run('INSERT INTO import_files (book_id, import_id, bytes) VALUES ($1, $2, $3)', [
      bookId,
      id,
      bytes,
    ]);
  }

  async file(bookId: number, id: number): Promise<Uint8Array | undefined> {
    const row = await this.db.get<{ bytes: Uint8Array }>(
      'SELECT bytes FROM import_files WHERE book_id = $1 AND import_id = $2',
      [bookId, id],
    );
    return row?.bytes;
  }

  /** Stores pages from a number on, in place of those that are there. */
  async savePages(
    bookId: number,
    id: number,
    first: number,
    pages: readonly (readonly StagedRow[])[],
  ): Promise<void> {
    const params: SqlValue[] = [bookId, id];
    const rows = pages.map((page, nth) => {
      params.push(first + nth, JSON.stringify(page));
      return `($1, $2, $${String(params.length - 1)}, $${String(params.length)})`;
    });
    await this.db.run(
      `INSERT INTO import_pages (book_id, import_id, page, entries) VALUES ${rows.join(', ')}
       ON CONFLICT (book_id, import_id, page) DO UPDATE SET entries = excluded.entries`,
      params,
    );
  }

  /** Removes up to `limit` pages between two numbers, the second not included. Gives how many went. */
  async removePages(
    bookId: number,
    id: number,
    { from, until, limit }: { from: number; until: number; limit: number },
  ): Promise<number> {
    return this.db.run(
      `DELETE FROM import_pages WHERE book_id = $1 AND import_id = $2 AND page IN
         (SELECT page FROM import_pages
          WHERE book_id = $1 AND import_id = $2 AND page >= $3 AND page < $4 ORDER BY page LIMIT $5)`,
      [bookId, id, from, until, limit],
    );
  }

  async removeFile(bookId: number, id: number): Promise<void> {
    await this.db.run('DELETE FROM import_files WHERE book_id = $1 AND import_id = $2', [bookId, id]);
  }

  async page(bookId: number, id: number, page: number): Promise<StagedRow[] | undefined> {
    const row = await this.db.get<{ entries: string }>(
      'SELECT entries FROM import_pages WHERE book_id = $1 AND import_id = $2 AND page = $3',
      [bookId, id, page],
    );
    return row && (JSON.parse(row.entries) as StagedRow[]);
  }

  async savePage(bookId: number, id: number, page: number, rows: readonly StagedRow[]): Promise<void> {
    await this.db.run(
      'UPDATE import_pages SET entries = $4 WHERE book_id = $1 AND import_id = $2 AND page = $3',
      [bookId, id, page, JSON.stringify(rows)],
    );
  }

  /** The same, and nobody else changes it until the transaction ends. */
  async lockPage(bookId: number, id: number, page: number): Promise<StagedRow[] | undefined> {
    const row = await this.db.get<{ entries: string }>(
      `UPDATE import_pages SET entries = entries
       WHERE book_id = $1 AND import_id = $2 AND page = $3 RETURNING entries`,
      [bookId, id, page],
    );
    return row && (JSON.parse(row.entries) as StagedRow[]);
  }

  /** Some pages, in their order, between two numbers, the second not included. */
  async pages(
    bookId: number,
    id: number,
    { from, until, limit }: { from: number; until: number; limit: number },
  ): Promise<{ page: number; rows: StagedRow[] }[]> {
    const found = await this.db.all<{ page: number; entries: string }>(
      `SELECT page, entries FROM import_pages
       WHERE book_id = $1 AND import_id = $2 AND page >= $3 AND page < $4 ORDER BY page LIMIT $5`,
      [bookId, id, from, until, limit],
    );
    return found.map(({ page, entries }) => ({ page, rows: JSON.parse(entries) as StagedRow[] }));
  }

  /** Notes that a change is adding its rows: from now on it is no longer open to anything else. */
  async markUnderWay(bookId: number, id: number, changeId: number): Promise<boolean> {
    const marked = await this.db.run(
      `UPDATE imports SET change_id = $3
       WHERE book_id = $1 AND id = $2 AND status = 'open' AND change_id IS NULL`,
      [bookId, id, changeId],
    );
    return marked === 1;
  }

  /** Only while it is open; gives whether it was. */
  async finish(
    bookId: number,
    id: number,
    done: { changeId: number | null; added: number; now: string },
  ): Promise<boolean> {
    const finished = await this.db.run(
      `UPDATE imports SET status = 'done', change_id = $3, added_count = $4, committed_at = $5
       WHERE book_id = $1 AND id = $2 AND status = 'open'`,
      [bookId, id, done.changeId, done.added, done.now],
    );
    return finished === 1;
  }

  /** An open one that nothing was added of, with its file and rows; gives whether there was one. */
  async remove(bookId: number, id: number): Promise<boolean> {
    return (
      (await this.db.run(
        `DELETE FROM imports WHERE book_id = $1 AND id = $2 AND status = 'open' AND change_id IS NULL`,
        [bookId, id],
      )) === 1
    );
  }

  /** Files of all books that were read before an instant and wait since, the oldest first. */
  async listWaiting(before: string, limit: number): Promise<{ bookId: number; id: number }[]> {
    return this.db.all(
      `SELECT book_id AS "bookId", id FROM imports
       WHERE status = 'open' AND change_id IS NULL AND created_at < $1 ORDER BY created_at LIMIT $2`,
      [before, limit],
    );
  }

  async shape(bookId: number, fingerprint: string): Promise<string | undefined> {
    const row = await this.db.get<{ said: string }>(
      'SELECT said FROM import_shapes WHERE book_id = $1 AND fingerprint = $2',
      [bookId, fingerprint],
    );
    return row?.said;
  }

  async saveShape(bookId: number, fingerprint: string, said: string, now: string): Promise<void> {
    await this.db.run(
      `INSERT INTO import_shapes (book_id, fingerprint, said, updated_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (book_id, fingerprint) DO UPDATE SET said = excluded.said, updated_at = excluded.updated_at`,
      [bookId, fingerprint, said, now],
    );
  }

  /** Those that added something, and how their files were read. */
  async abouts(bookId: number): Promise<{ readonly id: number; readonly about: string }[]> {
    return this.db.all('SELECT id, about FROM imports WHERE book_id = $1 AND change_id IS NOT NULL', [
      bookId,
    ]);
  }

  /** Live expenses between two days that have one of the amounts or ids, read page after page. */
  async known(
    bookId: number,
    range: { from: Day; to: Day },
    { amounts, externalIds, formats }: Wanted,
  ): Promise<KnownExpense[]> {
    const found: KnownExpense[] = [];
    let place: { day: Day; id: number } = { day: range.from, id: 0 };
    for (;;) {
      const rows = await this.db.all<
        Omit<KnownExpense, 'isImported' | 'format'> & { importId: number | null }
      >(
        `SELECT id, spent_on AS "spentOn", CAST(amount_minor AS TEXT) AS "amountMinor", description,
           external_id AS "externalId", import_id AS "importId"
         FROM expenses WHERE book_id = $1 AND deleted_at IS NULL AND spent_on <= $2 AND (spent_on, id) > ($3, $4)
         ORDER BY spent_on, id LIMIT $5`,
        [bookId, range.to, place.day, place.id, EXPENSES_A_PAGE],
      );
      for (const { importId, ...one } of rows) {
        const isMeant = one.externalId !== null && externalIds.has(one.externalId);
        if (!isMeant && !amounts.has(one.amountMinor)) continue;
        found.push({ ...one, isImported: importId !== null, format: formats.get(importId ?? 0) ?? null });
      }
      const last = rows.at(-1);
      if (!last || rows.length < EXPENSES_A_PAGE) return found;
      place = { day: last.spentOn, id: last.id };
      // On SQLite a page comes without a turn of the event loop: others get theirs here.
      await nextTurn();
    }
  }

  /** Descriptions and categories of live expenses, newest first, older than one where it is given. */
  async lastCategories(
    bookId: number,
    before: Pick<LastCategory, 'spentOn' | 'id'> | undefined,
    limit: number,
  ): Promise<LastCategory[]> {
    return this.db.all(
      `SELECT id, spent_on AS "spentOn", description, category_id AS "categoryId" FROM expenses
       WHERE book_id = $1 AND deleted_at IS NULL AND (spent_on, id) < ($2, $3)
       ORDER BY spent_on DESC, id DESC LIMIT $4`,
      [bookId, before?.spentOn ?? '9999-12-31', before?.id ?? Number.MAX_SAFE_INTEGER, limit],
    );
  }
}

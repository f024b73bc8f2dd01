import type { Change, ChangeKind, ChangeSubject } from '../../domain/change.js';
import type { Queryable } from '../engine/database.js';

/** A change with what is left to do of it. */
export interface UnfinishedChange {
  readonly bookId: number;
  readonly id: number;
  /** JSON of the service that does it. */
  readonly task: string;
  readonly heldUntil: string | null;
}

interface ChangeRow {
  id: number;
  kind: ChangeKind;
  user_id: number;
  subject: string;
  expense_count: number;
  undoes_id: number | null;
  created_at: string;
  undone_at: string | null;
  is_under_way: number;
}

const COLUMNS = `id, kind, user_id, subject, expense_count, undoes_id, created_at, undone_at,
  CASE WHEN task IS NULL THEN 0 ELSE 1 END AS is_under_way`;
const UNFINISHED = `book_id AS "bookId", id, task, held_until AS "heldUntil"`;

/** What happened to the expenses of a book. */
export class ChangeRepository {
  constructor(private readonly db: Queryable) {}

  /** Gives the id of the change, which has no expenses yet. */
  async insert(
    bookId: number,
    change: {
      readonly kind: ChangeKind;
      readonly userId: number;
      readonly subject: ChangeSubject;
      readonly undoesId?: number | undefined;
      readonly now: string;
    },
  ): Promise<number> {
    const { userId, kind, subject, undoesId = null, now } = change;
    const row = await this.db.get<{ id: number }>(
      `INSERT INTO changes (book_id, user_id, kind, subject, expense_count, undoes_id, created_at)
       VALUES ($1, $2, $3, $4, 0, $5, $6) RETURNING id`,
      [bookId, userId, kind, JSON.stringify(subject), undoesId, now],
    );
    return row!.id;
  }

  async find(bookId: number, id: number): Promise<Change | undefined> {
    const row = await this.db.get<ChangeRow>(
      `SELECT ${COLUMNS} FROM changes WHERE book_id = $1 AND id = $2`,
      [bookId, id],
    );
    return row && toChange(row);
  }

  async findMany(bookId: number, ids: readonly number[]): Promise<Change[]> {
    if (ids.length === 0) return [];
    const marks = ids.map((_id, at) => `$${String(at + 2)}`).join(', ');
    const rows = await this.db.all<ChangeRow>(
      `SELECT ${COLUMNS} FROM changes WHERE book_id = $1 AND id IN (${marks})`,
      [bookId, ...ids],
    );
    return rows.map(toChange);
  }

  /** Newest first, older than the given one. */
  async list(bookId: number, { before, limit }: { before?: number; limit: number }): Promise<Change[]> {
    const rows = await this.db.all<ChangeRow>(
      `SELECT ${COLUMNS} FROM changes WHERE book_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3`,
      [bookId, before ?? Number.MAX_SAFE_INTEGER, limit],
    );
    return rows.map(toChange);
  }

  /** Marks a change as taken back (an instant) or as in force again (null); gives whether that was new. */
  async markUndone(bookId: number, id: number, undoneAt: string | null): Promise<boolean> {
    const marked = await this.db.run(
      `UPDATE changes SET undone_at = $3
       WHERE book_id = $1 AND id = $2 AND undone_at IS ${undoneAt === null ? 'NOT NULL' : 'NULL'}`,
      [bookId, id, undoneAt],
    );
    return marked === 1;
  }

  /** Counts expenses in and notes what is left: null when nothing is. */
  async advance(
    bookId: number,
    id: number,
    { changed, task, heldUntil }: { changed: number; task: string | null; heldUntil: string | null },
  ): Promise<void> {
    await this.db.run(
      `UPDATE changes SET expense_count = expense_count + $3, task = $4, held_until = $5
       WHERE book_id = $1 AND id = $2`,
      [bookId, id, changed, task, heldUntil],
    );
  }

  /** The change of a book that is not done yet, if there is one. */
  async findUnfinished(bookId: number): Promise<UnfinishedChange | undefined> {
    return this.db.get<UnfinishedChange>(
      `SELECT ${UNFINISHED} FROM changes WHERE book_id = $1 AND task IS NOT NULL LIMIT 1`,
      [bookId],
    );
  }

  /** Changes of all books that nobody is doing at the given instant. */
  async listAbandoned(now: string): Promise<UnfinishedChange[]> {
    return this.db.all<UnfinishedChange>(
      `SELECT ${UNFINISHED} FROM changes
       WHERE task IS NOT NULL AND (held_until IS NULL OR held_until <= $1) ORDER BY book_id, id`,
      [now],
    );
  }

  /**
   * Goes on holding a change, or takes over an abandoned one: only while `heldUntil` is what the caller saw, so that one
   * of several processes does it. Gives what is left to do.
   */
  async hold(
    seen: Pick<UnfinishedChange, 'bookId' | 'id' | 'heldUntil'>,
    until: string,
  ): Promise<string | undefined> {
    const same = seen.heldUntil === null ? 'held_until IS NULL' : 'held_until = $4';
    const row = await this.db.get<{ task: string }>(
      `UPDATE changes SET held_until = $3
       WHERE book_id = $1 AND id = $2 AND task IS NOT NULL AND ${same} RETURNING task`,
      [seen.bookId, seen.id, until, ...(seen.heldUntil === null ? [] : [seen.heldUntil])],
    );
    return row?.task;
  }
}

function toChange(row: ChangeRow): Change {
  return {
    id: row.id,
    kind: row.kind,
    userId: row.user_id,
    subject: JSON.parse(row.subject) as ChangeSubject,
    expenseCount: row.expense_count,
    undoesId: row.undoes_id,
    createdAt: row.created_at,
    undoneAt: row.undone_at,
    isUnderWay: row.is_under_way === 1,
  };
}

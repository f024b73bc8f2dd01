import type { Day } from '../../domain/calendar.js';
import type { Minor } from '../../domain/money.js';
import type { Unit } from '../../domain/recurrence.js';
import type { Recurring, RecurringMode } from '../../domain/recurring.js';
import type { Queryable } from '../engine/database.js';

export interface RecurringValues {
  readonly amountMinor: Minor;
  readonly description: string;
  readonly categoryId: number | null;
  /** As in domain/tag-ids. */
  readonly tagIds: string;
  readonly interval: number;
  readonly every: Unit;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
  readonly mode: RecurringMode;
  readonly nextOn: Day | null;
  readonly pausedAt: string | null;
  readonly now: string;
}

/** With how many of its days wait for an answer, and how many were added late and are not read about. */
export interface RecurringUse extends Recurring {
  readonly waitingCount: number;
  readonly lateCount: number;
}

/** One on which something may be due. */
export interface DueRecurring {
  readonly bookId: number;
  readonly id: number;
  readonly nextOn: Day;
  readonly timeZone: string;
}

interface RecurringRow {
  id: number;
  user_id: number;
  category_id: number | null;
  category: string | null;
  amount: string;
  description: string;
  tag_ids: string;
  interval_count: number;
  every: Unit;
  starts_on: Day;
  ends_on: Day | null;
  mode: RecurringMode;
  next_on: Day | null;
  paused_at: string | null;
  created_at: string;
  updated_at: string;
}

const COLUMNS = `recurring.id, recurring.user_id, recurring.category_id, categories.name AS category,
  CAST(recurring.amount_minor AS TEXT) AS amount, recurring.description, recurring.tag_ids,
  recurring.interval_count, recurring.every, recurring.starts_on, recurring.ends_on, recurring.mode, recurring.next_on,
  recurring.paused_at, recurring.created_at, recurring.updated_at`;
const FROM = `FROM recurring
  LEFT JOIN categories ON categories.book_id = recurring.book_id AND categories.id = recurring.category_id`;
const countOf = (condition: string) => `(SELECT COUNT(*) FROM recurring_occurrences AS past
  WHERE past.book_id = recurring.book_id AND past.recurring_id = recurring.id AND ${condition})`;

/** The expenses of a book that come back: few, and read whole. */
export class RecurringRepository {
  constructor(private readonly db: Queryable) {}

  /** All that are not deleted, in the order in which they were made. */
  async list(bookId: number): Promise<RecurringUse[]> {
    const rows = await this.db.all<RecurringRow & { waiting: number; late: number }>(
      `SELECT ${COLUMNS}, ${countOf("past.status = 'waiting'")} AS waiting,
              ${countOf('past.late_at IS NOT NULL')} AS late
       ${FROM} WHERE recurring.book_id = $1 AND recurring.deleted_at IS NULL ORDER BY recurring.id`,
      [bookId],
    );
    return rows.map(({ waiting, late, ...row }) => ({
      ...toRecurring(bookId, row),
      waitingCount: waiting,
      lateCount: late,
    }));
  }

  async find(bookId: number, id: number): Promise<Recurring | undefined> {
    const row = await this.db.get<RecurringRow>(
      `SELECT ${COLUMNS} ${FROM}
       WHERE recurring.book_id = $1 AND recurring.id = $2 AND recurring.deleted_at IS NULL`,
      [bookId, id],
    );
    return row && toRecurring(bookId, row);
  }

  /** One that was deleted. */
  async findDeleted(bookId: number, id: number): Promise<Recurring | undefined> {
    const row = await this.db.get<RecurringRow>(
      `SELECT ${COLUMNS} ${FROM}
       WHERE recurring.book_id = $1 AND recurring.id = $2 AND recurring.deleted_at IS NOT NULL`,
      [bookId, id],
    );
    return row && toRecurring(bookId, row);
  }

  /** @throws ForeignKeyViolation when the category is not the book's */
  async insert(bookId: number, userId: number, values: RecurringValues): Promise<number> {
    const row = await this.db.get<{ id: number }>(
      `INSERT INTO recurring (book_id, user_id, category_id, amount_minor, description, tag_ids, interval_count, every,
         starts_on, ends_on, mode, next_on, paused_at, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14) RETURNING id`,
      [bookId, userId, ...paramsOf(values)],
    );
    return row!.id;
  }

  /** @throws ForeignKeyViolation when the category is not the book's */
  async update(bookId: number, id: number, values: RecurringValues): Promise<void> {
    await this.db.run(
      `UPDATE recurring SET category_id = $3, amount_minor = $4, description = $5, tag_ids = $6, interval_count = $7,
         every = $8, starts_on = $9, ends_on = $10, mode = $11, next_on = $12, paused_at = $13, updated_at = $14
       WHERE book_id = $1 AND id = $2`,
      [bookId, id, ...paramsOf(values)],
    );
  }

  async updateNext(bookId: number, id: number, nextOn: Day | null): Promise<void> {
    await this.db.run('UPDATE recurring SET next_on = $3 WHERE book_id = $1 AND id = $2', [
      bookId,
      id,
      nextOn,
    ]);
  }

  /** Deletes it (an instant), or takes it back (null) to go on at a day. */
  async updateDeleted(
    bookId: number,
    id: number,
    { deletedAt, nextOn }: { deletedAt: string | null; nextOn: Day | null },
  ): Promise<void> {
    await this.db.run('UPDATE recurring SET deleted_at = $3, next_on = $4 WHERE book_id = $1 AND id = $2', [
      bookId,
      id,
      deletedAt,
      nextOn,
    ]);
  }

  /** The ids of those of a category, deleted ones too. */
  async idsOfCategory(bookId: number, categoryId: number): Promise<number[]> {
    const rows = await this.db.all<{ id: number }>(
      'SELECT id FROM recurring WHERE book_id = $1 AND category_id = $2 ORDER BY id',
      [bookId, categoryId],
    );
    return rows.map(({ id }) => id);
  }

  /** Files all of a category, deleted ones too, under another, or under none. */
  async moveCategory(bookId: number, categoryId: number, intoId: number | null): Promise<void> {
    await this.db.run('UPDATE recurring SET category_id = $3 WHERE book_id = $1 AND category_id = $2', [
      bookId,
      categoryId,
      intoId,
    ]);
  }

  async updateCategory(bookId: number, id: number, categoryId: number | null): Promise<void> {
    await this.db.run('UPDATE recurring SET category_id = $3 WHERE book_id = $1 AND id = $2', [
      bookId,
      id,
      categoryId,
    ]);
  }

  /** The tags of each that carries some, deleted ones too. */
  async listTags(bookId: number): Promise<{ readonly id: number; readonly tagIds: string }[]> {
    return this.db.all(
      `SELECT id, tag_ids AS "tagIds" FROM recurring WHERE book_id = $1 AND tag_ids <> '[]' ORDER BY id`,
      [bookId],
    );
  }

  async updateTags(bookId: number, id: number, tagIds: string): Promise<void> {
    await this.db.run('UPDATE recurring SET tag_ids = $3 WHERE book_id = $1 AND id = $2', [
      bookId,
      id,
      tagIds,
    ]);
  }

  /** Those of all books whose next day is not after a day, next to a place: by day, book and id. */
  async listDue(
    until: Day,
    after: Pick<DueRecurring, 'nextOn' | 'bookId' | 'id'> | undefined,
    limit: number,
  ): Promise<DueRecurring[]> {
    const { nextOn, bookId, id } = after ?? { nextOn: '1900-01-01', bookId: 0, id: 0 };
    return this.db.all(
      `SELECT recurring.book_id AS "bookId", recurring.id, recurring.next_on AS "nextOn",
              users.time_zone AS "timeZone"
       FROM recurring JOIN users ON users.id = recurring.user_id
       WHERE recurring.next_on IS NOT NULL AND recurring.next_on <= $1 AND users.deleted_at IS NULL
         AND (recurring.next_on, recurring.book_id, recurring.id) > ($2, $3, $4)
       ORDER BY recurring.next_on, recurring.book_id, recurring.id LIMIT $5`,
      [until, nextOn, bookId, id, limit],
    );
  }
}

/** In the order of the columns. */
function paramsOf(values: RecurringValues) {
  const { categoryId, amountMinor, description, tagIds, interval, every } = values;
  const { startsOn, endsOn, mode, nextOn, pausedAt, now } = values;
  return [
    ...[categoryId, amountMinor, description, tagIds, interval, every],
    ...[startsOn, endsOn, mode, nextOn, pausedAt, now],
  ];
}

function toRecurring(bookId: number, row: RecurringRow): Recurring {
  return {
    id: row.id,
    bookId,
    userId: row.user_id,
    amountMinor: BigInt(row.amount),
    description: row.description,
    categoryId: row.category_id,
    categoryName: row.category,
    tagIds: row.tag_ids,
    interval: row.interval_count,
    every: row.every,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    mode: row.mode,
    nextOn: row.next_on,
    pausedAt: row.paused_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

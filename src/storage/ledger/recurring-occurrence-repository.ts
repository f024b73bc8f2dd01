import type { Day } from '../../domain/calendar.js';
import type { WaitingOccurrence } from '../../domain/recurring.js';
import type { Queryable, SqlValue } from '../engine/database.js';

/** What was added after its day, in sum by recurring expense. */
export interface LateOccurrences {
  readonly recurringId: number;
  readonly description: string;
  readonly count: number;
  readonly firstOn: Day;
  readonly lastOn: Day;
}

/** Which of the two a recurring expense is. */
export interface RecurringKey {
  readonly bookId: number;
  readonly id: number;
}

/** What became of each day of a recurring expense; a day has one row at most, whoever asks at the same moment. */
export class RecurringOccurrenceRepository {
  constructor(private readonly db: Queryable) {}

  /**
   * Claims days: gives those that nobody had claimed before, in order. The caller does what is to be done for these, in
   * the same transaction.
   */
  async claim(
    { bookId, id }: RecurringKey,
    days: readonly Day[],
    { status, now }: { status: 'waiting' | 'skipped'; now: string },
  ): Promise<Day[]> {
    if (days.length === 0) return [];
    const params: SqlValue[] = [bookId, id, status, now];
    const rows = days.map((day) => {
      params.push(day);
      return `($1, $2, $${String(params.length)}, $3, $4)`;
    });
    const claimed = await this.db.all<{ occurs_on: Day }>(
      `INSERT INTO recurring_occurrences (book_id, recurring_id, occurs_on, status, created_at)
       VALUES ${rows.join(', ')}
       ON CONFLICT (book_id, recurring_id, occurs_on) DO NOTHING RETURNING occurs_on`,
      params,
    );
    return claimed.map(({ occurs_on }) => occurs_on).sort();
  }

  /** Notes that a day that waited was added as an expense; late, when somebody should still read about it. */
  async settleAdded(
    { bookId, id }: RecurringKey,
    day: Day,
    { expenseId, lateAt }: { expenseId: number; lateAt: string | null },
  ): Promise<boolean> {
    const settled = await this.db.run(
      `UPDATE recurring_occurrences SET status = 'added', expense_id = $4, late_at = $5
       WHERE book_id = $1 AND recurring_id = $2 AND occurs_on = $3 AND status = 'waiting'`,
      [bookId, id, day, expenseId, lateAt],
    );
    return settled === 1;
  }

  /** Notes that a day that waited is left out. */
  async settleSkipped({ bookId, id }: RecurringKey, day: Day): Promise<boolean> {
    const settled = await this.db.run(
      `UPDATE recurring_occurrences SET status = 'skipped'
       WHERE book_id = $1 AND recurring_id = $2 AND occurs_on = $3 AND status = 'waiting'`,
      [bookId, id, day],
    );
    return settled === 1;
  }

  /** Takes a skip back; gives whether the day was skipped. */
  async removeSkipped({ bookId, id }: RecurringKey, day: Day): Promise<boolean> {
    const removed = await this.db.run(
      `DELETE FROM recurring_occurrences
       WHERE book_id = $1 AND recurring_id = $2 AND occurs_on = $3 AND status = 'skipped'`,
      [bookId, id, day],
    );
    return removed === 1;
  }

  async isWaiting({ bookId, id }: RecurringKey, day: Day): Promise<boolean> {
    const row = await this.db.get(
      `SELECT occurs_on FROM recurring_occurrences
       WHERE book_id = $1 AND recurring_id = $2 AND occurs_on = $3 AND status = 'waiting'`,
      [bookId, id, day],
    );
    return row !== undefined;
  }

  /** What waits for an answer in a book, by day, of recurring expenses that are not deleted. */
  async listWaiting(bookId: number, limit: number): Promise<WaitingOccurrence[]> {
    return this.db.all(
      `SELECT past.recurring_id AS "recurringId", past.occurs_on AS "occursOn"
       FROM recurring_occurrences AS past
       JOIN recurring ON recurring.book_id = past.book_id AND recurring.id = past.recurring_id
       WHERE past.book_id = $1 AND past.status = 'waiting' AND recurring.deleted_at IS NULL
       ORDER BY past.occurs_on, past.recurring_id LIMIT $2`,
      [bookId, limit],
    );
  }

  /** What waits for an answer, and the days to come that are left out, by day. */
  async listOpen(
    bookId: number,
  ): Promise<(WaitingOccurrence & { readonly status: 'waiting' | 'skipped' })[]> {
    return this.db.all(
      `SELECT past.recurring_id AS "recurringId", past.occurs_on AS "occursOn", past.status
       FROM recurring CROSS JOIN recurring_occurrences AS past
       WHERE recurring.book_id = $1 AND recurring.deleted_at IS NULL
         AND past.book_id = $1 AND past.recurring_id = recurring.id
         AND (past.status = 'waiting' OR (past.status = 'skipped' AND past.occurs_on >= recurring.next_on))
       ORDER BY past.recurring_id, past.occurs_on`,
      [bookId],
    );
  }

  /** The days of one from a day on for which something was done or said already. */
  async claimedFrom({ bookId, id }: RecurringKey, from: Day): Promise<Set<Day>> {
    const rows = await this.db.all<{ occurs_on: Day }>(
      `SELECT occurs_on FROM recurring_occurrences
       WHERE book_id = $1 AND recurring_id = $2 AND occurs_on >= $3`,
      [bookId, id, from],
    );
    return new Set(rows.map(({ occurs_on }) => occurs_on));
  }

  /** The same of all of a book. */
  async listClaimed(bookId: number, from: Day): Promise<WaitingOccurrence[]> {
    return this.db.all(
      `SELECT past.recurring_id AS "recurringId", past.occurs_on AS "occursOn"
       FROM recurring CROSS JOIN recurring_occurrences AS past
       WHERE recurring.book_id = $1 AND recurring.next_on IS NOT NULL
         AND past.book_id = $1 AND past.recurring_id = recurring.id AND past.occurs_on >= $2`,
      [bookId, from],
    );
  }

  /** What was added late and nobody has read about yet. */
  async listLate(bookId: number): Promise<LateOccurrences[]> {
    return this.db.all(
      `SELECT recurring.id AS "recurringId", recurring.description, COUNT(*) AS count,
              MIN(past.occurs_on) AS "firstOn", MAX(past.occurs_on) AS "lastOn"
       FROM recurring_occurrences AS past
       JOIN recurring ON recurring.book_id = past.book_id AND recurring.id = past.recurring_id
       WHERE past.book_id = $1 AND past.late_at IS NOT NULL
       GROUP BY recurring.id, recurring.description ORDER BY MAX(past.occurs_on) DESC, recurring.id`,
      [bookId],
    );
  }

  /** Notes that what was added late was read about. */
  async markRead(bookId: number): Promise<number> {
    return this.db.run(
      'UPDATE recurring_occurrences SET late_at = NULL WHERE book_id = $1 AND late_at IS NOT NULL',
      [bookId],
    );
  }
}

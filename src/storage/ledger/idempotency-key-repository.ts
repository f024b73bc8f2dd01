import type { Queryable } from '../engine/database.js';

export interface IdempotencyRecord {
  readonly requestHash: string;
  readonly status: number;
  readonly answer: string;
}

export class IdempotencyKeyRepository {
  constructor(private readonly db: Queryable) {}

  /**
   * Takes a key for the transaction under way. Rivals with the same key wait until it ends.
   * Gives whether the key was free.
   */
  async claim(key: { bookId: number; key: string; requestHash: string; now: string }): Promise<boolean> {
    const inserted = await this.db.run(
      `INSERT INTO idempotency_keys (book_id, key, request_hash, status, answer, created_at)
       VALUES ($1, $2, $3, 0, '', $4) ON CONFLICT (book_id, key) DO NOTHING`,
      [key.bookId, key.key, key.requestHash, key.now],
    );
    return inserted === 1;
  }

  async find(bookId: number, key: string): Promise<IdempotencyRecord | undefined> {
    return this.db.get<IdempotencyRecord>(
      `SELECT request_hash AS "requestHash", status, answer FROM idempotency_keys WHERE book_id = $1 AND key = $2`,
      [bookId, key],
    );
  }

  async complete(key: { bookId: number; key: string; status: number; answer: string }): Promise<void> {
    await this.db.run(
      'UPDATE idempotency_keys SET status = $3, answer = $4 WHERE book_id = $1 AND key = $2',
      [key.bookId, key.key, key.status, key.answer],
    );
  }
}

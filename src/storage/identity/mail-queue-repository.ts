import type { Queryable } from '../engine/database.js';

export interface QueuedMail {
  readonly id: number;
  readonly sealed: string;
  /** How often it was tried before, plus this time. */
  readonly attempts: number;
}

/** Mail that waits to be sent, from before the answer until after it. */
export class MailQueueRepository {
  constructor(private readonly db: Queryable) {}

  async insert(mail: { userId: number | null; sealed: string; now: string }): Promise<void> {
    await this.db.run(
      'INSERT INTO mail_queue (user_id, sealed, created_at, due_at) VALUES ($1, $2, $3, $3)',
      [mail.userId, mail.sealed, mail.now],
    );
  }

  /** Takes the mail that has been due longest. What was taken is never given to anybody again, unless put back. */
  async claim(now: string): Promise<QueuedMail | undefined> {
    return this.db.get<QueuedMail>(
      `UPDATE mail_queue SET claimed_at = $1, attempts = attempts + 1
       WHERE claimed_at IS NULL AND id =
         (SELECT id FROM mail_queue
          WHERE claimed_at IS NULL AND sent_at IS NULL AND failed_at IS NULL AND due_at <= $1
          ORDER BY due_at, id LIMIT 1)
       RETURNING id, sealed, attempts`,
      [now],
    );
  }

  /** It has gone: what it said is forgotten. */
  async markSent(id: number, now: string): Promise<void> {
    await this.db.run(`UPDATE mail_queue SET sent_at = $2, sealed = '' WHERE id = $1`, [id, now]);
  }

  /** It was certainly not taken by the server: once more, later. */
  async putBack(id: number, dueAt: string): Promise<void> {
    await this.db.run('UPDATE mail_queue SET claimed_at = NULL, due_at = $2 WHERE id = $1', [id, dueAt]);
  }

  /** It will not be tried again. */
  async giveUp(id: number, now: string): Promise<void> {
    await this.db.run(`UPDATE mail_queue SET failed_at = $2, sealed = '' WHERE id = $1`, [id, now]);
  }
}

import type { Queryable } from '../engine/database.js';

/** Deletes what is past its time, at most `limit` rows a call; each gives how many rows went. */
export class UpkeepRepository {
  constructor(private readonly db: Queryable) {}

  /** Takes or keeps the lease on a job. True for exactly one of several processes. */
  async lease(job: string, now: string, until: string): Promise<boolean> {
    const held = await this.db.run(
      `INSERT INTO job_leases (name, held_until) VALUES ($1, $3)
       ON CONFLICT (name) DO UPDATE SET held_until = excluded.held_until WHERE job_leases.held_until <= $2`,
      [job, now, until],
    );
    return held === 1;
  }

  /** Sessions (and by cascade their refresh tokens) whose absolute end is before the given instant. */
  async purgeSessions(before: string, limit: number): Promise<number> {
    return this.db.run(
      `DELETE FROM sessions WHERE id IN
         (SELECT id FROM sessions WHERE absolute_expires_at < $1 ORDER BY absolute_expires_at LIMIT $2)`,
      [before, limit],
    );
  }

  async purgeTrash(before: string, limit: number): Promise<number> {
    return this.db.run(
      `DELETE FROM expenses WHERE deleted_at IS NOT NULL AND deleted_at < $1 AND (book_id, id) IN
         (SELECT book_id, id FROM expenses WHERE deleted_at IS NOT NULL AND deleted_at < $1 ORDER BY deleted_at LIMIT $2)`,
      [before, limit],
    );
  }

  async purgeIdempotencyKeys(before: string, limit: number): Promise<number> {
    return this.db.run(
      `DELETE FROM idempotency_keys WHERE (book_id, key) IN
         (SELECT book_id, key FROM idempotency_keys WHERE created_at < $1 ORDER BY created_at LIMIT $2)`,
      [before, limit],
    );
  }

  async purgeParkedForms(before: string, limit: number): Promise<number> {
    return this.db.run(
      `DELETE FROM parked_forms WHERE id_hash IN
         (SELECT id_hash FROM parked_forms WHERE created_at < $1 ORDER BY created_at LIMIT $2)`,
      [before, limit],
    );
  }

  async purgeSecurityEvents(before: string, limit: number): Promise<number> {
    return this.db.run(
      `DELETE FROM security_events WHERE id IN
         (SELECT id FROM security_events WHERE created_at < $1 ORDER BY created_at LIMIT $2)`,
      [before, limit],
    );
  }

  /** Rows of one of the tables below whose instant is before the given one. */
  async purgeSpent(table: SpentTable, before: string, limit: number): Promise<number> {
    const { key, instant } = SPENT[table];
    return this.db.run(
      `DELETE FROM ${table} WHERE ${key} IN
         (SELECT ${key} FROM ${table} WHERE ${instant} < $1 ORDER BY ${instant} LIMIT $2)`,
      [before, limit],
    );
  }
}

/** What is worth nothing some time after an instant: its table, the key, and the instant. */
export const SPENT = {
  sign_in_challenges: { key: 'challenge_hash', instant: 'expires_at' },
  used_challenges: { key: 'challenge_hash', instant: 'used_at' },
  password_resets: { key: 'token_hash', instant: 'expires_at' },
  email_changes: { key: 'token_hash', instant: 'expires_at' },
  invites: { key: 'token_hash', instant: 'expires_at' },
  mail_queue: { key: 'id', instant: 'created_at' },
} as const;

export type SpentTable = keyof typeof SPENT;

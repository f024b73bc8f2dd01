import type { Queryable } from '../engine/database.js';

export interface EmailChange {
  readonly userId: number;
  readonly email: string;
  readonly emailKey: string;
}

/** New addresses that wait until a letter sent there was answered. */
export class EmailChangeRepository {
  constructor(private readonly db: Queryable) {}

  async insert(
    change: EmailChange & { readonly tokenHash: string; readonly now: string; readonly expiresAt: string },
  ): Promise<void> {
    await this.db.run(
      `INSERT INTO email_changes (token_hash, user_id, email, email_key, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [change.tokenHash, change.userId, change.email, change.emailKey, change.now, change.expiresAt],
    );
  }

  /** The change, while it waits; reading it changes nothing. */
  async find(tokenHash: string, now: string): Promise<EmailChange | undefined> {
    return this.db.get<EmailChange>(
      `SELECT user_id AS "userId", email, email_key AS "emailKey" FROM email_changes
       WHERE token_hash = $1 AND expires_at > $2 AND used_at IS NULL`,
      [tokenHash, now],
    );
  }

  /** True for exactly one of several who ask at once. */
  async take(tokenHash: string, now: string): Promise<boolean> {
    const taken = await this.db.run(
      'UPDATE email_changes SET used_at = $2 WHERE token_hash = $1 AND expires_at > $2 AND used_at IS NULL',
      [tokenHash, now],
    );
    return taken === 1;
  }

  /** No change asked for before goes on. */
  async voidAll(userId: number, now: string): Promise<void> {
    await this.db.run('UPDATE email_changes SET used_at = $2 WHERE user_id = $1 AND used_at IS NULL', [
      userId,
      now,
    ]);
  }
}

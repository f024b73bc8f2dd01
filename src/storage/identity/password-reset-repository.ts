import type { Queryable } from '../engine/database.js';

export interface PasswordReset {
  readonly userId: number;
}

/** Links that let somebody set a new password once. */
export class PasswordResetRepository {
  constructor(private readonly db: Queryable) {}

  async insert(reset: { tokenHash: string; userId: number; now: string; expiresAt: string }): Promise<void> {
    await this.db.run(
      'INSERT INTO password_resets (token_hash, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4)',
      [reset.tokenHash, reset.userId, reset.now, reset.expiresAt],
    );
  }

  /** The reset, while it is good; reading it changes nothing. */
  async find(tokenHash: string, now: string): Promise<PasswordReset | undefined> {
    return this.db.get<PasswordReset>(
      `SELECT user_id AS "userId" FROM password_resets
       WHERE token_hash = $1 AND expires_at > $2 AND used_at IS NULL`,
      [tokenHash, now],
    );
  }

  /** True for exactly one of several who ask at once. */
  async take(tokenHash: string, now: string): Promise<boolean> {
    const taken = await this.db.run(
      'UPDATE password_resets SET used_at = $2 WHERE token_hash = $1 AND expires_at > $2 AND used_at IS NULL',
      [tokenHash, now],
    );
    return taken === 1;
  }

  /** No link made before is good any more. */
  async voidAll(userId: number, now: string): Promise<void> {
    await this.db.run('UPDATE password_resets SET used_at = $2 WHERE user_id = $1 AND used_at IS NULL', [
      userId,
      now,
    ]);
  }

  /** How many were made since then. */
  async countSince(userId: number, since: string): Promise<number> {
    const row = await this.db.get<{ count: number }>(
      'SELECT COUNT(*) AS count FROM password_resets WHERE user_id = $1 AND created_at > $2',
      [userId, since],
    );
    return row?.count ?? 0;
  }
}

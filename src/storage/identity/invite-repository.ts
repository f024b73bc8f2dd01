import type { Queryable } from '../engine/database.js';

/** Links that let one person make an account where registration is by invitation. */
export class InviteRepository {
  constructor(private readonly db: Queryable) {}

  async insert(invite: { tokenHash: string; now: string; expiresAt: string }): Promise<void> {
    await this.db.run('INSERT INTO invites (token_hash, created_at, expires_at) VALUES ($1, $2, $3)', [
      invite.tokenHash,
      invite.now,
      invite.expiresAt,
    ]);
  }

  /** Whether the link is good; asking changes nothing. */
  async isOpen(tokenHash: string, now: string): Promise<boolean> {
    const row = await this.db.get(
      'SELECT 1 AS open FROM invites WHERE token_hash = $1 AND expires_at > $2 AND used_at IS NULL',
      [tokenHash, now],
    );
    return row !== undefined;
  }

  /** True for exactly one of several who ask at once. */
  async take(tokenHash: string, { userId, now }: { userId: number; now: string }): Promise<boolean> {
    const taken = await this.db.run(
      `UPDATE invites SET used_at = $3, user_id = $2
       WHERE token_hash = $1 AND expires_at > $3 AND used_at IS NULL`,
      [tokenHash, userId, now],
    );
    return taken === 1;
  }
}

import type { Queryable } from '../engine/database.js';

/** Codes that open the second lock once each; only their SHA-256 is kept. */
export class RecoveryCodeRepository {
  constructor(private readonly db: Queryable) {}

  /** Throws the old ones away and stores these. */
  async replaceAll(userId: number, hashes: readonly string[], now: string): Promise<void> {
    await this.removeAll(userId);
    for (const hash of hashes) {
      await this.db.run('INSERT INTO recovery_codes (user_id, code_hash, created_at) VALUES ($1, $2, $3)', [
        userId,
        hash,
        now,
      ]);
    }
  }

  /** Takes a code. True for exactly one of several who ask at once. */
  async take(userId: number, codeHash: string, now: string): Promise<boolean> {
    const taken = await this.db.run(
      'UPDATE recovery_codes SET used_at = $3 WHERE user_id = $1 AND code_hash = $2 AND used_at IS NULL',
      [userId, codeHash, now],
    );
    return taken === 1;
  }

  /** How many are left. */
  async count(userId: number): Promise<number> {
    const row = await this.db.get<{ count: number }>(
      'SELECT COUNT(*) AS count FROM recovery_codes WHERE user_id = $1 AND used_at IS NULL',
      [userId],
    );
    return row?.count ?? 0;
  }

  async removeAll(userId: number): Promise<void> {
    await this.db.run('DELETE FROM recovery_codes WHERE user_id = $1', [userId]);
  }
}

import type { Queryable } from '../engine/database.js';

/** The secret that a person shares with their authenticator app, sealed. */
export interface TotpSecret {
  readonly sealed: string;
  /** The last step of 30 seconds whose code was taken. */
  readonly lastStep: number;
  /** null: shown, but not yet turned on. */
  readonly confirmedAt: string | null;
}

export class TotpSecretRepository {
  constructor(private readonly db: Queryable) {}

  async find(userId: number): Promise<TotpSecret | undefined> {
    return this.db.get<TotpSecret>(
      `SELECT sealed, last_step AS "lastStep", confirmed_at AS "confirmedAt" FROM totp_secrets WHERE user_id = $1`,
      [userId],
    );
  }

  /** Stores a secret that is not turned on yet; one that is turned on stays. Gives whether it was stored. */
  async offer(userId: number, { sealed, now }: { sealed: string; now: string }): Promise<boolean> {
    const stored = await this.db.run(
      `INSERT INTO totp_secrets (user_id, sealed, created_at) VALUES ($1, $2, $3)
       ON CONFLICT (user_id) DO UPDATE SET sealed = excluded.sealed, created_at = excluded.created_at
       WHERE totp_secrets.confirmed_at IS NULL`,
      [userId, sealed, now],
    );
    return stored === 1;
  }

  /** Turns the secret on with its first code. True for one of several who ask at once. */
  async confirm(userId: number, { step, now }: { step: number; now: string }): Promise<boolean> {
    const confirmed = await this.db.run(
      'UPDATE totp_secrets SET confirmed_at = $3, last_step = $2 WHERE user_id = $1 AND confirmed_at IS NULL',
      [userId, step, now],
    );
    return confirmed === 1;
  }

  /** Takes the code of a step. True once for each step, and for none before one that was taken. */
  async takeStep(userId: number, step: number): Promise<boolean> {
    const taken = await this.db.run(
      `UPDATE totp_secrets SET last_step = $2
       WHERE user_id = $1 AND last_step < $2 AND confirmed_at IS NOT NULL`,
      [userId, step],
    );
    return taken === 1;
  }

  /** Replaces what is sealed, because the key of the program has changed. */
  async reseal(userId: number, { seen, sealed }: { seen: string; sealed: string }): Promise<void> {
    await this.db.run('UPDATE totp_secrets SET sealed = $3 WHERE user_id = $1 AND sealed = $2', [
      userId,
      seen,
      sealed,
    ]);
  }

  /** Secrets sealed with another key than this one, by user, from the one after `afterUserId` on. */
  async listSealedOtherwise(
    keyId: string,
    { afterUserId, limit }: { afterUserId: number; limit: number },
  ): Promise<{ readonly userId: number; readonly sealed: string }[]> {
    return this.db.all(
      `SELECT user_id AS "userId", sealed FROM totp_secrets
       WHERE user_id > $1 AND substr(sealed, 1, length($2)) <> $2 ORDER BY user_id LIMIT $3`,
      [afterUserId, `${keyId}.`, limit],
    );
  }

  /** Gives whether there was one. */
  async remove(userId: number): Promise<boolean> {
    return (await this.db.run('DELETE FROM totp_secrets WHERE user_id = $1', [userId])) === 1;
  }
}

import type { Queryable } from '../engine/database.js';

/** 'none': bound to its device; 'eligible': may be synced; 'backed_up': is synced. */
export type PasskeyBackup = 'none' | 'eligible' | 'backed_up';

/** A public key of a device or a password manager (W3C WebAuthn level 3, credential record). */
export interface Passkey {
  readonly id: number;
  readonly userId: number;
  readonly name: string;
  /** base64url */
  readonly credentialId: string;
  /** COSE, base64url */
  readonly publicKey: string;
  readonly counter: number;
  /** Separated by commas, as the browser told them: "internal,hybrid". */
  readonly transports: string;
  readonly backup: PasskeyBackup;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}

export type NewPasskey = Omit<Passkey, 'id' | 'createdAt' | 'lastUsedAt'> & { readonly now: string };

const COLUMNS = `id, user_id AS "userId", name, credential_id AS "credentialId", public_key AS "publicKey", counter,
  transports, backup, created_at AS "createdAt", last_used_at AS "lastUsedAt"`;

export class PasskeyRepository {
  constructor(private readonly db: Queryable) {}

  /** @throws UniqueViolation when the credential is known */
  async insert(passkey: NewPasskey): Promise<Passkey> {
    const { userId, name, credentialId, publicKey, counter, transports, backup, now } = passkey;
    const row = await this.db.get<Passkey>(
      `INSERT INTO passkeys (user_id, name, credential_id, public_key, counter, transports, backup, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${COLUMNS}`,
      [userId, name, credentialId, publicKey, counter, transports, backup, now],
    );
    return row!;
  }

  async findByCredential(credentialId: string): Promise<Passkey | undefined> {
    return this.db.get<Passkey>(`SELECT ${COLUMNS} FROM passkeys WHERE credential_id = $1`, [credentialId]);
  }

  async list(userId: number): Promise<Passkey[]> {
    return this.db.all<Passkey>(`SELECT ${COLUMNS} FROM passkeys WHERE user_id = $1 ORDER BY id`, [userId]);
  }

  async count(userId: number): Promise<number> {
    const row = await this.db.get<{ count: number }>(
      'SELECT COUNT(*) AS count FROM passkeys WHERE user_id = $1',
      [userId],
    );
    return row?.count ?? 0;
  }

  /** What a use tells: the counter as it is now, whether it is synced, and when. */
  async use(id: number, used: { counter: number; backup: PasskeyBackup; now: string }): Promise<boolean> {
    const found = await this.db.run(
      'UPDATE passkeys SET counter = $2, backup = $3, last_used_at = $4 WHERE id = $1',
      [id, used.counter, used.backup, used.now],
    );
    return found === 1;
  }

  async remove(userId: number, id: number): Promise<boolean> {
    return (await this.db.run('DELETE FROM passkeys WHERE user_id = $1 AND id = $2', [userId, id])) === 1;
  }

  async removeAll(userId: number): Promise<number> {
    return this.db.run('DELETE FROM passkeys WHERE user_id = $1', [userId]);
  }

  /** Notes that a challenge was answered. True the first time only. */
  async takeChallenge(challengeHash: string, now: string): Promise<boolean> {
    const taken = await this.db.run(
      `INSERT INTO used_challenges (challenge_hash, used_at) VALUES ($1, $2)
       ON CONFLICT (challenge_hash) DO NOTHING`,
      [challengeHash, now],
    );
    return taken === 1;
  }
}

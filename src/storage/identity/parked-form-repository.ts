import type { Queryable } from '../engine/database.js';

export interface ParkedFormRow {
  readonly userId: number;
  readonly sealed: string;
  readonly claimedAt: string | null;
}

export class ParkedFormRepository {
  constructor(private readonly db: Queryable) {}

  async insert(form: {
    idHash: string;
    userId: number;
    place: string;
    sealed: string;
    now: string;
  }): Promise<void> {
    await this.db.run(
      'INSERT INTO parked_forms (id_hash, user_id, place, sealed, created_at) VALUES ($1, $2, $3, $4, $5)',
      [form.idHash, form.userId, form.place, form.sealed, form.now],
    );
  }

  /** Lets the oldest forms of a user go that wait, but for so many. */
  async keepNewestOfUser(userId: number, count: number): Promise<void> {
    await this.db.run(
      `DELETE FROM parked_forms WHERE claimed_at IS NULL AND user_id = $1 AND created_at <
         (SELECT MIN(created_at) FROM (SELECT created_at FROM parked_forms WHERE claimed_at IS NULL AND user_id = $1
                                       ORDER BY created_at DESC LIMIT $2) AS newest)`,
      [userId, count],
    );
  }

  /** The same for the forms that came from one place. */
  async keepNewestOfPlace(place: string, count: number): Promise<void> {
    await this.db.run(
      `DELETE FROM parked_forms WHERE claimed_at IS NULL AND place = $1 AND created_at <
         (SELECT MIN(created_at) FROM (SELECT created_at FROM parked_forms WHERE claimed_at IS NULL AND place = $1
                                       ORDER BY created_at DESC LIMIT $2) AS newest)`,
      [place, count],
    );
  }

  /** The same for all forms. */
  async keepNewest(count: number): Promise<void> {
    await this.db.run(
      `DELETE FROM parked_forms WHERE claimed_at IS NULL AND created_at <
         (SELECT MIN(created_at) FROM (SELECT created_at FROM parked_forms WHERE claimed_at IS NULL
                                       ORDER BY created_at DESC LIMIT $1) AS newest)`,
      [count],
    );
  }

  async find(idHash: string): Promise<ParkedFormRow | undefined> {
    const row = await this.db.get<{ user_id: number; sealed: string; claimed_at: string | null }>(
      'SELECT user_id, sealed, claimed_at FROM parked_forms WHERE id_hash = $1',
      [idHash],
    );
    return row && { userId: row.user_id, sealed: row.sealed, claimedAt: row.claimed_at };
  }

  /** Takes the form for carrying out. True for exactly one of several who ask at once. */
  async claim(idHash: string, userId: number, now: string): Promise<boolean> {
    const claimed = await this.db.run(
      'UPDATE parked_forms SET claimed_at = $3 WHERE id_hash = $1 AND user_id = $2 AND claimed_at IS NULL',
      [idHash, userId, now],
    );
    return claimed === 1;
  }

  /** Gives a claimed form back, because carrying it out failed for no fault of its own. */
  async release(idHash: string): Promise<void> {
    await this.db.run('UPDATE parked_forms SET claimed_at = NULL WHERE id_hash = $1', [idHash]);
  }
}

import type { Queryable } from '../engine/database.js';

export interface SignInChallenge {
  readonly userId: number;
  readonly passwordMark: string;
}

/** Between the password and the second step of a sign-in. */
export class SignInChallengeRepository {
  constructor(private readonly db: Queryable) {}

  async insert(challenge: {
    challengeHash: string;
    userId: number;
    passwordMark: string;
    expiresAt: string;
  }): Promise<void> {
    await this.db.run(
      `INSERT INTO sign_in_challenges (challenge_hash, user_id, password_mark, expires_at) VALUES ($1, $2, $3, $4)`,
      [challenge.challengeHash, challenge.userId, challenge.passwordMark, challenge.expiresAt],
    );
  }

  /** The challenge, while it can still be answered. */
  async find(
    challengeHash: string,
    { triesMax, now }: { triesMax: number; now: string },
  ): Promise<SignInChallenge | undefined> {
    return this.db.get<SignInChallenge>(
      `SELECT user_id AS "userId", password_mark AS "passwordMark" FROM sign_in_challenges
       WHERE challenge_hash = $1 AND expires_at > $2 AND tries < $3 AND passed_at IS NULL`,
      [challengeHash, now, triesMax],
    );
  }

  /** Counts a try before it is looked at, so that parallel ones count too. Undefined when there are no more. */
  async countTry(
    challengeHash: string,
    { triesMax, now }: { triesMax: number; now: string },
  ): Promise<SignInChallenge | undefined> {
    return this.db.get<SignInChallenge>(
      `UPDATE sign_in_challenges SET tries = tries + 1
       WHERE challenge_hash = $1 AND expires_at > $2 AND tries < $3 AND passed_at IS NULL
       RETURNING user_id AS "userId", password_mark AS "passwordMark"`,
      [challengeHash, now, triesMax],
    );
  }

  /** True for exactly one of several who pass at once. */
  async pass(challengeHash: string, now: string): Promise<boolean> {
    const passed = await this.db.run(
      'UPDATE sign_in_challenges SET passed_at = $2 WHERE challenge_hash = $1 AND passed_at IS NULL',
      [challengeHash, now],
    );
    return passed === 1;
  }

  /** After whatever ends sign-ins: none that is under way goes on. */
  async removeAll(userId: number): Promise<void> {
    await this.db.run('DELETE FROM sign_in_challenges WHERE user_id = $1', [userId]);
  }
}

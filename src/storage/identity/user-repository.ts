import type { Queryable } from '../engine/database.js';

/** How a person reads, as it is stored: which values make sense is decided by the services. */
export interface StoredPreferences {
  readonly language: string;
  /** A region as BCP 47. */
  readonly locale: string;
  readonly theme: string;
  /** 1 Monday … 7 Sunday; null: as usual in the region. */
  readonly weekStartsOn: number | null;
}

export interface User {
  readonly id: number;
  readonly username: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly timeZone: string;
  readonly createdAt: string;
  /** Since when the host lets nobody in here; null: not at all. */
  readonly disabledAt: string | null;
  readonly preferences: StoredPreferences;
}

export interface NewUser {
  readonly username: string;
  readonly email: string;
  readonly emailKey: string;
  readonly passwordHash: string;
  readonly timeZone: string;
  readonly language: string;
  readonly locale: string;
  readonly now: string;
}

interface UserRow {
  id: number;
  username: string;
  email: string;
  password_hash: string;
  time_zone: string;
  created_at: string;
  disabled_at: string | null;
  language: string;
  locale: string;
  theme: string;
  week_starts_on: number | null;
}

const COLUMNS =
  'id, username, email, password_hash, time_zone, created_at, disabled_at, language, locale, theme, week_starts_on';

/** A user with their own book. */
export interface OwnerRow {
  readonly userId: number;
  readonly username: string;
  readonly email: string;
  readonly timeZone: string;
  readonly language: string;
  readonly locale: string;
  readonly theme: string;
  readonly weekStartsOn: number | null;
  readonly bookId: number;
  readonly currency: string;
  readonly bookVersion: number;
}

/** A user as the host sees them in a list. */
export interface AccountRow {
  readonly id: number;
  readonly email: string;
  readonly username: string;
  readonly createdAt: string;
  /** Devices that are signed in. */
  readonly sessions: number;
  readonly lastUsedAt: string | null;
  readonly disabledAt: string | null;
}

export class UserRepository {
  constructor(private readonly db: Queryable) {}

  /** @throws UniqueViolation when the email key is taken */
  async insert(user: NewUser): Promise<User> {
    const row = await this.db.get<UserRow>(
      `INSERT INTO users (username, email, email_key, password_hash, time_zone, language, locale, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) RETURNING ${COLUMNS}`,
      [
        user.username,
        user.email,
        user.emailKey,
        user.passwordHash,
        user.timeZone,
        user.language,
        user.locale,
        user.now,
      ],
    );
    return toUser(row!);
  }

  async findByEmailKey(emailKey: string): Promise<User | undefined> {
    const row = await this.db.get<UserRow>(
      `SELECT ${COLUMNS} FROM users WHERE email_key = $1 AND deleted_at IS NULL`,
      [emailKey],
    );
    return row && toUser(row);
  }

  async find(id: number): Promise<User | undefined> {
    const row = await this.db.get<UserRow>(
      `SELECT ${COLUMNS} FROM users WHERE id = $1 AND deleted_at IS NULL`,
      [id],
    );
    return row && toUser(row);
  }

  async findOwner(emailKey: string): Promise<OwnerRow | undefined> {
    return this.db.get<OwnerRow>(
      `SELECT users.id AS "userId", users.username, users.email, users.time_zone AS "timeZone",
              users.language, users.locale, users.theme, users.week_starts_on AS "weekStartsOn",
              books.id AS "bookId", books.currency, books.version AS "bookVersion"
       FROM users
       JOIN book_members ON book_members.user_id = users.id AND book_members.role = 'owner'
       JOIN books ON books.id = book_members.book_id
       WHERE users.email_key = $1 AND users.deleted_at IS NULL`,
      [emailKey],
    );
  }

  /** Those with a greater number, the smallest first. */
  async listAfter(id: number, now: string, limit: number): Promise<AccountRow[]> {
    return this.db.all<AccountRow>(
      `SELECT id, email, username, created_at AS "createdAt", disabled_at AS "disabledAt",
              (SELECT COUNT(*) FROM sessions WHERE user_id = users.id AND status = 'active'
               AND absolute_expires_at > $2) AS sessions,
              (SELECT MAX(last_used_at) FROM sessions WHERE user_id = users.id) AS "lastUsedAt"
       FROM users WHERE id > $1 AND deleted_at IS NULL ORDER BY id LIMIT $3`,
      [id, now, limit],
    );
  }

  async updateProfile(
    id: number,
    profile: { username: string; timeZone: string; preferences: StoredPreferences; now: string },
  ): Promise<void> {
    const { language, locale, theme, weekStartsOn } = profile.preferences;
    await this.db.run(
      `UPDATE users SET username = $2, time_zone = $3, language = $4, locale = $5, theme = $6, week_starts_on = $7,
         updated_at = $8
       WHERE id = $1`,
      [id, profile.username, profile.timeZone, language, locale, theme, weekStartsOn, profile.now],
    );
  }

  /** @throws UniqueViolation when the email key is taken */
  async updateEmail(id: number, address: { email: string; emailKey: string; now: string }): Promise<void> {
    await this.db.run('UPDATE users SET email = $2, email_key = $3, updated_at = $4 WHERE id = $1', [
      id,
      address.email,
      address.emailKey,
      address.now,
    ]);
  }

  /**
   * Sets the password if it is still the one that was proved, and makes rivals wait; gives whether it was. Who signs in
   * sets the same again: so nobody gets in with a password that is being changed.
   */
  async replacePassword(
    id: number,
    { seenHash, passwordHash, now }: { seenHash: string; passwordHash: string; now: string },
  ): Promise<boolean> {
    const replaced = await this.db.run(
      `UPDATE users SET password_hash = $3, updated_at = $4
       WHERE id = $1 AND password_hash = $2 AND deleted_at IS NULL`,
      [id, seenHash, passwordHash, now],
    );
    return replaced === 1;
  }

  /** @param disabledAt null lets the user in again */
  async setDisabled(id: number, disabledAt: string | null, now: string): Promise<void> {
    await this.db.run('UPDATE users SET disabled_at = $2, updated_at = $3 WHERE id = $1', [
      id,
      disabledAt,
      now,
    ]);
  }

  /** Frees the email at once; the books of the user are erased by upkeep, in small batches. */
  async markDeleted(id: number, now: string): Promise<number> {
    return this.db.run(
      `UPDATE users SET deleted_at = $2, updated_at = $2, email = $3, email_key = $3, username = 'deleted'
       WHERE id = $1 AND deleted_at IS NULL`,
      [id, now, `deleted-${String(id)}`],
    );
  }

  async findDeleted(limit: number): Promise<number[]> {
    const rows = await this.db.all<{ id: number }>(
      'SELECT id FROM users WHERE deleted_at IS NOT NULL ORDER BY deleted_at LIMIT $1',
      [limit],
    );
    return rows.map((row) => row.id);
  }

  async erase(id: number): Promise<void> {
    await this.db.run('DELETE FROM users WHERE id = $1 AND deleted_at IS NOT NULL', [id]);
  }
}

function toUser(row: UserRow): User {
  return {
    id: row.id,
    username: row.username,
    email: row.email,
    passwordHash: row.password_hash,
    timeZone: row.time_zone,
    createdAt: row.created_at,
    disabledAt: row.disabled_at,
    preferences: {
      language: row.language,
      locale: row.locale,
      theme: row.theme,
      weekStartsOn: row.week_starts_on,
    },
  };
}

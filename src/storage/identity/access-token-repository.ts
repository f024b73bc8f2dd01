import type { Queryable } from '../engine/database.js';

export type AccessScope = 'read' | 'write';

export interface AccessToken {
  readonly id: number;
  readonly name: string;
  readonly scope: AccessScope;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
}

/** The bearer of a personal access token with their book. */
export interface TokenBearerRow {
  readonly tokenId: number;
  readonly scope: AccessScope;
  readonly lastUsedAt: string | null;
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

const COLUMNS = `id, name, scope, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt"`;

export class AccessTokenRepository {
  constructor(private readonly db: Queryable) {}

  async insert(token: {
    userId: number;
    bookId: number;
    name: string;
    scope: AccessScope;
    tokenHash: string;
    expiresAt: string | null;
    now: string;
  }): Promise<AccessToken> {
    const row = await this.db.get<AccessToken>(
      `INSERT INTO access_tokens (user_id, book_id, name, scope, token_hash, expires_at, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${COLUMNS}`,
      [token.userId, token.bookId, token.name, token.scope, token.tokenHash, token.expiresAt, token.now],
    );
    return row!;
  }

  async list(userId: number, bookId: number): Promise<AccessToken[]> {
    return this.db.all<AccessToken>(
      `SELECT ${COLUMNS} FROM access_tokens WHERE user_id = $1 AND book_id = $2 ORDER BY id DESC`,
      [userId, bookId],
    );
  }

  async find(userId: number, bookId: number, id: number): Promise<AccessToken | undefined> {
    return this.db.get<AccessToken>(
      `SELECT ${COLUMNS} FROM access_tokens WHERE user_id = $1 AND book_id = $2 AND id = $3`,
      [userId, bookId, id],
    );
  }

  async findBearer(tokenHash: string, now: string): Promise<TokenBearerRow | undefined> {
    return this.db.get<TokenBearerRow>(
      `SELECT access_tokens.id AS "tokenId", access_tokens.scope, access_tokens.last_used_at AS "lastUsedAt",
              users.id AS "userId", users.username, users.email, users.time_zone AS "timeZone",
              users.language, users.locale, users.theme, users.week_starts_on AS "weekStartsOn",
              books.id AS "bookId", books.currency, books.version AS "bookVersion"
       FROM access_tokens
       JOIN users ON users.id = access_tokens.user_id
       JOIN books ON books.id = access_tokens.book_id
       WHERE access_tokens.token_hash = $1
         AND (access_tokens.expires_at IS NULL OR access_tokens.expires_at > $2)
         AND users.deleted_at IS NULL AND users.disabled_at IS NULL`,
      [tokenHash, now],
    );
  }

  async touch(id: number, now: string): Promise<void> {
    await this.db.run('UPDATE access_tokens SET last_used_at = $2 WHERE id = $1', [id, now]);
  }

  async remove(userId: number, bookId: number, id: number): Promise<number> {
    return this.db.run('DELETE FROM access_tokens WHERE user_id = $1 AND book_id = $2 AND id = $3', [
      userId,
      bookId,
      id,
    ]);
  }

  async removeAll(userId: number): Promise<number> {
    return this.db.run('DELETE FROM access_tokens WHERE user_id = $1', [userId]);
  }
}

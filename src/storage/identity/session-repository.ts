import type { Queryable } from '../engine/database.js';

export type SessionStatus = 'active' | 'revoked' | 'expired';
export type EndReason = 'logout' | 'signed_out' | 'reuse' | 'password' | 'cap' | 'expired' | 'deleted';

export interface Session {
  readonly id: number;
  readonly userId: number;
  readonly status: SessionStatus;
  readonly endedBecause: EndReason | null;
  readonly generation: number;
  readonly userAgent: string;
  readonly ipPrefix: string;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly absoluteExpiresAt: string;
  /** Since when it is renewed without asking; null: the person is asked. */
  readonly staysSince: string | null;
}

/** Who is signed in, in which book: everything that a request needs to know, in one row. */
export interface SignedInRow {
  readonly sessionId: number;
  readonly generation: number;
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
  /** When a stolen session was ended and its owner has not yet said that they read it; else null. */
  readonly reuseNoticedAt: string | null;
  /** When the person at this session last proved who they are. */
  readonly provedAt: string | null;
}

interface SessionRow {
  id: number;
  user_id: number;
  status: SessionStatus;
  ended_because: EndReason | null;
  generation: number;
  user_agent: string;
  ip_prefix: string;
  created_at: string;
  last_used_at: string;
  absolute_expires_at: string;
  stays_since: string | null;
}

const COLUMNS =
  'id, user_id, status, ended_because, generation, user_agent, ip_prefix, created_at, last_used_at, absolute_expires_at, stays_since';

export class SessionRepository {
  constructor(private readonly db: Queryable) {}

  async insert(session: {
    userId: number;
    userAgent: string;
    ipPrefix: string;
    now: string;
    absoluteExpiresAt: string;
    staysSince: string | null;
  }): Promise<Session> {
    const row = await this.db.get<SessionRow>(
      `INSERT INTO sessions (user_id, status, user_agent, ip_prefix, created_at, last_used_at, proved_at, absolute_expires_at, stays_since)
       VALUES ($1, 'active', $2, $3, $4, $4, $4, $5, $6) RETURNING ${COLUMNS}`,
      [
        session.userId,
        session.userAgent,
        session.ipPrefix,
        session.now,
        session.absoluteExpiresAt,
        session.staysSince,
      ],
    );
    return toSession(row!);
  }

  /** The live session with its user and book, or nothing: asked on every signed-in request. */
  findSignedIn(sessionId: number, userId: number, now: string): Promise<SignedInRow | undefined> {
    return this.db.get<SignedInRow>(
      `SELECT sessions.id AS "sessionId", sessions.generation, users.id AS "userId", users.username, users.email,
              users.time_zone AS "timeZone",
              users.language, users.locale, users.theme, users.week_starts_on AS "weekStartsOn", books.id AS "bookId", books.currency, books.version AS "bookVersion",
              (SELECT MAX(created_at) FROM security_events
               WHERE security_events.user_id = users.id AND kind = 'refresh_token_reused' AND acknowledged_at IS NULL)
                AS "reuseNoticedAt", sessions.proved_at AS "provedAt"
       FROM sessions
       JOIN users ON users.id = sessions.user_id
       JOIN book_members ON book_members.user_id = users.id AND book_members.role = 'owner'
       JOIN books ON books.id = book_members.book_id
       WHERE sessions.id = $1 AND sessions.user_id = $2 AND sessions.status = 'active'
         AND sessions.absolute_expires_at > $3 AND users.deleted_at IS NULL AND users.disabled_at IS NULL`,
      [sessionId, userId, now],
    );
  }

  /** Reads the session and makes rivals wait for it: the first statement of a rotation or a revocation. */
  async lock(sessionId: number): Promise<Session | undefined> {
    const row = await this.db.get<SessionRow>(
      `UPDATE sessions SET generation = generation WHERE id = $1 RETURNING ${COLUMNS}`,
      [sessionId],
    );
    return row && toSession(row);
  }

  async find(sessionId: number): Promise<Session | undefined> {
    const row = await this.db.get<SessionRow>(`SELECT ${COLUMNS} FROM sessions WHERE id = $1`, [sessionId]);
    return row && toSession(row);
  }

  async advance(sessionId: number, generation: number, now: string): Promise<void> {
    await this.db.run('UPDATE sessions SET generation = $2, last_used_at = $3 WHERE id = $1', [
      sessionId,
      generation,
      now,
    ]);
  }

  /** Notes that the person at this session has just proved who they are. */
  async markProved(sessionId: number, now: string): Promise<void> {
    await this.db.run(`UPDATE sessions SET proved_at = $2 WHERE id = $1 AND status = 'active'`, [
      sessionId,
      now,
    ]);
  }

  /** Notes since when the session is renewed without asking; null: the person is asked again. */
  async setStaying(sessionId: number, staysSince: string | null): Promise<void> {
    await this.db.run(`UPDATE sessions SET stays_since = $2 WHERE id = $1 AND status = 'active'`, [
      sessionId,
      staysSince,
    ]);
  }

  /** Ends a live session and its refresh token. Gives whether it was live. */
  async end(sessionId: number, reason: EndReason, now: string): Promise<boolean> {
    const ended = await this.db.run(
      `UPDATE sessions SET status = $2, ended_because = $3, ended_at = $4 WHERE id = $1 AND status = 'active'`,
      [sessionId, reason === 'expired' ? 'expired' : 'revoked', reason, now],
    );
    if (ended === 0) return false;
    await this.db.run(
      `UPDATE refresh_tokens SET status = 'revoked' WHERE session_id = $1 AND status = 'active'`,
      [sessionId],
    );
    return true;
  }

  /** What a user's newest sessions were begun with, ended ones too: browsers as they named themselves, and their networks. */
  async listDevices(userId: number, limit: number): Promise<{ userAgent: string; ipPrefix: string }[]> {
    return this.db.all(
      `SELECT user_agent AS "userAgent", ip_prefix AS "ipPrefix" FROM sessions
       WHERE user_id = $1 ORDER BY id DESC LIMIT $2`,
      [userId, limit],
    );
  }

  /** Live sessions of a user, the one used last first. */
  async listActive(userId: number, now: string): Promise<Session[]> {
    const rows = await this.db.all<SessionRow>(
      `SELECT ${COLUMNS} FROM sessions
       WHERE user_id = $1 AND status = 'active' AND absolute_expires_at > $2
       ORDER BY last_used_at DESC, id DESC`,
      [userId, now],
    );
    return rows.map(toSession);
  }

  /** Those of the live sessions that have not rested for too long to go on. */
  async listResumable(userId: number, now: string): Promise<Session[]> {
    const rows = await this.db.all<SessionRow>(
      `SELECT ${COLUMNS} FROM sessions
       WHERE user_id = $1 AND status = 'active' AND absolute_expires_at > $2
         AND EXISTS (SELECT 1 FROM refresh_tokens
                     WHERE session_id = sessions.id AND refresh_tokens.status = 'active' AND expires_at > $2)
       ORDER BY last_used_at DESC, id DESC`,
      [userId, now],
    );
    return rows.map(toSession);
  }
}

function toSession(row: SessionRow): Session {
  return {
    id: row.id,
    userId: row.user_id,
    status: row.status,
    endedBecause: row.ended_because,
    generation: row.generation,
    userAgent: row.user_agent,
    ipPrefix: row.ip_prefix,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    absoluteExpiresAt: row.absolute_expires_at,
    staysSince: row.stays_since,
  };
}

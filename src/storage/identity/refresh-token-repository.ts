import type { Queryable } from '../engine/database.js';

export interface RefreshToken {
  readonly tokenHash: string;
  readonly sessionId: number;
  readonly generation: number;
  readonly status: 'active' | 'rotated' | 'revoked';
  readonly keyId: string;
  readonly issuedAt: string;
  readonly expiresAt: string;
  readonly rotatedAt: string | null;
  readonly reissues: number;
}

interface RefreshTokenRow {
  token_hash: string;
  session_id: number;
  generation: number;
  status: RefreshToken['status'];
  key_id: string;
  issued_at: string;
  expires_at: string;
  rotated_at: string | null;
  reissues: number;
}

const COLUMNS =
  'token_hash, session_id, generation, status, key_id, issued_at, expires_at, rotated_at, reissues';

export class RefreshTokenRepository {
  constructor(private readonly db: Queryable) {}

  async insert(
    token: Pick<RefreshToken, 'tokenHash' | 'sessionId' | 'generation' | 'keyId' | 'issuedAt' | 'expiresAt'>,
  ): Promise<void> {
    await this.db.run(
      `INSERT INTO refresh_tokens (token_hash, session_id, generation, status, key_id, issued_at, expires_at)
       VALUES ($1, $2, $3, 'active', $4, $5, $6)`,
      [token.tokenHash, token.sessionId, token.generation, token.keyId, token.issuedAt, token.expiresAt],
    );
  }

  async find(tokenHash: string): Promise<RefreshToken | undefined> {
    const row = await this.db.get<RefreshTokenRow>(
      `SELECT ${COLUMNS} FROM refresh_tokens WHERE token_hash = $1`,
      [tokenHash],
    );
    return row && toToken(row);
  }

  async findGeneration(sessionId: number, generation: number): Promise<RefreshToken | undefined> {
    const row = await this.db.get<RefreshTokenRow>(
      `SELECT ${COLUMNS} FROM refresh_tokens WHERE session_id = $1 AND generation = $2`,
      [sessionId, generation],
    );
    return row && toToken(row);
  }

  async markRotated(tokenHash: string, now: string): Promise<void> {
    await this.db.run(`UPDATE refresh_tokens SET status = 'rotated', rotated_at = $2 WHERE token_hash = $1`, [
      tokenHash,
      now,
    ]);
  }

  async countReissue(tokenHash: string): Promise<void> {
    await this.db.run('UPDATE refresh_tokens SET reissues = reissues + 1 WHERE token_hash = $1', [tokenHash]);
  }
}

function toToken(row: RefreshTokenRow): RefreshToken {
  return {
    tokenHash: row.token_hash,
    sessionId: row.session_id,
    generation: row.generation,
    status: row.status,
    keyId: row.key_id,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    rotatedAt: row.rotated_at,
    reissues: row.reissues,
  };
}

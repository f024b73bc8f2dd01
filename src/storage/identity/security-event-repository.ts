import type { Queryable } from '../engine/database.js';

export type SecurityEventKind =
  | 'registered'
  | 'signed_in'
  | 'refresh_token_reused'
  | 'session_signed_out'
  | 'other_sessions_signed_out'
  | 'password_changed'
  | 'email_changed'
  | 'access_token_made'
  | 'access_token_revoked'
  | 'authenticator_on'
  | 'authenticator_off'
  | 'recovery_codes_renewed'
  | 'recovery_code_used'
  | 'wrong_code'
  | 'wrong_password'
  | 'passkey_added'
  | 'passkey_removed'
  | 'passkey_counter_fell'
  | 'second_factor_removed_by_host'
  | 'password_reset'
  | 'email_change_asked'
  | 'disabled_by_host'
  | 'enabled_by_host';

export interface SecurityEvent {
  readonly id: number;
  readonly kind: SecurityEventKind;
  readonly device: string;
  readonly ipPrefix: string;
  readonly createdAt: string;
  readonly acknowledgedAt: string | null;
  /** How often: failed proofs of one place since the last sign-in are one event. */
  readonly times: number;
}

interface SecurityEventRow {
  id: number;
  kind: SecurityEventKind;
  device: string;
  ip_prefix: string;
  created_at: string;
  acknowledged_at: string | null;
  times: number;
}

export class SecurityEventRepository {
  constructor(private readonly db: Queryable) {}

  async insert(event: {
    userId: number;
    kind: SecurityEventKind;
    device: string;
    ipPrefix: string;
    now: string;
  }): Promise<void> {
    await this.db.run(
      `INSERT INTO security_events (user_id, kind, device, ip_prefix, created_at) VALUES ($1, $2, $3, $4, $5)`,
      [event.userId, event.kind, event.device, event.ipPrefix, event.now],
    );
  }

  /** Counts a wrong password with those that came from the same place since the last sign-in. Nothing without such a user. */
  async countWrongPassword(event: {
    userId: number;
    device: string;
    ipPrefix: string;
    now: string;
  }): Promise<void> {
    const { userId, device, ipPrefix, now } = event;
    const counted = await this.db.run(
      `UPDATE security_events SET times = times + 1, created_at = $3
       WHERE id = (SELECT MAX(id) FROM security_events WHERE user_id = $1 AND ip_prefix = $2 AND kind = 'wrong_password'
                   AND id > COALESCE((SELECT MAX(id) FROM security_events
                                      WHERE user_id = $1 AND kind IN ('signed_in', 'registered')), 0))`,
      [userId, ipPrefix, now],
    );
    if (counted > 0 || userId === 0) return;
    await this.insert({ userId, kind: 'wrong_password', device, ipPrefix, now });
  }

  /** How many wrong passwords there were between the last two sign-ins. */
  async countWrongBeforeSignIn(userId: number): Promise<number> {
    const row = await this.db.get<{ count: number }>(
      `WITH entries AS (SELECT id FROM security_events WHERE user_id = $1 AND kind IN ('signed_in', 'registered')
                        ORDER BY id DESC LIMIT 2)
       SELECT CAST(COALESCE(SUM(times), 0) AS BIGINT) AS count FROM security_events
       WHERE user_id = $1 AND kind = 'wrong_password'
         AND id > (SELECT MIN(id) FROM entries) AND id < (SELECT MAX(id) FROM entries)`,
      [userId],
    );
    return row?.count ?? 0;
  }

  async listNewest(userId: number, limit: number): Promise<SecurityEvent[]> {
    const rows = await this.db.all<SecurityEventRow>(
      `SELECT id, kind, device, ip_prefix, created_at, acknowledged_at, times
       FROM security_events WHERE user_id = $1 ORDER BY id DESC LIMIT $2`,
      [userId, limit],
    );
    return rows.map(toEvent);
  }

  async acknowledge(userId: number, now: string): Promise<void> {
    await this.db.run(
      'UPDATE security_events SET acknowledged_at = $2 WHERE user_id = $1 AND acknowledged_at IS NULL',
      [userId, now],
    );
  }
}

function toEvent(row: SecurityEventRow): SecurityEvent {
  return {
    id: row.id,
    kind: row.kind,
    device: row.device,
    ipPrefix: row.ip_prefix,
    createdAt: row.created_at,
    acknowledgedAt: row.acknowledged_at,
    times: row.times,
  };
}

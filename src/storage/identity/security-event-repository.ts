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
}

interface SecurityEventRow {
  id: number;
  kind: SecurityEventKind;
  device: string;
  ip_prefix: string;
  created_at: string;
  acknowledged_at: string | null;
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

  async listNewest(userId: number, limit: number): Promise<SecurityEvent[]> {
    const rows = await this.db.all<SecurityEventRow>(
      `SELECT id, kind, device, ip_prefix, created_at, acknowledged_at
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
  };
}

import pg from 'pg';
import { postgresTypes } from './postgres-types.js';
import { DatabaseRefused } from './storage-errors.js';

/** A `postgres://` URL with our own options taken out of it. */
export interface PostgresUrl {
  /** What the driver understands: sslmode, host, application_name and the like stay in it. */
  readonly connectionString: string;
  /** `?options=…` of the URL: settings of the session that somebody asks for. */
  readonly options: string;
  /** `?pgbouncer=true`: a pooler gives a connection to others between two transactions. */
  readonly isPooled: boolean;
  /** `?prepare=true|false`: whether statements are prepared; undefined: as fits the connection. */
  readonly prepare: boolean | undefined;
}

export interface Limits {
  readonly waitLimitMs: number;
  readonly idleLimitMs: number;
}

export const readPostgresUrl = (url: string): PostgresUrl => {
  const [address = '', query = ''] = url.split('?', 2);
  const settings = new URLSearchParams(query);
  const take = (name: string): string | undefined => {
    const value = settings.get(name) ?? undefined;
    settings.delete(name);
    return value;
  };
  const flag = (name: string): boolean | undefined => {
    const value = take(name);
    if (value === undefined) return undefined;
    if (value === 'true' || value === 'false') return value === 'true';
    throw new DatabaseRefused(`The option ${name} of the PostgreSQL URL must be true or false.`);
  };
  const options = take('options') ?? '';
  const isPooled = flag('pgbouncer') ?? false;
  const prepare = flag('prepare');
  const connectionString = settings.size > 0 ? `${address}?${settings}` : address;
  try {
    new pg.Client({ connectionString });
  } catch (error) {
    const message = 'The PostgreSQL URL is not like postgres://user:password@host:5432/name.';
    throw new DatabaseRefused(message, { cause: error });
  }
  return { connectionString, options, isPooled, prepare };
};

/** Never read from the session's own time zone or date style: what comes out must be the same everywhere. */
const SESSION = { TimeZone: 'UTC', DateStyle: 'ISO' };

/**
 * What a connection is opened with. The settings of the session travel in the startup packet and cost nothing.
 * PgBouncer refuses that: through it, those that it keeps for each client are SET after connecting, and the
 * time limits come with each transaction. Without `limits` there is none.
 */
export const connectionConfig = (url: PostgresUrl, limits?: Limits, readOnly = false): pg.PoolConfig => {
  const settings = {
    ...SESSION,
    ...(readOnly ? { default_transaction_read_only: 'on' } : {}),
    statement_timeout: limits?.waitLimitMs ?? 0,
    lock_timeout: limits?.waitLimitMs ?? 0,
    idle_in_transaction_session_timeout: limits?.idleLimitMs ?? 0,
  };
  const asOptions = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const asStatements = Object.entries(SESSION).map(([name, value]) => `SET ${name} = '${value}'`);
  return {
    connectionString: url.connectionString,
    fallback_application_name: 'outlay',
    types: postgresTypes,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    ...(limits && {
      connectionTimeoutMillis: limits.waitLimitMs,
      // For a server that has vanished without a word; one that is there ends the statement itself before.
      query_timeout: limits.waitLimitMs + 1_000,
    }),
    ...(url.isPooled
      ? // The pool waits for this promise, though its type does not say so.
        { onConnect: (client) => client.query(asStatements.join('; ')) as unknown as undefined }
      : { options: [url.options, ...asOptions].join(' ').trim() }),
  };
};

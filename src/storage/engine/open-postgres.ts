import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { refuseUnfit } from './postgres-fitness.js';
import { PostgresDatabase } from './postgres-database.js';
import { PostgresReader } from './postgres-reader.js';
import { connectionConfig, type PostgresUrl, readPostgresUrl } from './postgres-url.js';
import { StatementNames } from './postgres-statements.js';
import { DatabaseRefused } from './storage-errors.js';

export interface OpenPostgresOptions {
  readonly databaseUrl: string;
  readonly readDatabaseUrl?: string | undefined;
  readonly poolSize?: number | undefined;
  readonly startLimitMs?: number | undefined;
  readonly waitLimitMs?: number | undefined;
  readonly idleLimitMs?: number | undefined;
  readonly warn?: ((message: string) => void) | undefined;
}

const RETRY_MS = 250;

/** Opens the database that the URL names and makes sure that it can be used. Throws DatabaseRefused. */
export const openPostgres = async (options: OpenPostgresOptions): Promise<PostgresDatabase> => {
  const { waitLimitMs = 5_000, idleLimitMs = 10_000, startLimitMs = 5_000 } = options;
  const warn = options.warn ?? (() => undefined);
  const limits = { waitLimitMs, idleLimitMs };
  const url = await firstMeeting(readPostgresUrl(options.databaseUrl), limits, startLimitMs);
  const names = new StatementNames(url.prepare ?? !url.isPooled);
  const newPool = (to: PostgresUrl, readOnly: boolean) => {
    const config = { ...connectionConfig(to, limits, readOnly), max: options.poolSize ?? 10 };
    return watched(new pg.Pool({ ...config, idleTimeoutMillis: 30_000, maxLifetimeSeconds: 1_800 }), warn);
  };
  return new PostgresDatabase({
    pool: newPool(url, false),
    names,
    begin: url.isPooled
      ? `BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL statement_timeout = ${waitLimitMs};
         SET LOCAL lock_timeout = ${waitLimitMs}; SET LOCAL idle_in_transaction_session_timeout = ${idleLimitMs}`
      : 'BEGIN ISOLATION LEVEL READ COMMITTED',
    newSchemaClient: () => new pg.Client(connectionConfig(url)),
    reader: (guard, primary) => {
      if (options.readDatabaseUrl === undefined) return undefined;
      const replica = readPostgresUrl(options.readDatabaseUrl);
      const replicaNames = new StatementNames(replica.prepare ?? !replica.isPooled);
      return new PostgresReader(newPool(replica, true), replicaNames, primary, guard, warn);
    },
    idleLimitMs,
    warn,
  });
};

/** Waits for a server that is still starting, then looks whether all is as we need it. */
const firstMeeting = async (
  given: PostgresUrl,
  limits: { waitLimitMs: number; idleLimitMs: number },
  startLimitMs: number,
): Promise<PostgresUrl> => {
  const giveUpAt = performance.now() + startLimitMs;
  let url = given;
  for (;;) {
    const client = new pg.Client(connectionConfig(url, limits));
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await refuseUnfit(client, url, limits.waitLimitMs);
    } catch (error) {
      if (error instanceof DatabaseRefused) throw error;
      if (isUnsupportedParameter(error) && !url.isPooled) {
        url = { ...url, isPooled: true };
        continue;
      }
      if (performance.now() >= giveUpAt || !mayPass(error)) throw refusal(error, client);
    } finally {
      await client.end().catch(() => undefined);
    }
    await sleep(RETRY_MS);
  }
};

/** A pool that survives the loss of connections, in use or not: the next statement makes a new one. */
const watched = (pool: pg.Pool, warn: (message: string) => void): pg.Pool => {
  pool.on('error', (error) => warn(`A connection to PostgreSQL was lost: ${error.message}.`));
  // One that breaks between two statements of a transaction tells nobody else, and would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
};

/** PgBouncer takes only the settings that it knows: then they are sent with each transaction. */
const isUnsupportedParameter = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '08P01' && /startup parameter/.test(error.message);

/** Whether waiting may help: a server that starts, stops or is not there yet. */
const mayPass = (error: unknown): boolean =>
  error instanceof pg.DatabaseError
    ? /^(57P0.|53300)$/.test(error.code ?? '')
    : /^E(CONN|AI_|NOTFOUND|TIMEDOUT|HOST|NET)/.test((error as NodeJS.ErrnoException).code ?? '');

const refusal = (error: unknown, client: pg.Client): DatabaseRefused => {
  const place = `PostgreSQL at ${client.host}:${client.port}`;
  const code = (error as { code?: string }).code ?? '';
  const reason = error instanceof Error && error.message !== '' ? error.message : code;
  const sentences: Readonly<Record<string, string>> = {
    '28P01': `${place} refuses the password of user "${client.user}".`,
    '28000': `${place} refuses user "${client.user}": ${reason}.`,
    '3D000': `${place} has no database "${client.database}". Create it: ${creation(client)}`,
  };
  return new DatabaseRefused(sentences[code] ?? `${place} cannot be used: ${reason}.`, { cause: error });
};

const creation = (client: pg.Client): string =>
  `CREATE DATABASE ${client.escapeIdentifier(client.database ?? 'outlay')} TEMPLATE template0 ` +
  `ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C';`;

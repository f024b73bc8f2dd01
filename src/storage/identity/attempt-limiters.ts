import Sqlite from 'better-sqlite3';
import { LRUCache } from 'lru-cache';
import pg from 'pg';
import {
  type IRateLimiterStoreOptions,
  RateLimiterPostgres,
  RateLimiterRes,
  RateLimiterSQLite,
  type RateLimiterStoreAbstract,
} from 'rate-limiter-flexible';
import { type Clock, systemClock } from '../../domain/clock.js';
import { type PostgresUrl, readPostgresUrl } from '../engine/postgres-url.js';
import { createPrivateFile, makePrivate } from '../engine/private-file.js';
import { DatabaseRefused, DatabaseUnavailable } from '../engine/storage-errors.js';

export interface LimiterPolicy {
  readonly name: string;
  /** Attempts within the duration. */
  readonly points: number;
  readonly durationSeconds: number;
  /** How long to wait once the points are used up; 0: until the duration is over. */
  readonly blockSeconds: number;
}

export interface AttemptLimiter {
  /** Counts an attempt. Gives 0 when it is allowed, else the seconds to wait. */
  take(key: string): Promise<number>;
  /** The seconds left to wait where this process has refused the key before, else 0; asks and counts nothing. */
  waitOf(key: string): number;
  /** Uncounts an attempt; a refused one stays, for refusals that are remembered were never counted. */
  giveBack(key: string): Promise<void>;
  forget(key: string): Promise<void>;
}

export interface AttemptLimiterFactory {
  limiter(policy: LimiterPolicy): AttemptLimiter;
  close(): Promise<void>;
}

/**
 * Limits that several processes share and that outlive a restart. On SQLite they have a file of their own: counting
 * must neither wait for an open transaction nor be rolled back with it.
 * @param location path of the SQLite file (or ':memory:'), or a postgres:// URL whose database has been migrated
 */
export async function openAttemptLimiters(
  location: string,
  clock: Clock = systemClock,
): Promise<AttemptLimiterFactory> {
  return /^postgres(ql)?:/.test(location) ? openOnPostgres(location, clock) : openOnSqlite(location, clock);
}

const TABLE = 'rate_limits';
const WAIT_LIMIT_MS = 5_000;
const REFUSALS_KEPT = 10_000;
const TRUSTED_MS = 5_000;

function openOnPostgres(url: string, clock: Clock): AttemptLimiterFactory {
  const pool = new pg.Pool(limiterPool(readPostgresUrl(url)));
  // An idle connection that breaks is replaced by the next query; without a listener it would end the process.
  pool.on('error', () => undefined);
  // Without the names that the limiter gives its statements: behind a pooler the next one would not find them.
  const unnamed = { query: ({ text, values }: Query) => pool.query(text, values) };
  return {
    limiter: (policy) =>
      wrap(
        new RateLimiterPostgres({
          ...options(policy),
          storeClient: unnamed,
          storeType: 'pool',
          tableName: TABLE,
          tableCreated: true,
        }),
        clock,
      ),
    close: () => pool.end(),
  };
}

interface Query {
  readonly text: string;
  readonly values: unknown[];
}

/** The limits are kept on our side, because a pooler refuses those that come with the connection. */
function limiterPool({ connectionString, options }: PostgresUrl): pg.PoolConfig {
  return {
    connectionString,
    ...(options !== '' && { options }),
    max: 2,
    connectionTimeoutMillis: WAIT_LIMIT_MS,
    query_timeout: WAIT_LIMIT_MS,
  };
}

async function openOnSqlite(path: string, clock: Clock): Promise<AttemptLimiterFactory> {
  const db = openSqliteFile(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  await new Promise<void>((resolve, reject) => {
    const created = (error?: Error) => (error ? reject(error) : resolve());
    new RateLimiterSQLite({ ...sqliteOptions(db), points: 1, duration: 1 }, created);
  });
  return {
    limiter: (policy) =>
      wrap(new RateLimiterSQLite({ ...sqliteOptions(db), ...options(policy), tableCreated: true }), clock),
    close: () => Promise.resolve(void db.close()),
  };
}

function openSqliteFile(path: string): Sqlite.Database {
  try {
    if (path === ':memory:') return new Sqlite(path);
    // It holds addresses in full.
    createPrivateFile(path);
    makePrivate(path);
    return new Sqlite(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatabaseRefused(`The file ${path} cannot be opened: ${reason}.`, { cause: error });
  }
}

const sqliteOptions = (db: Sqlite.Database) => ({
  storeClient: db,
  storeType: 'better-sqlite3',
  tableName: TABLE,
});

function options(policy: LimiterPolicy): Omit<IRateLimiterStoreOptions, 'storeClient'> {
  return {
    keyPrefix: policy.name,
    points: policy.points,
    duration: policy.durationSeconds,
    blockDuration: policy.blockSeconds,
  };
}

interface Refusal {
  /** When the wait is over, and until when it is told without asking the store again; in ms since 1970. */
  readonly overAt: number;
  readonly trustedUntil: number;
}

/**
 * Remembers refusals for some seconds: under a flood, telling somebody again to wait must cost next to nothing. Nothing
 * is lost by not counting them, for a refusal ends when it ends, however often one asks meanwhile. Not longer, because
 * another process may have forgotten it: the owner signed in there.
 */
function wrap(limiter: RateLimiterStoreAbstract, clock: Clock): AttemptLimiter {
  const nowMs = () => clock.now().getTime();
  const refusals = new LRUCache<string, Refusal>({ max: REFUSALS_KEPT });
  const waitOf = (key: string): number => {
    const { overAt, trustedUntil } = refusals.get(key) ?? { overAt: 0, trustedUntil: 0 };
    return nowMs() < trustedUntil ? Math.ceil((overAt - nowMs()) / 1000) : 0;
  };
  // A refusal that was under way meanwhile must not be remembered either.
  const forgetting = async (key: string, change: Promise<unknown>) => {
    await orUnavailable(change);
    refusals.delete(key);
  };
  return {
    waitOf,
    async take(key) {
      const known = waitOf(key);
      if (known > 0) return known;
      try {
        await limiter.consume(key);
        return 0;
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw new DatabaseUnavailable(refusal);
        const overAt = nowMs() + refusal.msBeforeNext;
        refusals.set(key, { overAt, trustedUntil: Math.min(overAt, nowMs() + TRUSTED_MS) });
        return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      }
    },
    giveBack: async (key) => {
      if (waitOf(key) === 0) await forgetting(key, limiter.reward(key));
    },
    forget: (key) => forgetting(key, limiter.delete(key)),
  };
}

async function orUnavailable(change: Promise<unknown>): Promise<void> {
  try {
    await change;
  } catch (error) {
    throw new DatabaseUnavailable(error);
  }
}

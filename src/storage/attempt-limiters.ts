import Sqlite from 'better-sqlite3';
import pg from 'pg';
import {
  type IRateLimiterStoreOptions,
  RateLimiterPostgres,
  RateLimiterRes,
  RateLimiterSQLite,
  type RateLimiterStoreAbstract,
} from 'rate-limiter-flexible';
import { DatabaseUnavailable } from './storage-errors.js';

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
export async function openAttemptLimiters(location: string): Promise<AttemptLimiterFactory> {
  return /^postgres(ql)?:/.test(location) ? openOnPostgres(location) : openOnSqlite(location);
}

const TABLE = 'rate_limits';

function openOnPostgres(url: string): AttemptLimiterFactory {
  const pool = new pg.Pool({ connectionString: url, max: 2, statement_timeout: 5000 });
  // An idle connection that breaks is replaced by the next query; without a listener it would end the process.
  pool.on('error', () => undefined);
  return {
    limiter: (policy) =>
      wrap(
        new RateLimiterPostgres({
          ...options(policy),
          storeClient: pool,
          tableName: TABLE,
          tableCreated: true,
        }),
      ),
    close: () => pool.end(),
  };
}

async function openOnSqlite(path: string): Promise<AttemptLimiterFactory> {
  const db = new Sqlite(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  await new Promise<void>((resolve, reject) => {
    const created = (error?: Error) => (error ? reject(error) : resolve());
    new RateLimiterSQLite({ ...sqliteOptions(db), points: 1, duration: 1 }, created);
  });
  return {
    limiter: (policy) =>
      wrap(new RateLimiterSQLite({ ...sqliteOptions(db), ...options(policy), tableCreated: true })),
    close: () => Promise.resolve(void db.close()),
  };
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

function wrap(limiter: RateLimiterStoreAbstract): AttemptLimiter {
  return {
    async take(key) {
      try {
        await limiter.consume(key);
        return 0;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
        throw new DatabaseUnavailable(refusal);
      }
    },
    async giveBack(key) {
      await limiter.reward(key);
    },
    async forget(key) {
      await limiter.delete(key);
    },
  };
}

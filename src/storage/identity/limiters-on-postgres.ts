import pg from 'pg';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { Clock } from '../../domain/clock.js';
import { type PostgresUrl, readPostgresUrl } from '../engine/postgres-url.js';
import type { AttemptLimiterFactory } from './attempt-limiters.js';
import { optionsOf, rememberingRefusals, TABLE } from './remembered-refusals.js';

const WAIT_LIMIT_MS = 5_000;

/** @param url of a database that has been migrated */
export function openOnPostgres(url: string, clock: Clock): AttemptLimiterFactory {
  const pool = new pg.Pool(limiterPool(readPostgresUrl(url)));
  // An idle connection that breaks is replaced by the next query; without a listener it would end the process.
  pool.on('error', () => undefined);
  // Without the names that the limiter gives its statements: behind a pooler the next one would not find them.
  const unnamed = { query: ({ text, values }: Query) => pool.query(text, values) };
  return {
    limiter: (policy) =>
      rememberingRefusals(
        new RateLimiterPostgres({
          ...optionsOf(policy),
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

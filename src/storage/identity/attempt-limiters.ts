import { type Clock, systemClock } from '../../domain/clock.js';

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
  /** Uncounts an attempt that was allowed; a refusal that was told from memory was never counted. */
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
  if (/^postgres(ql)?:/.test(location))
    return (await import('./limiters-on-postgres.js')).openOnPostgres(location, clock);
  return (await import('./limiters-on-sqlite.js')).openOnSqlite(location, clock);
}

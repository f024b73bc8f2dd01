import Sqlite from 'better-sqlite3';
import { RateLimiterSQLite } from 'rate-limiter-flexible';
import type { Clock } from '../../domain/clock.js';
import { createPrivateFile, makePrivate } from '../engine/private-file.js';
import { DatabaseRefused } from '../engine/storage-errors.js';
import type { AttemptLimiterFactory } from './attempt-limiters.js';
import { optionsOf, rememberingRefusals, TABLE } from './remembered-refusals.js';

/** @param path of the file, which is made where there is none, or ':memory:' */
export async function openOnSqlite(path: string, clock: Clock): Promise<AttemptLimiterFactory> {
  const db = openSqliteFile(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  await new Promise<void>((resolve, reject) => {
    const created = (error?: Error) => (error ? reject(error) : resolve());
    new RateLimiterSQLite({ ...sqliteOptions(db), points: 1, duration: 1 }, created);
  });
  return {
    limiter: (policy) =>
      rememberingRefusals(
        new RateLimiterSQLite({ ...sqliteOptions(db), ...optionsOf(policy), tableCreated: true }),
        clock,
      ),
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

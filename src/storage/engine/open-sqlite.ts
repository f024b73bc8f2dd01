import Sqlite from 'better-sqlite3';
import { createPrivateFile, makePrivate } from './private-file.js';
import { isBusy } from './sqlite-errors.js';
import { SqliteDatabase, type SqliteOptions } from './sqlite-database.js';
import { DatabaseRefused } from './storage-errors.js';

export interface OpenSqliteOptions extends SqliteOptions {
  /** Refuse to open a file that another process has opened so, and keep others out. Not for ':memory:'. */
  readonly soleProcess?: boolean;
  /** How long to wait for a process that is just ending; 2 000 when not given. */
  readonly lockLimitMs?: number;
}

const MEMORY = ':memory:';

/** Opens, and creates where it is missing, the database file at `path`. Throws DatabaseRefused. */
export const openSqlite = (path: string, options: OpenSqliteOptions = {}): SqliteDatabase => {
  let lock: Sqlite.Database | undefined;
  try {
    if (path !== MEMORY) createPrivateFile(path);
    if (options.soleProcess === true && path !== MEMORY)
      lock = lockOutOthers(path, options.lockLimitMs ?? 2_000);
    const connection = new Sqlite(path);
    setUp(connection);
    return new SqliteDatabase(connection, options, () => lock?.close());
  } catch (error) {
    lock?.close();
    if (error instanceof DatabaseRefused) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatabaseRefused(`The database file ${path} cannot be opened: ${reason}.`, { cause: error });
  }
};

/**
 * Holds a lock in a second file for as long as we live: the operating system ends it with the process, however
 * that ends. Not on the database itself, so that backups and the sqlite3 shell still work.
 */
const lockOutOthers = (path: string, lockLimitMs: number): Sqlite.Database => {
  const file = `${path}.lock`;
  createPrivateFile(file);
  makePrivate(file);
  const lock = new Sqlite(file, { timeout: lockLimitMs });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    const advice = 'SQLite is for one process: stop that one, or use PostgreSQL for several.';
    throw new DatabaseRefused(`Another Outlay process uses ${path}. ${advice}`, { cause: error });
  }
};

const setUp = (connection: Sqlite.Database): void => {
  connection.pragma('journal_mode = WAL');
  // FULL: what a user was told is saved survives a loss of power.
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('temp_store = MEMORY');
  connection.pragma('cache_size = -10000');
  connection.pragma('journal_size_limit = 67108864');
  connection.pragma('trusted_schema = OFF');
  // Waiting for another process is done without stopping the event loop: see SqliteDatabase.
  connection.pragma('busy_timeout = 0');
};

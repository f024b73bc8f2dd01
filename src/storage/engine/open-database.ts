import type { MigratableDatabase } from './database.js';
import { DatabaseRefused } from './storage-errors.js';

export interface OpenDatabaseOptions {
  /** `sqlite:path/to/file.db`, `sqlite::memory:` or `postgres://user:password@host:5432/name?option=…`. */
  readonly databaseUrl: string;
  /** A read replica for `Database.reader`; PostgreSQL only. */
  readonly readDatabaseUrl?: string | undefined;
  /** SQLite: keep other Outlay processes away from the file for as long as this one lives. */
  readonly soleProcess?: boolean;
  /** PostgreSQL: the most connections that this process keeps; 10 when not given. */
  readonly poolSize?: number | undefined;
  /** PostgreSQL: how long to wait at start for a server that is still starting; 5 000 when not given. */
  readonly startLimitMs?: number;
  /** How long one statement may take or wait; 5 000 when not given. */
  readonly waitLimitMs?: number;
  /** How long a transaction may do nothing before it is rolled back; 10 000 when not given. */
  readonly idleLimitMs?: number;
  /** Told, in one sentence, what somebody should look at though we go on: a replica away, a connection lost. */
  readonly warn?: (message: string) => void;
}

/**
 * Opens the database that the URL names and makes sure that it can be used; the schema is `migrate`'s.
 * Throws DatabaseRefused, whose message is one line for the person who starts the program. The driver of the other engine
 * is not loaded (0020).
 */
export const openDatabase = async (options: OpenDatabaseOptions): Promise<MigratableDatabase> => {
  const { databaseUrl, readDatabaseUrl } = options;
  const scheme = databaseUrl.slice(0, databaseUrl.indexOf(':'));
  switch (scheme) {
    case 'sqlite':
      if (readDatabaseUrl !== undefined) {
        throw new DatabaseRefused('READ_DATABASE_URL needs a DATABASE_URL of PostgreSQL.');
      }
      return (await import('./open-sqlite.js')).openSqlite(sqlitePath(databaseUrl), options);
    case 'postgres':
    case 'postgresql':
      return (await import('./open-postgres.js')).openPostgres(options);
    default:
      throw new DatabaseRefused(
        'DATABASE_URL must be sqlite:path/to/file.db or postgres://user:password@host/name.',
      );
  }
};

/** `sqlite:data/x.db`, `sqlite:/srv/x.db` and `sqlite:///srv/x.db`: what stands after the scheme is the path. */
const sqlitePath = (url: string): string => {
  const path = url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '');
  if (path === '') throw new DatabaseRefused('DATABASE_URL names no file after sqlite:.');
  return path;
};

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database, Dialect } from '../../storage/engine/database.js';
import { openDatabase } from '../../storage/engine/open-database.js';
import { createPostgresDatabase, dropPostgresDatabase } from '../postgres-template.js';
import type { Settings } from './program.js';

/** An empty database, without a schema, and all that a program needs to be pointed at it. */
export interface Target {
  readonly dialect: Dialect;
  readonly databaseUrl: string;
  readonly settings: Settings;
  /** Looks at what is stored, on a connection of its own. */
  read<T>(work: (db: Database) => Promise<T>): Promise<T>;
  remove(): Promise<void>;
}

/** On PostgreSQL: a new database on the server of the tests, or the one that `postgresUrl` names. */
export async function newTarget(dialect: Dialect, postgresUrl?: string): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), 'outlay-processes-'));
  const name = `outlay_processes_${randomBytes(6).toString('hex')}`;
  const isOurs = dialect === 'postgres' && postgresUrl === undefined;
  const databaseUrl =
    dialect === 'sqlite'
      ? `sqlite:${join(folder, 'outlay.db')}`
      : (postgresUrl ?? (await createPostgresDatabase(name, { empty: true, migratedAt: '' })));
  return {
    dialect,
    databaseUrl,
    settings: { DATA_DIR: folder, DATABASE_URL: databaseUrl },
    read: async (work) => {
      const db = await openDatabase({ databaseUrl });
      try {
        return await work(db);
      } finally {
        await db.close();
      }
    },
    remove: async () => {
      if (isOurs) await dropPostgresDatabase(name);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

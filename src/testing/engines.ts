import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dialect, MigratableDatabase } from '../storage/engine/database.js';
import { migrate } from '../storage/engine/migrate.js';
import { openDatabase, type OpenDatabaseOptions } from '../storage/engine/open-database.js';
import { createPostgresDatabase, dropPostgresDatabase } from './postgres-template.js';

/** A database for one test or one file of tests, with nothing in it but the schema. */
export interface TestDatabase {
  readonly db: MigratableDatabase;
  /** For whoever opens it a second time; `sqlite::memory:` cannot be. */
  readonly url: string;
  /** Closes `db` and removes the database. */
  close(): Promise<void>;
}

export interface TestDatabaseOptions extends Partial<Omit<OpenDatabaseOptions, 'databaseUrl'>> {
  /** Without the schema. */
  readonly empty?: boolean;
  /** SQLite in a file, as in production, and not in memory. */
  readonly file?: boolean;
}

export interface Engine {
  readonly name: Dialect;
  create(options?: TestDatabaseOptions): Promise<TestDatabase>;
}

const MIGRATED_AT = '2026-01-01T00:00:00.000Z';

const sqlite: Engine = {
  name: 'sqlite',
  create: async ({ empty = false, file = false, ...options } = {}) => {
    const folder = file ? mkdtempSync(join(tmpdir(), 'outlay-sqlite-')) : undefined;
    const url = `sqlite:${folder === undefined ? ':memory:' : join(folder, 'outlay.db')}`;
    const db = await openDatabase({ ...options, databaseUrl: url });
    if (!empty) await migrate(db, { now: MIGRATED_AT });
    const close = async () => {
      await db.close();
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    };
    return { db, url, close };
  },
};

const postgres: Engine = {
  name: 'postgres',
  create: async ({ empty = false, file: _file, ...options } = {}) => {
    const name = `outlay_test_${randomBytes(6).toString('hex')}`;
    const url = await createPostgresDatabase(name, { empty, migratedAt: MIGRATED_AT });
    const db = await openDatabase({ ...options, databaseUrl: url });
    const close = async () => {
      await db.close();
      await dropPostgresDatabase(name);
    };
    return { db, url, close };
  },
};

const chosen = process.env['OUTLAY_TEST_ENGINE'] ?? 'both';

/** For `describe.each(engines)('… on $name', (engine) => …)`. */
export const engines: readonly Engine[] = [sqlite, postgres].filter(
  ({ name }) => chosen === 'both' || chosen === name,
);

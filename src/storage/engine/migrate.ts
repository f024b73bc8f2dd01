import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Database, Dialect, MigratableDatabase, SchemaTransaction } from './database.js';
import { DatabaseRefused } from './storage-errors.js';

const DIRECTORY = fileURLToPath(new URL('../../../db/migrations', import.meta.url));
const FILE_NAME = /^(?<number>\d{4})-(?<words>[a-z0-9-]+)(?:\.(?<dialect>sqlite|postgres))?\.sql$/;

interface Migration {
  /** `0001-users`: the file's name without dialect and ending, the same on both engines. */
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

interface Applied {
  readonly name: string;
  readonly checksum: string;
}

export interface MigrateOptions {
  readonly directory?: string;
  /** The instant to be recorded, ISO-8601 UTC. */
  readonly now: string;
  /** The last step to be applied; all when not given. */
  readonly upTo?: string | undefined;
}

/**
 * Brings the schema up to date, each step in a transaction of its own, under a lock that holds over all
 * processes. Gives the names of the steps that were applied here: none when another process was faster.
 *
 * Throws DatabaseRefused, with one sentence, when the schema is newer than this program, when a step that was
 * applied has changed since, or when the database's user may not create tables.
 */
export const migrate = async (db: MigratableDatabase, options: MigrateOptions): Promise<string[]> => {
  const migrations = readMigrations(options.directory ?? DIRECTORY, db.dialect);
  const done: string[] = [];
  for (;;) {
    // Looked at first without the lock: a change of the schema checks every row, which a usual start has no need of.
    const applied = await readApplied(db);
    refuseForeign(applied, migrations);
    const last = applied.at(-1)?.name;
    if (applied.length === migrations.length || (last !== undefined && last === options.upTo)) return done;
    const name = await db.changeSchema((schema) => applyNext(schema, migrations, options.now));
    if (name === undefined) return done;
    done.push(name);
  }
};

/**
 * What keeps the schema from being this program's, a sentence each: none when it is. Changes nothing.
 */
export const findPendingMigrations = async (db: Database, directory = DIRECTORY): Promise<string[]> => {
  const migrations = readMigrations(directory, db.dialect);
  const applied = await readApplied(db);
  try {
    refuseForeign(applied, migrations);
  } catch (error) {
    if (error instanceof DatabaseRefused) return [error.message];
    throw error;
  }
  return migrations
    .slice(applied.length)
    .map(({ name }) => `Migration ${name} is missing: start Outlay once.`);
};

/** Missing steps that make a table anew from its rows, by their names: before them a backup is worth its time. */
export const findRewrites = async (db: Database, directory = DIRECTORY): Promise<string[]> => {
  const applied = await readApplied(db);
  if (applied.length === 0) return [];
  const missing = readMigrations(directory, db.dialect).slice(applied.length);
  return missing.filter(({ sql }) => /^DROP TABLE\b/im.test(sql)).map(({ name }) => name);
};

/** Whether Outlay has ever made its tables there. */
export const hasTables = async (db: Database): Promise<boolean> => (await readApplied(db)).length > 0;

const readApplied = async (db: Database): Promise<Applied[]> => {
  const catalogue =
    db.dialect === 'sqlite'
      ? `SELECT name FROM sqlite_schema WHERE name = 'schema_migrations'`
      : `SELECT to_regclass('schema_migrations') AS name WHERE to_regclass('schema_migrations') IS NOT NULL`;
  if ((await db.all(catalogue)).length === 0) return [];
  return db.all<Applied>('SELECT name, checksum FROM schema_migrations ORDER BY name');
};

/** The steps for one engine in their order: `NNNN-name.sql` for both, or one file for each of them. */
export const readMigrations = (directory: string, dialect: Dialect): Migration[] => {
  const migrations = readdirSync(directory)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .flatMap((file) => {
      const parts = FILE_NAME.exec(file)?.groups;
      if (!parts) throw new Error(`A migration must be named like 0001-users.sqlite.sql, not ${file}.`);
      if (parts['dialect'] !== undefined && parts['dialect'] !== dialect) return [];
      // Git may have changed the line ends on the way to this machine.
      const sql = readFileSync(join(directory, file), 'utf8').replaceAll('\r\n', '\n');
      const checksum = createHash('sha256').update(sql).digest('hex');
      return [{ name: `${parts['number']}-${parts['words']}`, sql, checksum }];
    });
  migrations.forEach(({ name }, i) => {
    if (Number(name.slice(0, 4)) !== i + 1) throw new Error(`Migration ${name} should be number ${i + 1}.`);
  });
  return migrations;
};

const applyNext = async (schema: SchemaTransaction, migrations: Migration[], now: string) => {
  await schema.script(`CREATE TABLE IF NOT EXISTS schema_migrations (
    name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at TEXT NOT NULL)`);
  const applied = await schema.all<Applied>('SELECT name, checksum FROM schema_migrations ORDER BY name');
  refuseForeign(applied, migrations);
  const next = migrations[applied.length];
  if (!next) return undefined;
  await schema.script(next.sql);
  const record = 'INSERT INTO schema_migrations (name, checksum, applied_at) VALUES ($1, $2, $3)';
  await schema.run(record, [next.name, next.checksum, now]);
  return next.name;
};

/** What was applied must be a beginning of what we have, to the letter. */
const refuseForeign = (applied: Applied[], migrations: Migration[]): void => {
  applied.forEach(({ name, checksum }, i) => {
    const ours = migrations[i];
    if (!ours) {
      const known = migrations.at(-1)?.name ?? 'none';
      throw new DatabaseRefused(
        `The database was made by a newer Outlay: it has ${name}, this one knows ${known}. Start the newer one.`,
      );
    }
    if (ours.name !== name || ours.checksum !== checksum) {
      throw new DatabaseRefused(
        `Migration ${name} is not the one that this database was made with. Restore the file: never change it.`,
      );
    }
  });
};

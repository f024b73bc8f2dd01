import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, ConfigError } from '../src/config.js';
import { AppError } from '../src/domain/errors.js';
import type { MigratableDatabase } from '../src/storage/engine/database.js';
import { migrate } from '../src/storage/engine/migrate.js';
import { openDatabase } from '../src/storage/engine/open-database.js';
import { DatabaseRefused } from '../src/storage/engine/storage-errors.js';
import { UsageError } from './seed-arguments.js';
import { ENGLISH } from '../src/locale/locale.js';

/** A script may wait for its statements: a check of a million rows is not a request. */
const PATIENCE_MS = 600_000;

export interface OpenConfigured {
  /** `alone`: bring the schema up to date, and keep other processes away from a SQLite file; `look`: change nothing. */
  readonly as: 'alone' | 'look';
}

/** Opens the database that the program would use. Throws DatabaseRefused. */
export async function openConfigured(
  { database, packageRoot }: Config,
  { as }: OpenConfigured,
): Promise<MigratableDatabase> {
  const isFile = database.dialect === 'sqlite' && database.path !== ':memory:';
  if (as === 'look' && isFile && !existsSync(database.path)) {
    throw new DatabaseRefused(
      `There is no database yet at ${database.path}. The first start of Outlay makes it.`,
    );
  }
  const db = await openDatabase({
    databaseUrl: database.dialect === 'sqlite' ? `sqlite:${database.path}` : database.url,
    soleProcess: isFile && as === 'alone',
    waitLimitMs: PATIENCE_MS,
    idleLimitMs: PATIENCE_MS,
    poolSize: 2,
  });
  if (as === 'alone') {
    const directory = join(packageRoot, 'db/migrations');
    await migrate(db, { directory, now: new Date().toISOString() });
  }
  return db;
}

/** Runs a script: its exit code, or one clear line for what somebody has to change. */
export async function runScript(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}

function explain(error: unknown): string {
  if (error instanceof AppError) {
    return [error.said, ...Object.values(error.fields)].map((said) => ENGLISH.say(said)).join(' ');
  }
  const isExpected = [UsageError, ConfigError, DatabaseRefused].some((kind) => error instanceof kind);
  if (error instanceof Error) return isExpected ? error.message : (error.stack ?? error.message);
  return String(error);
}

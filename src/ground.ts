import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Config, type DatabaseConfig, readVersion } from './config.js';
import { type Clock, systemClock } from './domain/clock.js';
import type { Logger } from './observability/log.js';
import type { Metrics } from './observability/metrics.js';
import { reasonOf } from './domain/refusal.js';
import { Refusals } from './observability/refusals.js';
import { WatchedDatabase } from './storage/engine/watched-database.js';
import { openAppSecret } from './services/identity/app-secret.js';
import { type AttemptLimiterFactory, openAttemptLimiters } from './storage/identity/attempt-limiters.js';
import { BackupFolder } from './services/upkeep/backup/backup-folder.js';
import { folderWarnings } from './services/upkeep/folder-warnings.js';
import { makeVerifiedBackup } from './services/upkeep/backup/make-backup.js';
import type { Database, MigratableDatabase } from './storage/engine/database.js';
import { findPendingMigrations, findRewrites, migrate } from './storage/engine/migrate.js';
import { openDatabase } from './storage/engine/open-database.js';
import { DatabaseRefused } from './storage/engine/storage-errors.js';
import type { Assets } from './http/assets.js';
import type { Locale, Preference } from './locale/locale.js';

// What the program stands on: the server and the commands open it here, each in its way.

/** What the program stands on: opened by `main`, or by a test. */
export interface Ground {
  readonly config: Config;
  readonly secrets: readonly [Buffer, ...Buffer[]];
  readonly database: Database;
  readonly limiters: AttemptLimiterFactory;
  readonly assets: Assets;
  readonly clock: Clock;
  readonly log: Logger;
  /** Where METRICS_PORT is set. */
  readonly metrics?: Metrics | undefined;
  /** Puts pages into words; tests give another. */
  readonly words?: (preference: Preference) => Locale;
}

/** A command may wait for its statements: a check of a million rows is not a request. */
const PATIENCE_MS = 600_000;

/** The secrets of the installation, newest first; the first start makes one where none was given. */
export function readSecrets({ secret }: Config, log: Logger): [Buffer, ...Buffer[]] {
  if (secret.from !== 'data-dir')
    return secret.secrets.map((text) => Buffer.from(text)) as [Buffer, ...Buffer[]];
  const opened = openAppSecret(secret.path);
  if (opened.created)
    log.info(`Made the secret of this installation: ${secret.path}. Keep it with your backups.`);
  return [Buffer.from(opened.secret)];
}

/** For the server: the database at the newest schema, and no other server beside us on a file. */
export async function openToServe(
  config: Config,
  log: Logger,
  metrics?: Metrics,
): Promise<MigratableDatabase> {
  const { database } = config;
  const file = fileOf(database);
  if (file !== undefined) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    for (const warning of folderWarnings(dirname(file))) log.warn(warning);
  }
  const opened = await openDatabase({
    databaseUrl: urlOf(database),
    ...(database.dialect === 'postgres' && { readDatabaseUrl: database.readUrl }),
    soleProcess: file !== undefined,
    warn: (message) => log.warn(message),
  });
  const refusals = new Refusals(log, systemClock);
  const watched = new WatchedDatabase(
    opened,
    (refusal) => {
      refusals.note(refusal);
      metrics?.noteRefusal(reasonOf(refusal.cause));
    },
    metrics && ((kind, ms) => metrics.noteQuery(kind, ms)),
  );
  const applied = await bringUpToDate(opened, config, (line) => log.info(line));
  if (applied.length > 0) log.info(`Brought the database up to date: ${applied.join(', ')}`);
  return watched;
}

/** For a command that has the database to itself: like `openToServe`, with all the time that it needs. */
export async function openAlone(config: Config): Promise<MigratableDatabase> {
  return (await openMigrated(config)).database;
}

/** A database, and the names of the steps that brought it up to date. */
interface UpToDate {
  readonly database: MigratableDatabase;
  readonly applied: readonly string[];
}

async function openMigrated(config: Config): Promise<UpToDate> {
  const database = await open(config, { soleProcess: fileOf(config.database) !== undefined });
  return { database, applied: await bringUpToDate(database, config) };
}

/** For a command that changes nothing and makes nothing, beside a server or without one. Throws DatabaseRefused. */
export async function openToLook(config: Config): Promise<MigratableDatabase> {
  const file = fileOf(config.database);
  if (file !== undefined && !existsSync(file)) {
    throw new DatabaseRefused(`There is no database yet at ${file}. The first start of Outlay makes it.`);
  }
  return open(config, {});
}

/**
 * For a command that changes records beside a running server, or makes the database where there is none: an older one
 * is brought up to date first, which on SQLite no server may see. Throws DatabaseRefused.
 */
export async function openToUse(config: Config): Promise<MigratableDatabase> {
  return (await openUpToDate(config)).database;
}

/** The same, with the names of the steps. */
export async function openUpToDate(config: Config): Promise<UpToDate> {
  const file = fileOf(config.database);
  if (file !== undefined && !existsSync(file)) return openMigrated(config);
  const opened = await open(config, {});
  const pending = await findPendingMigrations(opened, migrationsOf(config));
  if (pending.length === 0) return { database: opened, applied: [] };
  await opened.close();
  return openMigrated(config);
}

/** With SQLite the counters of attempts have a file of their own beside the books. */
export function openLimiters({ database }: Config): Promise<AttemptLimiterFactory> {
  const file = fileOf(database);
  const beside = file === undefined ? ':memory:' : join(dirname(file), 'rate-limits.db');
  return openAttemptLimiters(database.dialect === 'postgres' ? database.url : beside);
}

/** Gives the names of the steps that were applied; a backup is made before one that makes tables anew. */
async function bringUpToDate(
  database: MigratableDatabase,
  config: Config,
  note: (line: string) => void = () => undefined,
): Promise<string[]> {
  const migrations = migrationsOf(config);
  const rewrites = await findRewrites(database, migrations);
  if (rewrites.length > 0 && (await database.all('SELECT id FROM users LIMIT 1')).length > 0) {
    note(`Making a backup before ${rewrites.join(', ')}`);
    const options = { clock: systemClock, program: readVersion(config.packageRoot), migrations };
    const { path } = await makeVerifiedBackup(database, new BackupFolder(config.backup.dir), options);
    note(`Made and verified a backup: ${path}`);
  }
  return migrate(database, { directory: migrations, now: systemClock.now().toISOString() });
}

function open({ database }: Config, options: { soleProcess?: boolean }): Promise<MigratableDatabase> {
  return openPatiently(urlOf(database), options);
}

/** Another database than the configured one, with all the time that work on a million rows needs. */
export function openPatiently(
  databaseUrl: string,
  { soleProcess = false }: { soleProcess?: boolean } = {},
): Promise<MigratableDatabase> {
  return openDatabase({
    databaseUrl,
    soleProcess,
    waitLimitMs: PATIENCE_MS,
    idleLimitMs: PATIENCE_MS,
    poolSize: 2,
  });
}

export const migrationsOf = ({ packageRoot }: Config) => join(packageRoot, 'db/migrations');

export const urlOf = (database: DatabaseConfig) =>
  database.dialect === 'sqlite' ? `sqlite:${database.path}` : database.url;

const fileOf = (database: DatabaseConfig) =>
  database.dialect === 'sqlite' && database.path !== ':memory:' ? database.path : undefined;

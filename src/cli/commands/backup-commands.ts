import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { tmpdir } from 'node:os';
import type { Config } from '../../config.js';
import { systemClock } from '../../domain/clock.js';
import { migrationsOf, openPatiently, openToLook } from '../../ground.js';
import { writeBackup } from '../../services/upkeep/backup/backup.js';
import type { BackupManifest } from '../../services/upkeep/backup/backup-format.js';
import { BackupFolder } from '../../services/upkeep/backup/backup-folder.js';
import { makeVerifiedBackup } from '../../services/upkeep/backup/make-backup.js';
import { copyDatabase, restoreBackup, type RestoreOptions } from '../../services/upkeep/backup/restore.js';
import { verifyBackup } from '../../services/upkeep/backup/verify.js';
import { hasTables } from '../../storage/engine/migrate.js';
import type { Command, Invocation } from '../command.js';
import type { Given } from '../given.js';
import { mustBeFile } from '../given-file.js';
import { withDatabase } from '../installation.js';
import { CommandRefused, UsageError } from '../refusals.js';

const URLS = 'A database is sqlite:PATH or postgres://user:password@host/name, as in DATABASE_URL.';

export const backupCommands: readonly Command[] = [
  {
    name: 'backup',
    summary: 'write everything into one file while the server runs, verify it, and print its path',
    options: [
      ['--to <file>', 'where; else a file of the moment in BACKUP_DIR'],
      ['--no-verify', 'do not restore it into a scratch database to compare it'],
    ],
    json: true,
    more: 'The file holds password hashes and all records, for its owner only. APP_SECRET is not in it: keep that, too.',
    run: backup,
  },
  {
    name: 'verify',
    summary:
      'restore a backup into a scratch database and compare every row, count and sum; says where it is wrong',
    operands: ['<file>'],
    json: true,
    run: verify,
  },
  {
    name: 'restore',
    summary: 'fill an empty database with a backup, all of it or nothing; stop its server before',
    operands: ['<file>'],
    options: [['--to <url>', 'the database to fill; it must hold nothing']],
    json: true,
    more: URLS,
    run: restore,
  },
  {
    name: 'copy',
    summary: 'fill an empty database with what another holds, SQLite or PostgreSQL, compared afterwards',
    options: [
      ['--from <url>', 'what to copy; its server should be stopped, or what is added meanwhile stays behind'],
      ['--to <url>', 'the database to fill; it must hold nothing'],
    ],
    json: true,
    more: `${URLS}\nAfter a failure nothing was stored: run it again.`,
    run: copy,
  },
];

type Working = RestoreOptions & { readonly config: Config };

function workingOf({ config, terminal, version }: Invocation): Working {
  const settings = config();
  let told = 0;
  return {
    config: settings,
    clock: systemClock,
    program: version,
    migrations: migrationsOf(settings),
    onProgress: (rows) => {
      if (rows - told >= 10_000) terminal.progress(`${String((told = rows))} rows`);
    },
  };
}

async function backup(invocation: Invocation) {
  const { given } = invocation;
  const options = workingOf(invocation);
  const to = given.text('to');
  const folder = new BackupFolder(options.config.backup.dir);
  const isVerified = !given.isOff('verify');
  const { path, manifest } = await withDatabase(openToLook(options.config), async (database) => {
    if (to === undefined && isVerified) return makeVerifiedBackup(database, folder, options);
    const file = to === undefined ? folder.fileOf(systemClock.now().toISOString()) : resolve(to);
    if (existsSync(file)) throw new CommandRefused(`There is a file ${file} already.`);
    const made = await writeBackup(database, file, options);
    if (isVerified) await verifyBackup(file, tmpdir(), options);
    return { path: file, manifest: made };
  });
  const json = { path, verified: isVerified, ...manifest };
  return { text: `${tell(manifest)}${isVerified ? ' Verified.' : ''}\n${path}`, json };
}

async function verify(invocation: Invocation) {
  const path = invocation.given.required('file');
  await mustBeFile(path);
  const { header, manifest } = await verifyBackup(path, tmpdir(), workingOf(invocation));
  const { program, schema, made_at: madeAt } = header;
  const text = `Sound: made ${madeAt} by Outlay ${program} (${schema}). ${tell(manifest)}`;
  return { text, json: { ...header, ...manifest } };
}

async function restore(invocation: Invocation) {
  const { given } = invocation;
  const path = given.required('file');
  const url = databaseOf(given, 'to');
  await mustBeFile(path);
  const options = workingOf(invocation);
  return withDatabase(openToFill(url), async (database) => {
    const { manifest, migrated } = await restoreBackup(path, database, options);
    const steps = migrated.length > 0 ? ` Brought up to date: ${migrated.join(', ')}.` : '';
    return { text: `Restored. ${tell(manifest)}${steps}`, json: { ...manifest, migrated } };
  });
}

async function copy(invocation: Invocation) {
  invocation.given.all('from', 'to');
  const [from, to] = [databaseOf(invocation.given, 'from'), databaseOf(invocation.given, 'to')];
  if (from === to) throw new UsageError('--from and --to are the same database.');
  const options = workingOf(invocation);
  const file = /^sqlite:(?:\/\/(?=\/))?(.*)$/.exec(from)?.[1];
  if (file !== undefined && !existsSync(file)) throw new CommandRefused(`There is no database at ${file}.`);
  return withDatabase(openPatiently(from), async (source) => {
    if (!(await hasTables(source)))
      throw new CommandRefused('There is no Outlay in the database that --from names.');
    return withDatabase(openToFill(to), async (target) => {
      const { manifest } = await copyDatabase(source, target, options);
      return { text: `Copied and compared. ${tell(manifest)}`, json: manifest };
    });
  });
}

/** @throws UsageError where the option names no database: else the message would be about DATABASE_URL */
function databaseOf(given: Given, option: string): string {
  const url = given.required(option);
  if (/^(sqlite:.|postgres(ql)?:\/\/)/.test(url)) return url;
  throw new UsageError(`--${option} must be sqlite:PATH or postgres://user:password@host/name.`);
}

const openToFill = (url: string) => openPatiently(url, { soleProcess: url.startsWith('sqlite:') });

function tell({ tables, sums }: BackupManifest): string {
  const count = (table: string, one: string, many: string) => {
    const rows = tables[table]?.rows ?? 0;
    return `${String(rows)} ${rows === 1 ? one : many}`;
  };
  const totals = Object.entries(sums).map(([currency, minor]) => `${currency} ${minor} in minor units`);
  const sum = totals.length > 0 ? `; sums: ${totals.join(', ')}` : '';
  return `${count('users', 'user', 'users')}, ${count('expenses', 'expense', 'expenses')}${sum}.`;
}

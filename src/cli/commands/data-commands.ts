import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { systemClock } from '../../domain/clock.js';
import { openAlone } from '../../ground.js';
import type { Config } from '../../config.js';
import { BackupFolder } from '../../services/upkeep/backup/backup-folder.js';
import { folderWarnings } from '../../services/upkeep/folder-warnings.js';
import { backupWarnings } from '../../services/upkeep/readiness.js';
import type { Given } from '../given.js';
import { PasswordHasher } from '../../services/identity/password-hasher.js';
import { DoctorService, type Finding } from '../../services/upkeep/doctor-service.js';
import { SeedService } from '../../services/upkeep/seed-service.js';
import type { Command, Invocation } from '../command.js';
import { withDatabase, withDatabaseToLook } from '../installation.js';
import type { Terminal } from '../terminal.js';

const EXPENSES_MAX = 10_000_000;
const YEARS_MAX = 60;

export const dataCommands: readonly Command[] = [
  {
    name: 'doctor',
    summary: 'check every invariant of the data and say what is wrong; changes nothing',
    json: true,
    run: examine,
  },
  {
    name: 'seed',
    summary: 'make a user with plausible expenses, for a demo or a measurement',
    options: [
      ['--email <address>', 'of the user; one who is there gets the password and keeps what they have'],
      ['--password <password>', 'of the user'],
      ['--expenses <number>', `how many, up to ${String(EXPENSES_MAX)}`],
      ['--years <number>', `over how many years up to today, up to ${String(YEARS_MAX)}`],
      ['--seed <text>', 'the same gives the same expenses'],
    ],
    run: seed,
  },
];

async function examine({ given, terminal, config }: Invocation) {
  const startedAt = performance.now();
  const findings: Finding[] = [];
  const dialect = await withDatabaseToLook(config(), async (database) => {
    for await (const finding of new DoctorService(database).examine()) {
      findings.push(finding);
      if (!given.flag('json')) show(finding, terminal);
    }
    return database.dialect;
  });
  const { warnings, lastVerified } = lookAround(config(), given, terminal);
  const broken = findings.filter(({ breaches }) => breaches.length > 0).length;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const verdict = broken === 0 ? 'all is well' : `${String(broken)} found something wrong`;
  return {
    text: `${String(findings.length)} checks in ${seconds} s (${dialect}): ${verdict}.`,
    json: { dialect, checks: findings, broken, last_verified_backup_at: lastVerified, warnings },
    isWrong: broken > 0,
  };
}

/** Old or failed backups and a folder open to others are a warning: the data are as they should be. */
function lookAround(settings: Config, given: Given, terminal: Terminal) {
  const backups = new BackupFolder(settings.backup.dir);
  const backupEveryMs = settings.backup.everyMs;
  const { database } = settings;
  const folder = database.dialect === 'sqlite' ? dirname(database.path) : settings.dataDir;
  const warnings = [
    ...backupWarnings({ backups, backupEveryMs, clock: systemClock }),
    ...folderWarnings(folder),
  ];
  const { lastVerifiedAt } = backups.state();
  if (!given.flag('json')) {
    terminal.print(`\nLast verified backup: ${lastVerifiedAt ?? 'none'}`);
    for (const warning of warnings) terminal.print(`WARNING  ${warning}`);
  }
  return { warnings, lastVerified: lastVerifiedAt };
}

function show({ invariant, breaches }: Finding, terminal: Terminal): void {
  terminal.print(`${breaches.length === 0 ? 'ok   ' : 'WRONG'}  ${invariant}`);
  for (const breach of breaches) terminal.print(`         ${breach}`);
}

async function seed({ given, terminal, config }: Invocation) {
  const { email, password } = given.all('email', 'password', 'expenses', 'years');
  const expenses = given.whole('expenses', { min: 1, max: EXPENSES_MAX })!;
  const years = given.whole('years', { min: 1, max: YEARS_MAX })!;
  const startedAt = performance.now();
  const settings = config();
  return withDatabase(openAlone(settings), async (database) => {
    const passwords = new PasswordHasher(settings.bcryptCost);
    const service = new SeedService({ ...settings, database, clock: systemClock, passwords });
    const chosen = given.text('seed') ?? randomBytes(4).toString('hex');
    const seeded = await service.seed({
      ...{ email, password, expenses, years, seed: chosen },
      onProgress: (stored) => terminal.progress(`${shown(stored)} of ${shown(expenses)} expenses`),
    });
    terminal.progress('');
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const who = `${email} (${seeded.isNewUser ? 'new' : 'known'} user ${String(seeded.userId)})`;
    const what = `${shown(expenses)} expenses from ${seeded.from} to ${seeded.today}`;
    return { text: `Seeded ${what} for ${who} in ${seconds} s (${database.dialect}, seed ${chosen}).` };
  });
}

const shown = (count: number) => count.toLocaleString('en-US').replaceAll(',', ' ');

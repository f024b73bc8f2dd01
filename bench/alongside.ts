import '../src/observability/heap.js';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Day } from '../src/domain/calendar.js';
import { systemClock } from '../src/domain/clock.js';
import { deriveKeys } from '../src/services/identity/keys.js';
import type { Principal } from '../src/services/identity/principal.js';
import type * as Compose from '../src/compose.js';
import type { Services } from '../src/compose.js';
import { readConfig } from '../src/config.js';
import { createLog } from '../src/observability/log.js';
import { openAttemptLimiters } from '../src/storage/identity/attempt-limiters.js';
import type { Dialect, MigratableDatabase } from '../src/storage/engine/database.js';
import { migrate } from '../src/storage/engine/migrate.js';
import { openDatabase } from '../src/storage/engine/open-database.js';
import { percentile } from './percentile.js';
import { startBenchPostgres } from './postgres.js';

// Measures one person's long work, and how long others wait meanwhile, on the services of the built program within one
// process, whose heap is kept as that of the program is. From the sources, each thread that reads a file would hold a
// compiler of its own.

const PROBE_EVERY_MS = 10;
export const DEVICE = { userAgent: 'bench', ip: '192.0.2.1', ipPrefix: '192.0.2.0' };

/** A value of the command line: `--name value`. */
export function argument(name: string, usual: string): string {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : (process.argv[at + 1] ?? usual);
}

export interface Ground {
  readonly services: Services;
  readonly database: MigratableDatabase;
  readonly url: string;
}

/** Works on a new database of an engine, which is gone afterwards. */
export async function onNewDatabase(engine: Dialect, work: (ground: Ground) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'outlay-bench-'));
  const postgres =
    engine === 'postgres' ? await startBenchPostgres(join(process.cwd(), '.cache/bench-long')) : undefined;
  if ((await postgres?.databases())?.includes('run_long')) await postgres?.drop('run_long');
  await postgres?.create('run_long');
  const url = postgres ? postgres.urlOf('run_long') : `sqlite:${join(folder, 'outlay.db')}`;
  const database = await openDatabase({ databaseUrl: url });
  try {
    await migrate(database, { now: systemClock.now().toISOString() });
    await work({ services: await servicesOver(database), database, url });
  } finally {
    await database.close();
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The services of the built program over a database, in this process. */
export async function servicesOver(db: MigratableDatabase): Promise<Services> {
  const { createServices } = await built();
  const secret = 'a secret for benchmarks, thirty-two bytes';
  const config = readConfig({ APP_SECRET: secret, BCRYPT_COST: '4', LOG_LEVEL: 'warn' }, process.cwd());
  const limiters = await openAttemptLimiters(':memory:');
  const secrets: [Buffer] = [Buffer.from(secret)];
  const log = createLog('warn');
  return createServices(
    { config, secrets, database: db, limiters, clock: systemClock, log },
    deriveKeys(secrets),
  );
}

async function built(): Promise<typeof Compose> {
  const { status } = spawnSync(process.execPath, ['scripts/build.js'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('The program was not built.');
  const { href } = pathToFileURL(join(process.cwd(), 'dist/compose.js'));
  return (await import(href)) as typeof Compose;
}

export async function meet({ accounts, sessions }: Services, name: string): Promise<Principal> {
  const person = { username: name, email: `${name}@outlay.example`, password: 'quite a long phrase' };
  const { accessToken } = await accounts.register(person, DEVICE);
  return (await sessions.authenticate(accessToken))!;
}

export interface Measured<T> {
  readonly result: T;
  readonly seconds: number;
  /** How long others waited, in milliseconds. */
  readonly others: string;
  readonly p99Ms: number;
  /** By how much resident memory grew at most, in MiB. */
  readonly grownMiB: number;
}

/** Does the work while somebody else reads a page and adds an expense, again and again. */
export async function measured<T>(
  services: Services,
  other: Principal,
  work: () => Promise<T>,
): Promise<Measured<T>> {
  const waits: number[] = [];
  const progress = { isDone: false };
  global.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const started = performance.now();
  const working = work().finally(() => (progress.isDone = true));
  while (!progress.isDone) {
    const asked = performance.now();
    await services.expenses.browse(other, { range: {} }, { limit: 50 });
    await services.expenses.record(other, {
      amountMinor: 100n,
      description: 'Tea',
      categoryId: null,
      spentOn: '2026-03-01' as Day,
    });
    waits.push(performance.now() - asked);
    most = Math.max(most, process.memoryUsage.rss());
    await sleep(PROBE_EVERY_MS);
  }
  const result = await working;
  const seconds = (performance.now() - started) / 1000;
  waits.sort((a, b) => a - b);
  const p99Ms = percentile(waits, 99);
  const at = (percent: number) => percentile(waits, percent).toFixed(1);
  const others = `p50 ${at(50)} ms, p99 ${at(99)} ms, longest ${at(100)} ms`;
  return { result, seconds, others, p99Ms, grownMiB: (most - before) / 1024 / 1024 };
}

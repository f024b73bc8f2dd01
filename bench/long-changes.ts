import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Day } from '../src/domain/calendar.js';
import { systemClock } from '../src/domain/clock.js';
import { searchTextOf } from '../src/domain/search.js';
import { deriveKeys } from '../src/services/identity/keys.js';
import type { Principal } from '../src/services/identity/principal.js';
import { createServices, type Services } from '../src/compose.js';
import { readConfig } from '../src/config.js';
import { createLog } from '../src/observability/log.js';
import { openAttemptLimiters } from '../src/storage/identity/attempt-limiters.js';
import type { Dialect, MigratableDatabase } from '../src/storage/engine/database.js';
import { migrate } from '../src/storage/engine/migrate.js';
import { openDatabase } from '../src/storage/engine/open-database.js';
import { storeInBulk } from '../src/storage/ledger/bulk-expenses.js';
import { startBenchPostgres } from './postgres.js';

// How long others wait while one person merges a category of many expenses, undoes that, and their account is erased:
// npx tsx bench/long-changes.ts [--engine sqlite|postgres] [--expenses 500000]

const argument = (name: string, usual: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : (process.argv[at + 1] ?? usual);
};
const engine = argument('engine', 'sqlite') as Dialect;
const count = Number(argument('expenses', '500000'));
const PROBE_EVERY_MS = 10;
const DEVICE = { userAgent: 'bench', ip: '192.0.2.1', ipPrefix: '192.0.2.0' };

const folder = mkdtempSync(join(tmpdir(), 'outlay-bench-'));
const postgres =
  engine === 'postgres' ? await startBenchPostgres(join(process.cwd(), '.cache/bench-long')) : undefined;
if ((await postgres?.databases())?.includes('run_long')) await postgres?.drop('run_long');
await postgres?.create('run_long');
const url = postgres ? postgres.urlOf('run_long') : `sqlite:${join(folder, 'outlay.db')}`;
const database = await openDatabase({ databaseUrl: url });
try {
  await migrate(database, { now: systemClock.now().toISOString() });
  const services = await open(database);
  const [rich, other] = [await meet(services, 'rich'), await meet(services, 'other')];
  const [from, into] = await services.categories.list(rich);
  const patient = postgres ? await openDatabase({ databaseUrl: url, waitLimitMs: 600_000 }) : database;
  await fill(patient, rich, from!.id);
  if (postgres) await patient.close();
  const report = (what: string, seconds: number, waits: readonly number[]) => {
    const at = (share: number) => waits[Math.floor(waits.length * share)]?.toFixed(1) ?? '-';
    const figures = `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${waits.at(-1)?.toFixed(1) ?? '-'} ms`;
    console.log(`${engine}, ${String(count)} expenses, ${what}: ${seconds.toFixed(1)} s; others: ${figures}`);
  };
  await measured('merge', () => services.categories.merge(rich, from!.id, into!.id), report, services, other);
  const { items } = await services.changes.list(rich, { limit: 1 });
  await measured('undo', () => services.changes.undo(rich, items[0]!.id), report, services, other);
  await measured(
    'tag',
    () => services.bulk.change(rich, { filter: { range: {} } }, { addTags: ['all'] }),
    report,
    services,
    other,
  );
  await services.accounts.deleteAccount(rich, 'quite a long phrase', DEVICE);
  await measured('erase account', () => services.upkeep.runOnce(), report, services, other);
} finally {
  await database.close();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function open(db: MigratableDatabase): Promise<Services> {
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

async function meet({ accounts, sessions }: Services, name: string): Promise<Principal> {
  const person = { username: name, email: `${name}@outlay.example`, password: 'quite a long phrase' };
  const { accessToken } = await accounts.register(person, DEVICE);
  return (await sessions.authenticate(accessToken))!;
}

async function fill(db: MigratableDatabase, { bookId }: Principal, categoryId: number): Promise<void> {
  const now = systemClock.now().toISOString();
  function* expenses() {
    for (let at = 0; at < count; at += 1) {
      const description = `Coffee number ${String(at % 900)}`;
      const amountMinor = BigInt(100 + (at % 5_000));
      const day = new Date(Date.UTC(2006, 0, 1 + (at % 7_300))).toISOString().slice(0, 10) as Day;
      const searchText = searchTextOf({ description, amountMinor, tagIds: [] });
      yield { amountMinor, description, searchText, categoryId, spentOn: day, now };
    }
  }
  await storeInBulk(db, bookId, { count, expenses });
}

/** Does the work while somebody else reads a page and adds an expense, again and again. */
async function measured(
  what: string,
  work: () => Promise<unknown>,
  report: (what: string, seconds: number, waits: readonly number[]) => void,
  services: Services,
  other: Principal,
): Promise<void> {
  const waits: number[] = [];
  const progress = { isDone: false };
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
    await sleep(PROBE_EVERY_MS);
  }
  await working;
  report(
    what,
    (performance.now() - started) / 1000,
    waits.sort((a, b) => a - b),
  );
}

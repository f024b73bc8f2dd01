import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brokenInvariants } from '../src/testing/processes/ledger.js';
import { startProgram } from '../src/testing/processes/program.js';
import { newTarget, type Target } from '../src/testing/processes/target.js';
import { startPostgres } from '../src/testing/postgres-server.js';

// Kills long work with SIGKILL at random moments: a file that is imported, a backup, a restore, a copy, a migration, a purge. After each kill
// it looks whether the work is whole or not there at all, and whether every invariant holds:
//   npx tsx scripts/kill-long-work.ts --engine sqlite --kills 10 --rows 20000
//   npx tsx scripts/kill-long-work.ts --engine postgres --kills 10
// `outlay` must have been built (npm run build). For changes of many expenses see long-change-kill.sqlite.test.ts.

const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'sqlite' },
    kills: { type: 'string', default: '10' },
    rows: { type: 'string', default: '20000' },
    what: { type: 'string', default: 'import,backup,restore,copy,migrate,purge' },
  },
});
const dialect = values.engine === 'postgres' ? 'postgres' : 'sqlite';
const kills = Number(values.kills);
const rows = Number(values.rows);
const PROGRAM = fileURLToPath(new URL('../bin/outlay.js', import.meta.url));
const WHO = 'mira@example.com';
const SETTLING_MS = 60_000;

const folder = mkdtempSync(join(tmpdir(), 'outlay-kill-'));
const wrong: string[] = [];

/** One sentence about what is wrong after a kill, or nothing. */
type Look = () => Promise<string | undefined>;

const WORKS: Readonly<Record<string, () => Promise<void>>> = {
  import: killedImports,
  backup: killedBackups,
  restore: () => killedFilling('restore', (target) => ['restore', join(folder, 'whole.gz'), '--to', target]),
  migrate: killedMigrations,
  purge: killedPurges,
  copy: () => killedFilling('copy', (target) => ['copy', '--from', source.databaseUrl, '--to', target]),
};
const servers: { stop(): Promise<void> }[] = [];
const source = await newPlace();
await outlay(source, ['migrate']);
await outlay(source, ['user', 'add', WHO, '--password', 'plum-violin-harbour', '--currency', 'EUR']);
for (const what of values.what.split(',')) await WORKS[what]?.();
await source.remove();
await Promise.all(servers.map((server) => server.stop()));
rmSync(folder, { recursive: true, force: true });
console.log(wrong.length === 0 ? 'Nothing was wrong.' : wrong.join('\n'));
process.exit(wrong.length > 0 ? 1 : 0);

async function newPlace(): Promise<Target> {
  if (dialect === 'sqlite') return newTarget('sqlite');
  const server = await startPostgres({ durable: true });
  servers.push(server);
  return newTarget('postgres', server.url);
}

/** The first run is let come to its end; each later one is killed at some moment of the time that it took. */
async function killed(what: string, begin: () => ChildProcess, look: Look): Promise<void> {
  const started = performance.now();
  await once(begin(), 'close');
  const whole = performance.now() - started;
  await judge(`${what}, not killed`, look);
  for (let kill = 1; kill <= kills; kill += 1) {
    const child = begin();
    const after = Math.random() * whole;
    const closed = once(child, 'close');
    await Promise.race([closed, sleep(after)]);
    child.kill('SIGKILL');
    await closed;
    await judge(`${what}, killed after ${after.toFixed(0)} of ${whole.toFixed(0)} ms`, look);
  }
}

async function judge(what: string, look: Look): Promise<void> {
  const found = await look();
  console.log(`${what}: ${found ?? 'all is well'}`);
  if (found !== undefined) wrong.push(`${what}: ${found}`);
}

function bankFile(round: number): string {
  const path = join(folder, `bank-${String(round)}.csv`);
  const lines = Array.from({ length: rows }, (_, at) => {
    const day = new Date(Date.UTC(2016, 0, 1 + (at % 3_650))).toISOString().slice(0, 10);
    return `${day},Round ${String(round)} row ${String(at)},-${String(round)}.${String(10 + (at % 90))},Kind ${String(at % 9)}`;
  });
  writeFileSync(path, `Date,Description,Amount,Category\n${lines.join('\n')}\n`);
  return path;
}

/** Every file has other rows: those of a killed import are all there after the next start, or none. */
async function killedImports(): Promise<void> {
  let round = 0;
  let before = 0;
  const begin = () => {
    round += 1;
    return start(source, ['import', bankFile(round), '--user', WHO, '--yes']);
  };
  await killed('import', begin, async () => {
    const program = await startProgram({ ...source.settings });
    const deadline = Date.now() + SETTLING_MS;
    const left = () =>
      source.read((db) => db.get<{ n: number }>('SELECT COUNT(*) AS n FROM changes WHERE task IS NOT NULL'));
    while ((await left())!.n > 0 && Date.now() < deadline) await sleep(200);
    await program.end('SIGTERM');
    return source.read(async (db) => {
      const count = (await db.get<{ n: number }>('SELECT COUNT(*) AS n FROM expenses'))!.n;
      const added = count - before;
      before = count;
      if (added !== 0 && added !== rows) return `${String(added)} of ${String(rows)} rows were added`;
      return (await brokenInvariants(db))[0];
    });
  });
}

/** A backup that has its name is whole; one that was killed left nothing under such a name. */
async function killedBackups(): Promise<void> {
  let round = 0;
  const path = () => join(folder, round === 1 ? 'whole.gz' : `backup-${String(round)}.gz`);
  const begin = () => {
    round += 1;
    return start(source, ['backup', '--to', path()]);
  };
  await killed('backup', begin, async () => {
    if (!existsSync(path())) return undefined;
    const { code, said } = await outlay(source, ['verify', path()]);
    return code === 0 ? undefined : `a backup that is not whole: ${said}`;
  });
  const left = readdirSync(folder).filter((name) => !/^(bank-\d+\.csv|whole\.gz|backup-\d+\.gz)$/.test(name));
  console.log(`Files left beside the backups: ${String(left.length)}`);
}

/** A database that was being filled holds everything or takes the same once more. */
async function killedFilling(what: string, argv: (url: string) => string[]): Promise<void> {
  if (!existsSync(join(folder, 'whole.gz')))
    await outlay(source, ['backup', '--to', join(folder, 'whole.gz'), '--no-verify']);
  const wanted = await source.read((db) => db.get<{ n: number }>('SELECT COUNT(*) AS n FROM expenses'));
  let target = await newTarget('sqlite');
  const places = [target];
  const begin = () => start(source, argv(target.databaseUrl));
  await killed(what, begin, async () => {
    const again = await outlay(source, argv(target.databaseUrl));
    const found = await target.read(async (db) => {
      const { n } = (await db.get<{ n: number }>('SELECT COUNT(*) AS n FROM expenses'))!;
      if (n !== wanted!.n) return `${String(n)} of ${String(wanted!.n)} expenses: ${again.said}`;
      return (await brokenInvariants(db))[0];
    });
    target = await newTarget('sqlite');
    places.push(target);
    return found;
  });
  for (const place of places) await place.remove();
}

/** A database whose migration was killed goes on with the next one, and ends as one that was not killed. */
async function killedMigrations(): Promise<void> {
  const wanted = await source.read((db) =>
    db.all('SELECT name, checksum FROM schema_migrations ORDER BY name'),
  );
  let target = await freshPlace();
  const places = [target];
  const begin = () => start(target, ['migrate']);
  await killed('migrate', begin, async () => {
    const again = await outlay(target, ['migrate']);
    const found = await target.read(async (db) => {
      const steps = await db.all('SELECT name, checksum FROM schema_migrations ORDER BY name');
      if (JSON.stringify(steps) !== JSON.stringify(wanted)) return `other steps: ${again.said}`;
      return (await brokenInvariants(db))[0];
    });
    target = await freshPlace();
    places.push(target);
    return found;
  });
  if (dialect === 'sqlite') for (const place of places) await place.remove();
}

/** An empty database beside the source; on PostgreSQL on the same server, which goes at the end with all. */
async function freshPlace(): Promise<Target> {
  if (dialect === 'sqlite') return newTarget('sqlite');
  const name = `fresh_${String(Date.now())}`;
  await source.read((db) => db.run(`CREATE DATABASE ${name} TEMPLATE template0`));
  const url = new URL(source.databaseUrl);
  url.pathname = `/${name}`;
  return newTarget('postgres', url.href);
}

/** What lay in the trash too long goes in portions: after a kill the rest goes with the next round, and totals hold. */
async function killedPurges(): Promise<void> {
  const path = bankFile(0);
  await outlay(source, ['import', path, '--user', WHO, '--yes']);
  let round = 0;
  const begin = () => startRound();
  const trash = () =>
    source.read((db) =>
      db.run(
        `UPDATE expenses SET deleted_at = '2020-01-01T00:00:00.000Z' WHERE deleted_at IS NULL AND id % ${String(kills + 3)} = $1`,
        [(round += 1)],
      ),
    );
  // A round is done once an hour, whoever does it: the next one is due at once here.
  const again = () => source.read((db) => db.run('DELETE FROM job_leases'));
  await trash();
  await killed('purge', begin, async () => {
    const broken = await source.read(async (db) => (await brokenInvariants(db))[0]);
    if (broken !== undefined) return broken;
    await again();
    await once(startRound(), 'close');
    const left = await source.read((db) =>
      db.get<{ n: number }>('SELECT COUNT(*) AS n FROM expenses WHERE deleted_at IS NOT NULL'),
    );
    await trash();
    await again();
    return left!.n === 0 ? undefined : `${String(left!.n)} expenses are left in the trash`;
  });
}

function startRound(): ChildProcess {
  const script = fileURLToPath(new URL('../src/testing/processes/upkeep-round.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, source.databaseUrl], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  child.stdin.on('error', () => undefined).end('go\n');
  return child;
}

function start(target: Target, argv: readonly string[]): ChildProcess {
  const env = {
    PATH: process.env['PATH'],
    APP_SECRET: 'a secret for tests, thirty-two bytes or more',
    BCRYPT_COST: '4',
    ...target.settings,
  };
  return spawn(process.execPath, [PROGRAM, ...argv], { env, stdio: ['ignore', 'ignore', 'pipe'] });
}

async function outlay(target: Target, argv: readonly string[]): Promise<{ code: number; said: string }> {
  const child = start(target, argv);
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, said: said.trim() };
}

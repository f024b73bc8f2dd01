import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { openDatabase } from '../src/storage/engine/open-database.js';
import { startPostgres } from '../src/testing/postgres-server.js';
import { type Contestant, environment } from './contestant.js';
import type { Shot } from './load.js';
import { unpinned } from './machine.js';
import { percentile } from './percentile.js';
import type { Fact } from './results.js';
import type { Seeded } from './seeded.js';
import { writings } from './subjects.js';

const ADDS_PER_SECOND = 50;
/** For how long others are looked at before, so that what the machine makes them wait is known. */
const QUIET_SECONDS = 5;

interface Made {
  readonly path: string;
  readonly verified: boolean;
  readonly tables: { readonly expenses: { readonly rows: number } };
}

/** `outlay backup`, verified, beside the running program, while 50 expenses a second are added; then what it is good for. */
export async function backUp(contestant: Contestant): Promise<Fact[]> {
  const folder = mkdtempSync(join(tmpdir(), 'outlay-bench-backup-'));
  try {
    return await unpinned(contestant.program.pid, () => measure(contestant, folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure({ seeded, visitor, program }: Contestant, folder: string): Promise<Fact[]> {
  const [, byApi] = writings(seeded, visitor).program;
  const quiet = new Adding(program.url, byApi!.shot);
  await new Promise((resolve) => setTimeout(resolve, QUIET_SECONDS * 1000));
  await quiet.end();
  const adding = new Adding(program.url, byApi!.shot);
  const stored = await countExpenses(seeded.databaseUrl);
  const env = environment(seeded);
  const [made, seconds] = await timed(() => outlay<Made>(['backup'], { ...env, BACKUP_DIR: folder }));
  await adding.end();
  if (!made.verified) throw new Error('The backup was not verified.');
  const [, verifying] = await timed(() => outlay(['verify', made.path], env));
  const restoring = await restoreOnTheOther(seeded, made.path, folder);
  const { engine, size } = seeded;
  const fact = (name: string, value: number, unit: string) => ({
    name: `backup: ${name}`,
    engine,
    size,
    value,
    unit,
  });
  return [
    fact('made and verified', seconds, 's'),
    fact('verified once more', verifying, 's'),
    fact('restored on the other engine and compared', restoring, 's'),
    fact('size', statSync(made.path).size / 1024 / 1024, 'MiB'),
    fact('acknowledged before it and missing', Math.max(0, stored - made.tables.expenses.rows), ''),
    fact('adds meanwhile', adding.waits.length, ''),
    fact('adds refused', adding.refused, ''),
    fact('p99 of adds', adding.p99Ms, 'ms'),
    fact('p99 of adds without it', quiet.p99Ms, 'ms'),
  ];
}

/** Adds expenses at a steady pace, whether or not earlier ones were answered, until its end. */
class Adding {
  readonly waits: number[] = [];
  refused = 0;
  readonly #underWay = new Set<Promise<void>>();
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly url: string,
    private readonly shot: Shot,
  ) {
    this.#timer = setInterval(() => {
      const one = this.#add().finally(() => this.#underWay.delete(one));
      this.#underWay.add(one);
    }, 1000 / ADDS_PER_SECOND);
  }

  async end(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#underWay);
    this.waits.sort((one, other) => one - other);
  }

  get p99Ms(): number {
    return percentile(this.waits, 99);
  }

  async #add(): Promise<void> {
    const { path, headers, body, status } = this.shot;
    const asked = performance.now();
    const answer = await fetch(this.url + path, {
      method: 'POST',
      headers: headers ?? {},
      body: body?.() ?? '',
    });
    await answer.arrayBuffer();
    this.waits.push(performance.now() - asked);
    if (answer.status !== status) this.refused += 1;
  }
}

/** `outlay restore` into an empty database, in seconds: it compares every count, sum and hash with the file's. */
async function restoreOnTheOther(seeded: Seeded, path: string, folder: string): Promise<number> {
  const restore = async (url: string) => {
    const [, seconds] = await timed(() => outlay(['restore', path, '--to', url], environment(seeded)));
    return seconds;
  };
  if (seeded.engine === 'postgres') return restore(`sqlite:${join(folder, 'restored.db')}`);
  const postgres = await startPostgres({ durable: true });
  try {
    return await restore(postgres.url);
  } finally {
    await postgres.stop();
  }
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const startedAt = performance.now();
  return [await work(), (performance.now() - startedAt) / 1000];
}

/** Runs a command of the built program and gives what it answers. */
async function outlay<T>(command: readonly string[], env: Record<string, string>): Promise<T> {
  const args = ['dist/outlay.js', ...command, '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: { PATH: process.env['PATH'], ...env },
  });
  return JSON.parse(stdout) as T;
}

/** Everybody's, the trash too: all that is stored when a backup begins must be in it. */
async function countExpenses(databaseUrl: string): Promise<number> {
  const db = await openDatabase({ databaseUrl, waitLimitMs: 300_000 });
  try {
    return (await db.get<{ found: number }>('SELECT COUNT(*) AS found FROM expenses'))!.found;
  } finally {
    await db.close();
  }
}

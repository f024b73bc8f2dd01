import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { openDatabase } from '../src/storage/engine/open-database.js';
import { DoctorService } from '../src/services/upkeep/doctor-service.js';
import { CONNECTIONS } from './baselines.js';
import type { Contestant } from './contestant.js';
import { fire, type Shot } from './load.js';
import { residentMiB, unpinned } from './machine.js';
import { type Fact, FLOODED, FLOODED_WITHOUT_REST } from './results.js';
import { writings } from './subjects.js';

const FLOOD = 60;
const FLOODS = [
  ['patient', 'a login flood', FLOODED],
  ['impatient', 'a login flood that waits for nothing', FLOODED_WITHOUT_REST],
] as const;
const WRITERS = 20;
/** No program takes longer than this for one of what waits. */
const QUIET_MS = 1_000;

const named = (
  { seeded: { engine, size } }: Contestant,
  name: string,
  value: number,
  unit: string,
): Fact => ({
  name,
  engine,
  size,
  value,
  unit,
});

/** One search after the other that a tenth of all expenses matches: what it takes of one core. */
export async function answerBroadSearch(contestant: Contestant): Promise<Fact> {
  const { shot } = contestant.readings.find(({ name }) => name === 'search, a tenth, nothing kept')!;
  const { p50Ms } = await fire(contestant.program.url, shot, { connections: 1, seconds: 3 });
  return named(contestant, 'search, a tenth matches: one answer', p50Ms, 'ms');
}

/** The dashboard while sixty strangers try passwords at once, and again as soon as they may; or without waiting. */
export async function floodWithLogins(contestant: Contestant, seconds: number): Promise<Fact[]> {
  // Passwords are checked beside the pages, on other cores: with one core for everything that could not be seen.
  return unpinned(contestant.program.pid, () => flood(contestant, seconds));
}

async function flood(contestant: Contestant, seconds: number): Promise<Fact[]> {
  const { program, readings } = contestant;
  const { shot } = readings.find(({ name }) => name === 'dashboard, all time')!;
  const pressure = { connections: CONNECTIONS, seconds };
  const quiet = await fire(program.url, shot, pressure);
  const facts: Fact[] = [];
  for (const [patience, name, ratio] of FLOODS) {
    const strangers = startStrangers(program.url, seconds * 1000, patience);
    const flooded = await fire(program.url, shot, pressure);
    const answered = await strangers;
    const told = (status: number) => answered[status] ?? 0;
    facts.push(
      named(contestant, ratio, flooded.p99Ms / quiet.p99Ms, '×'),
      named(contestant, `dashboard p99 during ${name}`, flooded.p99Ms, 'ms'),
      named(contestant, `${name}: refused (401)`, told(401), ''),
      named(contestant, `${name}: asked to wait (429, 503)`, told(429) + told(503), ''),
    );
  }
  return facts;
}

/** How often they were answered with each status. */
async function startStrangers(url: string, forMs: number, patience: string): Promise<Record<number, number>> {
  const script = ['--import', 'tsx', 'bench/strangers.ts', url, String(FLOOD), String(forMs), patience];
  const { stdout } = await promisify(execFile)(process.execPath, script);
  return JSON.parse(stdout) as Record<number, number>;
}

/** Reads every expense by the API, 200 at a time. */
export async function pageThroughAll(contestant: Contestant): Promise<Fact[]> {
  const { program, visitor } = contestant;
  const before = residentMiB(program.pid);
  const startedAt = performance.now();
  let [cursor, read]: [string | null, number] = ['', 0];
  while (cursor !== null) {
    const query = new URLSearchParams({ limit: '200', ...(cursor !== '' && { cursor }) });
    const answer = await fetch(`${program.url}/api/v1/expenses?${query.toString()}`, {
      headers: { authorization: visitor.bearer },
    });
    const page = (await answer.json()) as { data: unknown[]; next_cursor: string | null };
    read += page.data.length;
    cursor = page.next_cursor;
  }
  const all = await countAll(contestant);
  if (read !== all) throw new Error(`Paging found ${String(read)} of ${String(all)} expenses.`);
  return [
    named(contestant, 'memory gained by paging through all', residentMiB(program.pid) - before, 'MiB'),
    named(contestant, 'paging through all, 200 at a time', (performance.now() - startedAt) / 1000, 's'),
  ];
}

/** Twenty at once, a hundred expenses each: every one acknowledged, every one there, every total right. */
export async function writeByTwenty(contestant: Contestant): Promise<Fact[]> {
  const { seeded, visitor, program } = contestant;
  const each = 100;
  const before = await countWhenQuiet(contestant);
  const [, byApi] = writings(seeded, visitor).program;
  const startedAt = performance.now();
  const refused = await Promise.all(
    Array.from({ length: WRITERS }, () => send(program.url, byApi!.shot, each)),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  const errors = refused.reduce((sum, count) => sum + count, 0);
  const lost = Math.abs(before + WRITERS * each - errors - (await countAll(contestant)));
  return [
    named(contestant, 'twenty writers: errors and lost expenses', errors + lost, ''),
    named(contestant, 'twenty writers', (WRITERS * each) / seconds, 'expenses/s'),
  ];
}

async function send(url: string, { path, headers, body }: Shot, times: number): Promise<number> {
  let refused = 0;
  for (let i = 0; i < times; i += 1) {
    const answer = await fetch(url + path, { method: 'POST', headers: headers ?? {}, body: body?.() ?? '' });
    await answer.arrayBuffer();
    if (answer.status !== 201) refused += 1;
  }
  return refused;
}

/** What the load generator left behind when its time was up may still be on its way to the disk. */
async function countWhenQuiet(contestant: Contestant): Promise<number> {
  let [last, count] = [-1, await countAll(contestant)];
  while (count !== last) {
    await sleep(QUIET_MS);
    [last, count] = [count, await countAll(contestant)];
  }
  return count;
}

async function countAll({ seeded }: Contestant): Promise<number> {
  return withDatabase(seeded.databaseUrl, async (db) => {
    const row = await db.get<{ n: number }>(
      'SELECT COUNT(*) AS n FROM expenses WHERE book_id = $1 AND deleted_at IS NULL',
      [seeded.bookId],
    );
    return row!.n;
  });
}

/** What the doctor finds in a database after everything: nothing. */
export async function examine({ seeded }: Contestant): Promise<string[]> {
  return withDatabase(seeded.databaseUrl, async (db) => {
    const broken: string[] = [];
    for await (const { invariant, breaches } of new DoctorService(db).examine()) {
      if (breaches.length > 0) broken.push(`${invariant}: ${breaches.join('; ')}`);
    }
    return broken;
  });
}

async function withDatabase<T>(
  databaseUrl: string,
  work: (db: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>,
): Promise<T> {
  const db = await openDatabase({ databaseUrl, waitLimitMs: 300_000 });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

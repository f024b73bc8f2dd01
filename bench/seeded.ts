import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Dialect } from '../src/storage/engine/database.js';
import { openDatabase } from '../src/storage/engine/open-database.js';
import { begin, furnish } from './furnish.js';
import { type BenchPostgres, startBenchPostgres } from './postgres.js';
import { chooseWords, type Words } from './words.js';

export const READER = { email: 'bench@outlay.example', password: 'a bench must be quiet' };
export const SIGNER = { email: 'signer@outlay.example', password: 'knocking on the door' };

/** A database with so many expenses, copied for one run. */
export interface Seeded extends Words {
  readonly engine: Dialect;
  readonly size: number;
  readonly databaseUrl: string;
  readonly bookId: number;
  /** Of "Food". */
  readonly categoryId: number;
  /** Of the database's server, where there is one. */
  readonly serverPid?: number | undefined;
}

const CACHE = join(process.cwd(), '.cache/bench');
const SOURCES = ['db/migrations', 'src/services', 'src/storage', 'bench'];

/** Seeded databases, kept from run to run; made again on another day, and when seed or schema have changed. */
export class SeededDatabases {
  private readonly folder = join(CACHE, fingerprint());
  private readonly runs = join(CACHE, 'run');
  private postgres: BenchPostgres | undefined;
  readonly seedSeconds: { engine: Dialect; size: number; seconds: number }[] = [];

  async open(engine: Dialect, size: number): Promise<Seeded> {
    removeAllBut(this.folder);
    mkdirSync(this.folder, { recursive: true });
    const databaseUrl = await (engine === 'sqlite' ? this.openSqlite(size) : this.openPostgres(size));
    const known = join(this.folder, `${engine}-${String(size)}.json`);
    if (!existsSync(known)) writeFileSync(known, JSON.stringify(await describe(databaseUrl)));
    const facts = JSON.parse(readFileSync(known, 'utf8')) as Omit<Seeded, 'engine' | 'size' | 'databaseUrl'>;
    const serverPid = engine === 'postgres' ? this.postgres?.pid : undefined;
    return { ...facts, engine, size, databaseUrl, serverPid };
  }

  async close(): Promise<void> {
    for (const name of (await this.postgres?.databases()) ?? []) {
      if (name.startsWith('run_')) await this.postgres?.drop(name);
    }
    await this.postgres?.stop();
    rmSync(this.runs, { recursive: true, force: true });
  }

  private async openSqlite(size: number): Promise<string> {
    const kept = join(this.folder, `sqlite-${String(size)}.db`);
    if (!existsSync(kept)) {
      const unfinished = `${kept}.new`;
      for (const end of ['', '-wal', '-shm', '.lock']) rmSync(unfinished + end, { force: true });
      await this.seed('sqlite', `sqlite:${unfinished}`, size);
      renameSync(unfinished, kept);
    }
    const folder = join(this.runs, `sqlite-${String(size)}`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    copyFileSync(kept, join(folder, 'outlay.db'));
    return `sqlite:${join(folder, 'outlay.db')}`;
  }

  private async openPostgres(size: number): Promise<string> {
    this.postgres ??= await startBenchPostgres(join(this.folder, 'postgres'));
    const [kept, run] = [`seeded_${String(size)}`, `run_${String(size)}`];
    if (!(await this.postgres.databases()).includes(kept)) {
      await this.postgres.drop(`${kept}_new`);
      await this.postgres.create(`${kept}_new`);
      await this.seed('postgres', this.postgres.urlOf(`${kept}_new`), size);
      await this.postgres.rename(`${kept}_new`, kept);
    }
    await this.postgres.drop(run);
    await this.postgres.create(run, kept);
    return this.postgres.urlOf(run);
  }

  private async seed(engine: Dialect, databaseUrl: string, size: number): Promise<void> {
    console.log(`Seeding ${String(size)} expenses on ${engine} (kept for the next run) …`);
    // Books of any size go back as far: what grows is how much they hold.
    const years = 10;
    seedUser(databaseUrl, SIGNER, 10, 1);
    await begin(databaseUrl);
    const startedAt = performance.now();
    seedUser(databaseUrl, READER, size, years);
    this.seedSeconds.push({ engine, size, seconds: (performance.now() - startedAt) / 1000 });
    await furnish(databaseUrl, READER.email);
  }
}

/** As anybody would do it, by `npm run seed`. */
function seedUser(DATABASE_URL: string, user: typeof READER, expenses: number, years: number): void {
  const given = { ...user, expenses: String(expenses), years: String(years), seed: 'bench' };
  const args = Object.entries(given).flatMap(([name, value]) => [`--${name}`, value]);
  const env = {
    ...process.env,
    DATABASE_URL,
    APP_SECRET: 'only for measuring, thirty-two bytes long',
    TZ: 'UTC',
  };
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'src/outlay.ts', 'seed', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
  if (status !== 0) throw new Error('Seeding failed.');
}

async function describe(databaseUrl: string) {
  const db = await openDatabase({ databaseUrl, waitLimitMs: 120_000 });
  try {
    const place = await db.get<{ bookId: number; categoryId: number }>(
      `SELECT categories.book_id AS "bookId", categories.id AS "categoryId"
       FROM categories JOIN book_members ON book_members.book_id = categories.book_id
       JOIN users ON users.id = book_members.user_id
       WHERE users.email_key = $1 AND categories.name = 'Food'`,
      [READER.email],
    );
    return { ...place!, ...(await chooseWords(db, place!.bookId)) };
  } finally {
    await db.close();
  }
}

/** Of the schema, of the code that seeds, and of the day: made-up expenses end today. */
function fingerprint(): string {
  const hash = createHash('sha256').update(new Date().toISOString().slice(0, 10));
  for (const folder of SOURCES) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      const counts =
        folder === 'db/migrations' ||
        /(^|\/)(seed-|bulk-exp|expense-repository|words|furnish)[^/]*$/.test(name);
      if (counts && !name.includes('.test.')) hash.update(readFileSync(join(folder, name)));
    }
  }
  return `seeded-${hash.digest('hex').slice(0, 12)}`;
}

function removeAllBut(folder: string): void {
  if (!existsSync(CACHE)) return;
  for (const name of readdirSync(CACHE)) {
    if (name.startsWith('seeded-') && join(CACHE, name) !== folder)
      rmSync(join(CACHE, name), { recursive: true });
  }
}

/* What the port costs over the bare driver: `npx tsx bench/storage-overhead.ts`, for PostgreSQL too with its own server. */
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import type { Database } from '../src/storage/engine/database.js';
import { openDatabase } from '../src/storage/engine/open-database.js';
import { countQueries, QueryCount } from '../src/storage/engine/query-count.js';
import { startPostgres } from '../src/testing/postgres-server.js';

const READ = 'SELECT id, name, amount FROM rows WHERE id = $1';
const PAGE = 'SELECT id, name, amount FROM rows WHERE id > $1 ORDER BY id LIMIT 50';
const WRITE = 'UPDATE rows SET amount = amount + 1 WHERE id = $1';

/** Microseconds of this process's CPU a run, the middle one of five rounds: other load changes it little. */
const measure = async (runs: number, work: (i: number) => unknown): Promise<number> => {
  const rounds: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const before = process.cpuUsage();
    for (let i = 0; i < runs; i += 1) await work(i);
    const used = process.cpuUsage(before);
    rounds.push((used.user + used.system) / runs);
  }
  return rounds.sort((a, b) => a - b)[2] ?? Number.NaN;
};

const report = (name: string, bare: number, port: number): void => {
  const figures = [bare, port, port - bare].map((figure) => `${figure.toFixed(2)} µs`.padStart(12));
  console.log(name.padEnd(28), ...figures);
};

const fill = async (db: Database): Promise<void> => {
  await db.run('CREATE TABLE rows (id BIGINT PRIMARY KEY, name TEXT, amount BIGINT)');
  await db.transaction(async (tx) => {
    for (let id = 1; id <= 1_000; id += 1)
      await tx.run('INSERT INTO rows VALUES ($1, $2, 0)', [id, `row ${id}`]);
  });
};

const rowOf = (i: number): number => (i % 900) + 1;

const sqlite = async (): Promise<void> => {
  const db = await openDatabase({ databaseUrl: 'sqlite::memory:' });
  await fill(db);
  const bare = new Sqlite(':memory:');
  bare.exec('CREATE TABLE rows (id BIGINT PRIMARY KEY, name TEXT, amount BIGINT)');
  const insert = bare.prepare('INSERT INTO rows VALUES (?, ?, 0)');
  for (let id = 1; id <= 1_000; id += 1) insert.run(id, `row ${id}`);
  const [read, page, write] = [READ, PAGE, WRITE].map((sql) => bare.prepare(sql.replace('$1', '?')));
  const [begin, commit] = ['BEGIN IMMEDIATE', 'COMMIT'].map((sql) => bare.prepare(sql));
  await countQueries(new QueryCount(), async () => {
    report(
      'sqlite: one row',
      await measure(50_000, (i) => read?.get(rowOf(i))),
      await measure(50_000, (i) => db.get(READ, [rowOf(i)])),
    );
    report(
      'sqlite: 50 rows',
      await measure(5_000, (i) => page?.all(rowOf(i))),
      await measure(5_000, (i) => db.all(PAGE, [rowOf(i)])),
    );
    report(
      'sqlite: transaction',
      await measure(20_000, (i) => {
        begin?.run();
        write?.run(rowOf(i));
        commit?.run();
      }),
      await measure(20_000, (i) => db.transaction((tx) => tx.run(WRITE, [rowOf(i)]))),
    );
  });
  await db.close();
};

const postgres = async (): Promise<void> => {
  const server = await startPostgres();
  const db = await openDatabase({ databaseUrl: server.url });
  await fill(db);
  const pool = new pg.Pool({ connectionString: server.url });
  const client = await pool.connect();
  await countQueries(new QueryCount(), async () => {
    report(
      'postgres: one row',
      await measure(2_000, (i) => client.query({ name: 'read', text: READ, values: [rowOf(i)] })),
      await measure(2_000, (i) => db.get(READ, [rowOf(i)])),
    );
    report(
      'postgres: 50 rows',
      await measure(2_000, (i) => client.query({ name: 'page', text: PAGE, values: [rowOf(i)] })),
      await measure(2_000, (i) => db.all(PAGE, [rowOf(i)])),
    );
    report(
      'postgres: transaction',
      await measure(1_000, async (i) => {
        await client.query('BEGIN');
        await client.query({ name: 'write', text: WRITE, values: [rowOf(i)] });
        await client.query('COMMIT');
      }),
      await measure(1_000, (i) => db.transaction((tx) => tx.run(WRITE, [rowOf(i)]))),
    );
  });
  client.release();
  await Promise.all([pool.end(), db.close()]);
  await server.stop();
};

console.log(''.padEnd(28), ...['driver', 'port', 'difference'].map((word) => word.padStart(12)));
await sqlite();
await postgres();

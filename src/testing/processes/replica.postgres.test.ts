import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Browser } from '../browser.js';
import { startReplica, untilCaughtUp } from '../postgres-replica.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { type Program, startProgram } from './program.js';
import { newTarget, type Target } from './target.js';

let primary: PostgresServer;
let replica: PostgresServer;
let target: Target;
let program: Program;
beforeAll(async () => {
  // So that what was acknowledged is in the log that the replica follows.
  primary = await startPostgres({ settings: { synchronous_commit: 'on' } });
  replica = await startReplica(primary);
  target = await newTarget('postgres', primary.url);
  program = await startProgram({ ...target.settings, READ_DATABASE_URL: replica.url });
}, 120_000);
afterAll(async () => {
  await program.end('SIGTERM');
  await replica.stop();
  await primary.stop();
  await target.remove();
});

it('reports come from the replica, and from the primary while it is away', { timeout: 120_000 }, async () => {
  const browser = new Browser(program.url);
  await browser.register();
  const add = async (amount: string) => {
    await browser.get('/expenses');
    await browser.submit('Add expense', { amount, description: 'Lunch', spent_on: '2026-03-05' });
    expect(browser.page?.status).toBe(200);
  };
  const reported = async () => (await browser.get('/reports?year=2026')).html;
  await add('12.50');
  await untilCaughtUp(primary, replica);
  expect(await reported()).toContain('$12.50');

  await onReplica('SELECT pg_wal_replay_pause()');
  await add('30');
  expect((await browser.get('/expenses?month=2026-03')).html).toContain('$42.50');
  expect(await reported()).not.toContain('$42.50');
  await onReplica('SELECT pg_wal_replay_resume()');
  await untilCaughtUp(primary, replica);
  expect(await reported()).toContain('$42.50');

  await replica.pause();
  await add('7.50');
  expect(await reported()).toContain('$50.00');
  expect(program.lines.join('\n')).toMatch(/The read replica does not answer .*reading from the primary/);
});

async function onReplica(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: replica.url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

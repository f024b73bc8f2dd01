import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Browser } from '../testing/browser.js';
import { engines } from '../testing/engines.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const REFUSE = {
  sqlite: 'PRAGMA query_only = ON',
  postgres: 'ALTER DATABASE "%" SET default_transaction_read_only = on',
};

describe.each(engines)('the probes on $name', (engine) => {
  let app: TestApp;
  let dir: string;
  let now: number;
  const probe = async (path: string) => {
    const answer = await fetch(`${app.url}${path}`);
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'outlay-health-'));
    now = Date.parse('2026-03-05T10:00:00Z');
    app = await startTestApp(engine, {
      env: { BACKUP_DIR: dir, BACKUP_EVERY: '24h' },
      clock: { now: () => new Date(now) },
    });
  });
  afterEach(async () => {
    await app.close();
    rmSync(dir, { recursive: true });
  });

  it('are content, and tell when the last verified backup was made', async () => {
    expect(await probe('/healthz')).toEqual({ status: 200, body: { status: 'ok' } });
    expect(await probe('/readyz')).toEqual({
      status: 200,
      body: { status: 'ready', last_verified_backup_at: null },
    });
    writeFileSync(join(dir, 'outlay-2026-03-05T03-00-00Z.jsonl.gz'), '');
    now += 5_000;
    expect((await probe('/readyz')).body).toEqual({
      status: 'ready',
      last_verified_backup_at: '2026-03-05T03:00:00.000Z',
    });
  });

  it('tell it on the account page, too', async () => {
    const browser = new Browser(app.url);
    await browser.register();
    expect((await browser.get('/account')).screen.queryByText(/Last verified backup/)).toBeNull();
    writeFileSync(join(dir, 'outlay-2026-03-05T03-00-00Z.jsonl.gz'), '');
    expect(
      (await browser.get('/account')).screen.getByText(/Last verified backup of this server: .*March 5/),
    ).toBeTruthy();
  });

  it('warn of a backup that failed', async () => {
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, 'outlay-2026-03-05T03-00-00Z.jsonl.gz.bad'), '');
    const { status, body } = await probe('/readyz');
    expect(status).toBe(200);
    expect(body['warnings']).toEqual([
      'The backup of 2026-03-05T03:00:00.000Z failed its verification, and none has been good since.',
    ]);
  });

  it('say that the database takes no changes, and are content once it does', async () => {
    expect((await probe('/readyz')).status).toBe(200);
    await refuse(app, engine.name);
    expect((await probe('/readyz')).status).toBe(200);
    now += 5_000;
    expect(await probe('/readyz')).toMatchObject({
      status: 503,
      body: { status: 'database unavailable', reason: 'the database takes no changes: it is read-only' },
    });
    expect((await probe('/healthz')).status).toBe(200);
  });
});

async function refuse(app: TestApp, engine: 'sqlite' | 'postgres'): Promise<void> {
  if (engine === 'sqlite') return void (await app.db.run(REFUSE.sqlite));
  const { name } = (await app.db.get<{ name: string }>('SELECT current_database() AS name'))!;
  await app.db.run(REFUSE.postgres.replace('%', name));
  // What is open keeps its settings: the pool makes new connections after these have ended.
  await app.db
    .all(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()',
      [name],
    )
    .catch(() => undefined);
  await app.db.all('SELECT pg_terminate_backend(pg_backend_pid())').catch(() => undefined);
}

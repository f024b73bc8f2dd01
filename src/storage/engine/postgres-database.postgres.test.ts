import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createShelves } from '../../testing/contract-schema.js';
import { engines, type TestDatabase } from '../../testing/engines.js';
import type { Database } from './database.js';
import { openDatabase } from './open-database.js';
import { DatabaseUnavailable } from './storage-errors.js';

const INSERT = 'INSERT INTO books (shelf_id, number, title) VALUES (1, $1, $2)';
const KILL_OTHERS = `SELECT pg_terminate_backend(pid) AS killed FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid()`;
const postgres = engines.filter(({ name }) => name === 'postgres');

const gate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
};

describe.each(postgres)('$name', (engine) => {
  let database: TestDatabase;
  let db: Database;
  /** A second process, as far as the server can tell. */
  let other: Database;
  const warnings: string[] = [];
  beforeAll(async () => {
    const warn = (message: string) => void warnings.push(message);
    database = await createShelves(engine, { waitLimitMs: 1_500, poolSize: 4, warn });
    db = database.db;
    other = await openDatabase({ databaseUrl: database.url });
  });
  afterAll(async () => {
    await other.close();
    await database.close();
  });
  beforeEach(async () => {
    await other.transaction(async (tx) => {
      await tx.run('DELETE FROM books');
      for (const number of [1, 2]) await tx.run(INSERT, [number, 'start']);
    });
  });

  const unavailable = async (attempt: Promise<unknown>): Promise<DatabaseUnavailable> => {
    const error: unknown = await attempt.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DatabaseUnavailable);
    return error as DatabaseUnavailable;
  };
  const titles = async () =>
    (await other.all<{ title: string }>('SELECT title FROM books ORDER BY number')).map(({ title }) => title);

  describe('runs a transaction again', () => {
    it('after a deadlock, so that both are stored', async () => {
      const [first, second] = [gate(), gate()];
      let runs = 0;
      const update = (
        numbers: [number, number],
        mine: ReturnType<typeof gate>,
        its: ReturnType<typeof gate>,
      ) =>
        db.transaction(async (tx) => {
          runs += 1;
          for (const number of numbers) {
            await tx.run("UPDATE books SET title = title || '+' WHERE number = $1", [number]);
            mine.open();
            await its.opened;
          }
        });
      await Promise.all([update([1, 2], first, second), update([2, 1], second, first)]);
      expect(runs).toBe(3);
      expect(await titles()).toEqual(['start++', 'start++']);
    });

    it('after a serialization failure, also when the work hides it', async () => {
      let runs = 0;
      await db.transaction(async (tx) => {
        runs += 1;
        await tx.run(INSERT, [3, `run ${runs}`]);
        if (runs === 1) await tx.run('DO $$ BEGIN RAISE serialization_failure; END $$');
        if (runs === 2) await tx.run('DO $$ BEGIN RAISE deadlock_detected; END $$').catch(() => 0);
      });
      expect(await titles()).toEqual(['start', 'start', 'run 3']);
    });

    it('not for ever', async () => {
      let runs = 0;
      const hopeless = db.transaction(async (tx) => {
        runs += 1;
        await tx.run('DO $$ BEGIN RAISE serialization_failure; END $$');
      });
      expect((await unavailable(hopeless)).retryAfterSeconds).toBe(1);
      expect(runs).toBe(6);
    });
  });

  describe('says that it is unavailable, and goes on', () => {
    it('when a statement takes too long', async () => {
      const error = await unavailable(db.all('SELECT 1 AS one FROM (SELECT pg_sleep(10)) AS slow'));
      expect(error).toMatchObject({ code: 'unavailable', retryAfterSeconds: 5, outcomeUnknown: false });
      expect(await db.get('SELECT 1 AS one')).toEqual({ one: 1 });
    });

    it('when a row stays locked', async () => {
      const [locked, done] = [gate(), gate()];
      const holder = other.transaction(async (tx) => {
        await tx.run("UPDATE books SET title = 'held'");
        locked.open();
        await done.opened;
      });
      await locked.opened;
      await unavailable(db.run("UPDATE books SET title = 'mine' WHERE number = 1"));
      await unavailable(db.transaction((tx) => tx.run("UPDATE books SET title = 'mine' WHERE number = 1")));
      done.open();
      await holder;
      expect(await titles()).toEqual(['held', 'held']);
    });

    it('when all connections stay busy', async () => {
      const [reached, done] = [gate(), gate()];
      let begun = 0;
      const holders = Array.from({ length: 4 }, () =>
        db.transaction(async () => {
          begun += 1;
          if (begun === 4) reached.open();
          await done.opened;
        }),
      );
      await reached.opened;
      await unavailable(db.get('SELECT 1 AS one'));
      done.open();
      await Promise.all(holders);
      expect(await db.get('SELECT 1 AS one')).toEqual({ one: 1 });
    });

    it('when a connection breaks in the middle of a transaction, of which nothing is stored', async () => {
      const attempt = db.transaction(async (tx) => {
        await tx.run(INSERT, [3, 'lost']);
        await other.all(KILL_OTHERS);
        await tx.run(INSERT, [4, 'lost']);
      });
      expect((await unavailable(attempt)).outcomeUnknown).toBe(false);
      await db.transaction((tx) => tx.run(INSERT, [5, 'kept']));
      expect(await titles()).toEqual(['start', 'start', 'kept']);
    });

    it('when a connection breaks while a change is stored, and says that it may be', async () => {
      const refusal = unavailable(
        other.run("UPDATE books SET title = 'slow' FROM (SELECT pg_sleep(4)) AS nap"),
      );
      const isRunning =
        "SELECT 1 AS one FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%AS nap'";
      while ((await db.get(isRunning)) === undefined);
      await db.all(KILL_OTHERS);
      expect((await refusal).outcomeUnknown).toBe(true);
    });

    it('when a connection breaks during COMMIT, and says that it may be stored', async () => {
      await other.run(`CREATE FUNCTION nap() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN PERFORM pg_sleep(4); RETURN NULL; END'`);
      await other.run(`CREATE CONSTRAINT TRIGGER late AFTER INSERT ON books DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION nap()`);
      const refusal = unavailable(other.transaction((tx) => tx.run(INSERT, [3, 'late'])));
      const isCommitting =
        "SELECT 1 AS one FROM pg_stat_activity WHERE state = 'active' AND query = 'COMMIT'";
      while ((await db.get(isCommitting)) === undefined);
      await db.all(KILL_OTHERS);
      expect((await refusal).outcomeUnknown).toBe(true);
      await db.run('DROP TRIGGER late ON books');
    });
  });

  it('does not notice that all its idle connections were broken', async () => {
    await Promise.all([1, 2, 3, 4].map(() => db.get('SELECT 1 AS one FROM (SELECT pg_sleep(0.05)) AS nap')));
    await other.all(KILL_OTHERS);
    expect(await db.get('SELECT COUNT(*) AS count FROM books')).toEqual({ count: 2 });
    await other.all(KILL_OTHERS);
    await db.transaction((tx) => tx.run(INSERT, [3, 'stored']));
    expect(await titles()).toEqual(['start', 'start', 'stored']);
  });

  it('goes on when a migration of another process changes a table under a prepared statement', async () => {
    await db.run("UPDATE shelves SET name = 'upper' WHERE id = 1");
    const read = () => db.all('SELECT * FROM shelves WHERE id = 1');
    const readInside = () => db.transaction((tx) => tx.all('SELECT * FROM shelves WHERE id = 1'));
    await Promise.all([read(), read(), read(), read()]);
    await other.run("ALTER TABLE shelves ADD COLUMN color TEXT NOT NULL DEFAULT 'red'");
    expect(await readInside()).toEqual([{ id: 1, name: 'upper', color: 'red' }]);
    await other.run('ALTER TABLE shelves DROP COLUMN color');
    expect(await read()).toEqual([{ id: 1, name: 'upper' }]);
  });

  it('does without prepared statements when a pooler loses them', async () => {
    const seen: string[] = [];
    const warn = (message: string) => void seen.push(message);
    const pooled = await openDatabase({ databaseUrl: database.url, poolSize: 1, warn });
    const read = () => pooled.get('SELECT COUNT(*) AS count FROM books WHERE shelf_id = $1', [1]);
    expect(await read()).toEqual({ count: 2 });
    await pooled.run('DEALLOCATE ALL');
    expect(await read()).toEqual({ count: 2 });
    await pooled.run('DEALLOCATE ALL');
    expect(await read()).toEqual({ count: 2 });
    expect(seen).toEqual([expect.stringMatching(/pooler .* prepared statements/)]);
    await pooled.close();
  });

  it('puts its time limits on a transaction when a pooler keeps them off the connection', async () => {
    const pooled = await openDatabase({ databaseUrl: `${database.url}?pgbouncer=true`, waitLimitMs: 200 });
    const limit = "SELECT setting FROM pg_settings WHERE name = 'statement_timeout'";
    expect(await pooled.get(limit)).toEqual({ setting: '0' });
    expect(await pooled.transaction((tx) => tx.get(limit))).toEqual({ setting: '200' });
    await unavailable(pooled.transaction((tx) => tx.all('SELECT 1 AS one FROM (SELECT pg_sleep(5)) AS nap')));
    expect(await pooled.get("SELECT setting FROM pg_settings WHERE name = 'TimeZone'")).toEqual({
      setting: 'UTC',
    });
    await pooled.close();
  });

  it('answers the same whatever time zone and date style the database prefers', async () => {
    await other.run(`DO $$ BEGIN
      EXECUTE format('ALTER DATABASE %I SET TimeZone = ''Asia/Istanbul''', current_database());
      EXECUTE format('ALTER DATABASE %I SET DateStyle = ''SQL, DMY''', current_database());
    END $$`);
    for (const url of [database.url, `${database.url}?pgbouncer=true`]) {
      const fresh = await openDatabase({ databaseUrl: url });
      await fresh.run("UPDATE books SET bought_on = '2026-03-01', read_at = '2026-03-01T22:30:00.001Z'");
      expect(
        await fresh.get('SELECT bought_on, read_at, CAST(bought_on AS TEXT) AS text FROM books'),
      ).toEqual({
        bought_on: '2026-03-01',
        read_at: '2026-03-01T22:30:00.001Z',
        text: '2026-03-01',
      });
      await fresh.close();
    }
  });

  it('tells about lost connections in one sentence each', () => {
    expect(warnings.length).toBeGreaterThan(0);
    for (const warning of warnings) expect(warning).toMatch(/^A connection to PostgreSQL was lost: .+\.$/);
  });
});

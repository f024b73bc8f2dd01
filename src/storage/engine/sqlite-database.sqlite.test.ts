import { statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createShelves } from '../../testing/contract-schema.js';
import { engines, type TestDatabase } from '../../testing/engines.js';
import { holdLock } from '../../testing/sqlite-lock-holder.js';
import { openSqlite } from './open-sqlite.js';
import { DatabaseRefused, DatabaseUnavailable, ForeignKeyViolation } from './storage-errors.js';

const WAIT_LIMIT_MS = 600;
const INSERT = 'INSERT INTO books (shelf_id, number) VALUES (1, $1)';

describe.each(engines.filter(({ name }) => name === 'sqlite'))('a file of $name', (engine) => {
  let database: TestDatabase;
  let path: string;
  beforeEach(async () => {
    database = await createShelves(engine, { file: true, waitLimitMs: WAIT_LIMIT_MS });
    path = database.url.slice('sqlite:'.length);
  });
  afterEach(() => database.close());

  const count = () => database.db.get('SELECT COUNT(*) AS count FROM books');

  it('is written to with what survives a loss of power, and read by its owner only', async () => {
    expect(await database.db.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(await database.db.get('PRAGMA synchronous')).toEqual({ synchronous: 2 });
    expect(await database.db.get('PRAGMA foreign_keys')).toEqual({ foreign_keys: 1 });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(`${path}-wal`).mode & 0o777).toBe(0o600);
  });

  it('tells when a change that gives a row back is refused at its end', async () => {
    await database.db.changeSchema((schema) =>
      schema.script(`CREATE TABLE loans (id INTEGER PRIMARY KEY,
        shelf_id INTEGER REFERENCES shelves (id) DEFERRABLE INITIALLY DEFERRED) STRICT`),
    );
    const lend = (shelf: number) =>
      database.db.get('INSERT INTO loans (shelf_id) VALUES ($1) RETURNING shelf_id', [shelf]);
    await expect(lend(99)).rejects.toBeInstanceOf(ForeignKeyViolation);
    expect(await lend(1)).toEqual({ shelf_id: 1 });
    expect(await database.db.all('SELECT shelf_id FROM loans')).toEqual([{ shelf_id: 1 }]);
  });

  describe('that another process has locked', () => {
    it('is read without waiting', async () => {
      const other = await holdLock(path);
      expect(await count()).toEqual({ count: 0 });
      await other.release();
    });

    it('is written to as soon as the other process lets go', async () => {
      const other = await holdLock(path);
      const writes = Promise.all([
        database.db.run(INSERT, [1]),
        database.db.transaction((tx) => tx.run(INSERT, [2])),
      ]);
      expect(await count()).toEqual({ count: 0 });
      await other.release();
      expect(await writes).toEqual([1, 1]);
      expect(await count()).toEqual({ count: 2 });
    });

    it('refuses writes after a while, all at the same time and never stopping the process', async () => {
      const other = await holdLock(path);
      let longestStop = 0;
      let last = performance.now();
      const watch = setInterval(() => {
        longestStop = Math.max(longestStop, performance.now() - last);
        last = performance.now();
      }, 5);
      const started = performance.now();
      const writes = await Promise.allSettled(
        Array.from({ length: 20 }, (_, i) =>
          i % 2 === 0 ? database.db.run(INSERT, [i]) : database.db.transaction((tx) => tx.run(INSERT, [i])),
        ),
      );
      clearInterval(watch);
      expect(performance.now() - started).toBeLessThan(5 * WAIT_LIMIT_MS);
      expect(longestStop).toBeLessThan(0.8 * WAIT_LIMIT_MS);
      for (const write of writes) {
        expect(write.status).toBe('rejected');
        const reason: unknown = (write as PromiseRejectedResult).reason;
        expect(reason).toBeInstanceOf(DatabaseUnavailable);
        expect(reason).toMatchObject({ code: 'unavailable', retryAfterSeconds: 5, outcomeUnknown: false });
      }
      await other.kill();
      expect(await database.db.run(INSERT, [1])).toBe(1);
      expect(await count()).toEqual({ count: 1 });
    });

    it('keeps its foreign keys when the schema could not be changed', async () => {
      const other = await holdLock(path);
      await expect(database.db.changeSchema(async () => undefined)).rejects.toThrow(DatabaseUnavailable);
      await other.release();
      expect(await database.db.get('PRAGMA foreign_keys')).toEqual({ foreign_keys: 1 });
    });
  });

  it('refuses a statement that waited too long behind a transaction', async () => {
    let finish = (): void => undefined;
    const transaction = database.db.transaction(() => new Promise<void>((resolve) => (finish = resolve)));
    await expect(count()).rejects.toThrow(DatabaseUnavailable);
    finish();
    await transaction;
    expect(await count()).toEqual({ count: 0 });
  });

  it('can be given to one process only, until that ends', async () => {
    const own = join(dirname(path), 'own.db');
    const first = openSqlite(own, { soleProcess: true });
    expect(() => openSqlite(own, { soleProcess: true, lockLimitMs: 50 })).toThrow(
      /^Another Outlay process uses .*own\.db\. .*PostgreSQL/,
    );
    await first.close();
    const second = openSqlite(own, { soleProcess: true });
    expect(await second.get('SELECT 1 AS one')).toEqual({ one: 1 });
    // A backup or a shell may look into it all the same.
    const shell = openSqlite(own);
    expect(await shell.get('SELECT 1 AS one')).toEqual({ one: 1 });
    await Promise.all([shell.close(), second.close()]);
  });

  it('is refused in one line when it is no database, or no file', () => {
    const text = join(dirname(path), 'notes.txt');
    writeFileSync(text, 'milk, bread, and a long enough text that is not a database'.repeat(20));
    for (const wrong of [text, dirname(path), join(text, 'below.db')]) {
      expect(() => openSqlite(wrong)).toThrow(DatabaseRefused);
      expect(() => openSqlite(wrong)).toThrow(/^The database file .* cannot be opened: .+\.$/);
    }
  });

  it('keeps a bounded number of prepared statements', async () => {
    for (let i = 0; i < 1_200; i += 1) await database.db.get(`SELECT ${i} AS number`);
    expect(await database.db.get('SELECT 7 AS number')).toEqual({ number: 7 });
  });
});

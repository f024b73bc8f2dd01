import { afterAll, describe, expect, it } from 'vitest';
import { engines, type TestDatabase } from '../../testing/engines.js';
import { openDatabase } from './open-database.js';
import { DatabaseRefused } from './storage-errors.js';

describe.each(engines)('opening $name', (engine) => {
  const opened: TestDatabase[] = [];
  afterAll(async () => void (await Promise.all(opened.map((database) => database.close()))));

  it('gives a database that answers, knows its dialect, and can be closed twice', async () => {
    const database = await engine.create({ file: true });
    opened.push(database);
    const { db, url } = database;
    expect(db.dialect).toBe(engine.name);
    const second = await openDatabase({ databaseUrl: url });
    await second.ping();
    await second.close();
    await second.close();
    await expect(second.ping()).rejects.toThrow();
    await db.ping();
  });
});

describe('opening', () => {
  const refusal = async (options: Parameters<typeof openDatabase>[0]): Promise<string> => {
    const error: unknown = await openDatabase({ startLimitMs: 0, ...options }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(DatabaseRefused);
    const { message } = error as DatabaseRefused;
    expect(message).not.toContain('\n');
    expect(message).not.toContain('s3cret');
    return message;
  };

  it.each(['', 'outlay.db', 'mysql://user:s3cret@host/name', 'file:outlay.db', 'sqlite:'])(
    'refuses the URL "%s", saying what it should be',
    async (databaseUrl) => {
      expect(await refusal({ databaseUrl })).toMatch(/DATABASE_URL/);
    },
  );

  it.each(['postgres://user:s3cret@host:5432:5433/name', 'postgres://user:s3cret@host:99999/name'])(
    'refuses %s without showing its password',
    async (databaseUrl) => {
      expect(await refusal({ databaseUrl })).toMatch(/^The PostgreSQL URL is not like/);
    },
  );

  it('refuses options that it does not understand', async () => {
    const databaseUrl = 'postgres://user:s3cret@127.0.0.1/name?prepare=maybe';
    expect(await refusal({ databaseUrl })).toBe(
      'The option prepare of the PostgreSQL URL must be true or false.',
    );
  });

  it('refuses a server that is not there', async () => {
    const databaseUrl = 'postgres://user:s3cret@127.0.0.1:1/name';
    expect(await refusal({ databaseUrl })).toMatch(
      /^PostgreSQL at 127\.0\.0\.1:1 cannot be used: .*ECONNREFUSED/,
    );
  });

  it('refuses a replica of SQLite', async () => {
    const readDatabaseUrl = 'postgres://user:s3cret@127.0.0.1/name';
    expect(await refusal({ databaseUrl: 'sqlite::memory:', readDatabaseUrl })).toMatch(/^READ_DATABASE_URL/);
  });
});

import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReplica, untilCaughtUp } from '../../testing/postgres-replica.js';
import { type PostgresServer, startPostgres } from '../../testing/postgres-server.js';
import { migrate } from './migrate.js';
import { openDatabase, type OpenDatabaseOptions } from './open-database.js';
import { DatabaseRefused, DatabaseUnavailable } from './storage-errors.js';

describe('a PostgreSQL server of our own', () => {
  let server: PostgresServer;
  const urlOf = (name: string, password = 'postgres') => {
    const url = new URL(server.url);
    return Object.assign(url, { pathname: `/${name}`, password }).href;
  };
  const administer = async (...statements: string[]) => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    for (const sql of statements) await client.query(sql);
    await client.end();
  };
  beforeAll(async () => {
    server = await startPostgres();
    await administer(
      "CREATE DATABASE outlay TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'",
      "CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'",
      "CREATE DATABASE english TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C'",
      "CREATE ROLE guest LOGIN PASSWORD 'guest'",
    );
  });
  afterAll(() => server.stop());

  const refusal = async (options: OpenDatabaseOptions): Promise<string> => {
    const error: unknown = await openDatabase(options).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DatabaseRefused);
    return (error as DatabaseRefused).message;
  };

  describe('refuses to start, in one line,', () => {
    it.each([
      ['a wrong password', 'outlay', 'guess', /refuses the password of user "postgres"\.$/],
      [
        'an unknown database',
        'nowhere',
        'postgres',
        /has no database "nowhere"\. Create it: CREATE DATABASE "nowhere"/,
      ],
      [
        'another encoding',
        'latin',
        'postgres',
        /encoding LATIN1 where UTF8 is needed\. Create another: CREATE/,
      ],
    ])('with %s', async (_case, name, password, sentence) => {
      const message = await refusal({ databaseUrl: urlOf(name, password) });
      expect(message).toMatch(sentence);
      expect(message).not.toMatch(/\n|guess/);
    });

    it('where the user may not create tables', async () => {
      const url = Object.assign(new URL(urlOf('outlay', 'guest')), { username: 'guest' }).href;
      const db = await openDatabase({ databaseUrl: url });
      const attempt = db.changeSchema((schema) => schema.script('CREATE TABLE mine (id BIGINT)'));
      await expect(attempt).rejects.toThrow(/^The database's user may not change its tables: .+\.$/);
      await db.close();
    });
  });

  it('creates what the advice says so that it is accepted', async () => {
    const message = await refusal({ databaseUrl: urlOf('latin') });
    await administer(/CREATE DATABASE .*;/.exec(message)?.[0] ?? '');
    const db = await openDatabase({ databaseUrl: urlOf('latin_c') });
    await db.ping();
    await db.close();
  });

  it('compares months and keys byte by byte, also in a database that sorts by the rules of a language', async () => {
    const db = await openDatabase({ databaseUrl: urlOf('english') });
    await migrate(db, { now: '2026-01-01T00:00:00.000Z' });
    const now = '2026-01-01T00:00:00.000Z';
    const book = await db.get<{ id: number }>(
      "INSERT INTO books (name, currency, created_at) VALUES ('b', 'USD', $1) RETURNING id",
      [now],
    );
    for (const key of ['a', 'B', 'é', 'Z', '-c']) {
      await db.run(
        `INSERT INTO categories (book_id, name, name_key, color, icon, created_at, updated_at)
         VALUES ($1, $2, $2, 'food', 'tag', $3, $3)`,
        [book!.id, key, now],
      );
    }
    const rows = await db.all<{ name_key: string }>('SELECT name_key FROM categories ORDER BY name_key');
    expect(rows.map((row) => row.name_key)).toEqual(['-c', 'B', 'Z', 'a', 'é']);
    await db.close();
  });

  it('is unavailable while it is stopped, at once, and used again when it is back', async () => {
    const db = await openDatabase({ databaseUrl: urlOf('outlay') });
    await db.run('CREATE TABLE notes (id BIGINT PRIMARY KEY)');
    const stored: number[] = [];
    let refused = 0;
    const write = async (id: number) => {
      try {
        await db.transaction((tx) => tx.run('INSERT INTO notes (id) VALUES ($1)', [id]));
        stored.push(id);
      } catch (error) {
        expect(error).toBeInstanceOf(DatabaseUnavailable);
        refused += 1;
      }
    };
    let id = 0;
    let isOver = false;
    const writers = Array.from({ length: 8 }, async () => {
      while (!isOver) await write((id += 1));
    });
    const until = async (count: () => number, goal: number) => {
      while (count() < goal) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    await until(() => stored.length, 50);
    await server.pause();
    await until(() => refused, 50);
    const started = performance.now();
    await expect(db.ping()).rejects.toThrow(DatabaseUnavailable);
    expect(performance.now() - started).toBeLessThan(1_000);
    await server.resume();
    const before = stored.length;
    await until(() => stored.length, before + 50);
    isOver = true;
    await Promise.all(writers);
    const rows = await db.all<{ id: number }>('SELECT id FROM notes');
    const found = new Set(rows.map((row) => row.id));
    expect(stored.filter((each) => !found.has(each))).toEqual([]);
    await db.close();
  });

  it('is waited for at the start', async () => {
    await server.pause();
    const opening = openDatabase({ databaseUrl: urlOf('outlay'), startLimitMs: 20_000 });
    await server.resume();
    const db = await opening;
    await db.ping();
    await db.close();
  });

  it('may be an older connection at closing time: that takes no longer than a moment', async () => {
    const db = await openDatabase({ databaseUrl: urlOf('outlay') });
    await db.ping();
    await server.pause();
    await db.close();
    await server.resume();
  });

  describe('with a streaming replica', () => {
    let replica: PostgresServer;
    const warnings: string[] = [];
    const open = () =>
      openDatabase({
        databaseUrl: urlOf('outlay'),
        readDatabaseUrl: urlOf('outlay').replace(String(server.port), String(replica.port)),
        warn: (message) => void warnings.push(message),
      });
    beforeAll(async () => {
      replica = await startReplica(server);
    });
    afterAll(() => replica.stop());

    it('reads from it', async () => {
      const db = await open();
      const whoAnswers = 'SELECT pg_is_in_recovery() AS "isReplica"';
      expect(await db.reader.get(whoAnswers)).toEqual({ isReplica: 1 });
      expect(await db.get(whoAnswers)).toEqual({ isReplica: 0 });
      await db.close();
    });

    it('reads what the primary has stored, some moments later', async () => {
      const db = await open();
      await db.run('CREATE TABLE marks (id BIGINT PRIMARY KEY)');
      // Whether or not the replica has heard of the table, there is an answer.
      expect(await db.reader.all('SELECT id FROM marks')).toEqual([]);
      await db.run('INSERT INTO marks (id) VALUES (7)');
      await untilCaughtUp(server, replica);
      expect(await db.reader.all('SELECT id FROM marks')).toEqual([{ id: 7 }]);
      await db.close();
    });

    it('reads from the primary while the replica is away', async () => {
      const db = await open();
      await db.reader.get('SELECT 1 AS one');
      await replica.pause();
      expect(await db.reader.get('SELECT pg_is_in_recovery() AS "isReplica"')).toEqual({ isReplica: 0 });
      expect(warnings).toContainEqual(
        expect.stringMatching(/^The read replica does not answer .*primary\.$/),
      );
      await replica.resume();
      await db.close();
    });

    it('refuses to take it for the primary', async () => {
      const databaseUrl = urlOf('outlay').replace(String(server.port), String(replica.port));
      expect(await refusal({ databaseUrl })).toMatch(/is a read-only replica: name it in READ_DATABASE_URL/);
    });
  });
});

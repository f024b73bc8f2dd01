import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../domain/errors.js';
import { createShelves } from '../../testing/contract-schema.js';
import { engines, type TestDatabase } from '../../testing/engines.js';
import type { Database, SqlValue } from './database.js';
import { countQueries, QueryCount } from './query-count.js';
import { CheckViolation, ForeignKeyViolation, OutOfRange, UniqueViolation } from './storage-errors.js';

const INSERT = 'INSERT INTO books (shelf_id, number, title) VALUES ($1, $2, $3)';

describe.each(engines)('a database of $name', (engine) => {
  let database: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    database = await createShelves(engine);
    db = database.db;
  });
  afterAll(() => database.close());
  beforeEach(async () => void (await db.run('DELETE FROM books')));

  const caught = async (attempt: Promise<unknown>): Promise<unknown> =>
    attempt.then(
      () => expect.unreachable('the statement was accepted'),
      (error: unknown) => error,
    );

  describe('gives', () => {
    it('the rows in order, the first row, or undefined', async () => {
      for (const number of [3, 1, 2]) await db.run(INSERT, [1, number, `book ${number}`]);
      const titles = 'SELECT title FROM books ORDER BY number';
      expect(await db.all(titles)).toEqual([{ title: 'book 1' }, { title: 'book 2' }, { title: 'book 3' }]);
      expect(await db.get(titles)).toEqual({ title: 'book 1' });
      expect(await db.get('SELECT title FROM books WHERE number = $1', [9])).toBeUndefined();
      expect(await db.all('SELECT title FROM books WHERE number = $1', [9])).toEqual([]);
    });

    it('the number of rows that were changed', async () => {
      expect(await db.run(INSERT, [1, 1, 'a'])).toBe(1);
      expect(await db.run(INSERT, [1, 2, 'b'])).toBe(1);
      expect(await db.run("UPDATE books SET title = 'c'")).toBe(2);
      expect(await db.run('DELETE FROM books WHERE number > $1', [99])).toBe(0);
    });

    it('what RETURNING names, and stores all of it', async () => {
      const sql = "INSERT INTO shelves (name) VALUES ('x'), ('y'), ('z') RETURNING name";
      expect(await db.get(sql)).toEqual({ name: 'x' });
      expect(await db.all("DELETE FROM shelves WHERE name IN ('x', 'y', 'z') RETURNING name")).toHaveLength(
        3,
      );
    });

    it('whole numbers as number: columns, counts, casts and truth values', async () => {
      await db.run(INSERT, [1, 7, 'a']);
      const sql = `SELECT number, COUNT(*) AS count, CAST(SUM(number) AS BIGINT) AS total, number = 7 AS same,
        CAST(SUM(number) AS TEXT) AS text FROM books GROUP BY number`;
      expect(await db.get(sql)).toEqual({ number: 7, count: 1, total: 7, same: 1, text: '7' });
    });

    it('days and instants as the text that was stored, whatever the time zone of the process', async () => {
      const sql = 'INSERT INTO books (shelf_id, number, bought_on, read_at) VALUES (1, $1, $2, $3)';
      const stored: [SqlValue, string, string][] = [
        [1, '2026-03-01', '2026-03-01T00:00:00.000Z'],
        [2, '1900-01-01', '1999-12-31T23:59:59.999Z'],
        [3, '2199-12-31', '2026-11-01T10:20:30.120Z'],
      ];
      for (const row of stored) await db.run(sql, row);
      const rows = await db.all<{ bought_on: string; read_at: string }>(
        'SELECT bought_on, read_at FROM books ORDER BY number',
      );
      expect(rows.map((row) => [row.bought_on, row.read_at])).toEqual(stored.map(([, on, at]) => [on, at]));
    });

    it('bytes as they were, and null for nothing', async () => {
      const cover = Uint8Array.from([0, 255, 39, 92, 10]);
      await db.run('INSERT INTO books (shelf_id, number, cover) VALUES (1, 1, $1)', [cover]);
      const row = await db.get<{ cover: Uint8Array; pages: null }>('SELECT cover, pages FROM books');
      expect([...(row?.cover ?? [])]).toEqual([...cover]);
      expect(row?.pages).toBeNull();
    });

    it('text in any script as it was', async () => {
      const title = '日本 ı é 👩‍👧 % _ \\ \' "';
      await db.run(INSERT, [1, 1, title]);
      expect(await db.get('SELECT title FROM books WHERE title = $1', [title])).toEqual({ title });
    });

    it('text in the order of its code points', async () => {
      const words = ['-c', 'B', 'Z', '_', 'a', 'a b', 'ab', 'b', 'é', 'ı'];
      for (const [i, word] of [...words].reverse().entries()) await db.run(INSERT, [1, i, word]);
      const rows = await db.all<{ title: string }>('SELECT title FROM books ORDER BY title');
      expect(rows.map(({ title }) => title)).toEqual(words);
    });
  });

  describe('takes', () => {
    it('one parameter in several places, and bigint beside number', async () => {
      await db.run('INSERT INTO books (shelf_id, number, title, pages) VALUES ($2, $2, $1, $3)', [
        'a',
        1,
        5n,
      ]);
      expect(
        await db.get('SELECT number, pages FROM books WHERE shelf_id = $1 AND number = $1', [1]),
      ).toEqual({ number: 1, pages: 5 });
    });

    it('whole numbers as whole numbers: they divide and print as such', async () => {
      const sql = 'SELECT CAST($1 AS BIGINT) / 2 AS half, CAST(CAST($1 AS BIGINT) AS TEXT) AS text';
      expect(await db.get(sql, [7])).toEqual({ half: 3, text: '7' });
    });

    it('64 bits, and refuses to give more than a number can hold', async () => {
      const largest = 2n ** 63n - 1n;
      await db.run('INSERT INTO books (shelf_id, number, pages) VALUES (1, 1, $1)', [largest]);
      expect(await db.get('SELECT CAST(pages AS TEXT) AS pages FROM books')).toEqual({
        pages: String(largest),
      });
      expect(await caught(db.get('SELECT pages FROM books'))).toBeInstanceOf(OutOfRange);
      expect(await caught(db.all('SELECT pages FROM books'))).toBeInstanceOf(OutOfRange);
      await db.run('UPDATE books SET pages = $1', [Number.MAX_SAFE_INTEGER]);
      expect(await db.get('SELECT pages FROM books')).toEqual({ pages: Number.MAX_SAFE_INTEGER });
    });

    it('no more than 64 bits', async () => {
      const sql = 'INSERT INTO books (shelf_id, number, pages) VALUES (1, 1, $1)';
      expect(await caught(db.run(sql, [2n ** 63n]))).toBeInstanceOf(OutOfRange);
      expect(await caught(db.run('UPDATE books SET pages = pages + $1', [2n ** 64n]))).toBeInstanceOf(
        OutOfRange,
      );
    });

    it.each([[undefined], [true], [0.5], [Number.NaN], [2 ** 53], [new Date(0)], [[1]]])(
      'not %s',
      async (value) => {
        const error = await caught(db.run(INSERT, [1, 1, value as unknown as SqlValue]));
        expect(error).toBeInstanceOf(TypeError);
      },
    );

    it.each(['a\0b', 'half \ud83d', '\udc00'])('no text that the other engine would change', async (text) => {
      const error = await caught(db.get('SELECT title FROM books WHERE title = $1', [text]));
      expect(error).toBeInstanceOf(AppError);
      expect((error as AppError).code).toBe('invalid');
    });

    it('exactly as many parameters as the statement has', async () => {
      await caught(db.run(INSERT, [1, 2]));
      await caught(db.run(INSERT, [1, 2, 'a', 4]));
      expect(await db.all('SELECT number FROM books')).toEqual([]);
    });
  });

  describe('refuses', () => {
    it('a second row with the same key, saying which', async () => {
      await db.run(INSERT, [1, 1, 'a']);
      const error = await caught(db.run(INSERT, [1, 1, 'b']));
      expect(error).toBeInstanceOf(UniqueViolation);
      expect(error).toMatchObject({ table: 'books', columns: ['shelf_id', 'number'] });
      expect((error as UniqueViolation).isOn('books', 'number')).toBe(true);
      expect((error as UniqueViolation).isOn('books', 'title')).toBe(false);
      expect((error as UniqueViolation).isOn('shelves', 'number')).toBe(false);
    });

    it('a second row with the same primary key', async () => {
      const error = await caught(db.run("INSERT INTO shelves (id, name) VALUES (1, 'again')"));
      expect(error).toMatchObject({ name: 'UniqueViolation', table: 'shelves', columns: ['id'] });
    });

    it('a row that points at nothing', async () => {
      expect(await caught(db.run(INSERT, [99, 1, 'a']))).toBeInstanceOf(ForeignKeyViolation);
    });

    it('to remove a row that is pointed at', async () => {
      await db.run(INSERT, [1, 1, 'a']);
      expect(await caught(db.run('DELETE FROM shelves WHERE id = 1'))).toBeInstanceOf(ForeignKeyViolation);
    });

    it.each([
      ['a CHECK', [1, 1, 'a title of more than 20 letters']],
      ['NOT NULL', [1, null, 'a']],
    ])('a value against %s', async (_rule, params) => {
      expect(await caught(db.run(INSERT, params))).toBeInstanceOf(CheckViolation);
    });

    it.each(['2026-02-30', '2026-13-01', 'soon'])('%s as a day', async (day) => {
      const sql = 'INSERT INTO books (shelf_id, number, bought_on) VALUES (1, 1, $1)';
      expect(await caught(db.run(sql, [day]))).toBeInstanceOf(CheckViolation);
    });

    it('text where a whole number belongs', async () => {
      const sql = 'INSERT INTO books (shelf_id, number, pages) VALUES (1, 1, $1)';
      expect(await caught(db.run(sql, ['many']))).toBeInstanceOf(CheckViolation);
    });

    it('and keeps what was typed out of its messages', async () => {
      await db.run("UPDATE shelves SET name = 'secret' WHERE id = 1");
      const error = await caught(db.run("UPDATE shelves SET name = 'secret' WHERE id = 2"));
      expect(error).toBeInstanceOf(UniqueViolation);
      expect((error as Error).message).not.toContain('secret');
      await db.run("UPDATE shelves SET name = 'upper' WHERE id = 1");
    });

    it('what is no SQL, as a fault of the program', async () => {
      const error = await caught(db.all('SELECT nothing FROM nowhere'));
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toBeInstanceOf(AppError);
    });
  });

  it('goes on after each of these', async () => {
    await db.ping();
    expect(await db.get('SELECT COUNT(*) AS count FROM shelves')).toEqual({ count: 2 });
  });

  it('has a reader that changes nothing', async () => {
    expect(await db.reader.all('SELECT name FROM shelves ORDER BY name')).toHaveLength(2);
    for (const attempt of [
      db.reader.run('DELETE FROM shelves'),
      db.reader.get('DELETE FROM shelves RETURNING id'),
      db.reader.all("UPDATE shelves SET name = 'x' RETURNING id"),
    ]) {
      await expect(attempt).rejects.toThrow(/A reader cannot change anything/);
    }
    expect(await db.reader.get('SELECT COUNT(*) AS count FROM shelves')).toEqual({ count: 2 });
  });

  it('counts the statements of whoever asked, and of nobody else', async () => {
    const [mine, other] = [new QueryCount(), new QueryCount()];
    await Promise.all([
      countQueries(mine, async () => {
        await db.all('SELECT id FROM shelves');
        await db.transaction(async (tx) => {
          await tx.get('SELECT id FROM shelves');
          await tx.run("UPDATE shelves SET name = 'upper' WHERE id = 1");
        });
      }),
      countQueries(other, () => db.get('SELECT id FROM shelves')),
    ]);
    expect([mine.queries, other.queries]).toEqual([3, 1]);
  });
});

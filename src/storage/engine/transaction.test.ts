import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createShelves } from '../../testing/contract-schema.js';
import { engines, type TestDatabase } from '../../testing/engines.js';
import type { Database, Queryable } from './database.js';
import { CheckViolation, UniqueViolation } from './storage-errors.js';

const INSERT = 'INSERT INTO books (shelf_id, number, title) VALUES (1, $1, $2)';

/** A promise with its resolve: for work that must stop in the middle until the test says so. */
const gate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
};

describe.each(engines)('a transaction on $name', (engine) => {
  let database: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    database = await createShelves(engine, { idleLimitMs: 1_000 });
    db = database.db;
  });
  afterAll(() => database.close());
  beforeEach(async () => void (await db.run('DELETE FROM books')));

  const titles = async (from: Queryable = db): Promise<string[]> =>
    (await from.all<{ title: string }>('SELECT title FROM books ORDER BY number')).map(({ title }) => title);

  it('stores all of its work and gives what the work gives', async () => {
    const answer = await db.transaction(async (tx) => {
      await tx.run(INSERT, [1, 'one']);
      await tx.run(INSERT, [2, 'two']);
      return (await titles(tx)).length;
    });
    expect(answer).toBe(2);
    expect(await titles()).toEqual(['one', 'two']);
  });

  it('stores nothing when its work throws, and passes the error on as it is', async () => {
    const reason = new Error('changed my mind');
    const attempt = db.transaction(async (tx) => {
      await tx.run(INSERT, [1, 'one']);
      throw reason;
    });
    await expect(attempt).rejects.toBe(reason);
    expect(await titles()).toEqual([]);
  });

  it('stores nothing when a statement fails, and the database goes on', async () => {
    await db.run(INSERT, [2, 'before']);
    const attempt = db.transaction(async (tx) => {
      await tx.run(INSERT, [1, 'one']);
      await tx.run(INSERT, [2, 'again']);
    });
    await expect(attempt).rejects.toBeInstanceOf(UniqueViolation);
    expect(await titles()).toEqual(['before']);
  });

  it('cannot be stored in part: a failed statement that is caught rolls back all the same', async () => {
    const attempt = db.transaction(async (tx) => {
      await tx.run(INSERT, [1, 'one']);
      await tx.run(INSERT, [1, 'again']).catch(() => 0);
    });
    await expect(attempt).rejects.toThrow(/failed and the work went on/);
    expect(await titles()).toEqual([]);
  });

  it('takes no further statement after one that failed', async () => {
    let second: unknown;
    const attempt = db.transaction(async (tx) => {
      await tx.run(INSERT, [1, 'x'.repeat(21)]).catch(() => 0);
      second = await tx.run(INSERT, [2, 'two']).catch((error: unknown) => error);
      throw second;
    });
    await expect(attempt).rejects.toThrow(/no further one is possible/);
    expect((second as Error).cause).toBeInstanceOf(CheckViolation);
    expect(await titles()).toEqual([]);
  });

  it("keeps another's statement out: it is stored even when the transaction is not", async () => {
    const [reached, mayGoOn] = [gate(), gate()];
    const transaction = db.transaction(async (tx) => {
      await tx.run(INSERT, [1, 'inside']);
      reached.open();
      await mayGoOn.opened;
      throw new Error('rolled back');
    });
    await reached.opened;
    const other = db.run(INSERT, [2, 'outside']);
    mayGoOn.open();
    await expect(transaction).rejects.toThrow('rolled back');
    expect(await other).toBe(1);
    expect(await titles()).toEqual(['outside']);
  });

  it('is not seen by others before its end', async () => {
    const [reached, mayGoOn] = [gate(), gate()];
    const transaction = db.transaction(async (tx) => {
      await tx.run(INSERT, [1, 'inside']);
      reached.open();
      await mayGoOn.opened;
    });
    await reached.opened;
    const [seen] = [titles(), setImmediate(mayGoOn.open)];
    // Before the end nothing, or, where one has to wait for the end, all of it.
    expect([[], ['inside']]).toContainEqual(await seen);
    await transaction;
    expect(await titles()).toEqual(['inside']);
  });

  it('of many at once loses none of the increments', async () => {
    await db.run('INSERT INTO books (shelf_id, number, pages) VALUES (1, 1, 0)');
    const increment = () =>
      db.transaction(async (tx) => {
        // An UPDATE first: it locks the row, so that what is read afterwards stays true.
        await tx.run("UPDATE books SET title = 'busy'");
        const row = await tx.get<{ pages: number }>('SELECT pages FROM books');
        await tx.run('UPDATE books SET pages = $1', [(row?.pages ?? 0) + 1]);
      });
    await Promise.all(Array.from({ length: 50 }, increment));
    expect(await db.get('SELECT pages FROM books')).toEqual({ pages: 50 });
  });

  it('lets one of many win, where a row is taken by comparing and setting', async () => {
    await db.run(INSERT, [1, 'free']);
    const take = () => db.run("UPDATE books SET title = 'taken' WHERE number = 1 AND title = 'free'");
    const taken = await Promise.all(Array.from({ length: 20 }, take));
    expect(taken.filter((changed) => changed === 1)).toHaveLength(1);
  });

  it('runs statements that were started together', async () => {
    await db.transaction(async (tx) => {
      await Promise.all([1, 2, 3].map((number) => tx.run(INSERT, [number, String(number)])));
    });
    expect(await titles()).toEqual(['1', '2', '3']);
  });

  it('refuses the database itself inside, and says so', async () => {
    const inside = (use: () => Promise<unknown>) => db.transaction(async () => void (await use()));
    for (const use of [
      () => db.all('SELECT 1 AS one'),
      () => db.get('SELECT 1 AS one'),
      () => db.run('DELETE FROM books'),
      () => db.reader.all('SELECT 1 AS one'),
      () => db.transaction(async () => undefined),
      () => db.ping(),
      () => db.close(),
    ]) {
      await expect(inside(use)).rejects.toThrow(/Inside a transaction use its own handle/);
    }
    expect(await titles()).toEqual([]);
  });

  it.skipIf(engine.name === 'sqlite')(
    'refuses it also when another transaction has ended meanwhile',
    async () => {
      const { opened, open } = gate();
      const inside = db.transaction(async () => {
        await opened;
        await db.get('SELECT 1 AS one');
      });
      await db.transaction(async () => undefined);
      open();
      await expect(inside).rejects.toThrow(/Inside a transaction use its own handle/);
    },
  );

  it('lets what was started inside use the database once it is over', async () => {
    const { opened, open } = gate();
    let later: Promise<string[]> = Promise.resolve([]);
    await db.transaction(async (tx) => {
      await tx.run(INSERT, [1, 'one']);
      later = opened.then(() => titles());
    });
    open();
    expect(await later).toEqual(['one']);
  });

  it('lets two databases have a transaction each, one inside the other', async () => {
    const second = await createShelves(engine);
    await db.transaction(async () => {
      await second.db.transaction(async (tx) => void (await tx.run(INSERT, [1, 'there'])));
    });
    expect(await titles(second.db)).toEqual(['there']);
    await second.close();
  });

  it('refuses a statement after its end', async () => {
    const handle = await db.transaction(async (tx) => tx);
    await expect(handle.run(INSERT, [1, 'late'])).rejects.toThrow(/is an `await` missing/);
    expect(await titles()).toEqual([]);
  });

  it('refuses a statement that was not awaited and comes after its end', async () => {
    const { opened, open } = gate();
    let forgotten: Promise<unknown> = Promise.resolve();
    await db.transaction(async (tx) => {
      forgotten = opened.then(() => tx.run(INSERT, [1, 'late'])).catch((error: unknown) => error);
    });
    open();
    expect(String(await forgotten)).toMatch(/is an `await` missing/);
    expect(await titles()).toEqual([]);
  });

  it('is rolled back when its work does nothing for too long, and lets the others go on', async () => {
    let handle: Queryable | undefined;
    const stuck = db.transaction(async (tx) => {
      handle = tx;
      await tx.run(INSERT, [1, 'stuck']);
      await new Promise(() => undefined);
    });
    const waiting = db.run(INSERT, [2, 'patient']);
    await expect(stuck).rejects.toThrow(/did nothing for 1000 ms/);
    expect(await waiting).toBe(1);
    await expect(handle?.run(INSERT, [3, 'late'])).rejects.toThrow(/is over/);
    expect(await titles()).toEqual(['patient']);
  });

  it('gives way in the order of asking', async () => {
    const order: number[] = [];
    await Promise.all(
      [1, 2, 3, 4, 5].map((number) =>
        db.transaction(async (tx) => {
          await tx.run(INSERT, [number, 'x']);
          order.push(number);
        }),
      ),
    );
    expect(order.toSorted()).toEqual([1, 2, 3, 4, 5]);
    if (engine.name === 'sqlite') expect(order).toEqual([1, 2, 3, 4, 5]);
  });
});

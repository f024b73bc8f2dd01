import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Day } from '../../domain/calendar.js';
import { TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import type { Database, MigratableDatabase, Queryable, SqlValue } from '../../storage/engine/database.js';
import { DatabaseUnavailable } from '../../storage/engine/storage-errors.js';
import { WatchedDatabase } from '../../storage/engine/watched-database.js';
import { signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { Principal } from '../identity/principal.js';
import { sum, sumByCategory } from '../ledger/sums.js';
import { ChangeService } from '../ledger/changes/change-service.js';
import { stepOfAdding } from './adding.js';
import { ImportService } from './import-service.js';

/** More than are judged under the lock, and more than are added in one transaction. */
const MANY = 2_300;
const CLOCK = new TestClock('2026-03-20T12:00:00.000Z');

/** Where something else is done before each transaction, and before each statement outside of one. */
class Interrupted extends WatchedDatabase {
  constructor(
    db: MigratableDatabase,
    private readonly before: () => Promise<void>,
    private readonly beforeRun: (sql: string) => unknown = () => undefined,
  ) {
    super(db, () => undefined);
  }

  override async run(sql: string, params?: readonly SqlValue[]): Promise<number> {
    await this.beforeRun(sql);
    return super.run(sql, params);
  }

  override async transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    await this.before();
    return super.transaction(work);
  }
}

describe.each(engines)('an import of many rows on $name', (engine) => {
  let app: TestApp;
  let mira: Principal;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock: CLOCK });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await (await signUp(app)).principal();
  });

  const bank = (count = MANY) => {
    const rows = Array.from({ length: count }, (_, at) => {
      const day = new Date(Date.UTC(2020, 0, 1 + (at % 700))).toISOString().slice(0, 10);
      return `${day},Card payment ${String(at)},-1.00,${at % 2 === 0 ? 'Food' : 'Bazaar'}`;
    });
    return new TextEncoder().encode(['Date,Description,Amount,Category', ...rows].join('\n'));
  };
  const open = (count?: number) => app.services.imports.open(mira, { name: 'bank.csv', bytes: bank(count) });
  const summary = async () => sum(await app.services.reports.cells(mira, { range: {} }));
  const leftovers = async (id: number) => {
    const count = async (table: string) =>
      (await app.db.get<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table} WHERE import_id = ${String(id)}`))!
        .n;
    return [await count('import_pages'), await count('import_files')];
  };
  /** A program that is stopped in the middle of adding. */
  async function stoppedInTheMiddle(id: number): Promise<ImportService> {
    const dying = new ChangeService(app.db, CLOCK, undefined, stepOfAdding);
    await dying.stop();
    const imports = new ImportService(app.db, CLOCK, dying);
    expect(await imports.commit(mira, id)).toMatchObject({ status: 'open', isUnderWay: true });
    return imports;
  }

  it('is added in portions, with others in between, under the categories that it names', async () => {
    const id = await open();
    const committing = app.services.imports.commit(mira, id);
    let [isDone, answers] = [false, 0];
    void committing.finally(() => (isDone = true));
    for (; !isDone; answers += 1) {
      await nextTurn();
      await app.db.get('SELECT 1 AS x');
    }
    expect(answers).toBeGreaterThan(3);
    expect(await committing).toMatchObject({ status: 'done', addedCount: MANY, isUnderWay: false });
    const cells = await app.services.reports.cells(mira, { range: {} });
    expect(sum(cells)).toMatchObject({ totalMinor: BigInt(MANY * 100), count: MANY });
    expect(sumByCategory(cells).map(({ count }) => count)).toEqual([MANY / 2, MANY / 2]);
    expect(await leftovers(id)).toEqual([0, 0]);
  });

  it('that is read again twice at once has all of its rows, once', async () => {
    const { imports } = app.services;
    const id = await open();
    for (let times = 0; times < 3; times += 1)
      await Promise.all([imports.readAgain(mira, id, {}), imports.readAgain(mira, id, {})]);
    const pages = await Promise.all(
      [0, MANY / 50 - 1, MANY / 50].map((page) => imports.rows(mira, id, page)),
    );
    expect(pages.map((rows) => rows?.length)).toEqual([50, 50, undefined]);
    expect((await leftovers(id))[0]).toBe(MANY / 50);
    expect(await imports.commit(mira, id)).toMatchObject({ addedCount: MANY });
  });

  it('that is added while it is read again adds every row once', async () => {
    const { imports } = app.services;
    const id = await open();
    const reading = Promise.allSettled([1, 2, 3].map(() => imports.readAgain(mira, id, {})));
    await imports.commit(mira, id);
    await reading;
    expect(await summary()).toMatchObject({ count: MANY, totalMinor: BigInt(MANY * 100) });
    expect(await leftovers(id)).toEqual([0, 0]);
  });

  it('that is thrown away while it is read again is gone', async () => {
    const id = await open();
    let staged = 0;
    const nothing = () => Promise.resolve();
    // Once rows of both readings are there.
    const interrupted = new Interrupted(app.db, nothing, async (sql) => {
      if (sql.includes('INTO import_pages') && (staged += 1) === 2)
        await app.services.imports.discard(mira, id);
    });
    const imports = new ImportService(interrupted, CLOCK, new ChangeService(app.db, CLOCK));
    const fault = { said: { key: 'error.no_such.import' } };
    await expect(imports.readAgain(mira, id, {})).rejects.toMatchObject(fault);
    expect(await leftovers(id)).toEqual([0, 0]);
  });

  it('that is read again keeps its rows when the answer that they count is lost', async () => {
    const id = await open(30);
    // As where the network fails after COMMIT has arrived.
    const cut = new Proxy(app.db, {
      get(db, name) {
        const own: unknown = Reflect.get(db, name);
        if (name !== 'transaction') return typeof own === 'function' ? (own.bind(db) as unknown) : own;
        return async (work: Parameters<Database['transaction']>[0]) => {
          await db.transaction(work);
          throw new DatabaseUnavailable(new Error('cut'), { outcomeUnknown: true });
        };
      },
    });
    const reading = new ImportService(cut, CLOCK, new ChangeService(app.db, CLOCK)).readAgain(mira, id, {});
    await expect(reading).rejects.toThrow(DatabaseUnavailable);
    expect(await app.services.imports.rows(mira, id, 0)).toHaveLength(30);
    expect(await app.services.imports.commit(mira, id)).toMatchObject({ addedCount: 30 });
    expect(await leftovers(id)).toEqual([0, 0]);
  });

  it('that was read before the currency changed is read again first', async () => {
    const { imports, profiles, expenses } = app.services;
    const person = await signUp(app, 'yuki');
    const before = await person.principal();
    const file = new TextEncoder().encode(
      'Date,Description,Amount\n2026-03-01,Tea,-12.50\n2026-03-02,Rent,-800\n',
    );
    const id = await imports.open(before, { name: 'bank.csv', bytes: file });
    await imports.choose(before, id, 0, [{ line: 3, include: false }]);
    await profiles.change(before, { currency: 'JPY' });
    const now = await person.principal();
    const refused = { code: 'conflict', said: { key: 'error.import.currency_changed' } };
    await expect(imports.commit(before, id)).rejects.toMatchObject(refused);
    await expect(imports.commit(now, id)).rejects.toMatchObject(refused);
    expect((await expenses.browse(now, { range: {} }, { limit: 10 })).items).toEqual([]);
    await imports.readAgain(now, id, {});
    expect(await imports.commit(now, id)).toMatchObject({ addedCount: 1 });
    const { items } = await expenses.browse(now, { range: {} }, { limit: 10 });
    expect(items.map(({ description, amountMinor }) => [description, amountMinor])).toEqual([['Rent', 800n]]);
  });

  it('that was stopped in the middle is finished by whoever finds it, and is closed to all else until then', async () => {
    const id = await open();
    await stoppedInTheMiddle(id);
    const { imports } = app.services;
    const { count } = await summary();
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(MANY);
    await expect(imports.discard(mira, id)).rejects.toMatchObject({ code: 'conflict' });
    await expect(imports.choose(mira, id, 40, [{ line: 2_100, include: false }])).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(imports.readAgain(mira, id, {})).rejects.toMatchObject({ code: 'conflict' });
    await expect(imports.undo(mira, id)).rejects.toMatchObject({ code: 'conflict' });
    expect(await app.services.changes.resume()).toBe(1);
    expect(await imports.find(mira, id)).toMatchObject({ status: 'done', addedCount: MANY });
    expect((await summary()).count).toBe(MANY);
    expect(await leftovers(id)).toEqual([0, 0]);
  });

  it('that was stopped in the middle is finished by pressing again, too', async () => {
    const id = await open();
    await stoppedInTheMiddle(id);
    expect(await app.services.imports.commit(mira, id)).toMatchObject({ status: 'done', addedCount: MANY });
    expect((await summary()).count).toBe(MANY);
  });

  it('is added once when it is pressed in two tabs at once', async () => {
    const id = await open();
    const both = await Promise.all([1, 2].map(() => app.services.imports.commit(mira, id)));
    expect(both.map(({ addedCount }) => addedCount)).toEqual([MANY, MANY]);
    expect((await summary()).count).toBe(MANY);
  });

  it.each([MANY, 30])(
    'of %i is judged again when expenses were added after it was checked',
    async (count) => {
      const id = await open(count);
      const typed = { amountMinor: 100n, description: 'card payment 2', categoryId: null };
      await app.services.expenses.record(mira, { ...typed, spentOn: '2020-01-03' as Day });
      expect(await app.services.imports.commit(mira, id)).toMatchObject({ addedCount: count - 1 });
      const again = await app.services.imports.find(mira, await open(count));
      expect(again.totals.counts).toMatchObject({ new: 0, existing: count });
    },
  );

  it.each([
    ['once', 1, 1],
    ['again and again', 5, 4],
  ])('is judged again when something is added %s between that and its rows', async (_, times, there) => {
    const id = await open();
    let count = 0;
    const interrupted = new Interrupted(app.db, async () => {
      if (count === times) return;
      count += 1;
      await app.services.expenses.record(mira, {
        ...{ amountMinor: 100n, description: `Card payment ${String(count)}`, categoryId: null },
        spentOn: `2020-01-${String(count + 1).padStart(2, '0')}` as Day,
      });
    });
    const changes = new ChangeService(interrupted, CLOCK, undefined, stepOfAdding);
    const committed = await new ImportService(app.db, CLOCK, changes).commit(mira, id);
    expect([count, committed.addedCount]).toEqual([times, MANY - there]);
    expect((await summary()).count).toBe(MANY - there + times);
  });

  it('that is read again just before its rows are added is added as it was read last', async () => {
    const id = await open(30);
    let isFirst = true;
    const interrupted = new Interrupted(app.db, async () => {
      if (isFirst) await app.services.imports.readAgain(mira, id, { column_category: '0' });
      isFirst = false;
    });
    const changes = new ChangeService(interrupted, CLOCK, undefined, stepOfAdding);
    expect(await new ImportService(app.db, CLOCK, changes).commit(mira, id)).toMatchObject({
      addedCount: 30,
    });
    const { items } = await app.services.expenses.browse(mira, { range: {} }, { limit: 50 });
    expect(items.map(({ categoryId }) => categoryId)).toEqual(Array.from({ length: 30 }, () => null));
  });

  it('waits for another that is under way, which goes on', async () => {
    const [first, second] = [await open(), await open(30)];
    await stoppedInTheMiddle(first);
    const { imports } = app.services;
    await expect(imports.commit(mira, second)).rejects.toMatchObject({
      code: 'conflict',
      said: { key: 'error.change_under_way' },
    });
    expect(await imports.find(mira, second)).toMatchObject({ status: 'open', isUnderWay: false });
    await imports.commit(mira, first);
    expect(await imports.commit(mira, second)).toMatchObject({ addedCount: 0, changeId: null });
  });

  it('that adds nothing is done all the same, once, and no change of the book', async () => {
    const { imports, changes } = app.services;
    const [first, second] = [await open(30), await open(30)];
    await imports.commit(mira, first);
    let isFirst = true;
    const interrupted = new Interrupted(app.db, async () => {
      if (isFirst) await imports.commit(mira, second);
      isFirst = false;
    });
    const late = new ChangeService(interrupted, CLOCK, undefined, stepOfAdding);
    const done = { status: 'done', addedCount: 0, changeId: null, isUnderWay: false };
    expect(await new ImportService(app.db, CLOCK, late).commit(mira, second)).toMatchObject(done);
    expect(await imports.commit(mira, second)).toMatchObject(done);
    const { items } = await changes.list(mira, { limit: 10 });
    expect(items.map(({ subject }) => subject)).toEqual([{ importId: first, name: 'bank.csv' }]);
    await expect(imports.undo(mira, second)).rejects.toMatchObject({
      said: { key: 'error.import.nothing_added' },
    });
    await expect(imports.readAgain(mira, second, {})).rejects.toMatchObject({
      said: { key: 'error.import.done' },
    });
  });

  it('is found line by line and page by page', async () => {
    const { imports } = app.services;
    const place = async (id: number, line: number) => {
      const { page, row } = await imports.placeOf(mira, id, line);
      return [page, row.line, row.description];
    };
    for (const count of [1, 50, 100, 120]) {
      const id = await open(count);
      for (const at of [0, 1, 48, 49, 50, 51, 99, 100, 119].filter((each) => each < count))
        expect(await place(id, at + 2)).toEqual([Math.floor(at / 50), at + 2, `Card payment ${String(at)}`]);
      for (const line of [0, 1, count + 2, 9_999])
        await expect(place(id, line)).rejects.toMatchObject({ said: { key: 'error.no_such.import_row' } });
    }
  });

  it('shows rows of one kind from whole pages, fifty at least while there are so many', async () => {
    const { imports } = app.services;
    const rows = Array.from(
      { length: 200 },
      (_, at) => `2026-03-01,Row ${String(at)},${at % 2 === 0 ? '-1.00' : '1.00'}`,
    );
    const bytes = new TextEncoder().encode(['Date,Description,Amount', ...rows].join('\n'));
    const id = await imports.open(mira, { name: 'bank.csv', bytes });
    const shown = async (status: 'income' | undefined, from: number) => {
      const found = await imports.rowsOf(mira, id, { status, from });
      return [found.rows.length, found.rows.at(0)?.line, found.rows.at(-1)?.line, found.next];
    };
    expect(await shown(undefined, 0)).toEqual([50, 2, 51, 1]);
    expect(await shown(undefined, 3)).toEqual([50, 152, 201, 4]);
    expect(await shown(undefined, 4)).toEqual([0, undefined, undefined, undefined]);
    expect(await shown('income', 0)).toEqual([50, 3, 101, 2]);
    expect(await shown('income', 3)).toEqual([25, 153, 201, undefined]);
    const few = await imports.open(mira, { name: 'bank.csv', bytes: bank(20) });
    expect((await imports.rowsOf(mira, few, { status: undefined, from: 0 })).next).toBeUndefined();
  });

  it.each([
    ['C:\\My files\\bank.csv', 'bank.csv'],
    ['/tmp/a/bank.csv', 'bank.csv'],
    ['ba\u0007nk\u202e.csv', 'bank.csv'],
    [`${'x'.repeat(300)}.csv`, 'x'.repeat(200)],
    ['files/', 'file'],
    ['', 'file'],
  ])('is called as its file without its folder: %j', async (name, called) => {
    const { imports } = app.services;
    const id = await imports.open(mira, { name, bytes: bank(1) });
    expect((await imports.find(mira, id)).fileName).toBe(called);
  });

  it('is not read again without its file', async () => {
    const id = await open(3);
    await app.db.run('DELETE FROM import_files WHERE import_id = $1', [id]);
    await expect(app.services.imports.readAgain(mira, id, {})).rejects.toMatchObject({
      code: 'conflict',
      said: { key: 'error.import.file_gone' },
    });
  });

  it('leaves nothing when its rows cannot be stored, and its rows as they were when they cannot be read again', async () => {
    const cut = new DatabaseUnavailable(new Error('cut'));
    const failing = (fails: (sql: string) => boolean) => {
      const work = (sql: string) => {
        if (fails(sql)) throw cut;
      };
      const db = new Interrupted(app.db, () => Promise.resolve(work('BEGIN')), work);
      return new ImportService(db, CLOCK, app.services.changes);
    };
    let transactions = 0;
    for (const fails of [
      (sql: string) => sql.includes('INTO import_pages'),
      (sql: string) => sql === 'BEGIN' && (transactions += 1) === 2,
    ])
      await expect(failing(fails).open(mira, { name: 'bank.csv', bytes: bank(60) })).rejects.toBe(cut);
    expect(transactions).toBe(2);
    expect(await app.services.imports.list(mira, { limit: 5 })).toEqual([]);
    const id = await open(60);
    for (const fails of [
      (sql: string) => sql.includes('INTO import_pages'),
      (sql: string) => sql === 'BEGIN',
    ]) {
      await expect(failing(fails).readAgain(mira, id, {})).rejects.toBe(cut);
      expect(await leftovers(id)).toEqual([2, 1]);
    }
    expect(await app.services.imports.commit(mira, id)).toMatchObject({ addedCount: 60 });
  });

  it.each([
    ['ids of the bank', (at: number) => `<FITID>F${String(at)}`],
    ['no ids', () => ''],
  ])(
    'of OFX with %s: the same file is none, one that overlaps adds the others, a removed row is new',
    async (_, idOf) => {
      const ofx = (...rows: readonly number[]) => {
        const entries = rows.map(
          (at) => `<STMTTRN><DTPOSTED>20260301<TRNAMT>-3.20<NAME>Coffee${idOf(at)}</STMTTRN>`,
        );
        const text = `<OFX><BANKTRANLIST>${entries.join('')}</BANKTRANLIST></OFX>`;
        return app.services.imports.open(mira, { name: 'bank.ofx', bytes: new TextEncoder().encode(text) });
      };
      const added = async (id: number) => (await app.services.imports.commit(mira, id)).addedCount;
      expect(await added(await ofx(1, 2, 3))).toBe(3);
      expect(await added(await ofx(1, 2, 3))).toBe(0);
      expect(await added(await ofx(2, 3, 4, 5))).toBe(idOf(1) === '' ? 1 : 2);
      const { items } = await app.services.expenses.browse(mira, { range: {} }, { limit: 1 });
      await app.services.expenses.remove(mira, items[0]!.id);
      const { count } = await summary();
      const again = idOf(1) === '' ? await ofx(1, 2, 3, 4) : await ofx(1, 2, 3, 4, 5);
      expect(await added(again)).toBe(1);
      expect((await summary()).count).toBe(count + 1);
    },
  );

  it('is taken back but for what was changed since, which is named', async () => {
    const id = await open(300);
    await app.services.imports.commit(mira, id);
    const { items } = await app.services.expenses.browse(mira, { range: {} }, { limit: 1 });
    await app.services.expenses.correct(mira, items[0]!.id, items[0]!.version, {
      amountMinor: 500n,
      description: 'Corrected',
      categoryId: null,
      spentOn: items[0]!.spentOn,
    });
    const undone = await app.services.imports.undo(mira, id);
    expect(undone).toMatchObject({
      changed: 299,
      leftAlone: [{ expenseId: items[0]!.id, reason: 'changed' }],
    });
    expect((await summary()).count).toBe(1);
  });

  it('read again keeps no row of the reading before', async () => {
    const id = await open(120);
    await app.services.imports.readAgain(mira, id, { column_category: '0' });
    expect(await leftovers(id)).toEqual([3, 1]);
    const { rows } = await app.services.imports.rowsOf(mira, id, { status: undefined, from: 0 });
    expect(rows[0]).toMatchObject({ line: 2, category: null });
    await app.services.imports.discard(mira, id);
    expect(await leftovers(id)).toEqual([0, 0]);
  });

  it('is read again also where its file was kept as it came, as by earlier versions', async () => {
    const id = await open(120);
    const kept = await app.db.get<{ bytes: Uint8Array }>(
      'SELECT bytes FROM import_files WHERE book_id = $1 AND import_id = $2',
      [mira.bookId, id],
    );
    expect(kept!.bytes.length).toBeLessThan(bank(120).length / 2);
    await app.db.run('UPDATE import_files SET bytes = $3 WHERE book_id = $1 AND import_id = $2', [
      ...[mira.bookId, id, bank(120)],
    ]);
    await app.services.imports.readAgain(mira, id, { column_category: '0' });
    const { rows } = await app.services.imports.rowsOf(mira, id, { status: undefined, from: 0 });
    expect(rows[0]).toMatchObject({ line: 2, category: null, minor: '100' });
  });

  it('that nobody imported within a month is thrown away', async () => {
    const old = await open(120);
    CLOCK.advance(20 * 86_400_000);
    const young = await open(120);
    CLOCK.advance(11 * 86_400_000);
    expect(await app.services.imports.purge()).toBeGreaterThan(0);
    await expect(app.services.imports.find(mira, old)).rejects.toMatchObject({ code: 'not_found' });
    expect(await leftovers(old)).toEqual([0, 0]);
    expect(await leftovers(young)).toEqual([3, 1]);
  });

  it('with more categories than a book can have adds nothing: E02', async () => {
    const rows = Array.from(
      { length: 250 },
      (_, at) => `2026-01-01,Thing ${String(at)},-1.00,Kind ${String(at)}`,
    );
    const bytes = new TextEncoder().encode(['Date,Description,Amount,Category', ...rows].join('\n'));
    const id = await app.services.imports.open(mira, { name: 'bank.csv', bytes });
    await expect(app.services.imports.commit(mira, id)).rejects.toMatchObject({ code: 'conflict' });
    expect((await summary()).count).toBe(0);
    expect((await app.services.imports.find(mira, id)).isUnderWay).toBe(false);
  });
});

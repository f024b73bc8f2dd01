import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Day } from '../../../domain/calendar.js';
import { repositories } from '../../../storage/repositories.js';
import { engines } from '../../../testing/engines.js';
import { startTestApp, type TestApp } from '../../../testing/test-app.js';
import type { Principal } from '../../identity/principal.js';
import { DoctorService } from '../../upkeep/doctor-service.js';
import type { ExpenseInput } from '../expense-input.js';
import { ChangeService, type Plan } from './change-service.js';
import { searchWords } from '../../../domain/search.js';

const DEVICE = { userAgent: 'test', ip: '192.0.2.1', ipPrefix: '192.0.2.0' };
const lunch: ExpenseInput = {
  amountMinor: 1_250n,
  description: 'Lunch',
  categoryId: null,
  spentOn: '2026-03-05' as Day,
};

describe.each(engines)('changes on $name', (engine) => {
  let app: TestApp;
  let mira: Principal;
  let owen: Principal;
  let nowMs = Date.parse('2026-03-10T12:00:00Z');

  beforeEach(async () => {
    app = await startTestApp(engine, {
      clock: { now: () => new Date((nowMs += 1)) },
      env: { LOG_LEVEL: 'silent' },
    });
    [mira, owen] = [await meet('mira'), await meet('owen')];
  });
  afterEach(async () => {
    for await (const { invariant, breaches } of new DoctorService(app.db).examine())
      expect(breaches, invariant).toEqual([]);
    await app.close();
  });

  async function meet(name: string): Promise<Principal> {
    const registration = { username: name, email: `${name}@a.example`, password: 'quite a long phrase' };
    const tokens = await app.services.accounts.register(registration, DEVICE);
    return (await app.services.sessions.authenticate(tokens.accessToken))!;
  }

  const categoryId = async (name: string) =>
    (await app.services.categories.list(mira)).find((category) => category.name === name)?.id ?? -1;
  const add = async (count: number, input: Partial<ExpenseInput> = {}) => {
    const all = Array.from({ length: count }, (_, at) => ({
      ...lunch,
      description: `Lunch ${String(at)}`,
      ...input,
    }));
    const stored: number[] = [];
    for (let start = 0; start < count; start += 500)
      stored.push(
        ...(await app.services.expenses.recordAll(mira, all.slice(start, start + 500))).map(({ id }) => id),
      );
    return stored;
  };
  const correct = async (id: number, input: Partial<ExpenseInput>) => {
    const { version } = await app.services.expenses.find(mira, id);
    const correction = await app.services.expenses.correct(mira, id, version, { ...lunch, ...input });
    return (correction as { changeId: number }).changeId;
  };
  const undo = (id: number) => app.services.changes.undo(mira, id);
  const find = (id: number) => app.services.expenses.find(mira, id);
  const plan = (more: Partial<Plan>) => async (): Promise<Plan> => ({
    kind: 'bulk_edit',
    subject: {},
    selection: { ids: [] },
    revision: {},
    ...more,
  });

  it('give an edited expense back what it was, and take that back too', async () => {
    const [id] = await add(1);
    const edit = await correct(id!, { description: 'Dinner', amountMinor: -900n, tags: ['Work', 'Trip'] });
    expect(await find(id!)).toMatchObject({
      description: 'Dinner',
      amountMinor: -900n,
      tags: ['Trip', 'Work'],
    });
    const undone = await undo(edit);
    expect(undone).toMatchObject({ changed: 1, leftAlone: [], isUnderWay: false, wasUndone: false });
    expect(await find(id!)).toMatchObject({ description: 'Lunch 0', amountMinor: 1_250n, tags: [] });
    expect(await app.services.changes.find(mira, edit)).toMatchObject({
      undoneAt: expect.any(String) as string,
    });
    await undo(undone.changeId);
    expect(await find(id!)).toMatchObject({ description: 'Dinner', tags: ['Trip', 'Work'] });
    expect((await app.services.changes.find(mira, edit)).undoneAt).toBeNull();
  });

  it('are undone once, however often they are asked for', async () => {
    const [id] = await add(1);
    const edit = await correct(id!, { description: 'Dinner' });
    await undo(edit);
    expect(await undo(edit)).toMatchObject({ changed: 0, isUnderWay: false, wasUndone: true });
    const { items } = await app.services.changes.list(mira, { limit: 10 });
    expect(items.map(({ kind }) => kind)).toEqual(['undo', 'edit']);
  });

  it('say nothing of an edit that made nothing different', async () => {
    const [id] = await add(1);
    expect(await correct(id!, { description: 'Lunch 0' })).toBeUndefined();
    expect((await app.services.changes.list(mira, { limit: 10 })).items).toEqual([]);
  });

  it('of an expense that stays as it is are kept, too, as a version of it', async () => {
    const [id] = await add(1);
    const { updatedAt: _then, ...before } = await find(id!);
    await app.db.transaction(async (tx) => {
      const within = repositories(tx);
      await within.books.lock(mira.bookId);
      const [state] = await within.expenseStates.find(mira.bookId, [id!]);
      const what = { kind: 'edit', subject: {} } as const;
      await app.services.changes.keep(within, mira, what, [{ state: state!, patch: {} }]);
    });
    expect(await find(id!)).toMatchObject({ ...before, version: before.version + 1 });
  });

  it('are listed newest first, a page at a time, with whether there are older ones', async () => {
    const [id] = await add(1);
    const made: number[] = [];
    for (const description of ['Dinner', 'Supper', 'Brunch'])
      made.unshift(await correct(id!, { description }));
    const page = async (limit: number, before?: number) => {
      const { items, hasOlder } = await app.services.changes.list(mira, { limit, before });
      return [items.map((change) => change.id), hasOlder];
    };
    expect(await page(2)).toEqual([made.slice(0, 2), true]);
    expect(await page(3)).toEqual([made, false]);
    expect(await page(2, made[1])).toEqual([made.slice(2), false]);
  });

  it('leave alone what was changed again since, and say so', async () => {
    const [id] = await add(1);
    const first = await correct(id!, { description: 'Dinner' });
    const second = await correct(id!, { description: 'Supper' });
    expect(await undo(first)).toMatchObject({
      changed: 0,
      leftAlone: [{ expenseId: id, reason: 'changed' }],
    });
    expect((await find(id!)).description).toBe('Supper');
    await undo(second);
    expect((await find(id!)).description).toBe('Dinner');
  });

  it('are undone in any order when the later ones were undone too', async () => {
    const [id] = await add(1);
    const changes = [
      await correct(id!, { description: 'Dinner' }),
      await correct(id!, { description: 'Supper' }),
      (await app.services.expenses.remove(mira, id!)).changeId!,
    ];
    for (const change of changes.reverse())
      expect(await undo(change)).toMatchObject({ changed: 1, leftAlone: [] });
    expect(await find(id!)).toMatchObject({ description: 'Lunch 0' });
  });

  it('let a restored expense stand for what it was before it was deleted', async () => {
    const [id] = await add(1);
    const edit = await correct(id!, { description: 'Dinner' });
    const { changeId } = await app.services.expenses.remove(mira, id!);
    await app.services.expenses.restore(mira, id!);
    expect(await undo(changeId!)).toMatchObject({ changed: 0, leftAlone: [] });
    expect(await undo(edit)).toMatchObject({ changed: 1, leftAlone: [] });
    expect(await find(id!)).toMatchObject({ description: 'Lunch 0' });
  });

  it('do not put what was restored into the trash again when its deletion was undone as well', async () => {
    const [id] = await add(1);
    const { changeId } = await app.services.expenses.remove(mira, id!);
    await app.services.expenses.restore(mira, id!);
    const { items } = await app.services.changes.list(mira, { limit: 1 });
    expect(await undo(changeId!)).toMatchObject({ changed: 0, leftAlone: [] });
    expect(await undo(items[0]!.id)).toMatchObject({
      changed: 0,
      leftAlone: [{ expenseId: id, reason: 'changed' }],
    });
    expect((await find(id!)).description).toBe('Lunch 0');
  });

  it('bring a merged category back with its expenses, those in the trash too', async () => {
    const [food, groceries] = [await categoryId('Food'), await categoryId('Groceries')];
    const [first, second] = await add(2, { categoryId: food });
    await app.services.expenses.remove(mira, second!);
    const { changeId } = await app.services.categories.merge(mira, food, groceries);
    const later = await app.services.categories.add(mira, { name: 'food' });
    expect(await undo(changeId)).toMatchObject({ changed: 1, leftAlone: [] });
    expect(await find(first!)).toMatchObject({ categoryId: food, categoryName: 'Food 2' });
    expect(await app.services.expenses.restore(mira, second!)).toMatchObject({ categoryId: food });
    expect(later.id).not.toBe(food);
  });

  it('leave an expense alone whose category is gone', async () => {
    const food = await categoryId('Food');
    const [id] = await add(1, { categoryId: food });
    const edit = await correct(id!, { categoryId: null });
    const removal = await app.services.categories.remove(mira, food);
    expect(await undo(edit)).toMatchObject({ changed: 0, leftAlone: [{ reason: 'category_gone' }] });
    await undo(removal.changeId);
    expect((await find(id!)).categoryId).toBeNull();
  });

  it('are of one book: another has no such change', async () => {
    const [id] = await add(1);
    const edit = await correct(id!, { description: 'Dinner' });
    const noSuchChange = { code: 'not_found', said: { key: 'error.no_such.change' } };
    await expect(app.services.changes.undo(owen, edit)).rejects.toMatchObject(noSuchChange);
    await expect(app.services.changes.find(owen, edit)).rejects.toMatchObject(noSuchChange);
    expect((await app.services.changes.list(owen, { limit: 5 })).items).toEqual([]);
  });

  it('put what was added together into the trash together', async () => {
    const ids = await add(3);
    const change = await app.db.transaction(async (tx) => {
      return app.services.changes.keepAdded(repositories(tx), mira, { kind: 'import', subject: {} }, ids);
    });
    await correct(ids[1]!, { description: 'Mine' });
    expect(await undo(change)).toMatchObject({
      changed: 2,
      leftAlone: [{ expenseId: ids[1], reason: 'changed' }],
    });
    const { items } = await app.services.expenses.browse(mira, { range: {} }, { limit: 10 });
    expect(items.map(({ id }) => id)).toEqual([ids[1]]);
  });

  it('of a thousand expenses go in portions, and everybody else gets their turn between', async () => {
    await add(1_500);
    let answers = 0;
    const changing = app.services.changes.many(
      mira,
      plan({ selection: { filter: { range: {} } }, revision: { categoryId: await categoryId('Food') } }),
    );
    let isDone = false;
    void changing.finally(() => (isDone = true));
    for (; !isDone; answers += 1) {
      await nextTurn();
      await app.db.get('SELECT 1 AS x');
    }
    expect(await changing).toMatchObject({ changed: 1_500, isUnderWay: false });
    expect(answers).toBeGreaterThan(3);
  });

  it('that give each expense a text of its own take a statement for many, and come back in as few', async () => {
    await add(150, { tags: ['kept'] });
    const updates: string[] = [];
    const { db } = app;
    const transaction = db.transaction.bind(db);
    db.transaction = (work) =>
      transaction((tx) => {
        const run: typeof tx.run = (sql, params) => {
          if (/UPDATE expenses/.test(sql)) updates.push(sql);
          return tx.run(sql, params);
        };
        return work({ all: tx.all.bind(tx), get: tx.get.bind(tx), run });
      });
    const carrying = async (name: string) => {
      const tagId = (await app.services.tags.list(mira)).find((tag) => tag.name === name)!.id;
      return (await app.services.expenses.browse(mira, { range: {}, tagIds: [tagId] }, { limit: 200 })).items;
    };
    const done = await app.services.bulk.change(
      mira,
      { filter: { range: {} } },
      { addTags: ['trip'], removeTags: ['kept'], categoryId: await categoryId('Food') },
    );
    expect(done.changed).toBe(150);
    expect(updates).toHaveLength(1);
    expect(await carrying('trip')).toHaveLength(150);
    expect(await undo(done.changeId)).toMatchObject({ changed: 150, leftAlone: [] });
    expect(updates).toHaveLength(2);
    expect(await carrying('kept')).toHaveLength(150);
  });

  it('that are under way refuse another change of many, and are finished by whoever finds them left', async () => {
    await add(450);
    const food = await categoryId('Food');
    const dying = new ChangeService(app.db, { now: () => new Date((nowMs += 1)) });
    await dying.stop();
    const left = await dying.many(
      mira,
      plan({ selection: { filter: { range: {} } }, revision: { categoryId: food } }),
    );
    expect(left.isUnderWay).toBe(true);
    await expect(app.services.categories.remove(mira, food)).rejects.toMatchObject({ code: 'conflict' });
    await expect(undo(left.changeId)).rejects.toMatchObject({ code: 'conflict' });
    const late = await add(1);
    expect(await app.services.changes.resume()).toBe(1);
    expect(await app.services.changes.find(mira, left.changeId)).toMatchObject({
      expenseCount: 450,
      isUnderWay: false,
    });
    // What was added after the start is not meant.
    expect((await find(late[0]!)).categoryId).toBeNull();
    expect(await app.services.changes.resume()).toBe(0);
  });

  it('of which one cannot be finished keep no other from its end', async () => {
    const inputs = Array.from({ length: 450 }, () => lunch);
    const left: number[] = [];
    for (const person of [mira, owen]) {
      await app.services.expenses.recordAll(person, inputs);
      const dying = new ChangeService(app.db, { now: () => new Date((nowMs += 1)) });
      await dying.stop();
      const everything = plan({
        selection: { filter: { range: {} } },
        revision: { description: 'Tea' },
      });
      left.push((await dying.many(person, everything)).changeId);
    }
    const { task } = (await app.db.get<{ task: string }>('SELECT task FROM changes WHERE id = $1', [
      left[0]!,
    ]))!;
    const setTask = (to: string) => app.db.run('UPDATE changes SET task = $2 WHERE id = $1', [left[0]!, to]);
    await setTask('no JSON');
    await expect(app.services.changes.resume()).rejects.toThrow(SyntaxError);
    const whole = { expenseCount: 450, isUnderWay: false };
    expect(await app.services.changes.find(owen, left[1]!)).toMatchObject(whole);
    await setTask(task);
    expect(await app.services.changes.resume()).toBe(1);
    expect(await app.services.changes.find(mira, left[0]!)).toMatchObject(whole);
  });

  it('of hundreds are undone to the last, and name whatever was changed again since', async () => {
    const ids = await add(401);
    const selection = { ids };
    const filed = await app.services.changes.many(
      mira,
      plan({ selection, revision: { categoryId: await categoryId('Food') } }),
    );
    const last = ids.at(-1)!;
    await correct(last, { description: 'Mine' });
    expect(await undo(filed.changeId)).toMatchObject({
      changed: 400,
      isUnderWay: false,
      leftAlone: [{ expenseId: last, reason: 'changed' }],
      leftAloneCount: 1,
    });
    expect((await find(ids[399]!)).categoryId).toBeNull();
    expect((await find(last)).categoryName).toBeNull();
  });

  it('that are refused leave no trace', async () => {
    const refusing = app.services.changes.many(mira, () => Promise.reject(new Error('no')));
    await expect(refusing).rejects.toThrow('no');
    expect((await app.services.changes.list(mira, { limit: 5 })).items).toEqual([]);
  });

  it('match descriptions as they are folded', async () => {
    const [straße] = await add(1, { description: 'Straße 5' });
    await add(1, { description: 'My Straße' });
    const starts = { how: 'starts', text: 'STRAßE' } as const;
    const { changed } = await app.services.changes.many(
      mira,
      plan({ selection: { filter: { range: {} }, matching: starts }, revision: { description: 'Road' } }),
    );
    expect(changed).toBe(1);
    expect((await find(straße!)).description).toBe('Road');
    const found = await app.services.expenses.browse(
      mira,
      { range: {}, words: searchWords('road') },
      { limit: 5 },
    );
    expect(found.items).toHaveLength(1);
  });
});

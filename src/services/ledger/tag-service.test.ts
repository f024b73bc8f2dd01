import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Day } from '../../domain/calendar.js';
import { engines } from '../../testing/engines.js';
import { signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { Principal } from '../identity/principal.js';
import type { TagService } from './tag-service.js';

describe.each(engines)('tags on $name', (engine) => {
  let app: TestApp;
  let tags: TagService;
  let mira: Principal;
  let owen: Principal;
  beforeAll(async () => {
    app = await startTestApp(engine);
    tags = app.services.tags;
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await (await signUp(app, 'mira')).principal();
    owen = await (await signUp(app, 'owen')).principal();
  });

  const spend = async (...names: string[]) =>
    (
      await app.services.expenses.record(mira, {
        ...{ amountMinor: 500n, description: 'x', categoryId: null, tags: names },
        spentOn: '2026-03-14' as Day,
      })
    ).id;
  const tagsOf = async (id: number) => (await app.services.expenses.find(mira, id)).tags;
  const idOf = async (name: string) => (await tags.list(mira)).find((tag) => tag.name === name)!.id;
  const told = async () => (await app.services.changes.list(mira, { limit: 1 })).items[0]!;
  const noSuchTag = { code: 'not_found', said: { key: 'error.no_such.tag' } };

  it('are listed by name, as people count, with how many expenses carry each', async () => {
    const gone = await spend('trip 2');
    await spend('trip 10', 'Émile');
    await spend('trip 2', 'zoo');
    await app.services.expenses.remove(mira, gone);
    expect((await tags.list(mira)).map(({ name }) => name)).toEqual(['Émile', 'trip 2', 'trip 10', 'zoo']);
    expect((await tags.listWithUse(mira)).map(({ name, expenseCount }) => [name, expenseCount])).toEqual([
      ['Émile', 1],
      ['trip 2', 1],
      ['trip 10', 1],
      ['zoo', 1],
    ]);
    expect(await tags.find(mira, await idOf('zoo'))).toMatchObject({ name: 'zoo', expenseCount: 1 });
  });

  it('are renamed on all their expenses, also to other letters of the same name', async () => {
    const expense = await spend('trip', 'work');
    const id = await idOf('trip');
    const renamed = await tags.rename(mira, id, ' Holiday ');
    expect(renamed).toEqual({ outcome: 'renamed', tag: { id, name: 'Holiday' } });
    expect(await tagsOf(expense)).toEqual(['Holiday', 'work']);
    expect(await tags.rename(mira, id, 'HOLIDAY')).toMatchObject({ outcome: 'renamed' });
    expect(await tagsOf(expense)).toEqual(['HOLIDAY', 'work']);
    await expect(tags.rename(mira, id, 'a,b')).rejects.toMatchObject({
      fields: { name: { key: 'fault.tag.comma' } },
    });
  });

  it('become one with the tag whose name they are given, and come apart again', async () => {
    const [both, one] = [await spend('trip', 'work'), await spend('trip')];
    const [trip, work] = [await idOf('trip'), await idOf('work')];
    const merged = await tags.rename(mira, trip, 'WORK');
    expect(merged).toMatchObject({
      outcome: 'merged',
      tag: { id: work, name: 'work' },
      change: { changed: 2 },
    });
    expect([await tagsOf(both), await tagsOf(one)]).toEqual([['work'], ['work']]);
    await expect(tags.find(mira, trip)).rejects.toMatchObject(noSuchTag);
    const change = await told();
    expect(change).toMatchObject({
      kind: 'tag_merge',
      subject: { name: 'trip', into: 'work', removedTag: { id: trip, name: 'trip' } },
    });
    await app.services.changes.undo(mira, change.id);
    expect([await tagsOf(both), await tagsOf(one)]).toEqual([['trip', 'work'], ['trip']]);
  });

  it('are taken off all expenses when they are removed', async () => {
    const expense = await spend('trip', 'work');
    expect(await tags.remove(mira, await idOf('trip'))).toMatchObject({ changed: 1, isUnderWay: false });
    expect(await tagsOf(expense)).toEqual(['work']);
    expect((await tags.list(mira)).map(({ name }) => name)).toEqual(['work']);
    expect(await told()).toMatchObject({ kind: 'tag_delete', subject: { name: 'trip' } });
  });

  it('are of one book', async () => {
    await spend('trip', 'work');
    const [trip, work] = [await idOf('trip'), await idOf('work')];
    for (const asked of [
      () => tags.find(owen, trip),
      () => tags.rename(owen, trip, 'mine'),
      () => tags.rename(mira, 987_654, 'mine'),
      () => tags.merge(owen, trip, work),
      () => tags.merge(mira, trip, 987_654),
      () => tags.remove(owen, trip),
    ])
      await expect(asked()).rejects.toMatchObject(noSuchTag);
    expect([await tags.list(owen), await tags.listWithUse(owen)]).toEqual([[], []]);
    expect(await tags.list(mira)).toHaveLength(2);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Day } from '../../domain/calendar.js';
import { searchWords } from '../../domain/search.js';
import { engines } from '../../testing/engines.js';
import { signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { Principal } from '../identity/principal.js';
import type { BulkRevision, Chosen } from './bulk-service.js';

describe.each(engines)('many expenses at once on $name', (engine) => {
  let app: TestApp;
  let mira: Principal;
  let food: number;
  beforeAll(async () => {
    app = await startTestApp(engine);
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await (await signUp(app, 'mira')).principal();
    food = (await app.services.categories.list(mira)).find(({ name }) => name === 'Food')!.id;
  });

  const add = async (description: string, spentOn = '2026-03-05', tags: string[] = []) =>
    (
      await app.services.expenses.record(mira, {
        ...{ amountMinor: 1_250n, description, categoryId: null, spentOn: spentOn as Day, tags },
      })
    ).id;
  const change = (chosen: Chosen, wanted: BulkRevision) => app.services.bulk.change(mira, chosen, wanted);
  const tagsOf = async (id: number) => (await app.services.expenses.find(mira, id)).tags;
  const filed = async () =>
    (await app.services.expenses.browse(mira, { range: {} }, { limit: 20 })).items
      .filter(({ categoryId }) => categoryId === food)
      .map(({ description, spentOn }) => `${description} ${spentOn}`)
      .sort();
  const told = async () => (await app.services.changes.list(mira, { limit: 1 })).items[0]!;

  it('are told by what became of them', async () => {
    const ids = [await add('Lunch', undefined, ['old'])];
    await change({ ids }, { categoryId: food, addTags: ['trip'], removeTags: ['old'] });
    expect(await told()).toMatchObject({
      kind: 'bulk_edit',
      subject: { into: 'Food', addedTags: ['trip'], removedTags: ['old'] },
    });
    await change({ ids }, { categoryId: null });
    expect((await told()).subject).toEqual({ into: '' });
    await change({ ids }, { addTags: ['work'], removeTags: [] });
    expect((await told()).subject).toEqual({ addedTags: ['work'] });
    await change({ ids }, { isDeleted: true });
    expect(await told()).toMatchObject({ kind: 'bulk_delete', subject: {} });
  });

  it('lose the tags that were named, in any letters, and keep the others', async () => {
    const [first, second] = [
      await add('Lunch', undefined, ['trip', 'work']),
      await add('Bus', undefined, ['work']),
    ];
    await change({ ids: [first, second] }, { removeTags: ['TRIP', 'never'] });
    expect([await tagsOf(first), await tagsOf(second)]).toEqual([['work'], ['work']]);
    expect((await app.services.tags.list(mira)).map(({ name }) => name).sort()).toEqual(['trip', 'work']);
  });

  it('keep their category and tags where nothing was said of them', async () => {
    const id = await add('Lunch', undefined, ['trip']);
    await change({ ids: [id] }, { categoryId: food });
    expect(await tagsOf(id)).toEqual(['trip']);
    await change({ ids: [id] }, { addTags: ['work'] });
    expect(await app.services.expenses.find(mira, id)).toMatchObject({
      categoryId: food,
      tags: ['trip', 'work'],
    });
  });

  it('count once, however often they are named', async () => {
    const id = await add('Lunch');
    expect(await change({ ids: [id, id] }, { categoryId: food })).toMatchObject({ changed: 1 });
  });

  it('are those that a search finds in its days, the first included and the last not', async () => {
    for (const day of ['2026-03-04', '2026-03-05', '2026-03-08', '2026-03-09']) await add('Lunch', day);
    await add('Bus', '2026-03-05');
    const range = { from: '2026-03-05' as Day, until: '2026-03-09' as Day };
    const words = searchWords('lunch');
    expect(await change({ filter: { range, words } }, { categoryId: food })).toMatchObject({ changed: 2 });
    expect(await filed()).toEqual(['Lunch 2026-03-05', 'Lunch 2026-03-08']);
    await change({ filter: { range: {}, words } }, { categoryId: food });
    expect(await filed()).toHaveLength(4);
  });

  it('are refused together where the category is not the book’s', async () => {
    const id = await add('Lunch');
    const refused = change({ ids: [id] }, { categoryId: 987_654, addTags: ['trip'] });
    await expect(refused).rejects.toMatchObject({
      code: 'invalid',
      fields: { category_id: { key: 'fault.category.unknown' } },
    });
    expect(await tagsOf(id)).toEqual([]);
    expect(await app.services.tags.list(mira)).toEqual([]);
  });
});

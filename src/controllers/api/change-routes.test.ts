import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CategoryJson, type PageJson, startTestApi, type TestApi } from '../../testing/api-client.js';
import { engines } from '../../testing/engines.js';

interface Expense {
  readonly id: number;
  readonly amount: string;
  readonly description: string;
  readonly category_id: number | null;
  readonly tags: readonly string[];
}
interface Changed {
  readonly changed: number;
  readonly change_id: number;
}
interface Undone {
  readonly undone: number;
  readonly left_alone: readonly number[];
}
interface ChangeJson {
  readonly id: number;
  readonly kind: string;
  readonly count: number;
  readonly undone_at: string | null;
}

const LUNCH = { amount: '12.50', description: 'Lunch', spent_on: '2026-03-14' };

describe.each(engines)('refunds, tags and changes by API on $name', (engine) => {
  let api: TestApi;
  let mira: TestApi['stranger'];
  beforeAll(async () => {
    api = await startTestApi(engine);
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    mira = (await api.register('mira')).api;
  });

  const add = async (more: object = {}) =>
    (await mira.post<Expense>('/expenses', { ...LUNCH, ...more })).body;
  const read = async (id: number) => (await mira.get<Expense>(`/expenses/${String(id)}`)).body;
  const bulk = async (body: object) => (await mira.post<Changed>('/expenses/bulk', body)).body;
  const undo = async (id: number) => (await mira.post<Undone>(`/changes/${String(id)}/undo`)).body;
  const changes = async () => (await mira.all<ChangeJson>('/changes?limit=2')).map(({ kind }) => kind);
  const total = async (query = '') =>
    (await mira.get<{ total: string }>(`/reports/summary${query}`)).body.total;

  it('let a refund lower every total that it belongs to', async () => {
    await add({ tags: ['trip'] });
    expect(await add({ amount: '-2.25', tags: ['trip'] })).toMatchObject({ amount: '-2.25', tags: ['trip'] });
    await add({ amount: -20, spent_on: '2026-04-01' });
    expect([await total(), await total('?month=2026-03'), await total('?month=2026-04')]).toEqual([
      '-9.75',
      '10.25',
      '-20.00',
    ]);
    expect((await mira.get('/reports/tags')).body).toMatchObject({
      total: '-9.75',
      data: [{ tag: 'trip', total: '10.25', count: 2 }],
    });
    expect((await mira.all<Expense>('/expenses?max=0')).map(({ amount }) => amount)).toEqual([
      '-20.00',
      '-2.25',
    ]);
  });

  it('agree on every figure: list, summary, reports and tags, refunds and deleted ones included', async () => {
    const food = (await mira.get<{ data: CategoryJson[] }>('/categories')).body.data.find(
      ({ name }) => name === 'Food',
    )!.id;
    for (let at = 0; at < 12; at += 1) {
      const added = await add({
        amount: at % 4 === 0 ? `-${String(at + 1)}.10` : `${String(at)}.35`,
        spent_on: `2026-0${String(1 + (at % 3))}-1${String(at % 10)}`,
        tags: ['trip', ...(at % 2 === 0 ? ['work'] : [])],
        category_id: at % 3 === 0 ? food : null,
      });
      if (at % 5 === 4) await mira.delete(`/expenses/${String(added.id)}`);
    }
    const queries = [
      '',
      'tag=trip',
      'tag=trip&tag=work',
      'tag=work&month=2026-02',
      'tag=work&from=2026-01-11&to=2026-03-16',
    ];
    const more = [
      `tag=work&category=${String(food)}`,
      'q=lun&tag=work',
      'min=2&tag=trip',
      `category=none&tag=trip`,
    ];
    for (const query of [...queries, ...more]) {
      const listed = await mira.all<Expense>(`/expenses?limit=2&${query}`);
      const cents = listed.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);
      expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length);
      for (const report of ['summary', 'monthly', 'categories', 'monthly-categories', 'tags']) {
        const { body } = await mira.get<{
          total: string;
          count: number;
          data?: { tag?: string; total: string }[];
        }>(`/reports/${report}?${query}`);
        expect([query, report, body.total, body.count]).toEqual([
          query,
          report,
          (cents / 100).toFixed(2),
          listed.length,
        ]);
        if (report !== 'tags' || !query.startsWith('tag=work')) continue;
        expect(body.data?.find(({ tag }) => tag === 'work')?.total).toBe(body.total);
      }
    }
  });

  it('file, tag and delete many, and take all of that back', async () => {
    const ids = [(await add()).id, (await add()).id, (await add({ description: 'Rent' })).id];
    const food = (await mira.get<{ data: CategoryJson[] }>('/categories')).body.data[0]!.id;
    const filed = await bulk({ ids, set: { category_id: food, add_tags: ['Trip', 'work'] } });
    expect(filed.changed).toBe(3);
    expect(await read(ids[0]!)).toMatchObject({ category_id: food, tags: ['Trip', 'work'] });
    const untagged = await bulk({ filter: { q: 'lunch', tag: 'trip' }, set: { remove_tags: ['TRIP'] } });
    expect(untagged.changed).toBe(2);
    expect((await mira.all<Expense>('/expenses?tag=trip')).map(({ description }) => description)).toEqual([
      'Rent',
    ]);
    const deleted = await bulk({ filter: {}, delete: true });
    expect(deleted.changed).toBe(3);
    expect(await mira.all('/expenses')).toEqual([]);
    expect(await changes()).toEqual(['bulk_delete', 'bulk_edit', 'bulk_edit']);
    for (const { change_id } of [deleted, untagged, filed])
      expect((await undo(change_id)).left_alone).toEqual([]);
    expect(await read(ids[0]!)).toMatchObject({ category_id: null, tags: [], amount: '12.50' });
    expect(await undo(filed.change_id)).toMatchObject({ undone: 0, left_alone: [] });
  });

  it('take numbers in the filter, for that is what JSON has', async () => {
    const food = (await mira.get<{ data: CategoryJson[] }>('/categories')).body.data[0]!.id;
    const { id } = await add({ category_id: food, spent_on: '2026-03-02' });
    const filter = { category: food, year: 2026, min: 1, max: 999 };
    expect((await bulk({ filter, set: { add_tags: ['trip'] } })).changed).toBe(1);
    expect(await read(id)).toMatchObject({ tags: ['trip'] });
  });

  it('name what was changed again since', async () => {
    const ids = [(await add()).id, (await add()).id];
    const filed = await bulk({ ids, set: { add_tags: ['trip'] } });
    await mira.patch(`/expenses/${String(ids[0])}`, { amount: '99' });
    expect(await undo(filed.change_id)).toMatchObject({ undone: 1, left_alone: [ids[0]] });
    expect(await read(ids[0]!)).toMatchObject({ amount: '99.00', tags: ['trip'] });
  });

  it('tell the history of an expense, in the trash too', async () => {
    const { id } = await add();
    await mira.patch(`/expenses/${String(id)}`, { amount: '13', tags: ['trip'] });
    await mira.delete(`/expenses/${String(id)}`);
    const { body } = await mira.get<{ data: object[] }>(`/expenses/${String(id)}/history`);
    expect(body.data).toMatchObject([
      { kind: 'delete', amount: '13.00', deleted: true },
      { kind: 'edit', amount: '13.00', tags: ['trip'], deleted: false },
      { kind: 'add', amount: '12.50', tags: [], change_id: null, deleted: false },
    ]);
  });

  it('keep the tags of a change that does not speak of them', async () => {
    const { id } = await add({ tags: ['trip'] });
    await mira.patch(`/expenses/${String(id)}`, { amount: '13' });
    expect((await read(id)).tags).toEqual(['trip']);
    await mira.patch(`/expenses/${String(id)}`, { tags: [] });
    expect((await read(id)).tags).toEqual([]);
  });

  it('rename, merge and remove tags', async () => {
    const [first, second] = [await add({ tags: ['trip'] }), await add({ tags: ['work', 'Trip'] })];
    await mira.delete(`/expenses/${String(first.id)}`);
    const tags = async () =>
      (await mira.get<PageJson<{ id: number; name: string; count: number }>>('/tags')).body.data;
    const [trip, work] = await tags();
    expect([trip, work]).toMatchObject([
      { name: 'trip', count: 1 },
      { name: 'work', count: 1 },
    ]);
    expect((await mira.patch(`/tags/${String(trip!.id)}`, { name: 'holiday' })).body).toMatchObject({
      name: 'holiday',
    });
    expect((await read(second.id)).tags).toEqual(['holiday', 'work']);
    expect((await mira.patch(`/tags/${String(trip!.id)}`, { name: ' WORK ' })).body).toMatchObject({
      id: work!.id,
      count: 1,
    });
    expect((await read(second.id)).tags).toEqual(['work']);
    await mira.post(`/expenses/${String(first.id)}/restore`);
    expect((await read(first.id)).tags).toEqual(['work']);
    expect((await mira.delete(`/tags/${String(work!.id)}`)).status).toBe(204);
    expect((await read(second.id)).tags).toEqual([]);
    const [removal, , merge] = (await mira.get<PageJson<ChangeJson>>('/changes')).body.data;
    expect((await undo(removal!.id)).left_alone).toEqual([]);
    expect(await tags()).toMatchObject([{ name: 'work', count: 2 }]);
    expect(merge!.kind).toBe('tag_merge');
    expect((await undo(merge!.id)).left_alone).toEqual([first.id]);
    expect((await read(second.id)).tags).toEqual(['holiday', 'work']);
  });

  it.each([
    [{ ids: [1] }, ['set']],
    [{ set: {} }, ['ids']],
    [{ ids: [1], filter: {}, delete: true }, ['ids']],
    [{ ids: ['x'], delete: true }, ['ids.0']],
    [{ ids: [1], set: { category_id: 987_654 } }, ['category_id']],
    [{ ids: [1], set: { add_tags: ['x'.repeat(41)] } }, ['set.add_tags']],
    [{ filter: { tag: 'nothing' }, delete: true }, ['tag']],
    [{ filter: { month: 'x' }, delete: true }, ['month']],
  ])('refuse %j', async (body, fields) => {
    const { id } = await add();
    expect(await mira.post('/expenses/bulk', body)).toMatchObject({ status: 422, fields });
    expect(await read(id)).toMatchObject({ tags: [] });
  });

  it('pass over what is not theirs', async () => {
    const { id } = await add();
    const owen = (await api.register('owen')).api;
    const body = (await owen.post<Changed>('/expenses/bulk', { ids: [id], delete: true })).body;
    expect(body.changed).toBe(0);
    expect((await read(id)).amount).toBe('12.50');
  });

  it('refuse tags that cannot be, and unknown ones in a filter', async () => {
    expect((await mira.post('/expenses', { ...LUNCH, tags: ['a,b'] })).fields).toEqual(['tags']);
    expect((await mira.post('/expenses', { ...LUNCH, tags: 'trip' })).fields).toEqual(['tags']);
    expect((await mira.get('/expenses?tag=nothing')).fields).toEqual(['tag']);
  });
});

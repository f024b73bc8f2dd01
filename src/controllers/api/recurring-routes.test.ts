import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../../testing/api-client.js';
import { engines } from '../../testing/engines.js';

interface RecurringJson {
  readonly id: number;
  readonly amount: string;
  readonly next_on: string | null;
  readonly paused: boolean;
}
interface UpcomingJson {
  readonly data: readonly { readonly recurring_id: number; readonly date: string; readonly amount: string }[];
}

const today = new Date().toISOString().slice(0, 10);
const inDays = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
const RENT = { amount: '900', description: 'Rent', every: 'week', starts_on: inDays(3) };

describe.each(engines)('recurring expenses by API on $name', (engine) => {
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
    (await mira.post<RecurringJson>('/recurring', { ...RENT, ...more })).body;
  const upcoming = async (until: string) =>
    (await mira.get<UpcomingJson>(`/recurring/upcoming?until=${until}`)).body.data;

  it('are begun, read, listed by their next day and ended', async () => {
    const answer = await mira.post<RecurringJson>('/recurring', { ...RENT, tags: ['home'], interval: 2 });
    expect(answer.status).toBe(201);
    const { id } = answer.body;
    expect(answer.headers.get('location')).toBe(`/api/v1/recurring/${String(id)}`);
    expect(answer.body).toMatchObject({
      ...{ amount: '900.00', description: 'Rent', category_id: null, category: null, tags: ['home'] },
      ...{ interval: 2, every: 'week', starts_on: inDays(3), ends_on: null, mode: 'add', paused: false },
      next_on: inDays(3),
    });
    const sooner = await add({ starts_on: inDays(1) });
    const list = (await mira.get<{ data: RecurringJson[] }>('/recurring')).body.data;
    expect(list.map((each) => each.id)).toEqual([sooner.id, id]);
    expect((await mira.delete(`/recurring/${String(id)}`)).status).toBe(204);
    expect((await mira.get(`/recurring/${String(id)}`)).status).toBe(404);
  });

  it('add what has been due since a first day in the past, and name themselves in the expenses', async () => {
    const { id } = await add({ starts_on: inDays(-14), amount: '-4.50' });
    const expenses = await mira.all<{ spent_on: string; amount: string; recurring_id: number }>('/expenses');
    expect(expenses.map(({ spent_on }) => spent_on)).toEqual([today, inDays(-7), inDays(-14)]);
    expect(expenses[0]).toMatchObject({ recurring_id: id, amount: '-4.50' });
    const changes = (await mira.get<{ data: { kind: string; count: number }[] }>('/changes')).body.data;
    expect(changes[0]).toMatchObject({ kind: 'recurring', count: 3 });
  });

  it('tell what is to come, skip a day, and go on after a pause', async () => {
    const { id } = await add();
    expect(await upcoming(inDays(10))).toEqual([
      { recurring_id: id, date: inDays(3), amount: '900.00', description: 'Rent' },
      { recurring_id: id, date: inDays(10), amount: '900.00', description: 'Rent' },
    ]);
    const path = `/recurring/${String(id)}`;
    expect((await mira.post(`${path}/skip`)).body).toMatchObject({ next_on: inDays(10) });
    expect((await mira.post(`${path}/skip`, { date: inDays(24) })).body).toMatchObject({
      next_on: inDays(10),
    });
    expect((await upcoming(inDays(31))).map(({ date }) => date)).toEqual([
      inDays(10),
      inDays(17),
      inDays(31),
    ]);
    expect((await mira.patch(path, { paused: true })).body).toMatchObject({ paused: true, next_on: null });
    expect(await upcoming(inDays(31))).toEqual([]);
    expect((await mira.post(`${path}/skip`)).status).toBe(409);
    expect((await mira.patch(path, { paused: false })).body).toMatchObject({ next_on: inDays(10) });
  });

  it('wait for an answer where they only remind, and take one for a day', async () => {
    const { id } = await add({ mode: 'remind', every: 'day', starts_on: inDays(-1) });
    const path = `/recurring/${String(id)}`;
    expect((await mira.get(path)).body).toMatchObject({ waiting: [inDays(-1), today] });
    expect((await mira.post(`${path}/add`, { date: today })).body).toMatchObject({ waiting: [inDays(-1)] });
    expect((await mira.post(`${path}/add`, { date: today })).fields).toEqual(['date']);
    expect((await mira.post(`${path}/add`, {})).fields).toEqual(['date']);
    expect((await mira.post(`${path}/skip`, { date: inDays(-1) })).body).toMatchObject({ waiting: [] });
    const expenses = await mira.all<{ spent_on: string }>('/expenses');
    expect(expenses.map(({ spent_on }) => spent_on)).toEqual([today]);
  });

  it('tell the last day of each month of the years to come', async () => {
    const year = Number(today.slice(0, 4)) + 1;
    await add({ every: 'month', starts_on: `${String(year)}-01-31` });
    const days = (await upcoming(`${String(year + 4)}-12-31`)).map(({ date }) => date);
    expect(days).toHaveLength(60);
    for (const each of days) expect(new Date(Date.parse(each) + 86_400_000).getUTCDate()).toBe(1);
  });

  it('change what is sent and keep the rest', async () => {
    const { id } = await add({ tags: ['home'], interval: 3, ends_on: inDays(300), mode: 'remind' });
    const changed = await mira.patch(`/recurring/${String(id)}`, { amount: '950' });
    expect(changed.body).toMatchObject({
      ...{ amount: '950.00', tags: ['home'], interval: 3, ends_on: inDays(300), mode: 'remind' },
    });
    const open = await mira.patch(`/recurring/${String(id)}`, { ends_on: null, tags: [] });
    expect(open.body).toMatchObject({ amount: '950.00', ends_on: null, tags: [] });
  });

  it('are begun once for a key, however often it is sent', async () => {
    const headers = { 'Idempotency-Key': 'rent-1' };
    const ids = [];
    for (let at = 0; at < 2; at += 1)
      ids.push((await mira.send<RecurringJson>('POST', '/recurring', { json: RENT, headers })).body.id);
    expect(ids[0]).toBe(ids[1]);
    expect((await mira.get<{ data: unknown[] }>('/recurring')).body.data).toHaveLength(1);
  });

  it('answer a key that comes again after they were deleted with what was begun', async () => {
    const headers = { 'Idempotency-Key': 'rent-1' };
    const send = () => mira.send<RecurringJson>('POST', '/recurring', { json: RENT, headers });
    const { id } = (await send()).body;
    await mira.delete(`/recurring/${String(id)}`);
    const again = await send();
    expect([again.status, again.body]).toMatchObject([201, { id, amount: '900.00', next_on: null }]);
    expect((await mira.get<{ data: unknown[] }>('/recurring')).body.data).toEqual([]);
  });

  it('say by their id that they went with what they added, and that they are back', async () => {
    const { id } = await add({ starts_on: inDays(-7) });
    const undoNewest = async () => {
      const [newest] = (await mira.get<{ data: { id: number }[] }>('/changes?limit=1')).body.data;
      return (await mira.post(`/changes/${String(newest!.id)}/undo`)).body;
    };
    const gone = { undone: 2, recurring_deleted: id, recurring_restored: null };
    expect(await undoNewest()).toMatchObject(gone);
    expect((await mira.get(`/recurring/${String(id)}`)).status).toBe(404);
    expect(await undoNewest()).toMatchObject({ undone: 2, recurring_deleted: null, recurring_restored: id });
    expect((await mira.get(`/recurring/${String(id)}`)).status).toBe(200);
    await mira.patch(`/recurring/${String(id)}`, { amount: '950' });
    const expense = await mira.post<{ id: number }>('/expenses', { amount: '1', description: 'Tea' });
    await mira.delete(`/expenses/${String(expense.body.id)}`);
    expect(await undoNewest()).toMatchObject({ recurring_deleted: null, recurring_restored: null });
  });

  it.each([
    [{ interval: 0 }, ['interval']],
    [{ interval: 100 }, ['interval']],
    [{ interval: 1.5 }, ['interval']],
    [{ interval: { weeks: 2 } }, ['interval']],
    [{ every: 'fortnight' }, ['every']],
    [{ mode: 'perhaps' }, ['mode']],
    [{ starts_on: '2026-02-30' }, ['starts_on']],
    [{ ends_on: inDays(1) }, ['ends_on']],
    [{ every: 'day', starts_on: '1950-01-01' }, ['starts_on']],
    [{ amount: '0' }, ['amount']],
    [{ category_id: 999_999_999 }, ['category_id']],
    [{ paused: true }, ['paused']],
    [{ amount: 'x', description: '' }, ['amount', 'description']],
  ])('refuse %j', async (more, fields) => {
    const answer = await mira.post('/recurring', { ...RENT, ...more });
    expect([answer.status, [...answer.fields].sort()]).toEqual([422, fields]);
  });

  it('refuse days that cannot be', async () => {
    const { id } = await add();
    expect((await mira.get('/recurring/upcoming?until=soon')).fields).toEqual(['until']);
    await add({ every: 'day' });
    expect((await mira.get('/recurring/upcoming?until=2199-12-31')).fields).toEqual(['until']);
    expect((await mira.post(`/recurring/${String(id)}/skip`, { date: inDays(4) })).fields).toEqual(['date']);
    expect((await mira.post(`/recurring/${String(id)}/skip`, { date: '4' })).fields).toEqual(['date']);
  });
});

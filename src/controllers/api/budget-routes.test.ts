import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CategoryJson, startTestApi, type TestApi } from '../../testing/api-client.js';
import { engines } from '../../testing/engines.js';

interface BudgetsJson {
  readonly month: string;
  readonly data: readonly object[];
}

describe.each(engines)('budgets by API on $name', (engine) => {
  let api: TestApi;
  let mira: TestApi['stranger'];
  let food: number;
  let health: number;
  beforeAll(async () => {
    api = await startTestApi(engine);
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    mira = (await api.register('mira')).api;
    const { data } = (await mira.get<{ data: CategoryJson[] }>('/categories')).body;
    food = data.find(({ name }) => name === 'Food')!.id;
    health = data.find(({ name }) => name === 'Health')!.id;
  });

  const set = (of: number | string, amount: unknown, from = '2026-01', more: object = {}) =>
    mira.send('PUT', `/budgets/${String(of)}`, { json: { amount, from, ...more } });
  const spend = (amount: string, spent_on: string, category_id: number | null = food) =>
    mira.post('/expenses', { amount, spent_on, category_id, description: 'x' });
  const budgets = async (month: string) => (await mira.get<BudgetsJson>(`/budgets?month=${month}`)).body.data;

  it('say what is spent and left, refunds counted', async () => {
    const answer = await set(food, '60');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ category_id: food, amount: '60.00', from: '2026-01', carry_over: false });
    await set('all', 100.5);
    await spend('50', '2026-03-01');
    await spend('-8', '2026-03-31');
    await spend('70.60', '2026-03-15', null);
    await spend('1000', '2026-04-01');
    const { body } = await mira.get<BudgetsJson>('/budgets?month=2026-03');
    expect(body).toEqual({
      month: '2026-03',
      data: [
        { category_id: null, budget: '100.50', carried: '0.00', spent: '112.60', left: '-12.10' },
        { category_id: food, budget: '60.00', carried: '0.00', spent: '42.00', left: '18.00' },
      ],
    });
  });

  it('count from a month on, and earlier months keep theirs', async () => {
    await set(food, '60', '2026-01');
    await set(food, '80', '2026-03');
    await set(food, '70', '2026-02');
    const amounts = await Promise.all(
      ['2025-12', '2026-01', '2026-02', '2026-03', '2026-04'].map(async (month) => await budgets(month)),
    );
    expect(amounts.map(([line]) => line && 'budget' in line && line.budget)).toEqual([
      ...[undefined, '60.00', '70.00', '80.00', '80.00'],
    ]);
  });

  it('carry over what is left, and what was too much', async () => {
    await set(food, '60', '2026-01', { carry_over: true });
    await spend('40', '2026-01-10');
    await spend('70', '2026-02-10');
    await spend('100', '2026-03-10');
    const carried = ['2026-01', '2026-02', '2026-03', '2026-04'].map(async (month) => {
      const [line] = (await budgets(month)) as { carried: string; left: string }[];
      return [line!.carried, line!.left];
    });
    expect(await Promise.all(carried)).toEqual([
      ['0.00', '20.00'],
      ['20.00', '10.00'],
      ['10.00', '-30.00'],
      ['-30.00', '30.00'],
    ]);
  });

  it('end from this month on', async () => {
    await set(food, '60', '2020-01');
    await set(health, '5', '2199-12');
    expect((await mira.delete(`/budgets/${String(food)}`)).status).toBe(204);
    expect((await mira.get<BudgetsJson>('/budgets')).body.data).toEqual([]);
    expect(await budgets('2020-06')).toHaveLength(1);
    expect((await mira.delete(`/budgets/${String(food)}`)).status).toBe(404);
    // One that is still to begin never does.
    expect((await mira.delete(`/budgets/${String(health)}`)).status).toBe(204);
    expect(await budgets('2199-12')).toEqual([]);
    expect((await mira.delete('/budgets/all')).status).toBe(404);
  });

  it.each<[object, string]>([
    [{ amount: '0', from: '2026-01' }, 'amount'],
    [{ amount: '-5', from: '2026-01' }, 'amount'],
    [{ amount: '1.005', from: '2026-01' }, 'amount'],
    [{ from: '2026-01' }, 'amount'],
    [{ amount: '5', from: '2026-13' }, 'from'],
    [{ amount: '5', from: '2026-01-01' }, 'from'],
    [{ amount: '5' }, 'from'],
    [{ amount: '5', from: '2026-01', carry_over: 'yes' }, 'carry_over'],
    [{ amount: '5', from: '2026-01', category_id: 1 }, 'category_id'],
  ])('refuse %j by its field', async (json, field) => {
    const answer = await mira.send('PUT', '/budgets/all', { json });
    expect([answer.status, answer.fields]).toEqual([422, [field]]);
  });

  it('know no other month than a month, and no other category than one’s own', async () => {
    expect((await mira.get('/budgets?month=2026-3')).fields).toEqual(['month']);
    for (const id of ['0', 'none', 'ALL', '999999']) expect((await set(id, '5')).status, id).toBe(404);
  });
});

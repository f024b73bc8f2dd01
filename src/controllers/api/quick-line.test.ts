import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ApiClient,
  type CategoryJson,
  type ExpenseJson,
  type PageJson,
  startTestApi,
  type TestApi,
} from '../../testing/api-client.js';
import { DAY, TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';

interface Problem {
  readonly errors: { field: string; code: string; message: string }[];
}

describe.each(engines)('one line by API on $name', (engine) => {
  const clock = new TestClock('2026-11-27T18:00:00.000Z');
  let api: TestApi;
  let mira: ApiClient;
  beforeAll(async () => {
    api = await startTestApi(engine, { clock });
    // A personal token: it is still good tomorrow.
    const { api: session } = await api.register();
    const made = await session.post<{ token: string }>('/tokens', { name: 'phone', scope: 'write' });
    mira = api.stranger.as(made.body.token);
  });
  afterAll(() => api.close());

  const quick = (text: unknown, headers?: Record<string, string>) =>
    mira.post<ExpenseJson & Problem>('/expenses/quick', { text }, headers);
  const faults = async (text: unknown) => {
    const reply = await quick(text);
    expect(reply.status).toBe(422);
    return reply.body.errors.map(({ field, code }) => `${field} ${code}`);
  };

  it('adds what it says, and says where it is', async () => {
    const added = await quick('12.50 lunch #food yesterday #trip');
    expect(added.status).toBe(201);
    expect(added.headers.get('location')).toBe(`/api/v1/expenses/${String(added.body.id)}`);
    expect(added.headers.get('etag')).toBeTruthy();
    expect(added.body).toMatchObject({
      amount: '12.50',
      description: 'lunch',
      category: 'Food',
      spent_on: '2026-11-26',
      tags: ['trip'],
    });
    expect((await mira.get(`/expenses/${String(added.body.id)}`)).body).toEqual(added.body);
  });

  it('is of today without a day, and a refund with its word', async () => {
    expect((await quick('refund shoes 30')).body).toMatchObject({
      amount: '-30.00',
      description: 'shoes',
      category_id: null,
      spent_on: '2026-11-27',
      tags: [],
    });
  });

  it('names what is missing by stable codes', async () => {
    expect(await faults('lunch')).toEqual(['amount amount.empty']);
    expect(await faults('12.50 #food')).toEqual(['description description.empty']);
    expect(await faults('#food')).toEqual(['amount amount.empty', 'description description.empty']);
    expect(await faults('petrol 3.212')).toEqual(['amount amount.ambiguous']);
    expect(await faults('hotel 80 EUR')).toEqual(['amount amount.other_currency']);
    expect(await faults(`5 ${'x'.repeat(201)}`)).toEqual(['description description.too_long']);
    expect(await faults('  ')).toEqual(['text quick.empty']);
    expect(await faults(7)).toEqual(['text quick.empty']);
    expect(await faults(`5 ${'x '.repeat(300)}`)).toEqual(['text quick.too_long']);
  });

  it('speaks the language of the user, in the figures of their region', async () => {
    const hans = (await api.register()).api;
    await hans.patch('/users/me', { language: 'de', locale: 'de-AT' });
    const categories = (await hans.get<PageJson<CategoryJson>>('/categories')).body.data;
    await hans.patch(`/categories/${String(categories[0]!.id)}`, { name: 'Essen' });
    const added = await hans.post<ExpenseJson>('/expenses/quick', {
      text: 'Mittagessen 1.212,50 #essen am 6. Jänner 2026',
    });
    expect(added.body).toMatchObject({
      amount: '1212.50',
      description: 'Mittagessen',
      category: 'Essen',
      spent_on: '2026-01-06',
    });
  });

  it('adds once for a key, also when it comes again after midnight', async () => {
    const key = { 'Idempotency-Key': crypto.randomUUID() };
    const first = await quick('3 coffee yesterday', key);
    clock.advance(DAY);
    const second = await quick('3 coffee yesterday', key);
    expect(second.body).toEqual(first.body);
    const other = await quick('4 coffee yesterday', key);
    expect(other.body.errors).toMatchObject([{ code: 'idempotency_key.reused' }]);
  });
});

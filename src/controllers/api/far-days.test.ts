import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiClient, type ExpenseJson, startTestApi, type TestApi } from '../../testing/api-client.js';
import { TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';

// Pages ask back about them once (far-day-pages.test.ts): a program means what it sends.
describe.each(engines)('days far away by API on $name', (engine) => {
  let api: TestApi;
  let mira: ApiClient;
  beforeAll(async () => {
    api = await startTestApi(engine, { clock: new TestClock('2026-11-27T12:00:00.000Z') });
    mira = (await api.register()).api;
  });
  afterAll(() => api.close());

  const capsule = { amount: '12.50', description: 'Time capsule' };

  it.each(['1900-01-01', '1976-11-26', '2027-11-28', '2199-12-31'])('takes %s at once', async (spent_on) => {
    const { status, body } = await mira.post<ExpenseJson>('/expenses', { ...capsule, spent_on });
    expect([status, body.spent_on]).toEqual([201, spent_on]);
    const path = `/expenses/${String(body.id)}`;
    await mira.patch(path, { spent_on: '2026-11-27' });
    const moved = await mira.patch<ExpenseJson>(path, { spent_on });
    expect([moved.status, moved.body.spent_on]).toEqual([200, spent_on]);
    const batch = await mira.post('/expenses/batch', { expenses: [{ ...capsule, spent_on }] });
    expect(batch.status).toBe(201);
    const line = await mira.post<ExpenseJson>('/expenses/quick', { text: `12.50 capsule ${spent_on}` });
    expect([line.status, line.body.spent_on]).toEqual([201, spent_on]);
    const rhythm = { ...capsule, every: 'year', interval: 99, mode: 'remind', starts_on: spent_on };
    expect((await mira.post('/recurring', rhythm)).status).toBe(201);
  });

  it.each(['1899-12-31', '2200-01-01'])('refuses %s for the true reason', async (spent_on) => {
    const reply = await mira.post<{ errors: { code: string }[] }>('/expenses', { ...capsule, spent_on });
    expect([reply.status, reply.body.errors.map(({ code }) => code)]).toEqual([422, ['day.out_of_range']]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Day, Month } from '../../domain/calendar.js';
import { engines } from '../../testing/engines.js';
import { signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const DEVICE = { userAgent: 'test', ip: '127.0.0.1', ipPrefix: '127.0.0.0/24' };

describe.each(engines)('an amount that was read before the currency changed, on $name,', (engine) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp(engine);
  });
  afterAll(() => app.close());

  it('is refused instead of becoming a hundred times as much', async () => {
    const { accounts, profiles, sessions, expenses } = app.services;
    const password = 'correct horse battery staple';
    const tokens = await accounts.register({ username: 'yuki', email: 'yuki@example.com', password }, DEVICE);
    const before = (await sessions.authenticate(tokens.accessToken))!;
    await profiles.change(before, { currency: 'JPY' });

    const input = { amountMinor: 1250n, description: 'Tea', categoryId: null, spentOn: '2026-03-01' as Day };
    const refused = { code: 'invalid', fields: { amount: { key: 'fault.amount.currency_changed' } } };
    await expect(expenses.record(before, input)).rejects.toMatchObject(refused);
    await expect(expenses.recordAll(before, [input])).rejects.toMatchObject(refused);
    const { budgets, recurring } = app.services;
    const budget = { fromMonth: '2026-03' as Month, amountMinor: 12_500n, carryOver: false };
    await expect(budgets.set(before, 'all', budget)).rejects.toMatchObject(refused);
    await expect(budgets.copyLastMonth(before, '2026-03' as Month)).rejects.toMatchObject(refused);
    const rhythm = {
      interval: 1,
      every: 'month',
      startsOn: input.spentOn,
      endsOn: null,
      mode: 'add',
    } as const;
    await expect(recurring.add(before, { ...input, ...rhythm, tags: [] })).rejects.toMatchObject(refused);
    expect(await recurring.list(before)).toEqual([]);
    expect(await budgets.listSteps(before)).toEqual([]);

    const now = (await sessions.authenticate(tokens.accessToken))!;
    expect((await expenses.browse(now, { range: {} }, { limit: 10 })).items).toEqual([]);
    expect((await expenses.record(now, input)).amountMinor).toBe(1250n);
  });

  it('counts in the new one where that has as many digits, once for each form', async () => {
    const { profiles, expenses } = app.services;
    const person = await signUp(app, 'ana');
    const before = await person.principal();
    await profiles.change(before, { currency: 'EUR' });

    const input = { amountMinor: 1250n, description: 'Tea', categoryId: null, spentOn: '2026-03-01' as Day };
    const key = { value: 'form', whenReused: 'distinguish' } as const;
    const first = await expenses.record(before, input, key);
    expect(await expenses.record(before, input, key)).toEqual(first);
    const { items } = await expenses.browse(await person.principal(), { range: {} }, { limit: 10 });
    expect(items).toEqual([first]);
  });
});

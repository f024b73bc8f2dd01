import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Day } from '../domain/calendar.js';
import { RECURRING_MAX } from '../services/ledger/recurring/recurring-input.js';
import { RULES_MAX } from '../services/ledger/rules/rule-service.js';
import { engines } from '../testing/engines.js';
import { type Person, signUp, tokenFor } from '../testing/person.js';
import { dumpTables } from '../testing/table-dump.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const MARKUP = '"><script>alert(1)</script><b x=\'';
const RULE = { match: 'contains', text: 'shop', category_id: '', add_tags: 'trip', description: '' };
const GYM = {
  ...{ amountMinor: 2000n, description: 'Gym', categoryId: null, tags: [], mode: 'add' as const },
  ...{ interval: 1, every: 'month' as const, startsOn: '2099-01-01' as Day, endsOn: null },
};
const TABLES = ['rules', 'budgets', 'recurring', 'expenses', 'changes', 'tags', 'categories'];

describe.each(engines)('rules, budgets and what comes back, attacked on $name', (engine) => {
  let app: TestApp;
  let mira: Person;
  beforeAll(async () => {
    app = await startTestApp(engine);
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await signUp(app);
  });

  const stored = () => dumpTables(app.db, TABLES);
  const categoryId = async (person: Person, name = 'Food') =>
    (await app.services.categories.list(await person.principal())).find((one) => one.name === name)!.id;
  const rules = async () => app.services.rules.list(await mira.principal());
  /** The same form from two tabs at the same time; gives the statuses. */
  const twice = async (path: string, fields: Record<string, string>, times = 2) => {
    const _csrf = await tokenFor(mira);
    const sent = Array.from({ length: times }, () =>
      mira.post(path, { _csrf, ...fields }, { follow: false }),
    );
    return (await Promise.all(sent)).map(({ status }) => status);
  };

  describe('by two tabs at once,', () => {
    it('set the same budget to one of both, and to nothing else', async () => {
      const food = String(await categoryId(mira));
      const fields = { category_id: food, from: '2026-03', month: '2026-03' };
      const _csrf = await tokenFor(mira);
      const sent = ['10.00', '20.00', '30.00', '40.00'].map((amount) =>
        mira.post('/budgets', { _csrf, ...fields, amount }, { follow: false }),
      );
      expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([303, 303, 303, 303]);
      const steps = await app.services.budgets.listSteps(await mira.principal());
      expect(steps).toHaveLength(1);
      expect([1000n, 2000n, 3000n, 4000n]).toContain(steps[0]!.amountMinor);
    });

    it('set and remove a budget in one order or the other', async () => {
      const food = String(await categoryId(mira));
      const fields = { category_id: food, from: '2026-03', month: '2026-03', amount: '10.00' };
      await mira.send('/budgets', fields);
      const _csrf = await tokenFor(mira);
      const answers = await Promise.all([
        mira.post('/budgets', { _csrf, ...fields, amount: '20.00' }, { follow: false }),
        mira.post(`/budgets/${food}/remove`, { _csrf, month: '2026-03' }, { follow: false }),
        mira.post(`/budgets/${food}/restore?month=2026-03`, { _csrf }, { follow: false }),
      ]);
      expect(answers.filter(({ status }) => ![303, 404].includes(status))).toEqual([]);
      expect((await app.services.budgets.listSteps(await mira.principal())).length).toBeLessThanOrEqual(1);
    });

    it('save one rule, where it is the same form', async () => {
      const statuses = await twice('/rules', { ...RULE, idempotency_key: 'one-form' }, 4);
      expect(statuses).toEqual([303, 303, 303, 303]);
      expect(await rules()).toHaveLength(1);
    });

    it('carry a rule out once: the other run leaves no change behind', async () => {
      for (let at = 0; at < 3; at += 1) await mira.spend('1.00', `Shop ${String(at)}`);
      await mira.send('/rules', RULE);
      const [rule] = await rules();
      const statuses = await twice(`/rules/${String(rule!.id)}/apply`, {}, 4);
      expect(statuses.every((status) => [303, 409].includes(status))).toBe(true);
      const { items } = await app.services.changes.list(await mira.principal(), { limit: 50 });
      expect(items.map(({ kind }) => kind)).toEqual(['rule']);
      const rows = await app.db.all(
        'SELECT * FROM expense_tags JOIN expenses ON expenses.id = expense_id WHERE expenses.book_id = $1',
        [(await mira.principal()).bookId],
      );
      expect(rows).toHaveLength(3);
    });

    it('move rules so that each keeps a place of its own', async () => {
      for (const text of ['one', 'two', 'three', 'four']) await mira.send('/rules', { ...RULE, text });
      const all = await rules();
      const _csrf = await tokenFor(mira);
      const moves = all.map(({ id }) =>
        mira.post(`/rules/${String(id)}/move`, { _csrf, to: 'up' }, { follow: false }),
      );
      expect((await Promise.all(moves)).map(({ status }) => status)).toEqual([303, 303, 303, 303]);
      const places = await app.db.all<{ position: number }>(
        'SELECT position FROM rules WHERE book_id = $1 AND deleted_at IS NULL',
        [(await mira.principal()).bookId],
      );
      expect(new Set(places.map(({ position }) => position)).size).toBe(4);
    });
  });

  describe('hold no more than a book may,', () => {
    it('also when deleted rules come back', async () => {
      const principal = await mira.principal();
      const add = () =>
        app.services.rules.add(principal, {
          ...{ match: 'contains', text: 'shop', categoryId: null, tags: ['trip'], description: null },
        });
      const first = await add();
      for (let at = 1; at < RULES_MAX; at += 1) await add();
      await mira.send(`/rules/${String(first.id)}/delete`);
      await add();
      const back = await mira.send(`/rules/${String(first.id)}/restore`);
      expect(back.status).toBe(409);
      expect(await rules()).toHaveLength(RULES_MAX);
    });

    it('also when deleted recurring expenses come back', async () => {
      const principal = await mira.principal();
      const first = await app.services.recurring.add(principal, GYM);
      for (let at = 1; at < RECURRING_MAX; at += 1) await app.services.recurring.add(principal, GYM);
      await mira.send(`/recurring/${String(first.id)}/delete`);
      await app.services.recurring.add(principal, GYM);
      const back = await mira.send(`/recurring/${String(first.id)}/restore`);
      expect(back.status).toBe(409);
      expect(await app.services.recurring.list(principal)).toHaveLength(RECURRING_MAX);
    });
  });

  it('show markup in names as text, wherever they stand', async () => {
    const principal = await mira.principal();
    const category = await app.services.categories.add(principal, { name: `Pets ${MARKUP}` });
    const id = String(category.id);
    await mira.spend('5.00', `Shop ${MARKUP}`, { category_id: id, tags: `t ${MARKUP}` });
    await mira.send('/rules', {
      ...{ match: 'contains', text: MARKUP, category_id: id },
      ...{ add_tags: `u ${MARKUP}`, description: `New ${MARKUP}` },
    });
    const pages = [await mira.get('/rules')];
    await mira.send('/budgets', { category_id: id, amount: '1.00', from: '2026-03', month: '2026-03' });
    pages.push(await mira.get('/budgets?month=2026-03'));
    await mira.send(`/budgets/${id}/remove`, { month: '2026-03' });
    pages.push(await mira.get('/budgets?month=2026-03'));
    const [rule] = await rules();
    pages.push(await mira.get(`/rules/${String(rule!.id)}/edit`));
    await mira.send(`/rules/${String(rule!.id)}/apply`);
    for (const path of [
      '/rules',
      '/changes',
      '/expenses',
      `/rules?try=yes&text=${encodeURIComponent(MARKUP)}`,
    ])
      pages.push(await mira.get(path));
    for (const page of pages) {
      expect([page.url, page.status]).toEqual([page.url, 200]);
      expect(page.html).not.toContain('<script>alert');
      expect(page.html).not.toContain("<b x='");
    }
    expect(pages.filter(({ html }) => html.includes('&lt;script&gt;')).length).toBeGreaterThanOrEqual(7);
    const suggested = await mira.get('/expenses/descriptions');
    expect(suggested.headers.get('content-type')).toContain('application/json');
    expect(suggested.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('answer whatever is sent by 4xx, and store none of it', async () => {
    await mira.send('/rules', RULE);
    const [rule] = await rules();
    const food = String(await categoryId(mira));
    const before = await stored();
    const long = 'x'.repeat(10_000);
    const nonsense: readonly (readonly [string, Record<string, string>])[] = [
      ['/rules', { ...RULE, text: long }],
      ['/rules', { ...RULE, text: '\u0000' }],
      ['/rules', { ...RULE, text: '   ' }],
      ['/rules', { ...RULE, match: '__proto__' }],
      ['/rules', { ...RULE, category_id: '9'.repeat(400) }],
      ['/rules', { ...RULE, category_id: '1e3' }],
      ['/rules', { ...RULE, add_tags: Array.from({ length: 5_000 }, (_, at) => `t${String(at)}`).join(',') }],
      ['/rules', { ...RULE, description: long }],
      [`/rules/${String(rule!.id)}`, { ...RULE, text: long }],
      ['/budgets', { category_id: food, amount: '9'.repeat(500), from: '2026-03' }],
      ['/budgets', { category_id: food, amount: '-1', from: '2026-03' }],
      ['/budgets', { category_id: food, amount: '1e9', from: '2026-03' }],
      ['/budgets', { category_id: food, amount: '1', from: '9999-99' }],
      ['/budgets', { category_id: food, amount: '1', from: '0000-01' }],
      ['/budgets', { category_id: food, amount: '1', from: long }],
      ['/budgets', { category_id: '__proto__', amount: '1', from: '2026-03' }],
      ['/budgets', { category_id: '9223372036854775808', amount: '1', from: '2026-03' }],
    ];
    for (const [path, fields] of nonsense)
      expect([path, fields, (await mira.send(path, fields)).status]).toEqual([path, fields, 422]);
    for (const path of [
      '/budgets?month=9999-99',
      `/budgets?month=${long}`,
      '/budgets?month[]=2026-03&month=2026-04',
      '/budgets?edit=9223372036854775808',
      '/budgets?edit=__proto__',
      `/rules?try=yes&text=${long}`,
      '/rules?try=yes&text=%00&match=nonsense',
      '/recurring?preview=yes&starts_on=nonsense',
    ])
      expect([path, (await mira.get(path)).status < 500]).toEqual([path, true]);
    expect(await stored()).toBe(before);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Day, Month } from '../domain/calendar.js';
import type { Browser, Page } from '../testing/browser.js';
import { engines } from '../testing/engines.js';
import { DEVICE, PASSWORD, Person, signUp, tokenFor } from '../testing/person.js';
import { pageTable } from '../testing/page-table.js';
import { dumpTables } from '../testing/table-dump.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const TABLES = [
  'users',
  'books',
  'categories',
  'expenses',
  'sessions',
  'access_tokens',
  'parked_forms',
  'recurring',
  'budgets',
  'rules',
];
const FREE = 987_654;

/** Fields with which each form would be carried out. */
const FIELDS: Readonly<Record<string, string>> = {
  amount: '1.00',
  description: 'Forged',
  spent_on: '2026-03-01',
  category_id: '',
  from: '2026-03',
  starts_on: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
  every: 'month',
  interval: '1',
  mode: 'add',
  match: 'contains',
  text: 'Forged',
  add_tags: 'forged',
  to: 'up',
  name: 'Forged',
  scope: 'write',
  expires: 'never',
  username: 'Forged',
  currency: 'EUR',
  time_zone: 'UTC',
  email: 'forged@example.com',
  password: PASSWORD,
  current_password: PASSWORD,
  new_password: 'a much better battery',
};

const posts = pageTable.filter(({ method }) => method === 'post');
const withId = pageTable.filter(({ path }) => path.includes(':id'));
const guarded = pageTable.filter(({ guard }) => guard === 'signed-in');
const named = (routes: typeof pageTable) => routes.map((route) => [route.path, route] as const);

describe.each(engines)('every page and form on $name', (engine) => {
  let app: TestApp;
  let mira: Person;
  let owen: Person;
  beforeAll(async () => {
    app = await startTestApp(engine);
    mira = await signUp(app, 'mira');
    owen = await signUp(app, 'owen');
  });
  afterAll(() => app.close());

  const stored = () => dumpTables(app.db, TABLES);

  /** Something of a person's for every kind of id in the table, and a category to merge into. */
  const idsOf = async (person: Person) => {
    const principal = await person.principal();
    const [first, second] = await app.services.categories.list(principal);
    const made = { name: 'Script', scope: 'read', expiresInDays: null } as const;
    const expense = await person.spend('1.00', 'Tagged', { tags: 'trip' });
    await app.services.expenses.remove(principal, expense);
    const [tag] = await app.services.tags.list(principal);
    const { items } = await app.services.changes.list(principal, { limit: 1 });
    const [kept] = await app.services.accessTokens.list(principal);
    const record = kept ?? (await app.services.accessTokens.make(principal, made, DEVICE)).record;
    const recurring = await app.services.recurring.add(principal, {
      ...{ amountMinor: 100n, description: 'Rent', categoryId: null, tags: [], mode: 'add' },
      ...{ interval: 1, every: 'month', startsOn: '2099-01-01' as Day, endsOn: null },
    });
    const budget = { amountMinor: 100n, fromMonth: '2020-01' as Month, carryOver: false };
    await app.services.budgets.set(principal, first!.id, budget);
    const rule = await app.services.rules.add(principal, {
      ...{ match: 'contains', text: 'Tagged', categoryId: null, tags: ['trip'], description: null },
    });
    return {
      expenses: await person.spend(),
      categories: first!.id,
      into: second!.id,
      sessions: principal.sessionId!,
      tokens: record.id,
      tags: tag!.id,
      changes: items[0]!.id,
      recurring: recurring.id,
      budgets: first!.id,
      rules: rule.id,
    };
  };
  const kindOf = (path: string) =>
    /(\w+)\/:id/.exec(path)?.[1] as
      'expenses' | 'categories' | 'sessions' | 'tags' | 'changes' | 'recurring' | 'budgets' | 'rules';
  const at = (path: string, id: number) => path.replace(':id', String(id));
  const pathOf = async (path: string, person: Person) =>
    path.includes(':id') ? at(path, (await idsOf(person))[kindOf(path)]) : path;
  const ask = (person: Person, method: string, path: string, fields = FIELDS) =>
    method === 'get' ? person.get(path, { follow: false }) : person.send(path, fields);

  describe.each(named(posts))('POST %s', (path) => {
    const refusals: Readonly<
      Record<string, (form: { path: string; token: string }) => Promise<Page> | undefined>
    > = {
      'without a token: C01': (form) => mira.post(form.path, FIELDS, { follow: false }),
      'with an empty token: C01': (form) => mira.post(form.path, { ...FIELDS, _csrf: '' }, { follow: false }),
      'with its token in the address: C04': (form) =>
        mira.post(`${form.path}?_csrf=${encodeURIComponent(form.token)}`, FIELDS, { follow: false }),
      'with its token in a header': (form) =>
        mira.post(form.path, FIELDS, { follow: false, headers: { 'x-csrf-token': form.token } }),
      'from another site (Sec-Fetch-Site): C05': (form) =>
        post(mira, form, { 'sec-fetch-site': 'cross-site' }),
      'from a sibling of the host: C05': (form) => post(mira, form, { 'sec-fetch-site': 'same-site' }),
      'from another origin: C06': (form) => post(mira, form, { origin: 'https://evil.test' }),
      'from another port: C06': (form) => post(mira, form, { origin: 'http://127.0.0.1:1' }),
      'from nowhere that tells (Origin: null): C06': (form) => post(mira, form, { origin: 'null' }),
    };

    it('changes nothing unless the form is ours', async () => {
      const form = { path: await pathOf(path, mira), token: await tokenFor(mira) };
      const theirs = await tokenFor(owen);
      const beforeLogin = await tokenFor(new Person(app, 'x', 'x@example.com'));
      const before = await stored();
      const answers: Record<string, number | undefined> = {};
      for (const [name, send] of Object.entries(refusals)) answers[name] = (await send(form))?.status;
      answers['with the token of another person: C02'] = (
        await post(mira, { ...form, token: theirs })
      ).status;
      answers['with a token from before the login: C03'] = (
        await post(mira, { ...form, token: beforeLogin })
      ).status;
      expect(answers).toEqual(Object.fromEntries(Object.keys(answers).map((name) => [name, 403])));
      expect(await stored()).toBe(before);
    });
  });

  it('is taken from our own pages, by what browsers say of themselves', async () => {
    const form = { path: '/categories', token: await tokenFor(mira) };
    const own = [{ 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }, { origin: app.url }, {}];
    for (const [index, headers] of own.entries()) {
      const fields = { _csrf: form.token, name: `Own ${String(index)}` };
      expect((await mira.post('/categories', fields, { follow: false, headers })).status).toBe(303);
    }
  });

  it.each(named(guarded))(
    'leads somebody who is not signed in to the login: %s: Z04',
    async (path, route) => {
      const stranger = new Person(app, 'nobody', 'nobody@example.com');
      const goal = await pathOf(path, mira);
      const before = await stored();
      const answer = await ask(stranger, route.method, goal);
      expect(answer.status).toBe(303);
      const next = route.method === 'get' ? goal : '/expenses';
      expect(answer.headers.get('location')).toBe(`/login?${new URLSearchParams({ next }).toString()}`);
      expect(await stored()).toBe(before);
    },
  );

  it.each(named(withId))(
    'knows nothing of another book, nor of what is no id: %s: Z01, I08',
    async (path, route) => {
      const theirs = (await idsOf(owen))[kindOf(path)];
      await mira.spend();
      const before = await stored();
      const foreign = await ask(mira, route.method, at(path, theirs));
      const free = await ask(mira, route.method, at(path, FREE));
      expect([foreign.status, free.status]).toEqual([404, 404]);
      expect(comparable(foreign)).toBe(comparable(free));
      for (const id of ['0', '-1', '1.0', 'abc', '1e3', '9223372036854775808', '%00', '1%2F2']) {
        const odd = await ask(mira, route.method, path.replace(':id', id));
        expect([id, odd.status]).toEqual([id, 404]);
      }
      expect(await stored()).toBe(before);
    },
  );

  it('takes no category of another book, in any form: Z02', async () => {
    const [own, theirs] = [await idsOf(mira), await idsOf(owen)];
    const before = await stored();
    const foreign = { ...FIELDS, category_id: String(theirs.categories), into: String(theirs.categories) };
    const free = { ...FIELDS, category_id: String(FREE), into: String(FREE) };
    for (const path of [
      '/expenses',
      `/expenses/${String(own.expenses)}`,
      `/categories/${String(own.categories)}/merge`,
      '/rules',
      `/rules/${String(own.rules)}`,
      '/recurring',
      `/recurring/${String(own.recurring)}`,
      '/budgets',
    ]) {
      const [one, other] = [await mira.send(path, foreign), await mira.send(path, free)];
      expect([one.status, other.status]).toEqual([422, 422]);
      expect([path, one.html.includes('There is no such category.')]).toEqual([path, true]);
      expect(comparable(one)).toBe(comparable(other));
    }
    const filtered = await mira.get(`/expenses?category=${String(theirs.categories)}`);
    expect(filtered.status).toBe(422);
    expect((await mira.get(`/categories?edit=${String(theirs.categories)}`)).status).toBe(404);
    expect(await stored()).toBe(before);
  });

  it('ignores fields that a form does not have: Z03', async () => {
    const { bookId: theirBook, userId } = await owen.principal();
    const extra = { book_id: String(theirBook), user_id: String(userId), id: '1', version: '9', role: 'x' };
    const id = await mira.spend('5', 'Mine', {
      ...extra,
      created_at: '2000-01-01',
      deleted_at: '2000-01-01',
    });
    const row = await app.db.get('SELECT book_id, version, deleted_at FROM expenses WHERE id = $1', [id]);
    expect(row).toEqual({ book_id: (await mira.principal()).bookId, version: 1, deleted_at: null });
  });

  it('shows and sums up what is in one’s own book only: Z05', async () => {
    await owen.spend('7777.77', 'Canary of Owen');
    await app.services.categories.add(await owen.principal(), { name: 'Canary category' });
    await mira.spend('1.00', 'Own');
    const reads = [
      '/expenses',
      '/expenses?q=canary',
      '/expenses?q=%25',
      '/reports',
      '/categories',
      '/account',
      '/rules',
      '/rules?try=yes&text=canary',
      '/budgets',
      '/recurring',
      '/tags',
      '/changes',
      '/expenses/descriptions',
    ];
    for (const path of [
      ...reads,
      '/expenses/trash',
      '/account/sessions',
      '/account/tokens',
      '/account/delete',
    ]) {
      const { html, status } = await mira.get(path);
      expect([path, status]).toEqual([path, 200]);
      expect(html).not.toMatch(/canary (of|category)|7,?777|owen/i);
    }
  });

  it('answers another method with 405 and says which it takes', async () => {
    const options = await fetch(`${app.url}/expenses`, { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([405, 'GET, POST, HEAD']);
    const got = await mira.get('/expenses/5/delete');
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
    const body = new URLSearchParams({ _csrf: await tokenFor(mira), _method: 'DELETE' });
    const headers = { cookie: `outlay_access=${mira.accessToken}; outlay_refresh=${mira.refreshToken}` };
    for (const method of ['PUT', 'DELETE', 'PATCH'])
      expect((await fetch(`${app.url}/expenses`, { method, body, headers })).status).toBe(405);
  });
});

function post(browser: Browser, form: { path: string; token: string }, headers: Record<string, string> = {}) {
  return browser.post(form.path, { ...FIELDS, _csrf: form.token }, { follow: false, headers });
}

/** The page without what is different each time it is asked for, and without its own address. */
function comparable({ html, url }: Page): string {
  return html
    .replaceAll(`"${url}"`, '"HERE"')
    .replace(/(name="(_csrf|idempotency_key)" value=")[^"]*/g, '$1')
    .replace(/<code>[^<]*<\/code>/g, '');
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type CategoryJson,
  type ExpenseJson,
  type PageJson,
  startTestApi,
  type TestApi,
} from '../../testing/api-client.js';
import { engines } from '../../testing/engines.js';

const CANARY = 'canary-of-mira-5c1f';
const FREE_ID = 999_999_999;

type Owned = Record<
  | 'expenses'
  | 'categories'
  | 'sessions'
  | 'tokens'
  | 'tags'
  | 'changes'
  | 'imports'
  | 'recurring'
  | 'budgets'
  | 'rules',
  number
>;

describe.each(engines)('two users of the API on $name', (engine) => {
  let api: TestApi;
  let tom: TestApi['stranger'];
  let mira: TestApi['stranger'];
  let hers: Owned;

  beforeAll(async () => {
    api = await startTestApi(engine);
    mira = (await api.register('mira')).api;
    tom = (await api.register('tom')).api;
    const category = (await mira.post<CategoryJson>('/categories', { name: CANARY })).body.id;
    const expense = {
      amount: '4321.09',
      description: CANARY,
      spent_on: '2026-03-14',
      category_id: category,
      tags: [CANARY],
    };
    const stored = (await mira.post<ExpenseJson>('/expenses', expense)).body.id;
    const trashed = (await mira.post<ExpenseJson>('/expenses', expense)).body.id;
    await mira.delete(`/expenses/${String(trashed)}`);
    const token = (await mira.post<{ id: number }>('/tokens', { name: CANARY, scope: 'read' })).body.id;
    const session = (await mira.get<{ data: { id: number }[] }>('/sessions')).body.data[0]!.id;
    const tags = (await mira.get<{ data: { id: number }[] }>('/tags')).body.data[0]!.id;
    const changes = (await mira.get<{ data: { id: number }[] }>('/changes')).body.data[0]!.id;
    const imports = await uploaded();
    const recurring = (
      await mira.post<{ id: number }>('/recurring', {
        ...{ amount: '1', description: CANARY, every: 'month', starts_on: '2099-01-01' },
      })
    ).body.id;
    await mira.send('PUT', `/budgets/${String(category)}`, { json: { amount: '77', from: '2026-01' } });
    const rules = (await mira.post<{ id: number }>('/rules', { text: CANARY, add_tags: [CANARY] })).body.id;
    hers = {
      expenses: stored,
      categories: category,
      sessions: session,
      tokens: token,
      tags,
      changes,
      imports,
      recurring,
      budgets: category,
      rules,
    };
  });
  afterAll(() => api.close());

  it('are told the same of a foreign id as of one that nobody has, on every route with an id', async () => {
    const before = await snapshot();
    const routes = tom.contract.operations().filter(({ path }) => path.includes('{id}'));
    expect(routes.length).toBeGreaterThan(10);
    for (const { method, path } of routes) {
      const kind = path.split('/')[1] as keyof Owned;
      const body = ['post', 'put', 'patch'].includes(method) ? bodyFor(path) : undefined;
      const ask = (id: number) =>
        tom.send(method.toUpperCase(), path.replace('{id}', String(id)).replace('{line}', '2'), {
          json: body,
        });
      const [foreign, free] = [await ask(hers[kind]), await ask(FREE_ID)];
      expect(foreign.status, `${method} ${path}`).toBe(404);
      expect({ ...foreign.body, request_id: '' }).toEqual({ ...free.body, request_id: '' });
      expect(foreign.text).not.toContain(CANARY);
    }
    expect(await snapshot()).toEqual(before);
  });

  it('cannot use a category of the other, neither to store nor to filter', async () => {
    const expense = { amount: '1', description: 'x', spent_on: '2026-03-14', category_id: hers.categories };
    const free = { ...expense, category_id: FREE_ID };
    expect((await tom.post('/expenses', expense)).body).toMatchObject({
      errors: (await tom.post('/expenses', free)).body.errors,
    });
    expect((await tom.get(`/expenses?category=${String(hers.categories)}`)).fields).toEqual(['category']);
    const own = (await tom.get<PageJson<CategoryJson>>('/categories')).body.data[0]!.id;
    expect((await tom.post(`/categories/${String(own)}/merge`, { into: hers.categories })).fields).toEqual([
      'into',
    ]);
    expect(await tom.all('/expenses')).toEqual([]);
  });

  it('see only their own in lists, searches and reports, with a cursor of the other too', async () => {
    const cursor = (await mira.get<PageJson>('/expenses?limit=1')).body.next_cursor;
    const lists = tom.contract
      .operations()
      .filter(({ method, path }) => method === 'get' && !path.includes('{id}'));
    for (const { path } of lists) expect((await tom.get(path)).text, path).not.toContain(CANARY);
    expect((await tom.get(`/expenses?q=${CANARY}`)).body).toEqual({ data: [], next_cursor: null });
    expect((await tom.get('/reports/summary')).body).toMatchObject({ total: '0.00', count: 0 });
    if (cursor !== null) expect((await tom.get(`/expenses?cursor=${cursor}`)).text).not.toContain(CANARY);
  });

  /** A file of hers that waits to be checked. */
  async function uploaded(): Promise<number> {
    const form = new FormData();
    form.set('file', new File([`Date,Text,Amount\n2026-03-14,${CANARY},-1.00\n`], `${CANARY}.csv`));
    const sent = new Response(form);
    const headers = { 'Content-Type': sent.headers.get('content-type')! };
    const raw = new Uint8Array(await sent.arrayBuffer());
    return (await mira.send<{ id: number }>('POST', '/imports', { raw, headers })).body.id;
  }

  /** Everything of hers that the API shows. */
  async function snapshot(): Promise<string[]> {
    const paths = [
      '/expenses',
      '/expenses/trash',
      '/categories',
      '/sessions',
      '/reports/monthly-categories',
      '/tags',
      '/changes',
      '/imports',
      `/imports/${String(hers.imports)}/rows`,
      '/recurring',
      '/budgets?month=2026-03',
      '/rules',
    ];
    return Promise.all(paths.map(async (path) => (await mira.get(path)).text));
  }
});

function bodyFor(path: string): object {
  if (path.endsWith('/merge')) return { into: 1 };
  if (path.endsWith('/rows/{line}')) return { include: false };
  if (path === '/imports/{id}') return { date_order: 'ymd' };
  if (path.endsWith('/skip')) return {};
  if (path.startsWith('/budgets')) return { amount: '1', from: '2026-02' };
  if (path === '/recurring/{id}/add') return { date: '2026-03-14' };
  if (path === '/rules/{id}/apply') return { dry_run: false };
  if (path === '/rules/{id}') return { text: 'x' };
  return /^\/(categories|tags)/.test(path) ? { name: 'x' } : { amount: '1' };
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ApiClient,
  type CategoryJson,
  type ExpenseJson,
  type PageJson,
  startTestApi,
  type TestApi,
} from '../../testing/api-client.js';
import { engines } from '../../testing/engines.js';

const LUNCH = { amount: '12.50', description: 'Lunch', spent_on: '2026-03-14' };

describe.each(engines)('expenses by API on $name', (engine) => {
  let api: TestApi;
  let mira: ApiClient;
  beforeAll(async () => {
    api = await startTestApi(engine);
  });
  afterAll(() => api.close());

  const fresh = async () => (mira = (await api.register()).api);
  const add = async (fields: object = {}, headers?: Record<string, string>) =>
    (await mira.post<ExpenseJson>('/expenses', { ...LUNCH, ...fields }, headers)).body;
  const categoryNamed = async (name: string) =>
    (await mira.get<PageJson<CategoryJson>>('/categories')).body.data.find(
      (category) => category.name === name,
    )!;

  it('adds an expense, says where it is, and gives it back as it was stored', async () => {
    await fresh();
    const food = await categoryNamed('Food');
    const added = await mira.post<ExpenseJson>('/expenses', { ...LUNCH, category_id: food.id });
    expect(added.status).toBe(201);
    expect(added.headers.get('location')).toBe(`/api/v1/expenses/${String(added.body.id)}`);
    expect(added.body).toMatchObject({ ...LUNCH, currency: 'USD', category_id: food.id, category: 'Food' });
    const read = await mira.get(`/expenses/${String(added.body.id)}`);
    expect(read.body).toEqual(added.body);
    expect(read.headers.get('etag')).toBe(added.headers.get('etag'));
  });

  it.each([
    ['999999999999.99', '999999999999.99'],
    [999999999999.99, '999999999999.99'],
    [12.5, '12.50'],
    [0.1, '0.10'],
    ['1234.5', '1234.50'],
    ['000.01', '0.01'],
  ])('stores %j as exactly %s', async (amount, stored) => {
    await fresh();
    expect((await add({ amount })).amount).toBe(stored);
  });

  it.each([
    0,
    -0.001,
    1.005,
    1e15,
    '0',
    '-0',
    '1e3',
    'NaN',
    'Infinity',
    '0x10',
    '1,5',
    '٣',
    '1000000000000',
    '',
    null,
    true,
    [],
    {},
  ])('refuses %j as an amount', async (amount) => {
    await fresh();
    expect(await mira.post('/expenses', { ...LUNCH, amount })).toMatchObject({
      status: 422,
      fields: ['amount'],
    });
    expect(await mira.all('/expenses')).toEqual([]);
  });

  it.each(['1e400', '-1e400', '12345678901234567890', '0.1000000000000000055', '1e-400'])(
    'refuses the JSON number %s rather than round it',
    async (number) => {
      await fresh();
      const raw = JSON.stringify(LUNCH).replace('"12.50"', number);
      const reply = await mira.send('POST', '/expenses', { raw });
      expect([reply.status, ...reply.fields]).toEqual(
        number === '0.1000000000000000055' ? [201] : [422, 'amount'],
      );
    },
  );

  it('names every faulty field and every unknown one', async () => {
    await fresh();
    const reply = await mira.post('/expenses', {
      amount: 'x',
      spent_on: '2026-02-30',
      category_id: 'x',
      user_id: 1,
      id: 7,
    });
    expect([...reply.fields].sort()).toEqual([
      'amount',
      'category_id',
      'description',
      'id',
      'spent_on',
      'user_id',
    ]);
    expect((await mira.post('/expenses', {})).body).toMatchObject({
      errors: [
        { code: 'amount.empty' },
        { code: 'description.empty' },
        { field: 'spent_on', code: 'day.empty' },
      ],
    });
    for (const body of ['[]', 'null', '5', '"x"', 'true']) {
      expect(await mira.send('POST', '/expenses', { raw: body })).toMatchObject({
        status: 422,
        fields: ['body'],
      });
    }
    const proto = await mira.send('POST', '/expenses', {
      raw: '{"__proto__":{"admin":true},"constructor":{"prototype":1}}',
    });
    expect(proto.fields).toEqual(expect.arrayContaining(['__proto__', 'constructor']));
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('changes only what was sent, also a category to none', async () => {
    await fresh();
    const food = await categoryNamed('Food');
    const { id } = await add({ category_id: food.id });
    const path = `/expenses/${String(id)}`;
    expect((await mira.patch(path, { amount: '13' })).body).toMatchObject({
      ...LUNCH,
      amount: '13.00',
      category_id: food.id,
    });
    expect((await mira.patch(path, { category_id: null })).body).toMatchObject({
      amount: '13.00',
      category_id: null,
      category: null,
    });
    expect((await mira.patch(path, {})).body).toMatchObject({ amount: '13.00', description: 'Lunch' });
    expect((await mira.patch(path, { spent_on: '2026-13-01', version: 1 })).fields).toEqual([
      'spent_on',
      'version',
    ]);
  });

  it('refuses a lost update: of two who read the same version, one gets 412', async () => {
    await fresh();
    const { id } = await add();
    const path = `/expenses/${String(id)}`;
    const etag = (await mira.get(path)).headers.get('etag')!;
    const replies = await Promise.all(
      ['13', '14', '15'].map((amount) => mira.patch(path, { amount }, { 'If-Match': etag })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    const winner = replies.find(({ status }) => status === 200)!;
    expect(winner.headers.get('etag')).not.toBe(etag);
    expect((await mira.get(path)).body).toEqual(winner.body);
    for (const stale of [etag, 'nonsense', `W/${winner.headers.get('etag')!}`]) {
      expect((await mira.patch(path, { amount: '16' }, { 'If-Match': stale })).status).toBe(412);
    }
    for (const current of [`"x", ${winner.headers.get('etag')!}`, '*']) {
      const again = await mira.patch(path, { description: 'Dinner' }, { 'If-Match': current });
      expect(again.status).toBe(200);
    }
  });

  it('loses no field when several change different ones at once without If-Match', async () => {
    await fresh();
    const { id } = await add();
    const path = `/expenses/${String(id)}`;
    const changes = [{ amount: '99' }, { description: 'Dinner' }, { spent_on: '2026-03-15' }];
    await Promise.all(changes.map((change) => mira.patch(path, change)));
    expect((await mira.get(path)).body).toMatchObject({
      amount: '99.00',
      description: 'Dinner',
      spent_on: '2026-03-15',
    });
  });

  it('deletes into the trash and restores from it', async () => {
    await fresh();
    const { id } = await add();
    const path = `/expenses/${String(id)}`;
    expect((await mira.delete(path)).status).toBe(204);
    expect((await mira.get(path)).status).toBe(404);
    expect((await mira.delete(path)).status).toBe(404);
    expect((await mira.get<PageJson>('/expenses/trash')).body.data.map((expense) => expense.id)).toEqual([
      id,
    ]);
    expect((await mira.post(`${path}/restore`)).body).toMatchObject(LUNCH);
    expect((await mira.get<PageJson>('/expenses/trash')).body.data).toEqual([]);
    expect((await mira.get(path)).status).toBe(200);
  });

  it.each(['0', '-1', '1.0', 'abc', '1e3', '01', '9223372036854775808', '%00', '%F0%9F%92%A9', '1%20'])(
    'takes %s for no id',
    async (id) => {
      await fresh();
      expect((await mira.get(`/expenses/${id}`)).status).toBe(404);
      expect((await mira.delete(`/categories/${id}`)).status).toBe(404);
    },
  );

  describe('the list', () => {
    it('is filtered by every parameter', async () => {
      await fresh();
      const food = await categoryNamed('Food');
      await add({ description: 'Café lunch', category_id: food.id, spent_on: '2026-03-14', amount: '12.50' });
      await add({ description: '100% wool_', spent_on: '2026-04-01', amount: '80' });
      await add({ description: 'Rent', spent_on: '2025-12-31', amount: '900' });
      const found = async (query: string) =>
        (await mira.all(`/expenses?${query}`)).map(({ description }) => description);
      expect(await found('')).toEqual(['100% wool_', 'Café lunch', 'Rent']);
      expect(await found(`category=${String(food.id)}`)).toEqual(['Café lunch']);
      expect(await found('category=none')).toEqual(['100% wool_', 'Rent']);
      expect(await found('month=2026-03')).toEqual(['Café lunch']);
      expect(await found('year=2026')).toEqual(['100% wool_', 'Café lunch']);
      expect(await found('from=2026-03-14&to=2026-04-01')).toEqual(['100% wool_', 'Café lunch']);
      expect(await found('q=CAFÉ')).toEqual(['Café lunch']);
      expect(await found('q=%25')).toEqual(['100% wool_']);
      expect(await found('q=_')).toEqual(['100% wool_']);
      expect(await found('min=12.50&max=80')).toEqual(['100% wool_', 'Café lunch']);
      expect(await found('month=2026-03&year=2025')).toEqual([]);
      expect(await found('period=week')).toEqual([]);
    });

    it.each([
      ['month=2026-13', 'month'],
      ['year=26', 'year'],
      ['from=2026-02-30', 'from'],
      ['from=2026-03-02&to=2026-03-01', 'to'],
      ['period=day', 'period'],
      ['category=999999', 'category'],
      ['min=x', 'min'],
      ['max=1,5', 'max'],
      ['limit=0', 'limit'],
      ['limit=201', 'limit'],
      ['limit=1e2', 'limit'],
      ['cursor=nonsense', 'cursor'],
      [`q=${'x'.repeat(101)}`, 'q'],
      ['catgory=1', 'catgory'],
      ['month=2026-01&month=2026-02', 'month'],
      ['__proto__=1', '__proto__'],
    ])('names the fault in ?%s', async (query, field) => {
      await fresh();
      expect(await mira.get(`/expenses?${query}`)).toMatchObject({ status: 422, fields: [field] });
    });

    it('pages right while expenses arrive and vanish', async () => {
      await fresh();
      const days = Array.from(
        { length: 25 },
        (_day, index) => `2026-03-${String((index % 9) + 1).padStart(2, '0')}`,
      );
      const batch = days.map((spent_on, index) => ({
        ...LUNCH,
        spent_on,
        description: `No ${String(index)}`,
      }));
      const stored = (await mira.post<{ data: ExpenseJson[] }>('/expenses/batch', { expenses: batch })).body
        .data;
      const seen: ExpenseJson[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const query: string = `limit=4${cursor === '' ? '' : `&cursor=${cursor}`}`;
        const { data, next_cursor } = (await mira.get<PageJson>(`/expenses?${query}`)).body;
        expect(data.length).toBeLessThanOrEqual(4);
        seen.push(...data);
        cursor = next_cursor;
        // A newer one arrives, and the last one seen vanishes: the place in the list stays.
        await add({ spent_on: '2026-03-31', description: 'Late' });
        await mira.delete(`/expenses/${String(data.at(-1)!.id)}`);
      }
      expect(seen.map(({ id }) => id)).toHaveLength(25);
      expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(stored.map(({ id }) => id)));
      const order = seen.map(({ spent_on, id }) => `${spent_on}|${String(id).padStart(9, '0')}`);
      expect(order).toEqual([...order].sort().reverse());
    });

    it('gives 200 at most, and 50 where nothing is said', async () => {
      await fresh();
      await mira.post('/expenses/batch', { expenses: Array.from({ length: 200 }, () => LUNCH) });
      const page = await mira.get<PageJson>('/expenses?limit=200');
      expect(page.body.data).toHaveLength(200);
      expect(page.body.next_cursor).toBeNull();
      expect((await mira.get<PageJson>('/expenses')).body.data).toHaveLength(50);
    });
  });

  describe('a batch', () => {
    it('of 1 000 is stored in its order', async () => {
      await fresh();
      const batch = Array.from({ length: 1000 }, (_each, index) => ({
        ...LUNCH,
        description: `No ${String(index)}`,
      }));
      const reply = await mira.post<{ data: ExpenseJson[] }>('/expenses/batch', { expenses: batch });
      expect(reply.status).toBe(201);
      expect(reply.body.data.map(({ description }) => description)).toEqual(
        batch.map(({ description }) => description),
      );
      expect(await mira.all('/expenses?limit=200')).toHaveLength(1000);
    });

    it('with one fault stores nothing and names it by index', async () => {
      await fresh();
      const bad = [LUNCH, { ...LUNCH, amount: '0' }, LUNCH, { ...LUNCH, category_id: 999_999 }];
      expect((await mira.post('/expenses/batch', { expenses: bad })).fields).toEqual(['expenses.1.amount']);
      const foreign = bad.with(1, LUNCH);
      expect((await mira.post('/expenses/batch', { expenses: foreign })).fields).toEqual([
        'expenses.3.category_id',
      ]);
      const unknown = [{ ...LUNCH, id: 5 }];
      expect((await mira.post('/expenses/batch', { expenses: unknown })).fields).toEqual(['expenses.0.id']);
      expect(await mira.all('/expenses')).toEqual([]);
    });

    it.each([
      {},
      { expenses: [] },
      { expenses: 'x' },
      { expenses: Array.from({ length: 1001 }, () => LUNCH) },
    ])('of another shape is refused', async (body) => {
      await fresh();
      expect(await mira.post('/expenses/batch', body)).toMatchObject({ status: 422, fields: ['expenses'] });
    });
  });

  describe('an Idempotency-Key', () => {
    const key = { 'Idempotency-Key': 'c2a1-44' };

    it('adds one expense for concurrent duplicates, and gives the first answer to all', async () => {
      await fresh();
      const replies = await Promise.all(
        Array.from({ length: 8 }, () => mira.post<ExpenseJson>('/expenses', LUNCH, key)),
      );
      expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
      expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
      expect(await mira.all('/expenses')).toHaveLength(1);
      await mira.patch(`/expenses/${String(replies[0]!.body.id)}`, { amount: '99' });
      const again = await mira.post('/expenses', LUNCH, key);
      expect(again.text).toBe(replies[0]!.text);
      expect(again.headers.get('etag')).toBe(replies[0]!.headers.get('etag'));
    });

    it('is refused with another body or on another path, and free after a fault', async () => {
      await fresh();
      expect((await mira.post('/expenses', { ...LUNCH, category_id: 999_999 }, key)).fields).toEqual([
        'category_id',
      ]);
      await add({}, key);
      expect(await mira.post('/expenses', { ...LUNCH, amount: '1' }, key)).toMatchObject({
        status: 422,
        fields: ['Idempotency-Key'],
      });
      expect((await mira.post('/categories', { name: 'Pets' }, key)).fields).toEqual(['Idempotency-Key']);
      expect(await mira.all('/expenses')).toHaveLength(1);
    });

    it('of one user means nothing to another', async () => {
      await fresh();
      await add({}, key);
      await fresh();
      const own = await add({ description: 'Mine' }, key);
      expect(own.description).toBe('Mine');
    });

    it('guards batches and categories, too', async () => {
      await fresh();
      const batch = () => mira.post('/expenses/batch', { expenses: [LUNCH, LUNCH] }, key);
      expect(new Set((await Promise.all([batch(), batch()])).map(({ text }) => text)).size).toBe(1);
      expect(await mira.all('/expenses')).toHaveLength(2);
      const category = () => mira.post('/categories', { name: 'Pets' }, { 'Idempotency-Key': 'other' });
      expect(new Set((await Promise.all([category(), category()])).map(({ text }) => text)).size).toBe(1);
    });

    it.each(['', ' ', 'two words', 'x'.repeat(201), 'é'])('%j is none', async (value) => {
      await fresh();
      const reply = await mira.post('/expenses', LUNCH, { 'Idempotency-Key': value });
      expect(reply).toMatchObject({ status: 422, fields: ['Idempotency-Key'] });
    });
  });

  it('keeps categories: adds, renames, merges, deletes without losing an expense', async () => {
    await fresh();
    const pets = await mira.post<CategoryJson>('/categories', {
      name: 'Pets',
      color: 'leisure',
      icon: 'gift',
    });
    expect(pets.headers.get('location')).toBe(`/api/v1/categories/${String(pets.body.id)}`);
    const path = `/categories/${String(pets.body.id)}`;
    expect((await mira.patch(path, { name: 'Animals' })).body).toEqual({ ...pets.body, name: 'Animals' });
    expect((await mira.post('/categories', { name: ' ANIMALS ' })).fields).toEqual(['name']);
    expect((await mira.patch(path, { color: 'x', icon: 'y' })).fields).toEqual(['color', 'icon']);
    const { id } = await add({ category_id: pets.body.id });
    const food = await categoryNamed('Food');
    expect((await mira.post(`${path}/merge`, { into: pets.body.id })).fields).toEqual(['into']);
    expect((await mira.post(`${path}/merge`, { into: food.id })).body).toEqual({ moved: 1 });
    expect((await mira.get(path)).status).toBe(404);
    expect((await mira.get(`/expenses/${String(id)}`)).body).toMatchObject({ category: 'Food' });
    expect((await mira.delete(`/categories/${String(food.id)}`)).status).toBe(204);
    expect((await mira.get(`/expenses/${String(id)}`)).body).toMatchObject({
      category: null,
      category_id: null,
    });
  });
});

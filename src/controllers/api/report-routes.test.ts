import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ApiClient,
  type CategoryJson,
  type PageJson,
  startTestApi,
  type TestApi,
} from '../../testing/api-client.js';
import { engines } from '../../testing/engines.js';

interface SumJson {
  readonly total: string;
  readonly count: number;
}
interface ReportJson extends SumJson {
  readonly data: readonly (SumJson & { readonly month?: string; readonly category_id?: number | null })[];
}

const NOW = new Date('2026-03-20T12:00:00Z');
const DAYS = [
  '2025-12-31',
  '2026-01-01',
  '2026-02-28',
  '2026-03-01',
  '2026-03-14',
  '2026-03-20',
  '2026-03-31',
];
const WORDS = ['Lunch', 'LUNCH with Ana', '100% wool', 'a_b', 'Çay', 'Rent'];
const AMOUNTS = ['0.01', '0.10', '12.50', '19.99', '999999999999.99'];

/** Filters of which some match and some do not; the first entry of each is no filter. */
const filters = (categories: readonly string[]) =>
  fc.record({
    category: fc.constantFrom('', 'none', ...categories),
    month: fc.constantFrom('', '', '', '2026-03', '2026-02', '2024-01'),
    year: fc.constantFrom('', '', '2026', '2025'),
    from: fc.constantFrom('', '', '2026-01-01', '2026-02-15', '2026-03-14'),
    to: fc.constantFrom('', '', '2026-03-14', '2026-03-31', '2199-12-31'),
    q: fc.constantFrom('', '', '', 'lunch', '%', '_', 'çay', 'nothing'),
    period: fc.constantFrom('', '', '', 'week', 'month', '3months'),
    min: fc.constantFrom('', '', '0.10', '12.51'),
    max: fc.constantFrom('', '', '19.99', '999999999999.99'),
  });

describe.each(engines)('reports by API on $name', (engine) => {
  let api: TestApi;
  let mira: ApiClient;
  let categories: string[];

  beforeAll(async () => {
    api = await startTestApi(engine, { clock: { now: () => NOW } });
    mira = (await api.register()).api;
    const own = (await mira.get<PageJson<CategoryJson>>('/categories')).body.data.slice(0, 3);
    categories = own.map(({ id }) => String(id));
    const expenses = Array.from({ length: 150 }, (_each, index) => ({
      amount: AMOUNTS[index % AMOUNTS.length],
      description: WORDS[index % WORDS.length],
      spent_on: DAYS[index % DAYS.length],
      category_id: [...own.map(({ id }) => id), null][index % 4],
    }));
    await mira.post('/expenses/batch', { expenses });
    const listed = await mira.all('/expenses?limit=200');
    for (const { id } of listed.slice(0, 10)) await mira.delete(`/expenses/${String(id)}`);
  });
  afterAll(() => api.close());

  it('add up to the sum over the paged list, under any filter', async () => {
    await fc.assert(
      fc.asyncProperty(filters(categories), fc.integer({ min: 7, max: 200 }), async (filter, limit) => {
        fc.pre(filter.from === '' || filter.to === '' || filter.from <= filter.to);
        const query = new URLSearchParams(filter).toString();
        const list = await mira.all(`/expenses?${query}&limit=${String(limit)}`);
        const expected = {
          total: decimal(list.reduce((so, { amount }) => so + cents(amount), 0n)),
          count: list.length,
        };
        const summary = (await mira.get<SumJson>(`/reports/summary?${query}`)).body;
        expect({ total: summary.total, count: summary.count }).toEqual(expected);
        for (const name of ['monthly', 'categories', 'monthly-categories']) {
          const { total, count, data } = (await mira.get<ReportJson>(`/reports/${name}?${query}`)).body;
          expect({ total, count }, name).toEqual(expected);
          expect(decimal(data.reduce((so, line) => so + cents(line.total), 0n)), name).toBe(expected.total);
          expect(
            data.reduce((so, line) => so + line.count, 0),
            name,
          ).toBe(expected.count);
        }
      }),
      { numRuns: 50 },
    );
  }, 90_000);

  it('keep thousands of tenths and the largest amounts exact', async () => {
    const { api: tom } = await api.register('tom');
    const lines = (amount: string, count: number) =>
      Array.from({ length: count }, () => ({ amount, description: 'x', spent_on: '2026-03-01' }));
    await tom.post('/expenses/batch', { expenses: lines('0.10', 1000) });
    await tom.post('/expenses/batch', { expenses: [...lines('999999999999.99', 100), ...lines('19.99', 1)] });
    expect((await tom.get('/reports/summary')).body).toMatchObject({
      total: '100000000000118.99',
      count: 1101,
    });
    expect((await tom.get<ReportJson>('/reports/monthly')).body.data).toEqual([
      { month: '2026-03', total: '100000000000118.99', count: 1101 },
    ]);
  });

  it('compare with the same days before, and name this month only where time is not filtered', async () => {
    const { api: tom } = await api.register('tom');
    await tom.post('/expenses', { amount: '30', description: 'x', spent_on: '2026-03-05' });
    await tom.post('/expenses', { amount: '42.50', description: 'x', spent_on: '2026-02-05' });
    const march = { change: '-12.50', from: '2026-02-01', to: '2026-02-20' };
    expect((await tom.get('/reports/summary?month=2026-03')).body).toEqual({
      currency: 'USD',
      total: '30.00',
      count: 1,
      comparison: march,
      this_month: null,
    });
    expect((await tom.get('/reports/summary')).body).toMatchObject({
      comparison: null,
      this_month: { month: '2026-03', total: '30.00', count: 1, comparison: march },
    });
  });

  it('compare with days before of which only a part was in use, but not with none', async () => {
    const { api: tom } = await api.register('tom');
    await tom.post('/expenses', { amount: '30', description: 'x', spent_on: '2026-03-05' });
    await tom.post('/expenses', { amount: '42.50', description: 'x', spent_on: '2025-11-20' });
    expect((await tom.get('/reports/summary?period=3months')).body).toMatchObject({
      comparison: { change: '-12.50', from: '2025-09-22', to: '2025-12-20' },
    });
    expect((await tom.get('/reports/summary?year=2026')).body).toMatchObject({ comparison: null });
  });

  it('order months from the oldest and categories from the biggest', async () => {
    const monthly = (await mira.get<ReportJson>('/reports/monthly')).body.data.map(({ month }) => month!);
    expect(monthly).toEqual([...monthly].sort());
    const totals = (await mira.get<ReportJson>('/reports/categories')).body.data.map(({ total }) =>
      cents(total),
    );
    expect(totals).toEqual([...totals].sort((a, b) => (a < b ? 1 : -1)));
  });

  it('refuse what the list refuses', async () => {
    for (const name of ['summary', 'monthly', 'categories', 'monthly-categories']) {
      expect((await mira.get(`/reports/${name}?month=x&catgory=1`)).fields).toEqual(['catgory']);
      expect((await mira.get(`/reports/${name}?month=x`)).fields).toEqual(['month']);
      expect((await mira.get(`/reports/${name}?limit=5`)).fields).toEqual(['limit']);
    }
  });
});

const cents = (amount: string) => BigInt(amount.replace('.', ''));
const decimal = (minor: bigint) => minor.toString().padStart(3, '0').replace(/(..)$/, '.$1');

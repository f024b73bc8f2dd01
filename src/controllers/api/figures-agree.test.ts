import { within } from '@testing-library/dom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCurrency } from '../../domain/currency.js';
import { formatMoney } from '../../domain/money.js';
import {
  type ApiClient,
  type CategoryJson,
  type ExpenseJson,
  startTestApi,
  type TestApi,
} from '../../testing/api-client.js';
import { Browser } from '../../testing/browser.js';
import { engines } from '../../testing/engines.js';

// One filter, one figure: wherever a sum is shown, it is that of the list.

interface Sums {
  readonly total: string;
  readonly count: number;
  readonly data: readonly { total: string; count: number; tag?: string }[];
}

const NOW = new Date('2026-03-20T12:00:00Z');
const MONTH = '2026-03';
const USD = findCurrency('USD')!;

const cents = (amount: string) => BigInt(amount.replace('.', ''));
const sum = (amounts: readonly string[]) => amounts.reduce((so, amount) => so + cents(amount), 0n);
const shown = (minor: bigint) => formatMoney(minor, USD);

describe.each(engines)('the figures of one filter on $name', (engine) => {
  let api: TestApi;
  let mira: ApiClient;
  let browser: Browser;
  let food: number;

  beforeAll(async () => {
    api = await startTestApi(engine, { clock: { now: () => NOW } });
    const registered = await api.register();
    mira = registered.api;
    browser = new Browser(api.app.url);
    browser.cookies.set('outlay_access', registered.tokens.access_token);
    const categories = (await mira.get<{ data: CategoryJson[] }>('/categories')).body.data;
    food = categories.find(({ name }) => name === 'Food')!.id;
    const bills = categories.find(({ name }) => name === 'Bills')!.id;
    const kept = [
      ['12.50', 'Lunch', food, '2026-03-14', ['trip', 'work']],
      ['0.10', 'Lunch with Ana', food, '2026-03-01', ['trip']],
      ['-4.20', 'Lunch paid back', food, '2026-03-15', ['work']],
      ['1250.00', 'Rent', bills, '2026-03-01', []],
      ['1190.00', 'Rent', bills, '2026-02-01', []],
      ['-30.00', 'Shoes brought back', null, '2026-02-10', ['trip']],
      ['7.99', 'Lunch box', null, '2025-12-31', ['trip']],
      ['84.00', 'Still to come', food, '2026-03-31', ['work']],
    ] as const;
    for (const [amount, description, category_id, spent_on, tags] of kept)
      await mira.post('/expenses', { amount, description, category_id, spent_on, tags });
    const gone = await mira.post<ExpenseJson>('/expenses', {
      amount: '500.00',
      description: 'Lunch deleted',
      category_id: food,
      spent_on: '2026-03-14',
      tags: ['trip', 'work'],
    });
    await mira.delete(`/expenses/${String(gone.body.id)}`);
  });
  afterAll(() => api.close());

  const filters = (): string[] => [
    '',
    `month=${MONTH}`,
    'year=2026',
    `category=${String(food)}`,
    'category=none',
    `category=${String(food)}&month=${MONTH}`,
    'q=lunch',
    'tag=trip',
    'tag=trip&tag=work',
    `tag=work&month=${MONTH}`,
    'from=2026-02-10&to=2026-03-14',
    'min=0.10&max=12.50',
    'max=0',
    'q=nothing-like-this',
  ];

  /** What the list of the filter adds up to. */
  const listed = async (filter: string) => {
    const list = await mira.all(`/expenses?limit=3&${filter}`);
    return { minor: sum(list.map(({ amount }) => amount)), count: list.length };
  };

  it('are those of the list in the summary, in each report and in each export', async () => {
    for (const filter of filters()) {
      const { minor, count } = await listed(filter);
      for (const report of ['summary', 'monthly', 'categories', 'monthly-categories', 'tags']) {
        const { body } = await mira.get<Sums>(`/reports/${report}?${filter}`);
        expect.soft([cents(body.total), body.count], `${report}, ${filter}`).toEqual([minor, count]);
        if (report === 'summary' || report === 'tags') continue;
        const lines = body.data;
        const added = lines.reduce((so, line) => so + line.count, 0);
        expect
          .soft([sum(lines.map(({ total }) => total)), added], `lines of ${report}, ${filter}`)
          .toEqual([minor, count]);
      }
      const csv = (await mira.get(`/expenses/export?format=csv&${filter}`)).text
        .trim()
        .split(/\r?\n/)
        .slice(1);
      const amounts = csv.map((line) => /,(-?\d+\.\d\d),USD,/.exec(line)![1]!);
      expect.soft([sum(amounts), amounts.length], `CSV, ${filter}`).toEqual([minor, count]);
      const { text } = await mira.get(`/expenses/export?format=json&${filter}`);
      const inJson = [...text.matchAll(/"amount":\s*"(-?[\d.]+)"/g)].map((match) => match[1]!);
      expect.soft([sum(inJson), inJson.length], `JSON, ${filter}`).toEqual([minor, count]);
      for (const format of ['hledger', 'beancount']) {
        const ledger = (await mira.get(`/expenses/export?format=${format}&${filter}`)).text;
        const spent = [...ledger.matchAll(/^ +expenses:.*?(-?[\d.]+) USD\s*$/gim)].map((match) => match[1]!);
        expect.soft([sum(spent), spent.length], `${format}, ${filter}`).toEqual([minor, count]);
      }
    }
  });

  it('are those of the list on the dashboard', async () => {
    for (const filter of filters()) {
      const { minor, count } = await listed(filter);
      const { screen } = await browser.get(`/expenses?${filter}`);
      const summary = screen.getByRole('region', { name: 'Summary' }).textContent.replace(/\s+/g, ' ');
      expect.soft(summary, filter).toContain(shown(minor));
      expect
        .soft(summary, filter)
        .toMatch(new RegExp(`(^|\\D)${String(count)} expense${count === 1 ? '\\b' : 's'}`));
    }
  });

  it('are those of the list in the headings of its days and in its rows', async () => {
    for (const filter of filters()) {
      const { document } = await browser.get(`/expenses?${filter}`);
      const cells = [...document.querySelectorAll('.days tbody tr')].map((row) => ({
        isDay: row.querySelector('th') !== null,
        minor: cents(/-?\$[\d,]+\.\d\d/.exec(row.children[1]!.textContent)![0].replace(/[$,]/g, '')),
      }));
      const added = (isDay: boolean) =>
        cells.filter((cell) => cell.isDay === isDay).reduce((so, cell) => so + cell.minor, 0n);
      const { minor } = await listed(filter);
      expect.soft([added(true), added(false)], filter).toEqual([minor, minor]);
    }
  });

  it('are those of the list in the bars of the months', async () => {
    for (const filter of ['', `category=${String(food)}`, 'category=none', 'q=lunch', 'tag=trip']) {
      const { screen } = await browser.get(`/expenses?${filter}`);
      const summary = within(screen.getByRole('region', { name: 'Summary' }));
      for (const [month, name] of [
        ['2025-12', 'December 2025'],
        ['2026-02', 'February 2026'],
        [MONTH, 'March 2026'],
      ]) {
        const { minor } = await listed(`${filter}&month=${month!}`);
        const bar = summary.getByRole('link', { name: new RegExp(`^${name!}`) });
        expect(bar.getAttribute('aria-label'), `${name!}, ${filter}`).toContain(shown(minor));
      }
    }
  });

  it('are those of the list on the page of reports', async () => {
    for (const [page, filter] of [
      ['year=2026', 'year=2026'],
      [`from=2026-02-10&to=2026-03-14`, 'from=2026-02-10&to=2026-03-14'],
      [`from=2026-01-01&to=2026-12-31&category=${String(food)}`, `year=2026&category=${String(food)}`],
    ]) {
      const { document } = await browser.get(`/reports?${page!}`);
      const total = document.querySelector('.report-year .total')!.textContent.trim();
      expect(total, page).toBe(shown((await listed(filter!)).minor));
    }
  });

  it('are those of the list in tags and budgets', async () => {
    const lines = (await mira.get<Sums>('/reports/tags')).body.data;
    const { screen } = await browser.get('/tags');
    for (const tag of ['trip', 'work']) {
      const { minor, count } = await listed(`tag=${tag}`);
      const line = lines.find((each) => each.tag === tag)!;
      expect([cents(line.total), line.count], tag).toEqual([minor, count]);
      const row = screen.getByText(tag).closest('li')!.textContent;
      expect(row, tag).toContain(shown(minor));
    }
    await mira.send('PUT', `/budgets/${String(food)}`, { json: { amount: '100.00', from: MONTH } });
    await mira.send('PUT', '/budgets/all', { json: { amount: '2000.00', from: MONTH } });
    const { data } = (
      await mira.get<{ data: { category_id: number | null; spent: string }[] }>(`/budgets?month=${MONTH}`)
    ).body;
    for (const { category_id, spent } of data) {
      const filter =
        category_id === null ? `month=${MONTH}` : `month=${MONTH}&category=${String(category_id)}`;
      expect(cents(spent), filter).toBe((await listed(filter)).minor);
    }
    expect(data).toHaveLength(2);
    const budgets = await browser.get(`/budgets?month=${MONTH}`);
    const planned = within(budgets.screen.getByRole('list', { name: /^Planned for/ }));
    const spentOnPage = planned.getAllByRole('link', { name: /\$/ }).map((link) => link.textContent);
    expect(spentOnPage).toEqual([
      shown((await listed(`month=${MONTH}`)).minor),
      shown((await listed(`month=${MONTH}&category=${String(food)}`)).minor),
    ]);
  });
});

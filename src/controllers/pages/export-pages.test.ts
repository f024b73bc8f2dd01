import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { type Person, signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

describe.each(engines)('the exports on $name', (engine) => {
  let app: TestApp;
  let mira: Person;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock: new TestClock('2026-03-20T12:00:00.000Z') });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await signUp(app);
    const categories = await app.services.categories.list(await mira.principal());
    const food = String(categories.find(({ name }) => name === 'Food')!.id);
    await mira.spend('12.50', 'Lunch, late', {
      spent_on: '2026-03-02',
      category_id: food,
      tags: 'trip, work',
    });
    await mira.spend('3.20', '=1+1', { spent_on: '2026-02-01' });
    await mira.spend('-80', 'Shoes back', { spent_on: '2026-03-01' });
  });

  const lines = (text: string) =>
    text
      .replace(/^\uFEFF/, '')
      .trim()
      .split('\r\n')
      .map((line) => line.replace(/,\d+$/, ''));

  it('writes all as CSV, sorted by day, under a name that says when', async () => {
    const page = await mira.get('/expenses/export?format=csv');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(page.headers.get('content-disposition')).toBe(
      'attachment; filename="outlay-expenses-2026-03-20.csv"',
    );
    expect(lines(page.html)).toEqual([
      'date,description,amount,currency,category,tags,id',
      "2026-02-01,'=1+1,3.20,USD,,",
      '2026-03-01,Shoes back,-80.00,USD,,',
      '2026-03-02,"Lunch, late",12.50,USD,Food,"trip,work"',
    ]);
  });

  it.each(['month=2026-02', 'q=1%2B1', 'to=2026-02-10', 'year=2026&month=2026-02'])(
    'writes what %s shows',
    async (query) => {
      const page = await mira.get(`/expenses/export?format=csv&${query}`);
      expect(lines(page.html).slice(1)).toEqual(["2026-02-01,'=1+1,3.20,USD,,"]);
    },
  );

  it('is a link on the dashboard that carries the filter', async () => {
    const page = await mira.get('/expenses?month=2026-03&tag=trip');
    const link = page.screen.getByRole<HTMLAnchorElement>('link', { name: 'Export' });
    const file = await mira.get(link.getAttribute('href')!);
    expect(lines(file.html).slice(1)).toEqual(['2026-03-02,"Lunch, late",12.50,USD,Food,"trip,work"']);
    const formats = page.screen.getByRole<HTMLAnchorElement>('link', { name: 'Other formats' });
    const other = await mira.get(formats.getAttribute('href')!);
    const json = other.screen.getByRole<HTMLAnchorElement>('link', { name: 'JSON' });
    expect(json.getAttribute('href')).toBe('/expenses/export?format=json&month=2026-03&tag=trip');
  });

  it('offers every format on a page of its own', async () => {
    const page = await mira.get('/export');
    expect(page.screen.getByRole('heading', { level: 1 }).textContent).toBe('Export');
    const names = ['CSV', 'JSON', 'hledger', 'Beancount', 'Everything of mine'];
    for (const name of names) {
      const href = page.screen.getByRole('link', { name }).getAttribute('href')!;
      expect((await mira.get(href)).status, name).toBe(200);
    }
  });

  it('writes everything of a person, and nothing of others, into one JSON file', async () => {
    const other = await signUp(app, 'otto');
    await other.spend('1.00', 'Hidden');
    const page = await mira.get('/export/all');
    expect(page.headers.get('content-disposition')).toBe(
      'attachment; filename="outlay-everything-2026-03-20.json"',
    );
    const all = JSON.parse(page.html) as {
      categories: { name: string }[];
      tags: unknown[];
      expenses: object[];
    };
    expect(all).toMatchObject({
      format: 'outlay',
      version: 1,
      currency: 'USD',
      tags: [{ name: 'trip' }, { name: 'work' }],
    });
    expect(all.categories.map(({ name }) => name)).toContain('Food');
    expect(all.expenses).toHaveLength(3);
    expect(page.html).not.toContain('Hidden');
  });

  it.each(['csv', 'json', 'all'])(
    'as %s are known again where they came from, and where they were taken back; so are the files of the bank',
    async (format) => {
      const bytesOf = (text: string) => ({ name: 'file', bytes: new TextEncoder().encode(text) });
      const { imports } = app.services;
      const read = async (person: Person, text: string) => {
        const me = await person.principal();
        const id = await imports.open(me, bytesOf(text));
        return { id, me, ...(await imports.find(me, id)).totals.counts };
      };
      const take = async (person: Person, text: string) => {
        const { id, me } = await read(person, text);
        return (await imports.commit(me, id)).addedCount;
      };
      const bank =
        'Date,Description,Amount,Transaction ID\n' +
        ['A1', 'A2', 'A3'].map((id) => `2026-03-01,Coffee,-3.00,${id}\n`).join('');
      await mira.spend('1', 'a  b', { spent_on: '2026-03-03', tags: 'x;y|z, w' });
      expect(await take(mira, bank)).toBe(3);
      const path = format === 'all' ? '/export/all' : `/expenses/export?format=${format}`;
      const { html: file } = await mira.get(path);
      expect(await read(mira, file)).toMatchObject({ existing: 7, new: 0, similar: 0 });
      const otto = await signUp(app, 'otto');
      expect(await take(otto, file)).toBe(7);
      expect(await read(otto, file)).toMatchObject({ existing: 7, new: 0, similar: 0 });
      expect(await read(otto, bank)).toMatchObject({ existing: 3, new: 0, similar: 0 });
      const { html: again } = await otto.get(path);
      expect(await read(otto, again)).toMatchObject({ existing: 7, new: 0, similar: 0 });
      expect(await read(mira, again)).toMatchObject({ existing: 7, new: 0, similar: 0 });
      const { html: asCsv } = await otto.get('/expenses/export?format=csv');
      expect(lines(asCsv)).toContain('2026-03-03,a  b,1.00,USD,,"w,x;y|z"');
    },
  );

  it('answers HEAD with the same headers and no body', async () => {
    const head = await fetch(`${app.url}/expenses/export?format=csv`, {
      method: 'HEAD',
      headers: { cookie: `outlay_access=${mira.accessToken}` },
    });
    expect(head.status).toBe(200);
    expect(head.headers.get('content-disposition')).toContain('.csv');
    expect(await head.text()).toBe('');
  });

  it.each(['', 'format=', 'format=xlsx', 'format=csv&month=2026-13', 'format=csv&category=999999'])(
    'refuses %j with a reason',
    async (query) => {
      const page = await mira.get(`/expenses/export?${query}`);
      expect(page.status).toBe(422);
      expect(page.screen.getByRole('main').textContent).toMatch(
        /Choose one of|Write the month|There is no such category|such as/,
      );
    },
  );

  it('reads page after page: many of one day, none twice and none left out', async () => {
    const principal = await mira.principal();
    const input = {
      amountMinor: 100n,
      categoryId: null,
      spentOn: '2026-03-05' as never,
      description: 'Many',
    };
    for (let round = 0; round < 3; round += 1)
      await app.services.expenses.recordAll(
        principal,
        Array.from({ length: 800 }, () => input),
      );
    for (const query of ['', '&q=many', '&from=2026-03-05']) {
      const page = await mira.get(`/expenses/export?format=csv${query}`);
      const ids = [...page.html.matchAll(/Many,1\.00,USD,,,(\d+)/g)].map(([, id]) => Number(id));
      expect(new Set(ids).size, query).toBe(2400);
      expect(ids, query).toEqual(ids.toSorted((a, b) => a - b));
    }
  });

  it.skipIf(spawnSync('hledger', ['--version']).status !== 0)(
    'has the totals of the report in hledger, by category and month',
    async () => {
      const principal = await mira.principal();
      const categories = await app.services.categories.list(principal);
      const inputs = Array.from({ length: 240 }, (_, at) => ({
        amountMinor: BigInt(at % 11 === 0 ? -(at * 37 + 1) : at * 131 + 7),
        categoryId: at % 5 === 0 ? null : categories[at % categories.length]!.id,
        spentOn: new Date(Date.UTC(2025, at % 15, 1 + (at % 28))).toISOString().slice(0, 10) as never,
        description: `Thing ${String(at)}; with: marks, "quotes" & (codes)`,
      }));
      await app.services.expenses.recordAll(principal, inputs);
      const { html } = await mira.get('/expenses/export?format=hledger');
      const args = ['-f', '-', 'bal', 'expenses', '-M', '-N', '-O', 'csv', '--layout', 'bare'];
      const env = { ...process.env, LC_ALL: 'C.UTF-8' };
      const { stdout, stderr } = spawnSync('hledger', args, { input: html, encoding: 'utf8', env });
      expect(stderr).toBe('');
      const [head = [], ...rows] = stdout
        .trim()
        .split('\n')
        .map((line) => line.split('","').map((cell) => cell.replace(/^"|"$/g, '')));
      const names = new Map(categories.map(({ id, name }) => [id, `expenses:${name}`]));
      const told = rows.flatMap(([account, _commodity, ...sums]) =>
        sums.map(
          (sum, at) => `${String(account)} ${String(head[at + 2])} ${String(Math.round(Number(sum) * 100))}`,
        ),
      );
      const cells = await app.services.reports.cells(principal, { range: {} });
      const ours = cells.map(({ categoryId, month, totalMinor }) => {
        const account = categoryId === null ? 'expenses:uncategorised' : names.get(categoryId)!;
        return `${account} ${month} ${String(totalMinor)}`;
      });
      expect(cells.length).toBeGreaterThan(60);
      expect(told.filter((line) => !line.endsWith(' 0')).sort()).toEqual(
        ours.filter((line) => !line.endsWith(' 0')).sort(),
      );
    },
  );

  it.skipIf(spawnSync('bean-check', ['--help']).status !== 0)(
    'has the totals of the report in Beancount, by category and month',
    async () => {
      const { html } = await mira.get('/expenses/export?format=beancount');
      // Balances of each account at the end of each month, as the report has them: Beancount checks the assertions.
      const cells = await app.services.reports.cells(await mira.principal(), { range: {} });
      const categories = await app.services.categories.list(await mira.principal());
      const names = new Map(categories.map(({ id, name }) => [id, name]));
      const sums = new Map<string, bigint>();
      const assertions = cells
        .toSorted((a, b) => (a.month < b.month ? -1 : 1))
        .map(({ categoryId, month, totalMinor }) => {
          const name = categoryId === null ? 'Uncategorised' : names.get(categoryId)!;
          const sum = (sums.get(name) ?? 0n) + totalMinor;
          sums.set(name, sum);
          const [year, number] = month.split('-').map(Number);
          const next = new Date(Date.UTC(year!, number, 1)).toISOString().slice(0, 10);
          return `${next} balance Expenses:${name}  ${(Number(sum) / 100).toFixed(2)} USD`;
        });
      const path = join(mkdtempSync(join(tmpdir(), 'outlay-')), 'export.beancount');
      writeFileSync(path, `${html}\n${assertions.join('\n')}\n`);
      const { status, stderr, stdout } = spawnSync('bean-check', [path], { encoding: 'utf8' });
      expect({ status, said: stderr + stdout }).toEqual({ status: 0, said: '' });
      expect(assertions).toHaveLength(3);
      writeFileSync(path, `${html}\n${assertions.join('\n').replace('12.50', '12.60')}\n`);
      expect(spawnSync('bean-check', [path]).status).not.toBe(0);
    },
  );
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Day } from '../../domain/calendar.js';
import { countQueries, QueryCount } from '../../storage/engine/query-count.js';
import type { Page } from '../../testing/browser.js';
import { TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { fieldState } from '../../testing/form-field.js';
import { type Person, signUp } from '../../testing/person.js';
import { logQueries } from '../../testing/query-log.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const LAST = '2026-03-31';

interface Row {
  readonly id: string;
  readonly cents: number;
}

const cents = (text: string) => Number(text.replace(/[^\d]/g, ''));
const href = (html: string) => html.replaceAll('&amp;', '&');

describe.each(engines)('the dashboard on $name', (engine) => {
  const clock = new TestClock(`${LAST}T12:00:00.000Z`);
  const count = new QueryCount();
  let app: TestApp;
  let mira: Person;
  let ids: Record<string, string>;
  beforeAll(async () => {
    // The server starts, and so answers, within this count.
    app = await countQueries(count, () => startTestApp(engine, { clock }));
    mira = await signUp(app);
    ids = await fill(mira, 130);
  });
  afterAll(() => app.close());

  /** Expenses over a hundred days up to the last of March, in three categories and in none. */
  const fill = async (person: Person, howMany: number) => {
    const principal = await person.principal();
    const categories = await app.services.categories.list(principal);
    const named = Object.fromEntries(categories.map(({ name, id }) => [name, String(id)]));
    const choices = [named.Food, named.Transport, named.Bills, undefined];
    await app.services.expenses.recordAll(
      principal,
      Array.from({ length: howMany }, (_, index) => ({
        amountMinor: BigInt(101 * (index + 1)),
        description: index % 5 === 0 ? `Coffee ${String(index)}` : `Thing ${String(index)}`,
        categoryId: choices[index % 4] === undefined ? null : Number(choices[index % 4]),
        spentOn: new Date(Date.parse(LAST) - (index % 100) * 86_400_000).toISOString().slice(0, 10) as Day,
      })),
    );
    return named as Record<string, string>;
  };
  const rows = ({ html }: Page): Row[] =>
    [...html.matchAll(/<td><a href="\/expenses\/(\d+)\/edit">([^<]*)</g)].map(([, id, amount]) => ({
      id: id!,
      cents: cents(amount!),
    }));
  const walk = async (path: string, rel: 'next' | 'prev' = 'next') => {
    const pages: Row[][] = [];
    let page = await mira.get(path);
    for (;;) {
      pages.push(rows(page));
      const link = new RegExp(`rel="${rel}" href="([^"]+)"`).exec(page.html)?.[1];
      if (link === undefined) return { pages, last: page };
      page = await mira.get(href(link));
    }
  };
  const figures = ({ html }: Page) => ({
    total: cents(/<p class="total[^"]*">([^<]*)</.exec(html)![1]!),
    count: Number(/class="count">([\d,]+) expense/.exec(html)![1]!.replace(',', '')),
  });
  const summaryOf = async (person: Person) =>
    (await person.get('/expenses')).document.querySelector('.summary')?.textContent ?? '';
  const sumOf = (list: readonly Row[]) => list.reduce((so, row) => so + row.cents, 0);

  const filters = [
    'month=2026-03',
    'year=2026',
    'year=2025',
    'from=2026-02-10&to=2026-03-05',
    'from=2026-03-30',
    'to=2026-01-01',
    'period=week',
    'period=month',
    'period=3months',
    'q=coffee',
    'q=COFFEE&category=FOOD&period=3months',
    'category=FOOD',
    'category=none',
    'category=none&month=2026-02&q=thing',
    'min=20&max=45.50&year=2026',
  ];
  it.each(filters)('speaks of the same expenses in list and summary: %s', async (query) => {
    const path = `/expenses?${query.replace('FOOD', ids['Food']!)}`;
    const { pages, last } = await walk(path);
    const list = pages.flat();
    expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
    for (const page of [await mira.get(path), last])
      expect(figures(page)).toEqual({ total: sumOf(list), count: list.length });
    const shares = [...last.document.querySelectorAll('.shares b')].map(({ textContent }) =>
      cents(textContent),
    );
    expect(shares.reduce((so, share) => so + share, 0)).toBe(sumOf(list));
  });

  it('pages through everything, newest first, and back again', async () => {
    const { pages, last } = await walk('/expenses');
    expect(pages.map((page) => page.length)).toEqual([50, 50, 30]);
    const newer = /rel="prev" href="([^"]+)"/.exec(last.html)![1]!;
    const back = await walk(href(newer), 'prev');
    expect(back.pages).toEqual([pages[1], pages[0]]);
    expect(back.last.html).not.toContain('rel="prev"');
  });

  it('gives each day its whole total, also where it goes on on the next page', async () => {
    const owner = await signUp(app, 'busy');
    const day = { categoryId: null, spentOn: LAST as Day, description: 'Same day', amountMinor: 100n };
    await app.services.expenses.recordAll(await owner.principal(), Array(60).fill(day) as (typeof day)[]);
    const page = await owner.get('/expenses');
    const older = await owner.get(href(/rel="next" href="([^"]+)"/.exec(page.html)![1]!));
    for (const { html } of [page, older]) expect(html).toMatch(/<td>\$60\.00\n/);
  });

  it.each([
    ['min=10', 'All expenses, at least $10.00'],
    ['min=10&max=20.50&month=2026-03', 'March 2026, at least $10.00, at most $20.50'],
    ['max=0', 'All expenses, at most $0.00'],
  ])('names in the summary what limits its figures: %s', async (query, title) => {
    const { document } = await mira.get(`/expenses?${query}`);
    expect(document.querySelector('.summary h2')?.textContent).toBe(title);
  });

  it('names every active filter and takes each away alone', async () => {
    const query = `category=${ids['Food']!}&month=2026-03&year=2026&from=2026-03-01&to=2026-03-31&q=thing&period=3months`;
    const page = await mira.get(`/expenses?${query}`);
    const chips = [
      ...page.html.matchAll(/class="chip" href="([^"]+)">.*?Remove filter (\w+): <.*?chip-text">([^<]*)</g),
    ];
    expect(chips.map(([, , name, text]) => `${name!}: ${text!}`)).toEqual([
      'Category: Food',
      'Month: March 2026',
      'Year: 2026',
      'From: from Mar 1, 2026',
      'To: to Mar 31, 2026',
      'Period: Last 90 days',
      'Search: “thing”',
    ]);
    const fields = ['category', 'month', 'year', 'from', 'to', 'period', 'q'];
    for (const [index, [, link]] of chips.entries()) {
      const left = new URLSearchParams(query);
      left.delete(fields[index]!);
      const got = new URL(href(link!), app.url).searchParams;
      expect(Object.fromEntries(got)).toEqual(Object.fromEntries(left));
    }
  });

  it('compares a month with the one before, and names what nothing is compared with', async () => {
    const march = (await mira.get('/expenses?month=2026-03')).html;
    expect(march).toMatch(/class="change change-\w+"><b>[+−±]\$[\d,.]+<\/b> against February</);
    expect((await mira.get('/expenses?month=2027-01')).html).not.toContain('class="change');
    expect((await mira.get('/expenses?month=2027-01')).html).toContain('Nothing matches this filter.');
  });

  it.each([
    ['month', '2026-13'],
    ['year', '26'],
    ['from', '2026-02-30'],
    ['to', 'now'],
    ['q', 'x'.repeat(101)],
    ['from', "'; DROP TABLE expenses"],
  ])(
    'says beside the filter what is wrong with %s=%s, and shows nothing rather than everything',
    async (name, value) => {
      const page = await mira.get(`/expenses?${new URLSearchParams({ [name]: value }).toString()}`);
      expect(page.status).toBe(422);
      expect(fieldState(page, `filter-${name}`).value).toBe(value);
      expect(fieldState(page, `filter-${name}`).fault).toMatch(/\.$/);
      expect(rows(page)).toEqual([]);
    },
  );

  it('does not apply what it does not show', async () => {
    const plain = figures(await mira.get('/expenses'));
    expect(figures(await mira.get('/expenses?limit=1&sort=amount'))).toEqual(plain);
  });

  it('leads with this month, and names everything in a quiet line', async () => {
    const page = await mira.get('/expenses');
    const { pages } = await walk('/expenses');
    const march = (await walk('/expenses?month=2026-03')).pages.flat();
    expect(figures(page)).toEqual({ total: sumOf(march), count: march.length });
    const quiet = page.document.querySelector('.this-month')?.textContent ?? '';
    const all = pages.flat();
    expect(quiet).toContain(`${String(all.length)} expenses`);
    expect(cents(/\$[\d,.]+/.exec(quiet)![0])).toBe(sumOf(all));
  });

  it('says that filters on time share no day, instead of nothing spent', async () => {
    const { html } = await mira.get('/expenses?month=2026-02&year=2025');
    expect(html).toContain('These filters on time share no day.');
    expect(html).not.toContain('$0.00');
  });

  it.each(['month=2026-02&year=2025', 'period=week&month=2026-01', 'month=2026-03&to=2026-02-10'])(
    'says so of any that contradict, with a way out: %s',
    async (query) => {
      const page = await mira.get(`/expenses?${query}`);
      expect(page.html).toContain('These filters on time share no day.');
      expect(page.document.querySelector('.nothing a')?.getAttribute('href')).toBe('/expenses');
      expect(page.screen.getByRole('region', { name: 'Summary' }).textContent).not.toMatch(/\d/);
    },
  );

  it('says that the last day lies before the first', async () => {
    const page = await mira.get('/expenses?from=2026-03-05&to=2026-03-01');
    expect(page.status).toBe(422);
    expect(fieldState(page, 'filter-to').fault).toMatch(/\.$/);
  });

  it('has one row of periods with plain names', async () => {
    const { screen } = await mira.get('/expenses?month=2026-03');
    const links = [...screen.getByRole('navigation', { name: 'Quick filters' }).querySelectorAll('a')];
    expect(links.map((link) => link.textContent.trim())).toEqual([
      'This month',
      'Last month',
      'Last 30 days',
      'Last 90 days',
      'This year',
      'All',
    ]);
    expect(links.map((link) => link.getAttribute('aria-current'))).toEqual([
      'true',
      ...Array.from({ length: 5 }, () => null),
    ]);
  });

  it.each(['q=nothing-like-this', 'q=nothing-like-this&month=2026-03'])(
    'shows neither a change nor a chart for a search without a hit: %s',
    async (query) => {
      const { document, html } = await mira.get(`/expenses?${query}`);
      expect(html).toContain('Nothing matches this filter.');
      expect(document.querySelectorAll('.change, .months, .shares')).toHaveLength(0);
      expect(document.querySelector('.summary')?.textContent).not.toContain('±');
    },
  );

  it('marks days to come, and sums them apart', async () => {
    const tom = await signUp(app, 'tom');
    const principal = await tom.principal();
    const add = (amountMinor: bigint, spentOn: string) =>
      app.services.expenses.record(principal, {
        amountMinor,
        description: 'Rent',
        categoryId: null,
        spentOn: spentOn as Day,
      });
    await add(8_400n, '2026-04-02');
    await add(1_600n, LAST);
    const page = await tom.get('/expenses?from=2026-03-01&to=2026-04-30');
    expect(page.html).toContain('To come · Thu, Apr 2');
    expect(page.document.querySelector('.summary')?.textContent).toContain('of which $84.00 still to come');
  });

  it('compares a running month with the same days of the one before, and nobody who began today', async () => {
    const tom = await signUp(app, 'tina');
    expect(await summaryOf(tom)).not.toContain('against');
    await tom.spend('4.80');
    expect(await summaryOf(tom)).not.toContain('against');
  });

  it('welcomes a first-time user, instead of empty boxes', async () => {
    const fresh = await (await signUp(app, 'fresh')).get('/expenses');
    expect(fresh.html).toContain('Start with the last thing you paid for');
    expect(fresh.html).not.toContain('class="months"');
    const welcome = fresh.screen.getByRole('region', { name: /Start with/ });
    expect(welcome.textContent).toContain('Amounts are in USD.');
    expect(fresh.screen.getByRole('link', { name: 'Use another currency' }).getAttribute('href')).toBe(
      '/account#currency',
    );
  });

  it('has no filter in a book that never held anything, and always one from the first expense on', async () => {
    const ana = await signUp(app, 'ana');
    const filterAt = async (path: string) =>
      (await ana.get(path)).screen.queryByRole('form', { name: 'Filter expenses' }) !== null;
    expect(await filterAt('/expenses')).toBe(false);
    expect(await filterAt('/expenses?month=2026-03')).toBe(true);
    expect(await filterAt('/expenses?from=2026-02-30')).toBe(true);
    const id = String(await ana.spend('4.80'));
    expect(await filterAt('/expenses')).toBe(true);
    await ana.send(`/expenses/${id}/delete`);
    expect(await filterAt('/expenses')).toBe(true);
    expect((await ana.get('/expenses')).html).toContain('class="welcome"');
  });

  it('shows the end of the list where nothing is left on a page, and the way back', async () => {
    const { pages, last } = await walk('/expenses');
    const listed = pages.flat().map(({ id }) => id);
    const at = (towards: string, day: string, id: string) =>
      mira.get(`/expenses?cursor=${Buffer.from(`${towards}|${day}|${id}`).toString('base64url')}`);
    const [id, form] = [listed.at(-1)!, await mira.get(`/expenses/${listed.at(-1)!}/edit`)];
    const day = form.document.querySelector('[name=spent_on]')!.getAttribute('value')!;
    const end = await at('older', day, id);
    expect(rows(end).map(({ id }) => id)).toEqual(listed.slice(-50));
    expect([end.html.includes('rel="prev"'), end.html.includes('rel="next"')]).toEqual([true, false]);
    const beginning = await at('newer', '2199-12-31', '1');
    expect(rows(beginning).map(({ id }) => id)).toEqual(listed.slice(0, 50));
    expect([beginning.html.includes('rel="prev"'), beginning.html.includes('rel="next"')]).toEqual([
      false,
      true,
    ]);
    expect(last.html).toContain('rel="prev"');
    expect((await mira.get('/expenses?cursor=nonsense')).status).toBe(422);
  });

  it('says under a cursor, too, that a filter finds nothing', async () => {
    const far = Buffer.from('older|1950-01-01|1').toString('base64url');
    const page = await mira.get(`/expenses?q=nowhere&cursor=${far}`);
    expect([page.status, rows(page)]).toEqual([200, []]);
    expect(page.html).not.toMatch(/rel="(prev|next)"/);
  });

  it('asks the database no more for a thousand expenses than for ten, but once for the day that a page cuts in two', async () => {
    const [few, many] = [await signUp(app, 'few'), await signUp(app, 'many')];
    await fill(few, 10);
    for (let batch = 0; batch < 2; batch += 1) await fill(many, 500);
    const queriesOf = async (person: Person, path: string) => {
      const before = count.queries;
      const { status, html } = await person.get(path);
      expect(status).toBe(200);
      return count.queries - before - (html.includes('rel="next"') ? 1 : 0);
    };
    const paths = ['/expenses', '/expenses?month=2026-03', '/expenses?q=thing&period=3months', '/reports'];
    for (const path of [...paths, '/categories', '/expenses/trash', '/account']) {
      const queries = await queriesOf(few, path);
      expect(queries).toBeGreaterThan(0);
      expect(await queriesOf(many, path)).toBeLessThanOrEqual(queries);
      expect(queries).toBeLessThanOrEqual(12);
    }
  });

  it('names categories and tags of a filtered page without asking once the whole was shown, and anew after any change', async () => {
    const owner = await signUp(app, 'filter');
    const me = await owner.principal();
    const [category] = await app.services.categories.list(me);
    const spend = (description: string, tags: string[]) =>
      app.services.expenses.record(me, {
        amountMinor: 480n,
        description,
        categoryId: category!.id,
        spentOn: LAST as Day,
        tags,
      });
    await spend('Tea', ['cabin']);
    await spend('Cake', ['cabin', 'harvest']);
    const log = logQueries(app.db);
    const asked = async (path: string) => {
      log.length = 0;
      const { html } = await owner.get(path);
      return { html, names: log.filter(({ sql }) => /FROM (tags|categories)\b/.test(sql)) };
    };
    expect((await asked('/expenses?period=week')).names).toHaveLength(2);
    await owner.get('/expenses');
    const known = await asked('/expenses?period=month');
    expect(known.names).toEqual([]);
    expect(known.html).toMatch(/#cabin<.*#harvest</);

    const [cabin] = await app.services.tags.list(me);
    // Another window has made a tag meanwhile.
    const { items } = await app.services.expenses.browse(me, { range: {} }, { limit: 2, tags: [cabin!] });
    expect(items.map(({ tags }) => tags)).toEqual([['cabin', 'harvest'], ['cabin']]);
    await app.services.tags.rename(await owner.principal(), cabin!.id, 'hut');
    const renamed = await asked('/expenses?period=3months');
    expect(renamed.names).toHaveLength(2);
    expect(renamed.html).toMatch(/#harvest<.*#hut</);
  });

  it('leads from the currency in the amount field to where it is changed, and by Tab to the description', async () => {
    const owner = await signUp(app, 'coin');
    const link = (await owner.get('/expenses')).screen.getByRole('link', { name: 'USD' });
    expect(link.tabIndex).toBe(-1);
    const [path, id] = link.getAttribute('href')!.split('#');
    expect((await owner.get(path!)).document.getElementById(id!)?.getAttribute('name')).toBe('currency');
  });

  it('sends fifty rows of many days and categories in under 30 kB', async () => {
    const owner = await signUp(app, 'wide');
    const principal = await owner.principal();
    const categories = await app.services.categories.list(principal);
    const year = Array.from({ length: 400 }, (_, at) => ({
      amountMinor: BigInt(12_345 + at),
      description: `Groceries, market ${String(at % 40)}`,
      categoryId: categories[at % categories.length]!.id,
      spentOn: new Date(Date.parse(LAST) - Math.floor(at / 1.3) * 86_400_000)
        .toISOString()
        .slice(0, 10) as Day,
    }));
    await app.services.expenses.recordAll(principal, year);
    const { html, document } = await owner.get('/expenses');
    expect(document.querySelectorAll('.days label')).toHaveLength(50);
    expect(document.querySelectorAll('.months a, .shares a')).toHaveLength(12 + categories.length);
    expect(Buffer.byteLength(html)).toBeLessThan(30_000);
  });

  it('says how many of how many it shows, for paper has no pager', async () => {
    expect((await mira.get('/expenses')).html).toContain('>50 of 130 expenses<');
    expect((await mira.get('/expenses?q=coffee')).html).not.toContain('of 26 expenses');
  });
});

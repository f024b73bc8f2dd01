import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, type Day, type Month } from '../../domain/calendar.js';
import { repositories } from '../../storage/repositories.js';
import { TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { type Person, signUp } from '../../testing/person.js';
import { type LoggedQuery, logQueries, planOf } from '../../testing/query-log.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const TODAY = '2026-11-21' as Day;
const FEW = 10;

/** Every kind of filter of the dashboard; the list is longer than a page where there are enough expenses. */
const PATHS = (category: number) => [
  '/expenses',
  '/expenses?month=2026-10',
  '/expenses?year=2026',
  '/expenses?from=2026-09-15&to=2026-11-10',
  '/expenses?period=week',
  '/expenses?period=3months',
  `/expenses?category=${String(category)}`,
  `/expenses?category=${String(category)}&month=2026-10`,
  '/expenses?category=none',
  '/expenses?q=zyzzyva',
  '/expenses?q=zy&year=2026',
  '/reports',
  '/categories',
  '/expenses/descriptions',
];

/** Several programs that take turns would each be asked, and keep, half of the pages. */
const single = (process.env['OUTLAY_TEST_PROCESSES'] ?? '1') === '1';

describe.runIf(single).each(engines)('the dashboard over many expenses on $name', (engine) => {
  const many = engine.name === 'sqlite' ? 100_000 : 30_000;
  let app: TestApp;
  let poor: Person;
  let rich: Person;
  let log: LoggedQuery[];
  const categories = new Map<Person, number>();

  beforeAll(async () => {
    app = await startTestApp(engine, { clock: new TestClock(`${TODAY}T12:00:00.000Z`) });
    poor = await signUp(app, 'poor');
    rich = await signUp(app, 'rich');
    await spend(poor, FEW);
    await spend(rich, many);
    if (engine.name === 'postgres') await app.db.run('ANALYZE');
    log = logQueries(app.db);
  }, 120_000);
  afterAll(() => app.close());

  async function spend(person: Person, count: number) {
    const principal = await person.principal();
    const [food] = await app.services.categories.list(principal);
    categories.set(person, food!.id);
    for (let stored = 0; stored < count; stored += 1_000) {
      const values = Array.from({ length: Math.min(1_000, count - stored) }, (_, at) => ({
        amountMinor: BigInt(at + 1),
        description: at % 500 === 7 ? 'Zyzzyva' : 'Coffee',
        searchText: at % 500 === 7 ? 'zyzzyva' : 'coffee',
        categoryId: at % 3 === 0 ? food!.id : null,
        spentOn: addDays(TODAY, -Math.floor(((stored + at) / count) * 2_000)),
        now: '2026-11-21T12:00:00.000Z',
      }));
      await app.db.transaction((tx) => repositories(tx).expenses.insertMany(principal.bookId, values));
    }
  }

  async function queriesOf(person: Person, path: string): Promise<LoggedQuery[]> {
    log.length = 0;
    expect((await person.get(path)).status).toBe(200);
    return [...log];
  }

  it('asks the database no more often than over ten', async () => {
    const counts: Record<string, [number, number]> = {};
    for (const [at, path] of PATHS(categories.get(rich)!).entries()) {
      const few = await queriesOf(poor, PATHS(categories.get(poor)!)[at]!);
      counts[path] = [few.length, (await queriesOf(rich, path)).length];
    }
    // The total of a day that goes on on the next page is one more question, and there is no next page of ten.
    for (const [path, [few, of]] of Object.entries(counts)) expect(of, path).toBeLessThanOrEqual(few + 1);
    expect(Math.max(...Object.values(counts).map(([, of]) => of))).toBeLessThan(13);
  });

  it('reads no table from end to end', async () => {
    for (const path of PATHS(categories.get(rich)!)) {
      // A new version of the book, so that nothing is answered from memory.
      await app.db.run('UPDATE books SET version = version + 1');
      const queries = await queriesOf(rich, path);
      expect(queries.length).toBeGreaterThan(1);
      for (const query of queries) {
        const plan = await planOf(app.db, query);
        for (const step of plan) {
          expect(step, `${query.sql}\n${plan.join('\n')}`).not.toMatch(
            /^SCAN (expenses|monthly_totals)|Seq Scan on expenses/,
          );
        }
      }
    }
  });

  it('walks the index that is made for it', async () => {
    const through = async (path: string, table: RegExp, index: RegExp) => {
      await app.db.run('UPDATE books SET version = version + 1');
      const queries = (await queriesOf(rich, path)).filter(({ sql }) => table.test(sql));
      expect(queries.length, path).toBeGreaterThan(0);
      for (const query of queries) expect((await planOf(app.db, query)).join('\n')).toMatch(index);
    };
    const list = /AS amount_minor[^]*ORDER BY/;
    await through('/expenses', list, /expenses_newest/);
    await through('/expenses?month=2026-10', list, /expenses_newest/);
    await through('/expenses/descriptions', /AS newest/, /expenses_newest/);
    await through(`/expenses?category=${String(categories.get(rich)!)}`, list, /expenses_by_category/);
    await through(
      '/expenses',
      /GROUP BY spent_on/,
      engine.name === 'sqlite' ? /COVERING INDEX expenses_newest/ : /expenses_newest/,
    );
    await through('/expenses?from=2026-09-15&to=2026-11-10', /UNION ALL/, /expenses_newest/);
  });

  it('asks as often for budgets, and reads their months from kept totals', async () => {
    const counts = [];
    for (const person of [poor, rich]) {
      const principal = await person.principal();
      for (const target of ['all', categories.get(person)!] as const) {
        const budget = { amountMinor: 100n, fromMonth: '2021-01' as Month, carryOver: true };
        await app.services.budgets.set(principal, target, budget);
      }
      const dashboard = await queriesOf(person, '/expenses');
      const page = await queriesOf(person, '/budgets');
      expect(person.page!.html).toMatch(/left over from before|overspent before/);
      counts.push(page.length);
      for (const queries of [dashboard, page]) {
        expect(queries.length).toBeLessThan(14);
        const totals = queries.filter(({ sql }) => sql.startsWith('WITH span'));
        expect(totals).toHaveLength(1);
        expect((await planOf(app.db, totals[0]!)).join('\n')).not.toMatch(/SCAN kept|expenses/);
      }
    }
    expect(counts[0]).toBe(counts[1]);
  });

  it('answers a page that was shown before with a single question: who asks, and is it still true', async () => {
    for (const path of ['/expenses', '/expenses?month=2026-10', '/expenses?q=zyzzyva']) {
      const first = await rich.get(path);
      const queries = await queriesOf(rich, path);
      expect(queries).toHaveLength(1);
      expect(queries[0]!.sql).toMatch(/FROM sessions/);
      expect(rich.page!.html.replace(/value="[\w-]{20,}"/g, '')).toBe(
        first.html.replace(/value="[\w-]{20,}"/g, ''),
      );
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '../../testing/browser.js';
import { TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { type Person, signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

// 25 November 2026 is a Wednesday.
describe.each(engines)('weeks on $name', (engine) => {
  let app: TestApp;
  let mira: Person;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock: new TestClock('2026-11-25T12:00:00.000Z') });
    mira = await signUp(app);
    for (const [amount, spent_on, description] of [
      ['1', '2026-11-16', 'Monday before'],
      ['2', '2026-11-19', 'Thursday before'],
      ['4', '2026-11-21', 'Saturday'],
      ['8', '2026-11-22', 'Sunday'],
      ['16', '2026-11-23', 'Monday'],
      ['-3', '2026-11-25', 'Wednesday, back'],
      ['32', '2026-11-28', 'Saturday to come'],
    ] as const)
      await mira.spend(amount, description, { spent_on });
    const gone = await mira.spend('64', 'Deleted', { spent_on: '2026-11-24' });
    await mira.send(`/expenses/${String(gone)}/delete`);
    await mira.get('/expenses');
  });
  afterAll(() => app.close());

  /** As chosen in the account; empty: as usual in the region, where the United States begin on Sunday. */
  const beginWeeksOn = async (week_starts_on: string) => {
    const { username, timeZone } = await mira.principal();
    const profile = {
      username,
      currency: 'USD',
      time_zone: timeZone,
      language: 'en',
      locale: 'en-US',
      theme: 'system',
    };
    expect((await mira.send('/account', { ...profile, week_starts_on })).status).toBe(303);
    await mira.get('/account');
  };
  const amounts = ({ document }: Page) =>
    [...document.querySelectorAll('.days a[href$=edit]')].map(({ textContent }) => textContent.trim());
  const weeks = ({ document }: Page) =>
    [...document.querySelectorAll('.report-weeks li')].map((row) => [
      row.querySelector('a')!.textContent,
      row.querySelector('.num')!.textContent,
      row.querySelector('a')!.getAttribute('href')!,
    ]);
  // Intl puts thin spaces around the dash.
  const plain = (text: string) => text.replace(/\s+/g, ' ');
  const total = ({ document }: Page) => document.querySelector('.total')!.textContent.trim();

  it.each([
    ['', ['$32.00', '-$3.00', '$16.00', '$8.00']],
    ['1', ['$32.00', '-$3.00', '$16.00']],
    ['6', ['-$3.00', '$16.00', '$8.00', '$4.00']],
  ])(
    'with weeks from "%s", this week is their seven days: in list, sum, export and API',
    async (day, shown) => {
      await beginWeeksOn(day);
      const page = await mira.get('/expenses?period=this_week');
      expect(amounts(page)).toEqual(shown);
      const cents = shown.map((text) => Number(text.replace('$', '')));
      const sum = cents.reduce((a, b) => a + b, 0);
      expect(total(page)).toBe(`$${sum.toFixed(2)}`);
      expect(
        (await mira.get('/expenses/export?format=csv&period=this_week')).html.match(/USD/g),
      ).toHaveLength(shown.length);
      const headers = { authorization: `Bearer ${mira.accessToken}` };
      const api = await fetch(`${app.url}/api/v1/reports/summary?period=this_week`, { headers });
      expect(await api.json()).toMatchObject({
        total: sum.toFixed(2),
        count: shown.length,
      });
    },
  );

  it('compares the days of a running week that have come with the same of the one before', async () => {
    await beginWeeksOn('1');
    const page = await mira.get('/expenses?period=this_week');
    const [change] = page.document.querySelectorAll('.change');
    // 16 - 3 from Monday to Wednesday; 1 in the three days that began the week before.
    expect(plain(change!.parentElement!.textContent)).toMatch(
      /\+\$12\.00 November 23 – 25 against November 16 – 18/,
    );
  });

  it.each([
    [
      '7',
      [
        ['Nov 16 – 21', '$7.00'],
        ['Nov 22 – 28', '$53.00'],
      ],
    ],
    [
      '1',
      [
        ['Nov 16 – 22', '$15.00'],
        ['Nov 23 – 29', '$45.00'],
      ],
    ],
  ])('a report tells of weeks from "%s", each with the list behind it', async (day, expected) => {
    await beginWeeksOn(day);
    const found = weeks(await mira.get('/reports?from=2026-11-16&to=2026-11-29'));
    expect(found.map(([name, amount]) => [plain(name!).replace(', 2026', ''), amount])).toEqual(expected);
    for (const [, amount, href] of found) expect(total(await mira.get(href!))).toBe(amount);
  });

  it('a report of a category tells of its weeks; of a week, or of more than a quarter, of none', async () => {
    const groceries = (await app.services.categories.list(await mira.principal())).find(
      ({ name }) => name === 'Groceries',
    )!;
    await mira.spend('5', 'Milk', { spent_on: '2026-11-10', category_id: String(groceries.id) });
    const of = `from=2026-11-02&to=2026-11-15&category=${String(groceries.id)}`;
    expect(weeks(await mira.get(`/reports?${of}`)).map(([, amount]) => amount)).toEqual(['$0.00', '$5.00']);
    expect(weeks(await mira.get('/reports?from=2026-11-23&to=2026-11-29'))).toEqual([]);
    expect(weeks(await mira.get('/reports?from=2026-08-01&to=2026-11-30'))).toEqual([]);
    expect(weeks(await mira.get('/reports?from=2026-11-01'))).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '../../testing/browser.js';
import { TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { fieldState } from '../../testing/form-field.js';
import { type Person, signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

describe.each(engines)('the report on $name', (engine) => {
  let app: TestApp;
  let mira: Person;
  let food: string;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock: new TestClock('2026-11-27T12:00:00.000Z') });
    mira = await signUp(app);
    const categories = await app.services.categories.list(await mira.principal());
    food = String(categories.find(({ name }) => name === 'Food')!.id);
    for (const [amount, spent_on, category_id] of [
      ['10', '2024-05-05', food],
      ['20', '2025-12-31', food],
      ['40', '2026-01-10', ''],
      ['80', '2026-01-20', food],
      ['160', '2026-02-01', ''],
    ] as const)
      await mira.spend(amount, `For ${amount}`, { spent_on, category_id, tags: 'home' });
  });
  afterAll(() => app.close());

  const report = (query: string) => mira.get(`/reports${query}`);
  /** Heads, then each row of the table. */
  const table = ({ document }: Page) =>
    [...document.querySelectorAll('.grid tr')].map((row) =>
      [...row.querySelectorAll('th, td')].map((cell) =>
        cell.textContent.replace('–nothing', '–').trim().replace(/\s+/g, ' '),
      ),
    );
  const hrefs = ({ document }: Page) =>
    [...document.querySelectorAll('.grid a, .report-tags a')].map((link) => link.getAttribute('href')!);
  const totalAt = async (path: string) => {
    const page = await mira.get(path);
    expect(page.status).toBe(200);
    return [...page.document.querySelectorAll('.days a[href$=edit]')].reduce(
      (so, link) => so + Number(link.textContent.replaceAll(/[$,]/g, '')),
      0,
    );
  };

  it('takes a range: its days only, in its months', async () => {
    const page = await report('?from=2025-12-01&to=2026-01-15');
    expect(table(page)).toEqual([
      ['Category', 'Dec', 'Jan', 'Total'],
      ['No category', '–', '$40.00', '$40.00'],
      ['Food', '$20.00', '–', '$20.00'],
      ['All', '$20.00', '$40.00', '$60.00'],
    ]);
    expect(page.document.querySelector('.report-tags .num')?.textContent).toBe('$60.00');
    expect(page.html).toContain('The tallest bar is $40.00.');
  });

  it('leads from every figure of a week and of a tag to the expenses behind it', async () => {
    const { document } = await report('?from=2025-12-01&to=2026-01-15');
    const links = [...document.querySelectorAll('.report-weeks .num, .report-tags .num')].map((figure) => [
      figure.textContent,
      figure.querySelector('a')?.getAttribute('href'),
    ]);
    expect(links.length).toBeGreaterThan(5);
    for (const [amount, href] of links) expect(`$${(await totalAt(href!)).toFixed(2)}`).toBe(amount);
  });

  it('takes a category, also beside a year', async () => {
    const page = await report(`?year=2026&category=${food}`);
    expect(table(page).map((row) => row.at(-1))).toEqual(['Year', '$80.00', '$80.00']);
    expect(page.document.querySelector('[rel=prev]')?.getAttribute('href')).toBe(
      `/reports?year=2025&category=${food}`,
    );
    expect(page.document.querySelector('.report-tags .num')?.textContent).toBe('$80.00');
  });

  it('sets several years side by side, without those that are empty', async () => {
    const first = await report('');
    const link = first.screen.getByRole('link', { name: 'Years side by side' }).getAttribute('href')!;
    expect(link).toBe('/reports?from=2024-01-01&to=2026-12-31');
    expect(table(await mira.get(link))).toEqual([
      ['Category', '2024', '2025', '2026', 'Total'],
      ['No category', '–', '–', '$200.00', '$200.00'],
      ['Food', '$10.00', '$20.00', '$80.00', '$110.00'],
      ['All', '$10.00', '$20.00', '$280.00', '$310.00'],
    ]);
    expect(table(await report('?from=2024-06-01'))[0]).toEqual(['Category', '2025', '2026', 'Total']);
  });

  it.each([
    '?from=2025-12-01&to=2026-01-15',
    '?from=2024-02-02&to=2026-01-31',
    '?from=2025-12-31',
    '?to=2026-01-10',
  ])('leads from each figure to the expenses behind it: %s', async (query) => {
    const page = await report(query);
    const figures = [...page.document.querySelectorAll('.grid a')].map((link) =>
      Number(link.textContent.replaceAll(/[$,]/g, '')),
    );
    const sums = await Promise.all(hrefs(page).map(totalAt));
    expect(sums.slice(0, figures.length)).toEqual(figures);
  });

  it('shows small amounts beside a large one: no figure, bar or link is rounded away', async () => {
    const owner = await signUp(app, 'owner');
    const spend = (amount: string, spent_on: string) =>
      owner.spend(amount, `For ${amount}`, { spent_on, category_id: '' });
    await spend('350000', '2026-03-10');
    await spend('12.40', '2026-02-10');
    await spend('20', '2026-11-10');
    const page = await owner.get('/reports?year=2026');
    const all = table(page).at(-1)!;
    expect([all[2], all[3], all[11]]).toEqual(['$12.40', '$350,000.00', '$20.00']);
    expect(all.filter((cell) => cell === '–')).toHaveLength(9);
    for (const month of ['2026-02', '2026-03', '2026-11'])
      expect(hrefs(page).filter((href) => href.includes(month)).length).toBeGreaterThan(1);
    expect(page.document.querySelectorAll('.months rect:not([height="0%"])')).toHaveLength(3);
    const food = await app.services.categories.list(await owner.principal());
    await owner.spend('4.80', 'Lunch', { spent_on: '2026-03-11', category_id: String(food[0]!.id) });
    const { document } = await owner.get('/expenses?year=2026');
    expect([...document.querySelectorAll('.shares small')].map((each) => each.textContent)).toEqual([
      '100%',
      '< 1%',
    ]);
  });

  it('shows what refunds cancel, or turn below zero, as the figures that they are, with the word', async () => {
    const owner = await signUp(app, 'returner');
    const [first, second] = await app.services.categories.list(await owner.principal());
    const spend = (amount: string, spent_on: string, { id }: { id: number }) =>
      owner.spend(amount, `For ${amount}`, { spent_on, category_id: String(id) });
    await spend('20', '2026-02-10', first!);
    await spend('-20', '2026-02-11', first!);
    await spend('-5', '2026-03-10', second!);
    const page = await owner.get('/reports?from=2026-01-01&to=2026-03-31');
    expect(table(page).at(-1)).toEqual(['All', '–', '$0.00', '-$5.00 Refund', '-$5.00 Refund']);
    expect(table(page).find(([name]) => name === second!.name)).toEqual([
      ...[second!.name, '–', '–', '-$5.00 Refund', '-$5.00 Refund'],
    ]);
    expect(table(page).find(([name]) => name === first!.name)).toEqual([
      first!.name,
      '–',
      '$0.00',
      '–',
      '$0.00',
    ]);
    expect(hrefs(page).filter((href) => href.includes('month=2026-02'))).toHaveLength(2);
  });

  it('tells the average of the months that have passed', async () => {
    // October is not whole, January and February are.
    expect((await report('?from=2026-01-01&to=2026-02-28')).html).toContain('$140.00 a month, on average');
    expect((await report('?from=2026-01-02&to=2026-02-28')).html).not.toContain('on average');
    expect((await report('?year=2026')).html).toContain('$28.00 a month, on average');
  });

  it.each([
    ['from', '?from=2026-02-30'],
    ['to', '?from=2026-02-01&to=2026-01-01'],
    ['category', '?category=999999'],
  ])('says beside %s what is wrong, and keeps the rest', async (name, query) => {
    const page = await report(query);
    expect(page.status).toBe(422);
    expect(fieldState(page, `report-${name}`).fault).toBeDefined();
    for (const [field, value] of new URLSearchParams(query))
      if (field !== 'category') expect(fieldState(page, `report-${field}`).value).toBe(value);
  });
});

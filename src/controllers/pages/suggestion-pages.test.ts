import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Day } from '../../domain/calendar.js';
import { repositories } from '../../storage/repositories.js';
import { TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { type Person, signUp } from '../../testing/person.js';
import { logQueries } from '../../testing/query-log.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const TODAY = '2026-03-20';
const PATH = '/expenses/descriptions';

interface Suggested {
  readonly text: string;
  readonly category: string;
  readonly amount: string;
  readonly refund: boolean;
  readonly said: readonly string[];
}

describe.each(engines)('descriptions that were used before on $name', (engine) => {
  let app: TestApp;
  let mira: Person;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock: new TestClock(`${TODAY}T12:00:00.000Z`) });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await signUp(app);
  });

  const suggested = async (person = mira) => {
    const page = await person.get(PATH);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    return (JSON.parse(page.html) as { descriptions: Suggested[] }).descriptions;
  };
  const texts = async (person = mira) => (await suggested(person)).map(({ text }) => text);
  const categoryId = async (name: string) =>
    String((await app.services.categories.list(await mira.principal())).find((one) => one.name === name)!.id);
  const spend = async (amount: string, description: string, day: string, category?: string) =>
    mira.spend(amount, description, {
      spent_on: `2026-03-${day}`,
      category_id: category ? await categoryId(category) : '',
    });
  /** What a browser without scripts offers for the description. */
  const offered = async (path: string) => {
    const { document } = await mira.get(path);
    const list = document.querySelector('input[name=description]')?.getAttribute('list');
    return list
      ? [...document.querySelectorAll(`#${list} > option`)].map((option) => option.getAttribute('value'))
      : undefined;
  };

  it('come newest first, each once however it is written, as it was written last', async () => {
    await spend('1', 'Café Roma', '01');
    await spend('2', 'Tram', '02');
    await spend('3', 'CAFE ROMA', '03');
    await spend('4', 'Bread', '03');
    expect(await texts()).toEqual(['Bread', 'CAFE ROMA', 'Tram']);
  });

  it('are one’s own, and none of the trash', async () => {
    await spend('1', 'Mine', '01');
    const gone = await spend('2', 'Thrown away', '02');
    await mira.send(`/expenses/${String(gone)}/delete`);
    const noah = await signUp(app, 'noah');
    await noah.spend('3', 'His', { spent_on: TODAY });
    expect([await texts(), await texts(noah)]).toEqual([['Mine'], ['His']]);
    const stranger = await fetch(app.url + PATH, { redirect: 'manual' });
    expect([stranger.status, stranger.headers.get('location')]).toEqual([
      303,
      `/login?next=${encodeURIComponent(PATH)}`,
    ]);
  });

  it('bring the category of last time, unless that one is archived', async () => {
    await spend('3', 'Coffee', '01', 'Food');
    await spend('3', 'coffee', '02', 'Leisure');
    await spend('3', 'Coffee', '03');
    await spend('9', 'Old', '04', 'Food');
    await spend('9', 'Old', '05', 'Savings');
    await app.services.categories.archive(await mira.principal(), Number(await categoryId('Savings')), true);
    const [old, coffee] = await suggested();
    expect([old!.text, old!.category, old!.said]).toEqual(['Old', '', ['$9.00']]);
    expect([coffee!.category, coffee!.said]).toEqual([await categoryId('Leisure'), ['Leisure', '$3.00']]);
  });

  it('bring the usual amount: the most frequent, and of equals the newest', async () => {
    for (const [at, amount] of ['3.20', '3.20', '6.40'].entries())
      await spend(amount, 'Coffee', `0${String(at + 1)}`);
    await spend('40', 'Market', '05');
    await spend('52.5', 'Market', '06');
    expect((await suggested()).map(({ text, amount }) => [text, amount])).toEqual([
      ['Market', '52.50'],
      ['Coffee', '3.20'],
    ]);
  });

  it('know a refund: its box, an amount without a sign, and the word', async () => {
    await spend('-12.50', 'Shoes', '01');
    expect(await suggested()).toEqual([
      { text: 'Shoes', category: '', amount: '12.50', refund: true, said: ['Refund', '-$12.50'] },
    ]);
  });

  it('come in the figures and words of the person, ready for the form', async () => {
    await spend('-1234.5', 'Laptop', '01');
    const { username, email } = mira;
    await mira.send('/account', {
      ...{ username, email, currency: 'EUR', time_zone: 'UTC' },
      ...{ language: 'de', locale: 'de-DE', theme: 'system', week_starts_on: '' },
    });
    const [laptop] = await suggested();
    expect(laptop).toMatchObject({ amount: '1234,50', refund: true });
    expect(laptop!.said).toEqual(['Erstattung', expect.stringMatching(/^-1\.234,50\s€$/)]);
  });

  it('are the newest 200 of the newest 2000 expenses, read in one query', async () => {
    const { bookId } = await mira.principal();
    const values = Array.from({ length: 2_100 }, (_, at) => ({
      amountMinor: 100n,
      // The first 100 are older than what is looked at.
      description: at < 100 ? `Older ${String(at)}` : `Thing ${String(at % 250)}`,
      searchText: '',
      categoryId: null,
      spentOn: TODAY as Day,
      now: `${TODAY}T12:00:00.000Z`,
    }));
    await app.db.transaction((tx) => repositories(tx).expenses.insertMany(bookId, values));
    const log = logQueries(app.db);
    const found = await texts();
    expect([found.length, found[0], found[199]]).toEqual([200, 'Thing 99', 'Thing 150']);
    const queries = log.filter(({ sql }) => !sql.includes('FROM sessions'));
    expect(queries).toHaveLength(1);
  });

  it('stand in the forms for browsers that run no script', async () => {
    const id = await spend('3', 'Coffee', '01', 'Food');
    await spend('4', 'Tea & "cake"', '02');
    for (const path of ['/add', `/expenses/${String(id)}/edit`, '/expenses'])
      expect([path, await offered(path)]).toEqual([path, ['Tea & "cake"', 'Coffee']]);
    // The dashboard asks for no more than its rows.
    expect(await offered('/expenses?q=tea')).toEqual(['Tea & "cake"']);
    expect(await offered('/expenses?q=nothing-like-this')).toBeUndefined();
    expect((await mira.get('/expenses')).html).not.toContain('<option value="Coffee" selected');
  });

  it('leave an omitted category empty where no script runs', async () => {
    await spend('3', 'Coffee', '01', 'Food');
    await spend('3', 'Coffee', '02');
    const { items } = await app.services.expenses.browse(await mira.principal(), { range: {} }, { limit: 1 });
    expect(items[0]!.categoryName).toBeNull();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestClock } from '../../testing/clock.js';
import { engines, type TestDatabase } from '../../testing/engines.js';
import { Person, signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const TODAY = '2026-11-21';

describe.each(engines)('the dashboard after changes on $name', (engine) => {
  let database: TestDatabase;
  /** Two programs over one database: what one keeps in memory, the other reads. */
  let app: TestApp;
  let other: TestApp;
  let mira: Person;
  let elsewhere: Person;

  beforeAll(async () => {
    database = await engine.create();
    const clock = new TestClock(`${TODAY}T12:00:00.000Z`);
    app = await startTestApp(engine, { clock, database });
    other = await startTestApp(engine, { clock, database });
    mira = await signUp(app);
    elsewhere = new Person(other, mira.username, mira.email, mira.password);
    await elsewhere.signIn();
  });
  afterAll(async () => {
    await app.close();
    await other.close();
    await database.close();
  });

  const add = (amount: string, more: Record<string, string> = {}) =>
    mira.spend(amount, `Coffee ${amount}`, { spent_on: TODAY, ...more });
  const withoutTokens = (html: string) =>
    html
      .replace(/(name="(?:_csrf|idempotency_key)" value=")[^"]*/g, '$1')
      .replaceAll(app.url, '')
      .replaceAll(other.url, '');

  /** As this program shows it, which has drawn it before, and as one does that heard of none of it. */
  async function bothPages(): Promise<[string, string]> {
    const [here, there] = [await mira.get('/expenses'), await elsewhere.get('/expenses')];
    return [withoutTokens(here.html), withoutTokens(there.html)];
  }

  it('shows the message that another program has left, and nothing for one that nobody has sealed', async () => {
    const messageFor = async (cookie: string) => {
      elsewhere.cookies.set('outlay_flash', cookie);
      return (await elsewhere.get('/expenses')).document.querySelector('.flash p')?.textContent;
    };
    await mira.send('/expenses', { amount: '1.20', description: 'Left here', spent_on: TODAY });
    const left = mira.cookies.get('outlay_flash')!;
    expect(await messageFor(left)).toBe('Added “Left here, $1.20”.');
    expect(await messageFor(`${left.slice(0, -6)}AAAAAA`)).toBeUndefined();
  });

  it('is what another program shows, row by row, whatever was changed before', async () => {
    const me = await mira.principal();
    const [first] = await app.services.categories.list(me);
    const category_id = String(first!.id);
    const steps: readonly (() => Promise<unknown>)[] = [
      () => add('4.80', { category_id }),
      () => add('5.20', { category_id, tags: 'cabin' }),
      () => add('3.10', { refund: 'yes', category_id }),
      async () => app.services.categories.change(await mira.principal(), first!.id, { name: 'Renamed' }),
      () => add('6', { category_id, tags: 'cabin' }),
      () =>
        mira.send('/account', {
          username: 'mira',
          currency: 'USD',
          time_zone: 'UTC',
          language: 'de',
          locale: 'de-DE',
        }),
      () => add('7,50'),
      async () => {
        for (let at = 0; at < 55; at += 1)
          await add(`${String(at + 1)},00`, at % 2 === 0 ? { category_id } : {});
      },
      () => add('8'),
      // The bar of a month that is not added to sinks when another becomes the highest.
      () => add('40', { spent_on: '2026-09-09', category_id }),
      () => add('9000', { category_id }),
      () => add('5', { category_id }),
    ];
    for (const [at, step] of steps.entries()) {
      await mira.get('/expenses');
      await step();
      // What was said about it is said by one program only, and so is the day that its form stays at.
      mira.cookies.delete('outlay_flash');
      mira.cookies.delete('outlay_day');
      const [here, there] = await bothPages();
      expect(here, `after step ${String(at)}`).toBe(there);
    }
  });

  it('never shows one person the rows of another', async () => {
    const nina = await signUp(app, 'nina');
    await nina.get('/expenses');
    await nina.spend('1.11', 'Secret of Nina', { spent_on: TODAY });
    await mira.get('/expenses');
    await add('2.22');
    expect((await mira.get('/expenses')).html).not.toContain('Secret of Nina');
    expect((await nina.get('/expenses')).html).toContain('Secret of Nina');
  });
});

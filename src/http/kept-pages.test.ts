import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY, TestClock } from '../testing/clock.js';
import { engines, type TestDatabase } from '../testing/engines.js';
import { type Person, signUp } from '../testing/person.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

describe.each(engines)('a dashboard kept in memory on $name', (engine) => {
  const clock = new TestClock('2026-03-01T12:00:00.000Z');
  let app: TestApp;
  let mira: Person;
  let database: TestDatabase;
  beforeAll(async () => {
    database = await engine.create();
    app = await startTestApp(engine, { clock, database });
  });
  afterAll(async () => {
    await app.close();
    await database.close();
  });
  beforeEach(async () => {
    mira = await signUp(app, 'mira');
    await mira.spend('5.00', 'Tea', { spent_on: '2026-03-01' });
    await mira.get('/expenses'); // shows the message
    await mira.get('/expenses');
  });

  const rows = async (who = mira, path = '/expenses') =>
    [
      ...(await who.get(path)).document.querySelectorAll(
        'table[aria-label=Expenses] tbody tr, table tbody tr',
      ),
    ]
      .map((row) => row.textContent ?? '')
      .join('\n');
  const field = (name: string) =>
    mira.page!.document.querySelector<HTMLInputElement>(`form[aria-label="Add expense"] [name=${name}]`)!
      .value;

  it('has new tokens each time, and they work', async () => {
    const keys = new Set<string>();
    for (let times = 0; times < 3; times += 1) {
      await mira.get('/expenses');
      keys.add(field('idempotency_key'));
      expect(mira.page!.document.querySelectorAll('input[name=_csrf]').length).toBeGreaterThan(2);
      const tokens = [...mira.page!.document.querySelectorAll<HTMLInputElement>('input[name=_csrf]')].map(
        ({ value }) => value,
      );
      expect(new Set(tokens).size).toBe(1);
    }
    expect(keys.size).toBe(3);
    await mira.submit('Add expense', { amount: '1', description: 'From a kept page' });
    expect(await rows()).toContain('From a kept page');
  });

  it('is drawn anew after every change: added, corrected, deleted, renamed, another currency', async () => {
    const id = await mira.spend('7.00', 'Coffee', { spent_on: '2026-03-01' });
    expect(await rows()).toContain('Coffee');
    const [food] = await app.services.categories.list(await mira.principal());
    await mira.send(`/expenses/${String(id)}/delete`);
    expect(await rows()).not.toContain('Coffee');
    await mira.send(`/expenses/${String(id)}/restore`);
    expect(await rows()).toContain('Coffee');
    await app.services.categories.change(await mira.principal(), food!.id, { name: 'Renamed' });
    expect((await mira.get('/expenses')).html).toContain('Renamed');
  });

  it('has nothing to search once the trash of a book without expenses was emptied', async () => {
    const hasFilter = async () => (await mira.get('/expenses')).html.includes('aria-label="Filter expenses"');
    const { items } = await app.services.expenses.browse(await mira.principal(), { range: {} }, { limit: 9 });
    for (const { id } of items) await app.services.expenses.remove(await mira.principal(), id);
    expect(await hasFilter()).toBe(true);
    await app.services.trash.empty(await mira.principal());
    expect(await hasFilter()).toBe(false);
  });

  it('has a report of the year beside it that follows every change as well', async () => {
    const report = async () =>
      (await mira.get('/reports?year=2026')).document.querySelector('main')!.textContent;
    expect(await report()).toContain('$5.00');
    expect(await report()).toContain('$5.00');
    const [food] = await app.services.categories.list(await mira.principal());
    const id = await mira.spend('7.00', 'Coffee', { spent_on: '2026-03-01', category_id: String(food!.id) });
    expect(await report()).toContain('$12.00');
    await app.services.categories.change(await mira.principal(), food!.id, { name: 'Renamed' });
    expect(await report()).toContain('Renamed');
    await mira.send(`/expenses/${String(id)}/delete`);
    expect(await report()).not.toContain('$12.00');
    expect((await mira.get('/reports?year=1')).status).toBe(422);
  });

  it('sees what another process stored', async () => {
    const { bookId } = await mira.principal();
    expect(await rows()).not.toContain('From afar');
    await app.db.run(
      `INSERT INTO expenses (book_id, amount_minor, description, search_text, spent_on, created_at, updated_at)
       VALUES ($1, 100, 'From afar', 'from afar', '2026-03-01', $2, $2)`,
      [bookId, clock.now().toISOString()],
    );
    expect(await rows()).toContain('From afar');
  });

  it('shows each person their own, each address its own, and a message once', async () => {
    const owen = await signUp(app, 'owen');
    expect(await rows(owen)).not.toContain('Tea');
    expect(owen.page!.html).not.toContain('mira');
    expect(await rows(mira, '/expenses?month=2025-01')).not.toContain('Tea');
    expect(await rows(mira, '/expenses?month=2026-03')).toContain('Tea');
    await mira.get('/expenses');
    await mira.submit('Add expense', { amount: '2', description: 'Bread' });
    expect(mira.page!.screen.getByRole('status').textContent).toContain('Bread');
    expect((await mira.get('/expenses')).screen.queryByRole('status')).toBeNull();
    expect(mira.page!.html).toContain('Bread');
  });

  it('moves on with the day', async () => {
    expect(field('spent_on')).toBe('2026-03-01');
    const tomorrow = new TestClock(new Date(clock.now().getTime() + DAY).toISOString());
    const later = await startTestApp(engine, { clock: tomorrow, database });
    try {
      const again = new (mira.constructor as typeof Person)(later, mira.username, mira.email);
      await again.signIn();
      mira = again;
      await mira.get('/expenses');
      expect(field('spent_on')).toBe('2026-03-02');
    } finally {
      await later.close();
    }
  });

  it('answers HEAD with the length of what GET would send', async () => {
    const cookie = [...mira.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const ask = (method: string) =>
      fetch(`${app.url}/expenses`, { method, headers: { cookie, 'accept-encoding': 'identity' } });
    const [get, head] = [await ask('GET'), await ask('HEAD')];
    expect(head.status).toBe(200);
    expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'));
    expect((await get.text()).length).toBeGreaterThan(5_000);
    expect(Buffer.byteLength(await (await ask('GET')).text())).toBe(
      Number(get.headers.get('content-length')),
    );
  });

  it('is compressed once for all, but for its tokens, and not where it repeats what was searched', async () => {
    const cookie = [...mira.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const ask = (path: string, encoding: string) =>
      fetch(`${app.url}${path}`, { headers: { cookie, 'accept-encoding': encoding } });
    const withoutTokens = (html: string) => html.replace(/value="[\w-]{20,}"/g, '');
    const plain = await ask('/expenses', 'identity');
    expect(plain.headers.get('content-encoding')).toBeNull();
    const packed = await ask('/expenses', 'gzip, br');
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(packed.headers.get('vary')).toContain('Accept-Encoding');
    expect(Number(packed.headers.get('content-length'))).toBeLessThan(
      Number(plain.headers.get('content-length')) / 2,
    );
    expect(withoutTokens(await packed.text())).toBe(withoutTokens(await plain.text()));
    expect((await ask('/expenses', 'gzip;q=0')).headers.get('content-encoding')).toBeNull();
    for (let times = 0; times < 2; times += 1) {
      expect((await ask('/expenses?q=tea', 'gzip')).headers.get('content-encoding')).toBeNull();
    }
  });

  it('does not keep a page with faults', async () => {
    for (let times = 0; times < 2; times += 1) {
      const page = await mira.get('/expenses?month=nonsense');
      expect(page.status).toBe(422);
    }
  });
});

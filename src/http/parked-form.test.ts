import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Day } from '../domain/calendar.js';
import { Browser, type Page } from '../testing/browser.js';
import { DAY, MINUTE, TestClock } from '../testing/clock.js';
import { engines } from '../testing/engines.js';
import { DEVICE, hiddenField, PASSWORD, type Person, signUp, tokenFor } from '../testing/person.js';
import { dumpTables } from '../testing/table-dump.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const LUNCH: Readonly<Record<string, string>> = {
  amount: '12.50',
  description: 'Zanzibar lunch',
  category_id: '',
  spent_on: '2026-03-01',
};

describe.each(engines)('a form that is sent late on $name', (engine) => {
  const clock = new TestClock('2026-03-01T12:00:00.000Z');
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock });
  });
  afterAll(() => app.close());

  /** Opens a form in time and sends it when the session has paused, or ended. */
  const sendLate = async (
    person: Person,
    { path = '/expenses', fields = LUNCH, after = 15 * MINUTE } = {},
  ): Promise<Page> => {
    const _csrf = await tokenFor(person);
    clock.advance(after);
    return person.post(path, { _csrf, ...fields });
  };
  const expensesOf = async (person: Person) => {
    const rows = await app.db.all<{ description: string; amount: number }>(
      `SELECT expenses.description, expenses.amount_minor AS amount FROM expenses
       JOIN book_members ON book_members.book_id = expenses.book_id
       JOIN users ON users.id = book_members.user_id
       WHERE users.email = $1 AND expenses.deleted_at IS NULL ORDER BY expenses.id`,
      [person.email],
    );
    return rows.map(({ description, amount }) => `${description} ${String(amount)}`);
  };
  const endAll = async (person: Person) => {
    const other = await person.elsewhere();
    await other.send('/account/sessions/revoke-others');
  };
  /** Something of a person's for every kind of form, by the part of the path that stands before its id. */
  const everythingOf = async (person: Person) => {
    const { services } = app;
    const principal = await person.principal();
    const food = (await services.categories.list(principal)).find(({ name }) => name === 'Food')!;
    const bills = (await services.categories.list(principal)).find(({ name }) => name === 'Bills')!;
    const device = (await services.sessions.list(await (await person.elsewhere()).principal()))[0]!;
    const rent = await person.spend('800', 'Rent', { spent_on: '2026-03-01', tags: 'trip' });
    await services.expenses.remove(principal, rent);
    const { items } = await services.changes.list(principal, { limit: 1 });
    const gym = await services.recurring.add(principal, {
      ...{ amountMinor: 2000n, description: 'Gym', categoryId: null, tags: [], mode: 'add' },
      ...{ interval: 1, every: 'month', startsOn: '2099-01-01' as Day, endsOn: null },
    });
    const rule = await services.rules.add(principal, {
      ...{ match: 'contains', text: 'rewe', categoryId: food.id, tags: [], description: null },
    });
    const file = { name: 'bank.csv', bytes: new TextEncoder().encode('date,amount\n2026-03-01,1.00\n') };
    const made = { name: 'Script', scope: 'read', expiresInDays: null } as const;
    return {
      ...{ food: food.id, bills: bills.id, session: device.id, expense: rent, change: items[0]!.id },
      ...{ tag: (await services.tags.list(principal))[0]!.id, recurring: gym.id, rule: rule.id },
      import: await services.imports.open(principal, file),
      token: (await services.accessTokens.make(principal, made, DEVICE)).record.id,
    };
  };

  const waitingForm = (page: Page) => ({ form: hiddenField(page, 'form'), next: hiddenField(page, 'next') });
  const logIn = async (browser: Browser, person: Person, more: Record<string, string>) => {
    const _csrf = await tokenFor(browser);
    return browser.post('/login', { _csrf, email: person.email, password: PASSWORD, ...more });
  };

  it('is told on the prompt and carried out once after "Continue"', async () => {
    const mira = await signUp(app);
    const prompt = await sendLate(mira, { fields: { ...LUNCH, return_to: '/expenses?month=2026-03' } });
    expect(prompt.screen.getByRole('heading', { level: 1 }).textContent).toBe('Still you, mira?');
    expect(prompt.html).toContain('Your expense <b>Zanzibar lunch, 12.50</b> is safe.');
    expect(await expensesOf(mira)).toEqual([]);

    const { form, next } = waitingForm(prompt);
    const answer = await mira.send('/refresh', { form, next });
    expect([answer.status, answer.headers.get('location')?.split('#')[0]]).toEqual([
      303,
      '/expenses?month=2026-03',
    ]);
    const list = await mira.get(answer.headers.get('location')!);
    expect(list.screen.getByRole('status').textContent).toBe('Added “Zanzibar lunch, $12.50”.');
    expect(await expensesOf(mira)).toEqual(['Zanzibar lunch 1250']);

    const again = await mira.send('/refresh', { form, next });
    expect((await mira.get(again.headers.get('location')!)).html).toContain(
      'Your form was carried out already.',
    );
    expect(await expensesOf(mira)).toHaveLength(1);
  });

  it('is carried out once when "Continue" is pressed ten times at once', async () => {
    const mira = await signUp(app);
    const { form, next } = waitingForm(await sendLate(mira));
    const _csrf = await tokenFor(mira);
    const cookie = [...mira.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const press = () =>
      fetch(`${app.url}/refresh`, {
        method: 'POST',
        headers: { cookie },
        body: new URLSearchParams({ _csrf, form, next }),
        redirect: 'manual',
      }).then(({ status }) => status);
    expect(await Promise.all(Array.from({ length: 10 }, press))).toEqual(Array<number>(10).fill(303));
    expect(await expensesOf(mira)).toHaveLength(1);
  });

  it('is carried out after a new login, when the refresh token has run out too', async () => {
    const mira = await signUp(app);
    const page = await sendLate(mira, { after: 31 * DAY });
    expect(page.html).toContain('<h1>Log in</h1>');
    expect(page.html).toContain('Your expense <b>Zanzibar lunch, 12.50</b> is safe.');
    const answer = await logIn(mira, mira, waitingForm(page));
    expect(answer.screen.getByRole('heading', { level: 1 }).textContent).toBe('My expenses');
    expect(answer.html).toContain('Added “Zanzibar lunch, $12.50, ');
    expect(await expensesOf(mira)).toEqual(['Zanzibar lunch 1250']);
  });

  it('is carried out after a wrong password and then the right one', async () => {
    const mira = await signUp(app);
    const way = waitingForm(await sendLate(mira, { after: 31 * DAY }));
    const wrong = await logIn(mira, mira, { ...way, password: 'wrong' });
    expect(wrong.status).toBe(401);
    expect(waitingForm(wrong)).toEqual(way);
    await logIn(mira, mira, waitingForm(wrong));
    expect(await expensesOf(mira)).toHaveLength(1);
  });

  it('moves on to the login when "Continue" is refused, and is carried out from there', async () => {
    const mira = await signUp(app);
    const way = waitingForm(await sendLate(mira));
    clock.advance(31 * DAY);
    const refused = await mira.send('/refresh', way);
    const login = await mira.get(refused.headers.get('location')!);
    expect(login.html).toContain('Your session has ended.');
    expect(waitingForm(login)).toEqual(way);
    await logIn(mira, mira, way);
    expect(await expensesOf(mira)).toHaveLength(1);
  });

  it('is never carried out for somebody else on the same browser, and still waits for its owner', async () => {
    const [mira, owen] = [await signUp(app), await signUp(app, 'owen')];
    const way = waitingForm(await sendLate(mira, { after: 31 * DAY }));
    const answer = await logIn(mira, owen, way);
    expect(answer.screen.getByRole('alert').textContent).toContain('belongs to somebody else or is too old');
    expect([await expensesOf(mira), await expensesOf(owen)]).toEqual([[], []]);
    await logIn(new Browser(app.url), owen, way);
    expect(await expensesOf(owen)).toEqual([]);
    await logIn(mira, mira, way);
    expect(await expensesOf(mira)).toHaveLength(1);
  });

  it('is shown to and carried out in the browser that sent it, and a link to it is worth nothing elsewhere', async () => {
    const mira = await signUp(app);
    const way = waitingForm(await sendLate(mira, { after: 31 * DAY }));
    const elsewhere = new Browser(app.url);
    expect((await elsewhere.get(`/login?form=${way.form}`)).html).not.toContain('Zanzibar');
    await logIn(elsewhere, mira, way);
    const other = await mira.elsewhere();
    expect((await other.get(`/refresh?form=${way.form}`)).html).not.toContain('Zanzibar');
    await other.send('/refresh', way);
    expect(await expensesOf(mira)).toEqual([]);
  });

  it.each([
    ['logged out', async (mira: Person) => void (await mira.send('/logout'))],
    ['signed out elsewhere', async (mira: Person) => endAll(mira)],
    ['expired', async () => clock.advance(15 * MINUTE)],
  ])('is not kept for whoever has nothing but an access token that was %s', async (_, end) => {
    const mira = await signUp(app);
    const { accessToken } = mira;
    await end(mira);
    const thief = new Browser(app.url);
    thief.cookies.set('outlay_access', accessToken);
    const before = await dumpTables(app.db, ['parked_forms']);
    const page = await thief.post('/expenses', { ...LUNCH, _csrf: await tokenFor(thief) }, { follow: false });
    expect(page.headers.get('location') ?? '').not.toContain('form=');
    expect(await dumpTables(app.db, ['parked_forms'])).toBe(before);
  });

  it('is not kept for a session that was ended, also with its refresh token', async () => {
    const mira = await signUp(app);
    await endAll(mira);
    const page = await mira.post('/expenses', { ...LUNCH, _csrf: await tokenFor(mira) }, { follow: false });
    expect(page.headers.get('location') ?? '').not.toContain('form=');
  });

  it('is one of five at most: the oldest goes', async () => {
    const mira = await signUp(app);
    const _csrf = await tokenFor(mira);
    clock.advance(15 * MINUTE);
    const ways = [];
    for (let index = 0; index < 7; index += 1) {
      clock.advance(1);
      ways.push(waitingForm(await mira.post('/expenses', { _csrf, ...LUNCH })));
    }
    const rows = await app.db.all<{ user_id: number }>(
      'SELECT user_id FROM parked_forms WHERE user_id = $1',
      [(await app.db.get<{ id: number }>('SELECT id FROM users WHERE email = $1', [mira.email]))!.id],
    );
    expect(rows).toHaveLength(5);
    await mira.send('/refresh', ways[0]);
    expect(await expensesOf(mira)).toEqual([]);
    await mira.send('/refresh', ways[6]);
    expect(await expensesOf(mira)).toHaveLength(1);
  });

  it('with a file in it is not kept: its page asks again', async () => {
    const mira = await signUp(app);
    const _csrf = await tokenFor(mira);
    const before = await dumpTables(app.db, ['parked_forms']);
    clock.advance(15 * MINUTE);
    const body = new FormData();
    body.set('_csrf', _csrf);
    body.set('file', new Blob(['date,amount\n']), 'bank.csv');
    const headers = { cookie: [...mira.cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
    const answer = await fetch(`${app.url}/import`, { method: 'POST', body, headers, redirect: 'manual' });
    expect(answer.headers.get('location')).toBe('/refresh?next=%2Fimport');
    expect(await dumpTables(app.db, ['parked_forms'])).toBe(before);
  });

  it('with a password in it is not kept at all', async () => {
    const mira = await signUp(app);
    const fields = { current_password: PASSWORD, new_password: 'a much better battery' };
    const page = await sendLate(mira, { path: '/account/password', fields });
    expect(waitingForm(page).form).toBe('');
  });

  it('comes back with what was typed when it has a fault, under "Continue" as in time', async () => {
    const mira = await signUp(app);
    const prompt = await sendLate(mira, { fields: { ...LUNCH, amount: '1.2.3' } });
    const page = await mira.send('/refresh', waitingForm(prompt));
    expect(page.status).toBe(422);
    const value = (id: string) => page.document.querySelector<HTMLInputElement>(id)?.value;
    expect([value('#add-amount'), value('#add-description')]).toEqual(['1.2.3', 'Zanzibar lunch']);
    await mira.submit('Add expense', { amount: '1.23' });
    expect(await expensesOf(mira)).toEqual(['Zanzibar lunch 123']);
  });

  it('waits on when the program could not carry it out, and is carried out by the next "Continue"', async () => {
    const mira = await signUp(app);
    const way = waitingForm(await sendLate(mira));
    await app.db.run('ALTER TABLE expenses RENAME TO expenses_away');
    const failed = await mira.send('/refresh', way);
    await app.db.run('ALTER TABLE expenses_away RENAME TO expenses');
    expect(failed.status).toBe(500);
    expect(failed.html).toContain('<dd>Zanzibar lunch</dd>');
    await expect
      .poll(() => app.services.parkedForms.peek(way.form, mira.cookies.get('outlay_parking')!))
      .toBeDefined();
    expect((await mira.send('/refresh', way)).status).toBe(303);
    expect(await expensesOf(mira)).toEqual(['Zanzibar lunch 1250']);
  });

  it('adds one expense, too, when it was sent in time before, and once more late', async () => {
    const mira = await signUp(app);
    const idempotency_key = crypto.randomUUID();
    await mira.send('/expenses', { ...LUNCH, idempotency_key });
    const prompt = await sendLate(mira, { fields: { ...LUNCH, idempotency_key } });
    await mira.send('/refresh', waitingForm(prompt));
    expect(await expensesOf(mira)).toHaveLength(1);
  });

  it.each([
    [
      'a change',
      '',
      { ...LUNCH, amount: '13', version: '1' },
      ['Zanzibar lunch 1300'],
      'Your change to <b>Zanzibar lunch, $12.50</b> is safe. It becomes <b>Zanzibar lunch, 13</b>',
    ],
    ['a deletion', '/delete', {}, [], '<b>Zanzibar lunch, $12.50</b> is still there. It is deleted'],
  ])('may be %s', async (_name, action, fields, left, words) => {
    const mira = await signUp(app);
    const id = await mira.spend('12.50', 'Zanzibar lunch', { spent_on: '2026-03-01' });
    const prompt = await sendLate(mira, { path: `/expenses/${String(id)}${action}`, fields });
    expect(prompt.html).toContain(words);
    expect((await mira.send('/refresh', waitingForm(prompt))).status).toBe(303);
    expect(await expensesOf(mira)).toEqual(left);
  });

  describe('says what it will do', () => {
    const late = async (mira: Person, path: string, fields: Record<string, string> = {}, after?: number) =>
      (await sendLate(mira, { path, fields, ...(after !== undefined && { after }) })).html;

    it('with the name of what it is about', async () => {
      const mira = await signUp(app);
      const ids = await everythingOf(mira);
      for (const [path, fields, words] of sayings(ids)) {
        const html = await late(mira, path, fields);
        expect([path, html]).toEqual([path, expect.stringContaining(words)]);
        await mira.send('/refresh');
      }
    });

    it('but in general only, where nobody is signed in, somebody else is, or it is gone', async () => {
      const [mira, owen] = [await signUp(app), await signUp(app, 'owen')];
      const path = `/expenses/${String(await mira.spend('800', 'Rent', { spent_on: '2026-03-01' }))}/delete`;
      expect(await late(owen, path)).toContain('When you continue: <b>Delete expense</b>.');
      const prompt = await sendLate(mira, { path, fields: {}, after: 31 * DAY });
      expect(prompt.html).toContain('When you continue: <b>Delete expense</b>.');
      expect(prompt.html).not.toContain('Rent');
      await owen.signIn();
      for (const name of ['outlay_access', 'outlay_refresh']) mira.cookies.set(name, owen.cookies.get(name)!);
      const seen = await mira.get(`/refresh?form=${waitingForm(prompt).form}`);
      expect(seen.html).toContain('What you sent is <b>safe</b>');
    });
  });

  it('is stored sealed: no word of it can be read in the database, passwords least of all', async () => {
    const mira = await signUp(app);
    const secret = { current_password: 'QuetzalcoatlOld', new_password: 'QuetzalcoatlNew1' };
    await sendLate(mira, { path: '/account/password', fields: secret });
    await signUpAndPark();
    const dump = await dumpTables(app.db);
    const forms = await dumpTables(app.db, ['parked_forms']);
    expect(forms.split('\n').length).toBeGreaterThan(2);
    for (const word of ['Quetzalcoatl', PASSWORD, mira.accessToken, mira.refreshToken, 'Xochimilco'])
      for (const spelling of [word, Buffer.from(word).toString('base64').slice(0, 12)])
        expect(dump).not.toContain(spelling);
  });

  const signUpAndPark = async () => {
    const person = await signUp(app, 'xenia');
    await sendLate(person, { fields: { ...LUNCH, description: 'Xochimilco' } });
  };

  it('is not kept when nobody knows whose it is; the page asked for comes after the login', async () => {
    const stranger = new Browser(app.url);
    const before = await dumpTables(app.db, ['parked_forms', 'expenses']);
    const fields = { _csrf: await tokenFor(stranger), ...LUNCH, return_to: '/expenses?year=2026' };
    const page = await stranger.post('/expenses', fields);
    expect(page.html).toContain('<h1>Log in</h1>');
    expect(waitingForm(page)).toEqual({ form: '', next: '/expenses?year=2026' });
    expect(await dumpTables(app.db, ['parked_forms', 'expenses'])).toBe(before);
  });

  it('needs its token all the same: a stranger cannot have a form kept for somebody', async () => {
    const mira = await signUp(app);
    clock.advance(15 * MINUTE);
    const before = await dumpTables(app.db, ['parked_forms']);
    const page = await mira.post('/expenses', { ...LUNCH, _csrf: 'x' }, { follow: false });
    expect(page.status).toBe(403);
    expect(await dumpTables(app.db, ['parked_forms'])).toBe(before);
  });
});

type Ids = Readonly<
  Record<
    'food' | 'bills' | 'session' | 'expense' | 'change' | 'tag' | 'recurring' | 'rule' | 'import' | 'token',
    number
  >
>;
type Saying = readonly [path: string, fields: Record<string, string>, words: string];

/** What is said of each kind of form in full. */
function sayings(ids: Ids): readonly Saying[] {
  const at = (before: string, id: number, after = '') => `${before}/${String(id)}${after}`;
  const will = (what: string) => `When you continue: <b>${what}</b>.`;
  const gym = 'Gym, $20.00';
  const food = { category_id: String(ids.food) };
  return [
    [at('/expenses', ids.expense, '/delete'), {}, '<b>Rent, $800.00</b> is still there'],
    [at('/expenses', ids.expense, '/erase'), {}, '<b>Rent, $800.00</b> is deleted for good'],
    [at('/expenses', ids.expense, '/restore'), {}, '<b>Rent, $800.00</b> comes back'],
    ['/expenses/trash/empty', {}, 'The trash is <b>emptied for good</b>'],
    ['/expenses/bulk', { action: 'delete', row_1: 'yes', row_2: 'yes' }, will('Move to trash: 2 expenses')],
    [
      '/expenses/bulk',
      { which: 'all', ...food, add_tags: 'trip', remove_tags: 'old' },
      will('Change many: all that the filter shows, Set category: Food, Add tag: trip, Remove tag: old'),
    ],
    [
      '/expenses/bulk',
      { row_1: 'yes', category_id: 'none' },
      'Change many: 1 expense, Set category: No category',
    ],
    ['/categories', { name: '<i>Pets' }, will('Add category: &lt;i&gt;Pets')],
    [at('/categories', ids.food), { name: 'Meals' }, '<b>Food</b> is safe. It becomes <b>Meals</b>'],
    [
      at('/categories', ids.food, '/merge'),
      { into: String(ids.bills) },
      will('Merge category: Food → Bills'),
    ],
    [at('/categories', ids.food, '/delete'), {}, '<b>Food</b> is still there'],
    [at('/categories', ids.food, '/archive'), { archived: 'yes' }, will('Archive category: Food')],
    [at('/categories', ids.food, '/archive'), { archived: 'no' }, will('Use category again: Food')],
    [at('/tags', ids.tag), { name: 'travel' }, '<b>trip</b> is safe. It becomes <b>travel</b>'],
    [at('/tags', ids.tag, '/delete'), {}, '<b>trip</b> is still there'],
    [
      '/recurring',
      { description: 'Rent', amount: '800', ...food },
      will('Add recurring expense: Rent, 800, Food'),
    ],
    ['/recurring', { description: 'Rent', preview: 'yes' }, will('Preview: Rent')],
    ['/recurring/seen', {}, will('Put the note about late expenses away')],
    [
      at('/recurring', ids.recurring),
      { description: 'Club' },
      `<b>${gym}</b> is safe. It becomes <b>Club</b>`,
    ],
    [
      at('/recurring', ids.recurring, '/skip'),
      { date: '2099-01-01' },
      will(`Skip recurring expense: ${gym}, Jan 1, 2099`),
    ],
    [
      at('/recurring', ids.recurring, '/skipped/2099-01-01/undo'),
      {},
      will(`Take the skip back: ${gym}, Jan 1, 2099`),
    ],
    [
      at('/recurring', ids.recurring, '/add'),
      { date: '2099-01-01' },
      will(`Add recurring expense that waits: ${gym}, Jan 1, 2099`),
    ],
    [at('/recurring', ids.recurring, '/pause'), {}, will(`Pause recurring expense: ${gym}`)],
    [at('/recurring', ids.recurring, '/resume'), {}, will(`Resume recurring expense: ${gym}`)],
    [at('/recurring', ids.recurring, '/delete'), {}, will(`Delete recurring expense: ${gym}`)],
    [at('/recurring', ids.recurring, '/restore'), {}, will(`Bring recurring expense back: ${gym}`)],
    ['/rules', { text: 'aldi', ...food, add_tags: 'trip' }, will('Save rule: aldi, Food, trip')],
    ['/rules', { text: 'aldi', try: 'yes' }, will('Try rule: aldi')],
    [at('/rules', ids.rule), { text: 'aldi' }, '<b>rewe</b> is safe. It becomes <b>aldi</b>'],
    [at('/rules', ids.rule, '/apply'), {}, will('Apply rule to the past: rewe')],
    [at('/rules', ids.rule, '/move'), { to: 'up' }, will('Move rule up: rewe')],
    [at('/rules', ids.rule, '/move'), { to: 'down' }, will('Move rule down: rewe')],
    [at('/rules', ids.rule, '/delete'), {}, will('Delete rule: rewe')],
    [at('/rules', ids.rule, '/restore'), {}, will('Bring rule back: rewe')],
    ['/budgets', { amount: '300.00', ...food }, will('Set budget: 300.00, Food')],
    ['/budgets', { amount: '900.00', category_id: 'all' }, will('Set budget: 900.00, Everything')],
    ['/budgets/copy', {}, will('Copy last month’s budgets')],
    ['/budgets/undo', {}, will('Put budgets back as they were')],
    [at('/budgets', ids.food, '/remove'), {}, will('Remove budget: Food')],
    ['/budgets/all/restore', {}, will('Bring budget back: Everything')],
    [at('/changes', ids.change, '/undo'), {}, will('Undo change: Deleted “Rent”')],
    [at('/imports', ids.import), { decimal: 'comma' }, will('Read the file again: bank.csv')],
    [at('/imports', ids.import, '/rows'), {}, will('Keep choices of rows: bank.csv')],
    [at('/imports', ids.import, '/commit'), {}, will('Import file: bank.csv')],
    [at('/imports', ids.import, '/undo'), {}, will('Take import back: bank.csv')],
    [at('/imports', ids.import, '/discard'), {}, will('Discard import: bank.csv')],
    [
      '/account',
      { username: 'Mira', time_zone: 'Europe/Berlin', currency: 'EUR' },
      will('Save profile: Mira, Europe/Berlin, EUR'),
    ],
    ['/account/sessions/revoke-others', {}, '<b>All your other devices</b> are signed out'],
    [at('/account/sessions', ids.session, '/ask-again'), {}, will('Ask device again: Firefox on Linux')],
    [at('/account/sessions', ids.session, '/revoke'), {}, '<b>Firefox on Linux</b> is signed out'],
    ['/account/tokens', { name: 'Cron', scope: 'write' }, will('Create token that may read and write: Cron')],
    ['/account/tokens', { name: 'Cron', scope: 'read' }, will('Create token that may read: Cron')],
    [at('/account/tokens', ids.token, '/revoke'), {}, will('Revoke token: Script')],
  ];
}

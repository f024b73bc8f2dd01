import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../testing/authenticator.js';
import { Browser, type Page } from '../testing/browser.js';
import { DAY, MINUTE, SECOND, TestClock } from '../testing/clock.js';
import { engines } from '../testing/engines.js';
import { hiddenField, PASSWORD, Person, signUp, tokenFor } from '../testing/person.js';
import { SoftAuthenticator } from '../testing/soft-authenticator.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const BASE_URL = 'http://localhost:3000';
const LUNCH = { amount: '12.50', description: 'Lunch', category_id: '', spent_on: '2026-03-01' };
const STAYS = 'Stays signed in without asking';

describe.each(engines)('a device that stays signed in on $name', (engine) => {
  const clock = new TestClock('2026-03-01T12:00:00.000Z');
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock, env: { BASE_URL } });
  });
  afterAll(() => app.close());

  const pause = () => clock.advance(15 * MINUTE);
  const goTo = async (browser: Browser, path = '/expenses') => {
    const page = await browser.get(path, { follow: false });
    return page.status === 303 ? page.headers.get('location') : page.status;
  };
  const copyOf = (person: Person) => {
    const copy = new Person(app, person.username, person.email);
    for (const [name, value] of person.cookies) copy.cookies.set(name, value);
    return copy;
  };
  const tickAt = (page: Page, label: string) => page.screen.getByLabelText<HTMLInputElement>(label);
  /** Somebody who logged in at this browser, with the box or without. */
  const logIn = async (more: Record<string, string> = { stay: 'yes' }) => {
    const person = await signUp(app);
    person.cookies.clear();
    await person.get('/login');
    await person.submit('Log in', { email: person.email, password: PASSWORD, ...more });
    return person;
  };
  const lunches = async (person: Person) =>
    (
      await app.db.all(
        `SELECT expenses.id FROM expenses JOIN book_members ON book_members.book_id = expenses.book_id
         JOIN users ON users.id = book_members.user_id WHERE users.email = $1`,
        [person.email],
      )
    ).length;

  describe('is asked for with a box that is off until it is ticked', () => {
    it.each([
      ['/login', 'Stay signed in on this device'],
      ['/login?stay=yes', 'Stay signed in on this device'],
      ['/register', 'Stay signed in on this device'],
    ])('on %s', async (path, label) => {
      const box = tickAt(await new Browser(app.url).get(path), label);
      expect([box.name, box.checked]).toEqual(['stay', false]);
    });

    it('on /refresh', async () => {
      const mira = await signUp(app);
      pause();
      const box = tickAt(await mira.get('/expenses'), 'Do not ask again on this device');
      expect([box.name, box.checked]).toEqual(['stay', false]);
      await mira.send('/refresh', { stay: 'yes' });
      pause();
      expect(await goTo(mira)).toBe(200);
    });

    it('and stays ticked beside a fault', async () => {
      const browser = new Browser(app.url);
      await browser.get('/login');
      const typed = { email: 'nobody@example.com', password: 'wrong', stay: 'yes' };
      const login = await browser.submit('Log in', typed);
      expect([login.status, tickAt(login, 'Stay signed in on this device').checked]).toEqual([401, true]);
      await browser.get('/register');
      const register = await browser.submit('Create account', { username: 'x', stay: 'yes' });
      expect([register.status, tickAt(register, 'Stay signed in on this device').checked]).toEqual([
        422,
        true,
      ]);
    });
  });

  it('without the box is asked as before', async () => {
    const mira = await logIn({});
    pause();
    expect(await goTo(mira)).toContain('/refresh?next=');
    await mira.send('/refresh');
    pause();
    expect(await goTo(mira)).toContain('/refresh?next=');
  });

  it('goes on in passing, with new tokens, for weeks', async () => {
    const browser = new Person(app, 'mira', `mira-${crypto.randomUUID()}@example.com`);
    await browser.get('/register');
    const { username, email } = browser;
    await browser.submit('Create account', { username, email, password: PASSWORD, stay: 'yes' });
    for (let week = 0; week < 12; week += 1) {
      const { accessToken, refreshToken } = browser;
      clock.advance(7 * DAY);
      expect(await goTo(browser, '/reports')).toBe(200);
      expect(browser.accessToken).not.toBe(accessToken);
      expect(browser.refreshToken).not.toBe(refreshToken);
    }
    clock.advance(7 * DAY);
    expect(await goTo(browser, '/reports')).toContain('reason=expired');
  });

  it('does not renew what has not expired', async () => {
    const mira = await logIn();
    const { refreshToken } = mira;
    await goTo(mira);
    expect(mira.refreshToken).toBe(refreshToken);
  });

  it('leads on from a prompt that is still open', async () => {
    const mira = await logIn();
    pause();
    expect(await goTo(mira, '/refresh?next=%2Freports')).toBe('/reports');
    pause();
    const answer = await mira.send('/refresh', { next: '/reports' });
    expect(answer.headers.get('location')).toBe('/reports');
    expect(await goTo(mira)).toBe(200);
  });

  it('sends forms in passing, each once, with the token of the page from before', async () => {
    const mira = await logIn();
    const _csrf = await tokenFor(mira);
    pause();
    const added = await mira.post('/expenses', { _csrf, ...LUNCH }, { follow: false });
    expect([added.status, added.headers.get('location')]).toEqual([
      303,
      expect.stringMatching(/^\/expenses/),
    ]);
    expect(await lunches(mira)).toBe(1);
    pause();
    expect((await mira.post('/expenses', { _csrf, ...LUNCH, amount: 'x' })).status).toBe(422);
    expect(await lunches(mira)).toBe(1);
    expect(await app.db.get('SELECT COUNT(*) AS n FROM parked_forms')).toEqual({ n: 0 });
  });

  it('takes no form without its token, nor from another site', async () => {
    const mira = await logIn();
    const other = await logIn();
    const foreign = await tokenFor(other);
    const own = await tokenFor(mira);
    pause();
    for (const [_csrf, headers] of [
      ['', {}],
      [foreign, {}],
      [own, { 'sec-fetch-site': 'cross-site' }],
    ] as const)
      expect((await mira.post('/expenses', { _csrf, ...LUNCH }, { headers, follow: false })).status).toBe(
        403,
      );
    expect(await lunches(mira)).toBe(0);
  });

  it('goes on in two tabs at once, with a page and a form', async () => {
    const mira = await logIn();
    const _csrf = await tokenFor(mira);
    pause();
    const tab = copyOf(mira);
    const answers = await Promise.all([
      mira.get('/expenses', { follow: false }),
      tab.post('/expenses', { _csrf, ...LUNCH }, { follow: false }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 303]);
    expect(tab.refreshToken).toBe(mira.refreshToken);
    clock.advance(MINUTE);
    expect([await goTo(mira), await goTo(tab), await lunches(mira)]).toEqual([200, 200, 1]);
  });

  it('is ended everywhere when its refresh token is used again later', async () => {
    const mira = await logIn();
    const thief = copyOf(mira);
    pause();
    await goTo(mira);
    clock.advance(20 * SECOND + 1);
    expect(await goTo(thief)).toBe('/login?next=%2Fexpenses&reason=reuse');
    expect(await goTo(mira)).toBe('/login?next=%2Fexpenses&reason=reuse');
    await mira.signIn();
    expect((await mira.get('/reports')).html).toContain('we ended one of your sessions for your safety');
  });

  it.each(['/logout', 'elsewhere'])('is over after signing out: %s', async (way) => {
    const mira = await logIn();
    const copy = copyOf(mira);
    pause();
    if (way === '/logout') await mira.send('/logout');
    else await (await mira.elsewhere()).send('/account/sessions/revoke-others');
    expect(await goTo(copy)).toContain('/login');
    expect(await goTo(mira)).toContain('/login');
  });

  it('is told of on the list of devices, and taken back there', async () => {
    const mira = await logIn();
    const phone = await mira.elsewhere();
    const list = await phone.get('/account/sessions');
    expect(list.html.split(STAYS)).toHaveLength(2);
    await phone.press(list.screen.getByRole('button', { name: 'Ask again' }));
    expect(phone.page?.screen.getByRole('status').textContent).toContain('is asked again');
    expect(phone.page?.html).not.toContain(STAYS);
    expect(await goTo(mira)).toBe(200);
    pause();
    expect(await goTo(mira)).toContain('/refresh?next=');
  });

  it('of somebody else cannot be changed', async () => {
    const [mira, owen] = [await logIn(), await logIn()];
    const list = await owen.get('/account/sessions');
    const action = list.screen.getByRole('button', { name: 'Ask again' }).getAttribute('formaction')!;
    expect((await mira.send(action)).status).toBe(404);
    pause();
    expect(await goTo(owen)).toBe(200);
  });

  it('is still so after a new password, and after the fresh proof, in passing', async () => {
    const mira = await logIn();
    const change = { current_password: PASSWORD, new_password: 'a much better battery' };
    expect((await mira.send('/account/password', change)).status).toBe(303);
    pause();
    const asked = await mira.send('/account/tokens', { name: 'Cron', scope: 'read', expires: '30' });
    const form = new URL(asked.headers.get('location')!, app.url).searchParams.get('form')!;
    const _csrf = await tokenFor(mira);
    pause();
    const proof = { _csrf, form, password: change.new_password };
    const made = await mira.post('/account/confirm', proof, { follow: false });
    expect([made.status, made.html]).toEqual([200, expect.stringContaining('Copy it now')]);
  });

  it('is reached through the second step, by code and by passkey, and by a passkey alone', async () => {
    const mira = await signUp(app);
    const { factors, passkeys } = app.services;
    const principal = await mira.principal();
    await factors.offerAuthenticator(principal);
    const { secret } = (await factors.offeredAuthenticator(principal))!;
    const device = { userAgent: '', ip: '192.0.2.7', ipPrefix: '192.0.2.0/24' };
    await factors.turnOn(principal, codeOf(secret, clock.now()), device);
    clock.advance(30 * SECOND);
    const key = new SoftAuthenticator();
    const here = { origin: BASE_URL, rpId: 'localhost' };
    const answer = key.make((await passkeys.creationOptions(principal))!, here);
    await passkeys.add(principal, { name: 'Key', answer }, device);
    const asks = (page: Page) =>
      page.document.querySelector<HTMLElement>('[data-passkey]')!.dataset['options']!;

    for (const way of ['code', 'passkey', 'alone'] as const) {
      const person = new Person(app, 'mira', mira.email);
      const login = await person.get('/login');
      if (way === 'alone') {
        const credential = key.get(asks(login), here);
        await person.send('/login/passkey', { credential, stay: 'yes' });
      } else {
        const code = await person.submit('Log in', { email: mira.email, password: PASSWORD, stay: 'yes' });
        expect(hiddenField(code, 'stay')).toBe('yes');
        if (way === 'code') await person.submit('One more step', { code: codeOf(secret, clock.now()) });
        else
          await person.submitForm(code.document.querySelector<HTMLFormElement>('[data-passkey]')!, {
            credential: key.get(asks(code), here),
          });
      }
      pause();
      expect([way, await goTo(person)]).toEqual([way, 200]);
    }
  });

  it('changes nothing for the API', async () => {
    const mira = await logIn();
    pause();
    const headers = { authorization: `Bearer ${mira.accessToken}` };
    expect((await mira.get('/api/v1/expenses', { headers })).status).toBe(401);
    const { refreshToken } = mira;
    expect((await mira.get('/api/v1/expenses')).status).toBe(401);
    expect(mira.refreshToken).toBe(refreshToken);
  });
});

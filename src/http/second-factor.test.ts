import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codeOf } from '../testing/authenticator.js';
import { Browser, type Page } from '../testing/browser.js';
import { MINUTE, SECOND, TestClock } from '../testing/clock.js';
import { engines } from '../testing/engines.js';
import { PASSWORD, type Person, signUp, tokenFor } from '../testing/person.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

describe.each(engines)('a second factor on the pages on $name', (engine) => {
  const clock = new TestClock();
  let app: TestApp;
  let mira: Person;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock, env: { TRUST_PROXY: '1' } });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await signUp(app);
  });

  let networks = 0;
  const from = () => ({ 'x-forwarded-for': `198.51.100.${String((networks += 1) % 250)}` });
  const codesOn = (page: Page) =>
    [...page.document.querySelectorAll('li code')].map((code) => code.textContent);
  const secretOn = (page: Page) => page.document.querySelector('code')?.textContent ?? '';
  const press = (name: string) =>
    mira.press(mira.page!.screen.getByRole('button', { name }), { follow: true });

  /** Sets the app up as a person does; gives the secret and the recovery codes. */
  const setUp = async () => {
    await mira.get('/account/security');
    const page = await press('Set up authenticator app');
    const secret = secretOn(page);
    const shown = await mira.submit('Set up authenticator app', { code: codeOf(secret, clock.now()) });
    clock.advance(30 * SECOND);
    return { secret, codes: codesOn(shown), shown };
  };
  /** The password, at a browser that knows nobody. */
  const enterPassword = async (query = '', browser = new Browser(app.url)) => {
    await browser.get(`/login${query}`);
    const page = await browser.submit(
      'Log in',
      { email: mira.email, password: PASSWORD },
      { headers: from(), follow: true },
    );
    return { browser, page };
  };

  describe('being set up', () => {
    it('shows a QR code and the secret, then ten recovery codes once', async () => {
      await mira.get('/account/security');
      expect(mira.page!.screen.getByRole('heading', { level: 1 }).textContent).toBe('Security');
      const page = await press('Set up authenticator app');
      expect(page.screen.getByRole('heading', { level: 1 }).textContent).toBe('Set up authenticator app');
      expect(page.screen.getByRole('img', { name: /QR code/ }).querySelector('path')).not.toBeNull();
      expect(secretOn(page)).toMatch(/^[A-Z2-7]{32}$/);
      const shown = await mira.submit('Set up authenticator app', {
        code: codeOf(secretOn(page), clock.now()),
      });
      expect(shown.screen.getByRole('heading', { level: 1 }).textContent).toBe('Recovery codes');
      expect(codesOn(shown)).toHaveLength(10);
      const after = await mira.get('/account/security');
      expect(after.html).toContain('Recovery codes left: 10.');
      for (const code of codesOn(shown)) expect(after.html).not.toContain(code);
      expect(after.screen.getByRole('button', { name: 'Turn off authenticator app' })).toBeDefined();
      expect(after.html).toContain('Authenticator app turned on with');
      expect((await mira.get('/account/security/authenticator', { follow: false })).status).toBe(303);
    });

    it('shows the same page again, the fault beside the field, for a wrong code', async () => {
      await mira.get('/account/security');
      const page = await press('Set up authenticator app');
      const again = await mira.submit('Set up authenticator app', { code: '000000' });
      expect(again.status).toBe(422);
      expect(secretOn(again)).toBe(secretOn(page));
      expect(again.screen.getByLabelText('Code').getAttribute('aria-invalid')).toBe('true');
    });

    it('gives new recovery codes on wish, and none to look at again', async () => {
      const { codes } = await setUp();
      await mira.get('/account/security');
      const fresh = codesOn(await press('New recovery codes'));
      expect(fresh).toHaveLength(10);
      expect(fresh.filter((code) => codes.includes(code))).toEqual([]);
    });

    it('is turned off with a button, and the password alone is enough again', async () => {
      await setUp();
      await mira.get('/account/security');
      const page = await press('Turn off authenticator app');
      expect(page.screen.getByRole('status').textContent).toContain('off');
      expect((await enterPassword()).page.screen.getByRole('heading', { level: 1 }).textContent).toBe(
        'My expenses',
      );
    });
  });

  describe('at a sign-in', () => {
    it('is asked for on a page of its own, then leads where the person was going', async () => {
      const { secret } = await setUp();
      const { browser, page } = await enterPassword('?next=%2Freports%3Fyear%3D2026');
      expect(page.url).toContain('/login/code');
      expect([...browser.cookies.keys()].sort()).toEqual(['outlay_challenge', 'outlay_visitor']);
      const wrong = await browser.submit('One more step', { code: '000000' }, { headers: from() });
      expect(wrong.status).toBe(401);
      expect(wrong.screen.getByLabelText('Code').getAttribute('aria-invalid')).toBe('true');
      const code = codeOf(secret, clock.now());
      const done = await browser.submit('One more step', { code }, { headers: from(), follow: false });
      expect(done.headers.get('location')).toBe('/reports?year=2026');
      expect(browser.cookies.has('outlay_challenge')).toBe(false);
      expect((await browser.get('/expenses', { follow: false })).status).toBe(200);
    });

    it('takes a recovery code in the same field', async () => {
      const { codes } = await setUp();
      const { browser } = await enterPassword();
      const done = await browser.submit('One more step', { code: codes[4]! }, { headers: from() });
      expect(done.screen.getByRole('heading', { level: 1 }).textContent).toBe('My expenses');
      expect((await browser.get('/account/security')).html).toContain('Recovery codes left: 9.');
    });

    it('carries out a form that was sent with a session that has ended meanwhile', async () => {
      const { secret } = await setUp();
      await mira.get('/expenses');
      const _csrf = await mira.token();
      clock.advance(31 * 24 * 60 * MINUTE);
      const parked = await mira.post(
        '/expenses',
        { _csrf, amount: '7.25', description: 'Kept through both steps', spent_on: '2026-03-01' },
        { follow: true },
      );
      expect(parked.screen.getByRole('heading', { level: 1 }).textContent).toBe('Log in');
      await mira.submit('Log in', { email: mira.email, password: PASSWORD }, { headers: from() });
      const code = codeOf(secret, clock.now());
      const done = await mira.submit('One more step', { code }, { headers: from() });
      expect(done.html).toContain('Kept through both steps');
    });

    it('asks for the password again after five wrong codes, or five minutes', async () => {
      await setUp();
      const { browser } = await enterPassword('?next=%2Freports');
      for (let time = 0; time < 4; time += 1)
        await browser.submit('One more step', { code: '000000' }, { headers: from() });
      const over = await browser.submit('One more step', { code: '000000' }, { headers: from() });
      expect(over.screen.getByRole('heading', { level: 1 }).textContent).toBe('Log in');
      expect(over.html).toContain('Please log in again.');
      expect(over.url).toContain('next=%2Freports');
      const late = await enterPassword();
      clock.advance(5 * MINUTE);
      expect((await late.browser.get('/login/code', { follow: false })).headers.get('location')).toContain(
        '/login?',
      );
    });
  });

  describe('cannot be passed by', () => {
    it.each(['/expenses', '/account', '/account/security', '/reports', '/account/tokens', '/expenses/trash'])(
      'asking for %s after the first step',
      async (path) => {
        await setUp();
        const { browser } = await enterPassword();
        const page = await browser.get(path, { follow: false });
        expect(page.headers.get('location')).toMatch(/^\/login\?/);
      },
    );

    it.each(['outlay_access', 'outlay_refresh'])('the challenge as the cookie %s', async (name) => {
      await setUp();
      const { browser } = await enterPassword();
      browser.cookies.set(name, browser.cookies.get('outlay_challenge')!);
      const page = await browser.get('/expenses', { follow: false });
      expect(page.headers.get('location')).toMatch(/^\/login\?/);
      const refreshed = await browser.post('/refresh', { _csrf: await tokenFor(browser) }, { follow: false });
      expect(refreshed.headers.get('location')).toMatch(/^\/login\?/);
    });

    it('a form that waits, after the first step only', async () => {
      await setUp();
      const browser = new Browser(app.url);
      browser.cookies.set('outlay_parking', 'secret of the browser');
      const planted = { amount: '9.99', description: 'Planted', spent_on: '2026-03-01' };
      const form = await app.services.parkedForms.park(
        { userId: (await mira.principal()).userId, path: '/expenses', fields: planted },
        'secret of the browser',
        '',
      );
      await enterPassword(`?form=${form}`, browser);
      expect((await mira.get('/expenses')).html).not.toContain('Planted');
    });

    it('a path of another site as next, through both steps', async () => {
      const { secret } = await setUp();
      const { browser } = await enterPassword('?next=%2F%2Fevil.test');
      const code = codeOf(secret, clock.now());
      const done = await browser.submit(
        'One more step',
        { code, next: 'https://evil.test' },
        { headers: from(), follow: false },
      );
      expect(done.headers.get('location')).toBe('/expenses');
    });

    it('a right code without a challenge, or with that of somebody else', async () => {
      const { secret } = await setUp();
      const stranger = new Browser(app.url);
      const _csrf = await tokenFor(stranger);
      const code = codeOf(secret, clock.now());
      const bare = await stranger.post('/login/code', { _csrf, code }, { follow: false });
      expect(bare.headers.get('location')).toMatch(/^\/login\?/);
      const owner = mira;
      mira = await signUp(app, 'ana');
      await setUp();
      const { browser } = await enterPassword();
      const wrong = await browser.submit('One more step', { code }, { headers: from() });
      expect(wrong.status).toBe(401);
      mira = owner;
    });

    it('the same answer tells a wrong password with a second factor from one without', async () => {
      await setUp();
      const plain = await signUp(app, 'plain');
      const bodies = [];
      for (const email of [mira.email, plain.email]) {
        const browser = new Browser(app.url);
        await browser.get('/login');
        const page = await browser.submit('Log in', { email, password: 'wrong' }, { headers: from() });
        bodies.push([page.status, page.html.replaceAll(email, '').replace(/value="[^"]*"/g, '')]);
      }
      expect(bodies[0]).toEqual(bodies[1]);
    });
  });

  describe('and the proof of who it is', () => {
    const sensitive = [
      ['/account/security/authenticator/offer', {}],
      ['/account/security/recovery-codes', {}],
      ['/account/security/authenticator/off', {}],
      ['/account/tokens', { name: 'script', scope: 'read', expires: '30' }],
    ] as const;

    it.each(sensitive)('is asked for again when it is five minutes old: %s', async (path, fields) => {
      clock.advance(5 * MINUTE - 1);
      const early = await mira.send(path, fields);
      expect(early.headers.get('location') ?? '').not.toContain('/account/confirm');
      clock.advance(1);
      const late = await mira.send(path, fields);
      expect(late.headers.get('location')).toMatch(/^\/account\/confirm\?/);
    });

    it('keeps the form that was sent and carries it out after the password', async () => {
      clock.advance(6 * MINUTE);
      await mira.get('/account/tokens');
      const asked = await mira.submit('A new token', { name: 'kept token' });
      expect(asked.screen.getByRole('heading', { level: 1 }).textContent).toBe('Confirm that it is you');
      const wrong = await mira.submit('Confirm that it is you', { password: 'wrong' });
      expect(wrong.status).toBe(422);
      expect(wrong.screen.getByLabelText('Password').getAttribute('aria-invalid')).toBe('true');
      const done = await mira.submit('Confirm that it is you', { password: PASSWORD });
      expect(done.html).toContain('outlay_pat_');
      expect(done.html).toContain('kept token');
    });

    it('may be a code, taken once', async () => {
      const { secret } = await setUp();
      clock.advance(6 * MINUTE);
      await mira.get('/account/security');
      await press('New recovery codes');
      const code = codeOf(secret, clock.now());
      const done = await mira.submit('Confirm that it is you', { code });
      expect(codesOn(done)).toHaveLength(10);
      clock.advance(6 * MINUTE);
      await mira.get('/account/security');
      await press('New recovery codes');
      expect((await mira.submit('Confirm that it is you', { code })).status).toBe(422);
    });

    it('may be the password alone, also to turn the second factor off, and the page tells its owner', async () => {
      await setUp();
      clock.advance(6 * MINUTE);
      await mira.get('/account/security');
      const asked = await press('Turn off authenticator app');
      expect(asked.screen.getByRole('heading', { level: 1 }).textContent).toBe('Confirm that it is you');
      const done = await mira.submit('Confirm that it is you', { password: PASSWORD });
      expect(done.screen.getByRole('status').textContent).toContain('off');
      expect((await mira.get('/account/security')).html).toContain('Authenticator app turned off');
    });

    it('is not renewed by going on with a session', async () => {
      clock.advance(16 * MINUTE);
      await mira.get('/expenses');
      await mira.submitForm(mira.page!.document.querySelector('form[action="/refresh"]')!, {});
      const asked = await mira.send('/account/security/authenticator/offer');
      expect(asked.headers.get('location')).toMatch(/^\/account\/confirm\?/);
    });
  });
});

describe.each(engines)('registration by invitation on $name', (engine) => {
  it('is for whoever holds a link, once', async () => {
    const app = await startTestApp(engine, { env: { REGISTRATION: 'invite' } });
    const stranger = new Browser(app.url);
    expect(
      (await stranger.get('/register')).screen.queryByRole('form', { name: 'Create account' }),
    ).toBeNull();
    const link = new URL(await app.services.invites.make());
    await stranger.get(link.pathname + link.search);
    const email = `${crypto.randomUUID()}@example.com`;
    const again = await stranger.submit('Create account', { username: 'ana', email, password: 'short' });
    expect(again.status).toBe(422);
    await stranger.submit('Create account', { username: 'ana', email, password: PASSWORD });
    expect((await stranger.get('/expenses', { follow: false })).status).toBe(200);
    const late = await new Browser(app.url).get(link.pathname + link.search);
    expect(late.screen.queryByRole('form', { name: 'Create account' })).toBeNull();
    await app.close();
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Browser, type Page } from '../testing/browser.js';
import { MINUTE, SECOND } from '../testing/clock.js';
import { engines } from '../testing/engines.js';
import { hiddenField, PASSWORD, type Person, signUp, tokenFor } from '../testing/person.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const FORM = 'application/x-www-form-urlencoded';

describe.each(engines)('registering and logging in on $name', (engine) => {
  let app: TestApp;
  let hosts = 0;
  beforeAll(async () => {
    // Every test comes from an address of its own, told by a proxy, so that the limits of one are not another's.
    app = await startTestApp(engine, { env: { TRUST_PROXY: '1' } });
  });
  afterAll(() => app.close());
  afterEach(() => vi.useRealTimers());

  const from = () => ({ 'x-forwarded-for': `198.51.100.${String((hosts += 1))}` });
  const email = () => `${crypto.randomUUID()}@example.com`;
  const faults = ({ document }: Page) =>
    [...document.querySelectorAll('.field-fault')].map((fault) => [
      fault.id.replace('-fault', ''),
      fault.textContent?.trim(),
    ]);
  const register = async (fields: Record<string, string>, browser = new Browser(app.url)) => {
    const _csrf = await tokenFor(browser);
    const sent = { _csrf, username: 'mira', email: email(), password: PASSWORD, ...fields };
    return browser.post('/register', sent, { follow: false, headers: from() });
  };
  const logIn = async (
    person: Pick<Person, 'email' | 'password'>,
    { next = '', headers = from(), browser = new Browser(app.url) } = {},
  ) => {
    const _csrf = await tokenFor(browser);
    const { email, password } = person;
    return browser.post('/login', { _csrf, email, password, next }, { follow: false, headers });
  };

  describe('a registration', () => {
    it('opens an account and signs in: A01', async () => {
      const browser = new Browser(app.url);
      await browser.register('Ada');
      expect(browser.page?.status).toBe(200);
      expect(browser.page?.screen.getByRole('heading', { level: 1 }).textContent).toBe('My expenses');
      expect(browser.page?.document.querySelector('.who')?.textContent).toBe('Ada');
    });

    it('is refused for an email that is known in another case and with spaces: A02', async () => {
      const known = email();
      await register({ email: known });
      const page = await register({ email: ` ${known.toUpperCase()} ` });
      expect(page.status).toBe(422);
      expect(faults(page)).toEqual([
        ['email', 'There is an account with this email already. Log in instead?'],
      ]);
    });

    it.each([
      ['A03: a short one', 'elevenchars', 'Use at least 12 characters.'],
      ['A04: a common one', '123456789012', 'This is one of the passwords that are guessed first'],
      ['A05: the name of the app', 'outlay-2026!', 'This is too close to your name'],
      ['A05: the local part of the email', 'quentin12345', 'This is too close to your name'],
      ['A08: 1025 characters', 'x'.repeat(1025), 'Use at most 1,024 characters.'],
      ['A09: a NUL inside', 'correct horse\0battery', 'Use characters that can be typed again anywhere.'],
    ])('says what is wrong with a password, %s', async (_name, password, sentence) => {
      const typed = { username: 'Ada', email: 'quentin@example.com', password };
      const page = await register(typed);
      expect(page.status).toBe(422);
      expect(faults(page)).toEqual([['password', expect.stringContaining(sentence) as string]]);
      expect(page.document.querySelector<HTMLInputElement>('#username')?.value).toBe('Ada');
      expect(page.document.querySelector<HTMLInputElement>('#email')?.value).toBe('quentin@example.com');
      expect(page.html).not.toContain(password);
    });

    it('answers a megabyte with 413, quickly: A08', async () => {
      const started = performance.now();
      expect((await register({ password: 'x'.repeat(1_000_000) })).status).toBe(413);
      expect(performance.now() - started).toBeLessThan(2000);
    });

    it.each([
      ['A06: 64 emoji', '🐢🐇🦊🐻'.repeat(16), '🐢🐇🦊🐻'.repeat(16)],
      ['A10: é in one piece, then in two', 'café au lait noir', 'cafe\u0301 au lait noir'],
    ])('takes a password that then opens the account, %s', async (_name, password, typedLater) => {
      const mine = email();
      expect((await register({ email: mine, password })).status).toBe(303);
      expect((await logIn({ email: mine, password: typedLater })).headers.get('location')).toBe('/expenses');
    });

    it('keeps every byte of a password: A07', async () => {
      const mine = email();
      const password = 'abcdefgh'.repeat(10);
      await register({ email: mine, password });
      for (const wrong of [password.slice(0, 72), `${password.slice(0, 72)}X${password.slice(73)}`])
        expect((await logIn({ email: mine, password: wrong })).status).toBe(401);
      expect((await logIn({ email: mine, password })).status).toBe(303);
    });

    it('ends the session that the same browser had before', async () => {
      const mira = await signUp(app);
      const copied = new Browser(app.url);
      for (const [name, value] of mira.cookies) copied.cookies.set(name, value);
      expect((await register({}, mira)).status).toBe(303);
      expect((await copied.get('/expenses', { follow: false })).status).toBe(303);
    });

    it('ignores fields that it does not have: Z03', async () => {
      const mine = email();
      expect((await register({ email: mine, id: '1', role: 'admin', created_at: '2000-01-01' })).status).toBe(
        303,
      );
      const row = await app.db.get<{ id: number; created_at: string }>(
        'SELECT id, created_at FROM users WHERE email = $1',
        [mine],
      );
      expect(row!.id).toBeGreaterThan(1);
      expect(row!.created_at).not.toContain('2000');
    });

    it('is not offered and not taken where it is closed', async () => {
      const closed = await startTestApp(engine, { env: { REGISTRATION: 'closed' } });
      try {
        const browser = new Browser(closed.url);
        const page = await browser.get('/register');
        expect(page.html).toContain('does not take new accounts');
        const answer = await register({}, browser);
        expect([answer.status, hiddenField(answer, 'time_zone')]).toEqual([403, '']);
        expect(await closed.db.all('SELECT id FROM users')).toEqual([]);
      } finally {
        await closed.close();
      }
    });
  });

  describe('a login', () => {
    it('answers an unknown email and a wrong password alike, in everything: A13', async () => {
      const mira = await signUp(app);
      const answerTo = async (typed: string) => {
        const browser = new Browser(app.url);
        const page = await logIn({ email: typed, password: 'a wrong password' }, { browser });
        const headers = [...page.headers].filter(([name]) => name !== 'date');
        const html = page.html.replaceAll(typed, 'EMAIL').replace(/(name="_csrf" value=")[^"]+/g, '$1');
        const length = /^\d+$/.exec(page.headers.get('content-length') ?? '')?.[0];
        return { status: page.status, html, cookies: [...browser.cookies.keys()], headers, length };
      };
      const stranger = `${crypto.randomUUID()}@example.com`.padStart(mira.email.length, 'x');
      expect(stranger).toHaveLength(mira.email.length);
      const wrong = await answerTo(mira.email);
      expect(await answerTo(stranger)).toEqual(wrong);
      expect(wrong.status).toBe(401);
      expect(wrong.html).toContain('That email and password do not belong together.');
    });

    it('is not remembered as a message on another page', async () => {
      const browser = new Browser(app.url);
      await logIn({ email: 'nobody@example.com', password: 'x' }, { browser });
      expect((await browser.get('/')).html).not.toContain('do not belong together');
    });

    it('opens a new session and ends the one that this browser had: A15', async () => {
      const mira = await signUp(app);
      const copied = new Browser(app.url);
      for (const [name, value] of mira.cookies) copied.cookies.set(name, value);
      expect((await logIn(mira, { browser: mira })).status).toBe(303);
      expect((await mira.get('/expenses', { follow: false })).status).toBe(200);
      expect((await copied.get('/expenses', { follow: false })).headers.get('location')).toContain('/login');
    });

    it.each([
      '/expenses?month=2026-01',
      '/reports?year=2026',
      '/expenses?q=a%26b%20%C3%A9&category=none',
      '/account/sessions',
    ])('goes on to the page that was asked for: A20 %s', async (next) => {
      const mira = await signUp(app);
      const browser = new Browser(app.url);
      const away = await browser.get(next, { follow: false });
      const login = await browser.get(away.headers.get('location')!, { follow: false });
      expect(hiddenField(login, 'next')).toBe(next);
      expect((await logIn(mira, { next, browser })).headers.get('location')).toBe(next);
    });

    const elsewhere = [
      'https://evil.test',
      '//evil.test',
      '/\\evil.test',
      '\\\\evil.test',
      'javascript:alert(1)',
    ];
    const tricks = ['/%09/evil.test', '/\t/evil.test', '/.//evil.test', '/x/..//evil.test', 'evil.test'];
    const circles = ['/login', '/login?next=/login', '/logout', '/refresh', '/register', '/api/v1/users/me'];
    it.each([...elsewhere, ...tricks, ...circles, '', ' /expenses', '/\0', `/${'x'.repeat(3000)}`])(
      'goes nowhere else: A21 %j',
      async (next) => {
        const mira = await signUp(app);
        const location = (await logIn(mira, { next })).headers.get('location');
        const goal = new URL(location!, app.url);
        expect(goal.origin).toBe(app.url);
        expect(location).toMatch(/^\/(?![/\\])/);
        expect(['/expenses', '/%09/evil.test']).toContain(goal.pathname);
        await mira.get('/');
        for (const page of ['/login', '/refresh']) {
          const query = new URLSearchParams({ next }).toString();
          const sentOn = (await mira.get(`${page}?${query}`, { follow: false })).headers.get('location');
          expect(sentOn).toBe(location);
        }
      },
    );

    it('ignores a message in its address', async () => {
      const browser = new Browser(app.url);
      const plain = (await browser.get('/login')).html.replace(/value="[^"]*"/g, '');
      for (const reason of ['constructor', '__proto__', 'Call +1 555 0100', '<b>x</b>', 'toString']) {
        const query = new URLSearchParams({ reason, message: reason, error: reason }).toString();
        expect((await browser.get(`/login?${query}`)).html.replace(/value="[^"]*"/g, '')).toBe(plain);
      }
    });

    it('is not taken without the cookie that came with its form: C07', async () => {
      const mira = await signUp(app);
      const _csrf = await tokenFor(new Browser(app.url));
      const page = await new Browser(app.url).post('/login', {
        _csrf,
        email: mira.email,
        password: PASSWORD,
      });
      expect(page.status).toBe(403);
      expect(page.html).toContain('Your browser did not send our cookie back');
    });
  });

  describe('guessing', () => {
    it('is answered with 429 and the time to wait; afterwards the right password works: A16', async () => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
      const mira = await signUp(app);
      const headers = from();
      const statuses: number[] = [];
      for (let guess = 0; guess < 10; guess += 1)
        statuses.push((await logIn({ ...mira, email: mira.email, password: 'wrong' }, { headers })).status);
      expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429, 429, 429]);
      const refused = await logIn(mira, { headers });
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
      expect(refused.html).toContain('Too many attempts. Please try again in a minute.');
      expect(refused.document.querySelector<HTMLInputElement>('#email')?.value).toBe(mira.email);
      vi.setSystemTime(Date.now() + MINUTE + SECOND);
      expect((await logIn(mira, { headers })).status).toBe(303);
    });

    it('from everywhere leaves the owner their session and their way in: A17', async () => {
      const mira = await signUp(app);
      for (let host = 0; host < 40; host += 1) await logIn({ email: mira.email, password: 'wrong' });
      expect((await mira.get('/expenses', { follow: false })).status).toBe(200);
      expect((await logIn(mira)).status).toBe(303);
    });

    it('fifty at a time is looked at five times, and other pages answer meanwhile: A19', async () => {
      const mira = await signUp(app);
      const headers = from();
      const browser = new Browser(app.url);
      const _csrf = await tokenFor(browser);
      const cookie = `outlay_visitor=${browser.cookies.get('outlay_visitor')!}`;
      const body = new URLSearchParams({ _csrf, email: mira.email, password: 'wrong' });
      const guess = () =>
        fetch(`${app.url}/login`, {
          method: 'POST',
          headers: { ...headers, cookie, 'content-type': FORM },
          body,
        }).then(({ status }) => status);
      const [statuses, page] = await Promise.all([
        Promise.all(Array.from({ length: 50 }, guess)),
        mira.get('/account/sessions'),
      ]);
      expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(5);
      expect(statuses.every((status) => [401, 429, 503].includes(status))).toBe(true);
      expect(page.status).toBe(200);
    });

    it('leaves no email and no password in the log', async () => {
      const mira = await signUp(app);
      await logIn({ email: mira.email, password: 'my secret guess 99' });
      await logIn(mira);
      const log = JSON.stringify(app.logLines);
      for (const secret of [mira.email, PASSWORD, 'my secret guess', mira.accessToken, mira.refreshToken])
        expect(log).not.toContain(secret);
    });
  });
});

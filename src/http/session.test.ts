import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../testing/browser.js';
import { DAY, MINUTE, SECOND, TestClock } from '../testing/clock.js';
import { engines } from '../testing/engines.js';
import { hiddenField, PASSWORD, Person, signUp, tokenFor } from '../testing/person.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const BASE_URL = 'http://outlay.test';

describe.each(engines)('a session in a browser on $name', (engine) => {
  const clock = new TestClock();
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock });
  });
  afterAll(() => app.close());

  const pause = () => clock.advance(15 * MINUTE);
  const goTo = async (browser: Browser, path = '/expenses') => {
    const page = await browser.get(path, { follow: false });
    return page.status === 303 ? page.headers.get('location') : page.status;
  };
  const proceed = (browser: Person, more: Record<string, string> = {}) => browser.send('/refresh', more);
  const copyOf = (person: Person) => {
    const copy = new Person(app, person.username, person.email);
    for (const [name, value] of person.cookies) copy.cookies.set(name, value);
    return copy;
  };
  const textOf = async (browser: Browser, path: string) => (await browser.get(path)).html;

  describe('that has paused', () => {
    it('is asked about on a page of its own, without a password: R01', async () => {
      const mira = await signUp(app);
      pause();
      const away = await goTo(mira, '/expenses?month=2026-01&q=a%26b');
      expect(away).toBe(`/refresh?next=${encodeURIComponent('/expenses?month=2026-01&q=a%26b')}`);
      const page = await mira.get(away as string);
      expect(page.status).toBe(200);
      expect(page.screen.getByRole('heading', { level: 1 }).textContent).toBe('Still you, mira?');
      expect(page.screen.getByRole('button', { name: 'Continue' })).toBeTruthy();
      expect(page.html).toContain('nothing you typed is lost');
      expect(page.document.querySelector('input[type=password]')).toBeNull();
    });

    it('goes on to the very page after "Continue": R02', async () => {
      const mira = await signUp(app);
      const before = mira.refreshToken;
      pause();
      const prompt = await mira.get('/expenses?month=2026-01');
      const next = hiddenField(prompt, 'next');
      const answer = await proceed(mira, { next });
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/expenses?month=2026-01']);
      expect(mira.refreshToken).not.toBe(before);
      expect(await goTo(mira)).toBe(200);
    });

    it('is not renewed by looking at the prompt: R03', async () => {
      const mira = await signUp(app);
      pause();
      const { refreshToken, accessToken } = mira;
      for (const method of ['GET', 'GET', 'GET', 'GET', 'HEAD']) {
        const answer = await fetch(`${app.url}/refresh`, {
          method,
          headers: { cookie: `outlay_access=${accessToken}; outlay_refresh=${refreshToken}` },
          redirect: 'manual',
        });
        expect(answer.status).toBe(200);
        expect(answer.headers.getSetCookie().filter((cookie) => /access|refresh/.test(cookie))).toEqual([]);
      }
      expect((await proceed(mira)).status).toBe(303);
    });

    it('goes on in both of two tabs that ask at once: R08', async () => {
      const mira = await signUp(app);
      pause();
      const tabs = [mira, copyOf(mira)];
      const _csrf = await tokenFor(mira);
      const answers = await Promise.all(
        tabs.map((tab) => tab.post('/refresh', { _csrf, next: '/reports' }, { follow: false })),
      );
      expect(answers.map(({ headers }) => headers.get('location'))).toEqual(['/reports', '/reports']);
      expect(tabs[0]!.refreshToken).toBe(tabs[1]!.refreshToken);
      expect(await Promise.all(tabs.map((tab) => goTo(tab)))).toEqual([200, 200]);
      pause();
      expect((await proceed(mira)).status).toBe(303);
      expect(await goTo(mira)).toBe(200);
    });

    it('goes on when the answer got lost and "Continue" is sent again within the grace period: R09', async () => {
      const mira = await signUp(app);
      pause();
      const lost = copyOf(mira);
      await proceed(mira);
      clock.advance(20 * SECOND);
      expect((await proceed(lost)).status).toBe(303);
      expect(lost.refreshToken).toBe(mira.refreshToken);
      expect(await goTo(lost)).toBe(200);
    });

    it('can be left: POST /logout works all the same: R15', async () => {
      const mira = await signUp(app);
      const copy = copyOf(mira);
      pause();
      expect((await mira.send('/logout')).headers.get('location')).toBe('/');
      expect(mira.refreshToken).toBe('');
      expect((await proceed(copy)).headers.get('location')).toContain('/login');
    });

    it('offers a login as somebody else', async () => {
      const mira = await signUp(app);
      pause();
      const prompt = await mira.get('/expenses');
      const link = prompt.screen.getByRole('link', { name: 'Not mira? Log in as someone else' });
      expect((await mira.get(link.getAttribute('href')!)).html).toContain('<h1>Log in</h1>');
    });

    it('asks to wait when it is renewed sixty times a minute', async () => {
      const mira = await signUp(app);
      const statuses: number[] = [];
      const _csrf = await tokenFor(mira);
      for (let time = 0; time < 61; time += 1)
        statuses.push((await mira.post('/refresh', { _csrf }, { follow: false })).status);
      expect(statuses.slice(0, 60)).toEqual(Array<number>(60).fill(303));
      expect(statuses[60]).toBe(429);
      expect(mira.page?.headers.get('retry-after')).toMatch(/^\d+$/);
      expect(mira.refreshToken).not.toBe('');
    });
  });

  describe('whose refresh token is used again later', () => {
    it('ends everywhere, and the owner is told at the next login: R04, R05, R06, R07', async () => {
      const mira = await signUp(app);
      const phone = await mira.elsewhere();
      const thief = copyOf(mira);
      await proceed(mira);
      clock.advance(20 * SECOND + 1);

      const refused = await proceed(thief);
      expect(refused.headers.get('location')).toBe('/login?next=%2Fexpenses&reason=reuse');
      expect([thief.accessToken, thief.refreshToken]).toEqual(['', '']);
      expect(await goTo(mira)).toBe('/login?next=%2Fexpenses&reason=reuse');
      expect(await textOf(mira, '/expenses')).toContain('We ended this session for your safety');
      expect(await textOf(mira, '/refresh')).toContain('We ended this session for your safety');
      expect((await proceed(mira)).headers.get('location')).toContain('/login');
      expect(await goTo(phone)).toBe(200);

      await mira.signIn();
      const told = await mira.get('/reports');
      const notice = told.document.querySelector('[role=alert]')?.textContent;
      expect(notice).toContain('we ended one of your sessions for your safety');
      expect(await textOf(phone, '/expenses')).toContain('we ended one of your sessions for your safety');
      const events = await textOf(mira, '/account/sessions');
      expect(events).toMatch(/Warning: <\/span>A session of Firefox on Linux was ended for your safety/);

      await mira.get('/reports?year=2026');
      await mira.press(mira.page!.screen.getByRole('button', { name: 'Understood' }));
      expect(mira.page?.url).toBe('/reports?year=2026');
      for (const browser of [mira, phone])
        expect(await textOf(browser, '/expenses')).not.toContain('for your safety');
    });

    it('ends for a thief who refreshed first, too', async () => {
      const mira = await signUp(app);
      const thief = copyOf(mira);
      pause();
      await proceed(thief);
      clock.advance(MINUTE);
      expect(await goTo(thief)).toBe(200);
      expect((await proceed(mira)).headers.get('location')).toContain('reason=reuse');
      expect(await goTo(thief)).toContain('/login');
    });
  });

  it('does not mind garbage in its cookies: R10', async () => {
    const mira = await signUp(app);
    const tokens = { other: (await signUp(app, 'owen')).accessToken, long: 'x'.repeat(7000) };
    for (const garbage of ['', 'x'.repeat(43), tokens.long, tokens.other, 'j:{"a":1}', 'a.b.c', '%E0%A4%A']) {
      const stranger = new Person(app, 'nobody', 'nobody@example.com');
      stranger.cookies.set('outlay_refresh', garbage);
      stranger.cookies.set('outlay_access', garbage === tokens.other ? 'x' : garbage);
      expect(await goTo(stranger)).toBe('/login?next=%2Fexpenses');
      const answer = await proceed(stranger);
      expect([answer.status, stranger.refreshToken]).toEqual([303, '']);
    }
    expect(await goTo(mira)).toBe(200);
  });

  it('ends when it was not used for 30 days: R11', async () => {
    const mira = await signUp(app);
    clock.advance(30 * DAY);
    expect(await goTo(mira, '/reports')).toBe('/login?next=%2Freports&reason=expired');
    expect(await textOf(mira, '/reports')).toContain('Your session has ended. Please log in again.');
    expect((await proceed(mira)).headers.get('location')).toContain('reason=expired');
    expect(mira.refreshToken).toBe('');
  });

  it('ends after 90 days, however often it was used: R12', async () => {
    const mira = await signUp(app);
    for (let day = 0; day < 90; day += 10) {
      expect((await proceed(mira)).headers.get('location')).toBe('/expenses');
      clock.advance(10 * DAY);
    }
    expect((await proceed(mira)).headers.get('location')).toContain('reason=expired');
  });

  describe('that is left', () => {
    it('is worth nothing any more, not to a copied cookie either: R13', async () => {
      const mira = await signUp(app);
      const copy = copyOf(mira);
      const answer = await mira.send('/logout');
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
      expect([mira.accessToken, mira.refreshToken]).toEqual(['', '']);
      expect(answer.headers.get('clear-site-data')).toBe('"cache", "storage"');
      expect(await goTo(copy)).toBe('/login?next=%2Fexpenses&reason=expired');
      expect((await proceed(copy)).headers.get('location')).toContain('/login');
      const row = await app.db.get('SELECT status, ended_because FROM sessions ORDER BY id DESC LIMIT 1');
      expect(row).toEqual({ status: 'revoked', ended_because: 'logout' });
    });

    it('may be left twice, and by somebody who was never in: R14', async () => {
      const mira = await signUp(app);
      for (let time = 0; time < 2; time += 1) expect((await mira.send('/logout')).status).toBe(303);
      const stranger = new Person(app, 'nobody', 'nobody@example.com');
      expect((await stranger.send('/logout')).headers.get('location')).toBe('/');
    });
  });

  describe('among others', () => {
    const rows = async (browser: Browser) => {
      const page = await browser.get('/account/sessions');
      return [...page.document.querySelectorAll('ul.rows > li')].map((row) => ({
        text: row.textContent ?? '',
        action: row.querySelector('button')?.getAttribute('formaction') ?? '',
      }));
    };

    it('is listed with its device, this one marked, and nothing of the device runs: R16', async () => {
      const mira = await signUp(app);
      await mira.elsewhere();
      const third = new Browser(app.url);
      const fields = { _csrf: await tokenFor(third), email: mira.email, password: PASSWORD };
      const headers = { 'user-agent': '<script>alert(1)</script>' };
      await third.post('/login', fields, { follow: false, headers });
      const list = await rows(mira);
      expect(list).toHaveLength(3);
      expect(list.filter(({ text }) => text.includes('This device'))).toHaveLength(1);
      expect(list.filter(({ text }) => text.includes('Firefox on Linux'))).toHaveLength(2);
      expect(mira.page?.html).toContain('&lt;script&gt;alert(1)');
      expect(mira.page?.html).not.toContain('<script>alert');
    });

    it('can be signed out from another device, at once: R17', async () => {
      const mira = await signUp(app);
      const phone = await mira.elsewhere();
      const other = (await rows(mira)).find(({ text }) => !text.includes('This device'))!;
      expect((await mira.send(other.action)).status).toBe(303);
      expect(await goTo(phone)).toContain('/login');
      expect((await proceed(phone)).headers.get('location')).toContain('/login');
      expect(await goTo(mira)).toBe(200);
      expect(await textOf(mira, '/account/sessions')).toContain('Signed out Firefox on Linux');
    });

    it('is the only one left after "Sign out everywhere else"', async () => {
      const mira = await signUp(app);
      const others = [await mira.elsewhere(), await mira.elsewhere()];
      const page = await mira.get('/account/sessions');
      await mira.press(page.screen.getByRole('button', { name: 'Sign out everywhere else' }));
      expect(mira.page?.screen.getByRole('status').textContent).toBe('Signed out 2 other devices.');
      expect(await Promise.all(others.map((other) => goTo(other)))).toEqual(
        Array(2).fill('/login?next=%2Fexpenses&reason=expired'),
      );
      expect(await goTo(mira)).toBe(200);
    });

    it('of somebody else cannot be signed out: R18', async () => {
      const [mira, owen] = [await signUp(app), await signUp(app, 'owen')];
      const [theirs] = await rows(owen);
      expect((await mira.send(theirs!.action)).status).toBe(404);
      expect((await mira.send('/account/sessions/987654/revoke')).status).toBe(404);
      expect(await goTo(owen)).toBe(200);
    });

    it('may sign itself out', async () => {
      const mira = await signUp(app);
      const [own] = await rows(mira);
      await mira.send(own!.action);
      expect(await goTo(mira)).toContain('/login');
    });

    it('is no longer listed once it has rested for too long', async () => {
      const mira = await signUp(app);
      clock.advance(20 * DAY);
      const phone = await mira.elsewhere();
      expect(await rows(phone)).toHaveLength(2);
      clock.advance(10 * DAY);
      await proceed(phone);
      expect(await rows(phone)).toHaveLength(1);
    });
  });

  it('ends on every other device when the password changes, access cookies included: A12', async () => {
    const mira = await signUp(app);
    const [phone, copy] = [await mira.elsewhere(), copyOf(mira)];
    const change = { current_password: PASSWORD, new_password: 'a much better battery' };
    expect((await mira.send('/account/password', { ...change, current_password: 'x' })).status).toBe(422);
    expect(await goTo(phone)).toBe(200);
    expect((await mira.send('/account/password', change)).headers.get('location')).toBe('/account');
    expect(await textOf(mira, '/account')).toContain(
      'Your password is changed, and every other device is signed out.',
    );
    for (const other of [phone, copy]) {
      expect(await goTo(other)).toContain('/login');
      expect((await proceed(other)).headers.get('location')).toContain('/login');
    }
    expect(await goTo(mira)).toBe(200);
  });
});

describe.each(engines)('a restart on $name', (engine) => {
  it('leaves sessions as they were, and limits: R22, A18', async () => {
    const database = await engine.create({ file: true });
    const env = { BASE_URL };
    const first = await startTestApp(engine, { database, env });
    const mira = await signUp(first);
    const guess = { email: mira.email, password: 'wrong' };
    const stranger = new Person(first, 'x', 'x@example.com');
    for (let time = 0; time < 5; time += 1) expect((await stranger.send('/login', guess)).status).toBe(401);
    await first.close();

    const second = await startTestApp(engine, { database, env });
    const back = new Person(second, 'mira', mira.email);
    for (const [name, value] of mira.cookies) back.cookies.set(name, value);
    expect((await back.get('/expenses', { follow: false })).status).toBe(200);
    expect((await back.send('/refresh')).headers.get('location')).toBe('/expenses');
    expect((await new Person(second, 'x', 'x@example.com').send('/login', guess)).status).toBe(429);
    await second.close();
    await database.close();
  });

  it('with a new secret takes the old one for a while, and refreshing outlives it: J08', async () => {
    const [old, fresh] = [
      'the old secret of thirty-two bytes or more',
      'the new secret of thirty-two bytes or more',
    ];
    const database = await engine.create({ file: true });
    const start = (env: Record<string, string>) =>
      startTestApp(engine, { database, env: { BASE_URL, APP_SECRET: '', ...env } });
    const visit = async (app: TestApp, cookies: ReadonlyMap<string, string>) => {
      const person = new Person(app, 'mira', 'mira@example.com');
      for (const [name, value] of cookies) person.cookies.set(name, value);
      return person;
    };
    const before = await start({ APP_SECRET: old });
    const mira = await signUp(before);
    await before.close();

    const during = await start({ APP_SECRETS: `${fresh},${old}` });
    expect((await (await visit(during, mira.cookies)).get('/expenses', { follow: false })).status).toBe(200);
    await during.close();

    const after = await start({ APP_SECRET: fresh });
    const late = await visit(after, mira.cookies);
    expect((await late.get('/expenses', { follow: false })).headers.get('location')).toContain('/refresh');
    expect((await late.send('/refresh')).headers.get('location')).toBe('/expenses');
    expect((await late.get('/expenses', { follow: false })).status).toBe(200);
    await after.close();
    await database.close();
  });

  it.each([
    ['secret', { APP_SECRET: 'another secret of thirty-two bytes or more' }],
    ['address', { BASE_URL: 'http://moved.test' }],
  ])('with another %s between two tabs that refresh is not taken for theft', async (_name, env) => {
    const database = await engine.create({ file: true });
    const before = await startTestApp(engine, { database, env: { BASE_URL } });
    const mira = await signUp(before);
    const first = mira.refreshToken;
    await mira.send('/refresh');
    await before.close();
    const after = await startTestApp(engine, { database, env: { BASE_URL, ...env } });
    const { sessions } = after.services;
    expect(await sessions.rotate(first)).toEqual({ outcome: 'ended' });
    expect(await sessions.rotate(mira.refreshToken)).toMatchObject({ outcome: 'rotated' });
    await after.close();
    await database.close();
  });
});

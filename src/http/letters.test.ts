import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codeOf } from '../testing/authenticator.js';
import { Browser } from '../testing/browser.js';
import { HOUR, MINUTE, SECOND, TestClock } from '../testing/clock.js';
import { engines } from '../testing/engines.js';
import { type Mailbox, openMailbox } from '../testing/mailbox.js';
import { DEVICE, PASSWORD, type Person, signUp, tokenFor } from '../testing/person.js';
import { dumpTables } from '../testing/table-dump.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const NEW_PASSWORD = 'a much better battery';

describe.each(engines)('letters and their links on $name', (engine) => {
  const clock = new TestClock();
  let mailbox: Mailbox;
  let app: TestApp;
  let mira: Person;
  let networks = 0;
  beforeAll(async () => {
    mailbox = await openMailbox();
    app = await startTestApp(engine, { clock, env: { SMTP_URL: mailbox.url, TRUST_PROXY: '1' } });
  });
  afterAll(async () => {
    await app.close();
    await mailbox.close();
  });
  beforeEach(async () => {
    await app.services.mail.sendDue();
    mailbox.letters.length = 0;
    mira = await signUp(app);
  });

  const from = () => ({ 'x-forwarded-for': `198.51.100.${String((networks += 1) % 250)}` });
  const lettersTo = (email: string) => mailbox.letters.filter(({ to }) => to.includes(email));
  const delivered = async () => {
    await app.services.resets.settle();
    await app.services.mail.sendDue();
  };
  const forgot = async (email: string, headers = from()) => {
    const browser = new Browser(app.url);
    await browser.get('/forgot');
    const page = await browser.submit('Forgot your password?', { email }, { headers });
    await delivered();
    return page;
  };
  /** The path of the link in the newest letter. */
  const linkTo = (email: string) => new URL(lettersTo(email).at(-1)!.links[0]!).pathname;
  const canLogIn = async (password: string, email = mira.email) => {
    const browser = new Browser(app.url);
    await browser.get('/login');
    const page = await browser.submit('Log in', { email, password }, { headers: from(), follow: false });
    return page.status === 303 ? page.headers.get('location') : page.status;
  };

  describe('for a new password', () => {
    it('come to who has an account; everybody is answered the same', async () => {
      const known = await forgot(` ${mira.email.toUpperCase()} `);
      const unknown = await forgot('nobody@example.com');
      const nonsense = await forgot('nonsense');
      const plain = (html: string) => html.replace(/value="[^"]*"/g, '');
      expect(known.screen.getByRole('status').textContent).toContain('a link is on its way');
      expect(plain(known.html)).toBe(plain(unknown.html));
      expect(plain(known.html)).toBe(plain(nonsense.html));
      expect(mailbox.letters.map(({ to }) => to)).toEqual([[mira.email]]);
      expect(app.logLines.filter(({ level }) => Number(level) >= 40)).toEqual([]);
    });

    it('come to nobody whose account is shut', async () => {
      await app.services.hostAccess.disable(mira.email);
      await forgot(mira.email);
      expect(lettersTo(mira.email)).toEqual([]);
    });

    it('hold a link that only a sent form uses, once', async () => {
      await forgot(mira.email);
      const path = linkTo(mira.email);
      const scanner = new Browser(app.url);
      const before = await dumpTables(app.db, ['users', 'sessions', 'password_resets']);
      for (let time = 0; time < 3; time += 1) expect((await scanner.get(path)).status).toBe(200);
      expect(await dumpTables(app.db, ['users', 'sessions', 'password_resets'])).toBe(before);
      const browser = new Browser(app.url);
      const page = await browser.get(path);
      expect(page.screen.getByRole('heading', { level: 1 }).textContent).toBe('Set a new password');
      expect(page.screen.getAllByLabelText(/new password/i)).toHaveLength(1);
      const short = await browser.submit('Set password', { new_password: 'short' });
      expect(short.status).toBe(422);
      const done = await browser.submit('Set password', { new_password: NEW_PASSWORD });
      expect(done.html).toContain('Your new password is set.');
      expect((await mira.get('/expenses', { follow: false })).status).toBe(303);
      expect(await canLogIn(PASSWORD)).toBe(401);
      expect(await canLogIn(NEW_PASSWORD)).toBe('/expenses');
      expect((await browser.get(path)).status).toBe(404);
      await delivered();
      const texts = lettersTo(mira.email).map(({ text }) => text);
      expect(texts.some((text) => text.includes('Password set anew'))).toBe(true);
    });

    it('are void after half an hour', async () => {
      await forgot(mira.email);
      clock.advance(30 * MINUTE);
      const page = await new Browser(app.url).get(linkTo(mira.email));
      expect(page.status).toBe(404);
      expect(page.html).toContain('used before or is too old');
    });

    it('come at most three times an hour, and a place may ask twenty times', async () => {
      for (let time = 0; time < 5; time += 1) await forgot(mira.email);
      expect(lettersTo(mira.email)).toHaveLength(3);
      const headers = from();
      let refused = 0;
      for (let time = 0; time < 22; time += 1)
        if ((await forgot('nobody@example.com', headers)).status === 429) refused += 1;
      expect(refused).toBe(2);
    });

    it('do not pass the second factor by', async () => {
      const { factors } = app.services;
      const principal = await mira.principal();
      await factors.offerAuthenticator(principal);
      const { secret } = (await factors.offeredAuthenticator(principal))!;
      await factors.turnOn(principal, codeOf(secret, clock.now()), DEVICE);
      await forgot(mira.email);
      const browser = new Browser(app.url);
      await browser.get(linkTo(mira.email));
      await browser.submit('Set password', { new_password: NEW_PASSWORD });
      expect(browser.cookies.has('outlay_access')).toBe(false);
      expect(await canLogIn(NEW_PASSWORD)).toMatch(/^\/login\/code/);
    });

    it('are refused with the token of another site, and leave no secret in the log', async () => {
      await forgot(mira.email);
      const path = linkTo(mira.email);
      const browser = new Browser(app.url);
      await browser.get(path);
      const _csrf = await tokenFor(browser);
      const headers = { 'sec-fetch-site': 'cross-site' };
      const fields = { _csrf, new_password: NEW_PASSWORD };
      expect((await browser.post(path, fields, { headers })).status).toBe(403);
      expect(JSON.stringify(app.logLines)).not.toContain(path.split('/').at(-1));
    });
  });

  describe('for a new email', () => {
    const ask = async (email: string) => mira.send('/account/email', { email, current_password: PASSWORD });

    it('make it count once it is confirmed, and tell the old one', async () => {
      const email = `new-${crypto.randomUUID()}@example.com`;
      await ask(email);
      expect((await mira.get('/account')).html).toContain('We sent a letter to the new address.');
      await delivered();
      expect(await canLogIn(PASSWORD, email)).toBe(401);
      expect(lettersTo(mira.email).at(-1)!.text).toContain(email);
      expect(lettersTo(mira.email).at(-1)!.text).not.toContain('/account/email/');
      const scanner = new Browser(app.url);
      expect((await scanner.get(linkTo(email))).status).toBe(200);
      expect(await canLogIn(PASSWORD, email)).toBe(401);
      await scanner.submit('Confirm your new email', {});
      expect(await canLogIn(PASSWORD, email)).toBe('/expenses');
      expect((await scanner.get(linkTo(email))).status).toBe(404);
      await delivered();
      expect(lettersTo(mira.email).at(-1)!.text).toContain('Email changed');
    });

    it('are void after a day, after a newer one, and after a new password', async () => {
      const [first, second, third] = ['a', 'b', 'c'].map(
        (name) => `${name}-${crypto.randomUUID()}@example.com`,
      );
      const statusOf = async (email: string) => (await new Browser(app.url).get(linkTo(email))).status;
      await ask(first!);
      await ask(second!);
      await delivered();
      expect([await statusOf(first!), await statusOf(second!)]).toEqual([404, 200]);
      clock.advance(24 * HOUR);
      expect(await statusOf(second!)).toBe(404);
      await mira.signIn();
      await ask(third!);
      await delivered();
      await mira.send('/account/password', { current_password: PASSWORD, new_password: NEW_PASSWORD });
      expect(await statusOf(third!)).toBe(404);
    });

    it('are not sent without the password', async () => {
      const email = `new-${crypto.randomUUID()}@example.com`;
      const page = await mira.send('/account/email', { email, current_password: 'wrong' });
      expect(page.status).toBe(422);
      await delivered();
      expect(lettersTo(email)).toEqual([]);
    });
  });

  describe('of what happened', () => {
    it('tell of a browser that was not seen before, and not of one that was', async () => {
      await mira.signIn();
      await delivered();
      expect(lettersTo(mira.email)).toEqual([]);
      const { email } = mira;
      const device = { ...DEVICE, userAgent: 'Mozilla/5.0 (iPhone) Safari/605.1', ip: '203.0.113.9' };
      await app.services.accounts.signIn({ email, password: PASSWORD }, device);
      await app.services.accounts.signIn({ email, password: PASSWORD }, device);
      await delivered();
      expect(lettersTo(email)).toHaveLength(1);
      expect(lettersTo(email)[0]!.text).toContain('Signed in with Safari on iOS');
    });

    it('tell of another browser of the same kind elsewhere, once, and of none that keeps its mark beside that of others', async () => {
      const other = new Browser(app.url);
      const logIn = async (email: string) => {
        other.cookies.delete('outlay_access');
        other.cookies.delete('outlay_refresh');
        await other.get('/login');
        await other.submit('Log in', { email, password: PASSWORD }, { headers: from() });
        await delivered();
        return lettersTo(email).length;
      };
      const ana = await signUp(app);
      expect(await logIn(mira.email)).toBe(1);
      expect(await logIn(ana.email)).toBe(1);
      expect([await logIn(mira.email), await logIn(ana.email)]).toEqual([1, 1]);
    });

    it('are in the language of who reads them, and hold no link that acts', async () => {
      await app.db.run(`UPDATE users SET language = 'ar', locale = 'ar-EG' WHERE email = $1`, [mira.email]);
      await mira.send('/account/password', { current_password: PASSWORD, new_password: NEW_PASSWORD });
      await delivered();
      const [letter] = lettersTo(mira.email);
      expect(letter!.html).toContain('<html lang="ar" dir="rtl">');
      expect(letter!.links).toEqual([app.config.baseUrl]);
    });

    it('tell of a token that was used twice', async () => {
      const stolen = mira.refreshToken;
      await app.services.sessions.rotate(stolen);
      clock.advance(21 * SECOND);
      await app.services.sessions.rotate(stolen);
      await delivered();
      expect(lettersTo(mira.email)[0]!.text).toContain('was used a second time');
    });

    it('escape what people call themselves', async () => {
      await app.db.run(`UPDATE users SET username = '<b>x</b>' WHERE email = $1`, [mira.email]);
      await mira.send('/account/password', { current_password: PASSWORD, new_password: NEW_PASSWORD });
      await delivered();
      expect(lettersTo(mira.email)[0]!.html).toContain('&lt;b&gt;x&lt;/b&gt;');
    });
  });
});

describe.each(engines)('without mail on $name', (engine) => {
  it('the page says who can make a link, and a new email counts at once', async () => {
    const app = await startTestApp(engine);
    const mira = await signUp(app);
    const browser = new Browser(app.url);
    expect((await browser.get('/forgot')).html).toContain('Whoever runs it can make a link');
    for (const email of [mira.email, 'nobody@example.com']) {
      await browser.get('/forgot');
      const { screen } = await browser.submit('Forgot your password?', { email });
      expect(screen.getByRole('status').textContent).toContain('Whoever runs it can make a link');
    }
    await app.services.resets.settle();
    expect(await app.db.all('SELECT token_hash FROM password_resets')).toEqual([]);
    const email = `new-${crypto.randomUUID()}@example.com`;
    await mira.send('/account/email', { email, current_password: PASSWORD });
    expect((await mira.principal()).email).toBe(email);
    await app.close();
  });
});

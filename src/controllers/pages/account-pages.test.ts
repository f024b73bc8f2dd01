import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Browser, type Page } from '../../testing/browser.js';
import { engines } from '../../testing/engines.js';
import { fieldState } from '../../testing/form-field.js';
import { PASSWORD, Person, signUp, tokenFor } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const NEW_PASSWORD = 'a much better battery';

describe.each(engines)('the pages of an account on $name', (engine) => {
  let app: TestApp;
  let mira: Person;
  beforeAll(async () => {
    app = await startTestApp(engine);
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await signUp(app);
  });

  const follow = async (answer: Page) => {
    expect(answer.status).toBe(303);
    return mira.get(answer.headers.get('location')!);
  };
  const said = ({ html }: Page) => /<p role="status">([^<]*)</.exec(html)?.[1];
  const canLogIn = async (email: string, password = PASSWORD) => {
    const browser = new Browser(app.url);
    const fields = { _csrf: await tokenFor(browser), email, password };
    return (await browser.post('/login', fields, { follow: false })).status === 303;
  };
  const events = async () => {
    const { html } = await mira.get('/account/sessions');
    return [...html.matchAll(/class="event-text">(?:<[^>]*>[^<]*<\/span>)?([^<]*)</g)].map(
      ([, text]) => text,
    );
  };
  const profile = (change: Record<string, string>) =>
    mira.send('/account', { username: 'mira', currency: 'USD', time_zone: 'UTC', ...change });

  describe('the profile', () => {
    it('takes a name, a currency and a time zone', async () => {
      const page = await follow(
        await profile({ username: 'Mira <3', currency: 'EUR', time_zone: 'Asia/Kolkata' }),
      );
      expect(said(page)).toBe('Saved your profile.');
      expect(page.html).toContain('<span class="who">Mira &lt;3</span>');
      expect([fieldState(page, 'currency').value, fieldState(page, 'time_zone').value]).toEqual([
        'EUR',
        'Asia/Kolkata',
      ]);
    });

    it.each([
      ['username', '', 'Enter a username.'],
      ['username', 'x'.repeat(41), 'The username is too long: 40 characters at most.'],
      ['currency', 'XXX', 'Choose a currency by its code, such as EUR.'],
      ['currency', 'constructor', 'Choose a currency by its code, such as EUR.'],
      ['time_zone', 'Mars/Olympus', 'Choose a time zone from the list, such as Europe/Berlin.'],
    ])('says what is wrong with its %s %j', async (field, value, fault) => {
      const page = await profile({ [field]: value });
      expect(page.status).toBe(422);
      expect(fieldState(page, field).fault).toBe(fault);
      const { username, currency, timeZone } = await mira.principal();
      expect([username, currency.code, timeZone]).toEqual(['mira', 'USD', 'UTC']);
    });

    it('keeps to currencies with the same decimals once there are expenses', async () => {
      await mira.spend('12.50');
      expect((await mira.get('/account')).html).toContain('nothing is converted');
      const page = await profile({ currency: 'JPY' });
      expect(page.status).toBe(422);
      expect(fieldState(page, 'currency').fault).toBe(
        'Your amounts are kept in USD, which has other decimals than JPY, so they cannot be taken over.',
      );
      await profile({ currency: 'EUR' });
      expect((await mira.get('/expenses')).html).toContain('€12.50');
    });
  });

  describe('the email', () => {
    it('changes with the password, and opens the door from then on', async () => {
      const email = `${crypto.randomUUID()}@Example.com`;
      const page = await follow(await mira.send('/account/email', { email, current_password: PASSWORD }));
      expect(said(page)).toBe('Saved your email. Log in with it from now on.');
      expect([await canLogIn(mira.email), await canLogIn(email.toUpperCase())]).toEqual([false, true]);
      expect((await events())[1]).toBe('Email changed with node');
    });

    it('stays without the password, and when it is no email or taken', async () => {
      const owen = await signUp(app, 'owen');
      const attempts = [
        [
          { email: 'new@example.com', current_password: 'wrong' },
          'email-password',
          'That is not your password.',
        ],
        [{ email: 'new@example.com' }, 'email-password', 'That is not your password.'],
        [
          { email: 'new@', current_password: PASSWORD },
          'email',
          'Enter an email address such as name@example.com.',
        ],
        [
          { email: owen.email.toUpperCase(), current_password: PASSWORD },
          'email',
          'There is an account with this email already.',
        ],
      ] as const;
      for (const [fields, id, fault] of attempts) {
        const page = await mira.send('/account/email', fields);
        expect([page.status, fieldState(page, id).fault]).toEqual([422, fault]);
        expect(fieldState(page, 'email').value).toBe(fields.email);
        expect(page.html).not.toContain(PASSWORD);
      }
      expect(await canLogIn(mira.email)).toBe(true);
    });
  });

  describe('the password', () => {
    it('needs the current one: A11', async () => {
      const page = await mira.send('/account/password', {
        current_password: 'wrong guess',
        new_password: NEW_PASSWORD,
      });
      expect([page.status, fieldState(page, 'current_password').fault]).toEqual([
        422,
        'That is not your password.',
      ]);
      expect(page.html).not.toContain(NEW_PASSWORD);
      expect([await canLogIn(mira.email), await canLogIn(mira.email, NEW_PASSWORD)]).toEqual([true, false]);
    });

    it('changes for good: the old one opens nothing, this browser stays', async () => {
      const before = mira.refreshToken;
      const change = { current_password: PASSWORD, new_password: NEW_PASSWORD };
      const page = await follow(await mira.send('/account/password', change));
      expect(said(page)).toContain('Your password is changed');
      expect(mira.refreshToken).not.toBe(before);
      expect([await canLogIn(mira.email), await canLogIn(mira.email, NEW_PASSWORD)]).toEqual([false, true]);
      expect((await mira.send('/refresh')).headers.get('location')).toBe('/expenses');
      expect(await events()).toContain('Password changed with node');
    });

    it.each(['elevenchars', '123456789012', 'mira mira mira'])(
      'is refused when it is weak: %s',
      async (weak) => {
        const fields = { current_password: PASSWORD, new_password: weak };
        const page = await mira.send('/account/password', fields);
        expect(page.status).toBe(422);
        expect(fieldState(page, 'new_password').fault).toBeTruthy();
        expect(await canLogIn(mira.email)).toBe(true);
      },
    );

    it('cannot be guessed here either', async () => {
      const statuses: number[] = [];
      for (let guess = 0; guess < 6; guess += 1)
        statuses.push((await mira.send('/account/delete', { password: 'guess' })).status);
      expect(statuses).toEqual([422, 422, 422, 422, 422, 429]);
      expect(mira.page?.headers.get('retry-after')).toMatch(/^\d+$/);
      expect((await mira.get('/expenses')).status).toBe(200);
    });
  });

  describe('deleting it', () => {
    it('says how much goes, asks for the password, and leaves nothing to log in to', async () => {
      await mira.spend();
      const phone = await mira.elsewhere();
      expect((await mira.get('/account/delete')).html).toContain('<b>1 expense</b>');
      const wrong = await mira.send('/account/delete', { password: 'wrong' });
      expect([wrong.status, fieldState(wrong, 'password').fault]).toEqual([
        422,
        'That is not your password.',
      ]);
      mira.cookies.set('outlay_day', '2026-02-11_2026-03-01_1');
      const deleted = await mira.send('/account/delete', { password: PASSWORD });
      expect(deleted.headers.get('clear-site-data')).toBe('"cache", "storage"');
      expect(mira.cookies.has('outlay_day')).toBe(false);
      const page = await follow(deleted);
      expect(said(page)).toBe('Your account and everything in it is deleted.');
      expect([mira.accessToken, mira.refreshToken]).toEqual(['', '']);
      expect((await phone.get('/expenses', { follow: false })).headers.get('location')).toContain('/login');
      expect(await canLogIn(mira.email)).toBe(false);
    });
  });

  describe('what happened lately', () => {
    it('is told newest first, to nobody else', async () => {
      const phone = new Person(app, 'mira', mira.email);
      const headers = { 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1' };
      const fields = { _csrf: await tokenFor(phone), email: mira.email, password: PASSWORD };
      await phone.post('/login', fields, { follow: false, headers });
      expect(await events()).toEqual([
        'Signed in with Safari on iOS',
        'Account created with Firefox on Linux',
      ]);
    });
  });

  describe('access tokens', () => {
    it('are shown once, work at the API at once, and no longer after "Revoke"', async () => {
      const page = await mira.send('/account/tokens', { name: 'Phone', scope: 'read', expires: '30' });
      const token = /value="(outlay_pat_[\w-]+)"/.exec(page.html)![1]!;
      const me = () => fetch(`${app.url}/api/v1/users/me`, { headers: { authorization: `Bearer ${token}` } });
      expect((await me()).status).toBe(200);
      const list = await mira.get('/account/tokens');
      expect(list.html).not.toContain(token);
      const revoke = /formaction="(\/account\/tokens\/\d+\/revoke)"/.exec(list.html)![1]!;
      const owen = await signUp(app, 'owen');
      expect((await owen.send(revoke)).status).toBe(404);
      expect((await me()).status).toBe(200);
      expect(said(await follow(await mira.send(revoke)))).toBe('That token no longer works.');
      expect((await me()).status).toBe(401);
      const stored = await app.db.all('SELECT * FROM access_tokens');
      expect(JSON.stringify(stored)).not.toContain(token);
    });

    it.each([
      [{ name: '', scope: 'read', expires: '30' }, 'name'],
      [{ name: 'x', scope: 'admin', expires: '30' }, 'scope'],
      [{ name: 'x', scope: 'read', expires: '-1' }, 'expires'],
      [{ name: 'x', scope: 'read', expires: 'constructor' }, 'expires'],
    ])('are refused beside the field: %j', async (fields, id) => {
      const page = await mira.send('/account/tokens', fields);
      expect(page.status).toBe(422);
      expect(fieldState(page, id).fault).toBeTruthy();
      expect(page.html).not.toContain('outlay_pat_');
    });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codeOf } from '../testing/authenticator.js';
import { Browser } from '../testing/browser.js';
import { MINUTE, SECOND, TestClock } from '../testing/clock.js';
import { engines } from '../testing/engines.js';
import { DEVICE, PASSWORD, type Person, signUp, tokenFor } from '../testing/person.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const NEW_PASSWORD = 'a much better battery';

describe.each(engines)('what a stolen session may not do on $name', (engine) => {
  const clock = new TestClock();
  let app: TestApp;
  let mira: Person;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await signUp(app);
  });

  /** Gives the secret of the app. */
  const setFactorUp = async () => {
    const { factors } = app.services;
    const principal = await mira.principal();
    await factors.offerAuthenticator(principal);
    const { secret } = (await factors.offeredAuthenticator(principal))!;
    await factors.turnOn(principal, codeOf(secret, clock.now()), DEVICE);
    clock.advance(30 * SECOND);
    return secret;
  };
  const forms = [
    ['/account/email', { email: 'new@example.com', current_password: PASSWORD }],
    ['/account/password', { current_password: PASSWORD, new_password: NEW_PASSWORD }],
    ['/account/delete', { password: PASSWORD }],
  ] as const;

  describe.each(forms)('%s', (path, fields) => {
    it('wants a fresh proof besides the password where a second factor is set up', async () => {
      const secret = await setFactorUp();
      clock.advance(5 * MINUTE);
      const asked = await mira.send(path, fields);
      expect([asked.status, asked.headers.get('location')]).toEqual([
        303,
        '/account/confirm?next=%2Faccount',
      ]);
      const stays = await mira.send('/account/confirm', {
        code: codeOf(secret, clock.now()),
        next: '/account',
      });
      expect(stays.headers.get('location')).toBe('/account');
      const done = await mira.send(path, fields);
      expect([done.status, done.headers.get('location')]).toEqual([
        303,
        path === '/account/delete' ? '/' : '/account',
      ]);
    });

    it('keeps no password in a form that waits', async () => {
      await setFactorUp();
      clock.advance(5 * MINUTE);
      await app.db.run('DELETE FROM parked_forms');
      await mira.send(path, fields);
      expect(await app.db.get('SELECT COUNT(*) AS n FROM parked_forms')).toEqual({ n: 0 });
    });

    it('wants the password alone where there is none', async () => {
      clock.advance(6 * MINUTE);
      const done = await mira.send(path, { ...fields, ...('email' in fields && { email: mira.email }) });
      expect([done.status, done.headers.get('location')]).toEqual([
        303,
        path === '/account/delete' ? '/' : '/account',
      ]);
    });
  });

  it('end the session of its owner with an access token that has expired: by logging out or in', async () => {
    const { accessToken } = mira;
    clock.advance(15 * MINUTE);
    await mira.send('/refresh');
    const thief = new Browser(app.url);
    thief.cookies.set('outlay_access', accessToken);
    const _csrf = await tokenFor(thief);
    await thief.post('/logout', { _csrf }, { follow: false });
    expect((await mira.get('/expenses', { follow: false })).status).toBe(200);

    const owen = await signUp(app, 'owen');
    thief.cookies.set('outlay_access', accessToken);
    const fields = { _csrf: await tokenFor(thief), email: owen.email, password: PASSWORD };
    expect((await thief.post('/login', fields, { follow: false })).headers.get('location')).toBe('/expenses');
    expect((await mira.get('/expenses', { follow: false })).status).toBe(200);
  });

  describe('a new password says what still works:', () => {
    const change = async (more: Record<string, string> = {}) => {
      await mira.send('/account/tokens', { name: 'Cron', scope: 'read', expires: '30' });
      await mira.send('/account/tokens', { name: 'Phone', scope: 'write', expires: '30' });
      await mira.send('/account/password', {
        current_password: PASSWORD,
        new_password: NEW_PASSWORD,
        ...more,
      });
      return (await mira.get('/account')).screen.getByRole('status').textContent;
    };

    it('nothing', async () => {
      expect(await change()).toBe('Your password is changed, and every other device is signed out.');
    });

    it('the access tokens that were kept, by their names', async () => {
      expect(await change({ keep_tokens: 'yes' })).toMatch(
        /These access tokens still work: (Phone, Cron|Cron, Phone)\.$/,
      );
    });
  });
});

import { availableParallelism } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Day } from '../../domain/calendar.js';
import { readAcceptLanguage } from '../../locale/region.js';
import { MINUTE, TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { DEVICE, PASSWORD, type Person, signUp } from '../../testing/person.js';
import { dumpTables } from '../../testing/table-dump.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { message } from '../../messages/message.js';

const NEW_PASSWORD = 'a much better battery';

describe.each(engines)('accounts on $name', (engine) => {
  const clock = new TestClock('2026-03-01T12:00:00.000Z');
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock });
  });
  afterAll(() => app.close());

  const accounts = () => app.services.accounts;
  const isSignedIn = async ({ accessToken }: { accessToken: string }) =>
    (await app.services.sessions.authenticate(accessToken)) !== undefined;
  const signIn = ({ email }: Person, password = PASSWORD, ip = DEVICE.ip) =>
    accounts().signIn({ email, password }, { ...DEVICE, ip });
  const kinds = async (person: Person) =>
    (await app.services.sessions.listEvents(await person.principal())).map(({ kind }) => kind);

  describe('at registration', () => {
    it('are one for an email, whatever its case, its spaces and the form of its letters', async () => {
      const email = `José-${crypto.randomUUID()}@Example.com`;
      const register = (typed: string) =>
        accounts().register({ username: 'José', email: typed, password: PASSWORD }, DEVICE);
      await register(email.normalize('NFC'));
      for (const typed of [email.toUpperCase(), ` ${email} `, email.normalize('NFD')])
        await expect(register(typed)).rejects.toMatchObject({
          fields: { email: message('fault.email.taken') },
        });
    });

    it('are one when ten people register with one email at once', async () => {
      const email = `${crypto.randomUUID()}@example.com`;
      const tries = Array.from({ length: 10 }, () =>
        accounts().register({ username: 'mira', email, password: PASSWORD }, DEVICE),
      );
      const outcomes = await Promise.allSettled(tries);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const rows = await app.db.all('SELECT id FROM users WHERE email_key = $1', [email]);
      expect(rows).toHaveLength(1);
    });

    it('end the session that the same browser still holds', async () => {
      const [mira, owen] = [await signUp(app), await signUp(app, 'owen')];
      const email = `${crypto.randomUUID()}@example.com`;
      const given = { username: 'mira', email, password: PASSWORD };
      await accounts().register(given, DEVICE, (await mira.principal()).sessionId!);
      await accounts().signIn(given, DEVICE, (await owen.principal()).sessionId!);
      for (const person of [mira, owen])
        expect(await app.services.sessions.recognise(person)).toMatchObject({ endedBecause: 'signed_out' });
    });

    it('say everything that is wrong at once', async () => {
      const nothing = { username: '', email: 'nobody', password: 'short' };
      await expect(accounts().register(nothing, DEVICE)).rejects.toMatchObject({
        fields: {
          username: message('fault.username.empty'),
          email: message('fault.email.malformed'),
          password: message('fault.password.too_short', { min: 12 }),
        },
      });
    });

    it('take the time zone of the device, and UTC for one that nobody knows', async () => {
      const zoneOf = async (timeZone: string) => {
        const email = `${crypto.randomUUID()}@example.com`;
        await accounts().register({ username: 'mira', email, password: PASSWORD, timeZone }, DEVICE);
        return (
          await app.db.get<{ time_zone: string }>('SELECT time_zone FROM users WHERE email = $1', [email])
        )?.time_zone;
      };
      expect(await zoneOf('Asia/Kolkata')).toBe('Asia/Kolkata');
      for (const zone of ['', 'Mars/Olympus', '../../etc/passwd', '+05:30'])
        expect(await zoneOf(zone)).toBe('UTC');
    });

    it.each([
      ['de-DE,de;q=0.9', 'EUR'],
      ['fr-CH', 'CHF'],
      ['en', 'USD'],
    ])('take the currency of the region that the browser asks for: %s', async (asked, currency) => {
      const email = `${crypto.randomUUID()}@example.com`;
      const preference = readAcceptLanguage(asked);
      const given = { username: 'mira', email, password: PASSWORD, preference };
      const { accessToken } = await accounts().register(given, DEVICE);
      expect((await app.services.sessions.authenticate(accessToken))?.currency.code).toBe(currency);
    });
  });

  describe('when signing in', () => {
    it('answer an unknown email and a wrong password alike', async () => {
      const mira = await signUp(app);
      const faultOf = (attempt: Promise<unknown>) =>
        attempt.then(
          () => undefined,
          (error: unknown) => JSON.stringify([(error as Error).message, error]),
        );
      const wrong = await faultOf(signIn(mira, 'not the password', '192.0.2.50'));
      const credentials = { email: 'nobody@example.com', password: PASSWORD };
      expect(await faultOf(accounts().signIn(credentials, DEVICE))).toBe(wrong);
      const nonsense = { email: 'no email at all', password: '' };
      expect(await faultOf(accounts().signIn(nonsense, DEVICE))).toBe(wrong);
    });

    it('tell whoever watches of a wrong password', async () => {
      const mira = await signUp(app);
      const seen = app.logLines.length;
      await expect(signIn(mira, 'not the password', '192.0.2.51')).rejects.toMatchObject({
        code: 'unauthenticated',
      });
      const told = app.logLines.slice(seen).filter((line) => 'event' in line);
      expect(told).toMatchObject([{ event: 'sign_in_failed', reason: 'password', from: '192.0.2.0/24' }]);
    });

    it('leave room to those who were signed in before, and count nothing that there was none for', async () => {
      const slow = await startTestApp(engine, { env: { BCRYPT_COST: '9' } });
      try {
        const mira = await signUp(slow);
        const { accounts: all, limits } = slow.services;
        const codeOf = (attempt: Promise<unknown>) =>
          attempt.then(
            () => 'in',
            (error: unknown) => (error as { code: string }).code,
          );
        const guess = (email: string) => codeOf(all.signIn({ email, password: 'x' }, DEVICE));
        const known = { ...DEVICE, mark: limits.markFor(mira.email) };
        const principal = await mira.principal();
        // So many that they do not all find room, however many the machine looks at once.
        const count = availableParallelism() + 39;
        const strangers = Array.from({ length: count }, (_, index) => `${String(index)}@example.com`);
        const [told, ...others] = await Promise.all([
          Promise.all(strangers.map(guess)),
          ...[1, 2, 3].map(() => codeOf(all.signIn({ email: mira.email, password: PASSWORD }, known))),
          ...[1, 2, 3].map(() => codeOf(all.deleteAccount(principal, 'a wrong guess', DEVICE))),
        ]);
        expect(others).toEqual(['in', 'in', 'in', 'invalid', 'invalid', 'invalid']);
        expect(new Set(told)).toEqual(new Set(['unauthenticated', 'unavailable']));
        const refused = strangers[told.indexOf('unavailable')]!;
        const later: string[] = [];
        for (let time = 0; time < 6; time += 1) later.push(await guess(refused));
        expect(later).toEqual([...Array<string>(5).fill('unauthenticated'), 'too_many']);
      } finally {
        await slow.close();
      }
    });

    it('keep twenty sessions; the one that rested longest makes room: R20', async () => {
      const mira = await signUp(app);
      const tokens = [];
      for (let device = 0; device < 25; device += 1) {
        clock.advance(MINUTE / 100);
        tokens.push(await signIn(mira));
      }
      const alive = await Promise.all(tokens.map(isSignedIn));
      expect(alive).toEqual([...Array<boolean>(5).fill(false), ...Array<boolean>(20).fill(true)]);
      expect(await isSignedIn(mira)).toBe(false);
    });

    it('make the hash anew when the cost has changed', async () => {
      const mira = await signUp(app);
      const slow = await startTestApp(engine, { clock, env: { BCRYPT_COST: '5' } });
      try {
        const owen = await signUp(slow);
        const { password_hash: hash } = (await slow.db.get<{ password_hash: string }>(
          'SELECT password_hash FROM users',
        ))!;
        expect(hash).toMatch(/^\$2b\$05\$/);
        await app.db.run('UPDATE users SET password_hash = $1 WHERE email = $2', [hash, mira.email]);
        await signIn(mira, owen.password);
        const row = await app.db.get('SELECT password_hash FROM users WHERE email = $1', [mira.email]);
        expect(row).toMatchObject({ password_hash: expect.stringMatching(/^\$2b\$04\$/) as string });
      } finally {
        await slow.close();
      }
    });
  });

  describe('when changed', () => {
    it('keep their currency once there are amounts with other decimals', async () => {
      const mira = await signUp(app);
      const change = async (currency: string) =>
        app.services.profiles.change(await mira.principal(), { currency });
      await change('JPY');
      await change('USD');
      await app.services.expenses.record(await mira.principal(), {
        amountMinor: 1250n,
        description: 'Lunch',
        categoryId: null,
        spentOn: '2026-03-01' as Day,
      });
      for (const currency of ['JPY', 'KWD'])
        await expect(change(currency)).rejects.toMatchObject({
          fields: { currency: message('fault.currency.other_digits', { old: 'USD', new: currency }) },
        });
      await change('EUR');
      expect((await mira.principal()).currency.code).toBe('EUR');
      await expect(change('XXX')).rejects.toMatchObject({
        fields: { currency: message('fault.currency.unknown') },
      });
    });

    it('refuse a name, a time zone and a currency that are none, and change nothing', async () => {
      const mira = await signUp(app);
      const before = await mira.principal();
      const change = { username: ' ', timeZone: 'Mars/Olympus', currency: '__proto__' };
      await expect(app.services.profiles.change(before, change)).rejects.toMatchObject({
        fields: {
          username: message('fault.username.empty'),
          time_zone: message('fault.time_zone.unknown'),
          currency: message('fault.currency.unknown'),
        },
      });
      expect(await mira.principal()).toEqual({ ...before, readAt: expect.any(Number) as number });
    });

    it('take a new email with the password only, and then let nobody in with the old one', async () => {
      const mira = await signUp(app);
      const owen = await signUp(app, 'owen');
      const email = `${crypto.randomUUID()}@example.com`;
      const change = async (to: string, currentPassword = PASSWORD) =>
        accounts().changeEmail(await mira.principal(), { email: to, currentPassword }, DEVICE);
      await expect(change('nobody')).rejects.toMatchObject({
        fields: { email: message('fault.email.malformed') },
      });
      await expect(change(email, 'wrong')).rejects.toMatchObject({
        fields: { current_password: message('fault.password.wrong') },
      });
      await expect(change(owen.email)).rejects.toMatchObject({
        fields: { email: message('fault.email.taken') },
      });
      await change(email);
      await expect(signIn(mira)).rejects.toMatchObject({ code: 'unauthenticated' });
      expect(await accounts().signIn({ email, password: PASSWORD }, DEVICE)).toBeTruthy();
      expect((await kinds(mira)).filter((kind) => kind === 'email_changed')).toHaveLength(1);
    });

    it('take a new password with the old one only, and end every session at once', async () => {
      const mira = await signUp(app);
      const other = await signIn(mira);
      const change = async (currentPassword: string, newPassword: string) =>
        accounts().changePassword(await mira.principal(), { currentPassword, newPassword }, DEVICE);
      await expect(change('wrong', NEW_PASSWORD)).rejects.toMatchObject({
        fields: { current_password: message('fault.password.wrong') },
      });
      await expect(change(PASSWORD, 'short')).rejects.toMatchObject({
        fields: { new_password: message('fault.password.too_short', { min: 12 }) },
      });
      expect(await isSignedIn(other)).toBe(true);
      const fresh = await change(PASSWORD, NEW_PASSWORD);
      expect([await isSignedIn(mira), await isSignedIn(other), await isSignedIn(fresh)]).toEqual([
        false,
        false,
        true,
      ]);
      expect(await app.services.sessions.rotate(other.refreshToken)).toEqual({ outcome: 'ended' });
      await expect(signIn(mira)).rejects.toMatchObject({ code: 'unauthenticated' });
      expect(await signIn(mira, NEW_PASSWORD)).toBeTruthy();
    });

    it('stay signed in with a new password where they did before, and keep tokens on purpose only', async () => {
      const mira = await signUp(app);
      const input = { name: 'script', scope: 'read', expiresInDays: null } as const;
      const { token } = await app.services.accessTokens.make(await mira.principal(), input, DEVICE);
      const change = async (from: string, to: string, more: { keepTokens?: boolean }) => {
        const passwords = { currentPassword: from, newPassword: to };
        const tokens = await accounts().changePassword(
          (await app.services.sessions.authenticate(mira.accessToken))!,
          { ...passwords, ...more },
          DEVICE,
        );
        mira.cookies.set('outlay_access', tokens.accessToken);
        mira.cookies.set('outlay_refresh', tokens.refreshToken);
        return {
          stays: (await app.services.sessions.recognise(tokens))?.stays,
          token: (await app.services.accessTokens.authenticate(token)) !== undefined,
        };
      };
      const kept = await change(PASSWORD, NEW_PASSWORD, { keepTokens: true });
      expect(kept).toEqual({ stays: false, token: true });
      await app.services.sessions.stay((await mira.principal()).sessionId!);
      expect(await change(NEW_PASSWORD, PASSWORD, {})).toEqual({ stays: true, token: false });
      expect((await kinds(mira)).slice(0, 2)).toEqual(['password_changed', 'password_changed']);
    });

    it('take one of two new passwords that are given at once', async () => {
      const mira = await signUp(app);
      const principal = await mira.principal();
      const given = [NEW_PASSWORD, `${NEW_PASSWORD}!`];
      const outcomes = await Promise.allSettled(
        given.map((newPassword) =>
          accounts().changePassword(principal, { currentPassword: PASSWORD, newPassword }, DEVICE),
        ),
      );
      expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: { fields: { current_password: message('fault.password.wrong') } },
      });
      await signIn(mira, given[outcomes.findIndex(({ status }) => status === 'fulfilled')]);
    });

    it('slow down whoever guesses the password at an open session', async () => {
      const mira = await signUp(app);
      const principal = await mira.principal();
      const device = { ...DEVICE, ip: '192.0.2.99' };
      const guess = () => accounts().deleteAccount(principal, 'a wrong guess', device);
      for (let time = 0; time < 5; time += 1)
        await expect(guess()).rejects.toMatchObject({ code: 'invalid' });
      await expect(guess()).rejects.toMatchObject({ code: 'too_many' });
      expect(await isSignedIn(mira)).toBe(true);
    });
  });

  describe('when deleted', () => {
    it('end every session, free the email, and are gone from every table after upkeep', async () => {
      const mira = await signUp(app, 'Zerlina');
      const principal = await mira.principal();
      await app.services.expenses.record(principal, {
        amountMinor: 1n,
        description: 'Xylophone',
        categoryId: null,
        spentOn: '2026-03-01' as Day,
      });
      const { token } = await app.services.accessTokens.make(
        principal,
        { name: 'Phone', scope: 'write', expiresInDays: null },
        DEVICE,
      );
      await expect(accounts().deleteAccount(principal, 'wrong', DEVICE)).rejects.toMatchObject({
        fields: { password: message('fault.password.wrong') },
      });
      await accounts().deleteAccount(principal, PASSWORD, DEVICE);
      expect(await isSignedIn(mira)).toBe(false);
      expect(await app.services.sessions.rotate(mira.refreshToken)).toMatchObject({ outcome: 'ended' });
      expect(await app.services.accessTokens.authenticate(token)).toBeUndefined();
      await expect(signIn(mira)).rejects.toMatchObject({ code: 'unauthenticated' });
      await app.services.upkeep.runOnce();
      const dump = await dumpTables(app.db);
      for (const trace of ['Zerlina', 'Xylophone', mira.email]) expect(dump).not.toContain(trace);
      expect(
        await accounts().register({ username: 'Again', email: mira.email, password: PASSWORD }, DEVICE),
      ).toBeTruthy();
    });
  });
});

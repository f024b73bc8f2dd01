import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { DEVICE, PASSWORD } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { repositories } from '../../storage/repositories.js';

const BY_HOST = { device: 'outlay (command line)', ipPrefix: '' };
const newEmail = () => `${crypto.randomUUID()}@example.com`;

describe.each(engines)('accounts as their host has them on $name', (engine) => {
  const clock = new TestClock('2026-03-01T12:00:00.000Z');
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock, env: { REGISTRATION: 'closed' } });
  });
  afterAll(() => app.close());

  const host = () => app.services.host;
  const signIn = (email: string, password = PASSWORD) =>
    app.services.accounts.signIn({ email, password }, { ...DEVICE, ip: crypto.randomUUID() });
  const isSignedIn = async ({ accessToken }: { accessToken: string }) =>
    (await app.services.sessions.authenticate(accessToken)) !== undefined;
  const add = async () => (await host().add({ email: newEmail(), password: PASSWORD })).email;
  const makeToken = async (email: string) => {
    const input = { name: 'script', scope: 'read', expiresInDays: null } as const;
    return (await app.services.accessTokens.make(await host().principal(email), input, DEVICE)).token;
  };

  describe('are made', () => {
    it('where nobody else can make one, and say who made them', async () => {
      const email = newEmail();
      const given = { username: 'mira', email, password: PASSWORD };
      await expect(app.services.accounts.register(given, DEVICE)).rejects.toMatchObject({
        code: 'forbidden',
        said: { key: 'error.registration_closed' },
      });
      const { id } = await host().add({ email: ` ${email.toUpperCase()} `, password: PASSWORD });
      const principal = (await app.services.sessions.authenticate((await signIn(email)).accessToken))!;
      expect(principal).toMatchObject({ userId: id, email: email.toUpperCase() });
      const events = await app.services.sessions.listEvents(principal);
      expect(events).toMatchObject([
        { kind: 'signed_in', device: DEVICE.userAgent },
        { kind: 'registered', ...BY_HOST },
      ]);
    });

    it.each([
      [{}, { language: 'en', region: 'en-US', currency: 'USD', timeZone: 'UTC' }],
      [{ language: 'de' }, { language: 'de', region: 'de-DE', currency: 'EUR' }],
      [
        { language: 'fr', locale: 'fr_ch' },
        { language: 'fr', region: 'fr-CH', currency: 'CHF' },
      ],
      [
        { currency: 'jpy', timeZone: 'Asia/Kolkata', username: 'Mira' },
        { currency: 'JPY', timeZone: 'Asia/Kolkata', username: 'Mira', region: 'en-US' },
      ],
    ])('as was given, and else as is usual: %j', async (given, expected) => {
      const email = newEmail();
      await host().add({ email, password: PASSWORD, ...given });
      const principal = await host().principal(email);
      const { language, region, timeZone, username } = principal;
      const currency = principal.currency.code;
      expect({ language, region, timeZone, username, currency }).toMatchObject({
        username: email.split('@')[0],
        ...expected,
      });
      expect(principal).toMatchObject({ sessionId: null, scope: 'write', provedAt: null });
    });

    it('in the currency of the installation where it has one, with categories in their language', async () => {
      const other = await startTestApp(engine, { env: { DEFAULT_CURRENCY: 'GBP' } });
      const [email, local] = [newEmail(), `${'ä'.repeat(45)}@example.com`];
      await other.services.host.add({ email, password: PASSWORD, language: 'de' });
      await other.services.host.add({ email: local, password: PASSWORD, currency: 'EUR' });
      const principal = await other.services.host.principal(email);
      expect(principal.currency.code).toBe('GBP');
      const categories = await other.services.categories.list(principal);
      expect(categories.map(({ name }) => name)).toContain('Lebensmittel');
      const long = await other.services.host.principal(local);
      expect([long.currency.code, long.username]).toEqual(['EUR', 'ä'.repeat(40)]);
      await other.close();
    });

    it('not with faults, which are told all at once', async () => {
      const before = await app.db.all('SELECT id FROM users');
      const wrong = { email: 'nobody', password: 'short', username: ' ', currency: 'XXX', timeZone: 'Moon' };
      await expect(host().add({ ...wrong, language: 'tlh' })).rejects.toMatchObject({
        code: 'invalid',
        fields: {
          email: { key: 'fault.email.malformed' },
          password: { key: 'fault.password.too_short' },
          username: { key: 'fault.username.empty' },
          currency: { key: 'fault.currency.unknown' },
          time_zone: { key: 'fault.time_zone.unknown' },
          language: { key: 'fault.language.unknown' },
        },
      });
      const right = { email: newEmail(), password: PASSWORD };
      for (const [field, fault] of [
        ['locale', { locale: 'nowhere at all' }],
        ['username', { username: 'x'.repeat(41) }],
        ['time_zone', { timeZone: 'Moon' }],
        ['currency', { currency: 'XXX' }],
        ['password', { password: right.email }],
        ['password', { username: 'a longish name', password: 'a longish name' }],
        ['email', { email: '', username: 'x' }],
      ] as const) {
        const refusal: unknown = await host()
          .add({ ...right, ...fault })
          .catch((error: unknown) => error);
        const told = expect.stringMatching(/^fault\./) as string;
        expect(refusal).toHaveProperty('fields', {
          [field]: expect.objectContaining({ key: told }) as object,
        });
      }
      expect(await app.db.all('SELECT id FROM users')).toEqual(before);
    });

    it('once for an address', async () => {
      const email = await add();
      await expect(host().add({ email: email.toUpperCase(), password: PASSWORD })).rejects.toMatchObject({
        fields: { email: { key: 'fault.email.taken' } },
      });
    });
  });

  it('are listed all, the oldest first, with how often they are signed in', async () => {
    const email = await add();
    await signIn(email);
    await signIn(email);
    await app.db.transaction(async (tx) => {
      const { users } = repositories(tx);
      const plain = { passwordHash: 'x'.repeat(60), timeZone: 'UTC', language: 'en', locale: 'en-US' };
      for (let index = 0; index < 1001; index += 1) {
        const address = newEmail();
        const now = clock.now().toISOString();
        await users.insert({ ...plain, username: 'x', email: address, emailKey: address, now });
      }
    });
    const ids: number[] = [];
    for await (const row of host().list()) {
      ids.push(row.id);
      if (row.email === email) expect(row).toMatchObject({ sessions: 2, disabledAt: null });
    }
    const stored = await app.db.all<{ id: number }>('SELECT id FROM users ORDER BY id');
    expect(ids).toEqual(stored.map(({ id }) => id));
  });

  it('are unknown by another address', async () => {
    for (const email of ['nobody@example.com', 'nonsense', ''])
      for (const ask of [
        () => host().principal(email),
        () => host().remove(email),
        () => host().sessions(email),
        () => host().closeSessions(email),
      ])
        await expect(ask()).rejects.toMatchObject({
          code: 'not_found',
          said: { code: 'no_such_user', english: `There is no account with the address ${email}.` },
        });
  });

  it('are removed with every way in, and the address is free at once', async () => {
    const [email, other] = [await add(), await add()];
    const [tokens, others] = [await signIn(email), await signIn(other)];
    const token = await makeToken(email);
    await host().remove(` ${email.toUpperCase()}`);
    expect([await isSignedIn(tokens), await isSignedIn(others)]).toEqual([false, true]);
    expect(await app.services.sessions.rotate(tokens.refreshToken)).toEqual({ outcome: 'ended' });
    expect(await app.services.accessTokens.authenticate(token)).toBeUndefined();
    await expect(signIn(email)).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(host().principal(email)).rejects.toMatchObject({ code: 'not_found' });
    await host().add({ email, password: PASSWORD });
    await signIn(email);
  });

  it('are signed out, one device or all, and are told who did it', async () => {
    const [email, other] = [await add(), await add()];
    const tokens = await signIn(email);
    const [phone, theirs] = [await signIn(email), await signIn(other)];
    clock.advance(1);
    await app.services.sessions.rotate(tokens.refreshToken);
    expect((await host().sessions(email)).map(({ id }) => id)).toEqual([tokens.sessionId, phone.sessionId]);
    await expect(host().closeSessions(email, theirs.sessionId)).rejects.toMatchObject({ code: 'not_found' });
    expect(await host().closeSessions(email, phone.sessionId)).toBe(1);
    expect([await isSignedIn(tokens), await isSignedIn(phone)]).toEqual([true, false]);
    await signIn(email);
    expect(await host().closeSessions(email)).toBe(2);
    expect(await host().closeSessions(email)).toBe(0);
    expect([await isSignedIn(tokens), await isSignedIn(theirs)]).toEqual([false, true]);
    const events = await app.services.sessions.listEvents(await host().principal(email));
    expect(events.filter(({ kind }) => kind.endsWith('signed_out'))).toMatchObject([
      { kind: 'other_sessions_signed_out', ...BY_HOST },
      { kind: 'session_signed_out', ipPrefix: '' },
    ]);
  });
});

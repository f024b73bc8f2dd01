import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../../testing/authenticator.js';
import { MINUTE, TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { DEVICE, PASSWORD, type Person, signUp } from '../../testing/person.js';
import { dumpTables } from '../../testing/table-dump.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const NEW_PASSWORD = 'a much better battery';
const CLOSED = { code: 'forbidden', said: { key: 'error.registration_closed' } };
const NO_LINK = { code: 'not_found', said: { key: 'error.no_such.reset_link' } };

describe.each(engines)('the host of an installation on $name', (engine) => {
  const clock = new TestClock();
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock, env: { REGISTRATION: 'invite' } });
  });
  afterAll(() => app.close());

  const users = () => app.services.hostAccess;
  const secretOf = (url: string, name: 'reset' | 'invite') =>
    name === 'reset' ? new URL(url).pathname.split('/').at(-1)! : new URL(url).searchParams.get('invite')!;
  const invited = async () => secretOf(await app.services.invites.make(), 'invite');
  const join = async (invite: string | undefined, email = `${crypto.randomUUID()}@example.com`) =>
    app.services.accounts.register({ username: 'ana', email, password: PASSWORD, invite }, DEVICE);
  const newcomer = async () => signUp(app, 'mira', await invited());
  const signIn = (email: string, password = PASSWORD) =>
    app.services.accounts.signIn({ email, password }, { ...DEVICE, ip: crypto.randomUUID() });
  const reset = (link: string, { newPassword = NEW_PASSWORD, keepTokens = false } = {}) =>
    app.services.resets.reset(secretOf(link, 'reset'), { newPassword, keepTokens }, DEVICE);

  describe('invites', () => {
    it('one person with each link, within a week', async () => {
      const invite = await invited();
      expect(await app.services.invites.isOpen(invite)).toBe(true);
      await join(invite);
      expect(await app.services.invites.isOpen(invite)).toBe(false);
      for (const wrong of [invite, undefined, '', 'x'.repeat(32)])
        for (const email of [undefined, 'nobody'])
          await expect(join(wrong, email)).rejects.toMatchObject(CLOSED);
      const late = await invited();
      clock.advance(7 * 24 * 60 * MINUTE);
      await expect(join(late)).rejects.toMatchObject(CLOSED);
    });

    it('exactly one of eight who come with one link at once', async () => {
      const invite = await invited();
      const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => join(invite)));
      const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(refused).toHaveLength(7);
      for (const { reason } of refused) expect(reason).toMatchObject(CLOSED);
    });

    it('again with the same link when what was typed had a fault', async () => {
      const invite = await invited();
      await expect(join(invite, 'nobody')).rejects.toMatchObject({ code: 'invalid' });
      await join(invite);
    });
  });

  describe('makes a link for a new password', () => {
    it('that works once, within half an hour, and ends every session and token', async () => {
      const mira = await newcomer();
      const principal = await mira.principal();
      const input = { name: 'script', scope: 'read', expiresInDays: null } as const;
      const { token } = await app.services.accessTokens.make(principal, input, DEVICE);
      const link = await users().resetLink(` ${mira.email.toUpperCase()} `);
      expect(link.startsWith(`${app.url}/reset/`)).toBe(true);
      await reset(link);
      expect(await app.services.sessions.authenticate(mira.accessToken)).toBeUndefined();
      expect(await app.services.accessTokens.authenticate(token)).toBeUndefined();
      await expect(reset(link)).rejects.toMatchObject(NO_LINK);
      await expect(signIn(mira.email)).rejects.toMatchObject({ code: 'unauthenticated' });
      await signIn(mira.email, NEW_PASSWORD);
      const late = await users().resetLink(mira.email);
      clock.advance(30 * MINUTE);
      await expect(reset(late)).rejects.toMatchObject(NO_LINK);
    });

    it('that keeps personal tokens on purpose', async () => {
      const mira = await newcomer();
      const input = { name: 'script', scope: 'read', expiresInDays: null } as const;
      const { token } = await app.services.accessTokens.make(await mira.principal(), input, DEVICE);
      await reset(await users().resetLink(mira.email), { keepTokens: true });
      expect(await app.services.accessTokens.authenticate(token)).toBeDefined();
    });

    it('that one of eight can use who come at once', async () => {
      const mira = await newcomer();
      const link = await users().resetLink(mira.email);
      const outcomes = await Promise.allSettled(
        Array.from({ length: 8 }, (_, index) =>
          reset(link, { newPassword: `better battery ${String(index)}!` }),
        ),
      );
      const winners = outcomes.flatMap(({ status }, index) => (status === 'fulfilled' ? [index] : []));
      expect(winners).toHaveLength(1);
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(NO_LINK);
      await signIn(mira.email, `better battery ${String(winners[0])}!`);
    });

    it('that stays good when the new password had a fault, or somebody only looked', async () => {
      const mira = await newcomer();
      const link = await users().resetLink(mira.email);
      const before = await dumpTables(app.db, ['password_resets', 'users']);
      expect(await app.services.resets.isGood(secretOf(link, 'reset'))).toBe(true);
      for (const newPassword of ['short', mira.email, 'password1234'])
        await expect(reset(link, { newPassword })).rejects.toMatchObject({ code: 'invalid' });
      expect(await dumpTables(app.db, ['password_resets', 'users'])).toBe(before);
      await reset(link);
    });

    it('whose predecessors are void, as all are once the password was changed', async () => {
      const mira = await newcomer();
      const [first, second] = [await users().resetLink(mira.email), await users().resetLink(mira.email)];
      await expect(reset(first)).rejects.toMatchObject(NO_LINK);
      const change = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
      await app.services.accounts.changePassword(await mira.principal(), change, DEVICE);
      await expect(reset(second)).rejects.toMatchObject(NO_LINK);
    });

    it('that does not pass the second factor by', async () => {
      const mira = await newcomer();
      await setUpAuthenticator(mira);
      await reset(await users().resetLink(mira.email));
      await expect(signIn(mira.email, NEW_PASSWORD)).rejects.toMatchObject({
        challenge: expect.any(String) as string,
      });
    });

    it('for nobody who is unknown', async () => {
      for (const email of ['nobody@example.com', 'nonsense', ''])
        await expect(users().resetLink(email)).rejects.toMatchObject({
          code: 'not_found',
          said: { key: 'error.no_such.user' },
        });
    });

    it('and never stores it', async () => {
      const mira = await newcomer();
      const link = await users().resetLink(mira.email);
      const invite = await invited();
      const dump = await dumpTables(app.db);
      for (const secret of [secretOf(link, 'reset'), invite]) expect(dump).not.toContain(secret);
    });
  });

  it('takes away the second factor of somebody who lost it, and they are told', async () => {
    const mira = await newcomer();
    await setUpAuthenticator(mira);
    const challenge = (await signIn(mira.email).catch((error: unknown) => error)) as { challenge: string };
    expect(await users().disableSecondFactor(mira.email)).toBe(true);
    await mira.signIn();
    const [, newest] = await app.services.sessions.listEvents(await mira.principal());
    expect(newest).toMatchObject({ kind: 'second_factor_removed_by_host' });
    await expect(
      app.services.challenges.answer({ challenge: challenge.challenge, code: '000000' }, DEVICE),
    ).rejects.toMatchObject({ said: { key: 'error.challenge_over' } });
    expect(await users().disableSecondFactor(mira.email)).toBe(false);
    expect((await kinds(mira)).filter((kind) => kind === 'second_factor_removed_by_host')).toHaveLength(1);
  });

  it('shuts an account: no session, token, password or code goes on, until it is opened again', async () => {
    const mira = await newcomer();
    const principal = await mira.principal();
    const input = { name: 'script', scope: 'read', expiresInDays: null } as const;
    const { token } = await app.services.accessTokens.make(principal, input, DEVICE);
    await users().disable(mira.email);
    expect(await app.services.sessions.authenticate(mira.accessToken)).toBeUndefined();
    expect(await app.services.accessTokens.authenticate(token)).toBeUndefined();
    expect(await app.services.sessions.rotate(mira.refreshToken)).toEqual({ outcome: 'ended' });
    await expect(signIn(mira.email)).rejects.toMatchObject({ said: { key: 'error.wrong_credentials' } });
    await users().disable(mira.email);
    for (const _ of [1, 2]) await users().enable(mira.email);
    await mira.signIn();
    expect(await app.services.accessTokens.authenticate(token)).toBeDefined();
    expect((await kinds(mira)).filter((kind) => kind.endsWith('_by_host'))).toEqual([
      'enabled_by_host',
      'disabled_by_host',
    ]);
  });

  async function kinds(person: Person) {
    const events = await app.services.sessions.listEvents(await person.principal());
    return events.map(({ kind }) => kind);
  }

  async function setUpAuthenticator(person: Person) {
    const principal = await person.principal();
    await app.services.factors.offerAuthenticator(principal);
    const { secret } = (await app.services.factors.offeredAuthenticator(principal))!;
    await app.services.factors.turnOn(principal, codeOf(secret, clock.now()), DEVICE);
  }
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppError } from '../../domain/errors.js';
import { repositories } from '../../storage/repositories.js';
import { codeOf } from '../../testing/authenticator.js';
import { MINUTE, SECOND, TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { DEVICE, PASSWORD, type Person, signUp } from '../../testing/person.js';
import { dumpTables } from '../../testing/table-dump.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const CHALLENGE_OVER = { code: 'unauthenticated', said: { key: 'error.challenge_over' } };
const IS_ON = { code: 'conflict', said: { key: 'error.authenticator_is_on' } };
const WRONG_CODE = { code: 'unauthenticated', said: { key: 'error.wrong_code' } };

describe.each(engines)('a second factor on $name', (engine) => {
  const clock = new TestClock();
  let app: TestApp;
  let mira: Person;
  let secret: string;
  let codes: string[];
  let networks = 0;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    clock.advance(MINUTE);
    networks += 1;
    mira = await signUp(app);
    ({ secret, codes } = await setUp(mira));
    clock.advance(30 * SECOND);
  });

  const device = () => ({ ...DEVICE, ip: `198.51.100.${String(networks)}` });
  const code = () => codeOf(secret, clock.now());
  const setUp = async (person: Person) => {
    const principal = await person.principal();
    await app.services.factors.offerAuthenticator(principal);
    const offered = (await app.services.factors.offeredAuthenticator(principal))!;
    const shown = codeOf(offered.secret, clock.now());
    return { secret: offered.secret, codes: await app.services.factors.turnOn(principal, shown, DEVICE) };
  };
  /** The first step; gives the challenge of the second one. */
  const begin = async () => {
    const refusal = await app.services.accounts
      .signIn({ email: mira.email, password: PASSWORD }, device())
      .catch((error: unknown) => error as AppError);
    if (!(refusal instanceof Error)) throw new Error('Nothing was asked for');
    return refusal.challenge ?? '';
  };
  const answer = (challenge: string, typed: string) =>
    app.services.challenges.answer({ challenge, code: typed }, device());
  const kinds = async () =>
    (await app.services.sessions.listEvents(await mira.principal())).map(({ kind }) => kind);
  const sessions = () => dumpTables(app.db, ['sessions', 'refresh_tokens']);

  it('is asked for after the password, which by itself opens nothing', async () => {
    const before = await sessions();
    const challenge = await begin();
    expect(challenge).toMatch(/^[\w-]{43}$/);
    expect(await sessions()).toBe(before);
    expect(await app.services.sessions.authenticate(challenge)).toBeUndefined();
    const tokens = await answer(challenge, code());
    expect(await app.services.sessions.authenticate(tokens.accessToken)).toMatchObject({
      userId: tokens.userId,
    });
  });

  it('is turned on by a right code of the offered secret only', async () => {
    const ana = await signUp(app, 'ana');
    const principal = await ana.principal();
    const { factors } = app.services;
    await expect(factors.turnOn(principal, '123456', DEVICE)).rejects.toMatchObject({ code: 'invalid' });
    await factors.offerAuthenticator(principal);
    const offered = (await factors.offeredAuthenticator(principal))!;
    const wrong = codeOf(offered.secret, new Date(clock.now().getTime() - 5 * MINUTE));
    await expect(factors.turnOn(principal, wrong, DEVICE)).rejects.toMatchObject({
      fields: { code: { key: 'fault.code.wrong' } },
    });
    expect(await factors.state(principal.userId)).toMatchObject({ authenticator: false, recoveryCodes: 0 });
    await ana.signIn();
  });

  it('that is on cannot be replaced without turning it off', async () => {
    await expect(app.services.factors.offerAuthenticator(await mira.principal())).rejects.toMatchObject(
      IS_ON,
    );
    expect(await app.services.factors.offeredAuthenticator(await mira.principal())).toBeUndefined();
  });

  it('is turned on once by two who send its code at once', async () => {
    const ana = await signUp(app, 'ana');
    const principal = await ana.principal();
    const { factors } = app.services;
    await factors.offerAuthenticator(principal);
    const shown = codeOf((await factors.offeredAuthenticator(principal))!.secret, clock.now());
    const both = await Promise.allSettled([1, 2].map(() => factors.turnOn(principal, shown, DEVICE)));
    // The later one is told that it is on, or, where it looks only then, that no such code is asked for.
    const refused = both.flatMap((each) => (each.status === 'rejected' ? [each.reason as AppError] : []));
    expect(refused.map(({ code }) => code)).toEqual([expect.stringMatching(/^(conflict|invalid)$/)]);
    const events = await app.services.sessions.listEvents(principal);
    expect(events.map(({ kind }) => kind)).toEqual(['authenticator_on', 'registered']);
  });

  it('brings recovery codes only where there is one', async () => {
    const { factors } = app.services;
    await factors.renewRecoveryCodes(await mira.principal(), DEVICE);
    expect((await kinds())[0]).toBe('recovery_codes_renewed');
    const ana = await (await signUp(app, 'ana')).principal();
    await expect(factors.renewRecoveryCodes(ana, DEVICE)).rejects.toMatchObject({
      code: 'conflict',
      said: { key: 'error.no_second_factor' },
    });
    expect(await factors.state(ana.userId)).toMatchObject({ recoveryCodes: 0 });
  });

  it('takes a code once, also the one that turned it on, and none from before', async () => {
    clock.advance(30 * SECOND);
    const used = code();
    await answer(await begin(), used);
    await expect(answer(await begin(), used)).rejects.toMatchObject(WRONG_CODE);
    const before = codeOf(secret, new Date(clock.now().getTime() - 30 * SECOND));
    await expect(answer(await begin(), before)).rejects.toMatchObject(WRONG_CODE);
  });

  it('takes a code from a clock 29 s off and refuses one of 61 s', async () => {
    clock.advance(5 * MINUTE);
    const at = (offset: number) => codeOf(secret, new Date(clock.now().getTime() + offset * SECOND));
    for (const offset of [-61, 61])
      await expect(answer(await begin(), at(offset))).rejects.toMatchObject(WRONG_CODE);
    await answer(await begin(), at(-29));
    clock.advance(2 * MINUTE);
    await answer(await begin(), at(29));
  });

  it('lets exactly one of eight in who send one code at once', async () => {
    const challenges: string[] = [];
    for (let index = 0; index < 8; index += 1) challenges.push(await begin());
    const shown = code();
    const outcomes = await Promise.allSettled(challenges.map((challenge) => answer(challenge, shown)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('lets exactly one of eight in who send one recovery code at once', async () => {
    const challenges: string[] = [];
    for (let index = 0; index < 8; index += 1) challenges.push(await begin());
    const outcomes = await Promise.allSettled(challenges.map((challenge) => answer(challenge, codes[0]!)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await app.services.factors.state((await mira.principal()).userId)).toMatchObject({
      recoveryCodes: 9,
    });
  });

  it('takes each of ten recovery codes once, however it is typed, and says so', async () => {
    expect(new Set(codes).size).toBe(10);
    const typed = codes[3]!.toUpperCase().replaceAll('-', ' ').replaceAll('0', 'O').replaceAll('1', 'l');
    await answer(await begin(), ` ${typed} `);
    await expect(answer(await begin(), codes[3]!)).rejects.toMatchObject(WRONG_CODE);
    expect((await kinds()).slice(0, 3)).toEqual(['wrong_code', 'signed_in', 'recovery_code_used']);
  });

  it('takes no recovery code of before they were renewed, and none of somebody else', async () => {
    const ana = await signUp(app, 'ana');
    const others = await setUp(ana);
    const fresh = await app.services.factors.renewRecoveryCodes(await mira.principal(), DEVICE);
    for (const wrong of [codes[0]!, others.codes[0]!])
      await expect(answer(await begin(), wrong)).rejects.toMatchObject(WRONG_CODE);
    await answer(await begin(), fresh[9]!);
  });

  it('gives a challenge five tries, then the password is asked again', async () => {
    const challenge = await begin();
    for (let time = 0; time < 5; time += 1)
      await expect(answer(challenge, 'aaaa')).rejects.toMatchObject(WRONG_CODE);
    await expect(answer(challenge, code())).rejects.toMatchObject(CHALLENGE_OVER);
    await answer(await begin(), code());
  });

  it('looks at five of twenty codes that are sent at once', async () => {
    const challenge = await begin();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => answer(challenge, `00000${String(index % 10)}`)),
    );
    const reasons = outcomes.map((outcome) =>
      outcome.status === 'rejected' ? (outcome.reason as { said: { key: string } }).said.key : 'in',
    );
    const others = reasons.filter((reason) => reason !== 'error.wrong_code');
    expect(others).toHaveLength(15);
    expect(others).toContain('error.challenge_over');
    expect(new Set(['error.challenge_over', 'error.too_many_attempts', ...others]).size).toBe(2);
  });

  it('lets one in of two who answer one challenge at once, and leaves the other code good', async () => {
    const challenge = await begin();
    const right = [code(), codes[0]!];
    const outcomes = await Promise.allSettled(right.map((each) => answer(challenge, each)));
    const late = outcomes.findIndex(({ status }) => status === 'rejected');
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(outcomes[late]).toMatchObject({ reason: CHALLENGE_OVER });
    await answer(await begin(), right[late]!);
  });

  it('ends the session that the same browser still holds, once the code was right', async () => {
    const prior = await mira.principal();
    const answerFrom = async (typed: string) =>
      app.services.challenges.answer({ challenge: await begin(), code: typed }, device(), prior.sessionId!);
    await expect(answerFrom('000000')).rejects.toMatchObject(WRONG_CODE);
    await mira.principal();
    await answerFrom(code());
    expect(await app.services.sessions.recognise(mira)).toMatchObject({ endedBecause: 'signed_out' });
  });

  it.each([
    ['the account was shut', `disabled_at = '2026-03-01T12:00:00.000Z'`],
    ['the password is another', `password_hash = '${'x'.repeat(60)}'`],
  ])('lets nobody in when %s at the same moment, and takes no code', async (_, change) => {
    const challenge = await begin();
    const { email, password_hash } = (await app.db.get<{ email: string; password_hash: string }>(
      'SELECT email, password_hash FROM users WHERE email = $1',
      [mira.email],
    ))!;
    await app.db.run(`UPDATE users SET ${change} WHERE email = $1`, [email]);
    await expect(answer(challenge, codes[0]!)).rejects.toMatchObject(CHALLENGE_OVER);
    const back = 'UPDATE users SET disabled_at = NULL, password_hash = $2 WHERE email = $1';
    await app.db.run(back, [email, password_hash]);
    await answer(await begin(), codes[0]!);
  });

  it('that is wrong is told to whoever watches', async () => {
    const seen = app.logLines.length;
    await expect(answer(await begin(), '000000')).rejects.toMatchObject(WRONG_CODE);
    const told = app.logLines.slice(seen).filter((line) => 'event' in line);
    expect(told).toMatchObject([{ event: 'sign_in_failed', reason: 'code', from: '198.51.100.0/24' }]);
  });

  it('stands a thousand wrong codes from a hundred addresses: fifty are looked at, and the owner gets in', async () => {
    const { limits, accounts, challenges } = app.services;
    const mark = limits.markFor(mira.email.toLowerCase());
    const failed = async (ip: string) => {
      const refusal = (await accounts
        .signIn({ email: mira.email, password: PASSWORD }, { ...DEVICE, ip })
        .catch((error: unknown) => error)) as AppError;
      for (let time = 0; time < 10; time += 1)
        await challenges
          .answer({ challenge: refusal.challenge!, code: 'aaaa' }, { ...DEVICE, ip })
          .catch(() => 0);
    };
    for (let host = 0; host < 100; host += 1) await failed(`203.0.113.${String(host)}`);
    expect(
      (
        await app.db.all(`SELECT id FROM security_events WHERE kind = 'wrong_code' AND user_id = $1`, [
          (await mira.principal()).userId,
        ])
      ).length,
    ).toBe(50);
    await expect(answer(await begin(), code())).rejects.toMatchObject({ code: 'too_many' });
    const tokens = await challenges.answer({ challenge: await begin(), code: code() }, { ...device(), mark });
    expect(tokens.userId).toBe((await mira.principal()).userId);
  });

  it('gives a challenge five minutes, to the millisecond, and one use', async () => {
    const challenge = await begin();
    clock.advance(5 * MINUTE - 1);
    const late = await begin();
    await answer(challenge, code());
    await expect(answer(challenge, codes[0]!)).rejects.toMatchObject(CHALLENGE_OVER);
    clock.advance(5 * MINUTE);
    await expect(answer(late, code())).rejects.toMatchObject(CHALLENGE_OVER);
  });

  it('is asked for anew when the password was changed after the first step', async () => {
    const challenge = await begin();
    const change = { currentPassword: PASSWORD, newPassword: 'a much better battery' };
    await app.services.accounts.changePassword(await mira.principal(), change, device());
    await expect(answer(challenge, code())).rejects.toMatchObject(CHALLENGE_OVER);
  });

  it.each(['', 'x', 'x'.repeat(5000), '../../etc', '\0'])('knows no challenge %j', async (challenge) => {
    await expect(answer(challenge, code())).rejects.toMatchObject(CHALLENGE_OVER);
  });

  it('is turned off by its owner, and then nothing of it is left', async () => {
    const principal = await mira.principal();
    await app.services.factors.turnOff(principal, DEVICE);
    expect(await app.services.factors.state(principal.userId)).toEqual({
      authenticator: false,
      passkeys: 0,
      recoveryCodes: 0,
    });
    await mira.signIn();
    expect((await kinds()).slice(0, 2)).toEqual(['signed_in', 'authenticator_off']);
  });

  it('leaves nothing of sign-ins under way behind after a while', async () => {
    await begin();
    clock.advance(8 * 24 * 60 * MINUTE);
    await app.services.upkeep.runOnce();
    expect(await app.db.all('SELECT challenge_hash FROM sign_in_challenges')).toEqual([]);
  });

  it('is kept sealed, its recovery codes hashed, its challenges hashed', async () => {
    const challenge = await begin();
    const dump = await dumpTables(app.db);
    for (const kept of [secret, challenge, ...codes, ...codes.map((each) => each.replaceAll('-', ''))])
      expect(dump).not.toContain(kept);
  });
});

const OLD_SECRET = 'an old secret for tests of thirty-two bytes';
const NEW_SECRET = 'a new secret for tests of thirty-two bytes';
const LOST_SECRET = 'a lost secret for tests of thirty-two bytes';

describe.each(engines)('a second factor and the secret of the program on $name', (engine) => {
  it('is sealed anew by upkeep, so that the old secret can be forgotten before anybody used it', async () => {
    const clock = new TestClock();
    const database = await engine.create();
    const old = await startTestApp(engine, { clock, database, env: { APP_SECRET: OLD_SECRET } });
    const mira = await signUp(old);
    const principal = await mira.principal();
    await old.services.factors.offerAuthenticator(principal);
    const offered = await old.services.factors.offeredAuthenticator(principal);
    await old.close();
    const env = { APP_SECRET: '', APP_SECRETS: `${NEW_SECRET},${OLD_SECRET}` };
    const both = await startTestApp(engine, { clock, database, env });
    expect(await both.services.upkeep.runOnce()).toBe(1);
    expect(await both.services.factors.resealAll()).toBe(0);
    await both.close();
    const after = await startTestApp(engine, { clock, database, env: { APP_SECRET: NEW_SECRET } });
    expect(await after.services.factors.offeredAuthenticator(principal)).toEqual(offered);
    await after.close();
    await database.close();
  });

  it('is sealed anew for everybody, beside those that no secret opens any more', async () => {
    const database = await engine.create();
    const env = { APP_SECRET: '', APP_SECRETS: `${NEW_SECRET},${OLD_SECRET}` };
    const [lost, old] = await Promise.all(
      [LOST_SECRET, OLD_SECRET].map((secret) =>
        startTestApp(engine, { database, env: { APP_SECRET: secret } }),
      ),
    );
    const mira = await (await signUp(lost!)).principal();
    await lost!.services.factors.offerAuthenticator(mira);
    const others = await database.db.transaction(async (tx) => {
      const { users, totpSecrets } = repositories(tx);
      const now = '2026-03-01T12:00:00.000Z';
      const plain = { passwordHash: 'x'.repeat(60), timeZone: 'UTC', language: 'en', locale: 'en-US', now };
      for (let index = 0; index < 250; index += 1) {
        const email = `${String(index)}@example.com`;
        const { id } = await users.insert({ ...plain, username: 'x', email, emailKey: email });
        const secret = `SECRET${String(id)}`;
        await totpSecrets.offer(id, { sealed: old!.services.sealer.seal(secret, 'totp secret'), now });
      }
      return totpSecrets.listSealedOtherwise('none', { afterUserId: 0, limit: 1000 });
    });
    const both = await startTestApp(engine, { database, env });
    expect(await both.services.factors.resealAll()).toBe(250);
    const after = await database.db.transaction((tx) =>
      repositories(tx).totpSecrets.listSealedOtherwise('none', { afterUserId: 0, limit: 1000 }),
    );
    const { sealer } = both.services;
    expect(after.filter(({ sealed }) => !sealer.isCurrent(sealed))).toEqual([others[0]]);
    for (const { userId, sealed } of after.slice(1))
      expect(sealer.open(sealed, 'totp secret')).toBe(`SECRET${String(userId)}`);
    expect(await lost!.services.factors.offeredAuthenticator(mira)).toBeDefined();
    for (const app of [lost!, old!, both]) await app.close();
    await database.close();
  });

  it('goes on while the secret changes from old to new, and after', async () => {
    const clock = new TestClock();
    const database = await engine.create();
    const start = (env: Record<string, string>) => startTestApp(engine, { clock, database, env });
    const old = await start({ APP_SECRET: OLD_SECRET });
    const mira = await signUp(old);
    const principal = await mira.principal();
    await old.services.factors.offerAuthenticator(principal);
    const { secret } = (await old.services.factors.offeredAuthenticator(principal))!;
    await old.services.factors.turnOn(principal, codeOf(secret, clock.now()), DEVICE);
    await old.close();
    for (const secrets of [`${NEW_SECRET},${OLD_SECRET}`, NEW_SECRET]) {
      const app = await start({ APP_SECRET: '', APP_SECRETS: secrets });
      clock.advance(MINUTE);
      const { email, password } = mira;
      const refusal = (await app.services.accounts
        .signIn({ email, password }, DEVICE)
        .catch((error: unknown) => error)) as AppError;
      const challenge = refusal.challenge!;
      const tokens = await app.services.challenges.answer(
        { challenge, code: codeOf(secret, clock.now()) },
        DEVICE,
      );
      expect(tokens.userId).toBe(principal.userId);
      await app.close();
    }
    await database.close();
  });
});

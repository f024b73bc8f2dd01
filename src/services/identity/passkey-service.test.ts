import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppError } from '../../domain/errors.js';
import { codeOf } from '../../testing/authenticator.js';
import { MINUTE, TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { DEVICE, PASSWORD, type Person, signUp } from '../../testing/person.js';
import { SoftAuthenticator } from '../../testing/soft-authenticator.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { relyingPartyOf } from './relying-party.js';

const HERE = { origin: 'https://outlay.example', rpId: 'outlay.example' };
const REFUSED = { said: { key: 'error.passkey_refused' } };

describe.each(engines)('passkeys on $name', (engine) => {
  const clock = new TestClock();
  let app: TestApp;
  let mira: Person;
  let device: SoftAuthenticator;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock, env: { BASE_URL: HERE.origin } });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    clock.advance(MINUTE);
    mira = await signUp(app);
    device = new SoftAuthenticator();
  });

  const passkeys = () => app.services.passkeys;
  const add = async (behaviour = {}, authenticator = device, person = mira) => {
    const principal = await person.principal();
    const options = (await passkeys().creationOptions(principal))!;
    const answer = authenticator.make(options, { ...HERE, ...behaviour });
    return passkeys().add(principal, { name: 'My phone', answer }, DEVICE);
  };
  const signInWith = async (behaviour = {}, authenticator = device) => {
    const options = (await passkeys().requestOptions('sign-in'))!;
    return passkeys().signIn(authenticator.get(options, { ...HERE, ...behaviour }), DEVICE);
  };
  const idOf = ({ credentialId }: SoftAuthenticator) => credentialId.toString('base64url');
  const userId = async () => (await mira.principal()).userId;
  const kinds = async () =>
    (await app.services.sessions.listEvents(await mira.principal())).map(({ kind }) => kind);

  describe('being added', () => {
    it('are kept with what the device told, and the first brings ten recovery codes', async () => {
      expect(await add({ synced: true })).toHaveLength(10);
      expect(await add({}, new SoftAuthenticator())).toBeUndefined();
      expect(await passkeys().list(await userId())).toMatchObject([
        { name: 'My phone', transports: 'internal', backup: 'backed_up', lastUsedAt: null },
        { backup: 'none' },
      ]);
      expect((await kinds()).slice(0, 2)).toEqual(['passkey_added', 'passkey_added']);
    });

    it.each([
      ['another origin', { origin: 'https://evil.example' }],
      ['a sub-domain', { origin: 'https://www.outlay.example' }],
      ['plain http', { origin: 'http://outlay.example' }],
      ['the name of another site', { rpId: 'evil.example' }],
      ['a device that did not check who uses it', { verified: false }],
    ])('are refused from %s', async (_, behaviour) => {
      await expect(add(behaviour)).rejects.toMatchObject({ fields: { passkey: REFUSED.said } });
      expect(await passkeys().list(await userId())).toEqual([]);
    });

    it('are refused with a challenge of somebody else, of another purpose, used, or too old', async () => {
      const ana = await signUp(app, 'ana');
      const principal = await mira.principal();
      const give = (options: string, authenticator = device) =>
        passkeys().add(principal, { name: 'x', answer: authenticator.make(options, HERE) }, DEVICE);
      const own = (await passkeys().creationOptions(principal))!;
      const { challenge } = JSON.parse((await passkeys().requestOptions('sign-in'))!) as {
        challenge: string;
      };
      const foreign = (await passkeys().creationOptions(await ana.principal()))!;
      for (const options of [foreign, JSON.stringify({ ...JSON.parse(own), challenge })])
        await expect(give(options)).rejects.toMatchObject({ code: 'invalid' });
      await give(own);
      await expect(give(own, new SoftAuthenticator())).rejects.toMatchObject({ code: 'invalid' });
      const late = (await passkeys().creationOptions(principal))!;
      clock.advance(15 * MINUTE);
      await mira.signIn().catch(() => undefined);
      await expect(give(late, new SoftAuthenticator())).rejects.toMatchObject({ code: 'invalid' });
    });

    it('are asked for with who it is, what the device must check, and which it has already', async () => {
      const principal = await mira.principal();
      const asked = async () =>
        JSON.parse((await passkeys().creationOptions(principal))!) as Record<string, unknown>;
      expect(await asked()).toMatchObject({
        rp: { name: 'Outlay', id: 'outlay.example' },
        user: {
          id: Buffer.from(`outlay-${String(principal.userId)}`).toString('base64url'),
          name: mira.email,
          displayName: 'mira',
        },
        attestation: 'none',
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        excludeCredentials: [],
      });
      await add();
      expect(await asked()).toMatchObject({ excludeCredentials: [{ id: idOf(device) }] });
    });

    it.each([
      [['usb', 'smart-card'], 'usb,smart-card'],
      [['nfc', 'Xusb', 'usbX', 'x'.repeat(21), ''], 'nfc'],
      [[], ''],
      [undefined, ''],
    ])('are kept with how the device can be reached: %j', async (transports, kept) => {
      await add({ transports, synced: 'eligible' });
      expect(await passkeys().list(await userId())).toMatchObject([{ transports: kept, backup: 'eligible' }]);
      const asked = JSON.parse((await passkeys().requestOptions('sign-in', await userId()))!) as object;
      expect(asked).toMatchObject({ userVerification: 'required' });
      const reached = kept === '' ? {} : { transports: kept.split(',') };
      expect(asked).toHaveProperty('allowCredentials', [
        { id: idOf(device), type: 'public-key', ...reached },
      ]);
    });

    it('have a name of sixty letters at most', async () => {
      const principal = await mira.principal();
      const call = async (name: string) => {
        const answer = device.make((await passkeys().creationOptions(principal))!, HERE);
        return passkeys().add(principal, { name, answer }, DEVICE);
      };
      for (const [name, key] of [
        [' ', 'fault.token_name.empty'],
        ['x'.repeat(61), 'fault.token_name.too_long'],
      ] as const)
        await expect(call(name)).rejects.toMatchObject({ fields: { name: { key } } });
      await call(` ${'x'.repeat(60)} `);
      expect(await passkeys().list(await userId())).toMatchObject([{ name: 'x'.repeat(60) }]);
    });

    it('are twenty at most', async () => {
      for (let index = 0; index < 20; index += 1) await add({}, new SoftAuthenticator());
      await expect(add()).rejects.toMatchObject({
        fields: { name: { key: 'fault.passkey.too_many', params: { max: 20 } } },
      });
      expect(await passkeys().list(await userId())).toHaveLength(20);
    });

    it('belong to one account', async () => {
      await add();
      const ana = await signUp(app, 'ana');
      await expect(add({}, device, ana)).rejects.toMatchObject({
        fields: { passkey: { key: 'fault.passkey.known' } },
      });
    });

    it.each(['', 'null', '{}', '[]', '"x"', '{"id":1}', '{"id":"x","response":{}}', 'x'.repeat(30_000)])(
      'are nothing when the answer is %.20s',
      async (answer) => {
        const principal = await mira.principal();
        await expect(passkeys().add(principal, { name: 'x', answer }, DEVICE)).rejects.toMatchObject({
          code: 'invalid',
        });
        await expect(passkeys().signIn(answer, DEVICE)).rejects.toMatchObject(REFUSED);
      },
    );
  });

  describe('alone', () => {
    it('sign their owner in, once for each challenge', async () => {
      await add();
      const options = (await passkeys().requestOptions('sign-in'))!;
      const answer = device.get(options, HERE);
      const tokens = await passkeys().signIn(answer, DEVICE);
      expect(tokens.userId).toBe(await userId());
      await expect(passkeys().signIn(answer, DEVICE)).rejects.toMatchObject(REFUSED);
      expect((await passkeys().list(await userId()))[0]!.lastUsedAt).toBe(clock.now().toISOString());
    });

    it('sign in exactly one of eight who send the same answer at once', async () => {
      await add();
      const answer = device.get((await passkeys().requestOptions('sign-in'))!, HERE);
      const outcomes = await Promise.allSettled(
        Array.from({ length: 8 }, () => passkeys().signIn(answer, DEVICE)),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it.each([
      ['another origin', { origin: 'https://evil.example' }],
      ['the name of another site', { rpId: 'evil.example' }],
      ['a device that did not check who uses it', { verified: false }],
    ])('sign nobody in from %s', async (_, behaviour) => {
      await add();
      await expect(signInWith(behaviour)).rejects.toMatchObject(REFUSED);
    });

    it('sign nobody in who is unknown, removed, or signs with another key', async () => {
      await add();
      const stranger = new SoftAuthenticator();
      await expect(signInWith({}, stranger)).rejects.toMatchObject(REFUSED);
      Object.defineProperty(stranger, 'credentialId', { value: device.credentialId });
      await expect(signInWith({}, stranger)).rejects.toMatchObject(REFUSED);
      const [known] = await passkeys().list(await userId());
      await passkeys().remove(await mira.principal(), known!.id, DEVICE);
      await expect(signInWith()).rejects.toMatchObject(REFUSED);
    });

    it('are asked for of whoever the device knows, and of nobody who has none', async () => {
      const asked = JSON.parse((await passkeys().requestOptions('sign-in'))!) as object;
      expect(asked).toMatchObject({ rpId: 'outlay.example', userVerification: 'required', timeout: MINUTE });
      expect(asked).not.toHaveProperty('allowCredentials');
      expect(await passkeys().requestOptions('sign-in', await userId())).toBeUndefined();
    });

    it('end the session that the same browser still holds, and tell of the sign-in', async () => {
      await add();
      const prior = (await mira.principal()).sessionId!;
      const answer = device.get((await passkeys().requestOptions('sign-in'))!, HERE);
      const { accessToken } = await passkeys().signIn(answer, DEVICE, prior);
      expect(await app.services.sessions.recognise(mira)).toMatchObject({ endedBecause: 'signed_out' });
      const principal = (await app.services.sessions.authenticate(accessToken))!;
      const events = await app.services.sessions.listEvents(principal);
      expect(events.map(({ kind }) => kind)).toEqual(['signed_in', 'passkey_added', 'registered']);
    });

    it('when refused, are told to whoever watches', async () => {
      const seen = app.logLines.length;
      await expect(signInWith()).rejects.toMatchObject(REFUSED);
      const told = app.logLines.slice(seen).filter((line) => 'event' in line);
      expect(told).toMatchObject([{ event: 'sign_in_failed', reason: 'passkey', from: DEVICE.ipPrefix }]);
    });

    it('let in whoever they were made for, whether the device says it or not, and nobody else', async () => {
      await add();
      for (const userHandle of [undefined, null]) await signInWith({ userHandle });
      const another = Buffer.from(`outlay-${String((await userId()) + 1)}`).toString('base64url');
      for (const userHandle of [another, '', 7, {}])
        await expect(signInWith({ userHandle })).rejects.toMatchObject(REFUSED);
    });

    it('are refused in an answer without its parts, or longer than any device gives', async () => {
      await add();
      const id = idOf(device);
      for (const broken of [{ id }, { id, response: null }, { id, response: 'x' }, { response: {} }])
        await expect(passkeys().signIn(JSON.stringify(broken), DEVICE)).rejects.toMatchObject(REFUSED);
      const answer = async () => device.get((await passkeys().requestOptions('sign-in'))!, HERE);
      await expect(passkeys().signIn((await answer()).padEnd(20_001), DEVICE)).rejects.toMatchObject(REFUSED);
      await passkeys().signIn((await answer()).padEnd(20_000), DEVICE);
    });

    it('sign nobody in whose account is closed', async () => {
      await add();
      await app.services.hostAccess.disable(mira.email);
      await expect(signInWith()).rejects.toMatchObject(REFUSED);
    });

    it('are not good for another purpose', async () => {
      await add();
      const answer = device.get((await passkeys().requestOptions(`proof|1`, await userId()))!, HERE);
      await expect(passkeys().signIn(answer, DEVICE)).rejects.toMatchObject(REFUSED);
    });
  });

  describe('counting how often they were used', () => {
    it.each([
      ['that never counts', [0, 0, 0], {}],
      ['that is synced and falls', [5, 3, 4], { synced: true }],
      ['that starts to count', [0, 1, 2], {}],
    ])('are fine in one %s', async (_, counters, behaviour) => {
      await add({ counter: counters[0], ...behaviour });
      for (const counter of counters.slice(1)) await signInWith({ counter, ...behaviour });
      expect(await kinds()).not.toContain('passkey_counter_fell');
    });

    it('are told about when the count of one that is bound to its device falls, and still let in', async () => {
      await add({ counter: 7 });
      await signInWith({ counter: 8 });
      expect(await kinds()).not.toContain('passkey_counter_fell');
      await signInWith({ counter: 8 });
      await signInWith({ counter: 2 });
      expect((await kinds()).filter((kind) => kind === 'passkey_counter_fell')).toHaveLength(2);
    });
  });

  describe('as the second step', () => {
    const begin = async () => {
      const { email } = mira;
      const refusal = (await app.services.accounts
        .signIn({ email, password: PASSWORD }, { ...DEVICE, ip: crypto.randomUUID() })
        .catch((error: unknown) => error)) as AppError;
      return refusal.challenge!;
    };
    const step = async (challenge: string, behaviour = {}) => {
      const purpose = `second-step|${challenge}` as const;
      const options = (await passkeys().requestOptions(purpose, await userId()))!;
      const answer = await passkeys().verify(purpose, device.get(options, { ...HERE, ...behaviour }));
      return app.services.challenges.pass(
        challenge,
        (within, id) => passkeys().take(within, id, answer, DEVICE),
        DEVICE,
      );
    };

    it('are asked for after the password, and let in', async () => {
      await add();
      const challenge = await begin();
      expect((await step(challenge)).userId).toBe(await userId());
    });

    it('let nobody in from another origin, for another sign-in, or of somebody else', async () => {
      await add();
      const challenge = await begin();
      await expect(step(challenge, { origin: 'https://evil.example' })).rejects.toMatchObject({
        said: { key: 'error.wrong_code' },
      });
      const other = await begin();
      const purpose = `second-step|${other}` as const;
      const answer = await passkeys().verify(
        `second-step|${challenge}`,
        device.get((await passkeys().requestOptions(purpose, await userId()))!, HERE),
      );
      expect(answer).toBeUndefined();
      const owner = mira;
      const key = device;
      mira = await signUp(app, 'ana');
      device = new SoftAuthenticator();
      await add();
      const hers = await begin();
      device = key;
      await expect(step(hers)).rejects.toMatchObject({ said: { key: 'error.wrong_code' } });
      mira = owner;
    });

    const offered = async () => {
      const principal = await mira.principal();
      await app.services.factors.offerAuthenticator(principal);
      const { secret } = (await app.services.factors.offeredAuthenticator(principal))!;
      return { principal, code: codeOf(secret, clock.now()) };
    };

    it('are not answered by an app that was offered and not turned on', async () => {
      await add();
      const { code } = await offered();
      await expect(
        app.services.challenges.answer({ challenge: await begin(), code }, DEVICE),
      ).rejects.toMatchObject({ said: { key: 'error.wrong_code' } });
    });

    it('keep the recovery codes when the app is turned off, and are taken away by the host', async () => {
      await add();
      const { principal, code } = await offered();
      await app.services.factors.turnOn(principal, code, DEVICE);
      await app.services.factors.turnOff(principal, DEVICE);
      expect(await app.services.factors.state(principal.userId)).toEqual({
        authenticator: false,
        passkeys: 1,
        recoveryCodes: 10,
      });
      expect(await app.services.hostAccess.disableSecondFactor(mira.email)).toBe(true);
      await expect(signInWith()).rejects.toMatchObject(REFUSED);
      expect(await app.services.factors.isSetUp(principal.userId)).toBe(false);
    });

    it('are removed by their owner only, and leave the codes to the others', async () => {
      await add();
      await add({}, new SoftAuthenticator());
      const [known] = await passkeys().list(await userId());
      const ana = await (await signUp(app, 'ana')).principal();
      await expect(passkeys().remove(ana, known!.id, DEVICE)).rejects.toMatchObject({
        code: 'not_found',
        said: { key: 'error.no_such.passkey' },
      });
      await passkeys().remove(await mira.principal(), known!.id, DEVICE);
      expect((await kinds())[0]).toBe('passkey_removed');
      expect(await app.services.factors.state(await userId())).toMatchObject({
        passkeys: 1,
        recoveryCodes: 10,
      });
    });

    it('leave recovery codes as the other way, until the last passkey is gone', async () => {
      const codes = await add();
      await app.services.challenges.answer({ challenge: await begin(), code: codes![0]! }, DEVICE);
      const [known] = await passkeys().list(await userId());
      await passkeys().remove(await mira.principal(), known!.id, DEVICE);
      expect(await app.services.factors.state(await userId())).toMatchObject({
        passkeys: 0,
        recoveryCodes: 0,
      });
      await mira.signIn();
    });
  });
});

describe.each(engines)('where passkeys cannot work on $name', (engine) => {
  it('none is asked for, made or taken, not even one from before', async () => {
    const database = await engine.create();
    const start = (baseUrl: string) => startTestApp(engine, { database, env: { BASE_URL: baseUrl } });
    const before = await start(HERE.origin);
    const mira = await (await signUp(before)).principal();
    const device = new SoftAuthenticator();
    const make = (options: string) => ({ name: 'Phone', answer: device.make(options, HERE) });
    const { passkeys } = before.services;
    await passkeys.add(mira, make((await passkeys.creationOptions(mira))!), DEVICE);
    expect(passkeys.relyingParty).toMatchObject({ id: 'outlay.example' });
    const asked = (await passkeys.requestOptions('sign-in'))!;
    const options = (await passkeys.creationOptions(mira))!;
    const after = await start('http://192.0.2.1');
    const none = after.services.passkeys;
    expect(none.relyingParty).toBeUndefined();
    expect(await none.creationOptions(mira)).toBeUndefined();
    expect(await none.requestOptions('sign-in', mira.userId)).toBeUndefined();
    await expect(none.add(mira, make(options), DEVICE)).rejects.toMatchObject({
      fields: { passkey: REFUSED.said },
    });
    await expect(none.signIn(device.get(asked, HERE), DEVICE)).rejects.toMatchObject(REFUSED);
    for (const app of [before, after]) await app.close();
    await database.close();
  });
});

describe('passkeys work', () => {
  it.each([
    ['https://outlay.example', 'outlay.example'],
    ['https://outlay.example:8443', 'outlay.example'],
    ['http://localhost:3000', 'localhost'],
    ['http://outlay.localhost', 'outlay.localhost'],
  ])('at %s', (baseUrl, id) => {
    expect(relyingPartyOf(baseUrl)).toEqual({ id, origin: baseUrl, address: baseUrl });
    const address = `${baseUrl}/money`;
    expect(relyingPartyOf(`${address}/`)).toEqual({ id, origin: baseUrl, address });
  });

  it.each(['http://outlay.example', 'http://192.168.1.5:3000', 'https://192.168.1.5', 'https://[::1]'])(
    'not at %s',
    (baseUrl) => {
      expect(relyingPartyOf(baseUrl)).toBeUndefined();
    },
  );
});

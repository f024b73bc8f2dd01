import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY, MINUTE, TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { DEVICE, type Person, signUp } from '../../testing/person.js';
import { dumpTables } from '../../testing/table-dump.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { AccessTokenInput } from './access-token-service.js';
import type { Principal } from './principal.js';

const NOT_FOUND = { code: 'not_found', said: { key: 'error.no_such.access_token' } };

describe.each(engines)('access tokens on $name', (engine) => {
  const clock = new TestClock('2026-03-01T12:00:00.000Z');
  let app: TestApp;
  let person: Person;
  let mira: Principal;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    person = await signUp(app);
    mira = await person.principal();
  });

  const tokens = () => app.services.accessTokens;
  const make = (more: Partial<AccessTokenInput> = {}, key?: string) =>
    tokens().make(
      mira,
      { name: 'Script', scope: 'read', expiresInDays: null, ...more },
      DEVICE,
      key === undefined ? undefined : { value: key, whenReused: 'refuse' },
    );
  const newest = async () => (await app.services.sessions.listEvents(mira))[0]!;

  it('tell their text once, and again to a repetition until they are revoked', async () => {
    const made = await make({}, 'a key');
    expect(made.token).toMatch(/^outlay_pat_[\w-]{43}$/);
    expect(tokens().recognises(made.token)).toBe(true);
    expect(tokens().recognises(person.accessToken)).toBe(false);
    expect(await make({}, 'a key')).toEqual(made);
    expect(await tokens().list(mira)).toEqual([made.record]);
    const { token } = await make({}, 'another key');
    expect(token).not.toBe(made.token);
    await expect(make({ scope: 'write' }, 'a key')).rejects.toMatchObject({ code: 'invalid' });
    await tokens().revoke(mira, made.record.id, DEVICE);
    await expect(make({}, 'a key')).rejects.toMatchObject({
      fields: {
        'Idempotency-Key': { english: 'This token was made before. Take a new key.' },
      },
    });
    expect(await dumpTables(app.db)).not.toContain(token);
  });

  it('open the book as far as they were made for, from their first use to their end', async () => {
    const { token, record } = await make({ name: ' Cron ', scope: 'write', expiresInDays: 2 });
    const expiresAt = new Date(clock.now().getTime() + 2 * DAY).toISOString();
    expect(record).toMatchObject({ name: 'Cron', scope: 'write', expiresAt, lastUsedAt: null });
    const { token: lasting } = await make({});
    clock.advance(2 * DAY - 1);
    expect(await tokens().authenticate(token)).toMatchObject({
      ...{ sessionId: null, scope: 'write', userId: mira.userId, bookId: mira.bookId },
      ...{ username: 'mira', provedAt: null, reuseNoticedAt: null },
    });
    clock.advance(1);
    expect(await tokens().authenticate(token)).toBeUndefined();
    clock.advance(3650 * DAY);
    expect(await tokens().authenticate(lasting)).toMatchObject({ scope: 'read' });
    expect(await tokens().authenticate('outlay_pat_x')).toBeUndefined();
  });

  it('tell when they were used, to the minute', async () => {
    const { token, record } = await make();
    const usedAt = async () => (await tokens().find(mira, record.id)).lastUsedAt;
    const first = clock.now().toISOString();
    await tokens().authenticate(token);
    clock.advance(MINUTE);
    await tokens().authenticate(token);
    expect(await usedAt()).toBe(first);
    clock.advance(1);
    await tokens().authenticate(token);
    expect(await usedAt()).toBe(clock.now().toISOString());
  });

  it('have a name, and are fifty at most', async () => {
    for (const [name, key] of [
      [' ', 'fault.token_name.empty'],
      ['x'.repeat(61), 'fault.token_name.too_long'],
    ] as const)
      await expect(make({ name })).rejects.toMatchObject({ fields: { name: { key } } });
    expect(await tokens().list(mira)).toEqual([]);
    for (let index = 0; index < 50; index += 1) await make({ name: `${'x'.repeat(58)}${String(index)}` });
    await expect(make()).rejects.toMatchObject({
      fields: { name: { key: 'fault.token.too_many', params: { max: 50 } } },
    });
    const [newestOne] = await tokens().list(mira);
    await tokens().revoke(mira, newestOne!.id, DEVICE);
    await make();
  });

  it('are told of when they are made and revoked, which only their owner does', async () => {
    const { token, record } = await make();
    expect(await newest()).toMatchObject({ kind: 'access_token_made', device: DEVICE.userAgent });
    const owen = await (await signUp(app, 'owen')).principal();
    await expect(tokens().find(owen, record.id)).rejects.toMatchObject(NOT_FOUND);
    await expect(tokens().revoke(owen, record.id, DEVICE)).rejects.toMatchObject(NOT_FOUND);
    expect(await tokens().list(owen)).toEqual([]);
    expect(await tokens().authenticate(token)).toBeDefined();
    await tokens().revoke(mira, record.id, { ...DEVICE, userAgent: 'A laptop' });
    expect(await newest()).toMatchObject({
      kind: 'access_token_revoked',
      device: 'A laptop',
      ipPrefix: DEVICE.ipPrefix,
    });
    expect(await tokens().authenticate(token)).toBeUndefined();
    await expect(tokens().revoke(mira, record.id, DEVICE)).rejects.toMatchObject(NOT_FOUND);
  });
});

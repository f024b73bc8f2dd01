import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND, TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { DEVICE, PASSWORD, type Person, signUp } from '../../testing/person.js';
import { dumpTables } from '../../testing/table-dump.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { Rotation } from './rotation.js';
import type { TokenPair } from './token-pairs.js';
import { hashToken } from './token-signer.js';

const GRACE = 20 * SECOND;
const IDLE = 30 * DAY;
const ABSOLUTE = 90 * DAY;

describe.each(engines)('rotation of refresh tokens on $name', (engine) => {
  const clock = new TestClock('2026-03-01T12:00:00.000Z');
  let app: TestApp;
  let first: TokenPair;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    first = await register();
  });

  const register = () =>
    app.services.accounts.register(
      { username: 'mira', email: `${crypto.randomUUID()}@example.com`, password: PASSWORD },
      DEVICE,
    );
  const rotate = (token: unknown) => app.services.sessions.rotate(token);
  const isSignedIn = async ({ accessToken }: TokenPair) =>
    (await app.services.sessions.authenticate(accessToken)) !== undefined;
  const sessionTables = () => dumpTables(app.db, ['sessions', 'refresh_tokens', 'security_events']);
  const tokenRows = () =>
    app.db.all<{ generation: number; status: string; reissues: number; expires_at: string }>(
      'SELECT generation, status, reissues, expires_at FROM refresh_tokens WHERE session_id = $1 ORDER BY generation',
      [first.sessionId],
    );
  const eventKinds = async () =>
    (
      await app.db.all<{ kind: string }>('SELECT kind FROM security_events WHERE user_id = $1 ORDER BY id', [
        first.userId,
      ])
    ).map(({ kind }) => kind);

  it('takes garbage for nothing and touches nobody: row 0', async () => {
    const before = await sessionTables();
    const [head, , signature] = first.refreshToken.split('.');
    const unknown = `${head!}.${Buffer.from('{"sub":"1"}').toString('base64url')}.${signature!}`;
    const garbage = [undefined, null, 7, {}, '', 'x'.repeat(43), 'x'.repeat(10_000), unknown, 'a.b.c'];
    for (const token of [...garbage, first.accessToken, ` ${first.refreshToken}`])
      expect(await rotate(token)).toEqual({ outcome: 'invalid' });
    expect(await sessionTables()).toBe(before);
  });

  it('answers that a session has ended, once it has, and changes nothing more: row 1', async () => {
    await app.services.sessions.end(first.sessionId, 'logout');
    const before = await sessionTables();
    expect(await rotate(first.refreshToken)).toEqual({ outcome: 'ended' });
    expect(await sessionTables()).toBe(before);
  });

  it('ends a session that was not used for the idle time, to the millisecond: row 2', async () => {
    const second = await register();
    clock.advance(IDLE - 1);
    expect((await rotate(second.refreshToken)).outcome).toBe('rotated');
    clock.advance(1);
    expect(await rotate(first.refreshToken)).toEqual({ outcome: 'expired' });
    expect(await rotate(first.refreshToken)).toEqual({ outcome: 'ended' });
    expect(await tokenRows()).toMatchObject([{ status: 'revoked' }]);
  });

  it('ends a session at its absolute end, however often it was used, and not later: row 2', async () => {
    let tokens = first;
    for (let day = 0; day < 80; day += 20) {
      clock.advance(20 * DAY);
      tokens = succeeded(await rotate(tokens.refreshToken));
    }
    const rows = await tokenRows();
    expect(rows.at(-1)!.expires_at).toBe(new Date(clock.now().getTime() + ABSOLUTE - 80 * DAY).toISOString());
    clock.advance(10 * DAY - 1);
    expect(await app.services.sessions.recognise(tokens)).toMatchObject({ resumable: true });
    clock.advance(1);
    expect(await rotate(tokens.refreshToken)).toEqual({ outcome: 'expired' });
    expect(await isSignedIn(tokens)).toBe(false);
  });

  it('gives a new pair for the active token, and keeps one active token: row 3', async () => {
    clock.advance(HOUR);
    const second = succeeded(await rotate(first.refreshToken));
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(second).toMatchObject({ sessionId: first.sessionId, userId: first.userId, expiresInSeconds: 900 });
    expect(await isSignedIn(second)).toBe(true);
    expect(await tokenRows()).toMatchObject([
      { generation: 1, status: 'rotated' },
      {
        generation: 2,
        status: 'active',
        expires_at: new Date(clock.now().getTime() + IDLE).toISOString(),
      },
    ]);
  });

  it('gives the same successor again within the grace period, to the millisecond: row 4', async () => {
    const second = succeeded(await rotate(first.refreshToken));
    clock.advance(GRACE);
    const again = succeeded(await rotate(first.refreshToken));
    expect(again.refreshToken).toBe(second.refreshToken);
    expect(await isSignedIn(again)).toBe(true);
    expect(await tokenRows()).toMatchObject([{ reissues: 1 }, { status: 'active', reissues: 0 }]);
    expect((await rotate(second.refreshToken)).outcome).toBe('rotated');
  });

  it('gives the successor fifty times and takes the next use for theft: row 4', async () => {
    await rotate(first.refreshToken);
    for (let time = 0; time < 50; time += 1)
      expect((await rotate(first.refreshToken)).outcome).toBe('rotated');
    expect(await rotate(first.refreshToken)).toEqual({ outcome: 'reuse' });
  });

  it('takes a later second use for theft: everybody with that session is out, and it is noted: row 5', async () => {
    const second = succeeded(await rotate(first.refreshToken));
    clock.advance(GRACE + 1);
    expect(await rotate(first.refreshToken)).toEqual({ outcome: 'reuse' });
    expect(await isSignedIn(second)).toBe(false);
    expect(await isSignedIn(first)).toBe(false);
    expect(await rotate(second.refreshToken)).toEqual({ outcome: 'ended' });
    expect(await eventKinds()).toEqual(['registered', 'refresh_token_reused']);
    expect(await app.services.sessions.recognise(second)).toMatchObject({
      endedBecause: 'reuse',
      resumable: false,
    });
  });

  it('takes a token of two generations ago for stolen, also within the grace period: row 5', async () => {
    const second = succeeded(await rotate(first.refreshToken));
    const third = succeeded(await rotate(second.refreshToken));
    expect(await rotate(first.refreshToken)).toEqual({ outcome: 'reuse' });
    expect(await isSignedIn(third)).toBe(false);
  });

  it('notes a theft once, however often the stolen token comes again', async () => {
    await rotate(first.refreshToken);
    clock.advance(GRACE + 1);
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => rotate(first.refreshToken)));
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual([
      ...Array<string>(4).fill('ended'),
      'reuse',
    ]);
    expect((await eventKinds()).filter((kind) => kind === 'refresh_token_reused')).toHaveLength(1);
  });

  it('gives twenty simultaneous refreshes one and the same successor', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => rotate(first.refreshToken)));
    expect(new Set(all.map((rotation) => succeeded(rotation).refreshToken)).size).toBe(1);
    expect(await tokenRows()).toMatchObject([
      { generation: 1, status: 'rotated', reissues: 19 },
      { generation: 2, status: 'active' },
    ]);
  });

  it('leaves no session alive when a stolen token and its successor are used at the same time', async () => {
    const second = succeeded(await rotate(first.refreshToken));
    clock.advance(GRACE + 1);
    await Promise.all([rotate(first.refreshToken), rotate(second.refreshToken)]);
    const rows = await tokenRows();
    expect(rows.filter(({ status }) => status === 'active')).toEqual([]);
  });

  it('stores tokens only by their SHA-256: R19', async () => {
    const second = succeeded(await rotate(first.refreshToken));
    const dump = await dumpTables(app.db);
    for (const { accessToken, refreshToken } of [first, second]) {
      for (const secret of [accessToken, refreshToken, ...signatures(accessToken, refreshToken)])
        expect(dump).not.toContain(secret);
      expect(dump).toContain(hashToken(refreshToken));
    }
    expect(dump).not.toContain(PASSWORD);
  });

  it('keeps every access token of the session good until it runs out, and not a second longer', async () => {
    const second = succeeded(await rotate(first.refreshToken));
    clock.advance(15 * MINUTE - SECOND);
    expect([await isSignedIn(first), await isSignedIn(second)]).toEqual([true, true]);
    clock.advance(SECOND);
    expect([await isSignedIn(first), await isSignedIn(second)]).toEqual([false, false]);
    expect(await app.services.sessions.recognise(second)).toMatchObject({
      username: 'mira',
      resumable: true,
    });
  });
});

describe.each(engines)('sessions of a person on $name', (engine) => {
  const clock = new TestClock('2026-03-01T12:00:00.000Z');
  let app: TestApp;
  let mira: Person;
  let owen: Person;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await signUp(app);
    owen = await signUp(app, 'owen');
  });

  const sessions = () => app.services.sessions;
  const idOf = async (person: Person) => (await person.principal()).sessionId!;
  const recognised = ({ accessToken, refreshToken }: Partial<Record<keyof TokenPair, unknown>>) =>
    sessions().recognise({ accessToken, refreshToken });
  const newest = async (person: Person) => (await sessions().listEvents(await person.principal()))[0]!;

  it('tell whose browser it is, whether it goes on, and why it does not', async () => {
    const { accessToken, refreshToken } = mira;
    const alive = { username: 'mira', stays: false, endedBecause: null };
    expect(await recognised(mira)).toMatchObject({ ...alive, resumable: true, endedByTime: true });
    expect(await recognised({ accessToken })).toMatchObject({
      ...alive,
      resumable: false,
      endedByTime: false,
    });
    await sessions().stay(await idOf(mira));
    expect(await recognised(mira)).toMatchObject({ stays: true });
    await sessions().signOut({ accessToken, refreshToken });
    expect(await recognised(mira)).toMatchObject({
      endedBecause: 'logout',
      resumable: false,
      endedByTime: false,
    });
    clock.advance(IDLE);
    await sessions().rotate(owen.refreshToken);
    expect(await recognised(owen)).toMatchObject({
      endedBecause: 'expired',
      resumable: false,
      endedByTime: true,
    });
    expect(await recognised({ accessToken: 'x', refreshToken: 'x' })).toBeUndefined();
  });

  it('tell who it is that has paused, as long as nothing more than "Continue" is needed', async () => {
    clock.advance(HOUR);
    const paused = (await recognised(mira))!;
    expect(await sessions().pausedPrincipal(paused)).toMatchObject({
      userId: paused.userId,
      username: 'mira',
      sessionId: paused.sessionId,
    });
    const { accessToken } = mira;
    expect(await sessions().pausedPrincipal((await recognised({ accessToken }))!)).toBeUndefined();
    await sessions().end(paused.sessionId, 'logout');
    expect(await sessions().pausedPrincipal(paused)).toBeUndefined();
  });

  it('ask again once somebody wishes so, who is their owner', async () => {
    const phone = await mira.elsewhere();
    await sessions().stay(await idOf(phone));
    await expect(sessions().askAgain(await owen.principal(), await idOf(phone))).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await recognised(phone)).toMatchObject({ stays: true });
    await sessions().askAgain(await mira.principal(), await idOf(phone));
    expect(await recognised(phone)).toMatchObject({ stays: false });
  });

  it('are ended one by one or all but this, which is told with the device', async () => {
    const phone = await mira.elsewhere();
    await sessions().endOne(await mira.principal(), await idOf(phone), { ...DEVICE, ipPrefix: 'here' });
    expect(await newest(mira)).toMatchObject({
      kind: 'session_signed_out',
      device: DEVICE.userAgent,
      ipPrefix: 'here',
    });
    await expect(phone.principal()).rejects.toThrow('not signed in');
    const others = [await mira.elsewhere(), await mira.elsewhere()];
    const laptop = { ...DEVICE, userAgent: 'A laptop' };
    expect(await sessions().endOthers(await mira.principal(), laptop)).toBe(2);
    const told = await newest(mira);
    expect(told).toMatchObject({ kind: 'other_sessions_signed_out', device: 'A laptop' });
    for (const other of others) await expect(other.principal()).rejects.toThrow('not signed in');
    expect(await sessions().endOthers(await mira.principal(), laptop)).toBe(0);
    expect(await newest(mira)).toEqual(told);
    await owen.principal();
  });

  it('tell how many wrong passwords there were since the sign-in before', async () => {
    const guess = { email: mira.email, password: 'a wrong guess' };
    for (let time = 0; time < 3; time += 1)
      await expect(app.services.accounts.signIn(guess, DEVICE)).rejects.toMatchObject({
        code: 'unauthenticated',
      });
    await mira.signIn();
    const { userId } = await mira.principal();
    expect(await sessions().countFailures(userId)).toBe(3);
    await mira.signIn();
    expect(await sessions().countFailures(userId)).toBe(0);
  });

  it('tell of a theft until its owner has read it', async () => {
    const stolen = await mira.elsewhere();
    await sessions().rotate(stolen.refreshToken);
    clock.advance(GRACE + 1);
    await sessions().rotate(stolen.refreshToken);
    expect((await mira.principal()).reuseNoticedAt).toBe(clock.now().toISOString());
    await sessions().acknowledgeEvents(await mira.principal());
    expect((await mira.principal()).reuseNoticedAt).toBeNull();
    expect(await newest(mira)).toMatchObject({ acknowledgedAt: clock.now().toISOString() });
  });
});

function succeeded(rotation: Rotation): TokenPair {
  if (rotation.outcome !== 'rotated') throw new Error(`Refused: ${rotation.outcome}`);
  return rotation.tokens;
}

function signatures(...tokens: string[]): string[] {
  return tokens.map((token) => token.split('.')[2]!);
}

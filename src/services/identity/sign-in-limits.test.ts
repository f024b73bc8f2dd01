import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AttemptLimiterFactory, openAttemptLimiters } from '../../storage/identity/attempt-limiters.js';
import { MINUTE, SECOND } from '../../testing/clock.js';
import { engines, type TestDatabase } from '../../testing/engines.js';
import { deriveKeys } from './keys.js';
import { SignInLimits } from './sign-in-limits.js';

const KEY = deriveKeys([Buffer.alloc(32, 'k')]).lookups;
const VICTIM = 'mira@example.com';

describe.each(engines)('limits on signing in on $name', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'outlay-limits-'));
  let database: TestDatabase;
  let limiters: AttemptLimiterFactory;
  let limits: SignInLimits;
  let ip: string;
  let networks = 0;

  const location = () => (engine.name === 'postgres' ? database.url : join(folder, 'rate-limits.db'));
  const open = async () => {
    limiters = await openAttemptLimiters(location());
    limits = new SignInLimits(limiters, KEY);
  };
  const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * SECOND);
  const outcomeOf = (attempt: Promise<void>): Promise<number> =>
    attempt.then(
      () => 0,
      (error: unknown) => (error as { retryAfterSeconds: number }).retryAfterSeconds,
    );
  /** 0 when the attempt is allowed, else the seconds to wait. */
  const attempt = (email = VICTIM, from = ip, mark?: string) =>
    outcomeOf(limits.beforeSignIn(email, { ip: from, mark }));
  const attempts = async (count: number, email?: string, from?: string) => {
    const waits: number[] = [];
    for (let index = 0; index < count; index += 1) waits.push(await attempt(email, from));
    return waits;
  };

  beforeAll(async () => {
    database = await engine.create();
    await open();
  });
  afterAll(async () => {
    await limiters.close();
    await database.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    // The limiter's package reads the time from Date; nothing else is stopped.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + networks * 24 * 60 * MINUTE });
    networks += 1;
    ip = `198.51.100.${String(networks)}`;
  });
  afterEach(() => vi.useRealTimers());

  it('count the networks around an address of IPv6, which one customer has by the thousand', async () => {
    const account = () => `${String(Math.random())}@example.com`;
    const one = account();
    const site = `2001:db8:${networks.toString(16)}`;
    const from = (group: number) => `${site}:${group.toString(16)}`;
    const waits: number[] = [];
    for (let host = 0; host < 16; host += 1) waits.push(await attempt(one, from(0x100 + host)));
    expect(waits).toEqual([...Array<number>(15).fill(0), 300]);
    // Other /56 of the same /48: thirty in all.
    const two = account();
    const wider: number[] = [];
    for (let host = 0; host < 31; host += 1) wider.push(await attempt(two, from(0x1000 + host * 0x100)));
    expect(wider.slice(0, 30)).toEqual(Array<number>(30).fill(0));
    expect(wider[30]).toBe(600);
    expect(await attempt(account(), from(1))).toBe(0);
  });

  it('allow five attempts, then ask to wait for a minute, and then let the owner in', async () => {
    expect(await attempts(6)).toEqual([0, 0, 0, 0, 0, 60]);
    pass(59);
    expect(await attempt()).toBeGreaterThan(0);
    pass(2);
    expect(await attempt()).toBe(0);
  });

  it('say in words when to try again', async () => {
    await attempts(5);
    await expect(limits.beforeSignIn(VICTIM, { ip })).rejects.toMatchObject({
      code: 'too_many',
      said: { key: 'error.too_many_attempts', params: { minutes: 1 } },
    });
  });

  it('ask somebody who goes on for an hour to wait for a quarter of one', async () => {
    let allowed = 0;
    let longest = 0;
    for (let minute = 0; minute < 10; minute += 1) {
      for (const wait of await attempts(6)) {
        if (wait === 0) allowed += 1;
        longest = Math.max(longest, wait);
      }
      pass(61);
    }
    expect(allowed).toBe(15);
    expect(longest).toBeGreaterThan(14 * 60);
    expect(longest).toBeLessThanOrEqual(15 * 60);
    pass(15 * 60);
    expect(await attempt()).toBe(0);
  });

  it('count simultaneous attempts one by one: five of fifty pass', async () => {
    const waits = await Promise.all(Array.from({ length: 50 }, () => attempt()));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
  });

  it('let the owner in from their own address while the account is guessed at from everywhere', async () => {
    for (let host = 0; host < 40; host += 1) await attempt(VICTIM, `203.0.113.${String(host)}`);
    expect(await attempt()).toBe(0);
    await limits.afterSignIn(VICTIM, { ip });
    expect(await attempt()).toBe(0);
  });

  it('leave one attempt in a quarter of an hour to each address, once an account is under attack', async () => {
    for (let host = 0; host < 40; host += 1) await attempt(VICTIM, `203.0.113.${String(host)}`);
    expect(await attempts(2, VICTIM, ip)).toEqual([0, 15 * 60]);
    pass(15 * 60 + 1);
    expect(await attempt()).toBe(0);
  });

  it('allow an address a hundred failures in ten minutes over all accounts', async () => {
    const waits: number[] = [];
    for (let account = 0; account < 101; account += 1)
      waits.push(await attempt(`${String(account)}@example.com`));
    expect(waits.slice(0, 100)).toEqual(Array<number>(100).fill(0));
    expect(waits[100]).toBeGreaterThan(0);
    expect(await attempt('somebody@example.com', '192.0.2.1')).toBe(0);
  });

  it('leave an address to its others while one of them goes on although told to wait', async () => {
    expect((await attempts(150)).slice(5).every((wait) => wait > 0)).toBe(true);
    expect(await attempt('somebody@example.com')).toBe(0);
  });

  it('tell somebody again to wait without asking the database', async () => {
    await attempts(6);
    await limiters.close();
    expect(await attempt()).toBeGreaterThan(0);
    await open();
  });

  it('take nothing from those who know their password', async () => {
    for (let time = 0; time < 120; time += 1) {
      expect(await attempt()).toBe(0);
      await limits.afterSignIn(VICTIM, { ip });
    }
  });

  it('outlive a restart', async () => {
    await attempts(5);
    await limiters.close();
    await open();
    expect(await attempt()).toBeGreaterThan(0);
  });

  it('take a hundred failures in a row from everywhere, and then let devices through that were signed in before', async () => {
    const owner = `${crypto.randomUUID()}@example.com`;
    const mark = limits.markFor(owner);
    let allowed = 0;
    for (let host = 0; host < 300; host += 1)
      if ((await attempt(owner, `203.0.113.${String(host)}`)) === 0) allowed += 1;
    expect(allowed).toBe(100);
    expect(await attempt(owner, '192.0.2.1', mark)).toBe(0);
    expect(await attempt(owner, '192.0.2.1', limits.markFor('somebody@example.com'))).toBeGreaterThan(0);
    expect(await attempt(owner, '192.0.2.1', `${mark.slice(0, -1)}_`)).toBeGreaterThan(0);
    await limits.afterReset(owner);
    expect(await attempt(owner, '192.0.2.2')).toBe(0);
  });

  it('take ten failures from a known device, and then ask it to wait', async () => {
    const owner = `${crypto.randomUUID()}@example.com`;
    const mark = limits.markFor(owner);
    const waits: number[] = [];
    for (let time = 0; time < 11; time += 1) waits.push(await attempt(owner, ip, mark));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(10);
    expect(await attempt(owner, ip)).toBe(0);
  });

  it('count nothing that there was no room for', async () => {
    const owner = `${crypto.randomUUID()}@example.com`;
    for (let time = 0; time < 20; time += 1) {
      expect(await attempt(owner)).toBe(0);
      await limits.giveBack(owner, { ip });
    }
  });

  it('let an owner under attack try again after there was no room, and its attackers not', async () => {
    const owner = `${crypto.randomUUID()}@example.com`;
    for (let host = 0; host < 30; host += 1)
      expect(await attempt(owner, `203.0.113.${String(host)}`)).toBe(0);
    for (let time = 0; time < 20; time += 1) {
      expect(await attempt(owner)).toBe(0);
      await limits.giveBack(owner, { ip });
    }
    const flood = Array.from({ length: 20 }, (_, host) => `192.0.2.${String(host)}`);
    for (const from of flood) expect(await attempt(owner, from)).toBe(0);
    for (const from of flood) await limits.giveBack(owner, { ip: from });
    expect(await attempt(owner, '198.51.100.7')).toBe(0);
    expect(await attempt(owner, '198.51.100.7')).toBeGreaterThan(0);
  });

  it('slow down refreshing one session, and no other', async () => {
    const refresh = (sessionId: number) => outcomeOf(limits.beforeRefresh(sessionId));
    const waits = await Promise.all(Array.from({ length: 61 }, () => refresh(networks)));
    expect(waits.filter((wait) => wait > 0)).toHaveLength(1);
    expect(await refresh(networks + 1)).toBe(0);
    pass(61);
    expect(await refresh(networks)).toBe(0);
  });

  it('keep no email address', async () => {
    await attempt();
    await limiters.close();
    const stored =
      engine.name === 'postgres'
        ? JSON.stringify(await database.db.all('SELECT key FROM rate_limits'))
        : readFileSync(location(), 'latin1');
    await open();
    expect(stored).toContain('pair');
    expect(stored).not.toContain('mira');
  });
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AttemptLimiterFactory, openAttemptLimiters } from '../../storage/identity/attempt-limiters.js';
import { MINUTE, SECOND } from '../../testing/clock.js';
import { engines, type TestDatabase } from '../../testing/engines.js';
import { DatabaseUnavailable } from '../../storage/engine/storage-errors.js';
import { deriveKeys } from './keys.js';
import { SignInLimits } from './sign-in-limits.js';
import { Watch } from './watch.js';

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
  const watching = () => {
    const seen: unknown[] = [];
    return { seen, watched: new SignInLimits(limiters, KEY, new Watch(KEY, (line) => void seen.push(line))) };
  };
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
    for (let time = 0; time < 20; time += 1) await limits.beforeReset(ip);
    await expect(limits.beforeReset(ip)).rejects.toMatchObject({ said: { params: { minutes: 60 } } });
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
    await expect(limits.beforeSignIn(owner, { ip: '192.0.2.3' })).rejects.toMatchObject({
      said: { key: 'error.known_devices_only' },
      retryAfterSeconds: 60 * 60,
    });
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
    expect(await attempt(owner, ip, limits.markFor(owner))).toBe(0);
  });

  it('count nothing that there was no room for', async () => {
    const owner = `${crypto.randomUUID()}@example.com`;
    for (let time = 0; time < 20; time += 1) {
      expect(await attempt(owner)).toBe(0);
      await limits.giveBack(owner, { ip });
    }
  });

  it.each(['afterSignIn', 'giveBack'] as const)(
    'uncount whom an address let through, though it refused others meanwhile: %s',
    async (after) => {
      const crowd = Array.from({ length: 110 }, () => `${crypto.randomUUID()}@example.com`);
      const waits = await Promise.all(crowd.map((each) => attempt(each)));
      const through = crowd.filter((_, at) => waits[at] === 0);
      expect(through).toHaveLength(100);
      for (const each of through) await limits[after](each, { ip });
      // Those who come before are told from memory what the ten were told.
      pass(6);
      for (const each of crowd.slice(20)) expect(await attempt(each)).toBe(0);
    },
  );

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

  it.each([
    ['twenty letters for a new password an hour', 20, 3600, 'beforeReset', 'reset'],
    ['a hundred passkeys in ten minutes', 100, 600, 'beforePasskey', 'passkey'],
    ['three hundred new accounts in ten minutes', 300, 600, 'beforeRegister', 'register'],
  ] as const)(
    'allow an address %s, and tell whoever watches of more',
    async (_, count, seconds, kind, reason) => {
      const { seen, watched } = watching();
      for (let time = 0; time < count; time += 1) await watched[kind](ip);
      expect(await outcomeOf(watched[kind](ip))).toBe(seconds);
      expect(seen).toEqual([{ event: 'sign_in_limited', reason, from: '198.51.100.0/24' }]);
      await watched[kind]('192.0.2.1');
      pass(seconds + 1);
      await watched[kind](ip);
    },
  );

  describe('of a second factor', () => {
    const code = (email: string, from: string, mark?: string) =>
      outcomeOf(limits.beforeCode(email, { ip: from, mark }));
    const codes = async (count: number, email: string, from: string, mark?: string) => {
      const waits: number[] = [];
      for (let time = 0; time < count; time += 1) waits.push(await code(email, from, mark));
      return waits;
    };
    const allowed = (count: number) => Array<number>(count).fill(0);
    let owner: string;
    beforeEach(() => {
      owner = `${crypto.randomUUID()}@example.com`;
    });

    it('take ten codes from an address, and fifty in an hour from all', async () => {
      expect(await codes(11, owner, ip)).toEqual([...allowed(10), 15 * 60]);
      for (let host = 1; host < 5; host += 1)
        expect(await codes(10, owner, `203.0.113.${String(host)}`)).toEqual(allowed(10));
      expect(await code(owner, '192.0.2.1')).toBeGreaterThan(50 * 60);
      expect(await code('somebody@example.com', ip)).toBe(0);
      await limits.afterReset(owner);
      expect(await code(owner, '192.0.2.2')).toBe(0);
    });

    it('take ten more from a device that was signed in before, and as many again after a right one', async () => {
      const mark = limits.markFor(owner);
      for (let host = 0; host < 5; host += 1) await codes(10, owner, `203.0.113.${String(host)}`);
      expect(await codes(10, owner, ip, mark)).toEqual(allowed(10));
      await limits.afterCode(owner, { ip, mark });
      expect(await codes(11, owner, ip, mark)).toEqual([...allowed(10), 15 * 60]);
      expect(await code(owner, ip, limits.markFor('somebody@example.com'))).toBeGreaterThan(15 * 60);
    });

    it('take nothing from those whose codes are right', async () => {
      for (let time = 0; time < 60; time += 1) {
        expect(await code(owner, ip)).toBe(0);
        await limits.afterCode(owner, { ip });
      }
      expect(await codes(10, owner, ip)).toEqual(allowed(10));
    });
  });

  describe('of a device that was signed in before', () => {
    it('begin anew with a right password, and count nothing that there was no room for', async () => {
      const owner = `${crypto.randomUUID()}@example.com`;
      const mark = limits.markFor(owner);
      for (const after of [limits.afterSignIn.bind(limits), limits.giveBack.bind(limits)])
        for (let time = 0; time < 15; time += 1) {
          expect(await attempt(owner, ip, mark)).toBe(0);
          await after(owner, { ip, mark });
        }
      for (let time = 0; time < 9; time += 1) expect(await attempt(owner, ip, mark)).toBe(0);
      await limits.afterSignIn(owner, { ip, mark });
      for (let time = 0; time < 10; time += 1) expect(await attempt(owner, ip, mark)).toBe(0);
      expect(await attempt(owner, ip, mark)).toBe(15 * 60);
    });

    it('know it by a mark of this account and no other', () => {
      const mark = limits.markFor(VICTIM);
      expect(limits.knows(VICTIM, mark)).toBe(true);
      for (const other of [undefined, '', '.', 'x', `${mark}x`, limits.markFor('owen@example.com')])
        expect(limits.knows(VICTIM, other)).toBe(false);
    });
  });

  it('take nothing from anybody around those of IPv6 who know their password', async () => {
    const site = `2001:db8:a${networks.toString(16)}`;
    const owner = `${crypto.randomUUID()}@example.com`;
    for (const after of [limits.afterSignIn.bind(limits), limits.giveBack.bind(limits)])
      for (let host = 0; host < 40; host += 1) {
        const place = { ip: `${site}:${(0x100 + host).toString(16)}` };
        expect(await attempt(owner, place.ip)).toBe(0);
        await after(owner, place);
      }
  });

  it('leave an account five tries from each address however often its owner signed in or had no room', async () => {
    for (const after of [limits.afterSignIn.bind(limits), limits.giveBack.bind(limits)])
      for (let time = 0; time < 60; time += 1) {
        await attempt();
        await after(VICTIM, { ip });
      }
    expect(await attempts(6, VICTIM, '203.0.113.1')).toEqual([0, 0, 0, 0, 0, 60]);
  });

  it('tell whoever watches whose password or code was not looked at, and nothing when they cannot count', async () => {
    const { seen, watched } = watching();
    const owner = `${crypto.randomUUID()}@example.com`;
    for (let time = 0; time < 6; time += 1) await outcomeOf(watched.beforeSignIn(owner, { ip }));
    for (let time = 0; time < 11; time += 1) await outcomeOf(watched.beforeCode(owner, { ip }));
    const told = { event: 'sign_in_limited', from: '198.51.100.0/24', account: expect.any(String) as string };
    expect(seen).toEqual([
      { ...told, reason: 'password' },
      { ...told, reason: 'code' },
    ]);
    await limiters.close();
    await expect(watched.beforeReset(ip)).rejects.toBeInstanceOf(DatabaseUnavailable);
    expect(seen).toHaveLength(2);
    await open();
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

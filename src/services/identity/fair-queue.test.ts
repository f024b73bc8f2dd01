import { describe, expect, it } from 'vitest';
import { FairQueue, type Ticket } from './fair-queue.js';
import { networksOf, ticketOf } from './network.js';

const LIMITS = { atOnce: 1, waiting: 6, ofPlace: 3, ofNetwork: 4 };

/** A queue whose work ends when it is told to; `order` says who ran. */
const open = (limits = LIMITS) => {
  const queue = new FairQueue(limits);
  const order: string[] = [];
  const refused: string[] = [];
  const ends: (() => void)[] = [];
  const settled: Promise<void>[] = [];
  const enter = (name: string, ticket: Partial<Ticket> = {}) => {
    const place = ticket.place ?? name.charAt(0);
    const work = () => {
      order.push(name);
      return new Promise<void>((resolve) => ends.push(resolve));
    };
    const run = queue.run({ place, network: place, isKnown: false, ...ticket }, work);
    settled.push(
      run.catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'unavailable' });
        refused.push(name);
      }),
    );
  };
  /** Ends one after the other until nobody runs. */
  const drain = async () => {
    for (let ended = 0; ended < settled.length; ended += 1) {
      await Promise.resolve();
      ends.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(settled);
    return order;
  };
  return { enter, drain, refused };
};

describe('a fair queue', () => {
  it('lets places take turns, however many one of them sends', async () => {
    const { enter, drain } = open();
    for (const name of ['a1', 'a2', 'a3', 'a4', 'b1', 'c1', 'b2']) enter(name);
    expect(await drain()).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4']);
  });

  it('lets those who were signed in before go first', async () => {
    const { enter, drain } = open();
    for (const name of ['a1', 'a2', 'b1']) enter(name);
    enter('owner', { isKnown: true });
    expect(await drain()).toEqual(['a1', 'owner', 'a2', 'b1']);
  });

  it('lets few wait of one place, and of one network', async () => {
    const { enter, drain, refused } = open();
    for (const name of ['a1', 'a2', 'a3', 'a4', 'a5']) enter(name);
    for (const name of ['p1', 'q1', 'r1', 's1', 't1']) enter(name, { network: 'one customer' });
    await drain();
    // a5 is one too many of its place, t1 of its network; s1 took the room of a4.
    expect(refused).toEqual(['a5', 't1', 'a4']);
  });

  it('gives the first of a place the room of the place with most', async () => {
    const { enter, drain, refused } = open();
    for (const name of ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'b3', 'owner']) enter(name);
    const order = await drain();
    expect(refused).toEqual(['a4']);
    expect(order).toContain('owner');
  });

  it('refuses when every place has but one, and is open again afterwards', async () => {
    const { enter, drain, refused } = open();
    for (const name of ['0', '1', '2', '3', '4', '5', '6', '7']) enter(name);
    await drain();
    expect(refused).toEqual(['7']);
    enter('8');
    expect(await drain()).toContain('8');
  });
});

describe('a fair queue that was full', () => {
  const places = ['0', '1', '2', '3', '4', '5', '6'];

  it('has as much room as before each time that it was worked off', async () => {
    const { enter, drain, refused } = open();
    for (const round of ['a', 'b', 'c']) {
      for (const place of places) enter(`${place}${round}`);
      enter(`7${round}`);
      await drain();
    }
    expect(refused).toEqual(['7a', '7b', '7c']);
  });

  it('has it as well when somebody gave up their place to another', async () => {
    const { enter, drain, refused } = open({ ...LIMITS, waiting: 3 });
    for (const round of ['x', 'y', 'z']) {
      for (const name of ['0', 'a1', 'a2', 'b1', 'c1']) enter(`${name}${round}`);
      await drain();
    }
    expect(refused).toEqual(['a2x', 'a2y', 'a2z']);
  });

  it.each([
    [1, 2, 1],
    [1, 6, 2],
    [4, 12, 1],
    [1, 150, 30],
  ])('says when to come back: %d at once and %d who wait: in %d s', async (atOnce, waiting, seconds) => {
    const queue = new FairQueue({ atOnce, waiting, ofPlace: 1, ofNetwork: 1 });
    let end = () => undefined as void;
    const over = new Promise<void>((resolve) => (end = resolve));
    const enter = (place: string) => queue.run({ place, network: place, isKnown: false }, () => over);
    const all = Array.from({ length: atOnce + waiting }, (_, index) => enter(String(index)));
    await expect(enter('one more')).rejects.toMatchObject({
      said: { key: 'error.sign_ins_queue' },
      retryAfterSeconds: seconds,
    });
    end();
    await Promise.all(all);
  });
});

describe('the networks around an address', () => {
  it.each([
    ['2001:db8:1:2ff', { wide: '2001:db8:1:2/56', widest: '2001:db8:1/48' }],
    ['2001:db8:0:0', { wide: '2001:db8:0:0/56', widest: '2001:db8:0/48' }],
    ['192.0.2.7', undefined],
    ['', undefined],
  ])('%s: %j', (ip, networks) => {
    expect(networksOf(ip)).toEqual(networks);
  });

  it('are what people wait by', () => {
    const v4 = { userAgent: '', ip: '192.0.2.7', ipPrefix: '192.0.2.0/24' };
    const v6 = { userAgent: '', ip: '2001:db8:1:2', ipPrefix: '2001:db8:1::/48' };
    expect(ticketOf(v4, false)).toEqual({ place: '192.0.2.0/24', network: '192.0.2.0/24', isKnown: false });
    expect(ticketOf(v6, true)).toEqual({ place: '2001:db8:1:2', network: '2001:db8:1::/48', isKnown: true });
  });
});

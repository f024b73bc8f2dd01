import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { signUp } from '../../testing/person.js';
import { dumpTables } from '../../testing/table-dump.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { ParkedFormService } from './parked-form-service.js';

const BROWSER = 'the secret of a browser';
const PLACE = '192.0.2.0/24';

describe.each(engines)('parked forms on $name', (engine) => {
  const clock = new TestClock('2026-03-01T12:00:00.000Z');
  let app: TestApp;
  let parked: ParkedFormService;
  let mira: number;
  let owen: number;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock });
    parked = app.services.parkedForms;
    mira = (await (await signUp(app, 'mira')).principal()).userId;
    owen = (await (await signUp(app, 'owen')).principal()).userId;
  });
  afterAll(() => app.close());

  const park = (fields = { amount: '12.50', description: 'Zanzibar trip' }) =>
    parked.park({ userId: mira, path: '/expenses?x=1', fields }, BROWSER, PLACE);

  it('wait as they were sent', async () => {
    const fields = { amount: '१२', description: 'Café "x" <b>', __proto__x: '' };
    const id = await park(fields);
    expect(id).toMatch(/^[\w-]{24}$/);
    expect(await parked.peek(id, BROWSER)).toEqual({ userId: mira, path: '/expenses?x=1', fields });
  });

  it('are handed to one of many who ask at once', async () => {
    const id = await park();
    const claims = await Promise.all(Array.from({ length: 10 }, () => parked.claim(id, mira, BROWSER)));
    expect(claims.map(({ outcome }) => outcome).sort()).toEqual([
      'claimed',
      ...Array<string>(9).fill('done'),
    ]);
    expect(await parked.peek(id, BROWSER)).toBeUndefined();
  });

  it('are never handed to somebody else, and still wait for their owner afterwards', async () => {
    const id = await park();
    expect(await parked.claim(id, owen, BROWSER)).toEqual({ outcome: 'none' });
    expect(await parked.claim(id, mira, BROWSER)).toMatchObject({ outcome: 'claimed' });
    expect(await parked.claim(id, owen, BROWSER)).toEqual({ outcome: 'none' });
  });

  it('are handed to the browser that sent them, and to no other of their owner', async () => {
    const id = await park();
    for (const other of ['another browser', '']) {
      expect(await parked.peek(id, other)).toBeUndefined();
      expect(await parked.claim(id, mira, other)).toEqual({ outcome: 'none' });
    }
    expect(await parked.claim(id, mira, BROWSER)).toMatchObject({ outcome: 'claimed' });
  });

  it('can be put back when the program could not carry them out', async () => {
    const id = await park();
    await parked.claim(id, mira, BROWSER);
    await parked.release(id);
    expect(await parked.claim(id, mira, BROWSER)).toMatchObject({ outcome: 'claimed' });
  });

  it.each(['', 'x', '__proto__', 'A'.repeat(24), 'A'.repeat(10_000)])(
    'are not found by another id: %#',
    async (id) => {
      expect(await parked.claim(id, mira, BROWSER)).toEqual({ outcome: 'none' });
      expect(await parked.peek(id, BROWSER)).toBeUndefined();
    },
  );

  it('are stored sealed, under the hash of their id', async () => {
    const id = await park();
    const dump = await dumpTables(app.db, ['parked_forms']);
    for (const text of [id, 'Zanzibar', '12.50', 'expenses']) {
      expect(dump).not.toContain(`"${text}`);
      expect(dump).not.toContain(Buffer.from(text).toString('base64url'));
      expect(dump).not.toContain(Buffer.from(text).toString('hex'));
    }
  });

  describe('are so many at most, of which the oldest goes:', () => {
    const limits = { ofPerson: 3, ofPlace: 4, ofAll: 5 };
    const bounded = () => new ParkedFormService(app.db, clock, app.services.sealer, limits);
    const parkAt = async (userId: number, place: string) => {
      clock.advance(1);
      return bounded().park({ userId, path: '/expenses', fields: {} }, BROWSER, place);
    };
    const waiting = async (ids: readonly string[]) => {
      const forms = await Promise.all(ids.map((id) => parked.peek(id, BROWSER)));
      return forms.map((form) => form !== undefined);
    };
    const parkAll = async (from: readonly (readonly [number, string])[]) => {
      await app.db.run('DELETE FROM parked_forms');
      const ids: string[] = [];
      for (const [userId, place] of from) ids.push(await parkAt(userId, place));
      return ids;
    };

    it('of a person', async () => {
      const ids = await parkAll([1, 2, 3, 4].map((place) => [mira, `192.0.${String(place)}.0/24`] as const));
      expect(await waiting(ids)).toEqual([false, true, true, true]);
    });

    it('from one place', async () => {
      const ids = await parkAll([mira, mira, owen, owen, owen].map((userId) => [userId, PLACE] as const));
      expect(await waiting(ids)).toEqual([false, true, true, true, true]);
    });

    it('in all', async () => {
      const ids = await parkAll([
        [mira, 'a'],
        [mira, 'b'],
        [mira, 'c'],
        [owen, 'd'],
        [owen, 'e'],
        [owen, 'f'],
      ]);
      expect(await waiting(ids)).toEqual([false, true, true, true, true, true]);
    });

    it('and what was carried out takes no room, and is still known as done', async () => {
      const [first = '', ...ids] = await parkAll([1, 2, 3].map(() => [mira, PLACE] as const));
      await parked.claim(first, mira, BROWSER);
      ids.push(await parkAt(mira, PLACE));
      expect(await waiting(ids)).toEqual([true, true, true]);
      expect(await parked.claim(first, mira, BROWSER)).toEqual({ outcome: 'done' });
    });
  });

  it('are thrown away after two days', async () => {
    const id = await park();
    clock.advance(2 * DAY + 1);
    await app.services.upkeep.runOnce();
    expect(await parked.claim(id, mira, BROWSER)).toEqual({ outcome: 'none' });
  });
});

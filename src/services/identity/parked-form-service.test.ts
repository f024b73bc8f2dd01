import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { signUp } from '../../testing/person.js';
import { dumpTables } from '../../testing/table-dump.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { ParkedFormService } from './parked-form-service.js';

const BROWSER = 'the secret of a browser';

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
    parked.park({ userId: mira, path: '/expenses?x=1', fields }, BROWSER);

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

  it('are thrown away after two days', async () => {
    const id = await park();
    clock.advance(2 * DAY + 1);
    await app.services.upkeep.runOnce();
    expect(await parked.claim(id, mira, BROWSER)).toEqual({ outcome: 'none' });
  });
});

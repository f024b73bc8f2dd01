import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { engines } from '../../testing/engines.js';
import { signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { Principal } from '../identity/principal.js';
import { sum } from '../ledger/sums.js';

/** Far fewer expenses a piece than in life. */
const LIMITS = { rows: 10, rowsMax: 30, chars: 100_000, charsMax: 200_000 };
const DAYS = 14;
const EACH_DAY = 3;

describe.each(engines)('a file too large for one import on $name', (engine) => {
  let app: TestApp;
  let mira: Principal;
  beforeAll(async () => {
    app = await startTestApp(engine, {});
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await (await signUp(app)).principal();
  });

  /** Equal expenses each day, which only their number tells apart. */
  const everything = (change: (at: number) => object = () => ({})) =>
    JSON.stringify({
      ...{ format: 'outlay', version: 1, currency: mira.currency.code },
      ...{ categories: [{ name: 'Bazaar' }], tags: [{ name: 'far' }] },
      expenses: Array.from({ length: DAYS * EACH_DAY }, (_, at) => ({
        ...{ id: at + 1, description: 'Coffee', amount: '3.20', category: 'Bazaar', tags: ['far'] },
        spent_on: `2026-03-${String(1 + Math.floor(at / EACH_DAY)).padStart(2, '0')}`,
        ...change(at),
      })),
    });
  async function* bits(text: string) {
    for (let at = 0; at < text.length; at += 500) yield await Promise.resolve(text.slice(at, at + 500));
  }
  const restore = (text: string, told: string[] = []) =>
    app.services.restoring.restore(
      mira,
      { name: 'all.json', text: bits(text) },
      (step, count) => void told.push(`${step} ${String(count)}`),
      LIMITS,
    );
  const summary = async () => sum(await app.services.reports.cells(mira, { range: {} }));
  const imports = async () => app.services.imports.list(mira, { limit: 50 });

  it('becomes several, and adds what the book does not have, once', async () => {
    const told: string[] = [];
    expect(await restore(everything(), told)).toMatchObject({
      added: 42,
      existing: 0,
      categories: 1,
      tags: 1,
    });
    expect(told).toEqual([
      ...['reading 12', 'reading 24', 'reading 36', 'reading 42'],
      ...['adding 12', 'adding 24', 'adding 36', 'adding 42'],
    ]);
    expect(await summary()).toMatchObject({ count: 42, totalMinor: 42n * 320n });
    expect(await restore(everything())).toMatchObject({ added: 0, existing: 42 });
    const [first] = (await imports()).filter(({ addedCount }) => addedCount > 0);
    await app.services.imports.undo(mira, first!.id);
    expect(await restore(everything())).toMatchObject({ added: 6, existing: 36 });
  });

  it('adds nothing when its last expense does not fit, and leaves nothing waiting', async () => {
    const bad = everything((at) => (at === 41 ? { spent_on: '2026-02-30' } : {}));
    await expect(restore(bad)).rejects.toMatchObject({ code: 'conflict' });
    await expect(restore(everything().slice(0, -2))).rejects.toMatchObject({ code: 'invalid' });
    expect(await summary()).toMatchObject({ count: 0 });
    expect(await imports()).toEqual([]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Day } from '../../domain/calendar.js';
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

  it('says how many of its expenses do not fit, and that a file is none of ours', async () => {
    const bad = everything((at) => (at === 4 ? { amount: '3.205' } : at === 5 ? { currency: 'XAF' } : {}));
    await expect(restore(bad)).rejects.toMatchObject({
      code: 'conflict',
      said: {
        code: 'restore.rows',
        english:
          '2 of 12 expenses do not fit: a broken day or amount, or another currency than USD. Nothing was restored.',
      },
    });
    const noSuchFile = {
      code: 'invalid',
      fields: {
        file: { code: 'restore.format', english: 'This is no file of "Everything of mine".' },
      },
    };
    for (const text of ['Date,Text,Amount\n2026-03-01,Tea,-3.00\n', '{"format":"outlay"}', ''])
      await expect(restore(text), text).rejects.toMatchObject(noSuchFile);
    const part = everything().replace('"far"', '""');
    await expect(restore(part)).rejects.toMatchObject({
      fields: { file: { key: 'fault.import.part', params: { part: 'tags.0.name' } } },
    });
    expect(await imports()).toEqual([]);
  });

  it('adds also what is perhaps there, and tells what else the file holds', async () => {
    const typed = {
      amountMinor: 320n,
      description: 'Espresso',
      categoryId: null,
      spentOn: '2026-03-02' as Day,
    };
    await app.services.expenses.record(mira, typed);
    const rule = { match: 'contains', text: 'tea', category: 'Bazaar', add_tags: [], description: null };
    const recurring = { interval: 1, every: 'month', starts_on: '2026-01-31', mode: 'remind', next_on: null };
    const { expenses, ...parts } = JSON.parse(everything()) as { expenses: object[] };
    const file = JSON.stringify({
      ...parts,
      budgets: [2, 3].map((month) => ({
        category: 'Bazaar',
        from: `2026-0${String(month)}`,
        amount: '9.00',
      })),
      recurring: ['a', 'b', 'c'].map((description) => ({ ...recurring, description, amount: '1.00' })),
      rules: ['tea', 'pie', 'jam', 'bun'].map((text) => ({ ...rule, text })),
      expenses,
    });
    expect(await restore(file)).toEqual({
      ...{ added: 42, existing: 0, categories: 1, tags: 1, budgets: 2, recurring: 3, rules: 4 },
    });
    expect((await summary()).count).toBe(43);
  });
});

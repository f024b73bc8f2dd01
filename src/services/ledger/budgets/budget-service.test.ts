import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Day, Month } from '../../../domain/calendar.js';
import { AppError } from '../../../domain/errors.js';
import { TestClock } from '../../../testing/clock.js';
import { engines, type TestDatabase } from '../../../testing/engines.js';
import { DEVICE } from '../../../testing/person.js';
import { startTestApp, type TestApp } from '../../../testing/test-app.js';
import type { Principal } from '../../identity/principal.js';
import { DoctorService } from '../../upkeep/doctor-service.js';
import { BUDGET_STEPS_MAX, type BudgetTarget } from './budget-service.js';

const month = (text: string) => text as Month;
const NOV = month('2026-11');

describe.each(engines)('budgets on $name', (engine) => {
  let database: TestDatabase;
  let app: TestApp;
  let clock: TestClock;
  let mira: Principal;
  let food: number;
  let health: number;

  beforeEach(async () => {
    database = await engine.create();
    clock = new TestClock('2026-11-12T12:00:00.000Z');
    app = await startTestApp(engine, { clock, database, env: { LOG_LEVEL: 'silent' } });
    mira = await meet('mira');
    const categories = await app.services.categories.list(mira);
    food = categories.find(({ name }) => name === 'Food')!.id;
    health = categories.find(({ name }) => name === 'Health')!.id;
  });
  afterEach(async () => {
    for await (const { invariant, breaches } of new DoctorService(app.db).examine())
      expect(breaches, invariant).toEqual([]);
    await app.close();
    await database.close();
  });

  async function meet(name: string): Promise<Principal> {
    const registration = { username: name, email: `${name}@a.example`, password: 'quite a long phrase' };
    const tokens = await app.services.accounts.register(registration, DEVICE);
    return (await app.services.sessions.authenticate(tokens.accessToken))!;
  }

  const set = (target: BudgetTarget, amount: number, from = '2026-10', carryOver = false) =>
    app.services.budgets.set(mira, target, {
      ...{ amountMinor: BigInt(amount), fromMonth: month(from), carryOver },
    });
  const spend = (amount: number, categoryId: number | null = food, on = '2026-11-03') =>
    app.services.expenses.record(mira, {
      ...{ amountMinor: BigInt(amount), description: 'x', categoryId, spentOn: on as Day },
    });
  const spent = async (target: BudgetTarget, at = NOV) =>
    (await app.services.budgets.inMonth(mira, at)).find((line) => line.target === target)?.spentMinor;
  /** What each has in a month, by name. */
  const amounts = async (at = '2026-11') => {
    const names = new Map((await app.services.categories.list(mira)).map(({ id, name }) => [id, name]));
    const lines = await app.services.budgets.inMonth(mira, month(at));
    return lines
      .map(
        ({ target, budgetMinor }) =>
          `${target === 'all' ? 'all' : names.get(target)!} ${String(budgetMinor)}`,
      )
      .sort();
  };
  const later = () => clock.advance(1_000);

  it('say what lists and reports say, also after refunds, deletions and undoing', async () => {
    await set(food, 5_000);
    await set('all', 9_000);
    const lunch = await spend(1_200);
    await spend(-300);
    await spend(700, null);
    await spend(99, food, '2026-12-01');
    const agrees = async () => {
      const filter = { range: { from: '2026-11-01' as Day, until: '2026-12-01' as Day } };
      const all = await app.services.reports.summarise(mira, filter);
      const some = await app.services.reports.summarise(mira, { ...filter, categoryId: food });
      expect([await spent('all'), await spent(food)]).toEqual([all.totalMinor, some.totalMinor]);
      return [all.totalMinor, some.totalMinor];
    };
    expect(await agrees()).toEqual([1_600n, 900n]);
    await app.services.expenses.remove(mira, lunch.id);
    expect(await agrees()).toEqual([400n, -300n]);
    await app.services.expenses.restore(mira, lunch.id);
    expect(await agrees()).toEqual([1_600n, 900n]);
  });

  it('add up beyond 64 bits', async () => {
    const most = 999_999_999_999_999;
    await set('all', most, '1900-01', true);
    for (let at = 0; at < 3; at += 1) await spend(most, null, '2026-10-01');
    const [line] = await app.services.budgets.inMonth(mira, month('2199-12'));
    expect(line!.carriedMinor).toBe(BigInt(most) * (3_599n - 3n));
  });

  it('go with a category that is deleted, and come back with it', async () => {
    await set(food, 5_000, '2026-10', true);
    await set(food, 6_000, '2026-12');
    await set('all', 1);
    const { changeId } = await app.services.categories.remove(mira, food);
    expect(await amounts()).toEqual(['all 1']);
    later();
    await app.services.changes.undo(mira, changeId);
    expect(await amounts()).toEqual(['Food 5000', 'all 1']);
    expect(await amounts('2026-12')).toEqual(['Food 6000', 'all 1']);
  });

  it('are taken over by the category that another is merged into, if it has none', async () => {
    await set(food, 5_000);
    const { changeId } = await app.services.categories.merge(mira, food, health);
    expect(await amounts()).toEqual(['Health 5000']);
    later();
    await app.services.changes.undo(mira, changeId);
    expect(await amounts()).toEqual(['Food 5000']);
  });

  it('stay with who changed what was taken over', async () => {
    await set(food, 5_000);
    const { changeId } = await app.services.categories.merge(mira, food, health);
    later();
    await set(health, 7_000);
    await app.services.changes.undo(mira, changeId);
    expect(await amounts()).toEqual(['Health 7000']);
  });

  it('come back to where they were first, when the category that took them over is removed too', async () => {
    await set(food, 5_000, '2026-02', true);
    const merged = await app.services.categories.merge(mira, food, health);
    clock.advance(1_000);
    const removed = await app.services.categories.remove(mira, health);
    expect(await amounts()).toEqual([]);
    await app.services.changes.undo(mira, removed.changeId);
    expect(await amounts()).toEqual(['Health 5000']);
    await app.services.changes.undo(mira, merged.changeId);
    expect(await amounts()).toEqual(['Food 5000']);
  });

  it('give way where the category that another is merged into has one', async () => {
    await set(food, 5_000);
    await set(health, 300);
    const { changeId } = await app.services.categories.merge(mira, food, health);
    expect(await amounts()).toEqual(['Health 300']);
    later();
    await app.services.changes.undo(mira, changeId);
    expect(await amounts()).toEqual(['Food 5000', 'Health 300']);
  });

  it('are restored as they were, and end only once', async () => {
    const { budgets } = app.services;
    await set(food, 5_000, '2026-01');
    await budgets.end(mira, food, month('2026-03'));
    later();
    await set(food, 6_000, '2026-06');
    await set(food, 7_000, '2026-12');
    later();
    await budgets.end(mira, food, month('2026-06'));
    expect(await amounts('2026-12')).toEqual([]);
    expect(await budgets.restore(mira, food)).toBe(true);
    expect([await amounts('2026-02'), await amounts('2026-04'), await amounts('2026-06')]).toEqual([
      ['Food 5000'],
      [],
      ['Food 6000'],
    ]);
    expect(await amounts('2026-12')).toEqual(['Food 7000']);
    expect(await budgets.restore(mira, food)).toBe(false);
  });

  it('can be taken back once they are set, but not what was set again or ended since', async () => {
    const { budgets } = app.services;
    const { at: first } = await set(food, 5_000, '2026-11');
    clock.advance(1_000);
    const { at: second } = await set(food, 6_000, '2026-11');
    expect(await budgets.unset(mira, NOV, first)).toBe(0);
    expect(await budgets.unset(mira, NOV, second)).toBe(1);
    expect(await amounts()).toEqual(['Food 5000']);
    expect(await budgets.unset(mira, NOV, second)).toBe(0);
    clock.advance(1_000);
    const { at: third } = await set(food, 7_000, '2026-11');
    expect(await budgets.restore(mira, food)).toBe(false);
    expect(await amounts()).toEqual(['Food 7000']);
    await budgets.end(mira, food, NOV);
    expect(await budgets.unset(mira, NOV, third)).toBe(0);
    expect(await amounts()).toEqual([]);
  });

  it('are suggested from the three full months before, for what was used', async () => {
    const { budgets } = app.services;
    expect(await budgets.suggestions(mira)).toEqual([]);
    // Before and after the three months nothing counts.
    await spend(90_000, food, '2026-07-31');
    await spend(90_000, food, '2026-11-01');
    await spend(10_000, food, '2026-08-01');
    await spend(20_000, food, '2026-09-15');
    await spend(30_000, food, '2026-10-31');
    await spend(5_000, health, '2026-10-01');
    await spend(1_000, null, '2026-10-01');
    const found = new Map((await budgets.suggestions(mira)).map((each) => [each.target, each.amountMinor]));
    expect(found).toEqual(
      new Map<BudgetTarget, bigint>([
        ['all', 22_000n],
        [food, 20_000n],
        [health, 5_000n],
      ]),
    );
  });

  it('say until when they hold, where a later one follows', async () => {
    expect((await set(food, 5_000, '2026-10')).until).toBeUndefined();
    expect((await set(food, 6_000, '2026-12')).until).toBeUndefined();
    expect((await set(food, 7_000, '2026-11')).until).toBe('2026-12');
    expect((await set(food, 8_000, '2026-12')).until).toBeUndefined();
    expect((await set('all', 1, '2026-10')).until).toBeUndefined();
  });

  it('are copied from the month before where they differ from it', async () => {
    const { budgets } = app.services;
    const differs = () => budgets.differsFromLastMonth(mira, NOV);
    expect(await differs()).toBe(false);
    await set(food, 5_000, '2026-10');
    expect(await differs()).toBe(false);
    later();
    await set(food, 6_000, '2026-11');
    expect(await differs()).toBe(true);
    expect(await budgets.copyLastMonth(mira, NOV)).toMatchObject({ count: 1 });
    expect(await amounts()).toEqual(['Food 5000']);
    expect([await differs(), (await budgets.copyLastMonth(mira, NOV)).count]).toEqual([false, 0]);
  });

  it('of everything end and come back as those of a category do', async () => {
    const { budgets } = app.services;
    await set('all', 9_000, '2026-09');
    later();
    await budgets.end(mira, 'all', NOV);
    expect([await amounts('2026-10'), await amounts()]).toEqual([['all 9000'], []]);
    expect(await faultsOf(budgets.end(mira, 'all', month('2026-12')))).toEqual(['not_found']);
    expect(await budgets.restore(mira, 'all')).toBe(true);
    expect(await amounts()).toEqual(['all 9000']);
    expect(await budgets.restore(mira, 'all')).toBe(false);
    expect(await budgets.restore(mira, food)).toBe(false);
    await expect(budgets.end(mira, 987_654, NOV)).rejects.toMatchObject({
      said: { key: 'error.no_such.category' },
    });
  });

  it('that end later can end sooner', async () => {
    await set(food, 5_000, '2026-09');
    await app.services.budgets.end(mira, food, month('2026-12'));
    await app.services.budgets.end(mira, food, NOV);
    expect([await amounts('2026-10'), await amounts()]).toEqual([['Food 5000'], []]);
  });

  it('carry over, each its own, what the months before left', async () => {
    await set(food, 5_000, '2026-10', true);
    await set(health, 300);
    await set('all', 9_000, '2026-09', true);
    await spend(1_200, food, '2026-10-31');
    await spend(700, health, '2026-09-30');
    await spend(100);
    const lines = await app.services.budgets.inMonth(mira, NOV);
    const carried = lines.map(({ target, carriedMinor, spentMinor }) => [target, carriedMinor, spentMinor]);
    expect(new Set(carried)).toEqual(
      new Set([
        ['all', 18_000n - 1_900n, 100n],
        [food, 3_800n, 100n],
        [health, 0n, 0n],
      ]),
    );
  });

  async function everything(who: Principal): Promise<string> {
    let text = '';
    for await (const piece of (await app.services.exports.writeEverything(who)).pieces) text += piece;
    return text;
  }

  it('are taken back in their month only', async () => {
    await set(food, 5_000, '2026-10');
    const { at } = await set(food, 6_000, '2026-11');
    expect(await app.services.budgets.unset(mira, NOV, at)).toBe(1);
    expect([await amounts('2026-10'), await amounts()]).toEqual([['Food 5000'], ['Food 5000']]);
  });

  it('are found by their own book only', async () => {
    const owen = await meet('owen');
    await set(food, 5_000);
    const { budgets } = app.services;
    const input = { amountMinor: 1n, fromMonth: NOV, carryOver: false };
    expect(await faultsOf(budgets.set(owen, food, input))).toEqual(['invalid', 'category_id']);
    expect(await faultsOf(budgets.end(owen, food, NOV))).toEqual(['not_found']);
    expect(await faultsOf(budgets.restore(owen, food))).toEqual(['not_found']);
    expect(await budgets.inMonth(owen, NOV)).toEqual([]);
    expect(await budgets.copyLastMonth(owen, NOV)).toMatchObject({ count: 0 });
    expect(await budgets.unset(owen, month('2026-10'), clock.now().toISOString())).toBe(0);
    expect(await amounts()).toEqual(['Food 5000']);
  });

  it('keep the currency of the book from changing under them, and their number within bounds', async () => {
    await set(food, 5_000);
    expect(await app.services.profiles.hasExpenses(mira)).toBe(true);
    await app.db.transaction(async (tx) => {
      for (let at = 1; at < BUDGET_STEPS_MAX; at += 1) {
        const text = `${String(1900 + Math.floor(at / 12))}-${String((at % 12) + 1).padStart(2, '0')}`;
        await tx.run(
          `INSERT INTO budgets (book_id, category_id, from_month, amount_minor, carry_over, created_at, updated_at)
           VALUES ($1, $2, $3, 1, 0, $4, $4)`,
          [mira.bookId, health, text, '2026-11-12T12:00:00.000Z'],
        );
      }
    });
    await expect(set('all', 1)).rejects.toMatchObject({
      fields: { amount: { key: 'fault.budget.too_many', params: { max: 2_000 } } },
    });
    await set(food, 6_000);
    expect(await amounts()).toContain('Food 6000');
    // A file of all that the book has brings nothing more.
    const bytes = Buffer.from(await everything(mira));
    const id = await app.services.imports.open(mira, { name: 'all.json', bytes });
    expect(await app.services.imports.commit(mira, id)).toMatchObject({ status: 'done', addedCount: 0 });
  });

  it('go with everything of a person to another installation, and once', async () => {
    const owen = await meet('owen');
    await set(food, 5_000, '2026-01', true);
    await app.services.budgets.end(mira, food, month('2026-03'));
    await set('all', 123_456, '2025-12');
    const budgetsOf = (text: string) => (JSON.parse(text) as { budgets: object[] }).budgets;
    const text = await everything(mira);
    expect(budgetsOf(text)).toEqual([
      { category: null, from: '2025-12', amount: '1234.56', carry_over: false },
      { category: 'Food', from: '2026-01', amount: '50.00', carry_over: true },
      { category: 'Food', from: '2026-03', amount: null, carry_over: false },
    ]);
    for (let at = 0; at < 2; at += 1) {
      const id = await app.services.imports.open(owen, { name: 'all.json', bytes: Buffer.from(text) });
      await app.services.imports.commit(owen, id);
      expect(budgetsOf(await everything(owen))).toEqual(budgetsOf(text));
    }
  });

  it('come from no file in which one of them does not fit, which is named', async () => {
    const part = { category: null, from: '2026-13', amount: '9.00', carry_over: false };
    const file = { format: 'outlay', version: 1, currency: 'USD', budgets: [part], expenses: [] };
    const bytes = Buffer.from(JSON.stringify(file));
    await expect(app.services.imports.open(mira, { name: 'all.json', bytes })).rejects.toMatchObject({
      fields: { file: { params: { part: 'budgets.0.from' } } },
    });
  });
});

async function faultsOf(work: Promise<unknown>): Promise<string[]> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return [error.code, ...Object.keys(error.fields)];
    throw error;
  }
  return [];
}

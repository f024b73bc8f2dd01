import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, type Day, type DayRange } from '../../domain/calendar.js';
import { AppError } from '../../domain/errors.js';
import { foldText } from '../../domain/folded-text.js';
import { engines } from '../../testing/engines.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { DoctorService } from '../upkeep/doctor-service.js';
import type { ExpenseInput } from './expense-input.js';
import type { Principal } from '../identity/principal.js';
import type { SpendingCell } from './report-service.js';
import { searchWords } from '../../domain/search.js';

// Whatever people do, in whatever order: sums and searches are those of a naive model, and the doctor finds nothing.

const STEPS_A_RUN = 50;
/** Thousands by OUTLAY_PROPERTY_STEPS=5000. */
const steps = Number(process.env['OUTLAY_PROPERTY_STEPS'] ?? 250);
const START = '2026-01-20' as Day;
const WORDS = ['coffee', 'rent', 'Straße', 'tea', '100%'];
const DEVICE = { userAgent: 'test', ip: '192.0.2.1', ipPrefix: '192.0.2.0' };

interface Known extends ExpenseInput {
  deletedAtMs: number | null;
}

interface World {
  readonly app: TestApp;
  readonly me: Principal;
  readonly foreignCategoryId: number;
  readonly expenses: Map<number, Known>;
  readonly categoryIds: number[];
  readonly forward: (days: number) => void;
  readonly nowMs: () => number;
}

type Step = (world: World) => Promise<unknown>;

describe.each(engines)('random operations on $name', (engine) => {
  let app: TestApp;
  let nowMs = Date.parse('2026-01-25T12:00:00Z');
  let people = 0;

  beforeAll(async () => {
    app = await startTestApp(engine, {
      clock: { now: () => new Date(nowMs++) },
      env: { LOG_LEVEL: 'silent' },
    });
  });
  afterAll(() => app.close());

  async function meet(): Promise<Principal> {
    const email = `person${String((people += 1))}@a.example`;
    const registration = { username: 'Person', email, password: 'quite a long phrase' };
    const tokens = await app.services.accounts.register(registration, DEVICE);
    return (await app.services.sessions.authenticate(tokens.accessToken))!;
  }

  async function newWorld(): Promise<World> {
    const [me, other] = [await meet(), await meet()];
    const categories = await app.services.categories.list(me);
    const [foreign] = await app.services.categories.list(other);
    return {
      app,
      me,
      foreignCategoryId: foreign!.id,
      expenses: new Map(),
      categoryIds: categories.slice(0, 4).map(({ id }) => id),
      forward: (days) => void (nowMs += days * 86_400_000),
      nowMs: () => nowMs,
    };
  }

  test(`leave totals, searches and every invariant right after each of ${String(steps)} steps`, async () => {
    const runs = fc.asyncProperty(
      fc.array(anyStep(), { minLength: 1, maxLength: STEPS_A_RUN, size: 'max' }),
      async (play) => {
        const world = await newWorld();
        for (const step of play) {
          await step(world);
          await compare(world);
        }
      },
    );
    await fc.assert(runs, { numRuns: Math.ceil(steps / (STEPS_A_RUN / 2)), endOnFailure: true });
  }, 600_000);
});

async function compare({ app, me, expenses }: World): Promise<void> {
  const live = [...expenses.values()].filter(({ deletedAtMs }) => deletedAtMs === null);
  const ranges: DayRange[] = [
    {},
    { from: addDays(START, 5) },
    { from: addDays(START, 3), until: addDays(START, 45) },
  ];
  for (const range of ranges) {
    const within = live.filter(
      ({ spentOn }) => spentOn >= (range.from ?? '') && spentOn < (range.until ?? '~'),
    );
    expect(inOrder(await app.services.reports.cells(me, { range }))).toEqual(recount(within));
  }
  const matching = live.filter(({ description }) => foldText(description).includes('stras'));
  const found = await app.services.expenses.browse(
    me,
    { range: {}, words: searchWords('STRAS') },
    { limit: 200 },
  );
  expect(found.items).toHaveLength(matching.length);
  for await (const { invariant, breaches } of new DoctorService(app.db).examine()) {
    expect(breaches, invariant).toEqual([]);
  }
}

function recount(expenses: readonly Known[]): SpendingCell[] {
  const cells = new Map<string, SpendingCell>();
  for (const { spentOn, categoryId, amountMinor } of expenses) {
    const month = spentOn.slice(0, 7) as SpendingCell['month'];
    const cell = cells.get(`${month} ${String(categoryId)}`) ?? {
      month,
      categoryId,
      totalMinor: 0n,
      count: 0,
    };
    const sum = { ...cell, totalMinor: cell.totalMinor + amountMinor, count: cell.count + 1 };
    cells.set(`${month} ${String(categoryId)}`, sum);
  }
  return inOrder([...cells.values()]);
}

function inOrder(cells: readonly SpendingCell[]): SpendingCell[] {
  const key = ({ month, categoryId }: SpendingCell) => `${month} ${String(categoryId ?? 0).padStart(9, '0')}`;
  return [...cells].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** What an operation is told, with its category as a number that any list can be asked for. */
interface Draft {
  readonly amountMinor: bigint;
  readonly description: string;
  readonly category: number;
  readonly spentOn: Day;
}

const drafts: fc.Arbitrary<Draft> = fc.record({
  amountMinor: fc.oneof(fc.bigInt({ min: 1n, max: 9_999n }), fc.constant(99_999_999_999_999n)),
  description: fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...WORDS)).map((words) => words.join(' ')),
  category: fc.nat(6),
  spentOn: fc.nat(70).map((days) => addDays(START, days)),
});

function anyStep(): fc.Arbitrary<Step> {
  const which = fc.nat(1_000);
  return fc.oneof(
    {
      weight: 6,
      arbitrary: named(
        'record',
        drafts.map(
          (draft): Step =>
            (world) =>
              record(world, draft),
        ),
      ),
    },
    {
      weight: 2,
      arbitrary: named(
        'recordAll',
        fc.array(drafts, { minLength: 1, maxLength: 6 }).map(
          (all): Step =>
            (world) =>
              recordAll(world, all),
        ),
      ),
    },
    {
      weight: 5,
      arbitrary: named(
        'correct',
        fc.tuple(which, drafts, fc.boolean()).map(
          ([at, draft, isStale]): Step =>
            (world) =>
              correct(world, at, draft, isStale),
        ),
      ),
    },
    {
      weight: 4,
      arbitrary: named(
        'remove',
        which.map(
          (at): Step =>
            (world) =>
              remove(world, at),
        ),
      ),
    },
    {
      weight: 3,
      arbitrary: named(
        'restore',
        which.map(
          (at): Step =>
            (world) =>
              restore(world, at),
        ),
      ),
    },
    {
      weight: 1,
      arbitrary: named(
        'merge',
        fc.tuple(which, which).map(
          ([from, into]): Step =>
            (world) =>
              merge(world, from, into),
        ),
      ),
    },
    {
      weight: 1,
      arbitrary: named(
        'removeCategory',
        which.map(
          (at): Step =>
            (world) =>
              removeCategory(world, at),
        ),
      ),
    },
    {
      weight: 1,
      arbitrary: named(
        'addCategory',
        which.map(
          (name): Step =>
            (world) =>
              addCategory(world, name),
        ),
      ),
    },
    {
      weight: 1,
      arbitrary: named(
        'refuse',
        drafts.map(
          (draft): Step =>
            (world) =>
              recordForeign(world, draft),
        ),
      ),
    },
    {
      weight: 1,
      arbitrary: named(
        'upkeep',
        fc.constantFrom(1, 20, 31).map(
          (days): Step =>
            (world) =>
              upkeep(world, days),
        ),
      ),
    },
  );
}

/** So that a failing sequence is printed by the names of its steps. */
function named(name: string, steps_: fc.Arbitrary<Step>): fc.Arbitrary<Step> {
  return steps_.map((step) => Object.assign((world: World) => step(world), { toString: () => name }));
}

function toInput({ categoryIds }: World, { category, ...rest }: Draft): ExpenseInput {
  return { ...rest, categoryId: categoryIds[category] ?? null };
}

/** One of the live or deleted expenses, if there is any. */
function choose({ expenses }: World, at: number, isDeleted: boolean): [number, Known] | undefined {
  const all = [...expenses].filter(([, { deletedAtMs }]) => (deletedAtMs !== null) === isDeleted);
  return all[at % Math.max(1, all.length)];
}

async function record(world: World, draft: Draft): Promise<void> {
  const input = toInput(world, draft);
  const key = { value: `key ${String(world.nowMs())}`, whenReused: 'refuse' as const };
  const { expenses } = world.app.services;
  const { id } = await expenses.record(world.me, input, key);
  // The same request again, as after a lost answer: one expense, not two.
  expect((await expenses.record(world.me, input, key)).id).toBe(id);
  world.expenses.set(id, { ...input, deletedAtMs: null });
}

async function recordAll(world: World, all: readonly Draft[]): Promise<void> {
  const inputs = all.map((draft) => toInput(world, draft));
  const stored = await world.app.services.expenses.recordAll(world.me, inputs);
  stored.forEach(({ id }, index) => world.expenses.set(id, { ...inputs[index]!, deletedAtMs: null }));
}

async function correct(world: World, at: number, draft: Draft, isStale: boolean): Promise<void> {
  const [id, known] = choose(world, at, false) ?? [];
  if (id === undefined || !known) return;
  const { expenses } = world.app.services;
  const { version } = await expenses.find(world.me, id);
  const input = toInput(world, draft);
  const correction = await expenses.correct(world.me, id, isStale ? version + 1 : version, input);
  expect(correction.outcome).toBe(isStale ? 'conflict' : 'saved');
  if (!isStale) world.expenses.set(id, { ...input, deletedAtMs: null });
}

async function remove(world: World, at: number): Promise<void> {
  const [id, known] = choose(world, at, false) ?? [];
  if (id === undefined || !known) return;
  await world.app.services.expenses.remove(world.me, id);
  known.deletedAtMs = world.nowMs();
}

async function restore(world: World, at: number): Promise<void> {
  const [id, known] = choose(world, at, true) ?? [];
  if (id === undefined || !known) return;
  await world.app.services.expenses.restore(world.me, id);
  known.deletedAtMs = null;
}

async function merge(world: World, from: number, into: number): Promise<void> {
  const { categoryIds, me, app } = world;
  const [source, target] = [categoryIds[from % categoryIds.length], categoryIds[into % categoryIds.length]];
  if (source === undefined || target === undefined || source === target) return;
  await app.services.categories.merge(me, source, target);
  refile(world, source, target);
}

async function removeCategory(world: World, at: number): Promise<void> {
  const category = world.categoryIds[at % Math.max(1, world.categoryIds.length)];
  if (category === undefined) return;
  await world.app.services.categories.remove(world.me, category);
  refile(world, category, null);
}

function refile({ expenses, categoryIds }: World, from: number, to: number | null): void {
  for (const [id, known] of expenses)
    if (known.categoryId === from) expenses.set(id, { ...known, categoryId: to });
  categoryIds.splice(categoryIds.indexOf(from), 1);
}

async function addCategory(world: World, name: number): Promise<void> {
  const { categories } = world.app.services;
  const added = await categories.add(world.me, { name: `New ${String(name)} ${String(world.nowMs())}` });
  world.categoryIds.push(added.id);
}

async function recordForeign(world: World, draft: Draft): Promise<void> {
  const input = { ...toInput(world, draft), categoryId: world.foreignCategoryId };
  const { expenses } = world.app.services;
  await expect(expenses.record(world.me, input)).rejects.toThrow(AppError);
  await expect(expenses.recordAll(world.me, [toInput(world, draft), input])).rejects.toThrow(AppError);
}

async function upkeep(world: World, days: number): Promise<void> {
  world.forward(days);
  await world.app.services.upkeep.runOnce();
  const oldest = world.nowMs() - 30 * 86_400_000 - 10_000;
  for (const [id, { deletedAtMs }] of world.expenses) {
    if (deletedAtMs !== null && deletedAtMs < oldest) world.expenses.delete(id);
  }
}

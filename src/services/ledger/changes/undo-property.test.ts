import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BudgetStep, BudgetTarget } from '../../../domain/budget.js';
import { addDays, addMonths, type Month } from '../../../domain/calendar.js';
import { foldText } from '../../../domain/folded-text.js';
import { searchWords } from '../../../domain/search.js';
import { fromTagIds } from '../../../domain/tag-ids.js';
import { engines } from '../../../testing/engines.js';
import {
  anyChange,
  anyFiling,
  anyStep,
  readFile,
  type ReadFile,
  type Row,
  rowsOf,
  START,
  TAGS,
  willing,
  type World,
} from '../../../testing/random-changes.js';
import { startTestApp, type TestApp } from '../../../testing/test-app.js';
import type { Principal } from '../../identity/principal.js';
import { DoctorService } from '../../upkeep/doctor-service.js';

// Whatever is changed and undone, in whatever order: what is kept beside the expenses equals a recount (the doctor
// finds nothing), and so do reports, budgets and searches; undoing everything newest first leaves the start, and in any
// other order what is not as it was is named.

const DEVICE = { userAgent: 'test', ip: '192.0.2.1', ipPrefix: '192.0.2.0' };
const BUDGET_MONTHS = ['2026-01', '2026-02', '2026-03', '2026-04'] as Month[];
const SEARCHED = ['thing', 'EDITÉD', 'creme', 'strasse', 'musli', 'abo'];
const runs = Number(process.env['OUTLAY_PROPERTY_RUNS'] ?? 12);

describe.each(engines)('random changes and undos on $name', (engine) => {
  let app: TestApp;
  let file: ReadFile;
  let nowMs = Date.parse('2026-03-10T12:00:00Z');
  let people = 0;
  beforeAll(async () => {
    const clock = { now: () => new Date((nowMs += 1)) };
    app = await startTestApp(engine, { clock, env: { LOG_LEVEL: 'silent' } });
    file = await readFile(app, await register());
  });
  afterAll(() => app.close());

  async function register(): Promise<Principal> {
    const email = `person${String((people += 1))}@a.example`;
    // So many people at once are refused.
    nowMs += 10_000;
    const registration = { username: 'Person', email, password: 'quite a long phrase' };
    const { accessToken } = await app.services.accounts.register(registration, DEVICE);
    return (await app.services.sessions.authenticate(accessToken))!;
  }

  async function newWorld(): Promise<World> {
    const me = await register();
    const categoryIds = (await app.services.categories.list(me)).slice(0, 3).map(({ id }) => id);
    await app.services.expenses.recordAll(
      me,
      Array.from({ length: 12 }, (_, at) => ({
        amountMinor: BigInt(at % 4 === 3 ? -50 - at : 100 + at),
        description: `thing ${String(at)}`,
        categoryId: [...categoryIds, null][at % 4] ?? null,
        spentOn: addDays(START, at * 5),
        ...(at % 3 === 0 && { tags: [TAGS[at % 2]!] }),
      })),
    );
    return { app, me, categoryIds, named: new Set<number>(), file };
  }

  test('leave all kept figures right, and newest first the start', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyChange(), { minLength: 2, maxLength: 14 }), async (play) => {
        const world = await newWorld();
        const before = await rowsOf(world);
        for (const step of play) await willing(() => step(world));
        await examine(world);
        await undoAll(world);
        const after = await rowsOf(world);
        expect(after.slice(0, before.length)).toEqual(before);
        expect(after.slice(before.length).filter(({ deleted }) => deleted === 0)).toEqual([]);
        expect(await app.services.recurring.list(world.me)).toEqual([]);
        await examine(world);
      }),
      { numRuns: runs, endOnFailure: true },
    );
  }, 300_000);

  test('in any order name every expense that is not as it was', async () => {
    const plays = fc.tuple(
      fc.array(anyStep(), { minLength: 2, maxLength: 10 }),
      fc.infiniteStream(fc.nat(99)),
    );
    await fc.assert(
      fc.asyncProperty(plays, async ([play, order]) => {
        const world = await newWorld();
        const before = new Map((await rowsOf(world)).map((row) => [row.id, row]));
        for (const step of play) await willing(() => step(world));
        const open = await changesOf(world);
        while (open.length > 0) {
          const [change] = open.splice(Number(order.next().value) % open.length, 1);
          const { leftAlone } = await app.services.changes.undo(world.me, change!.id);
          for (const { expenseId } of leftAlone) world.named.add(expenseId);
        }
        for (const row of await rowsOf(world)) {
          if (world.named.has(row.id)) continue;
          // What was added since the start is in the trash again.
          expect(row).toEqual(before.get(row.id) ?? { ...row, deleted: 1 });
        }
        await examine(world);
      }),
      { numRuns: runs, endOnFailure: true },
    );
  }, 300_000);

  test('of categories and tags give budgets, rules and recurring expenses back what they had', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyFiling(), { minLength: 1, maxLength: 6 }), async (play) => {
        const world = await newWorld();
        await plan(world);
        const before = await plansOf(world);
        const planned = await changesOf(world);
        for (const step of play) await willing(() => step(world));
        await examine(world);
        await undoAll(world, planned);
        expect(await plansOf(world)).toEqual(before);
        await examine(world);
      }),
      { numRuns: runs, endOnFailure: true },
    );
  }, 300_000);
});

const changesOf = async ({ app, me }: World) =>
  (await app.services.changes.list(me, { limit: 100 })).items.filter(
    ({ kind, undoneAt }) => kind !== 'undo' && undoneAt === null,
  );

/** Newest first: then nothing stands in the way. */
async function undoAll(world: World, but: readonly { readonly id: number }[] = []): Promise<void> {
  for (const { id } of await changesOf(world)) {
    if (but.some((each) => each.id === id)) continue;
    const undone = await world.app.services.changes.undo(world.me, id);
    expect(undone.leftAlone).toEqual([]);
  }
}

/** What reports, budgets and searches say is what the rows say, and what is kept beside them passes the doctor. */
async function examine(world: World): Promise<void> {
  const { app, me } = world;
  const live = (await rowsOf(world)).filter(({ deleted }) => deleted === 0);
  const { reports, expenses } = app.services;
  const cells = await reports.cells(me, { range: {} });
  expect(
    sums(cells.map((cell) => [`${cell.month} ${String(cell.categoryId)}`, cell.totalMinor, cell.count])),
  ).toEqual(sums(live.map((row) => [`${monthOf(row)} ${String(row.category_id)}`, minorOf(row), 1])));
  const tags = await reports.byTag(me, { range: {} });
  expect(sums(tags.map(({ tagId, totalMinor, count }) => [String(tagId), totalMinor, count]))).toEqual(
    sums(live.flatMap((row) => fromTagIds(row.tag_ids).map((id) => [String(id), minorOf(row), 1] as const))),
  );
  await examineBudgets(world, live);
  for (const typed of SEARCHED) {
    const found = await expenses.browse(me, { range: {}, words: searchWords(typed) }, { limit: 100 });
    const fitting = live.filter(({ description }) => foldText(description).includes(foldText(typed)));
    expect(ids(found.items), typed).toEqual(ids(fitting));
  }
  for await (const { invariant, breaches } of new DoctorService(app.db).examine())
    expect(breaches, invariant).toEqual([]);
}

/** Month after month, as a person would reckon. */
async function examineBudgets({ app, me }: World, live: readonly Row[]): Promise<void> {
  const steps = await app.services.budgets.listSteps(me);
  const stepIn = (target: BudgetTarget, month: Month) =>
    steps
      .filter((step) => step.target === target && step.fromMonth <= month)
      .reduce<BudgetStep | undefined>((a, b) => (a && a.fromMonth > b.fromMonth ? a : b), undefined);
  const spentIn = (target: BudgetTarget, month: Month) =>
    live
      .filter((row) => monthOf(row) === month && (target === 'all' || row.category_id === target))
      .reduce((total, row) => total + minorOf(row), 0n);
  const carriedInto = (target: BudgetTarget, month: Month): bigint => {
    const before = addMonths(month, -1);
    const [step, earlier] = [stepIn(target, month), stepIn(target, before)];
    if (!step?.carryOver || !earlier?.carryOver || earlier.amountMinor === null) return 0n;
    return carriedInto(target, before) + earlier.amountMinor - spentIn(target, before);
  };
  for (const month of BUDGET_MONTHS)
    for (const line of await app.services.budgets.inMonth(me, month)) {
      const { target, spentMinor, carriedMinor, leftMinor, budgetMinor } = line;
      expect(budgetMinor).toBe(stepIn(target, month)?.amountMinor);
      expect(spentMinor).toBe(spentIn(target, month));
      expect(carriedMinor).toBe(carriedInto(target, month));
      expect(leftMinor).toBe(budgetMinor + carriedMinor - spentMinor);
    }
}

/** Budgets, rules and recurring expenses under some of the categories and tags. */
async function plan({ app, me, categoryIds }: World): Promise<void> {
  const { budgets, rules, recurring } = app.services;
  const amount = { amountMinor: 500n, carryOver: true };
  for (const [at, id] of categoryIds.slice(0, 2).entries()) {
    await budgets.set(me, id, { ...amount, fromMonth: '2025-12' as Month });
    await budgets.set(me, id, { ...amount, amountMinor: BigInt(700 + at), fromMonth: '2026-02' as Month });
    const tags = [TAGS[at]!, 'kept'];
    await rules.add(me, { match: 'contains', text: 'thing', categoryId: id, tags, description: null });
    await recurring.add(me, {
      ...{ amountMinor: 100n, description: 'Abo', categoryId: id, tags, mode: 'add', endsOn: null },
      ...{ startsOn: addDays(START, 30), every: 'month', interval: 1 },
    });
  }
}

async function plansOf({ app, me }: World) {
  const { budgets, rules, recurring } = app.services;
  const filed = (each: { id: number; categoryId: number | null; tags: readonly string[] }) => [
    ...[each.id, each.categoryId],
    ...each.tags.toSorted(),
  ];
  const steps = (await budgets.listSteps(me)).map((step) =>
    [step.target, step.fromMonth, step.amountMinor, step.carryOver].map(String).join(' '),
  );
  return {
    budgets: steps.toSorted(),
    rules: (await rules.list(me)).map(filed),
    recurring: (await recurring.list(me)).map(filed).toSorted(),
  };
}

const ids = (items: readonly { readonly id: number }[]) =>
  items.map(({ id }) => id).toSorted((a, b) => a - b);
const monthOf = (row: Row) => row.spent_on.slice(0, 7);
const minorOf = (row: Row) => BigInt(row.amount_minor);

/** Adds up by key: "sum of count". */
function sums(entries: readonly (readonly [string, bigint, number])[]): Record<string, string> {
  const totals = new Map<string, { total: bigint; count: number }>();
  for (const [key, minor, one] of entries) {
    const { total, count } = totals.get(key) ?? { total: 0n, count: 0 };
    totals.set(key, { total: total + minor, count: count + one });
  }
  return Object.fromEntries(
    [...totals].map(([key, { total, count }]) => [key, `${String(total)} of ${String(count)}`]),
  );
}

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, type Day } from '../../../domain/calendar.js';
import { AppError } from '../../../domain/errors.js';
import { engines } from '../../../testing/engines.js';
import { startTestApp, type TestApp } from '../../../testing/test-app.js';
import type { Principal } from '../../identity/principal.js';
import { DoctorService } from '../../upkeep/doctor-service.js';
import type { SpendingCell } from '../report-service.js';

// Whatever is changed and undone, in whatever order: what is kept beside the expenses equals a recount (the doctor
// finds nothing), undoing everything newest first leaves the start, and in any other order what is not as it was is named.

const DEVICE = { userAgent: 'test', ip: '192.0.2.1', ipPrefix: '192.0.2.0' };
const START = '2026-01-20' as Day;
const TAGS = ['trip', 'work', 'gift'];
const runs = Number(process.env['OUTLAY_PROPERTY_RUNS'] ?? 12);

interface World {
  readonly app: TestApp;
  readonly me: Principal;
  readonly categoryIds: readonly number[];
  /** Expenses that an undo left alone. */
  readonly named: Set<number>;
}
type Step = (world: World) => Promise<unknown>;

interface Row {
  readonly id: number;
  readonly category_id: number | null;
  readonly amount_minor: string;
  readonly description: string;
  readonly spent_on: string;
  readonly tag_ids: string;
  readonly deleted: number;
}

describe.each(engines)('random changes and undos on $name', (engine) => {
  let app: TestApp;
  let nowMs = Date.parse('2026-03-10T12:00:00Z');
  let people = 0;
  beforeAll(async () => {
    const clock = { now: () => new Date((nowMs += 1)) };
    app = await startTestApp(engine, { clock, env: { LOG_LEVEL: 'silent' } });
  });
  afterAll(() => app.close());

  async function newWorld(): Promise<World> {
    const email = `person${String((people += 1))}@a.example`;
    const registration = { username: 'Person', email, password: 'quite a long phrase' };
    const { accessToken } = await app.services.accounts.register(registration, DEVICE);
    const me = (await app.services.sessions.authenticate(accessToken))!;
    const categoryIds = (await app.services.categories.list(me)).slice(0, 3).map(({ id }) => id);
    const world = { app, me, categoryIds, named: new Set<number>() };
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
    return world;
  }

  test('leave all kept figures right, and newest first the start', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyChange(), { minLength: 2, maxLength: 14 }), async (play) => {
        const world = await newWorld();
        const before = await rowsOf(world);
        for (const step of play) await willing(() => step(world));
        await examine(world);
        for (const { id } of await changesOf(world)) {
          const undone = await app.services.changes.undo(world.me, id);
          expect(undone.leftAlone).toEqual([]);
        }
        expect(await rowsOf(world)).toEqual(before);
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
        for (const row of await rowsOf(world))
          if (!world.named.has(row.id)) expect(row).toEqual(before.get(row.id));
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

const rowsOf = ({ app, me }: World) =>
  app.db.all<Row>(
    `SELECT id, category_id, CAST(amount_minor AS TEXT) AS amount_minor, description, spent_on, tag_ids,
            CASE WHEN deleted_at IS NULL THEN 0 ELSE 1 END AS deleted
     FROM expenses WHERE book_id = $1 ORDER BY id`,
    [me.bookId],
  );

/** Sums of reports are those of the rows, and what is kept beside them passes the doctor's recount. */
async function examine(world: World): Promise<void> {
  const live = (await rowsOf(world)).filter(({ deleted }) => deleted === 0);
  const cells = await world.app.services.reports.cells(world.me, { range: {} });
  expect(total(cells)).toBe(live.reduce((sum, row) => sum + BigInt(row.amount_minor), 0n));
  for await (const { invariant, breaches } of new DoctorService(world.app.db).examine())
    expect(breaches, invariant).toEqual([]);
}

const total = (cells: readonly SpendingCell[]) => cells.reduce((sum, { totalMinor }) => sum + totalMinor, 0n);

/** What was asked for may not be there: then nothing happens. */
async function willing(step: () => Promise<unknown>): Promise<void> {
  try {
    await step();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

function anyStep(): fc.Arbitrary<Step> {
  return fc.oneof(
    { weight: 4, arbitrary: anyChange() },
    {
      weight: 1,
      arbitrary: fc.nat(5).map(
        (at): Step =>
          (world) =>
            undoOne(world, at),
      ),
    },
  );
}

function anyChange(): fc.Arbitrary<Step> {
  const some = fc.uniqueArray(fc.nat(11), { minLength: 1, maxLength: 5 });
  const category = fc.nat(3);
  const tags = fc.uniqueArray(fc.constantFrom(...TAGS), { maxLength: 2 });
  return fc.oneof(
    fc.tuple(fc.nat(11), category, tags, fc.integer({ min: -500, max: 500 })).map(
      ([at, where, names, amount]): Step =>
        (world) =>
          edit(world, { at, where, names, amount }),
    ),
    fc.nat(11).map(
      (at): Step =>
        async (world) =>
          world.app.services.expenses.remove(world.me, await idAt(world, at)),
    ),
    fc.nat(11).map(
      (at): Step =>
        async (world) =>
          world.app.services.expenses.restore(world.me, await idAt(world, at)),
    ),
    fc.tuple(some, category).map(
      ([which, where]): Step =>
        (world) =>
          bulk(world, which, where),
    ),
    some.map(
      (which): Step =>
        (world) =>
          bulk(world, which, 'delete'),
    ),
    fc.tuple(fc.nat(2), fc.nat(2)).map(
      ([from, into]): Step =>
        ({ app, me, categoryIds }) =>
          app.services.categories.merge(me, categoryIds[from]!, categoryIds[into]!),
    ),
    fc.nat(2).map(
      (at): Step =>
        ({ app, me, categoryIds }) =>
          app.services.categories.remove(me, categoryIds[at]!),
    ),
  );
}

const idAt = async (world: World, at: number) => (await rowsOf(world))[at]!.id;

async function edit(
  world: World,
  { at, where, names, amount }: { at: number; where: number; names: string[]; amount: number },
): Promise<void> {
  const { app, me, categoryIds } = world;
  const { version, ...stored } = await app.services.expenses.find(me, await idAt(world, at));
  await app.services.expenses.correct(me, stored.id, version, {
    amountMinor: BigInt(amount || 7),
    description: `edited ${String(amount)}`,
    categoryId: categoryIds[where] ?? null,
    spentOn: addDays(START, Math.abs(amount) % 90),
    tags: names,
  });
}

async function bulk(world: World, which: readonly number[], to: number | 'delete'): Promise<void> {
  const { app, me, categoryIds } = world;
  const rows = await rowsOf(world);
  await app.services.changes
    .many(me, async () => ({
      kind: to === 'delete' ? 'bulk_delete' : 'bulk_edit',
      subject: {},
      selection: { ids: which.map((at) => rows[at]!.id) },
      revision: to === 'delete' ? { isDeleted: true } : { categoryId: categoryIds[to] ?? null },
    }))
    .catch((error: unknown) => {
      // The category may be gone: the services that look first are not used here.
      if (!/foreign key/i.test(String(error))) throw error;
    });
}

async function undoOne(world: World, at: number): Promise<void> {
  const { items } = await world.app.services.changes.list(world.me, { limit: 6 });
  const change = items[at];
  if (!change || change.undoneAt !== null) return;
  const { leftAlone } = await world.app.services.changes.undo(world.me, change.id);
  for (const { expenseId } of leftAlone) world.named.add(expenseId);
}

import fc from 'fast-check';
import { addDays, type Day, type Month } from '../domain/calendar.js';
import { AppError } from '../domain/errors.js';
import type { StagedRow } from '../domain/import/staged-row.js';
import { RULE_MATCHES } from '../domain/rule.js';
import type { Principal } from '../services/identity/principal.js';
import { repositories } from '../storage/repositories.js';
import type { TestApp } from './test-app.js';

export const START = '2026-01-20' as Day;
export const TAGS = ['trip', 'work', 'gift'];
const MONTHS = ['2025-12', '2026-01', '2026-02', '2026-03'] as Month[];
const NEW_DESCRIPTIONS = ['Crème brûlée', 'THING nº 5', 'Straße', null];

/** A book with a dozen expenses, what is known of it, and a file that was read once. */
export interface World {
  readonly app: TestApp;
  readonly me: Principal;
  readonly categoryIds: readonly number[];
  /** Expenses that an undo left alone. */
  readonly named: Set<number>;
  readonly file: ReadFile;
}
export type Step = (world: World) => Promise<unknown>;

/** What reading a file leaves behind: done on a thread, which is too slow to be done for each step. */
export interface ReadFile {
  readonly about: string;
  readonly firstPage: number;
  readonly rows: readonly StagedRow[];
}

export interface Row {
  readonly id: number;
  readonly category_id: number | null;
  readonly amount_minor: string;
  readonly description: string;
  readonly spent_on: Day;
  readonly tag_ids: string;
  readonly deleted: number;
}

export const rowsOf = ({ app, me }: World) =>
  app.db.all<Row>(
    `SELECT id, category_id, CAST(amount_minor AS TEXT) AS amount_minor, description, spent_on, tag_ids,
            CASE WHEN deleted_at IS NULL THEN 0 ELSE 1 END AS deleted
     FROM expenses WHERE book_id = $1 ORDER BY id`,
    [me.bookId],
  );

/** What was asked for may not be there: then nothing happens. */
export async function willing(step: () => Promise<unknown>): Promise<void> {
  try {
    await step();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

export async function readFile({ db, services }: TestApp, me: Principal): Promise<ReadFile> {
  const bytes = new TextEncoder().encode(
    'Date,Description,Amount,Category,Tags\n' +
      ['Market', 'MÜSLI', 'Tea'].map((text) => `2026-02-11,${text},-4.00,Bazaar,trip`).join('\n'),
  );
  const id = await services.imports.open(me, { name: 'bank.csv', bytes });
  const { firstPage } = await services.imports.find(me, id);
  const { imports } = repositories(db);
  const { about } = (await imports.find(me.bookId, id))!;
  return { about, firstPage, rows: (await imports.page(me.bookId, id, firstPage))! };
}

/** Any change of expenses, or of what is told of them. */
export function anyChange(): fc.Arbitrary<Step> {
  return fc.oneof(
    { weight: 6, arbitrary: anyEdit() },
    { weight: 4, arbitrary: anyFiling() },
    { weight: 2, arbitrary: anyRuleRun() },
    { weight: 2, arbitrary: anyImport() },
    { weight: 1, arbitrary: anyRecurring() },
    { weight: 2, arbitrary: anyBudget() },
  );
}

/** An undo of one of the last changes now and then. */
export function anyStep(): fc.Arbitrary<Step> {
  const undo = fc.nat(5).map(
    (at): Step =>
      (world) =>
        undoOne(world, at),
  );
  return fc.oneof({ weight: 4, arbitrary: anyChange() }, { weight: 1, arbitrary: undo });
}

/** Categories and tags go, their expenses, budgets, rules and recurring expenses elsewhere. */
export function anyFiling(): fc.Arbitrary<Step> {
  const pair = fc.tuple(fc.nat(2), fc.nat(2));
  const tagOf = async ({ app, me }: World, at: number) =>
    (await app.services.tags.list(me)).find(({ name }) => name === TAGS[at])?.id ?? 0;
  return fc.oneof(
    pair.map(
      ([from, into]): Step =>
        ({ app, me, categoryIds }) =>
          app.services.categories.merge(me, categoryIds[from]!, categoryIds[into]!),
    ),
    fc.nat(2).map(
      (at): Step =>
        ({ app, me, categoryIds }) =>
          app.services.categories.remove(me, categoryIds[at]!),
    ),
    pair.map(([from, into]): Step => async (world) => {
      if (from === into) return;
      await world.app.services.tags.merge(world.me, await tagOf(world, from), await tagOf(world, into));
    }),
    fc.nat(2).map(
      (at): Step =>
        async (world) =>
          world.app.services.tags.remove(world.me, await tagOf(world, at)),
    ),
  );
}

function anyEdit(): fc.Arbitrary<Step> {
  const some = fc.uniqueArray(fc.nat(15), { minLength: 1, maxLength: 5 });
  const tags = fc.uniqueArray(fc.constantFrom(...TAGS), { maxLength: 2 });
  return fc.oneof(
    fc.tuple(fc.nat(15), fc.nat(3), tags, fc.integer({ min: -500, max: 500 })).map(
      ([at, where, names, amount]): Step =>
        (world) =>
          edit(world, { at, where, names, amount }),
    ),
    fc.nat(15).map(
      (at): Step =>
        async (world) =>
          world.app.services.expenses.remove(world.me, await idAt(world, at)),
    ),
    fc.nat(15).map(
      (at): Step =>
        async (world) =>
          world.app.services.expenses.restore(world.me, await idAt(world, at)),
    ),
    fc.tuple(some, fc.nat(3), tags, tags).map(
      ([which, where, addTags, removeTags]): Step =>
        async (world) =>
          bulk(world, which, { categoryId: world.categoryIds[where] ?? null, addTags, removeTags }),
    ),
    some.map(
      (which): Step =>
        (world) =>
          bulk(world, which, { isDeleted: true }),
    ),
  );
}

function anyRuleRun(): fc.Arbitrary<Step> {
  const rule = fc.record({
    match: fc.constantFrom(...RULE_MATCHES),
    text: fc.constantFrom('thing', 'ÉDITED', 'thing 1', 'brulee', 'musli', 'strasse'),
    where: fc.nat(3),
    tags: fc.uniqueArray(fc.constantFrom(...TAGS, 'new'), { maxLength: 2 }),
    description: fc.constantFrom(...NEW_DESCRIPTIONS),
  });
  return rule.map(({ where, ...values }): Step => async ({ app, me, categoryIds }) => {
    const { id } = await app.services.rules.add(me, { ...values, categoryId: categoryIds[where] ?? null });
    await app.services.rules.apply(me, id);
  });
}

function anyImport(): fc.Arbitrary<Step> {
  const drawn = fc.tuple(fc.nat(60), fc.integer({ min: -300, max: 900 }));
  return drawn.map(([days, amount]): Step => async ({ app, me, file }) => {
    const { imports } = repositories(app.db);
    const now = new Date(0).toISOString();
    const id = await imports.insert(me.bookId, { userId: me.userId, fileName: 'bank.csv', now });
    const rows = file.rows.map((row, at) => ({
      ...row,
      ...{ day: addDays(START, days + at), minor: String(amount + at || 7) },
    }));
    await imports.savePages(me.bookId, id, file.firstPage, [rows]);
    await imports.saveReading(me.bookId, id, { about: file.about, said: '{}', rowCount: rows.length });
    await app.services.imports.commit(me, id);
  });
}

function anyRecurring(): fc.Arbitrary<Step> {
  return fc.tuple(fc.nat(40), fc.nat(3), fc.integer({ min: 1, max: 300 })).map(
    ([days, where, amount]): Step =>
      ({ app, me, categoryIds }) =>
        app.services.recurring.add(me, {
          ...{ amountMinor: BigInt(amount), description: 'Abo', tags: ['gift'], mode: 'add' },
          ...{ startsOn: addDays(START, days), every: 'week', interval: 1, endsOn: null },
          categoryId: categoryIds[where] ?? null,
        }),
  );
}

/** Setting budgets is no change of expenses: undoing leaves them. */
function anyBudget(): fc.Arbitrary<Step> {
  const drawn = fc.tuple(
    fc.nat(3),
    fc.constantFrom(...MONTHS),
    fc.integer({ min: 1, max: 900 }),
    fc.boolean(),
  );
  return fc.oneof(
    drawn.map(
      ([where, fromMonth, amount, carryOver]): Step =>
        ({ app, me, categoryIds }) =>
          app.services.budgets.set(me, categoryIds[where] ?? 'all', {
            ...{ amountMinor: BigInt(amount), fromMonth, carryOver },
          }),
    ),
    drawn.map(([where, month, , isRestored]): Step => async ({ app, me, categoryIds }) => {
      await app.services.budgets.end(me, categoryIds[where] ?? 'all', month);
      if (isRestored) await app.services.budgets.restore(me, categoryIds[where] ?? 'all');
    }),
    fc.constantFrom(...MONTHS).map(
      (month): Step =>
        ({ app, me }) =>
          app.services.budgets.copyLastMonth(me, month),
    ),
  );
}

async function idAt(world: World, at: number): Promise<number> {
  const rows = await rowsOf(world);
  return rows[at % rows.length]!.id;
}

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

async function bulk(
  { app, me, ...world }: World,
  which: readonly number[],
  wanted: Parameters<TestApp['services']['bulk']['change']>[2],
): Promise<void> {
  const rows = await rowsOf({ app, me, ...world });
  const ids = which.map((at) => rows[at % rows.length]!.id);
  await app.services.bulk.change(me, { ids }, wanted);
}

async function undoOne(world: World, at: number): Promise<void> {
  const { services } = world.app;
  const { items } = await services.changes.list(world.me, { limit: 6 });
  const change = items[at];
  if (!change || change.undoneAt !== null) return;
  const { importId } = change.subject;
  const { leftAlone } =
    change.kind === 'import' && importId !== undefined
      ? await services.imports.undo(world.me, importId)
      : await services.changes.undo(world.me, change.id);
  for (const { expenseId } of leftAlone) world.named.add(expenseId);
}

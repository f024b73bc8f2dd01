import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, type Day, type Month } from '../../../domain/calendar.js';
import { TestClock } from '../../../testing/clock.js';
import { engines } from '../../../testing/engines.js';
import { type Person, signUp } from '../../../testing/person.js';
import { logQueries } from '../../../testing/query-log.js';
import { startTestApp, type TestApp } from '../../../testing/test-app.js';
import type { ExpenseInput } from '../expense-input.js';
import { KeptOverviews } from './kept-overviews.js';
import { OverviewService } from './overview-service.js';

const TODAY = '2026-11-21' as Day;

describe.each(engines)('the overview of a book on $name', (engine) => {
  let app: TestApp;
  let mira: Person;
  let categories: readonly number[];

  beforeAll(async () => {
    app = await startTestApp(engine, { clock: new TestClock(`${TODAY}T12:00:00.000Z`) });
  });
  afterAll(() => app.close());

  /** Somebody new whose book holds something in each of some months, and budgets. */
  async function begin(expenses: number): Promise<void> {
    mira = await signUp(app);
    const me = await mira.principal();
    const all = await app.services.categories.list(me);
    categories = all.map(({ id }) => id);
    const budget = { fromMonth: '2026-11' as Month, amountMinor: 50_000n, carryOver: true } as const;
    await app.services.budgets.set(me, categories[0]!, budget);
    await app.services.budgets.set(me, 'all', budget);
    if (expenses === 0) return;
    await app.services.expenses.recordAll(
      me,
      Array.from({ length: expenses }, (_, at) => input({ day: addDays(TODAY, -at), category: at % 4 })),
    );
  }

  const input = ({ day = TODAY, amount = 480, category = 0, tags = [] as string[] } = {}): ExpenseInput => ({
    amountMinor: BigInt(amount),
    description: `Coffee ${String(amount)}`,
    categoryId: category === 3 ? null : categories[category]!,
    spentOn: day,
    tags,
  });
  const shown = async () => app.services.overviews.read(await mira.principal());
  const readAnew = async () =>
    new OverviewService(app.db, app.services, new KeptOverviews()).read(await mira.principal());
  const add = async (more: Parameters<typeof input>[0] = {}) =>
    app.services.expenses.record(await mira.principal(), input(more));

  /** Another process adds an expense, which raises the version by one: this one hears nothing of it. */
  const addElsewhere = async (at = 0) =>
    app.db.run(
      `INSERT INTO expenses (book_id, category_id, amount_minor, description, search_text, spent_on, created_at, updated_at)
       SELECT book_id, category_id, amount_minor + ${String(at)}, description, search_text, '${TODAY}', created_at, updated_at
       FROM expenses WHERE book_id = $1 AND description LIKE 'Coffee%' ORDER BY id DESC LIMIT 1`,
      [(await mira.principal()).bookId],
    );

  test('is carried over added expenses of today without a question to the database', async () => {
    await begin(60);
    await shown();
    const log = logQueries(app.db);
    for (const amount of [480, -120, 900]) await add({ amount, category: amount === 900 ? 3 : 0 });
    const me = await mira.principal();
    log.length = 0;
    const carried = await app.services.overviews.read(me);
    expect(log).toEqual([]);
    expect(carried.page.items.slice(0, 3).map(({ amountMinor }) => amountMinor)).toEqual([900n, -120n, 480n]);
    expect(carried).toEqual(await readAnew());
  });

  test('is carried over the last day that is shown, whether it goes on behind the page or not', async () => {
    const days: readonly (readonly (readonly [ago: number, count: number])[])[] = [
      [[0, 60]],
      [
        [-3, 2],
        [0, 40],
        [2, 20],
      ],
      [
        [-1, 1],
        [2, 49],
        [5, 3],
      ],
      [[1, 49]],
      [[-2, 50]],
    ];
    for (const day of days) {
      await begin(0);
      const me = await mira.principal();
      const all = day.flatMap(([ago, count]) =>
        Array.from({ length: count }, (_, at) => input({ day: addDays(TODAY, -ago), amount: at + 1 })),
      );
      await app.services.expenses.recordAll(me, all);
      await shown();
      for (const amount of [700, 800]) {
        await add({ amount, category: 1 });
        expect(await shown()).toEqual(await readAnew());
      }
    }
  });

  test('is kept for nobody when the book changed while it was read, as by a recurring expense that is due', async () => {
    await begin(3);
    const rent = { amountMinor: 900n, description: 'Rent', categoryId: null, tags: [], mode: 'add' } as const;
    const monthly = { every: 'month', interval: 1, startsOn: addDays(TODAY, 1), endsOn: null } as const;
    const { id } = await app.services.recurring.add(await mira.principal(), { ...rent, ...monthly });
    await app.db.run('UPDATE recurring SET starts_on = $1, next_on = $1 WHERE id = $2', [TODAY, id]);
    const me = await mira.principal();
    const kept = new KeptOverviews();
    const overview = await new OverviewService(app.db, app.services, kept).read(me);
    expect(overview.page.items[0]).toMatchObject({ description: 'Rent', spentOn: TODAY });
    expect(kept.find(me, TODAY)).toBeUndefined();
    expect(await shown()).toEqual(await readAnew());
  });

  test('is what another process that knows nothing would read, whatever was done', async () => {
    let named = 0;
    const steps: readonly ((at: number) => Promise<unknown>)[] = [
      (at) => add({ amount: 100 + at, category: at % 4 }),
      (at) => add({ amount: -50 - at, category: at % 3 }),
      (at) => add({ day: addDays(TODAY, -(at % 60)) }),
      (at) => add({ day: addDays(TODAY, 1 + (at % 5)) }),
      () => add({ tags: ['cabin'] }),
      (at) => add({ tags: ['cabin', `new ${String(at)}`] }),
      async () => {
        const me = await mira.principal();
        const { items } = await app.services.expenses.browse(me, { range: {} }, { limit: 1 });
        if (items[0]) await app.services.expenses.remove(me, items[0].id);
      },
      async (at) => {
        const budget = {
          fromMonth: '2026-10' as Month,
          amountMinor: BigInt(7_000 + at),
          carryOver: false,
        } as const;
        await app.services.budgets.set(await mira.principal(), categories[1]!, budget);
      },
      async () => {
        const me = await mira.principal();
        await app.services.categories.add(me, { name: `More ${String((named += 1))}` });
      },
      addElsewhere,
      // Two at once, by requests that read the same version.
      async (at) => {
        const me = await mira.principal();
        await Promise.all([
          app.services.expenses.record(me, input({ amount: 1 + at })),
          app.services.expenses.record(me, input({ amount: 2 + at, category: 3 })),
        ]);
      },
      async () => void (await shown()),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 52 }),
        fc.array(fc.tuple(fc.nat(steps.length - 1), fc.nat(40)), { minLength: 1, maxLength: 10 }),
        async (expenses, sequence) => {
          await begin(expenses);
          await shown();
          for (const [step, at] of sequence) {
            await steps[step]!(at);
            expect(await shown()).toEqual(await readAnew());
          }
        },
      ),
      { numRuns: 8 },
    );
  });

  test('counts neither an expense twice whose form came again, nor one that a request added late', async () => {
    await begin(3);
    const early = await mira.principal();
    await shown();
    const key = { value: 'form', whenReused: 'distinguish' } as const;
    await app.services.expenses.record(early, input(), key);
    await app.services.expenses.record(early, input(), key);
    expect(await shown()).toEqual(await readAnew());
    // Known to be stored only after its figures were read.
    await app.services.expenses.record(early, input({ amount: 77 }));
    expect(await shown()).toEqual(await readAnew());
  });

  test('is never carried for a request that read the book before the expense was stored', async () => {
    await begin(5);
    const kept = new KeptOverviews();
    const first = await mira.principal();
    await new OverviewService(app.db, app.services, kept).read(first);
    await addElsewhere();
    const between = await mira.principal();
    kept.noteAdded(first, await add());
    // One step of the version and one expense: but the step was another process.
    expect(between.bookVersion).toBe(first.bookVersion + 1);
    expect(kept.find(between, TODAY)).toBeUndefined();
  });

  test('is never carried over an expense that it may hold already', async () => {
    await begin(5);
    const kept = new KeptOverviews();
    const early = await mira.principal();
    const added = await add();
    const reader = await mira.principal();
    await new OverviewService(app.db, app.services, kept).read(reader);
    kept.noteAdded(early, added);
    await addElsewhere();
    const later = await mira.principal();
    expect(later.bookVersion).toBe(reader.bookVersion + 1);
    expect(kept.find(later, TODAY)).toBeUndefined();
  });
});

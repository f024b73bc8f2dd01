import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, type Day, type DayRange } from '../../domain/calendar.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import { hasWords, searchTextOf, searchWords } from '../../domain/search.js';
import { engines, type TestDatabase } from '../../testing/engines.js';
import type { SpendingCell } from './report-queries.js';
import { repositories } from '../repositories.js';

const NOW = '2026-01-01T00:00:00.000Z';
const START = '2025-11-20' as Day;
const WORDS = ['Coffee', 'Lunch 50%', 'Rent_', 'Straße', 'ÇAY', 'İzmir trip', 'tea'];

interface Row {
  readonly categoryId: number | null;
  readonly amountMinor: bigint;
  readonly description: string;
  readonly spentOn: Day;
}

const runs = Number(process.env['OUTLAY_PROPERTY_RUNS'] ?? 150);

describe.each(engines)('sums on $name', (engine) => {
  let database: TestDatabase;
  let bookId: number;
  let categoryIds: number[];
  let rows: Row[];

  beforeAll(async () => {
    database = await engine.create();
    const { books, users, categories, expenses, expenseVersions } = repositories(database.db);
    const person = {
      username: 'x',
      passwordHash: 'x'.repeat(60),
      timeZone: 'UTC',
      language: 'en',
      locale: 'en-US',
      now: NOW,
    };
    const bookOf = async (email: string) => {
      const user = await users.insert({ ...person, email, emailKey: email });
      const book = await books.insertOwned({ userId: user.id, name: 'Personal', currency: 'USD', now: NOW });
      const look = { color: 'food', icon: 'tag', now: NOW };
      const ids: number[] = [];
      for (const name of ['One', 'Two', 'Three']) {
        ids.push((await categories.insert(book.id, { ...look, name, nameKey: name.toLowerCase() })).id);
      }
      return { id: book.id, categoryIds: ids };
    };
    ({ id: bookId, categoryIds } = await bookOf('a@b.example'));
    const other = await bookOf('c@d.example');
    rows = makeRows(categoryIds);
    const values = (row: Row) => ({ ...row, searchText: searchTextOf({ ...row, tagIds: [] }), now: NOW });
    const ids = await expenses.insertMany(bookId, rows.map(values));
    // What lies in the trash, and what is another's, must never count.
    await expenseVersions.update(bookId, [ids.at(-1)!, ids[0]!], { deletedAt: NOW }, NOW);
    rows = rows.slice(1, -1);
    await expenses.insertMany(other.id, makeRows(other.categoryIds).map(values));
  });
  afterAll(() => database.close());

  const cells = (filter: ExpenseFilter) => repositories(database.db).reports.cells(bookId, filter);

  test('are those of a naive recount, whatever the filter', async () => {
    await fc.assert(
      fc.asyncProperty(filters(), async (make) => {
        const filter = make(categoryIds);
        expect(inOrder(await cells(filter))).toEqual(recount(rows, filter));
      }),
      { numRuns: runs },
    );
  });

  test.each([
    ['a day', { from: START, until: addDays(START, 1) }],
    ['a week within a month', { from: '2026-02-02' as Day, until: '2026-02-09' as Day }],
    ['a week over the end of a year', { from: '2025-12-29' as Day, until: '2026-01-05' as Day }],
    ['a month', { from: '2026-02-01' as Day, until: '2026-03-01' as Day }],
    ['from within a month until within another', { from: '2025-12-15' as Day, until: '2026-04-15' as Day }],
    ['since a day', { from: '2026-01-17' as Day }],
    ['until a day', { until: '2026-01-17' as Day }],
    ['nothing: an end before its beginning', { from: '2026-02-09' as Day, until: '2026-02-02' as Day }],
    ['nothing: before the first expense', { until: '2001-01-17' as Day }],
  ])('of %s are exact, of all, one and no category', async (_name, range: DayRange) => {
    for (const categoryId of [undefined, categoryIds[0], 'none' as const, 987_654]) {
      const filter = { range, ...(categoryId !== undefined && { categoryId }) };
      expect(inOrder(await cells(filter))).toEqual(recount(rows, filter));
    }
  });

  test('of days are those of what the filter matches', async () => {
    const days = [START, addDays(START, 3), addDays(START, 77), '2001-01-01' as Day];
    await fc.assert(
      fc.asyncProperty(filters(), async (make) => {
        const filter = make(categoryIds);
        const found = await repositories(database.db).reports.dayTotals(bookId, filter, days);
        const expected = days.flatMap((day) => {
          const matching = rows.filter((row) => row.spentOn === day && matches(row, filter));
          return matching.length === 0
            ? []
            : [[day, matching.reduce((sum, row) => sum + row.amountMinor, 0n)]];
        });
        expect([...found].sort()).toEqual(expected.sort());
      }),
      { numRuns: Math.ceil(runs / 4) },
    );
  });

  test('stay exact past what a number can hold', async () => {
    const { expenses } = repositories(database.db);
    const spentOn = '2199-12-31' as Day;
    const huge = {
      categoryId: null,
      amountMinor: 999_999_999_999_999n,
      description: 'x',
      searchText: 'x',
      spentOn,
      now: NOW,
    };
    const ids = await expenses.insertMany(
      bookId,
      Array.from({ length: 20 }, () => huge),
    );
    for (const filter of [
      { range: { from: spentOn } },
      { range: { from: '2199-01-01' as Day } },
      { range: { from: spentOn }, words: searchWords('x') },
    ]) {
      expect((await cells(filter)).map(({ totalMinor }) => totalMinor)).toEqual([19_999_999_999_999_980n]);
    }
    await repositories(database.db).expenseVersions.update(bookId, ids, { deletedAt: NOW }, NOW);
  });

  test('know the first and the last month in use', async () => {
    const days = rows.map((row) => row.spentOn).sort();
    const expected = { first: days[0]!.slice(0, 7), last: days.at(-1)!.slice(0, 7) };
    expect(await repositories(database.db).reports.monthsInUse(bookId)).toEqual(expected);
  });
});

function makeRows(categoryIds: readonly number[]): Row[] {
  return Array.from({ length: 700 }, (_, index) => ({
    categoryId: [...categoryIds, null][(index * 7) % 4]!,
    amountMinor: BigInt(1 + ((index * 7_919) % 5_000)),
    description: `${WORDS[(index * 3) % WORDS.length]!} ${String(index % 50)}`,
    spentOn: addDays(START, (index * 37) % 180),
  }));
}

function filters(): fc.Arbitrary<(categoryIds: readonly number[]) => ExpenseFilter> {
  const day = fc.integer({ min: -20, max: 200 }).map((days) => addDays(START, days));
  const amount = fc.bigInt({ min: 1n, max: 5_200n });
  return fc
    .record(
      {
        from: day,
        until: day,
        category: fc.constantFrom(0, 1, 2, 3, 4),
        text: fc.constantFrom(
          'coffee',
          'CAY',
          'çay',
          '50%',
          '%',
          '_',
          'straße',
          'i̇zmir',
          'e',
          'tr',
          'no such thing',
          '1',
        ),
        minMinor: amount,
        maxMinor: amount,
      },
      { requiredKeys: [] },
    )
    .map(({ from, until, category, text, ...rest }) => (ids: readonly number[]) => ({
      range: { ...(from && { from }), ...(until && { until }) },
      ...(category !== undefined && { categoryId: category === 3 ? 'none' : (ids[category] ?? 987_654) }),
      ...(text !== undefined && { words: searchWords(text) }),
      ...rest,
    }));
}

function matches(row: Row, { range, categoryId, words, minMinor, maxMinor }: ExpenseFilter): boolean {
  return (
    (range.from === undefined || row.spentOn >= range.from) &&
    (range.until === undefined || row.spentOn < range.until) &&
    (categoryId === undefined || row.categoryId === (categoryId === 'none' ? null : categoryId)) &&
    (words === undefined || hasWords(searchTextOf({ ...row, tagIds: [] }), words)) &&
    (minMinor === undefined || row.amountMinor >= minMinor) &&
    (maxMinor === undefined || row.amountMinor <= maxMinor)
  );
}

function recount(rows: readonly Row[], filter: ExpenseFilter): SpendingCell[] {
  const found = new Map<string, SpendingCell>();
  for (const row of rows.filter((candidate) => matches(candidate, filter))) {
    const month = row.spentOn.slice(0, 7) as SpendingCell['month'];
    const key = `${month} ${String(row.categoryId)}`;
    const cell = found.get(key) ?? { month, categoryId: row.categoryId, totalMinor: 0n, count: 0 };
    found.set(key, { ...cell, totalMinor: cell.totalMinor + row.amountMinor, count: cell.count + 1 });
  }
  return inOrder([...found.values()]);
}

function inOrder(cells: readonly SpendingCell[]): SpendingCell[] {
  const key = ({ month, categoryId }: SpendingCell) => `${month} ${String(categoryId ?? 0).padStart(9, '0')}`;
  return [...cells].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Day } from '../../domain/calendar.js';
import { engines, type TestDatabase } from '../../testing/engines.js';
import { type LoggedQuery, logQueries } from '../../testing/query-log.js';
import { repositories } from '../repositories.js';

const NOW = '2026-01-01T00:00:00.000Z';
const PORTION = 200;
/**
 * Of each expense of a portion its row, its versions and what led to them; or once all rows of both books, where the server
 * knows enough to find a scan cheapest. Reading the book for each expense is thousands.
 */
const ROWS_OF_ONE = 100;

/** A step of a plan as `EXPLAIN (ANALYZE, FORMAT JSON)` tells it. */
interface Step {
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Join Filter'?: number;
  readonly Plans?: readonly Step[];
}

describe('a book that PostgreSQL has no statistics of yet, beside one that it knows', () => {
  let database: TestDatabase;
  let log: LoggedQuery[];
  let book: { readonly id: number; readonly changeId: number; readonly tagId: number };

  beforeAll(async () => {
    database = await engines[0]!.create();
    await fill('known@a.example', 6_000);
    await database.db.run('ANALYZE');
    book = await fill('new@a.example', 6_000);
    log = logQueries(database.db, ['all', 'get', 'run']);
  }, 60_000);
  afterAll(() => database.close());

  async function fill(email: string, count: number) {
    const { books, users, tags, changes, expenses, expenseVersions } = repositories(database.db);
    const person = {
      passwordHash: 'x'.repeat(60),
      timeZone: 'UTC',
      language: 'en',
      locale: 'en-US',
      now: NOW,
    };
    const user = await users.insert({ ...person, username: 'x', email, emailKey: email });
    const { id } = await books.insertOwned({ userId: user.id, name: 'Personal', currency: 'USD', now: NOW });
    const tagId = await tags.insert(id, { name: 'Bank', nameKey: 'bank', now: NOW });
    const changeId = await changes.insert(id, { kind: 'import', userId: user.id, subject: {}, now: NOW });
    const tea = {
      amountMinor: 250n,
      description: 'Tea',
      searchText: 'tea',
      categoryId: null,
      spentOn: '2026-01-01' as Day,
      tagIds: `[${String(tagId)}]`,
      now: NOW,
    };
    for (let done = 0; done < count; done += 1_000) {
      const ids = await expenses.insertMany(id, Array<typeof tea>(1_000).fill(tea));
      await expenseVersions.keepAdded(id, changeId, ids);
    }
    return { id, changeId, tagId };
  }

  /** How many rows the server looks at to answer the last query. */
  async function looked(): Promise<number> {
    const { sql, params } = log.at(-1)!;
    const explain = `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${sql}`;
    const answer = await database.db.get<{ 'QUERY PLAN': string }>(explain, params);
    const [{ Plan: first }] = JSON.parse(answer!['QUERY PLAN']) as [{ Plan: Step }];
    return rowsOf(first);
  }

  it('is undone by portions that read their own expenses only', async () => {
    const { undo } = repositories(database.db);
    const rows = await undo.rows(book.id, book.changeId, 0, PORTION);
    expect(rows).toHaveLength(PORTION);
    expect(await looked()).toBeLessThan(PORTION * ROWS_OF_ONE);
  });

  it('loses a tag by portions that do so, too', async () => {
    const { expenseStates } = repositories(database.db);
    expect(await expenseStates.ofTag(book.id, book.tagId, PORTION)).toHaveLength(PORTION);
    expect(await looked()).toBeLessThan(PORTION * ROWS_OF_ONE);
  });

  it('gets values for each of some expenses by a statement that reads these only', async () => {
    const { expenseStates, expenseVersions } = repositories(database.db);
    const few = await expenseStates.ofTag(book.id, book.tagId, 20);
    const items = few.map(({ id }) => ({ id, patch: { amountMinor: BigInt(id) } }));
    await expenseVersions.updateEach(book.id, { columns: ['amountMinor'], items }, NOW);
    expect(await looked()).toBeLessThan(few.length * ROWS_OF_ONE);
  });
});

function rowsOf(step: Step): number {
  const { 'Rows Removed by Filter': filtered = 0, 'Rows Removed by Join Filter': unjoined = 0 } = step;
  const own = (step['Actual Rows'] + filtered + unjoined) * step['Actual Loops'];
  return (step.Plans ?? []).reduce((sum, each) => sum + rowsOf(each), own);
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Day } from '../../domain/calendar.js';
import { engines, type TestDatabase } from '../../testing/engines.js';
import { type LoggedQuery, logQueries, planOf } from '../../testing/query-log.js';
import { repositories } from '../repositories.js';

const NOW = '2026-01-01T00:00:00.000Z';

describe.each(engines)('statements that change some expenses of a large book on $name', (engine) => {
  // PostgreSQL reads a table from end to end, and rightly, where it has few pages; SQLite does not look at that.
  const many = engine.name === 'sqlite' ? 2_000 : 120_000;
  let database: TestDatabase;
  let log: LoggedQuery[];
  let bookId: number;
  let changeId: number;
  const ids: number[] = [];

  beforeAll(async () => {
    database = await engine.create();
    const { books, users, changes, expenses } = repositories(database.db);
    const words = { passwordHash: 'x'.repeat(60), timeZone: 'UTC', language: 'en', locale: 'en-US' };
    const mira = { username: 'mira', email: 'mira@a.example', emailKey: 'mira@a.example' };
    const { id: userId } = await users.insert({ ...words, ...mira, now: NOW });
    const book = { userId, name: 'Personal', currency: 'USD', now: NOW };
    bookId = (await books.insertOwned(book)).id;
    changeId = await changes.insert(bookId, { kind: 'bulk_edit', userId, subject: {}, now: NOW });
    const tea = {
      amountMinor: 250n,
      description: 'Tea '.repeat(99),
      searchText: 'tea',
      categoryId: null,
      spentOn: '2026-01-01' as Day,
      now: NOW,
    };
    for (let done = 0; done < many; done += 1_000)
      ids.push(...(await expenses.insertMany(bookId, Array<typeof tea>(1_000).fill(tea))));
    if (engine.name === 'postgres') await database.db.run('ANALYZE');
    log = logQueries(database.db, ['run']);
  }, 120_000);
  afterAll(() => database.close());

  it.each([1, 20, 200, 1_000])('look up %i of them and walk over no others', async (room) => {
    const { expenseVersions, expenseStates } = repositories(database.db);
    const some = ids.filter((_, at) => at % (many / 1_000) === 0).slice(0, room);
    const columns = ['categoryId', 'amountMinor', 'description', 'searchText', 'tagIds'] as const;
    const items = some.map((id) => {
      const description = `Tea ${String(id)}`;
      const text = { description, searchText: description.toLowerCase() };
      return { id, patch: { categoryId: null, amountMinor: BigInt(id), ...text, tagIds: '[]' } };
    });
    const before = await expenseStates.find(bookId, some);
    const ended = before.map(({ id, version }) => ({ id, stateAfter: version + 1 }));
    log.length = 0;
    await expenseVersions.keep(bookId, changeId, ended);
    await expenseVersions.updateEach(bookId, { columns, items }, NOW);
    await expenseVersions.update(bookId, some, { spentOn: '2026-01-02' as Day }, NOW);
    const asked = [...log];
    expect(asked).toHaveLength(3);
    for (const query of asked) {
      const plan = await planOf(database.db, query);
      const through = plan.filter((step) =>
        /(SCAN|SEARCH) expenses\b|(Scan|Only) .*on expenses\b/.test(step),
      );
      expect(through, plan.join('\n')).toHaveLength(1);
      expect(through[0], plan.join('\n')).toMatch(/USING INTEGER PRIMARY KEY|Scan using expenses_pkey/);
      if (engine.name === 'postgres')
        expect(plan[plan.indexOf(through[0]!) + 1], plan.join('\n')).toMatch(/Index Cond: .*\bid = /);
    }
    expect(await expenseStates.find(bookId, some)).toEqual(
      before.map((state) => {
        const { id, version } = state;
        const description = `Tea ${String(id)}`;
        const values = { description, amountMinor: BigInt(id), spentOn: '2026-01-02' };
        return { ...state, ...values, version: version + 2 };
      }),
    );
  });
});

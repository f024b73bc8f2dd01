import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findCurrency } from '../../domain/currency.js';
import { repositories } from '../../storage/repositories.js';
import { engines, type TestDatabase } from '../../testing/engines.js';
import { DoctorService } from './doctor-service.js';
import { PasswordHasher } from '../identity/password-hasher.js';
import { SeedService } from './seed-service.js';
import { searchWords } from '../../domain/search.js';

const clock = { now: () => new Date('2026-11-21T12:00:00Z') };
const passwords = new PasswordHasher(4);
const request = {
  email: 'Demo@Example.com',
  password: 'a long phrase',
  expenses: 3_210,
  years: 3,
  seed: 's',
};

describe.each(engines)('seeding on $name', (engine) => {
  let test_: TestDatabase;
  let service: SeedService;

  beforeEach(async () => {
    test_ = await engine.create();
    const defaultCurrency = findCurrency('USD')!;
    service = new SeedService({ database: test_.db, clock, passwords, defaultCurrency });
  });
  afterEach(() => test_.close());

  const constraintsAndIndexes = () =>
    test_.db.all(
      engine.name === 'sqlite'
        ? 'SELECT name, sql FROM sqlite_schema ORDER BY name'
        : `SELECT conname AS name, pg_get_constraintdef(oid) AS sql FROM pg_constraint
           WHERE connamespace = CAST(current_schema() AS regnamespace)
           UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1, 2`,
    );

  test('makes a user who can sign in, with exactly so many expenses over the years up to today', async () => {
    const seeded = await service.seed(request);
    const user = await repositories(test_.db).users.findByEmailKey('demo@example.com');
    expect(user).toMatchObject({ id: seeded.userId, username: 'Demo', email: 'Demo@Example.com' });
    expect(await passwords.matches(request.password, user?.passwordHash)).toBe(true);
    const rows = await repositories(test_.db).reports.cells(seeded.bookId, { range: {} });
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(request.expenses);
    expect(seeded).toMatchObject({ from: '2023-11-22', today: '2026-11-21', isNewUser: true });
  });

  test('keeps totals that a recount confirms', async () => {
    await service.seed(request);
    const kept = await test_.db.all(
      `SELECT month, category_key, CAST(total_minor AS TEXT) AS total, expense_count AS count
       FROM monthly_totals ORDER BY month, category_key`,
    );
    const counted = await test_.db.all(
      `SELECT substr(CAST(spent_on AS TEXT), 1, 7) AS month, category_id AS category_key,
              CAST(SUM(amount_minor) AS TEXT) AS total, COUNT(*) AS count
       FROM expenses GROUP BY 1, 2 ORDER BY 1, 2`,
    );
    expect(kept).toEqual(counted);
  });

  test('stores a bulk so that every word of it is found, the last one too, and leaves the schema as it was', async () => {
    const before = await constraintsAndIndexes();
    const { bookId } = await service.seed({ ...request, expenses: 21_000 });
    expect(await constraintsAndIndexes()).toEqual(before);
    const last = await test_.db.get<{ id: number; description: string }>(
      'SELECT id, description FROM expenses ORDER BY id DESC LIMIT 1',
    );
    const filter = { range: {}, words: searchWords(`"${last!.description}"`) };
    const found = await repositories(test_.db).expenseLists.list(bookId, filter, undefined, 200);
    expect(found.map(({ id }) => id)).toContain(last!.id);
    const broken: string[] = [];
    for await (const { invariant, breaches } of new DoctorService(test_.db).examine()) {
      if (breaches.length > 0) broken.push(invariant);
    }
    expect(broken).toEqual([]);
  });

  test('adds to a user who is there, gives them the password and ends their sessions', async () => {
    const first = await service.seed({ ...request, expenses: 10 });
    const now = clock.now().toISOString();
    const session = {
      userId: first.userId,
      userAgent: 'x',
      ipPrefix: 'x',
      now,
      absoluteExpiresAt: '2027-01-01T00:00:00.000Z',
      staysSince: null,
    };
    await repositories(test_.db).sessions.insert(session);
    const again = await service.seed({ ...request, expenses: 5, password: 'another long phrase' });
    expect(again).toMatchObject({ userId: first.userId, bookId: first.bookId, isNewUser: false });
    const user = await repositories(test_.db).users.find(first.userId);
    expect(await passwords.matches('another long phrase', user?.passwordHash)).toBe(true);
    expect(await repositories(test_.db).sessions.listActive(first.userId, now)).toEqual([]);
    expect(await test_.db.get('SELECT COUNT(*) AS n FROM expenses')).toEqual({ n: 15 });
  });

  test('brings back a starting category that the user had removed', async () => {
    const { bookId } = await service.seed({ ...request, expenses: 1 });
    const { categories, expenseStates, expenseVersions } = repositories(test_.db);
    const food = (await categories.list(bookId)).find(({ name }) => name === 'Food')!;
    const ids = (await expenseStates.ofCategory(bookId, food.id, 10)).map(({ id }) => id);
    await expenseVersions.update(bookId, ids, { categoryId: null }, clock.now().toISOString());
    await categories.remove(bookId, food.id);
    await service.seed({ ...request, expenses: 100 });
    expect((await categories.list(bookId)).map(({ name }) => name)).toContain('Food');
  });

  test.each([
    [{ email: 'nobody' }, /email/i],
    [{ password: '' }, /password/i],
  ])('refuses %j and stores nothing', async (wrong, message) => {
    const refused = service.seed({ ...request, ...wrong });
    await expect(refused).rejects.toMatchObject({ code: 'invalid' });
    await expect(
      refused.catch((error: { fields: unknown }) => JSON.stringify(error.fields)),
    ).resolves.toMatch(message);
    expect(await test_.db.get('SELECT COUNT(*) AS n FROM users')).toEqual({ n: 0 });
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { Principal } from '../identity/principal.js';
import { CATEGORIES_MAX } from '../ledger/category-service.js';

describe.each(engines)('categories and tags that the rows of a file name, on $name', (engine) => {
  let app: TestApp;
  let mira: Principal;
  beforeEach(async () => {
    app = await startTestApp(engine, { clock: new TestClock('2026-03-20T12:00:00.000Z') });
    mira = await (await signUp(app)).principal();
  });
  afterEach(() => app.close());

  const open = (...rows: readonly string[]) => {
    const lines = rows.map((row, at) => `2026-03-01,Row ${String(at)},-1.00,${row}`);
    const text = ['Date,Description,Amount,Category,Tags', ...lines].join('\n');
    return app.services.imports.open(mira, { name: 'bank.csv', bytes: new TextEncoder().encode(text) });
  };
  const added = async () => {
    const { items } = await app.services.expenses.browse(mira, { range: {} }, { limit: 50 });
    return new Map(
      items.map(({ description, categoryName, tags }) => [description, [categoryName, ...tags]]),
    );
  };

  it('are made as a book can have them, once, and only of rows that are added', async () => {
    const before = await app.services.categories.list(mira);
    const long = `${'🚲'.repeat(39)}é and more`;
    const id = await open(
      `Bazaar,"Trip,TRIP"`,
      'BAZAAR,',
      'food,far',
      `${long},${'t'.repeat(60)}`,
      'Gone,gone',
    );
    await app.services.imports.choose(mira, id, 0, [{ line: 6, include: false }]);
    await app.services.imports.commit(mira, id);
    expect([...(await added()).values()]).toEqual(
      [['🚲'.repeat(39) + 'é'], ['Food', 'far'], ['Bazaar'], ['Bazaar', 'Trip']].map(
        (names) => expect.arrayContaining(names) as object,
      ),
    );
    const known = new Set(before.map(({ name }) => name));
    const made = (await app.services.categories.list(mira)).filter(({ name }) => !known.has(name));
    expect(made.map(({ name, color, icon }) => [name, color, icon])).toEqual(
      expect.arrayContaining([
        ['Bazaar', 'others', 'tag'],
        ['🚲'.repeat(39) + 'é', 'others', 'tag'],
      ]),
    );
    expect(made).toHaveLength(2);
    expect((await app.services.tags.list(mira)).map(({ name }) => name)).not.toContain('gone');
  });

  it('are as many categories as a book can have', async () => {
    const room = CATEGORIES_MAX - (await app.services.categories.list(mira)).length;
    const some = (count: number) => Array.from({ length: count }, (_, at) => `Kind ${String(at)},`);
    await expect(app.services.imports.commit(mira, await open(...some(room + 1)))).rejects.toMatchObject({
      said: { key: 'fault.category.too_many' },
    });
    const id = await open(...some(room), 'kind 0,');
    expect(await app.services.imports.commit(mira, id)).toMatchObject({ addedCount: room + 1 });
    expect(await app.services.categories.list(mira)).toHaveLength(CATEGORIES_MAX);
  });
});

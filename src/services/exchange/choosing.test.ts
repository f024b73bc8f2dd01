import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { engines } from '../../testing/engines.js';
import { signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { Principal } from '../identity/principal.js';

const FILE = `Date,Description,Amount,Category,Tags
2026-03-01,Lunch,-12.50,Restaurants,"trip,family"
2026-03-02,Bus,-2.80,,trip
2026-03-03,Pay,2000.00,,
`;

describe.each(engines)('what a person chooses of the rows of an import on $name', (engine) => {
  let app: TestApp;
  let mira: Principal;
  let id: number;
  beforeAll(async () => {
    app = await startTestApp(engine);
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await (await signUp(app)).principal();
    const bytes = new TextEncoder().encode(FILE);
    id = await app.services.imports.open(mira, { name: 'bank.csv', bytes });
  });

  const choose = (line: number, choice: { include?: boolean; categoryId?: number | null | 'file' }) =>
    app.services.imports.choose(mira, id, 0, [{ line, ...choice }]);
  const row = async (line: number) => {
    const { rows } = await app.services.imports.rowsOf(mira, id, { status: undefined, from: 0 });
    const { chosen, categoryId, tags } = rows.find((each) => each.line === line)!;
    return { chosen, categoryId, tags };
  };
  const food = async () => (await app.services.categories.list(mira)).find(({ name }) => name === 'Food')!.id;
  const added = async () => {
    const { items } = await app.services.expenses.browse(mira, { range: {} }, { limit: 10 });
    const names = new Map((await app.services.categories.list(mira)).map((each) => [each.id, each.name]));
    return items.map(({ description, amountMinor, categoryId, tags }) => [
      ...[description, Number(amountMinor), categoryId && names.get(categoryId), [...tags].sort().join()],
    ]);
  };

  it('is added, with the categories and tags that the file names', async () => {
    await app.services.imports.commit(mira, id);
    expect(await added()).toEqual([
      ['Bus', 280, null, 'trip'],
      ['Lunch', 1250, 'Restaurants', 'family,trip'],
    ]);
  });

  it('keeps whatever else was chosen of the row', async () => {
    const categoryId = await food();
    await choose(2, { categoryId });
    await choose(2, { include: false });
    expect(await row(2)).toEqual({ chosen: false, categoryId, tags: ['trip', 'family'] });
    await choose(2, { include: true });
    expect(await row(2)).toMatchObject({ chosen: null, categoryId });
    await choose(4, { include: true });
    await choose(4, { categoryId });
    expect(await row(4)).toMatchObject({ chosen: true, categoryId });
    await app.services.imports.commit(mira, id);
    expect(await added()).toEqual([
      ['Pay', -200_000, 'Food', ''],
      ['Bus', 280, null, 'trip'],
      ['Lunch', 1250, 'Food', 'family,trip'],
    ]);
  });

  it('may be the category of the file again, where it names one', async () => {
    await choose(2, { categoryId: null });
    expect(await row(2)).toMatchObject({ categoryId: null });
    await choose(2, { categoryId: 'file' });
    await choose(3, { categoryId: 'file' });
    expect([(await row(2)).categoryId, (await row(3)).categoryId]).toEqual(['file', null]);
  });

  it('is added without a category that was deleted meanwhile', async () => {
    const { id: gone } = await app.services.categories.add(mira, {
      name: 'Gone',
      color: 'food',
      icon: 'tag',
    });
    await choose(3, { categoryId: gone });
    await app.services.categories.remove(mira, gone);
    await app.services.imports.commit(mira, id);
    expect((await added())[0]).toEqual(['Bus', 280, null, 'trip']);
  });

  it('is refused on a page that is none, and under a category of somebody else', async () => {
    const { imports, categories } = app.services;
    await expect(imports.choose(mira, id, 7, [{ line: 2 }])).rejects.toMatchObject({
      said: { key: 'error.no_such.import_row' },
    });
    const other = await (await signUp(app)).principal();
    const [foreign] = await categories.list(other);
    await expect(choose(2, { categoryId: foreign!.id })).rejects.toMatchObject({
      fields: { category_id: { key: 'fault.category.unknown' } },
    });
    await expect(imports.choose(other, id, 0, [{ line: 2 }])).rejects.toMatchObject({ code: 'not_found' });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Day } from '../../domain/calendar.js';
import { TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { CategoryService } from './category-service.js';
import type { Principal } from '../identity/principal.js';
import { message } from '../../messages/message.js';

describe.each(engines)('categories on $name', (engine) => {
  const clock = new TestClock('2026-03-01T12:00:00.000Z');
  let app: TestApp;
  let categories: CategoryService;
  let mira: Principal;
  let owen: Principal;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock });
    categories = app.services.categories;
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await (await signUp(app, 'mira')).principal();
    owen = await (await signUp(app, 'owen')).principal();
  });

  const idOf = async (name: string, principal = mira) =>
    (await categories.list(principal)).find((category) => category.name === name)!.id;
  const spend = async (category: string, times = 1) => {
    const categoryId = await idOf(category);
    const expense = { amountMinor: 100n, description: category, categoryId, spentOn: '2026-03-01' as Day };
    return app.services.expenses.recordAll(
      mira,
      Array.from({ length: times }, () => expense),
    );
  };
  const namesOfExpenses = async () =>
    (await app.services.expenses.browse(mira, { range: {} }, { limit: 200 })).items.map(
      ({ categoryName }) => categoryName,
    );

  it('are eleven at the start, by name', async () => {
    expect((await categories.list(mira)).map(({ name }) => name)).toEqual([
      'Bills',
      'Clothing',
      'Electronics',
      'Food',
      'Groceries',
      'Health',
      'Leisure',
      'Others',
      'Savings',
      'Transport',
      'Utilities',
    ]);
  });

  it('are added with a colour and an icon, and renamed without losing them', async () => {
    const added = await categories.add(mira, { name: ' Garden ', color: 'groceries', icon: 'flower1' });
    expect(added).toMatchObject({ name: 'Garden', color: 'groceries', icon: 'flower1' });
    expect(await categories.change(mira, added.id, { name: 'Yard' })).toMatchObject({
      name: 'Yard',
      color: 'groceries',
      icon: 'flower1',
    });
    expect(await categories.change(mira, added.id, { name: 'YARD' })).toMatchObject({ name: 'YARD' });
  });

  it.each([
    [{ name: '' }, { name: message('fault.category_name.empty') }],
    [{ name: '  ' }, { name: message('fault.category_name.empty') }],
    [{ name: 'x'.repeat(41) }, { name: message('fault.category_name.too_long', { max: 40 }) }],
    [{ name: 'Tea', color: 'red' }, { color: message('fault.color.unknown') }],
    [{ name: 'Tea', icon: '__proto__' }, { icon: message('fault.icon.unknown') }],
    [{ name: 'food' }, { name: message('fault.category_name.taken') }],
    [{ name: ' ＦＯＯＤ ' }, { name: message('fault.category_name.taken') }],
  ])('are refused: %j', async (input, fields) => {
    await expect(categories.add(mira, input)).rejects.toMatchObject({ code: 'invalid', fields });
    await expect(categories.change(mira, await idOf('Bills'), input)).rejects.toMatchObject({ fields });
    expect(await categories.list(mira)).toHaveLength(11);
  });

  it('of one name are one, also when ten are added at once', async () => {
    const added = Array.from({ length: 10 }, () => categories.add(mira, { name: 'Garden' }));
    const outcomes = await Promise.allSettled(added);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await categories.list(mira)).toHaveLength(12);
  });

  it('are two hundred at most', async () => {
    for (let count = 11; count < 200; count += 1)
      await categories.add(mira, { name: `Category ${String(count)}` });
    await expect(categories.add(mira, { name: 'One more' })).rejects.toMatchObject({
      fields: { name: message('fault.category.too_many', { max: 200 }) },
    });
  });

  it('say how many expenses they hold, without those in the trash', async () => {
    const [first] = await spend('Food', 3);
    await app.services.expenses.remove(mira, first!.id);
    const use = await categories.listWithUse(mira);
    expect(use.find(({ name }) => name === 'Food')?.expenseCount).toBe(2);
  });

  it('give their expenses to the one that they are merged into, the deleted ones too', async () => {
    const [first] = await spend('Food', 3);
    await app.services.expenses.remove(mira, first!.id);
    expect(await categories.merge(mira, await idOf('Food'), await idOf('Groceries'))).toMatchObject({
      changed: 2,
    });
    expect(await namesOfExpenses()).toEqual(['Groceries', 'Groceries']);
    expect(await app.services.expenses.restore(mira, first!.id)).toMatchObject({ categoryName: 'Groceries' });
    expect((await categories.list(mira)).map(({ name }) => name)).not.toContain('Food');
  });

  it('leave their expenses without a category when they are deleted', async () => {
    const [first] = await spend('Food', 3);
    await app.services.expenses.remove(mira, first!.id);
    expect(await categories.remove(mira, await idOf('Food'))).toMatchObject({ changed: 2 });
    expect(await namesOfExpenses()).toEqual([null, null]);
    const { totalMinor } = await app.services.reports.summarise(mira, { range: {} });
    expect(totalMinor).toBe(200n);
  });

  it('are told by name when they go, and where to', async () => {
    const [food, groceries] = [await idOf('Food'), await idOf('Groceries')];
    const { color, icon } = await categories.find(mira, food);
    const told = async () => (await app.services.changes.list(mira, { limit: 1 })).items[0]!;
    await categories.merge(mira, food, groceries);
    expect(await told()).toMatchObject({
      kind: 'category_merge',
      subject: { name: 'Food', into: 'Groceries', removedCategory: { id: food, name: 'Food', color, icon } },
    });
    await categories.remove(mira, groceries);
    expect(await told()).toMatchObject({ kind: 'category_delete', subject: { name: 'Groceries' } });
    expect((await told()).subject).not.toHaveProperty('into');
  });

  it('are put away and back, and stay as they are besides', async () => {
    const food = await categories.find(mira, await idOf('Food'));
    clock.advance(1_000);
    expect(await categories.archive(mira, food.id, true)).toMatchObject({
      ...{ name: 'Food', color: food.color, icon: food.icon, archivedAt: clock.now().toISOString() },
    });
    expect(await categories.archive(mira, food.id, false)).toMatchObject({ name: 'Food', archivedAt: null });
    await expect(categories.archive(owen, food.id, true)).rejects.toMatchObject({ code: 'not_found' });
    expect((await categories.find(mira, food.id)).archivedAt).toBeNull();
  });

  it('stand by name as people count, whatever the letters', async () => {
    for (const name of ['room 10', 'Room 2', 'álbum']) await categories.add(mira, { name });
    const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);
    const all = names(await categories.list(mira));
    expect([all[0], ...all.slice(8, 11)]).toEqual(['álbum', 'Others', 'Room 2', 'room 10']);
    expect(names(await categories.listWithUse(mira))).toEqual(all);
  });

  it('have a colour and an icon where nobody chose them, and are added once for each key', async () => {
    const key = { value: 'k-1', whenReused: 'refuse' } as const;
    const plain = await categories.add(mira, { name: 'Tea', color: undefined }, key);
    expect(plain).toMatchObject({ name: 'Tea', color: 'others', icon: 'tag', archivedAt: null });
    expect(await categories.add(mira, { name: 'Tea' }, key)).toMatchObject({ id: plain.id });
    expect(
      await categories.change(mira, plain.id, { name: undefined as never, icon: 'flower1' }),
    ).toMatchObject({
      ...{ name: 'Tea', color: 'others', icon: 'flower1' },
    });
    expect(await categories.change(mira, plain.id, { color: 'groceries' })).toMatchObject({
      color: 'groceries',
    });
  });

  it('of another book are not found, and cannot be merged into', async () => {
    const theirs = await idOf('Food', owen);
    const own = await idOf('Food');
    const unknown = 987_654;
    for (const id of [theirs, unknown]) {
      const asks = [
        categories.find(mira, id),
        categories.change(mira, id, { name: 'Mine' }),
        categories.merge(mira, id, own),
        categories.remove(mira, id),
      ];
      for (const ask of await Promise.allSettled(asks))
        expect(ask).toMatchObject({ reason: { code: 'not_found', said: message('error.no_such.category') } });
      await expect(categories.merge(mira, own, id)).rejects.toMatchObject({
        fields: { into: message('fault.category.unknown') },
      });
    }
    await expect(categories.merge(mira, own, own)).rejects.toMatchObject({
      fields: { into: message('fault.category.another') },
    });
    expect(await categories.list(owen)).toHaveLength(11);
  });
});

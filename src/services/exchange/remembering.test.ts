import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Day } from '../../domain/calendar.js';
import { TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { Principal } from '../identity/principal.js';

describe.each(engines)('the category last used for a description on $name', (engine) => {
  let app: TestApp;
  let mira: Principal;
  let ids: Record<string, number>;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock: new TestClock('2026-03-20T12:00:00.000Z') });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await (await signUp(app)).principal();
    const categories = await app.services.categories.list(mira);
    ids = Object.fromEntries(categories.map(({ id, name }) => [name, id]));
  });

  const spend = (description: string, category: string | null, day = '2026-03-01', principal = mira) =>
    app.services.expenses.record(principal, {
      ...{ amountMinor: 700n, description, spentOn: day as Day },
      categoryId: category === null ? null : ids[category]!,
    });
  /** What the check of a file proposes: names of categories by the description. */
  async function proposed(content: string, name = 'bank.csv') {
    const id = await app.services.imports.open(mira, { name, bytes: new TextEncoder().encode(content) });
    const { rows } = await app.services.imports.rowsOf(mira, id, { status: undefined, from: 0 });
    const names = new Map(Object.entries(ids).map(([category, its]) => [its, category]));
    const nameOf = (its: number | null | 'file') => (typeof its === 'number' ? names.get(its) : its);
    return Object.fromEntries(
      rows.map(({ renamed, description, categoryId }) => [renamed ?? description, nameOf(categoryId)]),
    );
  }
  const bank = (...descriptions: string[]) =>
    ['Date,Description,Amount', ...descriptions.map((text) => `2026-03-10,${text},-5.00`)].join('\n');

  it('is that of the newest of them, however it is written', async () => {
    await spend('Café Roma', 'Food', '2026-02-01');
    await spend('CAFE ROMA', 'Leisure', '2026-02-03');
    await spend('Cafe  Roma', 'Health', '2026-01-01');
    await spend('café roma', null, '2026-02-04');
    expect(await proposed(bank('cafe roma', 'Cafe'))).toEqual({ 'cafe roma': 'Leisure', Cafe: null });
  });

  it('comes after what the file and the rules say', async () => {
    for (const text of ['Shop', 'Kiosk', 'Lidl']) await spend(text, 'Food');
    const rule = { match: 'equals', text: 'kiosk', tags: [], description: null } as const;
    await app.services.rules.add(mira, { ...rule, categoryId: ids['Leisure']! });
    await app.services.rules.add(mira, {
      ...rule,
      text: 'lidl sagt danke',
      categoryId: null,
      description: 'Lidl',
    });
    const file = `Date,Description,Amount,Category
2026-03-10,Shop,-5.00,Bazaar
2026-03-10,Kiosk,-5.00,
2026-03-10,LIDL SAGT DANKE,-5.00,
`;
    expect(await proposed(file)).toEqual({ Shop: 'file', Kiosk: 'Leisure', Lidl: 'Food' });
  });

  it('is none where it is archived, in the trash, or of another book', async () => {
    await spend('Old', 'Food', '2026-01-01');
    await spend('Old', 'Savings', '2026-02-01');
    await app.services.categories.archive(mira, ids['Savings']!, true);
    const { id } = await spend('Gone', 'Food');
    await app.services.expenses.remove(mira, id);
    const noah = await (await signUp(app, 'noah')).principal();
    const [his] = await app.services.categories.list(noah);
    const foreign = { amountMinor: 700n, description: 'Foreign', spentOn: '2026-03-01' as Day };
    await app.services.expenses.record(noah, { ...foreign, categoryId: his!.id });
    expect(await proposed(bank('Old', 'Gone', 'Foreign'))).toEqual({ Old: null, Gone: null, Foreign: null });
  });

  it('is found behind some thousand newer expenses', async () => {
    await spend('Insurance', 'Bills', '2020-01-01');
    await spend('Yearly', 'Bills', '2026-03-19');
    const newer = Array.from({ length: 2_100 }, (_, at) => ({
      ...{ amountMinor: 100n, description: `Coffee ${String(at)}`, categoryId: ids['Food']! },
      spentOn: `2026-03-0${String((at % 9) + 1)}` as Day,
    }));
    await app.services.expenses.recordAll(mira, newer);
    expect(await proposed(bank('Insurance', 'Yearly', 'Nothing'))).toEqual({
      ...{ Insurance: 'Bills', Yearly: 'Bills', Nothing: null },
    });
  });

  it('leaves files of our own as they are', async () => {
    await spend('Coffee', 'Food');
    const own = 'date,description,amount,currency,category,tags,id\r\n2026-03-10,Coffee,5.00,USD,,,1\r\n';
    expect(await proposed(own, 'outlay.csv')).toEqual({ Coffee: null });
  });

  it('is what the expense gets', async () => {
    await spend('Coffee', 'Food');
    const bytes = new TextEncoder().encode(bank('COFFEE'));
    const id = await app.services.imports.open(mira, { name: 'bank.csv', bytes });
    await app.services.imports.commit(mira, id);
    const { items } = await app.services.expenses.browse(mira, { range: {} }, { limit: 5 });
    expect(items.map(({ description, categoryName }) => [description, categoryName])).toEqual([
      ['COFFEE', 'Food'],
      ['Coffee', 'Food'],
    ]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Day, Month } from '../../domain/calendar.js';
import { TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { Principal } from '../identity/principal.js';
import { BUDGET_STEPS_MAX } from '../ledger/budgets/budget-service.js';
import { CATEGORIES_MAX } from '../ledger/category-service.js';
import { RECURRING_MAX } from '../ledger/recurring/recurring-input.js';
import { RULES_MAX } from '../ledger/rules/rule-service.js';

const NOW = '2026-03-20T12:00:00.000Z';

interface Everything {
  readonly categories: { name: string; color: string; icon: string; archived: boolean }[];
  readonly tags: { name: string }[];
  readonly recurring: { id: number; description: string; category: string | null; tags: string[] }[];
  readonly budgets: { category: string | null; from: string; amount: string | null }[];
  readonly rules: { match: string; text: string; category: string | null; add_tags: string[] }[];
  readonly expenses: { description: string; spent_on: string; recurring?: number }[];
}

describe.each(engines)('what a file of everything holds beside expenses, on $name', (engine) => {
  let app: TestApp;
  let mira: Principal;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock: new TestClock(NOW) });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await (await signUp(app)).principal();
  });

  const open = (parts: object) => {
    const text = JSON.stringify({
      ...{ format: 'outlay', version: 1, currency: 'USD', expenses: [] },
      ...parts,
    });
    return app.services.imports.open(mira, { name: 'all.json', bytes: new TextEncoder().encode(text) });
  };
  const restore = async (parts: object) => app.services.imports.commit(mira, await open(parts));
  async function held(): Promise<Everything> {
    let text = '';
    for await (const piece of (await app.services.exports.writeEverything(mira)).pieces) text += piece;
    return JSON.parse(text) as Everything;
  }
  const misfit = (part: string) => ({
    code: 'invalid',
    fields: { file: { code: `restore.${part.split('.')[0]!}`, english: `${part} does not fit.` } },
  });
  const fill = (count: number, sql: string, more: (at: number) => (string | number)[]) =>
    app.db.transaction(async (tx) => {
      for (let at = 0; at < count; at += 1) await tx.run(sql, [mira.bookId, NOW, ...more(at)]);
    });

  it('are categories and tags that the book does not have, by name; what it has stays as it is', async () => {
    const before = await held();
    await restore({
      categories: [
        { name: 'FOOD', color: 'health', icon: 'laptop', archived: true },
        { name: 'Bazaar', color: 'health', icon: 'laptop', archived: true },
        { name: 'Open', color: 'food', icon: 'basket', archived: false },
        { name: 'open', color: 'health', icon: 'laptop', archived: true },
        { name: 'Plain' },
      ],
      tags: [{ name: 'far' }, { name: 'FAR' }, { name: 'near' }],
    });
    const { categories, tags } = await held();
    const added = [
      { name: 'Bazaar', color: 'health', icon: 'laptop', archived: true },
      { name: 'Open', color: 'food', icon: 'basket', archived: false },
      { name: 'Plain', color: 'others', icon: 'tag', archived: false },
    ];
    expect(categories).toHaveLength(before.categories.length + added.length);
    expect(categories).toEqual(expect.arrayContaining([...before.categories, ...added]));
    expect(tags.map(({ name }) => name)).toEqual(['far', 'near']);
  });

  it('are as many categories as a book can have, or none', async () => {
    const room = CATEGORIES_MAX - (await held()).categories.length;
    const some = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ name: `Kind ${String(at)}` }));
    await expect(restore({ categories: some(room + 1) })).rejects.toMatchObject({
      code: 'conflict',
      said: { key: 'fault.category.too_many' },
    });
    expect((await held()).categories).toHaveLength(CATEGORIES_MAX - room);
    await restore({ categories: some(room) });
    expect((await held()).categories).toHaveLength(CATEGORIES_MAX);
  });

  describe('budgets', () => {
    const budget = (category: string | null, from = '2026-01', amount: string | null = '9.00') => ({
      ...{ category, from, amount },
    });
    const budgets = async () =>
      (await held()).budgets.map(({ category, from, amount }) => [category, from, amount]);

    it('are set where the book has none, also of no amount and of nothing', async () => {
      const food = (await app.services.categories.list(mira)).find(({ name }) => name === 'Food')!;
      const step = { amountMinor: 700n, fromMonth: '2025-11' as Month, carryOver: false };
      await app.services.budgets.set(mira, food.id, step);
      await restore({
        categories: [{ name: 'Bazaar' }],
        budgets: [
          ...[
            budget('food'),
            budget('bazaar'),
            budget('Bazaar', '2026-02', '0.01'),
            budget('Bazaar', '2026-03', null),
          ],
          budget(null, '2025-12', '100.50'),
        ],
      });
      expect(await budgets()).toEqual([
        ['Food', '2025-11', '7.00'],
        [null, '2025-12', '100.50'],
        ...[
          ['Bazaar', '2026-01', '9.00'],
          ['Bazaar', '2026-02', '0.01'],
          ['Bazaar', '2026-03', null],
        ],
      ]);
    });

    it.each([
      ['budgets.1.category', budget('Nowhere')],
      ['budgets.1.amount', budget('Food', '2026-01', '9.999')],
      ['budgets.1.amount', budget('Food', '2026-01', '-1')],
      ['budgets.1.amount', budget('Food', '2026-01', '0')],
    ])('are refused with the whole file for %s: %j', async (part, wrong) => {
      const file = { categories: [{ name: 'Bazaar' }], budgets: [budget(null), wrong] };
      await expect(restore(file)).rejects.toMatchObject(misfit(part));
      const { categories, budgets: none } = await held();
      expect(none).toEqual([]);
      expect(categories.map(({ name }) => name)).not.toContain('Bazaar');
    });

    it('are as many as a book can have', async () => {
      const food = (await app.services.categories.list(mira)).find(({ name }) => name === 'Food')!;
      await fill(
        BUDGET_STEPS_MAX - 1,
        `INSERT INTO budgets (book_id, category_id, from_month, amount_minor, carry_over, created_at, updated_at)
         VALUES ($1, $3, $4, 1, 0, $2, $2)`,
        (at) => [food.id, `${String(1900 + Math.floor(at / 12))}-${String((at % 12) + 1).padStart(2, '0')}`],
      );
      await expect(
        restore({ budgets: [budget(null, '2026-01'), budget(null, '2026-02')] }),
      ).rejects.toMatchObject(misfit('budgets.1.from'));
      await restore({ budgets: [budget(null, '2026-01')] });
      expect(await budgets()).toHaveLength(BUDGET_STEPS_MAX);
    });
  });

  describe('rules', () => {
    const rule = (text: string, more: object = {}) => ({
      match: 'contains',
      text,
      category: 'Food',
      ...more,
    });
    const texts = async () => (await app.services.rules.list(mira)).map(({ text }) => text);

    it('come behind those of the book, in their order, but for those that look for the same', async () => {
      const own = {
        match: 'contains',
        text: 'Café',
        tags: ['own'],
        categoryId: null,
        description: null,
      } as const;
      await app.services.rules.add(mira, own);
      await restore({
        rules: [
          rule('zoo', { add_tags: ['Far', 'far'], category: 'FOOD', description: 'The zoo' }),
          ...[rule('CAFE'), rule('cafe', { match: 'equals' }), rule('ZOO', { category: null })],
          ...[rule('bar', { category: 'Nowhere' }), rule('pub', { category: null, add_tags: ['x'] })],
        ],
      });
      const { rules } = await held();
      const food = { category: 'Food', add_tags: [], description: null };
      expect(rules).toEqual([
        { match: 'contains', text: 'Café', category: null, add_tags: ['own'], description: null },
        { match: 'contains', text: 'zoo', category: 'Food', add_tags: ['Far'], description: 'The zoo' },
        { match: 'equals', text: 'cafe', ...food },
        { match: 'contains', text: 'bar', ...food, category: null },
        { match: 'contains', text: 'pub', ...food, category: null, add_tags: ['x'] },
      ]);
    });

    it('are as many as a book can have: the others are left', async () => {
      await fill(
        RULES_MAX - 1,
        `INSERT INTO rules (book_id, position, matching, text, category_id, tag_ids, description, created_at, updated_at)
         VALUES ($1, $3, 'contains', $4, NULL, '[]', 'x', $2, $2)`,
        (at) => [at + 1, `rule ${String(at)}`],
      );
      await restore({ rules: [rule('first'), rule('second')] });
      expect((await texts()).slice(-2)).toEqual([`rule ${String(RULES_MAX - 2)}`, 'first']);
    });
  });

  describe('recurring expenses', () => {
    const part = (description: string, more: object = {}) => ({
      ...{ id: `id of ${description}`, amount: '9.00', description, interval: 1, every: 'month' },
      ...{ starts_on: '2026-01-31', ends_on: null, mode: 'remind', next_on: '2026-03-31', ...more },
    });
    const expense = (id: number, recurring: string, more: object = {}) => ({
      ...{
        id,
        amount: '9.00',
        description: `Expense ${String(id)}`,
        spent_on: '2026-01-31',
        recurring,
        ...more,
      },
    });
    const names = async () => (await held()).recurring.map(({ description }) => description);

    it('begin where they stood, but for those that the book has: the same words on the same days', async () => {
      await restore({ recurring: [part('Rent', { category: 'Food', mode: 'add' })] });
      await restore({
        recurring: [
          part('RENT', { amount: '1.00' }),
          part('Rent', { interval: 2, category: 'food', tags: ['home'] }),
          part('Rent', { every: 'week', category: 'Nowhere', next_on: '2026-03-21' }),
          part('Rent', { starts_on: '2026-02-28', next_on: '2026-03-28' }),
          part('Rent', { ends_on: '2026-12-31', paused: true }),
          part('Gym', { waiting: ['2026-01-31'], skipped: ['2026-03-31', '2026-04-30'], amount: '-1.50' }),
          part('gym', { amount: '2.00' }),
        ],
      });
      const { recurring } = await held();
      const same = {
        amount: '9.00',
        category: null,
        mode: 'remind',
        paused: false,
        waiting: [],
        skipped: [],
      };
      expect(recurring).toHaveLength(6);
      expect(recurring).toEqual(
        expect.arrayContaining(
          [
            { ...same, description: 'Rent', category: 'Food', mode: 'add', next_on: '2026-03-31' },
            { ...same, description: 'Rent', interval: 2, category: 'Food', tags: ['home'] },
            { ...same, description: 'Rent', every: 'week', next_on: '2026-03-21' },
            { ...same, description: 'Rent', starts_on: '2026-02-28', next_on: '2026-03-28' },
            { ...same, description: 'Rent', ends_on: '2026-12-31', paused: true, next_on: null },
            {
              ...{ ...same, description: 'Gym', amount: '-1.50' },
              ...{ waiting: ['2026-01-31'], skipped: ['2026-03-31', '2026-04-30'] },
            },
          ].map((each) => expect.objectContaining(each) as object),
        ),
      );
    });

    it('are those that expenses of the file came of, a day once, also where the book has them already', async () => {
      await restore({ recurring: [part('Rent')], expenses: [expense(1, 'id of Rent')] });
      await restore({
        recurring: [part('Rent', { id: 'other' }), part('Gym')],
        expenses: [
          ...[expense(2, 'other'), expense(3, 'other', { spent_on: '2026-02-28' })],
          ...[expense(4, 'other', { spent_on: '2026-02-28' }), expense(5, 'id of Gym')],
          ...[expense(6, 'none'), expense(7, 'id of Gym', { spent_on: '2026-02-28' })],
        ],
      });
      const { recurring, expenses } = await held();
      const nameOf = new Map(recurring.map(({ id, description }) => [id, description]));
      const origins = expenses.map(({ description, spent_on, recurring: of }) => [
        ...[description, spent_on, of === undefined ? 'typed' : nameOf.get(of)],
      ]);
      expect(new Map(origins.map(([name, ...more]) => [name, more.join(' ')]))).toEqual(
        new Map([
          ...([
            ['Expense 1', '2026-01-31 Rent'],
            ['Expense 2', '2026-01-31 typed'],
          ] as const),
          ...([
            ['Expense 3', '2026-02-28 Rent'],
            ['Expense 4', '2026-02-28 typed'],
          ] as const),
          ...([
            ['Expense 5', '2026-01-31 Gym'],
            ['Expense 6', '2026-01-31 typed'],
          ] as const),
          ['Expense 7', '2026-02-28 Gym'],
        ]),
      );
    });

    it.each([
      ['recurring.1.amount', part('Gym', { amount: '9.999' })],
      ['recurring.1.next_on', part('Gym', { every: 'day', starts_on: '2020-01-01', next_on: '2020-01-01' })],
    ])('are refused with the whole file for %s: %j', async (field, wrong) => {
      await expect(restore({ recurring: [part('Rent'), wrong] })).rejects.toMatchObject(misfit(field));
      expect(await names()).toEqual([]);
    });

    it('may be due as often as others, and are as many as a book can have', async () => {
      const start = new Date(Date.parse(NOW) - 1_999 * 86_400_000).toISOString().slice(0, 10) as Day;
      await restore({ recurring: [part('Daily', { every: 'day', starts_on: start, next_on: start })] });
      await fill(
        RECURRING_MAX - 2,
        `INSERT INTO recurring (book_id, user_id, amount_minor, description, category_id, tag_ids, interval_count,
           every, starts_on, ends_on, mode, next_on, paused_at, created_at, updated_at)
         SELECT book_id, user_id, amount_minor, $3, category_id, tag_ids, interval_count,
           every, starts_on, ends_on, mode, next_on, paused_at, $2, $2 FROM recurring WHERE book_id = $1 AND description = 'Daily'`,
        (at) => [`Number ${String(at)}`],
      );
      const more = [part('first'), part('Daily', { every: 'day', starts_on: start }), part('second')];
      await expect(restore({ recurring: more })).rejects.toMatchObject(misfit('recurring.2.description'));
      await restore({ recurring: more.slice(0, 2) });
      expect(await names()).toHaveLength(RECURRING_MAX);
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, type Day } from '../../domain/calendar.js';
import type { Expense } from '../../domain/expense.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import { searchWords } from '../../domain/search.js';
import { engines } from '../../testing/engines.js';
import { signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { Principal } from '../identity/principal.js';
import type { ListPlace } from './expense-service.js';

const FIRST = '2026-01-28' as Day;
const MANY = 130;

describe.each(engines)('what carries a tag on $name', (engine) => {
  let app: TestApp;
  let mira: Principal;
  let all: readonly Expense[];
  let filters: Record<string, ExpenseFilter>;
  beforeAll(async () => {
    app = await startTestApp(engine);
    mira = await (await signUp(app, 'mira')).principal();
    const [food, fun] = (await app.services.categories.list(mira)).map(({ id }) => id);
    const inputs = Array.from({ length: MANY }, (_, at) => ({
      // Some are refunds, a third is not tagged, and several share a day and not a category.
      amountMinor: BigInt(at % 5 === 0 ? -100 - at : 100 + at),
      description: at % 2 === 0 ? 'Ticket' : 'Hotel',
      categoryId: [food!, fun!, null][at % 3 === 0 ? 2 : at % 2]!,
      spentOn: addDays(FIRST, Math.floor(at / 4)),
      tags: [['trip'], ['trip', 'work'], ['other']][at % 3]!,
    }));
    await app.services.expenses.recordAll(mira, inputs);
    const { items } = await app.services.expenses.browse(mira, { range: {} }, { limit: 500 });
    await app.services.expenses.remove(mira, items.find(({ tags }) => tags.includes('trip'))!.id);
    all = (await app.services.expenses.browse(mira, { range: {} }, { limit: 500 })).items;
    const tags = await app.services.tags.list(mira);
    const idOf = (name: string) => tags.find((tag) => tag.name === name)!.id;
    const tagIds = [idOf('trip')];
    const range = { from: '2026-02-03' as Day, until: '2026-02-21' as Day };
    filters = {
      'one tag': { range: {}, tagIds },
      'one tag in some days': { range, tagIds },
      'one tag in a category': { range: {}, tagIds, categoryId: fun! },
      'one tag without a category': { range, tagIds, categoryId: 'none' },
      'one tag and an amount': { range: {}, tagIds, minMinor: 150n },
      'one tag and a word': { range: {}, tagIds, words: searchWords('ticket') },
      'two tags': { range: {}, tagIds: [...tagIds, idOf('work')] },
    };
  });
  afterAll(() => app.close());

  const matching = ({ range, tagIds, categoryId, minMinor, words }: ExpenseFilter) =>
    all.filter(
      (expense) =>
        expense.tags.includes('trip') &&
        (tagIds!.length < 2 || expense.tags.includes('work')) &&
        (!range.from || expense.spentOn >= range.from) &&
        (!range.until || expense.spentOn < range.until) &&
        (categoryId === undefined || expense.categoryId === (categoryId === 'none' ? null : categoryId)) &&
        (minMinor === undefined || expense.amountMinor >= minMinor) &&
        (!words || expense.description === 'Ticket'),
    );
  const idsOf = (expenses: readonly Expense[]) => expenses.map(({ id }) => id);
  const placeOf = (towards: ListPlace['towards'], { spentOn, id }: Expense) => ({ towards, spentOn, id });

  const cases = [
    'one tag',
    'one tag in some days',
    'one tag in a category',
    'one tag without a category',
    'one tag and an amount',
    'one tag and a word',
    'two tags',
  ];
  it.each(cases)('is listed newest first, towards older and newer: %s', async (name) => {
    const filter = filters[name]!;
    const expected = matching(filter);
    expect(expected.length).toBeGreaterThan(7);
    for (const limit of [5, 50]) {
      const first = await app.services.expenses.browse(mira, filter, { limit });
      expect(idsOf(first.items)).toEqual(idsOf(expected).slice(0, limit));
      const older = placeOf('older', expected[2]!);
      const next = await app.services.expenses.browse(mira, filter, { place: older, limit });
      expect(idsOf(next.items)).toEqual(idsOf(expected).slice(3, 3 + limit));
      const newer = placeOf('newer', expected.at(-1)!);
      const back = await app.services.expenses.browse(mira, filter, { place: newer, limit });
      expect(idsOf(back.items)).toEqual(idsOf(expected).slice(0, -1).slice(-limit));
    }
  });

  it.each(cases)('adds up by day: %s', async (name) => {
    const filter = filters[name]!;
    const days = [...new Set(all.map(({ spentOn }) => spentOn))];
    const sums = new Map<Day, bigint>();
    for (const { spentOn, amountMinor } of matching(filter)) {
      sums.set(spentOn, (sums.get(spentOn) ?? 0n) + amountMinor);
    }
    const found = await app.services.reports.dayTotals(mira, filter, days);
    expect([...found].sort()).toEqual([...sums].sort());
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Day } from '../../domain/calendar.js';
import { searchWords } from '../../domain/search.js';
import { DAY, TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { ExpenseService } from './expense-service.js';
import type { ExpenseInput } from './expense-input.js';
import { UNKNOWN_CATEGORY } from './foreign-category.js';
import type { Principal } from '../identity/principal.js';
import { message } from '../../messages/message.js';

describe.each(engines)('expenses on $name', (engine) => {
  const clock = new TestClock('2026-03-01T12:00:00.000Z');
  let app: TestApp;
  let expenses: ExpenseService;
  let mira: Principal;
  let owen: Principal;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock });
    expenses = app.services.expenses;
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await (await signUp(app, 'mira')).principal();
    owen = await (await signUp(app, 'owen')).principal();
  });

  const lunch: ExpenseInput = {
    amountMinor: 1250n,
    description: 'Lunch',
    categoryId: null,
    spentOn: '2026-03-01' as Day,
  };
  const list = async (principal = mira) =>
    (await expenses.browse(principal, { range: {} }, { limit: 200 })).items;
  const total = async (principal = mira) =>
    (await app.services.reports.summarise(principal, { range: {} })).totalMinor;
  const categoryOf = async (principal: Principal) => (await app.services.categories.list(principal))[0]!.id;
  const form = (value: string) => ({ value, whenReused: 'distinguish' }) as const;
  const script = (value: string) => ({ value, whenReused: 'refuse' }) as const;

  it('are kept as they were recorded', async () => {
    const expense = await expenses.record(mira, { ...lunch, categoryId: await categoryOf(mira) });
    expect(expense).toMatchObject({
      amountMinor: 1250n,
      description: 'Lunch',
      categoryName: 'Bills',
      spentOn: '2026-03-01',
      version: 1,
      createdAt: '2026-03-01T12:00:00.000Z',
      deletedAt: null,
    });
    expect(await expenses.find(mira, expense.id)).toEqual(expense);
  });

  it('add up exactly: a thousand dimes and 19.99: I06', async () => {
    const dimes = Array.from({ length: 1000 }, () => ({ ...lunch, amountMinor: 10n }));
    await expenses.recordAll(mira, dimes);
    await expenses.record(mira, { ...lunch, amountMinor: 1999n });
    expect(await total()).toBe(11_999n);
  });

  it('add up exactly past what a float can hold', async () => {
    const most = 999_999_999_999_99n;
    await expenses.recordAll(
      mira,
      Array.from({ length: 200 }, () => ({ ...lunch, amountMinor: most })),
    );
    expect(await total()).toBe(200n * most);
  });

  it('refuse the category of another book as if there were none such, alone and among many', async () => {
    const foreign = { ...lunch, categoryId: await categoryOf(owen) };
    const unknown = { ...lunch, categoryId: 987_654 };
    for (const input of [foreign, unknown]) {
      await expect(expenses.record(mira, input)).rejects.toMatchObject({
        code: 'invalid',
        fields: { category_id: UNKNOWN_CATEGORY },
      });
      await expect(expenses.recordAll(mira, [lunch, input])).rejects.toMatchObject({
        fields: { 'expenses.1.category_id': UNKNOWN_CATEGORY },
      });
    }
    const own = await expenses.record(mira, lunch);
    await expect(expenses.correct(mira, own.id, own.version, foreign)).rejects.toMatchObject({
      fields: { category_id: UNKNOWN_CATEGORY },
    });
    expect(await list()).toEqual([own]);
  });

  it('of another book are not found, whatever is asked', async () => {
    const theirs = await expenses.record(owen, lunch);
    const gone = await expenses.record(owen, lunch);
    await expenses.remove(owen, gone.id);
    for (const id of [theirs.id, gone.id, 987_654]) {
      const asks = [
        expenses.find(mira, id),
        expenses.findAlsoDeleted(mira, id),
        expenses.correct(mira, id, 1, lunch),
        expenses.restoreCorrected(mira, id, lunch),
        expenses.remove(mira, id),
        expenses.removeOrFindRemoved(mira, id),
        expenses.restore(mira, id),
      ];
      for (const ask of await Promise.allSettled(asks))
        expect(ask).toMatchObject({ reason: { code: 'not_found', said: message('error.no_such.expense') } });
    }
    expect(await list(owen)).toEqual([theirs]);
  });

  describe('with a key', () => {
    it('are added once, however often and simultaneously a form is sent', async () => {
      const sent = Array.from({ length: 10 }, () => expenses.record(mira, lunch, form('one')));
      const answers = await Promise.all(sent);
      expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
      expect(answers[0]!.amountMinor).toBe(1250n);
      expect(await list()).toHaveLength(1);
    });

    it('are another one when somebody went back and typed something else into the same form', async () => {
      await expenses.record(mira, lunch, form('two'));
      await expenses.record(mira, { ...lunch, description: 'Dinner' }, form('two'));
      expect((await list()).map(({ description }) => description)).toEqual(['Dinner', 'Lunch']);
    });

    it('are refused when a script sends the key with something else', async () => {
      const first = await expenses.record(mira, lunch, script('three'));
      expect(await expenses.record(mira, lunch, script('three'))).toEqual(first);
      await expect(
        expenses.record(mira, { ...lunch, amountMinor: 1n }, script('three')),
      ).rejects.toMatchObject({
        code: 'invalid',
        fields: { 'Idempotency-Key': { code: 'idempotency_key.reused' } },
      });
      await expect(expenses.recordAll(mira, [lunch], script('three'))).rejects.toMatchObject({
        code: 'invalid',
      });
      expect(await list()).toHaveLength(1);
    });

    it('are added by a second try when the first was refused', async () => {
      const wrong = { ...lunch, categoryId: 987_654 };
      await expect(expenses.record(mira, wrong, script('four'))).rejects.toThrow();
      await expenses.record(mira, lunch, script('four'));
      expect(await list()).toHaveLength(1);
    });

    it('of two people with the same key have nothing to do with each other', async () => {
      await expenses.record(mira, lunch, script('five'));
      await expenses.record(owen, { ...lunch, amountMinor: 1n }, script('five'));
      expect([await total(mira), await total(owen)]).toEqual([1250n, 1n]);
    });
  });

  describe('when corrected', () => {
    it('are saved over the version that was seen', async () => {
      const { id, version } = await expenses.record(mira, lunch);
      clock.advance(1000);
      const correction = await expenses.correct(mira, id, version, { ...lunch, amountMinor: 1300n });
      expect(correction).toMatchObject({ outcome: 'saved', expense: { amountMinor: 1300n, version: 2 } });
      expect(await total()).toBe(1300n);
    });

    it('meanwhile by somebody else stay as that one saved them', async () => {
      const { id } = await expenses.record(mira, lunch);
      await expenses.correct(mira, id, 1, { ...lunch, amountMinor: 1300n });
      expect(await expenses.correct(mira, id, 1, { ...lunch, amountMinor: 1400n })).toMatchObject({
        outcome: 'conflict',
        stored: { amountMinor: 1300n, version: 2 },
      });
      expect(await total()).toBe(1300n);
    });

    it('by ten people at once are saved by one of them', async () => {
      const { id } = await expenses.record(mira, lunch);
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          expenses.correct(mira, id, 1, { ...lunch, amountMinor: BigInt(index + 1) }),
        ),
      );
      expect(outcomes.filter(({ outcome }) => outcome === 'saved')).toHaveLength(1);
    });
  });

  describe('when deleted', () => {
    it('leave list and sums, and come back as they were', async () => {
      const expense = await expenses.record(mira, lunch);
      await expenses.remove(mira, expense.id);
      expect([await list(), await total()]).toEqual([[], 0n]);
      await expect(expenses.find(mira, expense.id)).rejects.toMatchObject({ code: 'not_found' });
      const deletedAt = clock.now().toISOString();
      expect(await expenses.findAlsoDeleted(mira, expense.id)).toMatchObject({ id: expense.id, deletedAt });
      const back = await expenses.restore(mira, expense.id);
      expect(back).toMatchObject({ amountMinor: 1250n, deletedAt: null });
      expect(await total()).toBe(1250n);
      expect(await expenses.findAlsoDeleted(mira, expense.id)).toEqual(back);
    });

    it('and taken back twice are changed once', async () => {
      const { id } = await expenses.record(mira, lunch);
      await expenses.remove(mira, id);
      const back = await expenses.restore(mira, id);
      expect(await expenses.restore(mira, id)).toEqual(back);
      const { items } = await app.services.changes.list(mira, { limit: 9 });
      expect(items.map(({ kind }) => kind)).toEqual(['restore', 'delete']);
    });

    it('come back as somebody wants them now, once, and never with the category of somebody else', async () => {
      const { id } = await expenses.record(mira, lunch);
      await expenses.remove(mira, id);
      const foreign = { ...lunch, categoryId: await categoryOf(owen) };
      await expect(expenses.restoreCorrected(mira, id, foreign)).rejects.toMatchObject({ code: 'invalid' });
      expect(await list()).toEqual([]);
      const wishes = [1n, 2n, 3n].map((amountMinor) =>
        expenses.restoreCorrected(mira, id, { ...lunch, amountMinor }),
      );
      const outcomes = (await Promise.all(wishes)).map(({ outcome }) => outcome);
      expect(outcomes.sort()).toEqual(['conflict', 'conflict', 'saved']);
      await expect(expenses.restoreCorrected(owen, id, lunch)).rejects.toMatchObject({ code: 'not_found' });
    });

    it('twice, in two windows, are deleted all the same; a script is told', async () => {
      const { id } = await expenses.record(mira, lunch);
      await expenses.removeOrFindRemoved(mira, id);
      expect(await expenses.removeOrFindRemoved(mira, id)).toMatchObject({ id });
      await expect(expenses.remove(mira, id)).rejects.toMatchObject({ code: 'not_found' });
    });

    it('are listed, last deleted first, for thirty days, and then thrown away', async () => {
      const ids = [];
      for (const description of ['one', 'two', 'three']) {
        const { id } = await expenses.record(mira, { ...lunch, description });
        await expenses.remove(mira, id);
        ids.unshift(id);
        clock.advance(DAY);
      }
      const trash = async () =>
        (await app.services.trash.browse(mira, { limit: 50 })).items.map((expense) => expense.id);
      expect(await trash()).toEqual(ids);
      clock.advance(27 * DAY);
      expect(await trash()).toEqual(ids);
      clock.advance(1);
      expect(await trash()).toEqual(ids.slice(0, 2));
      await app.services.upkeep.runOnce();
      await expect(expenses.restore(mira, ids[2]!)).rejects.toMatchObject({ code: 'not_found' });
      expect(await expenses.restore(mira, ids[1]!)).toMatchObject({ description: 'two' });
    });

    it('are listed page by page, in both directions, and found by their words', async () => {
      for (const description of ['one', 'two', 'three']) {
        const { id } = await expenses.record(mira, { ...lunch, description });
        await expenses.remove(mira, id);
        clock.advance(1000);
      }
      const { trash } = app.services;
      const first = await trash.browse(mira, { limit: 2 });
      const texts = (page: typeof first) => page.items.map(({ description }) => description);
      expect([texts(first), first.hasNewer, first.hasOlder]).toEqual([['three', 'two'], false, true]);
      const place = { id: first.items[1]!.id, deletedAt: first.items[1]!.deletedAt! };
      const last = await trash.browse(mira, { limit: 2, place: { ...place, towards: 'older' } });
      expect([texts(last), last.hasNewer, last.hasOlder]).toEqual([['one'], true, false]);
      const back = await trash.browse(mira, { limit: 2, place: { ...place, towards: 'newer' } });
      expect([texts(back), back.hasNewer, back.hasOlder]).toEqual([['three'], false, true]);
      expect(texts(await trash.browse(mira, { limit: 2, words: searchWords('TWO') }))).toEqual(['two']);
    });

    it('are erased for good, one or all, and only those of the own book that lie there', async () => {
      const { trash } = app.services;
      const [first, second, live] = await expenses.recordAll(mira, [lunch, lunch, lunch]);
      const theirs = await expenses.record(owen, lunch);
      for (const { id } of [first!, second!]) await expenses.remove(mira, id);
      await expenses.remove(owen, theirs.id);
      for (const id of [live!.id, theirs.id, 987_654])
        await expect(trash.erase(mira, id)).rejects.toMatchObject({ code: 'not_found' });
      expect(await trash.erase(mira, first!.id)).toMatchObject({ id: first!.id, description: 'Lunch' });
      await expect(trash.erase(mira, first!.id)).rejects.toMatchObject({ code: 'not_found' });
      await expect(expenses.restore(mira, first!.id)).rejects.toMatchObject({ code: 'not_found' });
      expect([await trash.empty(mira), await trash.empty(mira)]).toEqual([1, 0]);
      await expect(expenses.restore(mira, second!.id)).rejects.toMatchObject({ code: 'not_found' });
      expect(await list()).toEqual([live]);
      expect(await expenses.restore(owen, theirs.id)).toMatchObject({ id: theirs.id });
    });
  });
});

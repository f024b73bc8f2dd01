import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Day } from '../../../domain/calendar.js';
import type { RuleValues } from '../../../domain/rule.js';
import { TestClock } from '../../../testing/clock.js';
import { engines } from '../../../testing/engines.js';
import { signUp } from '../../../testing/person.js';
import { startTestApp, type TestApp } from '../../../testing/test-app.js';
import type { Principal } from '../../identity/principal.js';
import { type RuleService, RULES_MAX } from './rule-service.js';

describe.each(engines)('rules on $name', (engine) => {
  const clock = new TestClock('2026-03-14T12:00:00.000Z');
  let app: TestApp;
  let rules: RuleService;
  let mira: Principal;
  let owen: Principal;
  let food: number;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock });
    rules = app.services.rules;
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await (await signUp(app, 'mira')).principal();
    owen = await (await signUp(app, 'owen')).principal();
    food = (await app.services.categories.list(mira)).find(({ name }) => name === 'Food')!.id;
  });

  const filing = (text: string, more: Partial<RuleValues> = {}): RuleValues => ({
    ...{ match: 'contains', text, categoryId: food, tags: [], description: null },
    ...more,
  });
  const add = (text: string, more: Partial<RuleValues> = {}) => rules.add(mira, filing(text, more));
  const texts = async (of = mira) => (await rules.list(of)).map(({ text }) => text);
  const spend = async (description: string, more: { spentOn?: string; categoryId?: number } = {}) =>
    (
      await app.services.expenses.record(mira, {
        ...{ amountMinor: 500n, description, categoryId: more.categoryId ?? null },
        spentOn: (more.spentOn ?? '2026-03-14') as Day,
      })
    ).id;
  const noSuchRule = { code: 'not_found', said: { key: 'error.no_such.rule' } };

  it('are kept as they were given, with when', async () => {
    const rule = await add('rewe', { match: 'starts', tags: ['shop', 'Near'], description: 'Groceries' });
    expect(rule).toEqual({
      ...{ id: rule.id, match: 'starts', text: 'rewe', categoryId: food, description: 'Groceries' },
      tags: expect.arrayContaining(['shop', 'Near']) as string[],
      ...{ createdAt: clock.now().toISOString(), updatedAt: clock.now().toISOString() },
    });
    expect(await rules.find(mira, rule.id)).toEqual(rule);
    expect(await rules.list(mira)).toEqual([rule]);
  });

  it('are answered to a repetition as they were made, also when they are gone', async () => {
    const key = { value: 'k-1', whenReused: 'refuse' } as const;
    const made = await rules.add(mira, filing('a', { tags: ['shop'] }), key);
    await rules.remove(mira, made.id);
    expect(await rules.add(mira, filing('a', { tags: ['shop'] }), key)).toEqual(made);
    expect(await texts()).toEqual([]);
  });

  it('are added once for each key', async () => {
    const key = { value: 'k-1', whenReused: 'distinguish' } as const;
    const [first, second] = [
      await rules.add(mira, filing('a'), key),
      await rules.add(mira, filing('a'), key),
    ];
    expect(second.id).toBe(first.id);
    expect(await texts()).toEqual(['a']);
    await rules.add(mira, filing('b'), key);
    expect(await texts()).toEqual(['a', 'b']);
  });

  it('stand behind those that are there, and go where they are put', async () => {
    const [a, b, c] = [await add('a'), await add('b'), await add('c')];
    await rules.move(mira, c.id, 1);
    expect(await texts()).toEqual(['c', 'a', 'b']);
    await rules.move(mira, c.id, 2);
    expect(await texts()).toEqual(['a', 'c', 'b']);
    await rules.move(mira, a.id, 99);
    expect(await texts()).toEqual(['c', 'b', 'a']);
    await rules.move(mira, b.id, 0);
    expect(await texts()).toEqual(['b', 'c', 'a']);
    await add('d');
    expect(await texts()).toEqual(['b', 'c', 'a', 'd']);
    await add('e');
    expect(await texts()).toEqual(['b', 'c', 'a', 'd', 'e']);
    await rules.change(mira, c.id, { text: 'C' }, 3);
    expect(await texts()).toEqual(['b', 'a', 'C', 'd', 'e']);
  });

  it('keep their place and what was not spoken of when they are changed', async () => {
    const rule = await add('a', { tags: ['shop'], description: 'A' });
    const second = await add('b', { description: 'B' });
    expect(await rules.change(mira, second.id, { categoryId: null })).toMatchObject({
      ...{ text: 'b', categoryId: null, tags: [], description: 'B' },
    });
    const changed = await rules.change(mira, rule.id, { categoryId: null });
    expect(changed).toMatchObject({ text: 'a', categoryId: null, tags: ['shop'], description: 'A' });
    expect(await texts()).toEqual(['a', 'b']);
    await rules.change(mira, rule.id, {}, 2);
    expect(await rules.list(mira)).toMatchObject([{ text: 'b' }, { text: 'a', tags: ['shop'] }]);
  });

  it.each([
    ['a category', { tags: [], description: null }, true],
    ['tags', { categoryId: null, tags: ['x'] }, true],
    ['a description', { categoryId: null, description: 'X' }, true],
    ['nothing', { categoryId: null }, false],
  ])('that set %s can be kept: %#', async (_, more, isKept) => {
    const added = add('a', more);
    if (isKept) expect((await added).text).toBe('a');
    else await expect(added).rejects.toMatchObject({ fields: { category_id: { key: 'fault.rule.idle' } } });
  });

  it('come back where they were once they are removed, and are removed once', async () => {
    const [a, b] = [await add('a'), await add('b')];
    expect(await rules.findAlsoDeleted(mira, b.id)).toMatchObject({ text: 'b' });
    expect(await rules.remove(mira, a.id)).toMatchObject({ text: 'a' });
    expect(await texts()).toEqual(['b']);
    await expect(rules.find(mira, a.id)).rejects.toMatchObject(noSuchRule);
    await expect(rules.remove(mira, a.id)).rejects.toMatchObject(noSuchRule);
    await expect(rules.change(mira, a.id, { text: 'x' })).rejects.toMatchObject(noSuchRule);
    await expect(rules.move(mira, a.id, 1)).rejects.toMatchObject(noSuchRule);
    expect(await rules.findAlsoDeleted(mira, a.id)).toMatchObject({ text: 'a' });
    expect(await rules.restore(mira, a.id)).toMatchObject({ text: 'a' });
    expect(await texts()).toEqual(['a', 'b']);
  });

  it('are of one book', async () => {
    const { id } = await add('a');
    for (const asked of [
      () => rules.find(owen, id),
      () => rules.findAlsoDeleted(owen, id),
      () => rules.change(owen, id, { text: 'x' }),
      () => rules.move(owen, id, 1),
      () => rules.remove(owen, id),
      () => rules.restore(owen, id),
      () => rules.apply(owen, id),
    ])
      await expect(asked()).rejects.toMatchObject(noSuchRule);
    await expect(rules.add(owen, filing('a'))).rejects.toMatchObject({ code: 'invalid' });
    expect([await texts(owen), await texts()]).toEqual([[], ['a']]);
  });

  it('are as many as a book may hold, also when one comes back', async () => {
    const { id } = await add('0');
    await app.db.transaction(async (tx) => {
      for (let at = 1; at < RULES_MAX - 1; at += 1)
        await tx.run(
          `INSERT INTO rules (book_id, position, matching, text, category_id, tag_ids, description, created_at, updated_at)
           SELECT book_id, $2, matching, $3, category_id, tag_ids, description, created_at, updated_at FROM rules WHERE id = $1`,
          [id, at + 1, String(at)],
        );
    });
    const last = await add('last');
    const tooMany = { key: 'fault.rule.too_many', params: { max: 200 } };
    await expect(add('more')).rejects.toMatchObject({ fields: { text: tooMany } });
    await rules.remove(mira, last.id);
    expect((await rules.restore(mira, last.id)).text).toBe('last');
    await rules.remove(mira, id);
    await add('more');
    await expect(rules.restore(mira, id)).rejects.toMatchObject({ code: 'conflict', said: tooMany });
    expect(await texts()).toHaveLength(RULES_MAX);
  });

  it('are tried: what would change comes first, the newest of each before', async () => {
    await spend('Cafe 1', { spentOn: '2026-03-01', categoryId: food });
    await spend('Cafe 2', { spentOn: '2026-03-02' });
    await spend('Cafe 3', { spentOn: '2026-03-03', categoryId: food });
    await spend('Cafe 4', { spentOn: '2026-03-02' });
    await app.services.expenses.remove(mira, await spend('Cafe 5'));
    await spend('Tea');
    const trial = async (limit?: number, more: Partial<RuleValues> = { categoryId: food }) => {
      const { shown, ...counts } = await rules.try(mira, { match: 'starts', text: 'CAFÉ', ...more }, limit);
      return { ...counts, shown: shown.map(({ description, wouldChange }) => [description, wouldChange]) };
    };
    const order = [
      ['Cafe 4', true],
      ['Cafe 2', true],
      ['Cafe 3', false],
      ['Cafe 1', false],
    ];
    expect(await trial()).toEqual({ count: 4, changing: 2, shown: order });
    expect(await trial(3)).toEqual({ count: 4, changing: 2, shown: order.slice(0, 3) });
    expect(await trial(1)).toEqual({ count: 4, changing: 2, shown: order.slice(0, 1) });
    // Nobody said what is to become of them.
    expect(await trial(9, {})).toMatchObject({ count: 4, changing: undefined });
    expect((await trial(9, {})).shown.map(([text]) => text)).toEqual([
      'Cafe 3',
      'Cafe 4',
      'Cafe 2',
      'Cafe 1',
    ]);
    // A tag that is not there yet changes all of them, and is not made by trying.
    expect(await trial(0, { tags: ['new'] })).toEqual({ count: 4, changing: 4, shown: [] });
    expect(await app.services.tags.list(mira)).toEqual([]);
    expect(await trial(0, { description: 'Cafe 2' })).toMatchObject({ changing: 3 });
  });

  it('are carried out on all that fits, and say how many that were and how many changed', async () => {
    const [first] = [await spend('Cafe'), await spend('cafe', { categoryId: food })];
    const rule = await add('cafe', { tags: [] });
    expect(await rules.apply(mira, rule.id)).toMatchObject({ matches: 2, changed: 1, isUnderWay: false });
    expect((await app.services.expenses.find(mira, first)).categoryId).toBe(food);
    expect((await app.services.changes.list(mira, { limit: 1 })).items[0]).toMatchObject({
      kind: 'rule',
      subject: { name: 'cafe', ruleId: rule.id },
    });
    expect(await rules.apply(mira, rule.id)).toEqual({
      ...{ changeId: null, changed: 0, isUnderWay: false, matches: 2 },
    });
  });

  it('carried out twice at a time leave one change behind', async () => {
    for (let at = 0; at < 3; at += 1) await spend(`Cafe ${String(at)}`);
    const { id } = await add('cafe', { tags: ['out'] });
    const runs = await Promise.all([rules.apply(mira, id), rules.apply(mira, id)]);
    expect(runs.map(({ changed }) => changed).sort()).toEqual([0, 3]);
    expect(runs.filter(({ changeId }) => changeId !== null)).toHaveLength(1);
    expect((await app.services.changes.list(mira, { limit: 5 })).items).toHaveLength(1);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../../testing/api-client.js';
import { engines } from '../../testing/engines.js';

interface RuleJson {
  readonly id: number;
  readonly text: string;
  readonly category_id: number | null;
  readonly add_tags: readonly string[];
}
interface ExpenseJson {
  readonly id: number;
  readonly description: string;
  readonly category: string | null;
  readonly tags: readonly string[];
}
interface RunJson {
  readonly matches: number;
  readonly change_id: number | null;
}

describe.each(engines)('rules by API on $name', (engine) => {
  let api: TestApi;
  let mira: TestApi['stranger'];
  let food: number;
  beforeAll(async () => {
    api = await startTestApi(engine);
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    mira = (await api.register('mira')).api;
    const { data } = (await mira.get<{ data: { id: number; name: string }[] }>('/categories')).body;
    food = data.find(({ name }) => name === 'Food')!.id;
  });

  const add = async (rule: object) => (await mira.post<RuleJson>('/rules', rule)).body;
  const list = async () => (await mira.get<{ data: RuleJson[] }>('/rules')).body.data;
  const apply = async (id: number, dryRun: boolean) =>
    (await mira.post<RunJson>(`/rules/${String(id)}/apply`, { dry_run: dryRun })).body;
  const spend = async (description: string, more: object = {}) =>
    mira.post('/expenses', { amount: '5', description, spent_on: '2026-03-14', ...more });
  const expenses = async () =>
    (await mira.all<ExpenseJson>('/expenses')).map(({ description, category, tags }) => [
      description,
      category,
      tags.join(' '),
    ]);
  const read = async (file: string) => {
    const form = new FormData();
    form.set('file', new File([file], 'bank.csv'));
    const sent = new Response(form);
    const headers = { 'Content-Type': sent.headers.get('content-type')! };
    const raw = new Uint8Array(await sent.arrayBuffer());
    return (await mira.send<{ id: number; counts: object }>('POST', '/imports', { raw, headers })).body;
  };

  it('are added, read, changed, put in order and removed', async () => {
    const answer = await mira.post<RuleJson>('/rules', { match: 'starts', text: 'Rewe', category_id: food });
    expect(answer.status).toBe(201);
    const { id } = answer.body;
    expect(answer.headers.get('location')).toBe(`/api/v1/rules/${String(id)}`);
    expect(answer.body).toMatchObject({ match: 'starts', text: 'Rewe', add_tags: [], description: null });
    const second = await add({ text: 'market', add_tags: ['shop'] });
    expect((await list()).map((rule) => rule.id)).toEqual([id, second.id]);
    const patch = { position: 1, description: 'Market', add_tags: ['shop', 'near'] };
    expect((await mira.patch(`/rules/${String(second.id)}`, patch)).body).toMatchObject({
      ...{ match: 'contains', text: 'market', description: 'Market', category_id: null },
    });
    expect((await list()).map((rule) => rule.id)).toEqual([second.id, id]);
    expect((await mira.delete(`/rules/${String(id)}`)).status).toBe(204);
    expect((await list()).map((rule) => rule.id)).toEqual([second.id]);
  });

  it('are refused without words, without an effect, and with a category of nobody', async () => {
    expect((await mira.post('/rules', { text: ' ', category_id: food })).fields).toEqual(['text']);
    expect((await mira.post('/rules', { text: 'x' })).fields).toEqual(['category_id']);
    expect((await mira.post('/rules', { text: 'x', category_id: 987_654 })).fields).toEqual(['category_id']);
    expect((await mira.post('/rules', { match: 'like', text: 'x', category_id: food })).fields).toEqual([
      'match',
    ]);
    const { id } = await add({ text: 'x', category_id: food });
    expect((await mira.patch(`/rules/${String(id)}`, { category_id: null })).fields).toEqual(['category_id']);
    expect((await mira.patch(`/rules/${String(id)}`, { position: 0 })).fields).toEqual(['position']);
  });

  it.each([
    ['contains', 3],
    ['starts', 2],
    ['equals', 1],
  ])('tell how many a rule that %s finds, and change nothing', async (match, count) => {
    for (const description of ['Café', 'CAFÉ Roma', 'Old cafe', 'Tea']) await spend(description);
    const { id } = await add({ match, text: 'cafe', category_id: food });
    const before = await expenses();
    expect(await apply(id, true)).toEqual({ matches: count, change_id: null });
    expect(await expenses()).toEqual(before);
  });

  it('file, tag and rename what is there, as one change that can be undone', async () => {
    await spend('REWE 4711', { tags: ['old'] });
    await spend('Bus');
    const rule = { text: 'rewe', category_id: food, add_tags: ['shop'], description: 'Groceries' };
    const { id } = await add(rule);
    const before = await expenses();
    const { matches, change_id: change } = await apply(id, false);
    expect(matches).toBe(1);
    expect(await expenses()).toEqual([
      ['Bus', null, ''],
      ['Groceries', 'Food', 'old shop'],
    ]);
    expect((await mira.all<{ kind: string; id: number }>('/changes'))[0]).toMatchObject({
      ...{ kind: 'rule', id: change },
    });
    await mira.post(`/changes/${String(change)}/undo`);
    expect(await expenses()).toEqual(before);
  });

  it('leave no change behind where all that fits is so already', async () => {
    await spend('REWE 4711', { category_id: food });
    const { id } = await add({ text: 'rewe', category_id: food });
    expect(await apply(id, false)).toEqual({ matches: 1, change_id: null });
    expect(await mira.all('/changes')).toEqual([]);
  });

  it('are changed and put in their place together or not at all', async () => {
    const first = await add({ text: 'a', category_id: food });
    const second = await add({ text: 'b', category_id: food });
    const refused = await mira.patch(`/rules/${String(second.id)}`, { position: 1, category_id: 987_654 });
    expect(refused.fields).toEqual(['category_id']);
    expect((await list()).map((rule) => rule.id)).toEqual([first.id, second.id]);
    await mira.patch(`/rules/${String(second.id)}`, { position: 1, text: 'c' });
    expect((await list()).map(({ id, text }) => [id, text])).toEqual([
      [second.id, 'c'],
      [first.id, 'a'],
    ]);
  });

  it('count for what is imported, which is known again when it comes twice', async () => {
    await add({ text: 'rewe', category_id: food, add_tags: ['shop'], description: 'Groceries' });
    const file = 'Date,Text,Amount\n2026-03-14,REWE 4711,-5.00\n2026-03-15,Bus,-2.00\n';
    const { id } = await read(file);
    const rows = (await mira.get<{ data: object[] }>(`/imports/${String(id)}/rows`)).body.data;
    expect(rows[0]).toMatchObject({ description: 'Groceries', category: 'Food', status: 'new' });
    await mira.post(`/imports/${String(id)}/commit`);
    expect(await expenses()).toEqual([
      ['Bus', null, ''],
      ['Groceries', 'Food', 'shop'],
    ]);
    expect((await read(file)).counts).toMatchObject({ new: 0, existing: 2, similar: 0 });
  });

  it('follow a merged category, lose a removed one, and get it back', async () => {
    const { id } = await add({ text: 'rewe', category_id: food, add_tags: ['shop'] });
    const stored = async () => (await mira.get<RuleJson>(`/rules/${String(id)}`)).body;
    await mira.delete(`/categories/${String(food)}`);
    expect((await stored()).category_id).toBeNull();
    const [removal] = await mira.all<{ id: number }>('/changes');
    await mira.post(`/changes/${String(removal!.id)}/undo`);
    expect((await stored()).category_id).toBe(food);
    const [tag] = (await mira.get<{ data: { id: number }[] }>('/tags')).body.data;
    await mira.delete(`/tags/${String(tag!.id)}`);
    expect((await stored()).add_tags).toEqual([]);
    const [untagging] = await mira.all<{ id: number }>('/changes');
    await mira.post(`/changes/${String(untagging!.id)}/undo`);
    expect((await stored()).add_tags).toEqual(['shop']);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type ApiClient,
  type ApiReply,
  type ExpenseJson,
  type PageJson,
  type ProblemJson,
  startTestApi,
  type TestApi,
} from '../../testing/api-client.js';
import { TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';

const BANK = `Date,Description,Amount,Category
2026-03-02,Coffee,-3.20,Food
2026-03-02,Coffee,-3.20,Food
2026-03-05,"Rent, March",-800.00,Housing
2026-03-06,Salary,2500.00,
`;
const UNCLEAR = 'Date,Description,Amount\n03/04/2026,Lunch,-12.50\n05/06/2026,Tea,-2.00\n';

interface ImportJson {
  readonly id: number;
  readonly status: string;
  readonly format: string;
  readonly reading: Record<string, string>;
  readonly questions: { field: string; example: string; options: { value: string; answers: object }[] }[];
  readonly counts: Record<string, number>;
  readonly total: string;
}
interface RowJson {
  readonly line: number;
  readonly status: string;
  readonly amount: string | null;
  readonly category: string | null;
  readonly reason: string | null;
  readonly existing_id: number | null;
  readonly include: boolean;
}

describe.each(engines)('imports by the API on $name', (engine) => {
  let api: TestApi;
  let mira: ApiClient;
  beforeAll(async () => {
    api = await startTestApi(engine, { clock: new TestClock('2026-03-20T12:00:00.000Z') });
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    mira = (await api.register('mira')).api;
    await mira.patch('/users/me', { currency: 'EUR' });
  });

  async function upload<T = ImportJson>(
    content: string | Uint8Array<ArrayBuffer> | undefined,
    fields: Record<string, string> = {},
    client = mira,
  ): Promise<ApiReply<T>> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    if (content !== undefined) form.set('file', new File([content], '../bank.csv'));
    const sent = new Response(form);
    const raw = new Uint8Array(await sent.arrayBuffer());
    return client.send<T>('POST', '/imports', {
      raw,
      headers: { 'Content-Type': sent.headers.get('content-type')! },
    });
  }
  const pathOf = ({ body }: ApiReply<ImportJson>) => `/imports/${String(body.id)}`;
  const spent = async () =>
    (await mira.all('/expenses')).map(({ description, amount, category }) => [description, amount, category]);

  it('are read, checked, added once and taken back', async () => {
    const read = await upload(BANK);
    expect(read.status).toBe(201);
    expect(read.headers.get('location')).toBe(`/api/v1${pathOf(read)}`);
    expect(read.body).toMatchObject({
      status: 'checking',
      format: 'csv',
      file_name: 'bank.csv',
      reading: { delimiter: ',', date_order: 'ymd' },
      questions: [],
      counts: { rows: 4, new: 3, existing: 0, similar: 0, income: 1, skipped: 0, unreadable: 0 },
      total: '806.40',
    });
    const rows = (await mira.get<PageJson<RowJson>>(`${pathOf(read)}/rows`)).body;
    expect(
      rows.data.map(({ line, status, amount, category, include }) => [
        line,
        status,
        amount,
        category,
        include,
      ]),
    ).toEqual([
      [2, 'new', '-3.20', 'Food', true],
      [3, 'new', '-3.20', 'Food', true],
      [4, 'new', '-800.00', 'Housing', true],
      [5, 'income', '2500.00', null, false],
    ]);
    expect(await spent()).toEqual([]);
    const committed = await mira.post(`${pathOf(read)}/commit`);
    expect(committed.body).toMatchObject({ added: 3, total: '806.40' });
    expect((await mira.post(`${pathOf(read)}/commit`)).body).toEqual(committed.body);
    expect(await spent()).toEqual([
      ['Rent, March', '800.00', 'Housing'],
      ['Coffee', '3.20', 'Food'],
      ['Coffee', '3.20', 'Food'],
    ]);
    expect((await mira.delete(pathOf(read))).body).toMatchObject({ status: 409, code: 'import.done' });
    const expense = (await mira.get<PageJson>('/expenses')).body.data[0]!;
    await mira.patch(`/expenses/${String(expense.id)}`, { amount: '799' });
    expect((await mira.post(`${pathOf(read)}/undo`)).body).toEqual({ removed: 2, left_alone: [expense.id] });
    expect((await mira.post(`${pathOf(read)}/undo`)).body).toEqual({ removed: 0, left_alone: [] });
    expect((await mira.get<PageJson<ImportJson>>('/imports')).body.data).toMatchObject([
      { id: read.body.id, status: 'undone' },
    ]);
  });

  it('take choices row by row, and name the expense that is there already', async () => {
    const there = (
      await mira.post<ExpenseJson>('/expenses', {
        amount: '3.20',
        description: 'Coffee',
        spent_on: '2026-03-02',
        category_id: null,
      })
    ).body;
    const read = await upload(BANK);
    const path = pathOf(read);
    expect((await mira.get<PageJson<RowJson>>(`${path}/rows?status=existing`)).body.data).toMatchObject([
      { line: 2, existing_id: there.id, include: false },
    ]);
    const leisure = (await mira.post<{ id: number }>('/categories', { name: 'Flat' })).body.id;
    const chosen = await mira.patch<RowJson>(`${path}/rows/4`, { category_id: leisure });
    expect(chosen.body).toMatchObject({ line: 4, category: 'Flat', category_id: leisure, include: true });
    await mira.patch(`${path}/rows/5`, { include: true });
    expect((await mira.patch<RowJson>(`${path}/rows/3`, { include: false })).body.include).toBe(false);
    expect((await mira.patch(`${path}/rows/4`, { category_id: 999_999 })).fields).toEqual(['category_id']);
    expect((await mira.patch(`${path}/rows/99`, { include: true })).status).toBe(404);
    expect((await mira.post(`${path}/commit`)).body).toMatchObject({ added: 2, total: '-1700.00' });
    expect(await spent()).toEqual([
      ['Salary', '-2500.00', null],
      ['Rent, March', '800.00', 'Flat'],
      ['Coffee', '3.20', null],
    ]);
  });

  it('ask what the file cannot tell, add nothing before, and take the answer at once or later', async () => {
    const read = await upload(UNCLEAR);
    expect(read.body.questions).toMatchObject([
      { field: 'date_order', example: '03/04/2026', options: [{ value: 'dmy' }, { value: 'mdy' }] },
    ]);
    const rows = (await mira.get<PageJson<RowJson>>(`${pathOf(read)}/rows?status=unreadable`)).body.data;
    expect(rows[0]).toMatchObject({ reason: 'unanswered', include: false });
    expect((await mira.patch(`${pathOf(read)}/rows/2`, { include: true })).fields).toEqual(['include']);
    expect((await mira.post(`${pathOf(read)}/commit`)).body).toMatchObject({
      title: 'Not possible now',
      status: 409,
      code: 'import.questions',
    });
    const again = await mira.patch<ImportJson>(pathOf(read), { date_order: 'dmy' });
    expect(again.body).toMatchObject({ questions: [], counts: { new: 2 }, total: '14.50' });
    expect((await mira.patch(pathOf(read), { date_order: 'dym' })).fields).toEqual(['date_order']);
    const wrong = { date_order: 'dym', column_date: 99, encoding: 'ebcdic' };
    expect(new Set((await mira.patch(pathOf(read), wrong)).fields)).toEqual(new Set(Object.keys(wrong)));
    expect((await upload(UNCLEAR.replace('Lunch', 'Dinner'))).body.questions).toEqual([]);
    const other = (await api.register('otto')).api;
    expect((await upload(UNCLEAR, { date_order: 'mdy' }, other)).body.questions).toEqual([]);
    expect((await mira.delete(pathOf(read))).status).toBe(204);
    expect((await mira.get(pathOf(read))).status).toBe(404);
  });

  it('are paged, files and rows', async () => {
    const lines = Array.from({ length: 120 }, (_, nth) => `2026-03-02,Coffee ${String(nth)},-1.00`);
    const read = await upload(`Date,Description,Amount\n${lines.join('\n')}\n`);
    await upload(BANK);
    const first = (await mira.get<PageJson<ImportJson>>('/imports?limit=1')).body;
    expect(first.data).toHaveLength(1);
    const rest = `/imports?limit=1&cursor=${first.next_cursor!}`;
    expect((await mira.get<PageJson<ImportJson>>(rest)).body).toMatchObject({
      data: [{ id: read.body.id }],
      next_cursor: null,
    });
    const rows = await mira.all<RowJson>(`${pathOf(read)}/rows`);
    expect(rows.map(({ line }) => line)).toEqual(lines.map((_, nth) => nth + 2));
    const last = await mira.patch<RowJson>(`${pathOf(read)}/rows/121`, { include: false });
    expect(last.body).toMatchObject({ line: 121, include: false });
    expect((await mira.get<ImportJson>(pathOf(read))).body.total).toBe('119.00');
    expect((await mira.get(`${pathOf(read)}/rows?cursor=${first.next_cursor!}`)).fields).toEqual(['cursor']);
    expect((await mira.get(`${pathOf(read)}/rows?status=odd`)).fields).toEqual(['status']);
  });

  it.each<[string, string | Uint8Array<ArrayBuffer> | undefined, number, string]>([
    ['no file part', undefined, 422, 'import.no_file'],
    ['an empty file', '', 422, 'import.empty'],
    [
      'a picture',
      new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]),
      422,
      'import.picture',
    ],
    ['a ZIP', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0]), 422, 'import.archive'],
    ['21 MB', 'x'.repeat(21 * 1024 * 1024), 413, 'too_large'],
    ['10 000 columns', 'a,'.repeat(10_000), 422, 'import.too_many_columns'],
    [
      'XML with a DTD',
      '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
      422,
      'import.doctype',
    ],
    ['broken JSON', '{"format":"outlay","expenses":[', 422, 'import.broken'],
  ])('refuse %s with a reason, and keep nothing', async (_what, content, status, code) => {
    const { body } = await upload<ProblemJson & { code: string; errors?: { code: string }[] }>(content);
    expect({ status: body.status, code: body.errors?.[0]?.code ?? body.code }).toEqual({ status, code });
    expect((await mira.get<PageJson<ImportJson>>('/imports')).body.data).toEqual([]);
  });

  it('refuse what is no form, a form cut off, fields that do not exist, and who may only read', async () => {
    expect((await mira.post('/imports', {})).status).toBe(415);
    const cut = await mira.send('POST', '/imports', {
      raw: '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nDate',
      headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
    });
    expect(cut.status).toBe(422);
    const none = await mira.send('POST', '/imports', {
      raw: 'x',
      headers: { 'Content-Type': 'multipart/form-data' },
    });
    expect(none.status).toBe(422);
    expect((await upload<ProblemJson>(BANK, { nonsense: '1', sign: 'negative' })).fields).toEqual([
      'nonsense',
    ]);
    expect((await upload<ProblemJson>(BANK, { column_amount: '99' })).fields).toEqual(['column_amount']);
    const { token } = (await mira.post<{ token: string }>('/tokens', { name: 'r', scope: 'read' })).body;
    expect((await upload<ProblemJson>(BANK, {}, api.stranger.as(token))).status).toBe(403);
    expect((await upload<ProblemJson>(BANK, {}, api.stranger)).status).toBe(401);
  });

  it('belong to their owner', async () => {
    const read = await upload(BANK);
    const otto = (await api.register('otto')).api;
    const path = pathOf(read);
    const asked = [
      await otto.get(path),
      await otto.get(`${path}/rows`),
      await otto.patch(path, { date_order: 'ymd' }),
      await otto.patch(`${path}/rows/2`, { include: false }),
      await otto.post(`${path}/commit`),
      await otto.post(`${path}/undo`),
      await otto.delete(path),
    ];
    expect(asked.map(({ status }) => status)).toEqual(asked.map(() => 404));
    expect((await otto.get<PageJson<ImportJson>>('/imports')).body.data).toEqual([]);
    expect((await mira.get<ImportJson>(path)).body).toEqual(read.body);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { stepOfAdding } from '../../services/exchange/adding.js';
import { ImportService } from '../../services/exchange/import-service.js';
import { ChangeService } from '../../services/ledger/changes/change-service.js';
import { TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { fieldState } from '../../testing/form-field.js';
import { type Person, signUp, tokenFor } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const BANK = `Date,Description,Amount,Category
2026-03-02,Coffee,-3.20,Food
2026-03-02,Coffee,-3.20,Food
2026-03-02,Coffee,-3.20,Food
2026-03-05,"Rent, March",-800.00,Housing
2026-03-06,Salary,2500.00,
`;

/** More than any engine adds in two transactions. */
const MANY = 2_300;
const CLOCK = new TestClock('2026-03-20T12:00:00.000Z');

describe.each(engines)('the import on $name', (engine) => {
  let app: TestApp;
  let mira: Person;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock: CLOCK });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await signUp(app);
  });

  /** Sends a file as the form does: the token first. Gives the status and where it leads. */
  async function upload(content: string | Uint8Array<ArrayBuffer>, name = 'bank.csv', person = mira) {
    const form = new FormData();
    form.set('_csrf', await tokenFor(person));
    form.set('file', new File([content], name));
    const answer = await fetch(`${app.url}/import`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
      headers: { cookie: [...person.cookies].map(([key, value]) => `${key}=${value}`).join('; ') },
    });
    return { status: answer.status, path: answer.headers.get('location') ?? '', html: await answer.text() };
  }
  const stored = async () => {
    const { items } = await app.services.expenses.browse(
      await mira.principal(),
      { range: {} },
      { limit: 100 },
    );
    return items.map(
      ({ description, amountMinor, categoryName }) =>
        `${description} ${String(amountMinor)} ${String(categoryName)}`,
    );
  };
  const buttons = (html: string) =>
    [...html.matchAll(/<button[^>]*>([^<]*)<\/button>/g)].map(([, text]) => text);
  const commit = (path: string, fields = {}) => mira.send(`${path}/commit`, fields);

  it('shows amounts as they were read, also when the book has another currency since', async () => {
    const { path } = await upload(BANK);
    await app.services.profiles.change(await mira.principal(), { currency: 'JPY' });
    const { screen } = await mira.get(path);
    expect(screen.getByRole('region', { name: 'Summary' }).textContent).toContain('$809.60');
    expect(screen.getByRole('table', { name: 'Rows' }).textContent).toContain('$3.20');
  });

  it('shows what will happen, adds all at once, and takes it back', async () => {
    const { status, path } = await upload(BANK);
    expect(status).toBe(303);
    const page = await mira.get(path);
    expect(page.screen.getByRole('heading', { level: 1 }).textContent).toBe('Check import');
    const how = page.screen.getByRole('region', { name: 'How the file was read' });
    expect(how.querySelector('dl')?.textContent).toMatch(/^FormatCSVEncodingutf-8DelimiterComma/);
    expect(page.document.querySelector('details form[aria-label=Reading]')).toBeTruthy();
    expect(page.screen.getByRole('region', { name: 'Summary' }).textContent).toContain('$809.60');
    expect(page.screen.getByRole('table', { name: 'Rows' }).querySelectorAll('tbody tr')).toHaveLength(5);
    expect(await stored()).toEqual([]);
    const button = page.screen.getByRole('button', { name: 'Import 4 expenses' });
    const answer = await mira.press(button, { follow: false });
    expect(answer.status).toBe(303);
    expect(await stored()).toEqual([
      'Rent, March 80000 Housing',
      'Coffee 320 Food',
      'Coffee 320 Food',
      'Coffee 320 Food',
    ]);
    const past = await mira.get('/import');
    expect(past.screen.getByRole('list', { name: 'Past imports' }).textContent).toContain(
      'Imported 4 expenses.',
    );
    expect((await mira.send(`${path}/undo`)).status).toBe(303);
    expect(await stored()).toEqual([]);
  });

  it('adds nothing of the same file twice, only the others of one that overlaps, and one that was removed', async () => {
    await commit((await upload(BANK)).path);
    const again = await mira.get((await upload(BANK)).path);
    expect(buttons(again.html)).not.toContainEqual(expect.stringMatching(/^Import \d/));
    const more = await upload(`${BANK}2026-03-07,Coffee,-3.20,Food\n`);
    await commit(more.path);
    expect(await stored()).toHaveLength(5);
    const { items } = await app.services.expenses.browse(
      await mira.principal(),
      { range: {} },
      { limit: 100 },
    );
    await mira.send(`/expenses/${String(items.at(-1)!.id)}/delete`);
    const third = await mira.get((await upload(BANK)).path);
    expect(third.screen.getByRole('button', { name: 'Import 1 expense' })).toBeTruthy();
  });

  it('leaves out what is not ticked, adds income that is as a refund, and files rows as chosen', async () => {
    const { path } = await upload(BANK);
    const page = await mira.get(path);
    const rent = page.screen.getByRole<HTMLInputElement>('checkbox', { name: 'Add line 5' });
    rent.checked = false;
    page.screen.getByRole<HTMLInputElement>('checkbox', { name: 'Add line 6' }).checked = true;
    const category = page.screen.getByRole<HTMLSelectElement>('combobox', { name: 'Category of line 2' });
    category.value = 'none';
    await mira.press(page.screen.getByRole('button', { name: 'Keep choices' }));
    await commit(path);
    expect(await stored()).toEqual([
      'Salary -250000 null',
      'Coffee 320 Food',
      'Coffee 320 Food',
      'Coffee 320 null',
    ]);
  });

  it('is done once when it is pressed twice', async () => {
    const { path } = await upload(BANK);
    const answers = await Promise.all([commit(path), commit(path)]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(await stored()).toHaveLength(4);
  });

  it('judges duplicates again at the end, when expenses were added meanwhile', async () => {
    const { path } = await upload(BANK);
    await mira.spend('800', 'Rent, March', { spent_on: '2026-03-05' });
    await commit(path);
    expect((await stored()).filter((text) => text.startsWith('Rent'))).toHaveLength(1);
  });

  it('shows what is perhaps there beside it, and leaves it out', async () => {
    await mira.spend('800', 'Flat', { spent_on: '2026-03-03' });
    const page = await mira.get((await upload(BANK)).path);
    expect(page.html).toContain('There is “Flat” of Mar 3, 2026.');
    expect(page.screen.getByRole('button', { name: 'Import 3 expenses' })).toBeTruthy();
  });

  it('asks what the file cannot tell, imports nothing before, and knows the answer the next time', async () => {
    const file = 'Date,Description,Amount\n03/04/2026,Lunch,-12.50\n05/06/2026,Tea,-2.00\n';
    const { path } = await upload(file);
    const page = await mira.get(path);
    expect(buttons(page.html)).not.toContainEqual(expect.stringMatching(/^Import \d/));
    await commit(path);
    expect(await stored()).toEqual([]);
    const answer = [...page.document.querySelectorAll('button')].find((one) =>
      one.textContent?.startsWith('Day, month'),
    )!;
    const read = await mira.press(answer);
    expect(read.html).toContain('Apr 3, 2026');
    const next = await mira.get((await upload(file.replace('Lunch', 'Dinner'))).path);
    expect(next.screen.getByRole('button', { name: 'Import 2 expenses' })).toBeTruthy();
  });

  it('reads our own CSV back to the same expenses: E01', async () => {
    await mira.spend('1.20', '=1+1', { spent_on: '2026-03-01', tags: 'trip' });
    await mira.spend('-80', "'=x", { spent_on: '2026-03-02' });
    const { html } = await mira.get('/expenses/export?format=csv');
    const otto = await signUp(app, 'otto');
    const { path } = await upload(html, 'outlay.csv', otto);
    await otto.send(`${path}/commit`);
    const copy = await otto.get('/expenses/export?format=csv');
    const plain = (text: string) => text.replace(/,\d+\r/g, '\r').replace(/^\uFEFF/, '');
    expect(plain(copy.html)).toBe(plain(html));
  });

  it('says every fault of the reading beside what was typed', async () => {
    const { path } = await upload(BANK);
    const page = await mira.send(path, { header_row: 'top', delimiter: 'ab', date_order: 'ymd' });
    expect(page.status).toBe(422);
    const fields = ['header_row', 'delimiter'].map((name) => fieldState(page, `reading-${name}`));
    expect(fields.map(({ value }) => value)).toEqual(['top', 'ab']);
    for (const { fault } of fields) expect(fault).toBeTruthy();
  });

  it.each([
    ['', 'empty'],
    ['\u0000\u0001\u0002\u0003'.repeat(100), 'no text|recognised'],
    [new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), 'picture'],
    [new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0]), 'archive|spreadsheet'],
    ['<html><table><tr><td>2026-03-01</td><td>-5.00</td></tr></table></html>', 'web page.*Save as.*CSV'],
    ['x'.repeat(21 * 1024 * 1024), 'too large'],
    ['a,'.repeat(10_000), 'columns'],
  ])('refuses a bad file with a reason, and keeps nothing of it', async (content, reason) => {
    const { status, html } = await upload(content, '../../etc/x.csv');
    expect(status).toBe(422);
    expect(html).toMatch(new RegExp(`(${reason})`));
    expect((await mira.get('/import')).html).not.toContain('Past imports');
  });

  it('names what was changed since, and leaves it alone when it is taken back', async () => {
    const { path } = await upload(BANK);
    await commit(path);
    const { items } = await app.services.expenses.browse(await mira.principal(), { range: {} }, { limit: 1 });
    const { id, version } = items[0]!;
    await mira.send(`/expenses/${String(id)}`, {
      ...{ amount: '790', description: 'Rent, corrected', category_id: '', spent_on: '2026-03-05' },
      version: String(version),
    });
    // The message of the import, which has an Undo of its own, is read.
    await mira.get('/expenses');
    const page = await mira.get(path);
    const answer = await mira.press(page.screen.getByRole('button', { name: 'Undo' }));
    expect(answer.screen.getByRole('status').textContent).toContain('Rent, corrected');
    expect(await stored()).toEqual(['Rent, corrected 79000 null']);
    expect(answer.screen.getByRole('list', { name: 'Past imports' }).textContent).toContain('Taken back.');
  });

  it('says how far it is while it is added, asks again by itself, and then offers to undo', async () => {
    const rows = Array.from({ length: MANY }, (_, at) => `2026-03-01,Card payment ${String(at)},-1.00`);
    const { path } = await upload(['Date,Description,Amount', ...rows].join('\n'));
    const id = Number(path.split('/').at(-1));
    const stopping = new ChangeService(app.db, CLOCK, undefined, stepOfAdding);
    await stopping.stop();
    await new ImportService(app.db, CLOCK, stopping).commit(await mira.principal(), id);
    const adding = await mira.get(path);
    expect(adding.headers.get('refresh')).toBe('2');
    const bar = adding.screen.getByRole('progressbar');
    const done = Number(bar.getAttribute('value'));
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(MANY);
    expect(adding.screen.getByRole('status').textContent).toContain(
      `${done.toLocaleString('en-US')} of 2,300 are added.`,
    );
    expect(buttons(adding.html).filter((text) => /Import|Discard|Undo/.test(text!))).toEqual([]);
    await commit(path);
    const added = await mira.get(path);
    expect(added.headers.get('refresh')).toBeNull();
    expect(added.screen.queryByRole('progressbar')).toBeNull();
    expect(added.screen.getAllByRole('button', { name: 'Undo' })).not.toEqual([]);
  });

  it('belongs to its owner', async () => {
    const { path } = await upload(BANK);
    const otto = await signUp(app, 'otto');
    expect((await otto.get(path)).status).toBe(404);
    for (const action of ['', '/rows', '/commit', '/discard', '/undo'])
      expect((await otto.send(`${path}${action}`)).status).toBe(404);
  });

  it('is gone with its file when it is discarded', async () => {
    const { path } = await upload(BANK);
    expect((await mira.send(`${path}/discard`)).status).toBe(303);
    expect((await mira.get(path)).status).toBe(404);
    const left = await app.db.get<{ count: number }>('SELECT COUNT(*) AS count FROM import_files');
    expect(left).toBeDefined();
  });

  it('refuses a file without a token', async () => {
    const form = new FormData();
    form.set('file', new File([BANK], 'x.csv'));
    const cookie = `outlay_access=${mira.accessToken}`;
    expect(
      (await fetch(`${app.url}/import`, { method: 'POST', body: form, headers: { cookie } })).status,
    ).toBe(403);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Page } from '../../testing/browser.js';
import { engines } from '../../testing/engines.js';
import { fieldState } from '../../testing/form-field.js';
import { type Person, signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

describe.each(engines)('refunds, tags, many at once and undo on pages, on $name', (engine) => {
  let app: TestApp;
  let mira: Person;
  beforeAll(async () => {
    app = await startTestApp(engine);
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await signUp(app);
  });

  const follow = async (answer: Page) => {
    expect(answer.status).toBe(303);
    return mira.get(answer.headers.get('location')!);
  };
  const said = ({ html }: Page) => /<p role="(?:status|alert)">([^<]*)</.exec(html)?.[1];
  const press = async (page: Page, name: string) =>
    follow(await mira.press(page.screen.getAllByRole('button', { name })[0]!, { follow: false }));
  const good = { amount: '12.50', description: 'Lunch', category_id: '', spent_on: '2026-03-01' };

  it('say in a word and with a sign that money came back', async () => {
    await follow(await mira.send('/expenses', { ...good, refund: 'yes' }));
    const page = await mira.get('/expenses');
    expect(page.html).toMatch(/<td>Refund <a [^>]*>-\$12\.50</);
    const march = await mira.get('/expenses?month=2026-03');
    expect(march.html).toMatch(/class="total[^>]*>-\$12\.50</);
  });

  it('show a refund in its form by the box, and save it as one', async () => {
    const id = await mira.spend('-5.00', 'Deposit');
    const edit = await mira.get(`/expenses/${String(id)}/edit`);
    expect(fieldState(edit, 'edit-amount').value).toBe('5.00');
    expect(edit.document.querySelector<HTMLInputElement>('#edit-refund')?.checked).toBe(true);
    await mira.submit('Edit expense', { description: 'Deposit back' });
    expect((await mira.get('/expenses')).html).toContain('-$5.00');
  });

  it('draw a month below zero under its line, and a category below zero in words', async () => {
    await mira.spend('-5.00', 'Deposit', { spent_on: '2026-03-01' });
    await mira.spend('15.00', 'Rent', { spent_on: '2026-04-01' });
    const page = await mira.get('/reports?year=2026');
    const bars = [...page.document.querySelectorAll('.months rect')].map((bar) => [
      bar.getAttribute('y'),
      bar.getAttribute('height'),
    ]);
    expect(bars[2]).toEqual(['75%', '25%']);
    expect(bars[3]).toEqual(['0%', '75%']);
    await mira.get('/expenses?month=2026-03');
    expect(mira.page!.document.querySelector('.shares')?.textContent).toContain('Refund');
  });

  it('take an addition, a correction and a deletion back from their messages', async () => {
    const added = await follow(await mira.send('/expenses', good));
    expect(said(added)).toBe('Added “Lunch, $12.50, Mar 1, 2026”.');
    await press(added, 'Undo');
    expect((await mira.get('/expenses')).html).not.toContain('<label><input');
    const id = await mira.spend();
    const saved = await follow(
      await mira.send(`/expenses/${String(id)}`, { ...good, description: 'Brunch' }),
    );
    const undone = await press(saved, 'Undo');
    expect(said(undone)).toBe('Undone: 1 expense is as it was.');
    expect((await mira.get('/expenses')).html).toContain('>Lunch</label>');
  });

  it('list what happened, undo it weeks later, and name what is left alone', async () => {
    const ids = [await mira.spend('1.00', 'Bread'), await mira.spend('2.00', 'Tea')];
    const rows = Object.fromEntries(ids.map((id) => [`row_${String(id)}`, 'yes']));
    const tagged = await follow(
      await mira.send('/expenses/bulk', { ...rows, which: 'ticked', add_tags: 'trip' }),
    );
    expect(said(tagged)).toBe('2 expenses changed.');
    await mira.send(`/expenses/${String(ids[0])}`, { ...good, description: 'Cake' });
    mira.cookies.delete('outlay_flash');
    const page = await mira.get('/changes');
    expect(
      [...page.document.querySelectorAll('.line .description')].map(({ textContent }) => textContent),
    ).toEqual(['Edited “Bread”', 'Tagged many with trip']);
    const [, second] = page.screen.getAllByRole('button', { name: 'Undo' });
    const undone = await follow(await mira.press(second!, { follow: false }));
    expect(said(undone)).toBe('Undone: 1 expense is as it was. Changed again since and left alone: Cake.');
    expect(undone.html).toContain('Undid: Tagged many with trip');
  });

  it('tell what an expense was', async () => {
    const id = await mira.spend();
    await mira.send(`/expenses/${String(id)}`, { ...good, amount: '13', description: 'Brunch' });
    const page = await mira.get(`/expenses/${String(id)}/history`);
    const text = page.document.querySelector('main')?.textContent?.replace(/\s+/g, ' ');
    expect(text).toContain('History of “Brunch”');
    expect(text).toContain('$12.50 → $13.00');
    expect(text).toContain('Lunch → Brunch');
  });

  it('filter by tags, all of them, and keep what the form held', async () => {
    await mira.spend('1.00', 'Bread', { tags: 'trip, work' });
    await mira.spend('2.00', 'Tea', { tags: 'trip' });
    const descriptions = (page: Page) =>
      [...page.document.querySelectorAll('.days label')].map(({ textContent }) => textContent);
    expect(descriptions(await mira.get('/expenses?tag=Trip'))).toEqual(['Tea', 'Bread']);
    const both = await mira.get('/expenses?tag=trip&tag=work');
    expect(descriptions(both)).toEqual(['Bread']);
    expect(both.document.querySelector('.total')?.textContent).toBe('$1.00');
    expect(fieldState(both, 'filter-tag').value).toBe('trip,work');
    const wrong = await mira.get('/expenses?tag=nothing');
    expect([wrong.status, fieldState(wrong, 'filter-tag')]).toEqual([
      422,
      { value: 'nothing', fault: 'There is no such tag.' },
    ]);
  });

  it('keep the tags of an expense that a form without the field saves', async () => {
    const id = await mira.spend('1.00', 'Bread', { tags: 'trip' });
    await mira.send(`/expenses/${String(id)}`, good);
    expect((await app.services.expenses.find(await mira.principal(), id)).tags).toEqual(['trip']);
  });

  it('rename, merge and delete tags', async () => {
    await mira.spend('1.00', 'Bread', { tags: 'trip' });
    await mira.spend('2.00', 'Tea', { tags: 'work' });
    const tags = await app.services.tags.list(await mira.principal());
    const [trip, work] = tags.map(({ id }) => id);
    expect(said(await follow(await mira.send(`/tags/${String(trip)}`, { name: 'holiday' })))).toBe(
      'Saved the tag “holiday”.',
    );
    const bad = await mira.send(`/tags/${String(trip)}`, { name: 'a,b' });
    expect([bad.status, fieldState(bad, 'tag-name')]).toEqual([
      422,
      { value: 'a,b', fault: 'A tag has no comma in it.' },
    ]);
    const merged = await follow(await mira.send(`/tags/${String(trip)}`, { name: 'Work' }));
    expect(said(merged)).toBe('Merged “holiday” into “work”: 1 expense.');
    await press(merged, 'Undo');
    expect((await mira.get('/tags')).html).toContain('>holiday</span>');
    const asked = await mira.get(`/tags/${String(work)}/delete`);
    expect(asked.html).toContain('<b>1 expense</b> will lose this tag');
    const deleted = await follow(await mira.send(`/tags/${String(work)}/delete`));
    expect(said(deleted)).toBe('Deleted the tag “work”. 1 expense lost it.');
  });

  it('change all that the filter shows', async () => {
    await mira.spend('1.00', 'Bread', { tags: 'trip' });
    await mira.spend('2.00', 'Tea');
    const fields = { which: 'all', filter: '/expenses?tag=trip', action: 'delete', return_to: '/expenses' };
    const page = await follow(await mira.send('/expenses/bulk', fields));
    expect(said(page)).toBe('1 expense deleted.');
    expect(page.html).not.toContain('>Bread</label>');
    await press(page, 'Undo');
    expect((await mira.get('/expenses')).html).toContain('>Bread</label>');
  });

  it.each([
    [{ which: 'ticked', category_id: 'none' }, /^Tick at least one/],
    [{ row_1: 'yes' }, /^Choose a category/],
    [{ row_1: 'yes', add_tags: 'x'.repeat(50) }, /^A tag is too long/],
    [{ row_1: 'yes', category_id: '987654' }, /^There is no such category/],
    [{ which: 'all', filter: '/expenses?tag=nothing', action: 'delete' }, /^Tick at least one/],
  ])('say what is missing for many: %j', async (fields, text) => {
    expect(said(await follow(await mira.send('/expenses/bulk', fields as Record<string, string>)))).toMatch(
      text,
    );
  });

  it('repeat an expense with everything but its day', async () => {
    const id = await mira.spend('7.00', 'Haircut', { spent_on: '2026-01-05', tags: 'self' });
    const page = await mira.get('/expenses');
    const form = await mira.press(page.screen.getByRole('button', { name: 'Repeat' }));
    expect(form.url).toBe(`/expenses?repeat=${String(id)}`);
    const value = (name: string) => fieldState(form, `add-${name}`).value;
    expect([value('amount'), value('description'), value('tags')]).toEqual(['7.00', 'Haircut', 'self']);
    expect(value('spent_on')).toBe(app.services.reports.today(await mira.principal()));
    expect((await mira.get('/expenses?repeat=987654')).status).toBe(200);
  });

  it('search the trash, and delete from it for good: one, or all', async () => {
    for (const name of ['Café au lait', 'Bread', 'Tea']) {
      await mira.send(`/expenses/${String(await mira.spend('2.00', name))}/delete`);
    }
    mira.cookies.delete('outlay_flash');
    const listed = (page: Page) =>
      [...page.document.querySelectorAll('.trash b')].map(({ textContent }) => textContent);
    expect(listed(await mira.get('/expenses/trash?q=CAFE+lait'))).toEqual(['Café au lait']);
    expect((await mira.get('/expenses/trash?q=zebra')).html).toContain(
      '<b>Nothing in the trash matches.</b>',
    );
    const page = await mira.get('/expenses/trash');
    expect(listed(page)).toEqual(['Tea', 'Bread', 'Café au lait']);
    const gone = await press(page, 'Delete for good');
    expect([said(gone), listed(gone)]).toEqual(['“Tea, $2.00” is gone for good.', ['Bread', 'Café au lait']]);
    const live = await mira.spend('3.00', 'Rent');
    expect((await mira.send(`/expenses/${String(live)}/erase`)).status).toBe(404);
    await mira.get('/expenses/trash/empty');
    const emptied = await follow(await mira.send('/expenses/trash/empty'));
    expect([said(emptied), listed(emptied)]).toEqual(['The trash is empty: 2 expenses are gone.', []]);
    expect((await mira.get('/expenses')).html).toContain('>Rent</label>');
    const undone = await press(await mira.get('/changes'), 'Undo');
    expect(said(undone)).toMatch(/^Nothing was undone/);
  });

  it('sum the tags of a year, each a link to its expenses', async () => {
    await mira.spend('15.00', 'Hotel', { spent_on: '2026-04-01', tags: 'trip, work' });
    await mira.spend('-5.00', 'Hotel, money back', { spent_on: '2026-05-01', tags: 'trip' });
    await mira.spend('9.00', 'Hotel', { spent_on: '2025-05-01', tags: 'trip' });
    const page = await mira.get('/reports?year=2026');
    const lines = [...page.document.querySelectorAll('.report-tags .line')].map((line) => [
      line.querySelector('a')?.getAttribute('href'),
      line.textContent?.replace(/\s+/g, ' ').trim(),
    ]);
    expect(lines).toEqual([
      ['/expenses?year=2026&tag=work', '#work 1 expense$15.00'],
      ['/expenses?year=2026&tag=trip', '#trip 2 expenses$10.00'],
    ]);
  });
});

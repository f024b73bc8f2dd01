import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Page } from '../../testing/browser.js';
import { DAY, TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { fieldState } from '../../testing/form-field.js';
import { type Person, signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const NEW = 'A new one';
const RENT = { amount: '900', description: 'Rent', starts_on: '2026-11-30' };

describe.each(engines)('the page of recurring expenses on $name', (engine) => {
  let app: TestApp;
  let clock: TestClock;
  let mira: Person;
  beforeEach(async () => {
    clock = new TestClock('2026-11-20T12:00:00.000Z');
    app = await startTestApp(engine, { clock });
    mira = await signUp(app);
  });
  afterEach(() => app.close());

  const open = () => mira.get('/recurring');
  const add = async (fields: Record<string, string> = {}) => {
    await open();
    return mira.submit(NEW, { ...RENT, ...fields });
  };
  const said = ({ screen }: Page) => screen.queryByRole('status')?.textContent;
  const row = (page: Page) =>
    page.screen.getAllByRole('list', { name: 'Recurring expenses' })[0]!.textContent;
  const press = (page: Page, name: string) => mira.press(page.screen.getAllByRole('button', { name })[0]!);
  const expenses = async () => {
    const { items } = await app.services.expenses.browse(
      await mira.principal(),
      { range: {} },
      { limit: 100 },
    );
    return items.map(({ spentOn }) => spentOn);
  };
  const later = async (days: number) => {
    clock.advance(days * DAY);
    await mira.signIn();
  };

  it('has the heading, the fields and the buttons that people and tests look for', async () => {
    const { screen } = await open();
    expect(screen.getByRole('heading', { level: 1, name: 'Recurring' })).toBeTruthy();
    for (const [label, name] of [
      ['Amount', 'amount'],
      ['Description', 'description'],
      ['Category', 'category_id'],
      ['Tags', 'tags'],
      ['Every', 'interval'],
      ['Unit', 'every'],
      ['From', 'starts_on'],
      ['Until', 'ends_on'],
      ['Then', 'mode'],
    ] as const) {
      expect(screen.getByLabelText(label).getAttribute('name')).toBe(name);
    }
    expect(screen.getByRole('button', { name: 'Add recurring expense' })).toBeTruthy();
  });

  it('adds one and says how often it comes, when next, and what is to come this month', async () => {
    const page = await add({ interval: '2', every: 'week', tags: 'home', ends_on: '2026-12-31' });
    expect(said(page)).toBe('Added recurring expense “Rent”.');
    expect(row(page)).toMatch(
      /Rent.*\$900\.00.*Every 2 weeks, until Dec 31, 2026.*Next: Mon, Nov 30.*1 expense, \$900\.00/s,
    );
    expect(page.html).toContain('Still to come this month: 1 expense, $900.00');
    expect(await expenses()).toEqual([]);
  });

  it('shows the next twelve days before anything is stored, and keeps what was typed', async () => {
    await open();
    const form = mira.page!.screen.getByRole<HTMLFormElement>('form', { name: NEW });
    const page = await mira.submitForm(form, {
      amount: '1x',
      description: '',
      starts_on: '2026-12-31',
      preview: 'yes',
    });
    expect(page.status).toBe(200);
    const dates = page.screen.getByRole('list', { name: 'The next dates' }).querySelectorAll('li');
    expect([...dates].map(({ textContent }) => textContent)).toEqual([
      ...[
        'Thu, Dec 31, 2026',
        'Sun, Jan 31, 2027',
        'Sun, Feb 28, 2027',
        'Wed, Mar 31, 2027',
        'Fri, Apr 30, 2027',
      ],
      ...[
        'Mon, May 31, 2027',
        'Wed, Jun 30, 2027',
        'Sat, Jul 31, 2027',
        'Tue, Aug 31, 2027',
        'Thu, Sep 30, 2027',
      ],
      ...['Sun, Oct 31, 2027', 'Tue, Nov 30, 2027'],
    ]);
    expect(fieldState(page, 'new-amount')).toEqual({ value: '1x', fault: undefined });
    expect(await app.db.all('SELECT id FROM recurring')).toEqual([]);
  });

  it('says how many are due already, adds them, and takes them back with one button', async () => {
    await open();
    const form = mira.page!.screen.getByRole<HTMLFormElement>('form', { name: NEW });
    const asked = await mira.submitForm(form, { ...RENT, starts_on: '2026-09-15', preview: 'yes' });
    expect(asked.html).toContain('3 of its dates are due already, and are added at once.');
    const page = await mira.submit(NEW, {});
    expect(said(page)).toBe('Added recurring expense “Rent”, and 3 expenses that were due already.');
    expect(await expenses()).toEqual(['2026-11-15', '2026-10-15', '2026-09-15']);
    const undone = await press(page, 'Undo');
    expect(said(undone)).toBe(
      'Undone: 3 expenses are as they were. The recurring expense “Rent” is deleted.',
    );
    expect(await expenses()).toEqual([]);
    expect(undone.html).toContain('No recurring expenses yet.');
    const listed = await mira.get('/changes');
    expect(listed.html).toContain('Undid: Set up recurring expense “Rent”');
  });

  it('comes back with everything typed and each fault beside its field', async () => {
    const typed = {
      ...{ amount: 'much', description: '', interval: '100', starts_on: '2026-13-01', ends_on: 'never' },
      ...{ tags: 'a, b', every: 'year', mode: 'remind' },
    };
    const page = await add(typed);
    expect(page.status).toBe(422);
    expect(fieldState(page, 'new-interval')).toEqual({
      value: '100',
      fault: 'Enter a whole number from 1 to 99.',
    });
    for (const field of ['amount', 'description', 'starts_on', 'ends_on'] as const) {
      const state = fieldState(page, `new-${field}`);
      expect([state.value, state.fault !== undefined], field).toEqual([typed[field], true]);
    }
    expect([fieldState(page, 'new-every').value, fieldState(page, 'new-mode').value]).toEqual([
      'year',
      'remind',
    ]);
    expect(fieldState(page, 'new-tags').value).toBe('a, b');
    const ends = await add({ ends_on: '2026-11-01' });
    expect([ends.status, fieldState(ends, 'new-ends_on').fault]).toEqual([
      422,
      'That is before the first day.',
    ]);
  });

  it('reads the amount as its owner writes it, and a refund by its box', async () => {
    await add({ amount: '1,250.50', refund: 'yes', description: 'Pension' });
    const [stored] = await app.services.recurring.list(await mira.principal());
    expect(stored).toMatchObject({ amountMinor: -125_050n, description: 'Pension' });
    const edit = await mira.get(`/recurring/${String(stored!.id)}/edit`);
    expect(fieldState(edit, 'edit-amount').value).toBe('1250.50');
    expect(edit.screen.getByLabelText<HTMLInputElement>('Refund').checked).toBe(true);
  });

  it('edits one from now on', async () => {
    await add({ starts_on: '2026-10-30', tags: 'home' });
    const [stored] = await app.services.recurring.list(await mira.principal());
    const path = `/recurring/${String(stored!.id)}/edit`;
    await mira.get(path);
    const bad = await mira.submit('Edit recurring expense', { amount: '0' });
    expect([bad.status, fieldState(bad, 'edit-amount').value]).toEqual([422, '0']);
    await mira.get(path);
    const page = await mira.submit('Edit recurring expense', { amount: '950', every: 'week' });
    expect(said(page)).toBe('Saved “Rent”.');
    expect(row(page)).toMatch(/\$950\.00.*Every week.*Next: Fri, Nov 27/s);
    expect(await expenses()).toEqual(['2026-11-20', '2026-10-30']);
  });

  it('skips one, pauses, resumes, deletes and takes back', async () => {
    let page = await press(await add(), 'Skip');
    expect(said(page)).toBe('Skipped “Rent” on Nov 30, 2026.');
    expect(row(page)).toContain('Next: Wed, Dec 30');
    page = await press(page, 'Undo');
    expect(said(page)).toBe('“Rent” is to come on Nov 30, 2026 again.');
    expect(row(page)).toContain('Next: Mon, Nov 30');
    page = await press(page, 'Skip');
    page = await press(page, 'Pause');
    expect(row(page)).toContain('Paused');
    expect(page.screen.queryByRole('button', { name: 'Skip' })).toBeNull();
    page = await press(page, 'Resume');
    expect(row(page)).toContain('Next: Wed, Dec 30');
    page = await press(page, 'Delete');
    expect(said(page)).toBe('Deleted “Rent”. The expenses that it added stay.');
    expect(page.screen.queryByRole('list', { name: 'Recurring expenses' })).toBeNull();
    page = await press(page, 'Undo');
    expect(row(page)).toContain('Next: Wed, Dec 30');
  });

  it('asks where it only reminds, and takes one answer for a day', async () => {
    await add({ mode: 'remind', every: 'day', starts_on: '2026-11-19' });
    const page = await open();
    const [first] = page.screen.getAllByRole('button', { name: 'Add' });
    expect(said(await mira.press(first!))).toBe('Added “Rent” on Nov 19, 2026.');
    // The same button once more, in a window that is left open.
    const again = await mira.press(first!);
    expect(again.screen.getByRole('alert').textContent).toBe('This day was answered already.');
    const skipped = await press(again, 'Skip');
    expect(await expenses()).toEqual(['2026-11-19']);
    expect(skipped.screen.queryByRole('list', { name: 'Waiting for your answer' })).toBeNull();
    const back = await press(skipped, 'Undo');
    expect(back.screen.getByRole('list', { name: 'Waiting for your answer' }).textContent).toContain(
      'Nov 20',
    );
    await press(back, 'Skip');
    expect((await open()).screen.queryByRole('list', { name: 'Waiting for your answer' })).toBeNull();
  });

  it('adds what is due when the dashboard is opened, and says there what is to come', async () => {
    await add();
    await add({ description: 'Paper', amount: '2', every: 'day', starts_on: '2026-11-29' });
    let page = await mira.get('/expenses');
    expect(
      page.screen.getByRole('link', { name: 'Still to come this month: 3 expenses, $904.00' }),
    ).toBeTruthy();
    expect(page.screen.getByRole('link', { name: 'Recurring' }).getAttribute('href')).toBe('/recurring');
    await later(9);
    page = await mira.get('/expenses');
    expect(page.html).toContain('Still to come this month: 2 expenses, $902.00');
    expect(page.html).toContain('Paper');
    expect(await expenses()).toEqual(['2026-11-29']);
    expect((await mira.get('/expenses?q=paper')).html).not.toContain('Still to come');
  });

  it('says on the dashboard what was added while nothing ran, until that is read', async () => {
    await add();
    await later(75);
    let page = await mira.get('/expenses');
    expect(page.html).toContain('3 × “Rent”, the last on Jan 30, 2027');
    // It stays when the page is drawn from memory.
    page = await mira.get('/expenses');
    expect(page.html).toContain('Added after their days');
    page = await press(page, 'Understood');
    expect(page.html).not.toContain('Added after');
  });

  it('says that an answer is waited for', async () => {
    await add({ mode: 'remind', starts_on: '2026-11-20' });
    expect((await mira.get('/expenses')).html).toContain('1 recurring expense waits for your answer');
  });

  it('adds one for a form that was sent twice', async () => {
    await open();
    const form = mira.page!.screen.getByRole<HTMLFormElement>('form', { name: NEW });
    for (let at = 0; at < 2; at += 1) await mira.submitForm(form, RENT);
    expect(await app.db.all('SELECT id FROM recurring')).toHaveLength(1);
  });

  it('tells a form that was sent twice the same, with the button that takes it all back', async () => {
    await open();
    const form = mira.page!.screen.getByRole<HTMLFormElement>('form', { name: NEW });
    await mira.submitForm(form, { ...RENT, starts_on: '2026-11-20' });
    const again = await mira.submitForm(form, { ...RENT, starts_on: '2026-11-20' });
    expect(said(again)).toBe('Added recurring expense “Rent”, and 1 expense that was due already.');
    expect((await press(again, 'Undo')).html).toContain('No recurring expenses yet.');
    expect(await expenses()).toEqual([]);
  });

  it('says of a form that is sent again after “Undo” that it was deleted since, and takes that back', async () => {
    await open();
    const form = mira.page!.screen.getByRole<HTMLFormElement>('form', { name: NEW });
    await press(await mira.submitForm(form, { ...RENT, starts_on: '2026-11-20' }), 'Undo');
    const again = await mira.submitForm(form, { ...RENT, starts_on: '2026-11-20' });
    expect(again.status).toBe(200);
    expect(said(again)).toBe('You added “Rent” with this form before, and deleted it since.');
    expect([again.html.includes('No recurring expenses yet.'), await expenses()]).toEqual([true, []]);
    const back = await press(again, 'Undo');
    expect(said(back)).toBe('“Rent” is back.');
    expect(row(back)).toContain('Rent');
  });
});

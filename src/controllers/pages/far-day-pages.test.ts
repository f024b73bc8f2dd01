import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Page } from '../../testing/browser.js';
import { TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { fieldState } from '../../testing/form-field.js';
import { type Person, signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

describe.each(engines)('days far away on pages, on $name', (engine) => {
  let app: TestApp;
  let mira: Person;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock: new TestClock('2026-11-27T12:00:00.000Z') });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await signUp(app);
  });

  const typed = { amount: '12.50', description: 'Time capsule', category_id: '', refund: '', tags: 'odd' };
  const said = ({ document }: Page) => document.querySelector('[data-flash] [role=status]')?.textContent;
  const again = async (page: Page, name: string) => {
    const answer = await mira.press(page.screen.getByRole('button', { name }), { follow: false });
    expect(answer.status).toBe(303);
    return mira.get(answer.headers.get('location')!);
  };

  it.each([
    ['2199-01-01', 'Do you mean Jan 1, 2199, in 172 years? Then press the button once more.'],
    ['1950-05-04', 'Do you mean May 4, 1950, 76 years ago? Then press the button once more.'],
  ])('are asked back once with everything typed: %s', async (spent_on, question) => {
    const page = await mira.send('/expenses', { ...typed, spent_on });
    expect(page.status).toBe(422);
    expect(fieldState(page, 'add-spent_on')).toEqual({ value: spent_on, fault: question });
    expect(page.document.querySelector('#add-spent_on')?.getAttribute('type')).toBe('date');
    expect(fieldState(page, 'add-amount').value).toBe('12.50');
    expect(fieldState(page, 'add-description').value).toBe('Time capsule');
    expect(fieldState(page, 'add-tags').value).toBe('odd');
    const list = await again(page, 'Add expense');
    expect(said(list)).toContain('Time capsule, $12.50, ');
  });

  it('are asked about beside other faults, and again when another far day is typed', async () => {
    const page = await mira.send('/expenses', { ...typed, amount: 'x', spent_on: '2199-01-01' });
    expect(fieldState(page, 'add-amount').fault).toBeDefined();
    expect(fieldState(page, 'add-spent_on').fault).toContain('in 172 years');
    const other = { ...typed, spent_on: '2198-01-01', meant_day: '2199-01-01' };
    expect(fieldState(await mira.send('/expenses', other), 'add-spent_on').fault).toContain('in 171 years');
  });

  it('are asked about in the edit form only when they are new', async () => {
    const id = await mira.spend('3', 'Old thing', { spent_on: '2026-11-20' });
    const path = `/expenses/${String(id)}`;
    const asked = await mira.send(path, { ...typed, spent_on: '1950-05-04' });
    expect(asked.status).toBe(422);
    await again(asked, 'Save changes');
    const edit = await mira.get(`${path}/edit`);
    expect(fieldState(edit, 'edit-spent_on').value).toBe('1950-05-04');
    await again(edit, 'Save changes');
  });

  it.each([
    ['2199-01-01', 'Do you mean Jan 1, 2199, in 172 years? Then press the button once more.'],
    ['1950-05-04', 'Do you mean May 4, 1950, 76 years ago? Then press the button once more.'],
  ])('as the first of what comes back are asked about once: %s', async (starts_on, question) => {
    const rhythm = { interval: '30', every: 'year', ends_on: '', mode: 'remind' };
    const page = await mira.send('/recurring', { ...typed, ...rhythm, starts_on });
    expect(page.status).toBe(422);
    expect(fieldState(page, 'new-starts_on')).toEqual({ value: starts_on, fault: question });
    expect(page.document.querySelector('#new-starts_on')?.getAttribute('type')).toBe('date');
    expect(fieldState(page, 'new-description').value).toBe('Time capsule');
    const list = await again(page, 'Add recurring expense');
    expect(said(list)).toContain('Time capsule');

    const { id } = (await app.services.recurring.list(await mira.principal()))[0]!;
    const path = `/recurring/${String(id)}`;
    await again(await mira.get(`${path}/edit`), 'Save changes');
    const other = await mira.send(path, { ...typed, ...rhythm, starts_on: '2198-01-01' });
    expect(fieldState(other, 'edit-starts_on').fault).toContain('in 171 years');
    await again(other, 'Save changes');
  });

  it('before 1900 are refused for the true reason', async () => {
    const page = await mira.send('/expenses', { ...typed, spent_on: '1899-12-31' });
    const reason = 'Days from Jan 1, 1900 to Dec 31, 2199 can be kept.';
    expect(fieldState(page, 'add-spent_on')).toEqual({ value: '1899-12-31', fault: reason });
    expect((await mira.get('/expenses?from=1899-12-31')).html).toContain(reason);
  });

  it('a message names the day when it is not today', async () => {
    const add = async (spent_on: string) => {
      const answer = await mira.send('/expenses', { ...typed, spent_on });
      return said(await mira.get(answer.headers.get('location')!));
    };
    expect(await add('2026-11-27')).toBe('Added “Time capsule, $12.50”.');
    expect(await add('2026-11-03')).toBe('Added “Time capsule, $12.50, Nov 3, 2026”.');
  });

  it('leave no empty years in the pager of the report', async () => {
    await mira.spend('1', 'Attic', { spent_on: '1990-01-01' });
    await mira.spend('2', 'Shed', { spent_on: '2020-01-01' });
    const years = async (year: number) => {
      const { document } = await mira.get(`/reports?year=${String(year)}`);
      const text = (rel: string) => document.querySelector(`.years [rel=${rel}]`)?.textContent;
      return [text('prev'), text('next')];
    };
    expect(await years(2026)).toEqual(['2020', undefined]);
    expect(await years(2020)).toEqual(['1990', '2026']);
    expect(await years(1990)).toEqual([undefined, '2020']);
    expect(await years(2100)).toEqual(['2026', undefined]);
  });
});

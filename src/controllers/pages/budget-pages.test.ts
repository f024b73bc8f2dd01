import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Page } from '../../testing/browser.js';
import { DAY, TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { fieldState } from '../../testing/form-field.js';
import { type Person, signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const SET = 'Set a budget';

describe.each(engines)('the page of budgets on $name', (engine) => {
  let app: TestApp;
  let clock: TestClock;
  let mira: Person;
  let food: string;
  beforeEach(async () => {
    clock = new TestClock('2026-11-12T12:00:00.000Z');
    app = await startTestApp(engine, { clock });
    mira = await signUp(app);
    const categories = await app.services.categories.list(await mira.principal());
    food = String(categories.find(({ name }) => name === 'Food')!.id);
  });
  afterEach(() => app.close());

  const open = (month = '') => mira.get(month === '' ? '/budgets' : `/budgets?month=${month}`);
  const set = async (fields: Record<string, string> = {}) => {
    await open();
    return mira.submit(SET, { amount: '60', category_id: food, from: '2026-11', ...fields });
  };
  const spend = (amount: string, spent_on = '2026-11-05', category_id = food) =>
    mira.spend(amount, 'Lunch', { spent_on, category_id });
  const said = ({ screen }: Page) => screen.queryByRole('status')?.textContent;
  const rows = ({ screen }: Page, month = 'November 2026') =>
    screen
      .queryByRole('list', { name: `Planned for ${month}` })
      ?.textContent.replace(/\s+/g, ' ')
      .trim();
  const press = (page: Page, name: string) => mira.press(page.screen.getAllByRole('button', { name })[0]!);

  it('has the heading, the fields and the button that people and tests look for', async () => {
    const { screen } = await open();
    expect(screen.getByRole('heading', { level: 1, name: 'Budgets' })).toBeTruthy();
    for (const [label, name] of [
      ['Amount', 'amount'],
      ['Category', 'category_id'],
      ['From', 'from'],
      ['Carry over what is left', 'carry_over'],
    ] as const) {
      expect(screen.getByLabelText(label).getAttribute('name')).toBe(name);
    }
    expect(screen.getByRole('button', { name: 'Set budget' })).toBeTruthy();
    expect((await mira.get('/expenses')).screen.getAllByRole('link', { name: 'Budgets' })).toBeTruthy();
  });

  it('says in words what is spent, left, and whether the pace fits, and leads to the expenses', async () => {
    await spend('50');
    await spend('-8');
    const page = await set();
    expect(said(page)).toContain('Food: $60.00 a month from November 2026 on.');
    expect(rows(page)).toContain('$42.00 of $60.00, $18.00 left');
    expect(rows(page)).toContain('Faster than the month: day 12 of 30');
    const link = page.screen.getByRole('link', { name: '$42.00' });
    expect(link.getAttribute('href')).toBe(`/expenses?category=${food}&month=2026-11`);
    await spend('22');
    const over = await open();
    expect(rows(over)).toContain('$64.00 of $60.00, over by $4.00');
    expect(rows(over)).toContain('Over budget');
    expect(rows(over)).not.toContain('day 12');
    const dashboard = await mira.get('/expenses');
    const glance = dashboard.screen.getByRole('link', { name: 'Over budget: Food by $4.00' });
    expect(glance.getAttribute('href')).toBe('/budgets');
    expect((await mira.get('/expenses?month=2026-11')).screen.queryByText(/Over budget/)).toBeNull();
  });

  it('says the word where more came back than was spent', async () => {
    await spend('20');
    expect(rows(await set({ amount: '100' }))).not.toContain('Refund');
    await spend('-45');
    expect(rows(await open())).toContain('-$25.00 of $100.00, $125.00 left Refund');
  });

  it('keeps what earlier months had, carries over, and tells of a later change', async () => {
    await set({ from: '2026-09', carry_over: 'yes' });
    await spend('10', '2026-09-05');
    await spend('75', '2026-10-05');
    expect(rows(await open())).toContain('$0.00 of $95.00, $95.00 left');
    expect(rows(await open())).toContain('$60.00 a month $35.00 left over from before');
    const page = await set({ amount: '50', from: '2026-08' });
    expect(said(page)).toContain('until a later change in September 2026');
    expect(rows(await open('2026-08'), 'August 2026')).toContain('of $50.00');
    expect(rows(await open('2026-07'))).toBeUndefined();
  });

  it('says in words that earlier months used it up, and names no amount below zero to spend', async () => {
    await set({ from: '2026-10', carry_over: 'yes' });
    await spend('200', '2026-10-05');
    const used = rows(await open());
    expect(used).toContain('$0.00 spent; earlier months had used it up. Over by $80.00');
    expect(used).toContain('$60.00 a month $140.00 overspent before');
    await spend('-90');
    const refunded = rows(await open());
    expect(refunded).toContain('-$90.00 spent; earlier months had used it up. $10.00 left');
    expect(refunded).not.toContain('of -');
  });

  it('takes back what was set, and what was copied', async () => {
    await set({ amount: '50', from: '2026-10' });
    clock.advance(1_000);
    const again = await set({ amount: '70', from: '2026-10' });
    const before = await press(again, 'Undo');
    expect(said(before)).toContain('1 budget is as it was before.');
    expect(rows(before, 'October 2026')).toContain('of $50.00');
    clock.advance(1_000);
    const undone = await press(await set({ amount: '60', from: '2026-11' }), 'Undo');
    expect(rows(undone)).toContain('of $50.00');
    clock.advance(1_000);
    await set({ amount: '60', from: '2026-11' });
    await mira.get('/budgets?month=2026-11');
    clock.advance(1_000);
    const copied = await press(mira.page!, 'Copy last month');
    expect(rows(copied)).toContain('of $50.00');
    expect(rows(await press(copied, 'Undo'))).toContain('of $60.00');
    const late = await mira.send('/budgets/undo?month=2026-11&at=never');
    expect(late.status).toBe(303);
    expect((await open()).screen.getByRole('alert').textContent).toContain('these budgets changed since');
  });

  it('comes back with what was typed beside each fault', async () => {
    const page = await set({ amount: '-5,00', category_id: '', from: 'soon', carry_over: 'yes' });
    expect(page.status).toBe(422);
    expect(fieldState(page, 'set-amount')).toMatchObject({
      value: '-5,00',
      fault: 'A budget is more than 0.',
    });
    expect(fieldState(page, 'set-category_id').fault).toBe('Choose a category, or everything.');
    expect(fieldState(page, 'set-from')).toMatchObject({
      value: 'soon',
      fault: 'Enter a month such as 2026-03.',
    });
    expect(
      page.screen.getByRole('checkbox', { name: 'Carry over what is left', checked: true }),
    ).toBeTruthy();
    const foreign = await set({ category_id: '987654' });
    expect([foreign.status, fieldState(foreign, 'set-category_id').fault]).toEqual([
      422,
      'There is no such category. Choose one from the list.',
    ]);
    const wrong = await open('2026-13');
    expect([wrong.status, fieldState(wrong, 'budget-month').value]).toEqual([422, '2026-13']);
  });

  it('suggests what would have fitted the last three months', async () => {
    await spend('412.37', '2026-08-05');
    await spend('300', '2026-10-05');
    const page = await open();
    const isSet = await mira.press(page.screen.getAllByRole('button', { name: 'Set $360.00' }).at(-1)!);
    expect(said(isSet)).toContain('Food: $360.00 a month from November 2026 on.');
    expect(rows(isSet)).toContain('of $360.00');
    const edited = await mira.get(`/budgets?edit=${food}`);
    expect(fieldState(edited, 'set-amount').value).toBe('360.00');
    expect(edited.html).toContain('Suggested: $360.00, by the last three months');
  });

  it('copies the month before, and offers it only where that is different', async () => {
    await set({ from: '2026-10' });
    await set({ amount: '80' });
    const page = await open();
    expect((await open('2026-12')).screen.queryByRole('button', { name: 'Copy last month' })).toBeNull();
    await open();
    const copied = await press(page, 'Copy last month');
    expect(said(copied)).toContain('1 budget is as in the month before.');
    expect(rows(copied)).toContain('of $60.00');
  });

  it('removes one from a month on, and takes that back', async () => {
    await set({ from: '2026-10' });
    await set({ category_id: 'all', amount: '500', from: '2026-10' });
    const removed = await press(await open(), 'Remove');
    expect(said(removed)).toContain('Removed the budget for Everything from November 2026 on.');
    expect(rows(removed)).not.toContain('Everything');
    expect(rows(await open('2026-10'), 'October 2026')).toContain('Everything');
    await open();
    const back = await press(removed, 'Undo');
    expect(said(back)).toContain('The budget for Everything is back.');
    expect(rows(back)).toContain('Everything');
    const again = await press(await open(), 'Remove');
    await set({ category_id: 'all', amount: '400' });
    const late = await press(again, 'Undo');
    expect(late.screen.getByRole('alert').textContent).toContain('There is nothing to bring back');
    expect(rows(late)).toContain('of $400.00');
  });

  it('looks ahead and back, and has no pace for other months', async () => {
    await set();
    await spend('59');
    const page = await open();
    const next = page.screen.getByRole('link', { name: /Next month/ });
    expect(next.getAttribute('href')).toBe('/budgets?month=2026-12');
    expect(rows(await open('2026-12'), 'December 2026')).toBe(
      'Food $0.00 of $60.00, $60.00 left Edit Remove',
    );
    clock.advance(30 * DAY);
    await mira.signIn();
    expect(rows(await open(), 'December 2026')).toContain('Slower than the month: day 12 of 31');
    expect((await open('1900-01')).screen.queryByRole('link', { name: /Previous month/ })).toBeNull();
  });
});

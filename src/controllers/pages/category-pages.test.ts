import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Page } from '../../testing/browser.js';
import { engines } from '../../testing/engines.js';
import { fieldState } from '../../testing/form-field.js';
import { type Person, signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

describe.each(engines)('the page of categories on $name', (engine) => {
  let app: TestApp;
  let mira: Person;
  let food: string;
  let groceries: string;
  beforeAll(async () => {
    app = await startTestApp(engine);
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await signUp(app);
    food = await idOf('Food');
    groceries = await idOf('Groceries');
    for (const name of ['Bread', 'Tea', 'Lost']) await mira.spend('2.00', name, { category_id: food });
    const lost = await app.db.get<{ id: number }>('SELECT MAX(id) AS id FROM expenses');
    await mira.send(`/expenses/${String(lost!.id)}/delete`);
    mira.cookies.delete('outlay_flash');
  });

  const idOf = async (name: string) =>
    String(
      (await app.services.categories.list(await mira.principal())).find((one) => one.name === name)?.id ?? '',
    );
  const follow = async (answer: Page) => {
    expect(answer.status).toBe(303);
    return mira.get(answer.headers.get('location')!);
  };
  const said = ({ html }: Page) => /<p role="status">([^<]*)</.exec(html)?.[1];
  const names = ({ html }: Page) =>
    [...html.matchAll(/id="c\d+">([^<]*)<\/span> <a[^>]*>([^<]*)</g)].map(
      ([, name, count]) => `${name!}: ${count!}`,
    );

  it('lists each with the number of its expenses, and those without one', async () => {
    await mira.spend('1.00', 'Bare');
    const page = await mira.get('/categories');
    expect(names(page)).toContain('Food: 2 expenses');
    expect(names(page)).toHaveLength(11);
    expect(page.html).toMatch(/No category<\/span> <a[^>]*category=none">1 expense</);
  });

  it('adds one, which the add form of expenses offers at once', async () => {
    const page = await follow(
      await mira.send('/categories', { name: 'Garden <3', color: 'health', icon: 'flower1' }),
    );
    expect(said(page)).toBe('Added the category “Garden &lt;3”.');
    expect((await mira.get('/expenses')).html).toContain('>Garden &lt;3<option');
  });

  it('opens colours and icons when asked for, or when one is wrong', async () => {
    const isOpen = ({ document }: Page) => document.querySelector('.look')?.hasAttribute('open');
    expect(isOpen(await mira.get('/categories'))).toBe(false);
    expect(isOpen(await mira.send('/categories', { name: 'Gifts', color: 'x', icon: 'gift' }))).toBe(true);
  });

  it('says beside the name what is wrong, and keeps colour and icon', async () => {
    const page = await mira.send('/categories', { name: ' food ', color: 'health', icon: 'gift' });
    expect(page.status).toBe(422);
    expect(fieldState(page, 'add-name')).toEqual({
      value: ' food ',
      fault: 'You have a category of this name already.',
    });
    expect(page.html).toMatch(/id="add-color-health"[^>]*checked/);
    expect(page.html).toMatch(/id="add-icon-gift"[^>]*checked/);
    const odd = await mira.send('/categories', { name: 'Tea', color: 'constructor', icon: '<b>' });
    expect(odd.status).toBe(422);
    expect(odd.html).toContain('Choose one of the colours.');
    expect(await idOf('Tea')).toBe('');
  });

  it('renames one, and its expenses with it', async () => {
    const open = await mira.get(`/categories?edit=${food}`);
    expect(fieldState(open, 'edit-name').value).toBe('Food');
    expect(said(await follow(await mira.send(`/categories/${food}`, { name: 'Meals' })))).toBe(
      'Saved the category “Meals”.',
    );
    expect((await mira.get('/expenses')).document.querySelector('i.cat-food')?.textContent).toBe('Meals');
    const taken = await mira.send(`/categories/${food}`, { name: 'GROCERIES', color: 'food', icon: 'gift' });
    expect([taken.status, fieldState(taken, 'edit-name').value]).toEqual([422, 'GROCERIES']);
  });

  it('merges one into another and says how many expenses moved', async () => {
    const asked = await mira.send(`/categories/${food}/merge`, { into: groceries });
    expect(asked.status).toBe(200);
    expect(asked.html).toContain('<b>2 expenses</b> move to “Groceries”, and “Food” goes.');
    expect(await idOf('Food')).toBe(food);
    mira.page = asked;
    const page = await follow(await mira.submit('Merge category', {}, { follow: false }));
    expect(said(page)).toBe('Merged “Food” into “Groceries”: 2 expenses moved.');
    expect(names(page)).toContain('Groceries: 2 expenses');
    expect(await idOf('Food')).toBe('');
    await follow(await mira.press(page.screen.getByRole('button', { name: 'Undo' }), { follow: false }));
    expect(names(await mira.get('/categories'))).toContain('Food: 2 expenses');
  });

  it('archives one: out of the forms, still in the filter and in the past', async () => {
    await follow(await mira.send(`/categories/${food}/archive`, { archived: 'yes' }));
    const dashboard = await mira.get('/expenses');
    const choices = (id: string) =>
      [...dashboard.document.querySelectorAll(`#${id} option`)].map((option) => option.textContent);
    expect(choices('add-category_id')).not.toContain('Food');
    expect(choices('filter-category')).toContain('Food');
    expect(dashboard.document.querySelector('i.cat-food')?.textContent).toBe('Food');
    await follow(await mira.send(`/categories/${food}/archive`, { archived: 'no' }));
    expect((await mira.get('/expenses')).html).toContain('>Food<option');
  });

  it.each([
    ['', 'Choose a category.'],
    ['x', 'There is no such category. Choose one from the list.'],
    ['0', 'There is no such category. Choose one from the list.'],
    ['987654', 'There is no such category. Choose one from the list.'],
    ['9999999999999999', 'There is no such category. Choose one from the list.'],
  ])('asks for another one to merge into than %j', async (into, fault) => {
    const page = await mira.send(`/categories/${food}/merge`, { into });
    expect(page.status).toBe(422);
    expect(fieldState(page, 'edit-into').fault).toBe(fault);
    const self = await mira.send(`/categories/${food}/merge`, { into: food });
    expect(fieldState(self, 'edit-into').fault).toBe('Choose another category.');
    expect(names(await mira.get('/categories'))).toContain('Food: 2 expenses');
  });

  it('says how many expenses a deletion touches, before and after, and deletes none of them', async () => {
    const ask = await mira.get(`/categories/${food}/delete`);
    expect(ask.html).toContain('<b>2 expenses</b> will have no category.');
    expect(await idOf('Food')).toBe(food);
    const page = await follow(await mira.send(`/categories/${food}/delete`));
    expect(said(page)).toBe('Deleted the category “Food”. 2 expenses have no category now.');
    expect((await mira.get('/expenses?category=none')).html).toMatch(/class="count">2 expenses</);
    expect((await mira.get(`/categories/${food}/delete`)).status).toBe(404);
    await follow(await mira.press(page.screen.getByRole('button', { name: 'Undo' }), { follow: false }));
    expect(names(await mira.get('/categories'))).toContain('Food: 2 expenses');
  });

  it('says that nothing else changes when one without expenses goes', async () => {
    expect((await mira.get(`/categories/${groceries}/delete`)).html).toContain('No expense uses it');
    const page = await follow(await mira.send(`/categories/${groceries}/delete`));
    expect(said(page)).toBe('Deleted the category “Groceries”.');
  });
});

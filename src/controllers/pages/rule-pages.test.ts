import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Page } from '../../testing/browser.js';
import { engines } from '../../testing/engines.js';
import { fieldState } from '../../testing/form-field.js';
import { type Person, signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const NEW = 'A new rule';

describe.each(engines)('the page of rules on $name', (engine) => {
  let app: TestApp;
  let mira: Person;
  beforeEach(async () => {
    app = await startTestApp(engine);
    mira = await signUp(app);
  });
  afterEach(() => app.close());

  const said = ({ screen }: Page) => screen.queryByRole('status')?.textContent;
  const rows = (page: Page) =>
    page.screen
      .getByRole('list', { name: 'Rules, in their order' })
      .querySelectorAll(':scope > li .description');
  const press = (page: Page, name: string, nth = 0) =>
    mira.press(page.screen.getAllByRole('button', { name })[nth]!);
  const save = async (fields: Record<string, string>) => {
    await mira.get('/rules');
    return mira.submit(NEW, fields);
  };

  const idOfFood = async () => {
    const categories = await app.services.categories.list(await mira.principal());
    return String(categories.find(({ name }) => name === 'Food')!.id);
  };

  it('tries a rule on what is there before it is saved, and lists it', async () => {
    await mira.spend('4', 'Café Roma');
    await mira.spend('5', 'Old CAFE');
    await mira.spend('6', 'Tea');
    await mira.get('/rules');
    const form = mira.page!.screen.getByRole<HTMLFormElement>('form', { name: NEW });
    const page = await mira.submitForm(form, { text: 'cafe', try: 'yes' });
    expect(page.status).toBe(200);
    expect(said(page)).toContain('2 expenses fit.');
    const found = page.screen.getByRole('list', { name: 'What the rule finds' }).textContent;
    expect(found).toMatch(/Old CAFE.*Café Roma/s);
    expect(found).not.toContain('Tea');
    expect(fieldState(page, 'new-text').value).toBe('cafe');
    expect(page.screen.queryByRole('list', { name: 'Rules, in their order' })).toBeNull();
  });

  it('says of each expense that it finds whether it would change', async () => {
    const food = await idOfFood();
    await mira.spend('4', 'Café Roma', { category_id: food });
    await mira.spend('5', 'Old cafe');
    const tried = async (fields: Record<string, string>) => {
      await mira.get('/rules');
      const form = mira.page!.screen.getByRole<HTMLFormElement>('form', { name: NEW });
      const page = await mira.submitForm(form, { text: 'cafe', try: 'yes', ...fields });
      const list = page.screen.getByRole('list', { name: 'What the rule finds' });
      return { page, rows: [...list.querySelectorAll('li')].map(({ textContent }) => textContent) };
    };
    const filing = await tried({ category_id: food });
    expect(said(filing.page)).toContain('2 expenses fit. 1 of them would change.');
    expect(filing.rows[0]).toMatch(/Old cafe.*Would change/s);
    expect(filing.rows[1]).toMatch(/Café Roma.*Is so already/s);
    expect(said((await tried({ add_tags: 'new' })).page)).toContain('2 of them would change.');
    const same = await tried({ text: 'roma', category_id: food });
    expect(said(same.page)).toContain('None of them would change: all is so already.');
  });

  it('saves one, says what it does, applies it to the past, and undoes that', async () => {
    const id = await mira.spend('4', 'Café Roma');
    const page = await save({ text: 'cafe', add_tags: 'out', description: 'Coffee' });
    expect(said(page)).toContain('Saved the rule for “cafe”.');
    expect(rows(page)[0]!.textContent).toBe('Contains “cafe”');
    expect(page.html).toContain('Tags: #out');
    const applied = await press(page, 'Apply to the past');
    expect(said(applied)).toContain('The rule for “cafe” changed 1 expense.');
    const edit = await mira.get(`/expenses/${String(id)}/edit`);
    expect(fieldState(edit, 'edit-description').value).toBe('Coffee');
    const again = await press(await mira.get('/rules'), 'Apply to the past');
    expect(said(again)).toContain('Nothing had to change');
    // What changed nothing is no change.
    const changes = await mira.get('/changes');
    expect(changes.screen.getAllByText(/Applied the rule/)).toHaveLength(1);
    await press(changes, 'Undo');
    expect(fieldState(await mira.get(`/expenses/${String(id)}/edit`), 'edit-description').value).toBe(
      'Café Roma',
    );
  });

  it('gives a bad form back with its faults and all that was typed', async () => {
    const page = await save({ text: '', description: 'Coffee' });
    expect(page.status).toBe(422);
    expect(fieldState(page, 'new-text')).toMatchObject({ fault: 'Enter the words to look for.' });
    expect(fieldState(page, 'new-description').value).toBe('Coffee');
    const idle = await save({ text: 'cafe' });
    expect(idle.status).toBe(422);
    expect(fieldState(idle, 'new-category_id').fault).toContain('else the rule does nothing');
  });

  it('puts rules in another order, edits one, deletes one and takes that back', async () => {
    await save({ text: 'one', add_tags: 'a' });
    await save({ text: 'two', add_tags: 'b' });
    const moved = await press(await mira.get('/rules'), 'Move down');
    const texts = (page: Page) => [...rows(page)].map(({ textContent }) => textContent);
    expect(texts(moved)).toEqual(['Contains “two”', 'Contains “one”']);
    await mira.get(rows(moved)[0]!.getAttribute('href')!);
    const edited = await mira.submit('Edit rule', { match: 'equals' });
    expect(texts(edited)).toEqual(['Is exactly “two”', 'Contains “one”']);
    const deleted = await press(edited, 'Delete');
    expect(texts(deleted)).toEqual(['Contains “one”']);
    expect(texts(await press(deleted, 'Undo'))).toEqual(['Is exactly “two”', 'Contains “one”']);
  });
});

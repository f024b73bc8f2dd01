import { violations } from './axe.js';
import { expect, test } from './fixtures.js';
import type { Person } from './person.js';

const options = ({ page }: Person) => page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
const field = ({ addForm }: Person, label: string) => addForm.getByLabel(label, { exact: true });

/** Some days of somebody, the newest last, on a page that has seen nobody type. */
async function spendSome(mira: Person): Promise<void> {
  await mira.add({ amount: '3.20', description: 'Coffee', category: 'Food' });
  await mira.add({ amount: '62', description: 'Corner shop', category: 'Groceries' });
  await mira.type({ amount: '20', description: 'Coat', category: 'Clothing' });
  await mira.addForm.getByLabel('Refund').check();
  await mira.sendExpense();
  await expect(mira.page.getByRole('status')).toContainText('Coat');
  await mira.add({ amount: '9', description: 'Ice-cold cola' });
}

test('the keys walk through what fits, and choosing fills what is empty', async ({ mira }) => {
  await spendSome(mira);
  const { page } = mira;
  const description = field(mira, 'Description');
  await expect(mira.addForm.getByRole('combobox', { name: 'Description' })).toHaveCount(1);
  await description.pressSequentially('co');
  await expect(options(mira)).toHaveText([/^Coat/, /^Corner shop/, /^Coffee/, /^Ice-cold cola/]);
  await expect(description).toHaveAttribute('aria-expanded', 'true');
  await description.press('ArrowUp');
  await expect(options(mira).last()).toHaveAttribute('aria-selected', 'true');
  for (const _ of ['the field', 'Coat', 'Corner shop', 'Coffee']) await description.press('ArrowDown');
  const chosen = await options(mira).nth(2).getAttribute('id');
  await expect(description).toHaveAttribute('aria-activedescendant', chosen!);
  await expect(description).toBeFocused();
  expect(await violations(page)).toEqual([]);
  await description.press('Enter');
  await expect(options(mira)).toHaveCount(0);
  await expect(description).toHaveValue('Coffee');
  await expect(description).toBeFocused();
  await expect(field(mira, 'Amount')).toHaveValue('3.20');
  await expect(field(mira, 'Category').locator(':checked')).toHaveText('Food');
  await description.press('Enter');
  await expect(page.getByRole('status')).toContainText('Coffee');
  await expect(mira.row('Coffee')).toHaveCount(2);
});

test('what was typed stays, and a refund ticks its box only with its amount', async ({ mira }) => {
  await spendSome(mira);
  await field(mira, 'Amount').fill('5');
  await field(mira, 'Category').selectOption('Leisure');
  await field(mira, 'Description').pressSequentially('oat');
  await options(mira).getByText('Coat').click();
  await expect(field(mira, 'Description')).toHaveValue('Coat');
  await expect(field(mira, 'Description')).toBeFocused();
  await expect(field(mira, 'Amount')).toHaveValue('5');
  await expect(field(mira, 'Category').locator(':checked')).toHaveText('Leisure');
  await expect(mira.addForm.getByLabel('Refund')).not.toBeChecked();

  await field(mira, 'Amount').fill('');
  await field(mira, 'Description').fill('coa');
  await options(mira).getByText('Coat').click();
  await expect(field(mira, 'Amount')).toHaveValue('20.00');
  await expect(mira.addForm.getByLabel('Refund')).toBeChecked();
});

test('a category follows a description that is there in full, and leaves with it', async ({ mira }) => {
  await spendSome(mira);
  const category = field(mira, 'Category').locator(':checked');
  await field(mira, 'Amount').fill('3');
  await field(mira, 'Description').fill('COFFÉE');
  await expect(category).toHaveText('Food');
  await field(mira, 'Description').fill('Coffee for two');
  await expect(category).toHaveText('No category');
  await field(mira, 'Description').fill('corner shop');
  await expect(category).toHaveText('Groceries');
  // Whoever wants none gets none.
  await field(mira, 'Category').selectOption('No category');
  await field(mira, 'Description').fill('coffee');
  await expect(category).toHaveText('No category');
  await mira.page.reload();
  await field(mira, 'Description').fill('coffee');
  await expect(category).toHaveText('Food');
  await field(mira, 'Description').press('Enter');
  await expect(mira.row('coffee').first()).toContainText('Food');
});

test('Escape closes the list and nothing else, Enter without a choice saves', async ({ mira }) => {
  await spendSome(mira);
  await field(mira, 'Amount').fill('3');
  await field(mira, 'Description').pressSequentially('co');
  await expect(options(mira)).toHaveCount(4);
  await field(mira, 'Description').press('Escape');
  await expect(options(mira)).toHaveCount(0);
  await expect(mira.page.getByRole('status')).toBeVisible();
  await field(mira, 'Description').press('ArrowDown');
  await expect(options(mira).first()).toHaveAttribute('aria-selected', 'true');
  await field(mira, 'Description').pressSequentially('c');
  await expect(options(mira)).toHaveCount(0);
  await field(mira, 'Description').press('Enter');
  await expect(mira.row('coc')).toHaveCount(1);
});

test('another page than the list suggests too, and Tab goes on', async ({ mira }) => {
  await spendSome(mira);
  const { page } = mira;
  await mira.row('Ice-cold cola').getByRole('link').click();
  const form = page.getByRole('form', { name: 'Edit expense' });
  await form.getByLabel('Description').fill('corner');
  await expect(options(mira)).toHaveText([/^Corner shop/]);
  await form.getByLabel('Description').press('Tab');
  await expect(options(mira)).toHaveCount(0);
  await form.getByLabel('Description').fill('Corner shop');
  // Correcting a description files nothing by itself.
  await expect(form.getByLabel('Category').locator(':checked')).toHaveText('No category');
  await options(mira).first().click();
  await expect(form.getByLabel('Category').locator(':checked')).toHaveText('Groceries');
  await expect(form.getByLabel('Amount')).toHaveValue('9.00');
  await page.goto('/recurring');
  await page.getByLabel('Description').pressSequentially('corn');
  await options(mira).first().click();
  await expect(page.getByLabel('Amount')).toHaveValue('62.00');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('the list leaves the button of the form free', async ({ mira }) => {
    await spendSome(mira);
    await field(mira, 'Amount').fill('7');
    await field(mira, 'Description').pressSequentially('co');
    await expect(options(mira)).toHaveCount(4);
    const sizes = await options(mira).evaluateAll((all) =>
      all.map((one) => one.getBoundingClientRect().height),
    );
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(44);
    // As when the keyboard takes its place.
    await mira.page.setViewportSize({ width: 390, height: 500 });
    await expect(options(mira)).toHaveCount(4);
    await mira.addForm.getByRole('button', { name: 'Add expense' }).click();
    await expect(mira.row('$7.00')).toContainText('co');
  });
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the browser suggests', async ({ mira }) => {
    await spendSome(mira);
    await mira.page.goto('/add');
    const list = await field(mira, 'Description').getAttribute('list');
    await expect(mira.page.locator(`datalist#${list!} > option`)).toHaveCount(4);
    const width = (await field(mira, 'Description').boundingBox())!.width;
    expect(width).toBeGreaterThan(300);
  });
});

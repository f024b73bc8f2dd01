import { expect, test } from './fixtures.js';

test('description and category of a row lead to the edit page, and back to the marked row', async ({
  mira,
}) => {
  await mira.add({ amount: '3.20', description: 'Tea' });
  const { page } = mira;
  await mira.row('Tea').getByText('Tea', { exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Edit expense' })).toBeVisible();
  await page.getByLabel('Amount').fill('3.40');
  await page.getByRole('button', { name: 'Save changes' }).click();

  await expect(mira.row('Tea').getByRole('link', { name: '$3.40' })).toBeFocused();
  await expect(mira.row('Tea')).toHaveClass(/entry-marked/);
  await mira.row('Tea').getByText('No category').click();
  await expect(page.getByRole('heading', { name: 'Edit expense' })).toBeVisible();
});

test('Enter in a field for many changes what is ticked, and presses no button of a row', async ({ mira }) => {
  await mira.add({ amount: '3.20', description: 'Tea' });
  await mira.add({ amount: '4.20', description: 'Coffee' });
  const { page } = mira;
  await page.goto('/expenses');
  await mira.row('Tea').getByRole('checkbox').check();
  await page.getByText('Change many').click();
  await page.getByLabel('Add tag').fill('work');
  await page.getByLabel('Add tag').press('Enter');
  await expect(mira.row('Tea')).toContainText('#work');
  await expect(mira.row('Coffee')).not.toContainText('#work');
});

test('the list is two keys away from the add form, and up and down lead from row to row', async ({
  mira,
}) => {
  for (const description of ['Tea', 'Coffee', 'Cake']) await mira.add({ amount: '3.20', description });
  const { page, addForm } = mira;
  await addForm.getByRole('button', { name: 'Add expense' }).focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the list' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await expect(mira.row('Cake').getByRole('link')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(mira.row('Coffee').getByRole('link')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(mira.row('Coffee').getByRole('button', { name: 'Repeat' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(mira.row('Tea').getByRole('button', { name: 'Repeat' })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(mira.row('Coffee').getByRole('button', { name: 'Repeat' })).toBeFocused();
});

import { expect, test } from './fixtures.js';

test('a category is added, used, and deleted without losing its expenses', async ({ mira }) => {
  await mira.page.goto('/categories');
  const form = mira.page.getByRole('form', { name: 'A new category' });
  await form.getByLabel('Name').fill('Gifts');
  await form.getByRole('button', { name: 'Add category' }).click();
  await expect(mira.page.getByRole('status')).toContainText('Gifts');

  await mira.page.goto('/expenses');
  await mira.add({ amount: '30', description: 'Flowers', category: 'Gifts' });
  await mira.page.goto('/categories');
  const row = mira.page.getByRole('listitem').filter({ hasText: 'Gifts' });
  await expect(row).toContainText('1 expense');
  await row.getByRole('link', { name: 'Edit' }).click();
  await mira.page.getByRole('link', { name: 'Delete category' }).click();
  await expect(mira.page.getByRole('main')).toContainText('1 expense');
  await mira.page.getByRole('button', { name: 'Delete category' }).click();

  await mira.page.goto('/expenses');
  await expect(mira.row('Flowers')).toContainText('No category');
});

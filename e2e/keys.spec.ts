import { expect, test } from './fixtures.js';

test('n adds, / searches and ? shows the keys, until the device turns them off', async ({ mira }) => {
  await mira.add({ amount: '3.20', description: 'Tea' });
  const { page } = mira;
  const amount = mira.addForm.getByLabel('Amount');
  await page.goto('/reports');
  await page.keyboard.press('n');
  await expect(amount).toBeFocused();
  // In a field they are letters.
  await mira.addForm.getByLabel('Description').press('n');
  await expect(mira.addForm.getByLabel('Description')).toHaveValue('n');

  await mira.row('Tea').getByRole('link').focus();
  await page.keyboard.press('/');
  await expect(mira.filterForm.getByLabel('Search')).toBeFocused();
  await mira.row('Tea').getByRole('link').focus();
  await page.keyboard.press('?');
  const box = page.getByRole('checkbox', { name: /Single keys/ });
  await box.uncheck();
  await page.getByRole('heading', { name: 'Keys' }).focus();
  await page.keyboard.press('n');
  await page.reload();
  await expect(box).not.toBeChecked();
  await expect(page).toHaveURL(/\/help/);
});

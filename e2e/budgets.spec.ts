import { violations } from './axe.js';
import { expect, test } from './fixtures.js';

test('a budget is set, seen to be over, told on the dashboard, removed and taken back', async ({ mira }) => {
  const { page } = mira;
  await page.goto('/expenses');
  const add = page.getByRole('form', { name: 'Add expense' }).first();
  await add.getByLabel('Amount').fill('64.20');
  await add.getByLabel('Description').fill('Pizza');
  await add.getByLabel('Category').selectOption('Food');
  await add.getByRole('button', { name: 'Add expense' }).click();
  await page.getByRole('link', { name: 'Budgets' }).first().click();
  const form = page.getByRole('form', { name: 'Set a budget' });
  await form.getByLabel('Category').selectOption('Food');
  await form.getByLabel('Amount').fill('-1');
  await form.getByLabel('Carry over what is left').check();
  await form.getByRole('button', { name: 'Set budget' }).click();
  await expect(form.getByText('A budget is more than 0.')).toBeVisible();
  await expect(form.getByLabel('Carry over what is left')).toBeChecked();
  expect(await violations(page)).toEqual([]);
  await form.getByLabel('Amount').fill('60');
  await form.getByRole('button', { name: 'Set budget' }).click();
  const row = page.getByRole('list', { name: /^Planned for / }).getByRole('listitem');
  await expect(row).toContainText('$64.20 of $60.00, over by $4.20');
  const fills = await row
    .locator('.budget-bar rect')
    .evaluateAll((parts) => parts.slice(0, 3).map((part) => getComputedStyle(part).fill));
  expect(new Set(fills).size).toBe(3);
  expect(fills).not.toContain('rgb(0, 0, 0)');
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto('/expenses');
  await page.getByRole('link', { name: 'Over budget: Food by $4.20' }).click();
  await row.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('status')).toContainText('Removed the budget for Food');
  await expect(row).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row).toContainText('over by $4.20');
});

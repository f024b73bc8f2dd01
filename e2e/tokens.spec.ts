import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from './fixtures.js';

const run = promisify(execFile);

test('a token is made, its line adds an expense from a shell, and revoking it ends that', async ({
  mira,
}) => {
  const { page } = mira;
  await page.goto('/account/tokens');
  await page.getByLabel('Name').fill('Phone shortcut');
  await page.getByLabel('May').selectOption({ label: 'Read and write' });
  await page.getByRole('button', { name: 'Create token' }).click();
  await expect(page.getByRole('heading', { name: '“Phone shortcut” is ready' })).toBeVisible();
  const line = await page.getByLabel('Add an expense with it').inputValue();
  await run('sh', ['-c', line]);

  await page.goto('/expenses');
  await expect(mira.row('Lunch')).toContainText('$12.50');

  await page.goto('/account/tokens');
  await page.getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByRole('status')).toBeVisible();
  const { stdout } = await run('sh', ['-c', line]);
  expect(JSON.parse(stdout)).toMatchObject({ status: 401 });
});

test('whoever authorizes at /docs can try the API there, and the policy of the page is not broken', async ({
  mira,
}) => {
  const { page } = mira;
  await page.goto('/account/tokens');
  await page.getByLabel('Name').fill('Trying out');
  await page.getByRole('button', { name: 'Create token' }).click();
  const token = await page.getByLabel('Token', { exact: true }).inputValue();

  // A violation of the CSP is an error in the console, which `quietConsole` would see.
  await page.goto('/docs');
  await page.getByRole('button', { name: 'Authorize' }).first().click();
  const dialog = page.locator('.dialog-ux');
  await dialog.locator('input').fill(token);
  await dialog.getByRole('button', { name: 'Apply credentials' }).click();
  await dialog.getByRole('button', { name: 'Close' }).first().click();

  const operation = page.locator('#operations-Expenses-addExpense');
  await operation.locator('.opblock-summary-control').click();
  await operation.getByRole('button', { name: 'Try it out' }).click();
  await operation.getByRole('button', { name: 'Execute' }).click();
  await expect(operation.locator('.live-responses-table')).toContainText('"description": "Lunch with Ana"');

  await page.goto('/expenses');
  await expect(mira.row('Lunch with Ana')).toContainText('$12.50');
});

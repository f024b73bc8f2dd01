import { expect, test } from './fixtures.js';

/** Names of the contract that people's scripts look for by a part of the name: each may be there only once. */
const HEADINGS = [
  ['/expenses', 'My expenses'],
  ['/tags', 'Tags'],
  ['/recurring', 'Recurring'],
  ['/budgets', 'Budgets'],
  ['/rules', 'Rules'],
  ['/categories', 'Categories'],
  ['/account/security', 'Security'],
] as const;

test('a name of the contract is there once on its page', async ({ mira }) => {
  const { page } = mira;
  await mira.add({ amount: '12.50', description: 'Lunch' });
  await expect(page.getByLabel('Tags')).toHaveCount(1);
  for (const [path, name] of HEADINGS) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name }), path).toHaveCount(1);
  }
  await page.goto('/budgets');
  await expect(page.getByLabel('Month')).toHaveCount(1);
  await page.goto('/account');
  await expect(page.getByLabel('Email')).toHaveCount(1);
  await page.goto('/account/security');
  await page.getByRole('button', { name: 'Set up authenticator app' }).click();
  await expect(page.getByLabel('Code')).toHaveCount(1);
});

test('strangers find one link to log in, and one field for the language', async ({ page }) => {
  for (const path of ['/', '/register', '/forgot']) {
    await page.goto(path);
    await expect(page.getByRole('link', { name: 'Log in' }), path).toHaveCount(1);
  }
  await expect(page.getByLabel('Language')).toHaveCount(1);
});

test('a line that was only read is no draft of the next expense', async ({ mira }) => {
  const { page } = mira;
  await page.goto('/add?text=12.50%20lunch');
  await expect(page.getByLabel('Amount')).toHaveValue('12.50');
  await page.goto('/expenses');
  await expect(page.getByLabel('Amount')).toHaveValue('');
  await expect(page.getByLabel('Description')).toHaveValue('');
});

import { expect, test } from './fixtures.js';

test('a stranger registers, keeps expenses, filters them, leaves and comes back', async ({ stranger }) => {
  const { page } = stranger;

  await test.step('from the home page to an account', async () => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Create account' }).first().click();
    await expect(page).toHaveURL('/register');
    await stranger.register();
    await expect(page).toHaveURL('/expenses');
  });

  await test.step('adds expenses', async () => {
    await stranger.add({
      amount: '12.5',
      description: 'Lunch with Ana',
      category: 'Food',
      spentOn: '2026-03-14',
    });
    await stranger.add({ amount: '1,250', description: 'Rent', category: 'Bills', spentOn: '2026-03-01' });
    await stranger.add({
      amount: '$80.25',
      description: 'Weekly shop',
      category: 'Food',
      spentOn: '2026-04-02',
    });
    await expect(stranger.row('Lunch with Ana')).toContainText('$12.50');
    await expect(stranger.row('Rent')).toContainText('$1,250.00');
    await expect(stranger.summary).toContainText('$1,342.75');
  });

  await test.step('edits one by clicking its amount', async () => {
    await stranger.row('Lunch with Ana').getByRole('link', { name: '$12.50' }).click();
    await expect(page.getByRole('heading', { name: 'Edit expense' })).toBeVisible();
    await expect(page.getByLabel('Amount')).toHaveValue('12.50');
    await expect(page.getByLabel('Description')).toHaveValue('Lunch with Ana');
    await expect(page.getByLabel('Category').locator('option:checked')).toHaveText('Food');
    await expect(page.getByLabel('Date')).toHaveValue('2026-03-14');
    await page.getByLabel('Amount').fill('14.75');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(stranger.row('Lunch with Ana')).toContainText('$14.75');
    await expect(stranger.row('Lunch with Ana')).toContainText('Food');
    await expect(stranger.summary).toContainText('$1,345.00');
  });

  await test.step('deletes one and takes that back', async () => {
    await stranger.row('Rent').getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByRole('status')).toContainText('Rent');
    await expect(stranger.row('Rent')).toHaveCount(0);
    await expect(stranger.summary).toContainText('$95.00');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(stranger.row('Rent')).toBeVisible();
    await expect(stranger.summary).toContainText('$1,345.00');
  });

  await test.step('filters by category and month, and the summary follows', async () => {
    await stranger.filterBy({ Category: 'Food', Month: '2026-03' });
    await expect(page).toHaveURL(/category=\d+/);
    await expect(page).toHaveURL(/month=2026-03/);
    await expect(stranger.row('Lunch with Ana')).toBeVisible();
    await expect(stranger.row('Rent')).toHaveCount(0);
    await expect(stranger.row('Weekly shop')).toHaveCount(0);
    await expect(stranger.summary).toContainText('$14.75');
    await expect(stranger.summary).toContainText('1 expense');
    await expect(stranger.summary).not.toContainText('$1,345.00');
  });

  await test.step('logs out and in again', async () => {
    await stranger.logOut();
    await page.getByRole('link', { name: 'Log in' }).first().click();
    await stranger.logIn();
    await expect(page).toHaveURL('/expenses');
    await expect(stranger.row('Weekly shop')).toBeVisible();
    await expect(stranger.summary).toContainText('$1,345.00');
  });
});

test('a deleted expense comes back from the trash', async ({ mira }) => {
  await mira.add({ amount: '6', description: 'Parking' });
  await mira.row('Parking').getByRole('button', { name: 'Delete' }).click();
  await expect(mira.row('Parking')).toHaveCount(0);
  await mira.page.goto('/expenses/trash');
  const row = mira.page.getByRole('row').filter({ hasText: 'Parking' });
  await row.getByRole('button', { name: /Restore|Undo|Put back/ }).click();
  await mira.page.goto('/expenses');
  await expect(mira.row('Parking')).toContainText('$6.00');
});

test('after login a person lands on the page first asked for', async ({ mira }) => {
  await mira.logOut();
  await mira.page.goto('/expenses?month=2026-03');
  await mira.seesLogin();
  await mira.logIn();
  await expect(mira.page).toHaveURL('/expenses?month=2026-03');
});

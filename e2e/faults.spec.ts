import { expect, test } from './fixtures.js';

const wrongAmounts = ['0', '5+', 'NaN', 'Infinity', '1e9', '1.234', '0x10', '1.2.3', '9'.repeat(30)];

test('a wrong amount comes back with the fault beside it and everything typed', async ({ mira }) => {
  for (const amount of wrongAmounts) {
    await mira.page.goto('/expenses');
    await mira.type({ amount, description: `Lunch ${amount}`, category: 'Food', spentOn: '2026-03-14' });
    const answered = mira.page.waitForResponse((response) => response.request().method() === 'POST');
    await mira.sendExpense();
    expect((await answered).status(), amount).toBe(422);
    const field = mira.addForm.getByLabel('Amount');
    await expect(field).toHaveValue(amount);
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(field).toHaveAccessibleDescription(/\w{3}/);
    await expect(mira.addForm.getByLabel('Description')).toHaveValue(`Lunch ${amount}`);
    await expect(mira.addForm.getByLabel('Category').locator('option:checked')).toHaveText('Food');
    await expect(mira.addForm.getByLabel('Date')).toHaveValue('2026-03-14');
    await expect(mira.page.getByRole('alert').first()).toBeVisible();
  }
  await mira.page.goto('/expenses');
  await expect(mira.page.getByText(/^Lunch/)).toHaveCount(0);
});

test('a wrong password says so without saying which of the two was wrong', async ({ mira }) => {
  await mira.logOut();
  await mira.page.goto('/login');
  await mira.page.getByLabel('Email').fill(mira.credentials.email);
  await mira.page.getByLabel('Password', { exact: true }).fill('not the password at all');
  await mira.page.getByRole('button', { name: 'Log in' }).click();
  await expect(mira.page.getByRole('alert').first()).toBeVisible();
  await expect(mira.page.getByLabel('Email')).toHaveValue(mira.credentials.email);
  await expect(mira.page.getByLabel('Password', { exact: true })).toHaveValue('');
});

test('a page that is not there says so and leads back', async ({ mira }) => {
  const answer = await mira.page.goto('/no/such/page');
  expect(answer?.status()).toBe(404);
  await expect(mira.page.getByRole('heading', { level: 1 })).toBeVisible();
});

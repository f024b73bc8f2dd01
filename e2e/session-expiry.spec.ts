import { expect, test } from './fixtures.js';

test.use({ knobs: { ACCESS_TOKEN_TTL: '2s' } });

test('an expired session is prompted and goes on to the very page asked for', async ({ mira }) => {
  await mira.accessRunsOut();
  await mira.page.goto('/expenses?month=2026-03&q=caf%C3%A9');
  await expect(mira.page.getByText(mira.credentials.username).first()).toBeVisible();
  await expect(mira.page.getByLabel('Password')).toHaveCount(0);
  await mira.continues();
  await expect(mira.page).toHaveURL('/expenses?month=2026-03&q=caf%C3%A9');
  await mira.reachesDashboard();
});

test('a form sent too late is carried out once after Continue', async ({ mira }) => {
  await mira.type({
    amount: '12.50',
    description: 'Lunch with Ana',
    category: 'Food',
    spentOn: '2026-03-14',
  });
  await mira.accessRunsOut();
  await mira.sendExpense();
  await expect(mira.page.getByRole('main')).toContainText('Lunch with Ana');
  await mira.continues();
  await mira.reachesDashboard();
  await expect(mira.row('Lunch with Ana')).toHaveCount(1);
  await expect(mira.row('Lunch with Ana')).toContainText('$12.50');
  await expect(mira.row('Lunch with Ana')).toContainText('Food');

  await test.step('going back and continuing again adds nothing', async () => {
    await mira.page.goBack();
    const button = mira.page.getByRole('button', { name: 'Continue' });
    if (await button.isVisible()) await button.click();
    await mira.accessRunsOut();
    await mira.page.goto('/expenses');
    await mira.reachesDashboard();
    await expect(mira.row('Lunch with Ana')).toHaveCount(1);
  });
});

test('an edit sent too late is carried out after Continue', async ({ mira }) => {
  await mira.type({ amount: '5', description: 'Taxi', category: 'Transport' });
  await mira.sendExpense();
  const prompt = mira.page.getByRole('button', { name: 'Continue' });
  await expect(mira.row('Taxi').or(prompt)).toBeVisible();
  await mira.reachesDashboard();
  await mira.row('Taxi').getByRole('link', { name: '$5.00' }).click();
  await mira.reaches('Edit expense');
  await mira.page.getByLabel('Amount').fill('7.25');
  await mira.accessRunsOut();
  await mira.page.getByRole('button', { name: 'Save changes' }).click();
  await mira.continues();
  await mira.reachesDashboard();
  await expect(mira.row('Taxi')).toContainText('$7.25');
  await expect(mira.row('Taxi')).toContainText('Transport');
});

test('a form with a fault sent too late comes back with the fault, nothing lost', async ({ mira }) => {
  await mira.type({ amount: '1.234', description: 'Half a cent', spentOn: '2026-03-14' });
  await mira.accessRunsOut();
  await mira.sendExpense();
  await mira.continues();
  await expect(mira.addForm.getByLabel('Amount')).toHaveValue('1.234');
  await expect(mira.addForm.getByLabel('Description')).toHaveValue('Half a cent');
  await expect(mira.page.getByRole('alert').first()).toBeVisible();
});

test('two tabs that continue at once both go on, again and again', async ({ mira, context }) => {
  const second = await context.newPage();
  for (let round = 0; round < 3; round += 1) {
    await mira.accessRunsOut();
    await Promise.all([mira.page.goto('/expenses'), second.goto('/expenses?period=week')]);
    await Promise.all(
      [mira.page, second].map((page) => page.getByRole('button', { name: 'Continue' }).click()),
    );
    await expect(mira.page).toHaveURL('/expenses');
    await expect(second).toHaveURL('/expenses?period=week');
  }
});

test('logging out works with an expired session', async ({ mira }) => {
  await mira.accessRunsOut();
  await mira.page.getByRole('button', { name: 'Log out' }).click();
  await expect(mira.page).toHaveURL('/');
  await mira.page.goto('/expenses');
  await mira.seesLogin();
});

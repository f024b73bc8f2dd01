import { expect, test } from './fixtures.js';

test('of two tabs that edit one expense the second is told and shown both versions', async ({
  mira,
  context,
}) => {
  await mira.add({ amount: '20', description: 'Cinema', category: 'Leisure' });
  await mira.row('Cinema').getByRole('link', { name: '$20.00' }).click();
  const second = await context.newPage();
  await second.goto(mira.page.url());

  await mira.page.getByLabel('Amount').fill('21');
  await mira.page.getByRole('button', { name: 'Save changes' }).click();
  await mira.seesDashboard();

  await second.getByLabel('Amount').fill('22');
  await second.getByRole('button', { name: 'Save changes' }).click();
  await expect(second.getByRole('alert').first()).toBeVisible();
  const main = second.getByRole('main');
  await expect(main).toContainText('21.00');
  await expect(main).toContainText('22');
  await expect(second.getByLabel('Amount')).toHaveValue(/^22/);

  await mira.page.goto('/expenses');
  await expect(mira.row('Cinema')).toContainText('$21.00');

  await second.getByRole('button', { name: /Save/ }).first().click();
  await mira.page.goto('/expenses');
  await expect(mira.row('Cinema')).toContainText('$22.00');
});

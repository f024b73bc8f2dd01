import { expect, test } from './fixtures.js';

test('a message of what was done leaves by itself, but not while somebody is at it', async ({ mira }) => {
  const message = mira.page.locator('[data-flash]');
  await mira.page.clock.install();
  await mira.add({ amount: '4.80', description: 'Flat white' });
  await message.getByRole('button', { name: 'Undo' }).focus();
  await mira.page.clock.runFor(60_000);
  await expect(message).toBeVisible();
  await mira.addForm.getByLabel('Amount').focus();
  await mira.page.clock.runFor(21_000);
  await expect(message).toHaveCount(0);
});

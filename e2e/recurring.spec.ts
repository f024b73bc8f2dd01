import { violations } from './axe.js';
import { expect, test } from './fixtures.js';

test('rent is previewed, begun, told on the dashboard and skipped once', async ({ mira }) => {
  await mira.page.goto('/expenses');
  await mira.page.getByText('More', { exact: true }).click();
  await mira.page.getByRole('link', { name: 'Recurring' }).first().click();
  const form = mira.page.getByRole('form', { name: 'A new one' });
  await form.getByLabel('Amount').fill('900');
  await form.getByLabel('Description').fill('Rent');
  await form.getByLabel('From').fill('2099-01-31');
  await form.getByRole('button', { name: 'Preview' }).click();
  await expect(mira.page.getByRole('list', { name: 'The next dates' })).toContainText('Feb 28, 2099');
  expect(await violations(mira.page)).toEqual([]);
  await form.getByRole('button', { name: 'Add recurring expense' }).click();
  await expect(form).toContainText(/in \d+ years\?/);
  await form.getByRole('button', { name: 'Add recurring expense' }).click();
  await expect(mira.page.getByRole('status')).toContainText('Rent');
  const row = mira.page.getByRole('list', { name: 'Recurring expenses' }).getByRole('listitem');
  await expect(row).toContainText('Every month');
  await row.getByRole('button', { name: 'Skip' }).click();
  await expect(row).toContainText('Feb 28, 2099');
  await form.getByLabel('Amount').fill('3');
  await form.getByLabel('Description').fill('Paper');
  await form.getByLabel('Unit').selectOption('Days');
  // The days follow by themselves.
  await form.getByLabel('From').fill('2099-12-30');
  await form.getByLabel('Then').focus();
  await expect(mira.page.getByRole('list', { name: 'The next dates' })).toContainText('Jan 1, 2100');
  await form.getByLabel('From').fill(new Date().toISOString().slice(0, 10));
  await form.getByLabel('Then').selectOption('Remind me');
  await form.getByRole('button', { name: 'Add recurring expense' }).click();
  const waiting = mira.page.getByRole('list', { name: 'Waiting for your answer' });
  await expect(waiting).toContainText('Paper');
  expect(await violations(mira.page)).toEqual([]);
  await mira.page.setViewportSize({ width: 390, height: 844 });
  const width = await mira.page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  await mira.page.setViewportSize({ width: 1280, height: 900 });
  await mira.page.goto('/expenses');
  await expect(
    mira.page.getByRole('link', { name: '1 recurring expense waits for your answer' }),
  ).toBeVisible();
  expect(await violations(mira.page)).toEqual([]);
});

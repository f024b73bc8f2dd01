import { expect, test, tooWide } from './fixtures.js';

test('Enter in the Category select saves, but not while its list is open', async ({ mira }) => {
  const category = mira.addForm.getByLabel('Category');
  await mira.type({ amount: '4.80', description: 'Flat white' });
  await category.focus();
  await mira.page.keyboard.press('Space');
  await mira.page.keyboard.press('ArrowDown');
  await mira.page.keyboard.press('Enter');
  await expect(mira.addForm.getByLabel('Description')).toHaveValue('Flat white');
  await mira.page.keyboard.press('Enter');
  await expect(mira.page.getByRole('status')).toContainText('Added “Flat white, $4.80”.');
});

test('what was half typed is there again after a look elsewhere, until it is sent', async ({ mira }) => {
  await mira.addForm.getByLabel('Tags').fill('cabin');
  await mira.page.goto('/reports');
  await mira.page.goto('/expenses');
  await expect(mira.addForm.getByLabel('Tags')).toHaveValue('cabin');
  await mira.type({ amount: '9', description: 'Half' });
  await mira.addForm.getByLabel('Refund').check();
  await mira.page.goto('/reports');
  await mira.page.goto('/expenses');
  await expect(mira.addForm.getByLabel('Amount')).toHaveValue('9');
  await expect(mira.addForm.getByLabel('Description')).toHaveValue('Half');
  await expect(mira.addForm.getByLabel('Tags')).toHaveValue('cabin');
  await expect(mira.addForm.getByLabel('Refund')).toBeChecked();
  await mira.sendExpense();
  await expect(mira.page.getByRole('status')).toContainText('Half');
  await expect(mira.addForm.getByLabel('Amount')).toHaveValue('');
});

test('a deletion far down leaves the page where it is, and Undo has the focus', async ({ mira }) => {
  await mira.page.setViewportSize({ width: 1280, height: 400 });
  for (const day of ['01', '02', '03', '04'])
    await mira.add({ amount: '6', description: `Parking ${day}`, spentOn: `2026-03-${day}` });
  const place = () => mira.page.evaluate(() => document.documentElement.scrollTop);
  await mira.row('Parking 01').scrollIntoViewIfNeeded();
  const before = await place();
  expect(before).toBeGreaterThan(100);
  await mira.row('Parking 02').getByRole('button', { name: 'Delete' }).click();
  await expect(mira.page.getByRole('button', { name: 'Undo' })).toBeFocused();
  await expect.poll(place).toBeGreaterThan(before - 150);
});

test('a message about one endless word stays within the page', async ({ mira }) => {
  for (const width of [390, 1280]) {
    await mira.page.setViewportSize({ width, height: 844 });
    await mira.add({ amount: '3', description: 'w'.repeat(200) });
    expect(await tooWide(mira.page), `at ${String(width)} px`).toEqual([]);
  }
});

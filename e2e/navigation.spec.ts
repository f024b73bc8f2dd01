import { expect, test } from './fixtures.js';

test('the menu opens and closes by keyboard, and leads to the rest of the book', async ({ mira }) => {
  const { page } = mira;
  const navigation = page.getByRole('navigation', { name: 'Main' });
  const recurring = navigation.getByRole('link', { name: 'Recurring' });
  const more = navigation.locator('summary');
  for (const name of ['Expenses', 'Reports', 'Budgets', 'Import'])
    await expect(navigation.getByRole('link', { name })).toBeVisible();
  await expect(recurring).toBeHidden();

  await more.focus();
  await page.keyboard.press('Enter');
  await expect(recurring).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(recurring).toBeHidden();
  await expect(more).toBeFocused();

  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(recurring).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Recurring' })).toBeVisible();
  await more.click();
  await expect(recurring).toHaveAttribute('aria-current', 'page');
  // Beside the menu, which may cover the heading.
  await page.mouse.click(5, 600);
  await expect(recurring).toBeHidden();
});

test('on a phone the bar has five places of 44 px at least, and its menu stays on the screen', async ({
  mira,
}) => {
  const { page } = mira;
  await page.setViewportSize({ width: 390, height: 844 });
  const places = page.getByRole('navigation', { name: 'Main' }).locator(':scope > ul > li > *');
  await expect(places).toHaveCount(5);
  await page.getByText('More', { exact: true }).click();
  const links = page.locator('.more li > a');
  for (const target of [...(await places.all()), ...(await links.all())]) {
    const box = (await target.boundingBox())!;
    expect(box.height).toBeGreaterThanOrEqual(44);
    expect(box.width).toBeGreaterThanOrEqual(44);
    await expect(target).toBeInViewport({ ratio: 1 });
  }
});

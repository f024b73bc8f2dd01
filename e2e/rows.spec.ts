import { expect, test } from './fixtures.js';

test('description and category of a row lead to the edit page, and back to the marked row', async ({
  mira,
}) => {
  await mira.add({ amount: '3.20', description: 'Tea' });
  const { page } = mira;
  await mira.row('Tea').getByText('Tea', { exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Edit expense' })).toBeVisible();
  await page.getByLabel('Amount').fill('3.40');
  await page.getByRole('button', { name: 'Save changes' }).click();

  await expect(mira.row('Tea').getByRole('link', { name: '$3.40' })).toBeFocused();
  await expect(mira.row('Tea')).toHaveClass(/entry-marked/);
  await mira.row('Tea').getByText('No category').click();
  await expect(page.getByRole('heading', { name: 'Edit expense' })).toBeVisible();
});

test('Enter in a field for many changes what is ticked, and presses no button of a row', async ({ mira }) => {
  await mira.add({ amount: '3.20', description: 'Tea' });
  await mira.add({ amount: '4.20', description: 'Coffee' });
  const { page } = mira;
  await page.goto('/expenses');
  await mira.row('Tea').getByRole('checkbox').check();
  await page.getByText('Change many').click();
  await page.getByLabel('Add tag').fill('work');
  await page.getByLabel('Add tag').press('Enter');
  await expect(mira.row('Tea')).toContainText('#work');
  await expect(mira.row('Coffee')).not.toContainText('#work');
});

for (const width of [1280, 390]) {
  test(`at ${String(width)} px what can be done with ticked rows is in sight, and so is what was done`, async ({
    mira,
  }) => {
    const { page } = mira;
    await page.setViewportSize({ width, height: 700 });
    for (let at = 1; at <= 12; at++) await mira.add({ amount: '3.20', description: `Tea ${String(at)}.` });
    await page.goto('/expenses');
    const many = page.getByText('Change many');
    await expect(many).not.toBeInViewport();
    await mira.row('Tea 12.').getByRole('checkbox').check();
    await expect(many).toBeInViewport({ ratio: 1 });
    await many.click();
    await page.getByLabel('Add tag').fill('work');
    await expect(page.getByRole('button', { name: 'Apply' })).toBeInViewport({ ratio: 1 });
    await page.getByRole('button', { name: 'Apply' }).click();
    const message = page.locator('[data-flash]');
    await expect(message).toContainText('1 expense changed.');
    await expect(message).toBeInViewport({ ratio: 1 });
    await many.click();
    await page.getByLabel('All 12').check();
    await page.getByLabel('Add tag').fill('home');
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect(message).toContainText('12 expenses changed.');
    await expect(message).toBeInViewport({ ratio: 1 });
    await expect(message.getByRole('button', { name: 'Undo' })).toBeFocused();
  });
}

test('a new tab opens from the description with Ctrl or the middle button, as from a link', async ({
  mira,
}) => {
  await mira.add({ amount: '3.20', description: 'Tea' });
  const { page } = mira;
  const text = mira.row('Tea').getByText('Tea', { exact: true });
  for (const press of [
    () => text.click({ modifiers: ['ControlOrMeta'] }),
    () => text.click({ button: 'middle' }),
  ]) {
    const opened = page.context().waitForEvent('page');
    await press();
    const beside = await opened;
    await expect(beside.getByRole('heading', { name: 'Edit expense' })).toBeVisible();
    await beside.close();
  }
  await expect(mira.row('Tea').getByRole('checkbox')).not.toBeChecked();
  await expect(page).toHaveURL('/expenses');
});

test('from Amount the first row is a dozen keys away, and each row is one stop of Tab', async ({ mira }) => {
  for (const description of ['Tea', 'Coffee', 'Cake']) await mira.add({ amount: '3.20', description });
  const { page, addForm } = mira;
  const { keyboard } = page;
  const link = (description: string) => mira.row(description).getByRole('link');
  await addForm.getByLabel('Amount').focus();
  let presses = 0;
  const toList = addForm.locator('xpath=following-sibling::a').filter({ hasText: 'Skip to the list' });
  while (!(await toList.evaluate((element) => element === document.activeElement))) {
    await keyboard.press('Tab');
    presses += 1;
    // A day is three stops of its own, and one more for its calendar.
    expect(presses, 'presses of Tab').toBeLessThanOrEqual(10);
  }
  await expect(toList).toBeInViewport();
  await keyboard.press('Enter');
  for (const description of ['Cake', 'Coffee', 'Tea']) {
    await keyboard.press('Tab');
    await expect(link(description)).toBeFocused();
  }
  await keyboard.press('Shift+Tab');
  await expect(link('Coffee')).toBeFocused();
});

test('arrows lead through a row and from row to row, F2 lets Tab into it, Escape leads out', async ({
  mira,
}) => {
  for (const description of ['Tea', 'Coffee', 'Cake']) await mira.add({ amount: '3.20', description });
  const { page } = mira;
  const { keyboard } = page;
  await page.goto('/expenses');
  const parts = (description: string) => {
    const row = mira.row(description);
    const button = (name: string) => row.getByRole('button', { name });
    return { link: row.getByRole('link'), box: row.getByRole('checkbox'), button };
  };
  const [cake, coffee, tea] = [parts('Cake'), parts('Coffee'), parts('Tea')];
  await cake.link.focus();
  const walk = [
    ['ArrowDown', coffee.link],
    ['ArrowRight', coffee.button('Repeat')],
    ['ArrowRight', coffee.button('Delete')],
    ['ArrowRight', coffee.button('Delete')],
    ['ArrowDown', tea.button('Delete')],
    ['ArrowUp', coffee.button('Delete')],
    ['Escape', coffee.link],
    ['ArrowLeft', coffee.box],
    ['ArrowRight', coffee.link],
    ['Tab', tea.link],
    ['F2', tea.box],
    ['Tab', tea.link],
    ['Tab', tea.button('Repeat')],
    ['Shift+Tab', tea.link],
    ['ArrowUp', coffee.link],
    ['F2', coffee.box],
    ['F2', coffee.link],
    ['Shift+Tab', cake.link],
  ] as const;
  for (const [key, target] of walk) {
    await keyboard.press(key);
    await expect(target, key).toBeFocused();
  }
});

test('Escape within a row leads to its link, and the message stays', async ({ mira }) => {
  await mira.add({ amount: '3.20', description: 'Tea' });
  await mira.row('Tea').getByRole('button', { name: 'Repeat' }).focus();
  await mira.page.keyboard.press('Escape');
  await expect(mira.row('Tea').getByRole('link')).toBeFocused();
  await expect(mira.page.getByRole('status')).toBeVisible();
  await mira.page.keyboard.press('Escape');
  await expect(mira.page.getByRole('status')).toHaveCount(0);
});

test('where Arabic is read, the arrows lead the way that the row runs', async ({ mira }) => {
  await mira.add({ amount: '3.20', description: 'Tea' });
  const { page } = mira;
  await page.goto('/account');
  await page.getByLabel('Language').selectOption('ar');
  await page.locator('form:has(select[name=language]) button').first().click();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await page.goto('/expenses');
  const row = page.getByRole('row').filter({ hasText: 'Tea' });
  await row.getByRole('link').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(row.getByRole('button').first()).toBeFocused();
});

test('the link and the buttons of a row say what they are about', async ({ mira }) => {
  await mira.add({ amount: '3.20', description: 'Tea' });
  await mira.add({ amount: '4.20', description: 'Coffee' });
  const row = mira.row('Tea');
  for (const name of ['Repeat', 'Delete'])
    await expect(row.getByRole('button', { name, exact: true })).toHaveAccessibleDescription('Tea');
  await expect(row.getByRole('link', { name: '$3.20', exact: true })).toHaveAccessibleDescription('Tea');
});

test('links at the top skip to each part of the dashboard', async ({ mira }) => {
  await mira.add({ amount: '3.20', description: 'Tea' });
  const { page } = mira;
  await page.goto('/expenses?year=2026');
  const first = page.getByRole('link', { name: 'Skip to content' });
  const ways = [
    ['Skip to the filter', mira.filterForm.getByLabel('Category')],
    ['Skip to the list', mira.row('Tea').getByRole('link')],
    ['Skip to the summary', mira.summary.getByRole('link').first()],
  ] as const;
  for (const [at, [name, target]] of ways.entries()) {
    await first.focus();
    for (let step = 0; step <= at; step += 1) await page.keyboard.press('Tab');
    const way = page.getByRole('link', { name }).first();
    await expect(way).toBeFocused();
    await expect(way).toBeInViewport();
    await page.keyboard.press('Enter');
    if (at > 0) await page.keyboard.press('Tab');
    await expect(target).toBeFocused();
  }
});

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false });

  test('description and category lead to the edit page all the same, and Tab reaches all of a row', async ({
    mira,
  }) => {
    await mira.add({ amount: '3.20', description: 'Tea' });
    const { page } = mira;
    for (const text of ['Tea', 'No category']) {
      await page.goto('/expenses');
      const place = await mira.row('Tea').getByText(text, { exact: true }).boundingBox();
      await page.mouse.click(place!.x + 8, place!.y + place!.height / 2);
      await expect(page.getByRole('heading', { name: 'Edit expense' })).toBeVisible();
    }
    await page.goto('/expenses');
    const row = mira.row('Tea');
    await row.getByRole('checkbox').check();
    await row.getByRole('checkbox').focus();
    for (const part of [row.getByRole('link'), ...(await row.getByRole('button').all())]) {
      await page.keyboard.press('Tab');
      await expect(part).toBeFocused();
    }
    await row.getByRole('button', { name: 'Repeat' }).click();
    await expect(page).toHaveURL(/repeat=/);
  });
});

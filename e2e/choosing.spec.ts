import { expect, test } from './fixtures.js';
import type { Person } from './person.js';

const addSome = async (mira: Person) => {
  await mira.add({ amount: '4.80', description: 'Flat white', category: 'Food', spentOn: '2026-03-14' });
  await mira.add({ amount: '20', description: 'Bus pass', category: 'Transport', spentOn: '2026-04-01' });
};
const address = ({ page }: Person) => new URL(page.url());
/** Long enough for whatever would apply itself. */
const later = ({ page }: Person) => page.clock.runFor(10_000);
/** Marks the filter once it is sent: the next page comes later than that. */
const markSending = ({ filterForm }: Person) =>
  filterForm.evaluate((form) => form.addEventListener('submit', () => (form.dataset.sent = 'yes')));
const isWaiting = async (mira: Person) => {
  await expect(mira.filterForm).not.toHaveAttribute('data-sent');
  expect(address(mira).search).toBe('');
};

test('a chosen filter applies itself, and the focus stays with it', async ({ mira }) => {
  await addSome(mira);
  const category = mira.filterForm.getByLabel('Category');
  await category.focus();
  await category.selectOption({ label: 'Food' });
  await expect(mira.row('Bus pass')).toHaveCount(0);
  await expect(mira.row('Flat white')).toHaveCount(1);
  expect(address(mira).searchParams.get('category')).toBeTruthy();
  expect([...address(mira).searchParams.keys()]).toEqual(['category']);
  await expect(mira.filterForm.getByLabel('Category')).toBeFocused();
  await category.selectOption({ label: 'All' });
  await expect(mira.row('Bus pass')).toHaveCount(1);
});

test('a choice in the open list applies itself', async ({ mira }) => {
  await addSome(mira);
  const category = mira.filterForm.getByLabel('Category');
  await category.click();
  for (const letter of 'Foo') await mira.page.keyboard.press(letter);
  await mira.page.keyboard.press('Enter');
  await expect(mira.row('Bus pass')).toHaveCount(0);
});

test('several are chosen one after the other, and Filter holds all of them', async ({ mira }) => {
  await addSome(mira);
  await mira.filterForm.getByText('More filters').click();
  await mira.filterForm.getByLabel('Category').selectOption({ label: 'Food' });
  await mira.filterForm.getByLabel('Period').selectOption('3months');
  await mira.filterForm.getByLabel('From').fill('2026-03-01');
  await mira.filterForm.getByLabel('Search').fill('white');
  await mira.filterForm.getByRole('button', { name: 'Filter' }).click();
  await mira.page.waitForURL(/q=white/);
  const keys = [...address(mira).searchParams.keys()].sort();
  expect(keys).toEqual(['category', 'from', 'period', 'q']);
});

test('going on in the form stops it, and leaving the form applies what is there', async ({ mira }) => {
  await addSome(mira);
  await mira.page.clock.install();
  await mira.page.goto('/expenses');
  await markSending(mira);
  await mira.filterForm.getByLabel('Category').selectOption({ label: 'Food' });
  await mira.filterForm.getByLabel('Search').fill('white');
  await later(mira);
  await isWaiting(mira);
  await mira.addForm.getByLabel('Amount').focus();
  await later(mira);
  await mira.page.waitForURL(/category=\d+&q=white/);
  await expect(mira.addForm.getByLabel('Amount')).toBeFocused();
});

test('arrow keys wait for Enter', async ({ mira }) => {
  await addSome(mira);
  await mira.page.clock.install();
  await mira.page.goto('/expenses');
  await markSending(mira);
  const category = mira.filterForm.getByLabel('Category');
  await category.focus();
  for (const letter of ['F', 'o', 'o']) await mira.page.keyboard.press(letter);
  await expect(category.locator('option:checked')).toHaveText('Food');
  await later(mira);
  await isWaiting(mira);
  await mira.page.keyboard.press('Enter');
  await mira.page.waitForURL(/category=\d+$/);
  await expect(category).toBeFocused();
});

test('a day applies when its field is left', async ({ mira }) => {
  await addSome(mira);
  await mira.page.clock.install();
  await mira.page.goto('/expenses');
  await markSending(mira);
  await mira.filterForm.getByText('More filters').click();
  await mira.filterForm.getByLabel('From').fill('2026-03-20');
  await later(mira);
  await isWaiting(mira);
  await mira.addForm.getByLabel('Description').focus();
  await later(mira);
  await mira.page.waitForURL(/from=2026-03-20$/);
  await expect(mira.row('Flat white')).toHaveCount(0);
  await expect(mira.addForm.getByLabel('Description')).toBeFocused();
});

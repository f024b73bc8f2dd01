import { expect, test } from './fixtures.js';
import { fill } from './pages.js';

test('a first-time user is told what to do, and sees no empty table or chart', async ({ mira }) => {
  await expect(mira.page.getByRole('heading', { name: /Start with/ })).toBeVisible();
  await expect(mira.expenses).toHaveCount(0);
  await expect(mira.summary.getByRole('img')).toHaveCount(0);
  await expect(mira.addForm.getByLabel('Amount')).toBeFocused();
  await expect(mira.addForm.getByLabel('Date')).toHaveValue(/^\d{4}-\d{2}-\d{2}$/);
});

test('a button pressed twice adds one expense', async ({ mira }) => {
  await mira.type({ amount: '4.80', description: 'Flat white' });
  await mira.addForm.getByRole('button', { name: 'Add expense' }).dblclick();
  await expect(mira.row('Flat white')).toHaveCount(1);
  await mira.page.goto('/expenses');
  await expect(mira.row('Flat white')).toHaveCount(1);
});

test('each active filter is shown and can be taken away alone', async ({ mira }) => {
  await fill(mira);
  await mira.filterBy({ Category: 'Food', Year: '2026', Search: 'LUNCH' });
  await expect(mira.expenses.getByRole('link')).toHaveText(['$12.50']);

  const active = mira.page.getByRole('list', { name: 'Active filters' });
  await expect(active.getByRole('listitem')).toHaveCount(3);
  await active.getByRole('link', { name: /Search/ }).click();
  await expect(active.getByRole('listitem')).toHaveCount(2);
  await expect(mira.page).toHaveURL(/^(?!.*q=).*year=2026/);
  await expect(await mira.filterField('Category')).not.toHaveValue('');
});

test('the address of a filter brings the same expenses back', async ({ mira }) => {
  await fill(mira);
  await mira.filterBy({ From: '2026-02-01', To: '2026-03-01' });
  await expect(mira.row('Rent')).toBeVisible();
  await expect(mira.row('Parking')).toBeVisible();
  await expect(mira.row('Lunch with Ana')).toHaveCount(0);
  const address = mira.page.url();
  await mira.page.goto('/categories');
  await mira.page.goto(address);
  await expect(mira.summary).toContainText('$1,256.00');
  await expect(mira.summary).toContainText('2 expenses');
});

test('a bar of the summary leads to the expenses behind it', async ({ mira }) => {
  await fill(mira);
  await mira.summary.getByRole('link', { name: /Food/ }).click();
  await expect(mira.expenses.getByRole('link')).toHaveText(['$12.50']);
  await mira.page.goto('/expenses?year=2026');
  await mira.summary
    .getByRole('link', { name: /February 2026/ })
    .first()
    .click();
  await expect(mira.expenses.getByRole('link')).toHaveText(['$6.00']);
});

test('after an edit a person is back where they were', async ({ mira }) => {
  await fill(mira);
  await mira.page.goto('/expenses?month=2026-03&q=lunch');
  await mira.row('Lunch with Ana').getByRole('button', { name: 'Delete' }).click();
  await expect(mira.page).toHaveURL('/expenses?month=2026-03&q=lunch');
  await mira.page.getByRole('button', { name: 'Undo' }).click();
  await expect(mira.page).toHaveURL('/expenses?month=2026-03&q=lunch');
  await expect(mira.row('Lunch with Ana')).toBeVisible();
});

test('what a person types is shown as text, whatever it looks like', async ({ mira }) => {
  const text = `<img src=x onerror=alert(1)> "quotes" & 'more' </table>`;
  await mira.add({ amount: '1', description: text });
  await expect(mira.row(text)).toBeVisible();
  await mira.row(text).getByRole('link', { name: '$1.00' }).click();
  await expect(mira.page.getByLabel('Description')).toHaveValue(text);
});

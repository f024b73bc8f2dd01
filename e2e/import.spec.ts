import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.js';

const BANK = `Buchungstag;Text;Betrag
02.03.2026;Coffee at Ana's;-3,20
02.03.2026;Coffee at Ana's;-3,20
15.03.2026;Rent;-1.250,00
16.03.2026;Salary;2.500,00
`;
const UNCLEAR = 'Date,Description,Amount\n03/04/2026,Lunch,-12.50\n05/06/2026,Tea,-2.00\n';

test('a file of a bank goes from the upload to the dashboard and back, and twice is once', async ({
  mira,
}) => {
  const { page } = mira;

  await test.step('is checked before anything is added', async () => {
    await mira.add({ amount: '1250', description: 'Rent', spentOn: '2026-03-15' });
    await readFile(page, BANK);
    await expect(page.getByRole('region', { name: 'How the file was read' })).toBeVisible();
    const rows = page.getByRole('table', { name: 'Rows' });
    await expect(rows.getByRole('row')).toHaveCount(5);
    await expect(page.getByRole('checkbox', { name: 'Add line 4' })).not.toBeChecked();
    await expect(page.getByRole('region', { name: 'Summary' })).toContainText('$6.40');
    await fits(page);
  });

  await test.step('a row is left out, another filed, and the rest added', async () => {
    await page.getByRole('checkbox', { name: 'Add line 3' }).uncheck();
    await page.getByRole('combobox', { name: 'Category of line 2' }).selectOption('Food');
    await page.getByRole('button', { name: 'Keep choices' }).click();
    await page.getByRole('button', { name: 'Import 1 expense', exact: true }).click();
    await expect(page).toHaveURL('/expenses');
    await expect(page.getByRole('status')).toContainText('1 expense');
    await expect(mira.row("Coffee at Ana's")).toHaveCount(1);
    await expect(mira.row("Coffee at Ana's")).toContainText('Food');
    await expect(mira.row('Rent')).toHaveCount(1);
  });

  await test.step('of the same file, only what is missing is new', async () => {
    await readFile(page, BANK);
    await page.getByRole('button', { name: 'Import 1 expense', exact: true }).click();
    await expect(mira.row("Coffee at Ana's")).toHaveCount(2);
    await readFile(page, BANK);
    await expect(page.getByRole('button', { name: /^Import \d/ })).toHaveCount(0);
    await page.getByRole('button', { name: 'Discard' }).click();
  });

  await test.step('is taken back from the list of past imports', async () => {
    await page.getByRole('list', { name: 'Past imports' }).getByRole('link').first().click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByRole('status')).toBeVisible();
    await page.goto('/expenses');
    await expect(mira.row("Coffee at Ana's")).toHaveCount(1);
    await expect(mira.row('Rent')).toHaveCount(1);
  });
});

test('what a file cannot tell is asked, and known the next time', async ({ mira }) => {
  const { page } = mira;
  await readFile(page, UNCLEAR);
  await expect(page.getByRole('button', { name: /^Import \d/ })).toHaveCount(0);
  await page.getByRole('button', { name: /^Day, month/ }).click();
  await expect(page.getByRole('table', { name: 'Rows' })).toContainText('Apr 3, 2026');
  await page.getByRole('button', { name: 'Import 2 expenses' }).click();
  await expect(mira.row('Lunch')).toContainText('$12.50');
  await readFile(page, UNCLEAR.replace('-2.00', '-7.00'));
  await expect(page.getByRole('button', { name: 'Import 1 expense', exact: true })).toBeVisible();
});

test('on a phone the rows come before how the file is read, unless that is open', async ({ mira }) => {
  const { page } = mira;
  await page.setViewportSize({ width: 390, height: 844 });
  const form = page.getByRole('form', { name: 'Reading' });
  await readFile(page, UNCLEAR);
  await expect(form.getByLabel('Decimal sign')).toBeVisible();
  await page.getByRole('button', { name: /^Day, month/ }).click();
  await expect(page.getByRole('table', { name: 'Rows' })).toContainText('Apr 3, 2026');
  await expect(form).toBeHidden();
  // What will happen to a row is beneath it, not beyond the edge.
  for (const control of [
    page.getByRole('row').getByRole('checkbox'),
    page.getByRole('row').getByRole('combobox'),
  ]) {
    const { x, width } = (await control.first().boundingBox())!;
    expect(x + width).toBeLessThan(390);
  }
  await page.locator('summary', { hasText: 'Reading' }).click();
  await form.getByLabel('Order of day and month').selectOption({ value: 'mdy' });
  await form.getByRole('button', { name: 'Read again' }).click();
  await expect(page.getByRole('table', { name: 'Rows' })).toContainText('Mar 4, 2026');
  await page.setViewportSize({ width: 1280, height: 900 });
  await expect(form.getByLabel('Decimal sign')).toBeVisible();
});

test('a file that cannot be read is refused in words, beside the field', async ({ mira }) => {
  const { page } = mira;
  await readFile(page, 'PK\u0003\u0004 and so on', 'book.xlsx', '/import');
  await expect(page.getByRole('alert')).toContainText(/spreadsheet|archive/);
  await expect(page.getByLabel('File')).toBeVisible();
});

async function readFile(
  page: Page,
  content: string,
  name = 'bank.csv',
  leadsTo: string | RegExp = /\/imports\/\d+$/,
) {
  await page.goto('/import');
  const file = { name, mimeType: 'text/csv', buffer: Buffer.from(content) };
  await page.getByLabel('File').setInputFiles(file);
  await page.getByRole('button', { name: 'Read file' }).click();
  await expect(page).toHaveURL(leadsTo);
}

/** Nothing sticks out sideways: wide tables scroll by themselves. */
async function fits(page: Page) {
  const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(width).toBeLessThanOrEqual(0);
}

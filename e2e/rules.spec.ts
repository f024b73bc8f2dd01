import { expect, test, tooWide } from './fixtures.js';
import type { Person } from './person.js';

const BANK = `Date,Description,Amount
2026-03-02,REWE SAGT DANKE 4711,-23.40
2026-03-03,Kiosk,-3.00
`;

test('a rule is tried, saved, applied to the past and undone, and files what is imported', async ({
  mira,
}) => {
  const { page } = mira;
  await mira.add({ amount: '12.50', description: 'Rewe City', spentOn: '2026-02-10' });
  await mira.add({ amount: '4', description: 'At REWE', category: 'Groceries', spentOn: '2026-02-11' });
  await mira.add({ amount: '5', description: 'Kiosk', category: 'Leisure', spentOn: '2026-02-12' });

  await test.step('tried, it says what it finds and what of that would change', async () => {
    await page.goto('/rules');
    const form = page.getByRole('form', { name: 'A new rule' });
    await form.getByLabel('Text').fill('rewe');
    await form.getByLabel('Category').selectOption('Groceries');
    await form.getByRole('button', { name: 'Try rule' }).click();
    await expect(page.getByRole('status')).toContainText('2 expenses fit. 1 of them would change.');
    const found = page.getByRole('list', { name: 'What the rule finds' }).getByRole('listitem');
    await expect(found.filter({ hasText: 'Rewe City' })).toContainText('Would change');
    await expect(found.filter({ hasText: 'At REWE' })).toContainText('Is so already');
    await expect(found).toHaveCount(2);
    expect(await tooWide(page)).toEqual([]);
    await form.getByRole('button', { name: 'Save rule' }).click();
    await expect(page.getByRole('status')).toContainText('Saved the rule for “rewe”');
    await page.goto('/expenses');
    await expect(mira.row('Rewe City')).not.toContainText('Groceries');
  });

  await test.step('applied to the past, it changes what fits, once', async () => {
    await page.goto('/rules');
    await applyRule(mira);
    await expect(page.getByRole('status')).toContainText('The rule for “rewe” changed 1 expense.');
    await page.goto('/expenses');
    await expect(mira.row('Rewe City')).toContainText('Groceries');
    await page.goto('/rules');
    await applyRule(mira);
    await expect(page.getByRole('status')).toContainText('Nothing had to change');
    await page.goto('/changes');
    await expect(page.getByText('Applied the rule for “rewe”')).toHaveCount(1);
  });

  await test.step('undone, all is as it was', async () => {
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await page.goto('/expenses');
    await expect(mira.row('Rewe City')).not.toContainText('Groceries');
    await expect(mira.row('At REWE')).toContainText('Groceries');
  });

  await test.step('it files what is imported; what no rule knows is filed as the last time', async () => {
    await page.goto('/import');
    const file = { name: 'bank.csv', mimeType: 'text/csv', buffer: Buffer.from(BANK) };
    await page.getByLabel('File').setInputFiles(file);
    await page.getByRole('button', { name: 'Read file' }).click();
    const categoryOf = (line: number) => page.getByRole('combobox', { name: `Category of line ${line}` });
    await expect(categoryOf(2).locator('option:checked')).toHaveText('Groceries');
    await expect(categoryOf(3).locator('option:checked')).toHaveText('Leisure');
    await page.getByRole('button', { name: 'Import 2 expenses' }).click();
    await expect(mira.row('REWE SAGT DANKE')).toContainText('Groceries');
  });
});

async function applyRule({ page }: Person): Promise<void> {
  const rule = page.getByRole('list', { name: 'Rules, in their order' }).getByRole('listitem');
  await rule.getByRole('button', { name: 'Apply to the past' }).click();
}

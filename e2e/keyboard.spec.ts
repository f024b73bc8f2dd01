import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.js';

test('ten expenses in a row are added without a mouse', async ({ mira }) => {
  const { keyboard } = mira.page;
  for (let n = 1; n <= 10; n += 1) {
    await expect(mira.addForm.getByLabel('Amount')).toBeFocused();
    await keyboard.type(`${n}.50`);
    await keyboard.press('Tab');
    await keyboard.type(`Coffee number ${n}.`);
    await keyboard.press('Enter');
    await expect(mira.row(`Coffee number ${n}.`)).toBeVisible();
  }
  await expect(mira.summary).toContainText('$60.00');
  await expect(mira.summary).toContainText('10 expenses');
});

test('after an added expense the category is empty again, and a day that is not today stays', async ({
  mira,
}) => {
  const { page, addForm } = mira;
  const today = await addForm.getByLabel('Date').inputValue();
  await mira.add({ amount: '3', description: 'Bus', category: 'Transport', spentOn: '2026-01-15' });
  await expect(addForm.getByLabel('Category').locator('option:checked')).toHaveText('No category');
  await expect(addForm.getByLabel('Date')).toHaveValue('2026-01-15');
  await expect(addForm).toContainText('Not today: Jan 15, 2026');
  await addForm.getByRole('link', { name: 'Back to today' }).click();
  await expect(addForm.getByLabel('Date')).toHaveValue(today);
  await page.goto('/expenses');
  await expect(addForm.getByLabel('Date')).toHaveValue(today);
});

test('an expense is edited, deleted and brought back without a mouse', async ({ mira }) => {
  await mira.add({ amount: '3.20', description: 'Tea' });
  const { page } = mira;

  await tabTo(page, mira.row('Tea').getByRole('link', { name: '$3.20' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByLabel('Amount'));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('3.40');
  await page.keyboard.press('Enter');
  await expect(mira.row('Tea')).toContainText('$3.40');

  await tabTo(page, mira.row('Tea').getByRole('button', { name: 'Delete' }));
  await page.keyboard.press('Enter');
  await expect(mira.row('Tea')).toHaveCount(0);
  await tabTo(page, page.getByRole('button', { name: 'Undo' }));
  await page.keyboard.press('Enter');
  await expect(mira.row('Tea')).toBeVisible();
});

test('whatever has the focus shows it', async ({ mira }) => {
  await mira.add({ amount: '3.20', description: 'Tea' });
  const unmarked: string[] = [];
  for (let step = 0; step < 40; step += 1) {
    await mira.page.keyboard.press('Tab');
    const plain = await mira.page.evaluate(focusWithoutMark);
    if (plain !== undefined) unmarked.push(plain);
  }
  expect([...new Set(unmarked)], 'elements whose focus cannot be seen').toEqual([]);
});

/** Runs in the page: the element with the focus, when neither it nor a parent differs from its unfocused self. */
function focusWithoutMark(): string | undefined {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return undefined;
  const look = (): string => {
    document.getAnimations().forEach((animation) => animation.finish());
    const chain: string[] = [];
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      for (const part of [undefined, '::before', '::after']) {
        const { outline, boxShadow, border, backgroundColor, textDecoration, content } = getComputedStyle(
          at,
          part,
        );
        chain.push([outline, boxShadow, border, backgroundColor, textDecoration, content].join());
      }
    }
    return chain.join('|');
  };
  const focused = look();
  element.blur();
  const unfocused = look();
  element.focus();
  return focused === unfocused ? element.outerHTML.slice(0, 120) : undefined;
}

/** Presses Tab until this element has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let step = 0; step < 60; step += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('The element cannot be reached with Tab.');
}

import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.js';
import type { Person } from './person.js';

// What ten expenses in a row cost in keys and taps, counted from the events that the browser reports.

interface Effort {
  readonly keys: number;
  readonly taps: number;
}

/** Of which some were bought before, for as much or for another amount. */
const TEN = [
  { amount: '4.80', description: 'Flat white', isUsual: true },
  { amount: '2.90', description: 'Bus ticket', isUsual: true },
  { amount: '12.50', description: 'Lunch' },
  { amount: '18.40', description: 'Corner shop', isKnown: true },
  { amount: '35', description: 'Haircut' },
  { amount: '2.90', description: 'Bus ticket', isUsual: true },
  { amount: '9.99', description: 'Music' },
  { amount: '4.80', description: 'Flat white', isUsual: true },
  { amount: '64', description: 'Shoes' },
  { amount: '7.20', description: 'Corner shop', isKnown: true },
];
const TEXT = TEN.reduce((sum, { amount, description }) => sum + amount.length + description.length, 0);
/** Typing all of it would take the text, and for each expense a step to the description and one to save. */
const TYPED = TEXT + 2 * TEN.length;

async function begin(mira: Person): Promise<void> {
  await mira.add({ amount: '4.80', description: 'Flat white', category: 'Food' });
  await mira.add({ amount: '2.90', description: 'Bus ticket', category: 'Transport' });
  await mira.add({ amount: '21.30', description: 'Corner shop', category: 'Groceries' });
  await mira.page.addInitScript(() => {
    const count = (name: string) => () => {
      sessionStorage.setItem(name, String(Number(sessionStorage.getItem(name)) + 1));
    };
    addEventListener('keydown', count('keys'), true);
    addEventListener('pointerdown', count('taps'), true);
  });
  await mira.page.goto('/expenses');
}

async function effortOf(page: Page): Promise<Effort> {
  return page.evaluate(() => ({
    keys: Number(sessionStorage.getItem('keys')),
    taps: Number(sessionStorage.getItem('taps')),
  }));
}

/** Adds the ten, and sees that each is there with the category that it had before. */
async function addTen(mira: Person, steps: Steps): Promise<Effort> {
  const { page, addForm } = mira;
  for (const [at, { amount, description, isUsual, isKnown }] of TEN.entries()) {
    await expect(addForm.getByLabel('Amount')).toBeFocused();
    if (!isUsual) await page.keyboard.type(amount);
    await steps.toDescription();
    if (isUsual || isKnown) {
      await page.keyboard.type(description.slice(0, 2).toLowerCase());
      await expect(suggested(page)).toContainText(description);
      await steps.chooseFirst();
      await expect(addForm.getByLabel('Amount')).toHaveValue(amount);
    } else await page.keyboard.type(description);
    await page.keyboard.press('Enter');
    await expect(mira.expenses.getByRole('checkbox')).toHaveCount(at + 4);
  }
  await expect(mira.summary).toContainText('$191.49');
  await expect(mira.row('Bus ticket').filter({ hasText: 'Transport' })).toHaveCount(3);
  await expect(mira.row('Corner shop').filter({ hasText: 'Groceries' })).toHaveCount(3);
  return effortOf(page);
}

const suggested = (page: Page) =>
  page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option').first();

interface Steps {
  readonly toDescription: () => Promise<void>;
  readonly chooseFirst: () => Promise<void>;
}

test('ten expenses by keyboard alone', async ({ mira }, { annotations }) => {
  await begin(mira);
  const { keyboard } = mira.page;
  const { keys, taps } = await addTen(mira, {
    toDescription: () => keyboard.press('Tab'),
    async chooseFirst() {
      await keyboard.press('ArrowDown');
      await keyboard.press('Enter');
    },
  });
  annotations.push({ type: 'keys', description: `${String(keys)}, typed in full ${String(TYPED)}` });
  expect(taps).toBe(0);
  expect(keys).toBeLessThanOrEqual(88);
});

test.describe('by touch', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('ten expenses on a phone', async ({ mira }, { annotations }) => {
    await begin(mira);
    const { page, addForm } = mira;
    // The pad of numbers, not letters.
    await expect(addForm.getByLabel('Amount')).toHaveAttribute('inputmode', 'decimal');
    const { keys, taps } = await addTen(mira, {
      toDescription: () => addForm.getByLabel('Description').tap(),
      chooseFirst: () => suggested(page).tap(),
    });
    annotations.push({ type: 'keys and taps', description: `${String(keys)} and ${String(taps)}` });
    expect({ keys, taps }).toEqual({ keys: expect.any(Number), taps: 16 });
    expect(keys).toBeLessThanOrEqual(66);
  });
});

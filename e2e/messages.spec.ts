import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.js';
import type { Person } from './person.js';

const messageOf = (person: Person) => person.page.locator('[data-flash]');

/** Amounts, buttons and fields that lie under the message, wherever the page stands. */
const covered = (page: Page) =>
  page.evaluate(() => {
    const message = document.querySelector('[data-flash]')!.getBoundingClientRect();
    return [...document.querySelectorAll('main :is(a, button, input, select, td)')]
      .filter((element) => !element.closest('[data-flash], .seat'))
      .filter((element) => {
        const box = element.getBoundingClientRect();
        const apart =
          box.width < 2 ||
          box.bottom <= message.top ||
          box.top >= message.bottom ||
          box.right <= message.left ||
          box.left >= message.right;
        return !apart;
      })
      .map((element) => element.outerHTML.slice(0, 120));
  });

const addSome = async (mira: Person) => {
  for (const day of ['01', '02', '03', '04', '05', '06'])
    await mira.add({ amount: '6', description: `Parking ${day}`, spentOn: `2026-03-${day}` });
};

test('a message of what was done leaves by itself, but not while somebody is at it', async ({ mira }) => {
  const message = messageOf(mira);
  await mira.page.clock.install();
  await mira.add({ amount: '4.80', description: 'Flat white' });
  await message.getByRole('button', { name: 'Undo' }).focus();
  await mira.page.clock.runFor(60_000);
  await expect(message).toBeVisible();
  await mira.addForm.getByLabel('Amount').focus();
  await message.hover();
  await mira.page.clock.runFor(60_000);
  await expect(message).toBeVisible();
  await mira.page.mouse.move(0, 0);
  const before = await mira.addForm.boundingBox();
  await mira.page.clock.runFor(21_000);
  await expect(message).toHaveCount(0);
  // Nothing moves away from under a finger.
  expect(await mira.addForm.boundingBox()).toEqual(before);
});

test('a message that was touched stays, and goes when it is closed', async ({ mira }) => {
  const message = messageOf(mira);
  await mira.page.clock.install();
  await mira.add({ amount: '4.80', description: 'Flat white' });
  await message.getByText('Flat white').click();
  await mira.page.mouse.move(0, 0);
  await mira.page.clock.runFor(120_000);
  await expect(message).toBeVisible();
  await message.getByRole('link', { name: 'Close' }).click();
  await expect(message).toHaveCount(0);
});

test('what asks for action has no time limit', async ({ mira }) => {
  await mira.page.clock.install();
  await mira.page.goto('/expenses?from=2026-02-30');
  await mira.page.clock.runFor(600_000);
  await expect(mira.page.getByRole('alert')).toBeVisible();
});

for (const width of [1280, 390]) {
  test(`at ${String(width)} px no message covers an amount or a button`, async ({ mira }) => {
    await mira.page.setViewportSize({ width, height: 600 });
    await addSome(mira);
    const message = messageOf(mira);
    await expect(message).toBeInViewport();
    expect(await covered(mira.page)).toEqual([]);

    await mira.row('Parking 01').scrollIntoViewIfNeeded();
    await mira.row('Parking 02').getByRole('button', { name: 'Delete' }).click();
    await expect(message).toContainText('Deleted');
    await expect(message).toBeInViewport();
    await expect(message.getByRole('button', { name: 'Undo' })).toBeFocused();
    expect(await covered(mira.page)).toEqual([]);
    await expect(message).toBeInViewport({ ratio: 1 });
    await expect(mira.row('Parking 02')).toHaveCount(0);

    await mira.row('Parking 01').getByRole('link', { name: '$6.00' }).click();
    await mira.page.getByLabel('Amount').fill('7');
    await mira.page.getByRole('button', { name: 'Save changes' }).click();
    await expect(mira.row('Parking 01').getByRole('link', { name: '$7.00' })).toBeFocused();
    await expect(message).toBeInViewport();
    expect(await covered(mira.page)).toEqual([]);
  });
}

test('several things done, each message undoes its own', async ({ mira, context }) => {
  await addSome(mira);
  const other = await context.newPage();
  await other.goto('/expenses');
  const remove = async (page: Page, description: string) => {
    await page
      .getByRole('row')
      .filter({ hasText: description })
      .getByRole('button', { name: 'Delete' })
      .click();
    await expect(page.getByRole('status')).toContainText(description);
  };
  await remove(mira.page, 'Parking 03');
  await remove(other, 'Parking 04');
  await mira.page.getByRole('button', { name: 'Undo' }).click();
  await expect(mira.row('Parking 03')).toHaveCount(1);
  await other.getByRole('button', { name: 'Undo' }).click();
  await expect(other.getByRole('row').filter({ hasText: 'Parking 04' })).toHaveCount(1);
  await expect(other.getByRole('row').filter({ hasText: 'Parking 03' })).toHaveCount(1);
});

test('a fault is said once, at its field; a line leads to fields out of sight', async ({ mira }) => {
  await mira.page.setViewportSize({ width: 390, height: 844 });
  await mira.type({ amount: 'NaN', description: 'Flat white' });
  await mira.sendExpense();
  const amount = mira.addForm.getByLabel('Amount');
  await expect(amount).toHaveAttribute('aria-invalid', 'true');
  const fault = (await mira.page.locator('#add-amount-fault').innerText()).trim();
  await expect(amount).toHaveAccessibleDescription(new RegExp(fault.slice(0, 20)));
  await expect(mira.page.getByText(fault)).toHaveCount(1);
  const line = mira.page.getByRole('alert');
  await expect(line).toHaveClass(/visually-hidden/);

  await mira.page.setViewportSize({ width: 390, height: 200 });
  await mira.page.goto('/register');
  await mira.logOut();
  await mira.page.goto('/register');
  await mira.page.getByRole('button', { name: 'Create account' }).click();
  await expect(line).toHaveText(/3 things to put right:\s+Username\s+Email\s+Password/);
  await expect(line).not.toHaveClass(/visually-hidden/);
  await line.getByRole('link', { name: 'Password' }).click();
  await expect(mira.page.getByLabel('Password')).toBeInViewport();
});

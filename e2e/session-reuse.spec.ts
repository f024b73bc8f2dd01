import { setTimeout as pause } from 'node:timers/promises';
import type { Cookie } from '@playwright/test';
import { expect, test } from './fixtures.js';

const grace = 1_000;
test.use({ knobs: { ACCESS_TOKEN_TTL: '2s', REFRESH_GRACE: `${grace / 1000}s` } });

test('a stolen refresh token ends the session when it is used again, and its owner is told', async ({
  mira,
  newPerson,
}) => {
  const stolen = await refreshCookie(mira.page.context().cookies());
  await mira.accessRunsOut();
  await mira.page.goto('/expenses');
  await mira.reachesDashboard();
  await pause(grace + 500); // the grace period itself: there is no event to wait for

  await test.step('the thief gets nothing', async () => {
    const thief = await newPerson();
    await thief.page.context().addCookies([stolen]);
    await thief.page.goto('/expenses');
    if (thief.page.url().includes('/refresh')) {
      await thief.page.getByRole('button', { name: 'Continue' }).click();
    }
    await thief.seesLogin();
  });

  await test.step('the owner is signed out, and told at the next login', async () => {
    await mira.page.goto('/expenses');
    await mira.seesLogin();
    await mira.logIn();
    await mira.reachesDashboard();
    await expect(mira.page.getByRole('alert').first()).toContainText(/session/i);
  });

  await test.step('the page of devices lists what happened', async () => {
    await mira.page.goto('/account/sessions');
    await mira.reaches('Devices');
    await expect(mira.page.getByRole('main')).toContainText(/ended .*used a second time/i);
  });
});

async function refreshCookie(cookies: Promise<Cookie[]>): Promise<Cookie> {
  const found = (await cookies).find(({ name }) => name.includes('refresh'));
  if (found === undefined) throw new Error('there is no refresh cookie');
  return found;
}

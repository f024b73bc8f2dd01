import { violations } from './axe.js';
import { expect, test } from './fixtures.js';

test('the API is described at /docs, from our own server and under our own policy', async ({ stranger }) => {
  const hosts = new Set<string>();
  stranger.page.on('request', (request) => {
    if (!request.url().startsWith('data:')) hosts.add(new URL(request.url()).origin);
  });
  await stranger.page.goto('/docs');
  await expect(stranger.page.locator('[data-path="/expenses"]').first()).toBeVisible();
  await stranger.page.locator('[data-path="/auth/login"]').click();
  await expect(stranger.page.getByRole('button', { name: 'Try it out' })).toBeVisible();
  expect(await violations(stranger.page)).toEqual([]);
  const familyOf = (selector: string) =>
    stranger.page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).fontFamily);
  expect(await familyOf('.opblock-summary-description')).toBe(await familyOf('body'));
  await stranger.page.emulateMedia({ colorScheme: 'dark' });
  expect(await violations(stranger.page)).toEqual([]);
  expect([...hosts]).toEqual([new URL(stranger.page.url()).origin]);
});

import { expect, test } from './fixtures.js';
import { fromApp, within } from './within.js';

// Playwright switches the back/forward cache off; people have it on.
test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
});

test('the back button after logging out shows the login page: K04', async ({ mira }) => {
  await mira.add({ amount: '99', description: 'A secret present' });
  await mira.page.goto('/expenses');
  await expect(mira.row('A secret present')).toBeVisible();
  await mira.logOut();
  await mira.page.goBack();
  await mira.seesLogin();
  await expect(mira.page.getByText('A secret present')).toHaveCount(0);
});

test('a copied cookie is worthless right after logging out', async ({ mira, playwright, baseURL }) => {
  const thief = await playwright.request.newContext({
    baseURL: baseURL ?? '',
    storageState: await mira.page.context().storageState(),
  });
  expect((await thief.get(within('/expenses'), { maxRedirects: 0 })).status()).toBe(200);
  await mira.logOut();
  const answer = await thief.get(within('/expenses'), { maxRedirects: 0 });
  expect(answer.status()).toBe(303);
  expect(fromApp(answer.headers().location ?? '')).toMatch(/^\/login/);
  await thief.dispose();
});

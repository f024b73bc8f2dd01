import { expect, test } from './fixtures.js';

test('a password can be looked at, and is sent as a password', async ({ mira }) => {
  const { page, credentials } = mira;
  await mira.logOut();
  await page.goto('/login');
  // Not exact: the button beside the field must not pass for it.
  const password = page.getByLabel('Password');
  const show = page.getByRole('button', { name: 'Show password' });
  await page.getByLabel('Email').fill(credentials.email);
  await password.fill(credentials.password);
  await expect(show).toHaveAttribute('aria-pressed', 'false');
  await show.click();
  await expect(show).toHaveAttribute('aria-pressed', 'true');
  await expect(password).toHaveAttribute('type', 'text');
  await expect(password).toHaveValue(credentials.password);
  await show.click();
  await expect(password).toHaveAttribute('type', 'password');
  await show.click();
  await page.evaluate(() => {
    const leaving = new MutationObserver(([change]) => {
      document.title = (change?.target as HTMLInputElement).type;
    });
    leaving.observe(document.querySelector('#password')!, { attributeFilter: ['type'] });
    document
      .querySelector('#password')!
      .closest('form')!
      .addEventListener('submit', (event) => {
        event.preventDefault();
      });
  });
  await password.press('Enter');
  await expect(page).toHaveTitle('password');
});

test('every field for a password has the button, and a thumb can hit it', async ({ mira }) => {
  const { page } = mira;
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ['/account', '/account/delete']) {
    await page.goto(path);
    const fields = page.locator('input[type=password]');
    const buttons = page.getByRole('button', { name: 'Show password' });
    await expect(buttons).toHaveCount(await fields.count());
    for (const button of await buttons.all()) {
      const box = await button.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    }
  }
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('there is no button that would do nothing', async ({ stranger }) => {
    await stranger.page.goto('/register');
    await expect(stranger.page.getByLabel('Password')).toBeVisible();
    await expect(stranger.page.getByRole('button', { name: 'Show password' })).toHaveCount(0);
  });
});

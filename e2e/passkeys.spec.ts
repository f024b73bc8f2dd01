import type { CDPSession, Page } from '@playwright/test';
import { expect, test } from './fixtures.js';
import type { Person } from './person.js';

interface Options {
  /** Whether the person can show the device who they are. */
  readonly verified?: boolean;
  readonly synced?: boolean;
}

/** A device of the browser's own making, with which passkeys are made and used as with a real one. */
async function plugIn(page: Page, { verified = true, synced = false }: Options = {}) {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: verified,
      automaticPresenceSimulation: true,
      defaultBackupEligibility: synced,
      defaultBackupState: synced,
    },
  });
  return {
    setVerified: (isUserVerified: boolean) =>
      session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    credentials: async () => (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    /** The same credential with another count, as a copy would have it. */
    setCount: async (signCount: number) => {
      const [credential] = (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
      await session.send('WebAuthn.clearCredentials', { authenticatorId });
      await session.send('WebAuthn.addCredential', {
        authenticatorId,
        credential: { ...credential!, signCount },
      });
    },
  };
}

async function addPasskey({ page }: Person, name: string): Promise<void> {
  await page.goto('/account/security');
  await page.getByLabel('Passkey name').fill(name);
  await page.getByRole('button', { name: 'Add passkey' }).click();
  // The device answers first, and the form is sent after it: whoever goes on at once is called back. The first passkey brings codes.
  await expect(heading(page, 'Recovery codes')).toBeVisible();
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });

test('a passkey is added, brings recovery codes, and signs in alone, to the page that was asked for', async ({
  mira,
}) => {
  const { page } = mira;
  await plugIn(page);
  await addPasskey(mira, 'My phone');
  await expect(heading(page, 'Recovery codes')).toBeVisible();
  await expect(page.locator('li code')).toHaveCount(10);
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await expect(page.getByRole('list', { name: 'Passkeys' })).toContainText('My phone');

  await mira.logOut();
  await page.goto('/reports?year=2026');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page).toHaveURL('/reports?year=2026');
});

test('a passkey alone keeps the device signed in when the box of the page is ticked', async ({ mira }) => {
  const { page } = mira;
  await plugIn(page);
  await addPasskey(mira, 'My phone');
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await mira.logOut();
  await page.goto('/login');
  await page.getByLabel('Stay signed in on this device').check();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await mira.seesDashboard();
  await page.goto('/account/sessions');
  await expect(page.getByText('Stays signed in without asking')).toBeVisible();
});

test('after the password a passkey is the second step, and a fresh proof', async ({ mira }) => {
  const { page } = mira;
  await plugIn(page, { synced: true });
  await addPasskey(mira, 'In my password manager');
  await mira.logOut();
  await page.goto('/login');
  await mira.logIn();
  await expect(page).toHaveURL(/\/login\/code/);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await mira.seesDashboard();
  await page.goto('/account/security');
  await expect(page.getByRole('list', { name: 'Passkeys' })).toContainText('synced between devices');
  await page.goto('/account/confirm?next=%2Faccount%2Fsecurity');
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(page).toHaveURL('/account/security');
});

test('a passkey whose device did not check who uses it lets nobody in; the page says so and stays', async ({
  mira,
}) => {
  const { page } = mira;
  const device = await plugIn(page);
  await addPasskey(mira, 'Unlocked for anybody');
  await mira.logOut();
  await device.setVerified(false);
  await page.goto('/login');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('alert').filter({ visible: true })).toContainText('That did not work');
  await mira.seesLogin();
});

test('a passkey that counts down is told about, and still lets its owner in', async ({ mira }) => {
  const { page } = mira;
  const device = await plugIn(page);
  await addPasskey(mira, 'Counted');
  for (const count of [10, 3]) {
    await page.goto('/expenses');
    await mira.logOut();
    await device.setCount(count);
    await page.goto('/login');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await mira.seesDashboard();
  }
  await page.goto('/account/security');
  await expect(page.getByText('looks as if somebody had copied it')).toBeVisible();
});

test('a removed passkey opens nothing, and the password alone does again', async ({ mira }) => {
  const { page } = mira;
  await plugIn(page);
  await addPasskey(mira, 'Lost');
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await page.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('status')).toContainText('removed');
  await mira.logOut();
  await page.goto('/login');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('alert').filter({ visible: true })).toContainText('was not accepted');
  await mira.logIn();
  await mira.seesDashboard();
});

test('at another address than its own the page says before the click where passkeys work', async ({
  stranger,
  server,
}) => {
  const { page } = stranger;
  await page.goto(`${server.url.replace('localhost', '127.0.0.1')}/login`);
  await expect(page.getByRole('button', { name: 'Sign in with a passkey' })).toBeDisabled();
  await expect(page.getByRole('link', { name: server.url })).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('no passkey is offered, and the password works', async ({ mira }) => {
    const { page } = mira;
    await mira.logOut();
    await page.goto('/login');
    await expect(page.getByRole('button', { name: 'Sign in with a passkey' })).toBeHidden();
    await mira.logIn();
    await mira.seesDashboard();
  });
});

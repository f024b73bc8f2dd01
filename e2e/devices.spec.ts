import { expect, test } from './fixtures.js';
import { Person } from './person.js';

test('signing out everywhere else ends the other device at once, and this one goes on', async ({
  mira,
  newPerson,
}) => {
  const { page } = await newPerson();
  const elsewhere = new Person(page, mira.credentials);
  await page.goto('/login');
  await elsewhere.logIn();
  await elsewhere.seesDashboard();

  await mira.page.goto('/account/sessions');
  await mira.page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await expect(mira.page.getByRole('status')).toBeVisible();

  await page.goto('/expenses');
  await elsewhere.seesLogin();
  await mira.page.goto('/expenses');
  await mira.seesDashboard();
});

test('one device is signed out from another', async ({ mira, newPerson }) => {
  const { page } = await newPerson();
  const elsewhere = new Person(page, mira.credentials);
  await page.goto('/login');
  await elsewhere.logIn();
  await elsewhere.seesDashboard();

  await mira.page.goto('/account/sessions');
  const other = mira.page.getByRole('listitem').filter({ hasNotText: 'This device' });
  await other.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.goto('/expenses');
  await elsewhere.seesLogin();
});

test("another person's expense is not there", async ({ mira, newPerson }) => {
  await mira.add({ amount: '9', description: 'A present' });
  const address = await mira.row('A present').getByRole('link', { name: '$9.00' }).getAttribute('href');
  const ana = await newPerson();
  await ana.register();
  const answer = await ana.page.goto(address ?? '');
  expect(answer?.status()).toBe(404);
  await expect(ana.page.getByText('A present')).toHaveCount(0);
});

test('a new name, currency and time zone are kept', async ({ mira }) => {
  await mira.page.goto('/account');
  await mira.page.getByLabel('Username').fill('mira the second');
  await mira.page.getByLabel('Currency').selectOption('JPY');
  await mira.page.getByLabel('Time zone').selectOption('Asia/Tokyo');
  await mira.page.getByRole('button', { name: /Save/ }).first().click();
  await expect(mira.page.getByRole('status')).toBeVisible();
  await mira.page.goto('/expenses');
  await mira.add({ amount: '1200', description: 'Ramen' });
  await expect(mira.row('Ramen')).toContainText('¥1,200');
});

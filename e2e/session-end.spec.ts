import { expect, test } from './fixtures.js';

// Both tokens run out while a person thinks about what to type.
test.use({ knobs: { ACCESS_TOKEN_TTL: '2s', REFRESH_TOKEN_TTL: '5s', REFRESH_GRACE: '1s' } });

test('a form sent after the session has ended is carried out once after logging in again', async ({
  mira,
}) => {
  await mira.type({ amount: '12.50', description: 'Lunch with Ana', category: 'Food' });
  await mira.sessionRunsOut();
  await mira.sendExpense();
  await mira.seesLogin();
  await mira.logIn();
  await mira.reachesDashboard();
  await expect(mira.row('Lunch with Ana')).toHaveCount(1);
  await mira.page.goto('/expenses');
  await mira.reachesDashboard();
  await expect(mira.row('Lunch with Ana')).toHaveCount(1);
});

test("another user's login on the same browser does not carry the form out", async ({ mira, newPerson }) => {
  const ana = await newPerson();
  await ana.register();

  await mira.type({ amount: '12.50', description: "Mira's own secret" });
  await mira.sessionRunsOut();
  await mira.sendExpense();
  await mira.seesLogin();

  await mira.page.getByLabel('Email').fill(ana.credentials.email);
  await mira.page.getByLabel('Password', { exact: true }).fill(ana.credentials.password);
  await mira.page.getByRole('button', { name: 'Log in' }).click();
  await mira.reachesDashboard();
  await expect(mira.page.getByText("Mira's own secret")).toHaveCount(0);
});

test('an ended session asks to log in and goes on to the page asked for', async ({ mira }) => {
  await mira.sessionRunsOut();
  await mira.page.goto('/expenses?period=week');
  await mira.seesLogin();
  await mira.logIn();
  await mira.reachesDashboard();
  await expect(mira.page).toHaveURL('/expenses?period=week');
});

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.js';
import type { Person } from './person.js';
import { fromApp, within } from './within.js';

test.use({ serviceWorkers: 'allow' });

/** Opens a page once the worker is there to serve it. */
const served = async (page: Page) => {
  await page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => active?.scriptURL));
  await page.goto('/expenses');
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated');
};

/** Types, and waits for the suggestions that typing asks for: the network may go away then. */
const type = async (person: Person, entry: Parameters<Person['type']>[0]) => {
  const suggestions = person.page.waitForResponse(/\/expenses\/descriptions$/);
  await person.type(entry);
  await (await suggestions).finished();
};

const isOffline = (page: Page, heading = 'You are offline') =>
  expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();

const cached = (page: Page) =>
  page.evaluate(async () => {
    const names = await caches.keys();
    const all = names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url));
    const pathOf = (url: string) => new URL(url).pathname;
    return { names, paths: (await Promise.all(all)).flat().map(pathOf) };
  });

test('an expense added while offline is not lost, and is added once', async ({ mira, context }) => {
  const { page } = mira;
  await served(page);
  await type(mira, { amount: '4.80', description: 'Flat white', category: 'Food', spentOn: '2026-03-14' });
  await context.setOffline(true);
  await mira.sendExpense();
  await isOffline(page);
  await expect(page.getByText('What you typed is kept')).toBeVisible();
  await page.getByRole('link', { name: 'Try again' }).click();
  await isOffline(page);

  await context.setOffline(false);
  await page.getByRole('link', { name: 'Try again' }).click();
  await mira.seesDashboard();
  await expect(mira.addForm.getByLabel('Amount')).toHaveValue('4.80');
  await expect(mira.addForm.getByLabel('Description')).toHaveValue('Flat white');
  await expect(mira.addForm.getByLabel('Category').locator('option:checked')).toHaveText('Food');
  await expect(mira.addForm.getByLabel('Date')).toHaveValue('2026-03-14');
  await mira.sendExpense();
  await expect(page.getByRole('status')).toContainText('Flat white');
  await expect(mira.row('Flat white')).toHaveCount(1);
  await expect(mira.addForm.getByLabel('Amount')).toHaveValue('');
  await page.goto('/expenses');
  await expect(mira.addForm.getByLabel('Amount')).toHaveValue('');
});

test('an edit sent while offline is in its form again', async ({ mira, context }) => {
  const { page } = mira;
  await served(page);
  await mira.add({ amount: '4.80', description: 'Flat white' });
  await mira.row('Flat white').getByRole('link', { name: '$4.80' }).click();
  await page.getByLabel('Amount').fill('5.20');
  await page.getByLabel('Refund').check();
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await isOffline(page);
  await context.setOffline(false);
  await page.getByRole('link', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'Edit expense' })).toBeVisible();
  await expect(page.getByLabel('Amount')).toHaveValue('5.20');
  await expect(page.getByLabel('Refund')).toBeChecked();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(mira.row('Flat white')).toContainText('5.20');
});

test('a form that arrived, but whose answer was lost, is carried out once', async ({ mira, context }) => {
  const { page } = mira;
  await served(page);
  await type(mira, { amount: '4.80', description: 'Flat white' });
  // The same form arrives by another way; then the one of the page finds nobody.
  const fields = await mira.addForm.evaluate((form: HTMLFormElement) =>
    Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value as string])),
  );
  const origin = new URL(page.url()).origin;
  expect((await page.request.post('/expenses', { form: fields, headers: { origin } })).ok()).toBe(true);
  await context.setOffline(true);
  await mira.sendExpense();
  await isOffline(page);
  await context.setOffline(false);
  // What was said of the first sending is gone with its answer.
  await page.request.get('/expenses');
  await page.getByRole('link', { name: 'Try again' }).click();
  await expect(mira.addForm.getByLabel('Description')).toHaveValue('Flat white');
  await mira.sendExpense();
  await expect(mira.addForm.getByLabel('Description')).toHaveValue('');
  await expect(mira.row('Flat white')).toHaveCount(1);
});

test('no page of a person is kept, and logging out leaves nothing that was typed', async ({
  mira,
  context,
}) => {
  const { page } = mira;
  await served(page);
  await mira.add({ amount: '4.80', description: 'Flat white' });
  await page.goto('/reports');
  const { names, paths } = await cached(page);
  expect(names).toHaveLength(1);
  expect(paths.map(fromApp).filter((path) => !path.startsWith('/static/'))).toEqual(['/offline']);
  await page.goto('/expenses');
  await type(mira, { amount: '9', description: 'Secret' });
  await context.setOffline(true);
  await mira.sendExpense();
  await isOffline(page);
  await expect(page.getByText('Flat white')).toHaveCount(0);
  await expect(page.getByText(mira.credentials.username)).toHaveCount(0);
  await context.setOffline(false);
  await page.goto('/reports');
  await mira.logOut();
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('Secret');
});

test('the offline page speaks the language of the account', async ({ mira, context }) => {
  const { page } = mira;
  await page.goto('/account');
  await page.getByLabel('Language').selectOption('de');
  await page.getByRole('form', { name: 'Profile' }).getByRole('button').last().click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  const script = () => page.evaluate(() => navigator.serviceWorker.controller?.scriptURL);
  await expect(async () => {
    await page.goto('/expenses');
    expect(await script()).toContain('language=de');
  }).toPass();
  await context.setOffline(true);
  await page.goto('/reports').catch(() => undefined);
  await isOffline(page, 'Keine Verbindung');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.getByRole('link', { name: 'Noch einmal versuchen' })).toBeVisible();
});

test('a form of another site does not pass for one of ours', async ({ mira }) => {
  const { page } = mira;
  await served(page);
  const target = new URL(within('/expenses'), page.url()).href;
  const elsewhere = createServer((_req, res) => {
    res.setHeader('Content-Type', 'text/html');
    res.end(`<title>Elsewhere</title><form method="post" action="${target}"><button>Win</button></form>`);
  }).listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
  await page.goto(`http://127.0.0.1:${String((elsewhere.address() as AddressInfo).port)}/`);
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: 'Win' }).click();
  const answer = await answered;
  expect(answer.status()).toBe(403);
  expect((await answer.request().allHeaders())['sec-fetch-site']).toBe('cross-site');
  elsewhere.close();
});

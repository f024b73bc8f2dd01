import type { Person } from './person.js';
import { expect } from './within.js';

/** A page in a state that a person meets. */
export interface PageState {
  readonly name: string;
  readonly open: (person: Person) => Promise<unknown>;
}

const at = (name: string, path: string): PageState => ({ name, open: (person) => person.page.goto(path) });

export const publicPages: readonly PageState[] = [
  at('home', '/'),
  at('register', '/register'),
  at('login', '/login'),
  at('a page that is not there', '/no/such/page'),
  {
    name: 'register with faults',
    async open({ page }) {
      await page.goto('/register');
      await page.getByLabel('Username').fill('mira');
      await page.getByLabel('Email').fill('mira@example.org');
      await page.getByLabel('Password', { exact: true }).fill('short');
      await page.getByRole('button', { name: 'Create account' }).click();
      await expect(page.getByRole('alert').first()).toBeVisible();
    },
  },
];

/** Pages of somebody who has the expenses that `fill` makes. */
export const ownPages: readonly PageState[] = [
  at('dashboard', '/expenses'),
  at('dashboard, filtered', '/expenses?month=2026-03&q=a'),
  at('dashboard, a filter that finds nothing', '/expenses?q=nothing-like-this'),
  at('dashboard, a filter with a fault', '/expenses?from=2026-02-30'),
  at('help', '/help'),
  at('one line', '/add?text=12.50%20lunch%20%23food%20yesterday'),
  at('trash', '/expenses/trash'),
  at('categories', '/categories'),
  at('recurring expenses', '/recurring'),
  at('budgets', '/budgets'),
  at('rules', '/rules?try=yes&match=contains&text=a'),
  at('reports', '/reports?year=2026'),
  at('reports of an empty year', '/reports?year=1999'),
  at('account', '/account'),
  at('delete the account', '/account/delete'),
  at('devices', '/account/sessions'),
  at('access tokens', '/account/tokens'),
  at('security', '/account/security'),
  {
    name: 'an authenticator app that is set up',
    async open({ page }) {
      await page.goto('/account/security');
      await page.getByRole('button', { name: 'Set up authenticator app' }).click();
      await expect(page.getByRole('heading', { name: 'Set up authenticator app' })).toBeVisible();
    },
  },
  {
    name: 'a category that is edited',
    async open({ page }) {
      await page.goto('/categories');
      await page
        .getByRole('listitem')
        .filter({ hasText: 'Food' })
        .getByRole('link', { name: 'Edit' })
        .click();
      await expect(page.getByRole('form', { name: 'Edit category' })).toBeVisible();
    },
  },
  {
    name: 'a category that is deleted',
    async open({ page }) {
      await page.goto('/categories');
      await page
        .getByRole('listitem')
        .filter({ hasText: 'Food' })
        .getByRole('link', { name: 'Edit' })
        .click();
      await page.getByRole('link', { name: 'Delete category' }).click();
      await expect(page.getByRole('button', { name: 'Delete category' })).toBeVisible();
    },
  },
  {
    name: 'an edit that met another',
    async open(person) {
      await person.page.goto('/expenses');
      await person.row('Rent').getByRole('link', { name: '$1,250.00' }).click();
      const version = person.page.locator('input[name=version]');
      await version.evaluate((input: HTMLInputElement) => (input.value = '0'));
      await person.page.getByLabel('Description').fill('Rent and heating');
      await person.page.getByRole('button', { name: 'Save changes' }).click();
      await expect(person.page.getByText('Saved meanwhile').first()).toBeVisible();
    },
  },
  at('refresh prompt', '/refresh?next=/expenses'),
  {
    name: 'dashboard with a message and Undo',
    async open(person) {
      await person.page.goto('/expenses');
      await person.add({ amount: '6', description: 'Car wash' });
      await person.row('Car wash').first().getByRole('button', { name: 'Delete' }).click();
      await expect(person.page.getByRole('button', { name: 'Undo' })).toBeVisible();
    },
  },
  {
    name: 'dashboard with faults',
    async open(person) {
      await person.page.goto('/expenses');
      await person.type({ amount: '0', description: 'Nothing at all' });
      await person.sendExpense();
      await expect(person.page.getByRole('alert').first()).toBeVisible();
    },
  },
  {
    name: 'edit',
    async open(person) {
      await person.page.goto('/expenses');
      await person.row('Rent').getByRole('link', { name: '$1,250.00' }).click();
      await expect(person.page.getByRole('heading', { name: 'Edit expense' })).toBeVisible();
    },
  },
];

/** A few expenses in several months and categories, one with a very long word, one without a category. */
export async function fill(person: Person): Promise<void> {
  await person.add({
    amount: '12.50',
    description: 'Lunch with Ana',
    category: 'Food',
    spentOn: '2026-03-14',
  });
  await person.add({ amount: '1250', description: 'Rent', category: 'Bills', spentOn: '2026-03-01' });
  await person.add({ amount: '6', description: 'Parking', category: 'Transport', spentOn: '2026-02-10' });
  await person.add({ amount: '999999999999.99', description: 'x'.repeat(200), spentOn: '2026-01-10' });
}

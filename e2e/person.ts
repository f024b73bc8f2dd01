import { randomInt } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { expect, fromApp } from './within.js';

export interface Credentials {
  readonly username: string;
  readonly email: string;
  readonly password: string;
}

export interface ExpenseText {
  readonly amount: string;
  readonly description: string;
  /** The name of a category. */
  readonly category?: string;
  /** YYYY-MM-DD; today when left out. */
  readonly spentOn?: string;
}

export type Filter = Partial<
  Record<'Category' | 'Month' | 'Year' | 'From' | 'To' | 'Search' | 'Period', string>
>;

/** Credentials that nobody else on the server has. */
export function newCredentials(username: string): Credentials {
  return {
    username,
    email: `${username}.${randomInt(1e12)}@example.org`,
    password: 'seven grey herons wade',
  };
}

/** What a person does with Outlay, in the words that the pages use. Nothing here needs JavaScript in the page. */
export class Person {
  constructor(
    readonly page: Page,
    readonly credentials: Credentials,
  ) {}

  async register(): Promise<void> {
    const { page } = this;
    await page.goto('/register');
    await page.getByLabel('Username').fill(this.credentials.username);
    await page.getByLabel('Email').fill(this.credentials.email);
    await page.getByLabel('Password', { exact: true }).fill(this.credentials.password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await this.seesDashboard();
  }

  /** Fills the login form of the page that is open. */
  async logIn(): Promise<void> {
    const { page } = this;
    await page.getByLabel('Email').fill(this.credentials.email);
    await page.getByLabel('Password', { exact: true }).fill(this.credentials.password);
    await page.getByRole('button', { name: 'Log in' }).click();
  }

  async logOut(): Promise<void> {
    await this.page.getByRole('button', { name: 'Log out' }).click();
    await expect(this.page).toHaveURL('/');
  }

  async seesDashboard(): Promise<void> {
    await expect(this.page.getByRole('heading', { name: 'My expenses', level: 1 })).toBeVisible();
  }

  async reachesDashboard(): Promise<void> {
    await this.reaches('My expenses');
  }

  /** Where sessions are seconds long and the machine is busy, the prompt may come before the page with this heading. */
  async reaches(heading: string): Promise<void> {
    const page = this.page.getByRole('heading', { name: heading, level: 1 });
    const prompt = this.page.getByRole('button', { name: 'Continue' });
    await expect(async () => {
      await expect(page.or(prompt)).toBeVisible();
      if (await prompt.isVisible()) await prompt.click();
      await expect(page).toBeVisible({ timeout: 5_000 });
    }).toPass({ timeout: 30_000 });
  }

  async seesLogin(): Promise<void> {
    await expect(this.page).toHaveURL(/\/login/);
    await expect(this.page.getByRole('button', { name: 'Log in' })).toBeVisible();
  }

  get addForm(): Locator {
    return this.page.getByRole('form', { name: 'Add expense' });
  }

  get summary(): Locator {
    return this.page.getByRole('region', { name: 'Summary' });
  }

  get expenses(): Locator {
    return this.page.getByRole('table', { name: 'Expenses' });
  }

  /** The row of the list that has this description. */
  row(description: string): Locator {
    return this.expenses.getByRole('row').filter({ hasText: description });
  }

  async type(expense: ExpenseText): Promise<void> {
    await this.addForm.getByLabel('Amount').fill(expense.amount);
    await this.addForm.getByLabel('Description').fill(expense.description);
    if (expense.category !== undefined) {
      await this.addForm.getByLabel('Category').selectOption({ label: expense.category });
    }
    if (expense.spentOn !== undefined) await this.addForm.getByLabel('Date').fill(expense.spentOn);
  }

  async sendExpense(): Promise<void> {
    await this.addForm.getByRole('button', { name: 'Add expense' }).click();
  }

  /** Adds an expense and sees that it was saved. */
  async add(expense: ExpenseText): Promise<void> {
    await this.type(expense);
    await this.sendExpense();
    await expect(this.page.getByRole('status')).toContainText(expense.description.slice(0, 31));
  }

  /** Uses the filter form of the dashboard. */
  async filterBy(filter: Filter): Promise<void> {
    for (const [label, value] of Object.entries(filter)) {
      const field = await this.filterField(label);
      if ((await field.evaluate((element) => element.tagName)) === 'SELECT') {
        await field.selectOption({ label: value });
      } else {
        await field.fill(value);
      }
    }
    const arrived = this.page.waitForURL(/\/expenses\?/);
    await this.filterForm.getByRole('button', { name: 'Filter' }).click();
    await arrived;
  }

  /** The field with this label, brought to light when it is folded away. */
  async filterField(label: string): Promise<Locator> {
    const field = this.filterForm.getByLabel(label, { exact: true });
    if (!(await field.isVisible())) {
      const within = this.page.getByLabel(label, { exact: true });
      await this.filterForm.locator('details').filter({ has: within }).locator('summary').click();
    }
    return field;
  }

  get filterForm(): Locator {
    const name = 'Filter expenses';
    return this.page.getByRole('form', { name }).or(this.page.getByRole('search', { name }));
  }

  /** Waits until this page's access token has run out: the server then answers a page with the refresh prompt. */
  async accessRunsOut(): Promise<void> {
    await this.waitsForRedirect(/^\/refresh/);
  }

  /** Waits until nothing is left of the session but a login. */
  async sessionRunsOut(): Promise<void> {
    await this.waitsForRedirect(/^\/login/);
  }

  private async waitsForRedirect(target: RegExp): Promise<void> {
    const location = async (): Promise<string> => {
      const answer = await this.page.request.get('/expenses', { maxRedirects: 0 });
      return fromApp(answer.headers().location ?? '');
    };
    await expect.poll(location, { timeout: 15_000, intervals: [250] }).toMatch(target);
  }

  /** Says "Continue" on the refresh prompt. */
  async continues(): Promise<void> {
    await expect(this.page).toHaveURL(/\/refresh/);
    await this.page.getByRole('button', { name: 'Continue' }).click();
  }
}

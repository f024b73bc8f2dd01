import type { Page } from '@playwright/test';
import { violations } from './axe.js';
import { expect, test, tooWide } from './fixtures.js';
import { fill } from './pages.js';
import type { Person } from './person.js';

// Long German words, and Arabic from right to left: every kind of page that links lead to, at a desk and on a phone,
// in the light and in the dark.

const VIEWS = [
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
  { width: 390, colorScheme: 'dark' },
  { width: 390, colorScheme: 'light' },
] as const;
const PUBLIC = ['/', '/login', '/register', '/forgot', '/no/such/page'];

for (const language of ['de', 'ar']) {
  test(`in ${language} every kind of page is accessible and fits, for everybody`, async ({ stranger }) => {
    test.setTimeout(420_000);
    const { page } = stranger;
    await page.goto('/');
    await page.locator('form[action$="/language"] select').selectOption(language);
    await page.locator('form[action$="/language"] button').click();
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    for (const path of PUBLIC) await isFit(page, path);
  });

  test(`in ${language} every kind of page is accessible and fits, for a person`, async ({ mira }) => {
    test.setTimeout(420_000);
    await furnish(mira);
    const { page } = mira;
    await page.goto('/account');
    await page.getByLabel('Language').selectOption(language);
    await page.locator('form:has(select[name=language]) button').first().click();
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    for (const path of await kindsOfPages(page)) await isFit(page, path);
  });
}

async function isFit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  for (const { width, colorScheme } of VIEWS) {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme });
    // What is between two colours has the contrast of neither.
    await page.evaluate(() => {
      for (const animation of document.getAnimations())
        if (animation instanceof CSSTransition) animation.finish();
    });
    const where = `${path} at ${String(width)} px, ${colorScheme}`;
    expect.soft(await violations(page), where).toEqual([]);
    expect.soft(await tooWide(page), where).toEqual([]);
  }
}

/** Something of everything that a page can show. */
async function furnish(mira: Person): Promise<void> {
  const { page } = mira;
  await fill(mira);
  await mira.add({ amount: '-40', description: 'Shoes brought back', category: 'Clothing' });
  await mira.row('Parking').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();

  await page.goto('/recurring');
  const rent = page.getByRole('form', { name: 'A new one' });
  await rent.getByLabel('Amount').fill('900');
  await rent.getByLabel('Description').fill('Rent of the flat');
  await rent.getByRole('button', { name: 'Add recurring expense' }).click();
  await expect(page.getByRole('status')).toBeVisible();

  await page.goto('/import');
  const content = 'Date;Text;Amount\n2026-03-02;Coffee;-3.20\n2026-03-03;Salary;2500.00\n2026-13-40;Lost;x\n';
  await page.getByLabel('File').setInputFiles({
    name: 'bank.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(content),
  });
  await page.getByRole('button', { name: 'Read file' }).click();
  await expect(page.getByRole('table', { name: 'Rows' })).toBeVisible();
}

/** One address of each kind, found by following links: what differs in numbers or in values of a query is one kind. */
async function kindsOfPages(page: Page): Promise<string[]> {
  const kinds = new Map<string, string>();
  const open = ['/expenses', '/expenses?q=nothing-like-this', '/add?text=12.50%20lunch%20%23food'];
  for (let path = open.shift(); path !== undefined; path = open.shift()) {
    const kind = kindOf(path);
    if (kinds.has(kind)) continue;
    kinds.set(kind, path);
    await page.goto(path);
    const hrefs = await page
      .locator('main a[href^="/"], header a[href^="/"], footer a[href^="/"]')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
    open.push(...hrefs.filter((href) => !/export\?|export\/all|\/api\/|\/docs/.test(href)));
  }
  return [...kinds.values()];
}

function kindOf(path: string): string {
  const { pathname, searchParams } = new URL(path, 'http://outlay.invalid');
  // A dashboard is the same page under each filter.
  const names = pathname === '/expenses' ? [] : [...new Set(searchParams.keys())].sort();
  const found = searchParams.get('q') === null ? '' : 'q';
  return `${pathname.replaceAll(/\d+/g, 'N')}?${names.join('&')}${found}`;
}

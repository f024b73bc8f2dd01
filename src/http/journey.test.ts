import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../testing/browser.js';
import { engines } from '../testing/engines.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

describe.each(engines)('the main journey on $name', (engine) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp(engine);
  });
  afterAll(() => app.close());

  it('leads from "Create account" to an expense, its correction, its deletion and back', async () => {
    const browser = new Browser(app.url);
    await browser.register('mira');
    expect(browser.page?.screen.getByRole('heading', { level: 1 }).textContent).toBe('My expenses');

    await browser.submit('Add expense', { amount: '12.50', description: 'Lunch with Ana' });
    expect(browser.page?.screen.getByRole('status').textContent).toContain('Lunch with Ana, $12.50');

    const amount = browser.page!.screen.getByRole('link', { name: '$12.50' });
    await browser.get(amount.getAttribute('href')!);
    await browser.submit('Edit expense', { amount: '13' });
    expect(browser.page?.screen.getByRole('link', { name: '$13.00' })).toBeTruthy();

    await browser.press(browser.page!.screen.getByRole('button', { name: 'Delete' }));
    expect(browser.page?.screen.queryByRole('link', { name: '$13.00' })).toBeNull();
    await browser.press(browser.page!.screen.getByRole('button', { name: 'Undo' }));
    expect(browser.page?.screen.getByRole('link', { name: '$13.00' })).toBeTruthy();

    await browser.press(browser.page!.screen.getByRole('button', { name: 'Log out' }));
    expect((await browser.get('/expenses', { follow: false })).headers.get('location')).toContain('/login');
  });
});

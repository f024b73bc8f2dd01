import { afterEach, describe, expect, it } from 'vitest';
import { Browser } from '../../testing/browser.js';
import { engines } from '../../testing/engines.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { repositories } from '../../storage/repositories.js';

describe.each(engines)('totals past 64 bits on $name', (engine) => {
  let app: TestApp;
  afterEach(() => app.close());

  it('are still shown to the last digit, and refused where they could not be kept', async () => {
    app = await startTestApp(engine);
    const browser = new Browser(app.url);
    await browser.register('midas');
    const book = (await app.db.get<{ id: number }>('SELECT id FROM books'))!;
    // As thousands of expenses of the largest amount would leave them.
    const keep = (month: string) =>
      app.db.run(
        `INSERT INTO monthly_totals (book_id, month, category_key, total_minor, expense_count) VALUES ($1, $2, 0, $3, 9)`,
        [book.id, month, 9_223_372_036_854_775_000n],
      );
    await keep('2026-01');
    await keep('2026-02');
    const cells = await repositories(app.db).reports.byCategory(book.id, { range: {} });
    expect(cells[0]?.totalMinor).toBe(18_446_744_073_709_550_000n);
    expect((await browser.get('/expenses')).status).toBe(200);

    const page = await browser.submit('Add expense', {
      amount: '999,999,999,999.99',
      description: 'One more palace',
      category_id: '',
      spent_on: '2026-01-31',
    });
    expect(page.status).toBe(422);
    expect(page.html).toContain('more than can be counted');
    expect(page.html).toContain('One more palace');
  });
});

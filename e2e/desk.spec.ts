import { expect, test } from './fixtures.js';

// What has to be seen at once at a desk of 1280 px, also in German, whose words are long.
for (const language of ['en', 'de']) {
  test(`in ${language} a year of amounts and the filter fit 1280 px`, async ({ mira }) => {
    const { page } = mira;
    const year = new Date().getFullYear();
    for (let month = 1; month <= 12; month += 1) {
      const spentOn = `${String(year)}-${String(month).padStart(2, '0')}-01`;
      await mira.add({ amount: '12345.67', description: 'Rent', category: 'Electronics', spentOn });
    }
    await page.goto('/account');
    await page.getByLabel('Language').selectOption(language);
    await page.locator('form:has(select[name=language]) button').first().click();
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto('/reports');
    await expect(page.locator('.grid thead th')).toHaveCount(14);
    const hidden = await page
      .locator('.table-scroll')
      .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    expect(hidden, 'px of the table that need scrolling').toBeLessThanOrEqual(0);
    await page.goto('/expenses');
    const filter = page.locator('form.filter');
    const fields = filter.locator('.filter-strip').first().locator('input, select, button');
    await expect(fields).toHaveCount(4);
    const tops = await fields.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().bottom));
    expect(Math.max(...tops) - Math.min(...tops), 'px between the lines of the filter').toBeLessThan(8);
    await expect(filter.locator('details.more-filters')).not.toHaveAttribute('open');
  });
}

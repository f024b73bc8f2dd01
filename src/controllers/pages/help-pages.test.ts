import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Day } from '../../domain/calendar.js';
import { STARTING_CATEGORIES } from '../../domain/category.js';
import { findCurrency } from '../../domain/currency.js';
import { readQuickLine } from '../../domain/quick-line/quick-line.js';
import { localeFor } from '../../locale/locale.js';
import { usualRegionOf } from '../../locale/region.js';
import { LANGUAGES } from '../../messages/language.js';
import { Browser } from '../../testing/browser.js';
import { engines } from '../../testing/engines.js';
import { type Person, signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { exampleLines } from './help-controller.js';

/** A Friday. */
const TODAY = '2026-11-27' as Day;

describe.each(
  LANGUAGES.flatMap((language) => ['USD', 'JPY', 'KWD'].map((code) => [language, code] as const)),
)('the lines that help shows in %s, in %s', (language, code) => {
  const region = usualRegionOf(language);
  const locale = localeFor({ language, region });
  const currency = findCurrency(code)!;
  const categories = STARTING_CATEGORIES.map(({ nameOf }, id) => ({ id, name: locale.say({ key: nameOf }) }));
  const read = exampleLines(locale, currency).map((line) =>
    readQuickLine(line, { language, region, currency, today: TODAY, categories }),
  );

  it('mean what it says', () => {
    const food = STARTING_CATEGORIES.findIndex(({ color }) => color === 'food');
    expect(read).toMatchObject([
      { amount: { ok: true }, categoryId: food, day: '2026-11-26', isRefund: false },
      { amount: { ok: true }, tags: [expect.any(String)], day: '2026-11-20', isRefund: false },
      { amount: { ok: true }, day: undefined, isRefund: true },
      { amount: { ok: true }, day: '2026-11-03', isRefund: false },
    ]);
    for (const { description } of read) expect(description).toMatch(/^[\p{L}\p{M} ]+$/u);
  });
});

describe.each(engines)('the help page on $name', (engine) => {
  let app: TestApp;
  let mira: Person;
  beforeAll(async () => {
    app = await startTestApp(engine);
    mira = await signUp(app);
  });
  afterAll(() => app.close());

  it('is linked from the foot of every page and from the one line, and leads to lines that are read', async () => {
    const dashboard = await mira.get('/expenses');
    expect(dashboard.document.querySelector('footer a[href="/help"]')?.textContent).toBe('Help');
    expect(dashboard.document.querySelector('form.one-line a[href^="/help#"]')).toBeTruthy();
    const help = await mira.get('/help');
    expect([help.status, help.document.querySelector('h1')?.textContent]).toEqual([200, 'Help']);
    const links = [...help.document.querySelectorAll('.help-lines a')].map((each) =>
      each.getAttribute('href')!,
    );
    expect(links).toHaveLength(4);
    for (const link of links) {
      const { document } = await mira.get(link);
      expect(document.querySelectorAll('.has-fault')).toHaveLength(0);
      expect(document.querySelector<HTMLInputElement>('#add-amount')?.value).toMatch(/^\d+\.\d\d$/);
    }
  });

  it('is there for strangers too, in their language', async () => {
    const stranger = new Browser(app.url);
    const page = await stranger.get('/login');
    expect(page.document.querySelector('footer a[href="/help"]')).toBeTruthy();
    const german = await fetch(`${app.url}/help`, { headers: { 'Accept-Language': 'de-AT' } });
    const html = await german.text();
    expect(html).toContain('<h1>Hilfe</h1>');
    expect(html).toContain('12,50+3');
    expect(html).not.toContain('href="/add');
  });
});

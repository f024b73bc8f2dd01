import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../../testing/browser.js';
import { TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { type Person, signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

describe.each(engines)('language, region and theme on $name', (engine) => {
  let app: TestApp;
  let mira: Person;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock: new TestClock('2026-11-25T12:00:00.000Z') });
    mira = await signUp(app);
    await mira.spend('1234.50', 'Rent', { spent_on: '2026-11-03' });
    await mira.spend('-4.20', 'Paid back', { spent_on: '2026-11-24' });
    // A message is shown once; what comes after it is kept.
    await mira.get('/expenses');
    await mira.get('/expenses');
  });
  afterAll(() => app.close());

  const choose = async (chosen: Record<string, string>) => {
    const { username } = mira;
    const usual = { language: 'en', locale: 'en-US', theme: 'system', week_starts_on: '' };
    const fields = { username, currency: 'USD', time_zone: 'UTC', ...usual, ...chosen };
    expect((await mira.send('/account', fields)).status).toBe(303);
    await mira.get('/account');
  };
  /** Without what Intl puts in to keep a line or a direction. */
  const plain = (text: string | null | undefined) =>
    (text ?? '')
      .replace(/[\u200e\u200f\u061c\u2066-\u2069]/g, '')
      .replace(/\s+/g, ' ')
      .trim();
  const html = () => mira.page!.document.documentElement;

  it('name the places in the language of each, and mark the one that is shown, whichever was shown before', async () => {
    const marked = async (path: string) => {
      await mira.get(path);
      return mira.page!.document.querySelector('nav.tabs [aria-current]')?.textContent;
    };
    for (const [language, expenses, reports] of [
      ['en', 'Expenses', 'Reports'],
      ['de', 'Ausgaben', 'Berichte'],
    ] as const) {
      await choose({ language });
      expect([await marked('/expenses'), await marked('/reports')]).toEqual([expenses, reports]);
    }
  });

  it.each([
    ['en', 'en-US', '$1,234.50', '-$4.20', '$1,230.30', 'November 2026', 'Tue, Nov 24'],
    ['en', 'en-GB', 'US$1,234.50', '-US$4.20', 'US$1,230.30', 'November 2026', 'Tue 24 Nov'],
    ['de', 'de-CH', "$ 1'234.50", '$-4.20', "$ 1'230.30", 'November 2026', 'Di., 24. Nov.'],
    ['de', 'de-DE', '1.234,50 $', '-4,20 $', '1.230,30 $', 'November 2026', 'Di., 24. Nov.'],
    ['ja', 'ja-JP', '$1,234.50', '-$4.20', '$1,230.30', '2026年11月', '11月24日(火)'],
    ['ar', 'ar-EG', '١٬٢٣٤٫٥٠ US$', '-٤٫٢٠ US$', '١٬٢٣٠٫٣٠ US$', 'نوفمبر ٢٠٢٦', 'الثلاثاء، ٢٤ نوفمبر'],
  ])('show a page that is kept in %s of %s: list, summary and chart', async (...expected) => {
    const [language, locale, rent, refund, total, month, day] = expected;
    await choose({ language, locale });
    const { document } = await mira.get('/expenses');
    expect([html().lang, html().dir]).toEqual([language, language === 'ar' ? 'rtl' : 'ltr']);
    const amounts = [...document.querySelectorAll('.days a[href$=edit]')].map((each) =>
      plain(each.textContent),
    );
    expect(amounts).toEqual([refund, rent]);
    expect(plain(document.querySelector('.total')?.textContent)).toBe(total);
    expect(plain(document.querySelector('.summary h2')?.textContent)).toBe(month);
    const bar = document.querySelector('.months [aria-current]')?.getAttribute('aria-label');
    expect(plain(bar)).toContain(total);
    expect(plain(document.querySelector('.days th[scope=row]')?.textContent)).toContain(day);
    const edit = await mira.get(document.querySelectorAll('.days a[href$=edit]')[1]!.getAttribute('href')!);
    const typed = edit.document.querySelector<HTMLInputElement>('input[name=amount]')!.value;
    expect(typed).toBe(language === 'ar' ? '١٢٣٤٫٥٠' : locale === 'de-DE' ? '1234,50' : '1234.50');
    // Files keep the point.
    expect((await mira.get('/expenses/export?format=csv')).html).toContain('2026-11-03,Rent,1234.50,USD');
  });

  it('are those of the message that says that they were saved', async () => {
    await choose({ language: 'de' });
    expect(mira.page!.document.querySelector('main')?.textContent).toContain('Profil gespeichert.');
    await choose({ language: 'en' });
    expect(mira.page!.document.querySelector('main')?.textContent).toContain('Saved your profile.');
  });

  it('put the theme into the page itself, so that nothing flashes and no script is needed', async () => {
    for (const theme of ['dark', 'light', 'system', 'dark']) {
      await choose({ theme });
      for (const path of ['/expenses', '/reports', '/account']) {
        const { document } = await mira.get(path);
        expect(html().dataset['theme']).toBe(theme === 'system' ? undefined : theme);
        expect(document.querySelector('meta[name=color-scheme]')?.getAttribute('content')).toBe(
          theme === 'system' ? 'light dark' : theme,
        );
      }
    }
  });

  it.each([
    ['de-AT', 'de'],
    ['xx, fr-CA;q=0.8, en;q=0.9', 'en'],
    ['pt-PT', 'pt-BR'],
    ['ja', 'ja'],
    ['ar-KW;q=0.5', 'ar'],
    ['sv-SE', 'en'],
  ])('of a stranger are what the browser asks for: %s', async (header, language) => {
    const { document } = await new Browser(app.url).get('/login', { headers: { 'accept-language': header } });
    expect(document.documentElement.lang).toBe(language);
  });

  it('are chosen at the foot of a page before sign-in, and are those of the new account', async () => {
    const stranger = new Browser(app.url);
    const headers = { 'accept-language': 'de-CH' };
    await stranger.get('/register', { headers });
    const foot = stranger.page!.document.querySelector<HTMLFormElement>('form[action="/language"]')!;
    await stranger.submitForm(foot, { language: 'fr' }, { headers });
    expect(stranger.page!.document.documentElement.lang).toBe('fr');
    const foot2 = stranger.page!.document.querySelector<HTMLFormElement>('form[action="/language"]')!;
    await stranger.submitForm(foot2, { language: 'de' }, { headers });
    const form = stranger.page!.document.querySelector<HTMLFormElement>('form[action="/register"]')!;
    const email = `anna-${crypto.randomUUID()}@example.com`;
    await stranger.submitForm(
      form,
      { username: 'anna', email, password: 'seven grey herons wade' },
      { headers },
    );
    const account = (await stranger.get('/account')).document;
    const chosen = (name: string) => account.querySelector<HTMLSelectElement>(`[name=${name}]`)!.value;
    expect([chosen('language'), chosen('locale'), chosen('currency')]).toEqual(['de', 'de-CH', 'CHF']);
    const { document } = await stranger.get('/expenses');
    const categories = [...document.querySelectorAll('#add-category_id option')].map(
      (each) => each.textContent,
    );
    expect(categories).toContain('Lebensmittel');
    expect(categories).not.toContain('Groceries');
  });
});

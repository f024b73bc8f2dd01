import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { findCurrency } from '../domain/currency.js';
import { CATALOGS } from '../messages/catalog.js';
import { LANGUAGES } from '../messages/language.js';
import type { MessageKey } from '../messages/message.js';
import { localeFor } from './locale.js';
import { usualRegionOf } from './region.js';
import { Texts } from './texts.js';

const USD = findCurrency('USD')!;

describe('what is set into a sentence', () => {
  it('keeps its own direction in a language from right to left, so that no sign changes sides', () => {
    const arabic = localeFor({ language: 'ar', region: 'en-US' });
    expect(arabic.text('summary.coming', { amount: { money: 8400n, currency: USD } })).toContain(
      '\u2068$84.00\u2069',
    );
    expect(arabic.text('frame.quoted', { text: 'Rent (flat)' })).toContain('\u2068Rent (flat)\u2069');
    expect(arabic.moneyChange(1200n, USD)).toBe('\u2068+$12.00\u2069');
  });

  it('needs nothing around it in a language from left to right', () => {
    const german = localeFor({ language: 'de', region: 'de-DE' });
    expect(german.text('summary.coming', { amount: { money: 8400n, currency: USD } })).not.toMatch(
      /[\u2066-\u2069]/,
    );
    expect(german.moneyChange(-1200n, USD)).toBe('−12,00\u00a0$');
  });
});

it('leaves emphasis in a text as HTML, makes links of its other tags, and escapes what is set into it', () => {
  const english = localeFor({ language: 'en', region: 'en-US' });
  expect(english.html('summary.against', { change: '<1', what: 'October' })).toBe(
    '<b>&lt;1</b> against October',
  );
  expect(english.html('register.closed', {}, { link: '/login?a&b' })).toContain(
    '<a href="/login?a&amp;b">log in</a>',
  );
  expect(() => english.html('register.closed')).toThrow(/link/);
});

it('says how many in the plural form of the language', () => {
  const said = (language: 'en' | 'de' | 'ar', region: string) => (count: number) =>
    localeFor({ language, region }).text('frame.expense_count', { count });
  expect([0, 1, 2].map(said('en', 'en-US'))).toEqual(['0 expenses', '1 expense', '2 expenses']);
  expect([1, 2].map(said('de', 'de-DE'))).toEqual(['1 Ausgabe', '2 Ausgaben']);
  expect(new Set([1, 2, 3, 11, 100].map(said('ar', 'ar-EG'))).size).toBe(5);
});

it.each([
  ['de', '+1 gegenüber dem Tag davor', '+1 gegenüber den 7 Tagen davor'],
  ['fr', '+1 contre la veille', '+1 contre les 7 jours précédents'],
  ['es', '+1 frente a la víspera', '+1 frente a los 7 días anteriores'],
  ['pt-BR', '+1 contra o dia anterior', '+1 contra os 7 dias anteriores'],
  ['ja', '前日と比べて+1', 'その前の 7 日間と比べて+1'],
] as const)('compares in a sentence of %s, with articles that fit it', (language, day, week) => {
  const locale = localeFor({ language, region: usualRegionOf(language) });
  const against = (what: string) =>
    locale.html('summary.against', { change: '+1', what }).replace(/<[^>]*>/g, '');
  expect(against(locale.text('time.day_before'))).toBe(day);
  expect(against(locale.text('time.days_before', { count: 7 }))).toBe(week);
});

describe.each(LANGUAGES)('every text in %s', (language) => {
  const texts = new Texts(language, language);
  it('is said as the library of messages says it, whatever the count', () => {
    for (const key of Object.keys(CATALOGS[language]) as MessageKey[]) {
      const text = CATALOGS[language][key];
      if (/<\w/.test(text)) continue;
      const library = new IntlMessageFormat(text, language);
      for (const count of [0, 1, 2, 3, 11, 100, 1234]) {
        const given = (name: string, isPlural: boolean) => (isPlural ? count : `<${name}>`);
        const params: Record<string, string | number> = {};
        for (const [, name] of text.matchAll(/\{(\w+)/g))
          params[name!] = given(name!, text.includes(`{${name!}, plural`));
        expect(texts.text(key, given)).toBe(library.format(params));
      }
    }
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LANGUAGES, type Language } from '../../messages/language.js';
import { usualRegionOf } from '../../locale/region.js';
import type { Day } from '../calendar.js';
import { findCurrency } from '../currency.js';
import { toDecimal } from '../money.js';
import { type QuickContext, type QuickLine, QUICK_LINE_MAX, readQuickLine } from './quick-line.js';

/** A Friday. */
const TODAY = '2026-11-27' as Day;

const CATEGORIES = ['Food', 'Groceries', 'Eating out', 'Others', 'Essen', 'Café', '食費', 'طعام', 'Foto'];

interface Who {
  readonly language?: Language;
  readonly region?: string;
  readonly code?: string;
  readonly today?: string;
}

function contextOf({ language = 'en', region = usualRegionOf(language), code = 'USD', today = TODAY }: Who) {
  const categories = CATEGORIES.map((name, at) => ({ id: at + 1, name }));
  return { language, region, currency: findCurrency(code)!, today: today as Day, categories };
}

/** What was understood, on one line: amount or `!fault` | day | category | tags | description. */
function said(line: QuickLine, { currency, categories }: QuickContext): string {
  const { amount } = line;
  const figure = !amount
    ? '–'
    : amount.ok
      ? toDecimal(amount.value, currency)
      : `!${amount.fault.key.replace('fault.amount.', '')}`;
  const category = categories.find(({ id }) => id === line.categoryId)?.name ?? '–';
  return [figure, line.day ?? '–', category, line.tags.join(',') || '–', line.description].join(' | ').trim();
}

function understood(text: string, who: Who = {}): string {
  const context = contextOf(who);
  return said(readQuickLine(text, context), context);
}

describe('one line in English', () => {
  test.each([
    ['12.50 lunch #food yesterday', '12.50 | 2026-11-26 | Food | – | lunch'],
    ['lunch 12.50', '12.50 | – | – | – | lunch'],
    ['lunch with Ana 12', '12.00 | – | – | – | lunch with Ana'],
    ['', '– | – | – | – |'],
    ['   ', '– | – | – | – |'],
    ['lunch', '– | – | – | – | lunch'],
    // The amount: a sign of the currency, else decimals, else the first whole number.
    ['2 tickets 9.80 row 7', '9.80 | – | – | – | 2 tickets row 7'],
    ['2 tickets $9 row 7', '9.00 | – | – | – | 2 tickets row 7'],
    ['1.5 l milk 2.20', '2.20 | – | – | – | 1.5 l milk'],
    ['4 beers 2 friends', '4.00 | – | – | – | beers 2 friends'],
    ['$12.50 lunch', '12.50 | – | – | – | lunch'],
    ['lunch 12.50$', '12.50 | – | – | – | lunch'],
    ['lunch 12.50 USD', '12.50 | – | – | – | lunch'],
    ['USD 12.50 lunch', '12.50 | – | – | – | lunch'],
    ['lunch 12 dollars', '12.00 | – | – | – | lunch'],
    ['lunch 12,50', '12.50 | – | – | – | lunch'],
    ['rent 1,234.50', '1234.50 | – | – | – | rent'],
    ['rent 1,234', '1234.00 | – | – | – | rent'],
    ['lunch 12.50.', '12.50 | – | – | – | lunch'],
    ['lunch, 12.50, yesterday', '12.50 | 2026-11-26 | – | – | lunch'],
    ['12.50+3 lunch', '15.50 | – | – | – | lunch'],
    ['3*4.99 socks', '14.97 | – | – | – | socks'],
    ['3×4.99 socks', '14.97 | – | – | – | socks'],
    ['100/3 pizza', '33.33 | – | – | – | pizza'],
    ['24/7 gym 30', '30.00 | – | – | – | 24/7 gym'],
    ['call 555-1234', '– | – | – | – | call 555-1234'],
    ['2kg rice iOS 17b v1.2.3 12:30', '– | – | – | – | 2kg rice iOS 17b v1.2.3 12:30'],
    ['2kg rice 8', '8.00 | – | – | – | 2kg rice'],
    ['0 sugar cola 3', '3.00 | – | – | – | 0 sugar cola'],
    ['0.00 fee 5', '5.00 | – | – | – | 0.00 fee'],
    ['$0 shipping 5', '5.00 | – | – | – | $0 shipping'],
    ['2 tickets 3*4', '12.00 | – | – | – | 2 tickets'],
    ['2 tickets -5 back', '-5.00 | – | – | – | 2 tickets back'],
    ['4 300 g bars', '4.00 | – | – | – | 300 g bars'],
    ['BBQ 12', '12.00 | – | – | – | BBQ'],
    ['B12 vitamins', '– | – | – | – | B12 vitamins'],
    ['release 1.2.3', '– | – | – | – | release 1.2.3'],
    ['-$-5 typo', '– | – | – | – | -$-5 typo'],
    ['12 paid in $ 2026-11-03', '12.00 | 2026-11-03 | – | – | paid in $'],
    // An amount that cannot be read is still the amount.
    ['petrol 3.212', '!ambiguous | – | – | – | petrol'],
    ['petrol 1.2345', '!too_many_decimals | – | – | – | petrol'],
    ['hotel €80', '!other_currency | – | – | – | hotel'],
    ['hotel 80 EUR', '!other_currency | – | – | – | hotel'],
    ['nothing 0', '!zero | – | – | – | nothing'],
    ['castle 1000000000000', '!too_large | – | – | – | castle'],
    [`${'9'.repeat(60)} taxi`, '!too_large | – | – | – | taxi'],
    [`${'9'.repeat(61)} taxi`, `– | – | – | – | ${'9'.repeat(61)} taxi`],
    // One sign belongs to a figure, and a word of signs and letters to none.
    ['$12 € bill', '12.00 | – | – | – | € bill'],
    ['USD 12 dollars', '12.00 | – | – | – | dollars'],
    ['12€x 5', '5.00 | – | – | – | 12€x'],
    ['x€12 5', '5.00 | – | – | – | x€12'],
    ['3.00*2 beers 9.80', '9.80 | – | – | – | 3.00*2 beers'],
    // Refunds
    ['-12.50 shoes', '-12.50 | – | – | – | shoes'],
    ['- 12.50 shoes', '-12.50 | – | – | – | shoes'],
    ['−12.50 shoes', '-12.50 | – | – | – | shoes'],
    ['- shoes 12', '12.00 | – | – | – | - shoes'],
    ['shoes -$12', '-12.00 | – | – | – | shoes'],
    ['shoes $-12', '-12.00 | – | – | – | shoes'],
    ['shoes – 12.50', '12.50 | – | – | – | shoes –'],
    ['refund shoes 12.50', '-12.50 | – | – | – | shoes'],
    ['Refund: shoes -12.50', '-12.50 | – | – | – | shoes'],
    ['12.50 refund', '-12.50 | – | – | – | refund'],
    // Days
    ['3 coffee today', '3.00 | 2026-11-27 | – | – | coffee'],
    ['3 coffee Yesterday!', '3.00 | 2026-11-26 | – | – | coffee'],
    ['3 coffee the day before yesterday', '3.00 | 2026-11-25 | – | – | coffee'],
    ['30 concert tomorrow', '30.00 | 2026-11-28 | – | – | concert'],
    ['9 cab last night', '9.00 | 2026-11-26 | – | – | cab'],
    ['3 days ago 12 taxi', '12.00 | 2026-11-24 | – | – | taxi'],
    ['366 days ago taxi 12', '12.00 | 2025-11-26 | – | – | taxi'],
    ['367 days ago taxi 12', '367.00 | – | – | – | days ago taxi 12'],
    ['1.5 days ago 12 taxi', '1.50 | – | – | – | days ago 12 taxi'],
    ['3x days ago 12 taxi', '12.00 | – | – | – | 3x days ago taxi'],
    ['3 days 12.50 parking', '12.50 | – | – | – | 3 days parking'],
    ['taxi 12 monday', '12.00 | 2026-11-23 | – | – | taxi'],
    ['on Monday 12 taxi home', '12.00 | 2026-11-23 | – | – | taxi home'],
    ['taxi on last Monday 12 home', '12.00 | 2026-11-23 | – | – | taxi home'],
    ['taxi 12 on Wednesday', '12.00 | 2026-11-25 | – | – | taxi'],
    ['taxi 12 last thu', '12.00 | 2026-11-26 | – | – | taxi'],
    ['taxi 12 friday', '12.00 | 2026-11-20 | – | – | taxi'],
    ['taxi 12 Saturday', '12.00 | 2026-11-21 | – | – | taxi'],
    ['taxi 12 Sat.', '12.00 | 2026-11-21 | – | – | taxi'],
    ['sun cream 8', '8.00 | – | – | – | sun cream'],
    ['3 Nov 12 taxi', '12.00 | 2026-11-03 | – | – | taxi'],
    ['12 taxi Nov 3', '12.00 | 2026-11-03 | – | – | taxi'],
    ['12 taxi November 3rd, 2025', '12.00 | 2025-11-03 | – | – | taxi'],
    ['12 taxi on the 3rd of November', '12.00 | 2026-11-03 | – | – | taxi on the'],
    ['taxi 12 Tue, 3 November 2026', '12.00 | 2026-11-03 | – | – | taxi'],
    ['taxi 12 Tuesday, 3 November 2025', '12.00 | 2025-11-03 | – | – | taxi'],
    ['Friday, 11/6/2026 taxi 12', '12.00 | 2026-11-06 | – | – | taxi'],
    ['taxi 120 Nov', '120.00 | – | – | – | taxi Nov'],
    ['5pm Nov taxi 12', '12.00 | – | – | – | 5pm Nov taxi'],
    ['12 taxi 2026-11-03', '12.00 | 2026-11-03 | – | – | taxi'],
    ['12 taxi 2026/11/3', '12.00 | 2026-11-03 | – | – | taxi'],
    ['12 taxi 11/3', '12.00 | 2026-11-03 | – | – | taxi'],
    ['12 taxi 11/3/25', '12.00 | 2025-11-03 | – | – | taxi'],
    ['12 taxi 13/11/2026', '12.00 | 2026-11-13 | – | – | taxi'],
    ['11/3 taxi', '3.67 | – | – | – | taxi'],
    ['28 Nov', '– | 2026-11-28 | – | – |'],
    ['9 gift 24 Dec', '9.00 | 2025-12-24 | – | – | gift'],
    ['9 rent 1 Dec', '9.00 | 2026-12-01 | – | – | rent'],
    ['9 rent 11 Dec', '9.00 | 2026-12-11 | – | – | rent'],
    ['9 rent 12 Dec', '9.00 | 2025-12-12 | – | – | rent'],
    ['9 leap 29 Feb', '9.00 | 2024-02-29 | – | – | leap'],
    ['9 party 31 Feb', '9.00 | – | – | – | party 31 Feb'],
    ['12.50 2026-02-30 x', '12.50 | – | – | – | 2026-02-30 x'],
    ['3 Nov 2000 rent', '2000.00 | 2026-11-03 | – | – | rent'],
    ['rent 3 Nov 2025', '– | 2025-11-03 | – | – | rent'],
    ['rent 3 Nov 2020', '– | 2020-11-03 | – | – | rent'],
    ['rent 3 Nov 2019', '2019.00 | 2026-11-03 | – | – | rent'],
    ['12 taxi monday friday', '12.00 | 2026-11-23 | – | – | taxi friday'],
    ['march against may 5 pm', '– | 2026-05-05 | – | – | march against pm'],
    // #word
    ['5 #eating-out tapas', '5.00 | – | Eating out | – | tapas'],
    ['5 #EatingOut tapas', '5.00 | – | Eating out | – | tapas'],
    ['5 #eat tapas', '5.00 | – | Eating out | – | tapas'],
    ['5 #CAFÉ latte', '5.00 | – | Café | – | latte'],
    ['5 #cafe latte', '5.00 | – | Café | – | latte'],
    ['5 #fo two begin so', '5.00 | – | – | fo | two begin so'],
    ['5 #trip #food, #Trip #ana', '5.00 | – | Food | trip,ana |'],
    ['5 #food #groceries both', '5.00 | – | Food | groceries | both'],
    ['5 invoice #4711', '5.00 | – | – | – | invoice #4711'],
    ['5 # C# a#b', '5.00 | – | – | – | # C# a#b'],
    ['5 #new-york', '5.00 | – | – | new-york |'],
    ['5 #eating--out tapas', '5.00 | – | Eating out | – | tapas'],
    ['5 ##trip', '5.00 | – | – | trip |'],
    ['5 #trip2 #4you', '5.00 | – | – | trip2,4you |'],
    [`5 #${'x'.repeat(41)}`, `5.00 | – | – | – | #${'x'.repeat(41)}`],
    // Punctuation
    ['lunch,', '– | – | – | – | lunch,'],
    ['bread, milk, 12.50', '12.50 | – | – | – | bread, milk'],
    ['lunch,, 12.50', '12.50 | – | – | – | lunch'],
    ['12.50,, lunch', '12.50 | – | – | – | lunch'],
  ])('%j', (text, expected) => {
    expect(understood(text)).toBe(expected.trim());
  });
});

test('a category of that very name comes before those that begin so', () => {
  const categories = ['Home office', 'Home'].map((name, at) => ({ id: at + 1, name }));
  expect(readQuickLine('5 #home', { ...contextOf({}), categories }).categoryId).toBe(2);
});

test('of more than twenty tags the others stay, and one that is there already does not', () => {
  const tags = Array.from({ length: 20 }, (_, at) => `t${String(at)}`);
  const read = readQuickLine(`5 #${tags.join(' #')} #more #T0`, contextOf({}));
  expect(read).toMatchObject({ tags, description: '#more' });
});

describe('one line in every language and region', () => {
  const tables: readonly [Who, readonly (readonly [string, string])[]][] = [
    [
      { language: 'en', region: 'en-GB', code: 'GBP' },
      [
        ['12 taxi 3/11', '12.00 | 2026-11-03 | – | – | taxi'],
        ['12 taxi 3/11/2025', '12.00 | 2025-11-03 | – | – | taxi'],
        ['£12 taxi', '12.00 | – | – | – | taxi'],
        ['12 pounds taxi 3', '12.00 | – | – | – | taxi 3'],
      ],
    ],
    [
      { language: 'de', code: 'EUR' },
      [
        ['12,50 Mittagessen #essen gestern', '12.50 | 2026-11-26 | Essen | – | Mittagessen'],
        ['Mittagessen 12,50 € yesterday', '12.50 | 2026-11-26 | – | – | Mittagessen'],
        ['12 Euro Pizza', '12.00 | – | – | – | Pizza'],
        ['Miete 1.234,50', '1234.50 | – | – | – | Miete'],
        ['Kaffee 3 vorgestern', '3.00 | 2026-11-25 | – | – | Kaffee'],
        ['Kaffee 3 am Montag', '3.00 | 2026-11-23 | – | – | Kaffee'],
        ['Kaffee 3 letzten Freitag', '3.00 | 2026-11-20 | – | – | Kaffee'],
        ['Kaffee 3 heute früh', '3.00 | 2026-11-27 | – | – | Kaffee'],
        ['Kaffee 3 vor 2 Tagen', '3.00 | 2026-11-25 | – | – | Kaffee'],
        ['Kaffee 4 3. November', '4.00 | 2026-11-03 | – | – | Kaffee'],
        ['Kaffee 4 am 3. November 2025', '4.00 | 2025-11-03 | – | – | Kaffee'],
        ['Kaffee 4 3.11.', '4.00 | 2026-11-03 | – | – | Kaffee'],
        ['Kaffee 4 3.11.2025', '4.00 | 2025-11-03 | – | – | Kaffee'],
        ['Kaffee 3.11', '3.11 | – | – | – | Kaffee'],
        ['Kaffee 3.11.', '3.11 | – | – | – | Kaffee'],
        ['4 Ostern 3. März', '4.00 | 2026-03-03 | – | – | Ostern'],
        ['4 Ostern 3 maerz', '4.00 | 2026-03-03 | – | – | Ostern'],
        ['Gutschrift Schuhe 30', '-30.00 | – | – | – | Schuhe'],
        ['Rückerstattung Schuhe 30', '-30.00 | – | – | – | Schuhe'],
        ['hier Brot 3', '3.00 | – | – | – | hier Brot'],
      ],
    ],
    [
      { language: 'de', region: 'de-AT', code: 'EUR' },
      [['4 Schi 6. Jänner', '4.00 | 2026-01-06 | – | – | Schi']],
    ],
    [
      { language: 'de', region: 'de-CH', code: 'CHF' },
      [
        ["Miete 1'234.50 Fr.", '1234.50 | – | – | – | Miete'],
        ['CHF 12.50 Znüni', '12.50 | – | – | – | Znüni'],
        ['12 Franken Znüni 3', '12.00 | – | – | – | Znüni 3'],
        ['Znüni 12 Mo.', '12.00 | 2026-11-23 | – | – | Znüni'],
      ],
    ],
    [
      { language: 'fr', code: 'EUR' },
      [
        ['12,50 déjeuner #cafe hier', '12.50 | 2026-11-26 | Café | – | déjeuner'],
        ['loyer 1 234,50 €', '1234.50 | – | – | – | loyer'],
        ['loyer 1 234', '1234.00 | – | – | – | loyer'],
        ['maison 12 345 678,50', '12345678.50 | – | – | – | maison'],
        ['maison 12345 678', '12345.00 | – | – | – | maison 678'],
        ['pain 12,50 300 g', '12.50 | – | – | – | pain 300 g'],
        ['pain 3 1234', '3.00 | – | – | – | pain 1234'],
        ['pain 1€ 234 g', '1.00 | – | – | – | pain 234 g'],
        ['pain 2 €300', '300.00 | – | – | – | pain 2'],
        ['retour 2 -300', '-300.00 | – | – | – | retour 2'],
        ['loyer 1\u202f234,50\u00a0€ avant-hier', '1234.50 | 2026-11-25 | – | – | loyer'],
        ['pain 2 aujourd’hui', '2.00 | 2026-11-27 | – | – | pain'],
        ['pain 2 vendredi dernier', '2.00 | 2026-11-20 | – | – | pain'],
        ['pain 2 le 3 novembre', '2.00 | 2026-11-03 | – | – | pain'],
        ['pain 2 1er févr.', '2.00 | 2026-02-01 | – | – | pain'],
        ['pain 2 il y a 3 jours', '2.00 | 2026-11-24 | – | – | pain'],
        ['pain 2 3/11', '2.00 | 2026-11-03 | – | – | pain'],
        ['remboursement chaussures 30 euros', '-30.00 | – | – | – | chaussures'],
      ],
    ],
    [
      { language: 'es', code: 'EUR' },
      [
        ['12,50 comida ayer', '12.50 | 2026-11-26 | – | – | comida'],
        ['comida 8 anteayer', '8.00 | 2026-11-25 | – | – | comida'],
        ['comida 8 antes de ayer', '8.00 | 2026-11-25 | – | – | comida'],
        ['comida 8 el miércoles', '8.00 | 2026-11-25 | – | – | comida'],
        ['comida 8 el sabado pasado', '8.00 | 2026-11-21 | – | – | comida'],
        ['comida 8 3 de noviembre de 2025', '8.00 | 2025-11-03 | – | – | comida'],
        ['comida 8 el 3 de nov', '8.00 | 2026-11-03 | – | – | comida'],
        ['café de ayer 8 hace 2 días', '8.00 | 2026-11-26 | – | – | café de hace 2 días'],
        ['devolución zapatos 30', '-30.00 | – | – | – | zapatos'],
      ],
    ],
    [
      { language: 'pt-BR', code: 'BRL' },
      [
        ['R$ 12,50 almoço ontem', '12.50 | 2026-11-26 | – | – | almoço'],
        ['almoço R$12,50 anteontem', '12.50 | 2026-11-25 | – | – | almoço'],
        ['almoço 12 reais na sexta-feira', '12.00 | 2026-11-20 | – | – | almoço'],
        ['almoço 12 terça', '12.00 | 2026-11-24 | – | – | almoço'],
        ['almoço 12 3 de novembro', '12.00 | 2026-11-03 | – | – | almoço'],
        ['estorno sapatos 30', '-30.00 | – | – | – | sapatos'],
      ],
    ],
    [
      { language: 'ja', code: 'JPY' },
      [
        ['1200 ランチ #食費 昨日', '1200 | 2026-11-26 | 食費 | – | ランチ'],
        ['ランチ １，２００円 ＃食費', '1200 | – | 食費 | – | ランチ'],
        ['昨日、ランチ1200円', '1200 | 2026-11-26 | – | – | ランチ'],
        ['昨日ランチ1200円', '1200 | 2026-11-26 | – | – | ランチ'],
        ['一昨日のランチ ¥1200', '1200 | 2026-11-25 | – | – | ランチ'],
        ['11月3日 ランチ 1200', '1200 | 2026-11-03 | – | – | ランチ'],
        ['2025年11月3日ランチ1200円', '1200 | 2025-11-03 | – | – | ランチ'],
        ['11月3日のランチ 1200', '1200 | 2026-11-03 | – | – | ランチ'],
        ['11/3 ランチ 1200', '1200 | 2026-11-03 | – | – | ランチ'],
        ['月曜日 ランチ 1200', '1200 | 2026-11-23 | – | – | ランチ'],
        ['月曜 ランチ 1200', '1200 | 2026-11-23 | – | – | ランチ'],
        ['2 靴下 3*400', '1200 | – | – | – | 2 靴下'],
        ['返金 靴 3000', '-3000 | – | – | – | 靴'],
        ['ランチ 12.5', '!no_decimals | – | – | – | ランチ'],
      ],
    ],
    [
      { language: 'ar', code: 'EGP' },
      [
        ['12.50 غداء #طعام أمس', '12.50 | 2026-11-26 | طعام | – | غداء'],
        ['غداء ١٢٫٥٠ امس', '12.50 | 2026-11-26 | – | – | غداء'],
        ['غداء ١٢ جنيه أول أمس', '12.00 | 2026-11-25 | – | – | غداء'],
        ['غداء 12 يوم الجمعة الماضي', '12.00 | 2026-11-20 | – | – | غداء'],
        ['غداء 12 ٣ نوفمبر', '12.00 | 2026-11-03 | – | – | غداء'],
        ['استرداد حذاء 30', '-30.00 | – | – | – | حذاء'],
      ],
    ],
    [
      { language: 'ar', region: 'ar-LB', code: 'LBP' },
      [['غداء 12 3 تشرين الثاني', '12.00 | 2026-11-03 | – | – | غداء']],
    ],
    [
      { language: 'en', region: 'en-IN', code: 'INR' },
      [
        ['rent ₹1,23,456.50', '123456.50 | – | – | – | rent'],
        ['rent 12 rupees', '12.00 | – | – | – | rent'],
      ],
    ],
    [{ language: 'en', region: 'sv-SE', code: 'SEK' }, [['12 taxi 3/11', '12.00 | – | – | – | taxi 3/11']]],
    [{ language: 'en', code: 'KWD' }, [['fuel 3.212', '3.212 | – | – | – | fuel']]],
  ];
  for (const [who, lines] of tables) {
    test.each(lines)(`${who.language!} ${who.region ?? ''} ${who.code!} %j`, (text, expected) => {
      expect(understood(text, who)).toBe(expected);
    });
  }
});

test.each<[Who, string, string]>([
  [{ language: 'en', region: 'en-AU', code: 'AUD' }, '3 beers 12 dollars', 'beers 3'],
  [{ language: 'en', region: 'en-IE', code: 'EUR' }, '3 beers 12 Euro', 'beers 3'],
  [{ language: 'en', region: 'en-NZ', code: 'NZD' }, '3 beers 12 dollar', 'beers 3'],
  [{ language: 'es', region: 'es-AR', code: 'ARS' }, '3 cervezas 12 peso', 'cervezas 3'],
  [{ language: 'de', region: 'de-LI', code: 'CHF' }, '3 Bier 12 Franken', 'Bier 3'],
  [{ language: 'de', region: 'de-DE', code: 'CHF' }, '3 Bier 12 francs', 'Bier 3'],
  [{ language: 'fr', region: 'fr-CH', code: 'CHF' }, '3 bières 12 francs', 'bières 3'],
  [{ language: 'es', region: 'es-MX', code: 'MXN' }, '3 cervezas 12 pesos', 'cervezas 3'],
  [{ language: 'pt-BR', region: 'pt-BR', code: 'USD' }, '3 cervejas 12 dólares', 'cervejas 3'],
  [{ language: 'ar', region: 'ar-MA', code: 'MAD' }, '3 قهوة 12 درهم', 'قهوة 3'],
  [{ language: 'en', region: 'en-GB', code: 'USD' }, '3 beers 12 bucks', 'beers 3'],
])('what everybody calls the money marks the amount: %o %j', (who, line, rest) => {
  const expected = rest.split(' ').reverse().join(' ');
  expect(understood(line, who)).toBe(`12.00 | – | – | – | ${expected}`);
});

describe('days by name', () => {
  test.each(LANGUAGES.flatMap((language) => [15, 27].map((day) => [language, day] as const)))(
    'every month of %s, the %i., as Intl writes it',
    (language, day) => {
      for (const month of ['long', 'short'] as const) {
        for (let at = 1; at <= 12; at += 1) {
          const format = new Intl.DateTimeFormat(language, { month, day: 'numeric', timeZone: 'UTC' });
          const text = format.format(Date.UTC(2025, at - 1, day));
          const expected = `2026-${String(at).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
          const read = readQuickLine(`${text} Xyz`, contextOf({ language, today: '2026-12-31' }));
          expect([read.day, read.description], text).toEqual([expected, 'Xyz']);
        }
      }
    },
  );

  test.each(LANGUAGES)('every weekday of %s', (language) => {
    const format = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
    for (let back = 1; back <= 7; back += 1) {
      const day = new Date(Date.UTC(2026, 10, 27 - back));
      const text = format.format(day);
      const read = readQuickLine(`${text} Xyz`, contextOf({ language }));
      expect([read.day, read.description], text).toEqual([day.toISOString().slice(0, 10), 'Xyz']);
    }
  });
});

describe('any line', () => {
  const who = fc.record({
    language: fc.constantFrom(...LANGUAGES),
    region: fc.constantFrom(
      'en-US',
      'en-GB',
      'de-DE',
      'de-CH',
      'fr-FR',
      'ja-JP',
      'ar-EG',
      'hu-HU',
      'sv-SE',
      'hi-IN',
    ),
    code: fc.constantFrom('USD', 'EUR', 'JPY', 'KWD', 'CHF'),
  });
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.stringMatching(/^[-+#$€.,/x*\d]{1,9}$/),
    fc.constantFrom(
      '3',
      'Nov',
      '2026',
      'of',
      'last',
      'night',
      '#food',
      '#',
      '-',
      '€',
      'USD',
      '円',
      'vor',
      'Tagen',
    ),
  );

  test('never throws, and never invents a word', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), who, (pieces, person) => {
        const text = pieces.join(' ');
        const read = readQuickLine(text, contextOf(person));
        const typed = text.replace(/\s/gu, '');
        let at = 0;
        for (const character of read.description.replace(/\s/gu, '')) {
          at = typed.indexOf(character, at) + character.length;
          expect(at).toBeGreaterThan(0);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('keeps every word that it does not understand, in its order', () => {
    const strange = fc.stringMatching(/^q[bcxz]{1,6}$/);
    fc.assert(
      fc.property(
        fc.array(strange, { minLength: 1, maxLength: 6 }),
        fc.shuffledSubarray(['12.50', 'yesterday', '#food', 'refund'], { minLength: 0 }),
        fc.array(fc.nat(), { minLength: 4, maxLength: 4 }),
        who,
        (unknown, known, places, person) => {
          const words: string[] = [...unknown];
          for (const [at, word] of known.entries()) words.splice(places[at]! % (words.length + 1), 0, word);
          const read = readQuickLine(words.join(' '), contextOf({ ...person, code: 'USD' }));
          expect(read.description).toBe(unknown.join(' '));
          expect(read.amount?.ok ?? false).toBe(known.includes('12.50'));
          expect(read.day !== undefined).toBe(known.includes('yesterday'));
          expect(read.categoryId !== undefined).toBe(known.includes('#food'));
          expect(read.isRefund).toBe(known.includes('refund'));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('the longest line is read to its end', () => {
    const text = `${'x'.repeat(QUICK_LINE_MAX - 6)} 12.50`;
    expect(understood(text)).toMatch(/^12\.50 \| – \| – \| – \| x+$/);
  });

  test('a line that is too long has its spaces put right', () => {
    const long = 'x'.repeat(QUICK_LINE_MAX);
    expect(readQuickLine(` 12.50  a\t\t${long} `, contextOf({})).description).toBe(`12.50 a ${long}`);
  });

  test('a line that is too long is a description', () => {
    const text = `12.50 ${'x'.repeat(QUICK_LINE_MAX)}`;
    expect(readQuickLine(text, contextOf({}))).toMatchObject({ amount: undefined, description: text });
  });

  test.each(['1', 'x', '1x', '#', '/', '.', ',', '-', "'", '年', '円', '1円', ' 1', 'a.', '$', ',!'])(
    'takes no time for %j again and again',
    (unit) => {
      const text = unit.repeat(QUICK_LINE_MAX).slice(0, QUICK_LINE_MAX);
      for (const language of LANGUAGES) {
        for (let times = 0; times < 3; times += 1) readQuickLine(text, contextOf({ language }));
      }
    },
  );
});

import { expect, test } from 'vitest';
import { readFile } from './read-file.js';

/** The descriptions of the rows, and their tags where there are some. */
function textsOf(lines: readonly string[]): string[] {
  const found = readFile(new TextEncoder().encode(lines.join('\n')));
  if (!found.ok) throw new Error(found.code);
  return found.rows.map(({ description, tags }) => [description, ...tags.map((tag) => `#${tag}`)].join(' '));
}

test.each<[what: string, lines: readonly string[], texts: readonly string[]]>([
  [
    'whoever was paid stands before what it was for',
    ['Date,Memo,Payee,Amount', '2026-03-01,rolls,Bakery,-3.20', '2026-03-02,,Market,-9.00'],
    ['Bakery – rolls', 'Market'],
  ],
  [
    'a column without a name beside the last with text goes on with it',
    ['Date,Amount,Text,,', '2026-03-01,-3.20,Bakery,Main Street,Berlin', '2026-03-02,-9.00,Market,,Potsdam'],
    ['Bakery – Main Street – Berlin', 'Market – Potsdam'],
  ],
  [
    'but not one that holds days, nor one of figures',
    ['Date,Amount,Text,,', '2026-03-01,-3.20,Bakery,2026-03-02,17', '2026-03-02,-9.00,Market,2026-03-03,18'],
    ['Bakery', 'Market'],
  ],
  [
    'a label is the text where there is no other',
    ['Date,Label,Amount', '2026-03-01,Bakery,-3.20', '2026-03-02,Market,-9.00'],
    ['Bakery', 'Market'],
  ],
  [
    'a label beside a text is a tag',
    ['Date,Description,Label,Amount', '2026-03-01,Bakery,trip,-3.20', '2026-03-02,Market,home,-9.00'],
    ['Bakery #trip', 'Market #home'],
  ],
  [
    'a label beside whoever was paid is a tag',
    ['Date,Payee,Label,Amount', '2026-03-01,Bakery,trip,-3.20', '2026-03-02,Market,home,-9.00'],
    ['Bakery #trip', 'Market #home'],
  ],
  [
    'a label beside an empty column of texts is the text',
    ['Date,Description,Label,Amount', '2026-03-01,,Bakery,-3.20', '2026-03-02,,Market,-9.00'],
    ['Bakery', 'Market'],
  ],
  [
    'the kind of a booking stands in for a text that a row has none of',
    [
      'Date,Description,Transaction type,Amount',
      '2026-03-01,Bakery,Card payment,-3.20',
      '2026-03-02,,Bank fee,-9.00',
    ],
    ['Bakery', 'Bank fee'],
  ],
  [
    'the kind of a booking is the text where there is no other',
    ['Date,Transaction type,Amount', '2026-03-01,Card payment,-3.20', '2026-03-02,Bank fee,-9.00'],
    ['Card payment', 'Bank fee'],
  ],
  [
    'the category is the text where there is no other',
    ['Category,Date,Amount', 'Food,2026-03-01,-3.20', 'Home,2026-03-02,-9.00'],
    ['Food', 'Home'],
  ],
  [
    'without names, what is made of words',
    [
      '2026-03-01,Bakery at the corner,EUR,-3.20',
      '2026-03-02,Market hall,EUR,-9.00',
      '2026-03-03,Tea,EUR,-2.00',
    ],
    ['Bakery at the corner', 'Market hall', 'Tea'],
  ],
  [
    'without names, not what always says the same',
    ['2026-03-01,Current account,Bakery,-3.20', '2026-03-02,Current account,Market,-9.00'],
    ['Bakery', 'Market'],
  ],
  [
    'without names, short words where there is nothing longer',
    ['2026-03-01,Tea,-3.20', '2026-03-02,Pie,-9.00', '2026-03-03,Tea,-3.20'],
    ['Tea', 'Pie', 'Tea'],
  ],
  [
    'with names that nobody knows, what is made of words',
    ['Date,Xyzzy,Plugh,Amount', '2026-03-01,Bakery,7,-3.20', '2026-03-02,Market,8,-9.00'],
    ['Bakery', 'Market'],
  ],
  [
    'of two that may be who was paid, the one that is surer; the other is no part',
    ['Date,Merchant city,Payee,Amount', '2026-03-01,Berlin,Bakery,-3.20', '2026-03-02,Potsdam,Market,-9.00'],
    ['Bakery', 'Market'],
  ],
  [
    'a text that stands once more in its parts is left to them',
    [
      'Date,Description,Description 1,Description 2,Amount',
      '2026-03-01,x,Bakery,rolls,-3.20',
      '2026-03-02,x,Market,,-9.00',
    ],
    ['Bakery – rolls', 'Market'],
  ],
  [
    'what is only said of the account is no text',
    [
      'Date,Account name,Text,Amount',
      '2026-03-01,My account,Bakery,-3.20',
      '2026-03-02,My account,Market,-9.00',
    ],
    ['Bakery', 'Market'],
  ],
  [
    'a text of days or of amounts is none',
    [
      'Date,Text,Note,Memo,Amount',
      '2026-03-01,Bakery,2026-03-02,7.50,-3.20',
      '2026-03-02,Market,2026-03-03,8.50,-9.00',
    ],
    ['Bakery', 'Market'],
  ],
  [
    'without names, four texts at most, from the left',
    [
      '2026-03-01,Bakery,rolls,Main Street,Berlin,Germany,-3.20',
      '2026-03-02,Market,beans,High Street,London,England,-9.00',
    ],
    ['Bakery – rolls – Main Street – Berlin', 'Market – beans – High Street – London'],
  ],
  [
    'without names, no flags, codes and short words beside a text',
    [
      '2026-03-01,DB,EUR,Bakery at the corner,-3.20',
      '2026-03-02,CR,EUR,Pay of March,9.00',
      '2026-03-03,DB,EUR,Tea,-2.00',
    ],
    ['Bakery at the corner', 'Pay of March', 'Tea'],
  ],
  [
    'without names, one word that all rows have, where there is no other',
    ['2026-03-01,Groceries,-3.20', '2026-03-02,Groceries,-9.00'],
    ['Groceries', 'Groceries'],
  ],
  ['a single row with names that nobody knows', ['Date,Xyzzy,Amount', '2026-03-01,Bakery,-3.20'], ['Bakery']],
])('%s', (_what, lines, texts) => {
  expect(textsOf(lines)).toEqual(texts);
});

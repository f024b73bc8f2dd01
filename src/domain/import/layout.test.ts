import { expect, test } from 'vitest';
import { readFile } from './read-file.js';

/** Which column of a sheet was taken for what, counted from 1, in one line; and what is asked. */
function columnsOf(lines: readonly string[]): string {
  const found = readFile(new TextEncoder().encode(lines.join('\n')));
  if (!found.ok) throw new Error(found.code);
  const columns = Object.entries(found.values).filter(([field]) => field.startsWith('column_'));
  const asked = found.questions.map(({ field }) => `${field}?`);
  return [...columns.map(([field, at]) => `${field.replace('column_', '')} ${at}`), ...asked].join(', ');
}

test.each<[what: string, lines: readonly string[], columns: string]>([
  [
    'the day is where days stand, whatever else is called so',
    ['Date,Booked,Text,Amount', 'Sunday,2026-03-01,Tea,-3.20', 'Monday,2026-03-02,Pie,-9.00'],
    'date 2, amount 4, description 3',
  ],
  [
    'a column of days that is empty is none',
    ['Date,Transaction date,Text,Amount', ',2026-03-01,Tea,-3.20', ',2026-03-02,Pie,-9.00'],
    'date 2, amount 4, description 3',
  ],
  [
    'of two days, the one of the booking',
    [
      'Value date,Booking date,Text,Amount',
      '2026-03-02,2026-03-01,Tea,-3.20',
      '2026-03-03,2026-03-02,Pie,-9.00',
    ],
    'date 2, amount 4, description 3',
  ],
  [
    'the day of the value, where there is no other',
    ['Valuta;Text;Betrag', '01.03.2026;Tee;-3,20', '02.03.2026;Brot;-9,00'],
    'date 1, amount 3, description 2',
  ],
  [
    'what is a day in one language and a currency in another, by what stands there',
    ['Datum;Tekst;Beløb;Valuta', '01.03.2026;Te;-3,20;DKK', '02.03.2026;Brød;-9,00;DKK'],
    'date 1, amount 3, description 2, currency 4',
  ],
  [
    'an amount that is empty is none',
    ['Date,Text,Amount,Value', '2026-03-01,Tea,,-3.20', '2026-03-02,Pie,,-9.00'],
    'date 1, amount 4, description 2',
  ],
  [
    'two sides of which one is empty so far',
    ['Date,Text,Debit,Credit', '2026-03-01,Tea,3.20,', '2026-03-02,Pie,9.00,'],
    'date 1, out 3, in 4, description 2',
  ],
  [
    'an amount, and beside it a side that says nothing more',
    ['Date,Text,Debit,Amount', '2026-03-01,Tea,3.20,-3.20', '2026-03-02,Pay,,9.00'],
    'date 1, amount 4, description 2',
  ],
  [
    'a balance and a fee are no amount',
    ['Balance,Fee,Date,Text,Amount', '10.00,0.10,2026-03-01,Tea,-3.20', '1.00,0.20,2026-03-02,Pie,-9.00'],
    'date 3, amount 5, description 4',
  ],
  [
    'a category of figures is none',
    ['Date,Text,Category,Amount', '2026-03-01,Tea,12.50,-3.20', '2026-03-02,Pie,13.75,-9.00'],
    'date 1, amount 4, description 2',
  ],
  [
    'a category of days is none',
    ['Date,Text,Category,Amount', '2026-03-01,Tea,20260304,-3.20', '2026-03-02,Pie,20260305,-9.00'],
    'date 1, amount 4, description 2',
  ],
  [
    'a category by its number, and one that is empty, are categories',
    ['Date,Text,Category,Tags,Amount', '2026-03-01,Tea,7,,-3.20', '2026-03-02,Pie,8,,-9.00'],
    'date 1, amount 5, description 2, category 3, tags 4',
  ],
  [
    'an id that most rows lack is text',
    [
      'Date,Text,Reference,Amount',
      '2026-03-01,Tea,A77,-3.20',
      '2026-03-02,Pie,,-9.00',
      '2026-03-03,Bun,,-1.00',
    ],
    'date 1, amount 4, description 2,3',
  ],
  [
    'an id that all rows have',
    ['Date,Text,Transaction ID,Amount', '2026-03-01,Tea,A77,-3.20', '2026-03-02,Pie,B12,-9.00'],
    'date 1, amount 4, description 2, id 3',
  ],
  [
    'a currency is a column of codes',
    ['Date,Text,Currency,Amount', '2026-03-01,Tea,EUR,-3.20', '2026-03-02,Pie,USD,-9.00'],
    'date 1, amount 4, description 2, currency 3',
  ],
  [
    'a currency that is empty is none',
    ['Date,Text,Currency,Amount', '2026-03-01,Tea,,-3.20', '2026-03-02,Pie,,-9.00'],
    'date 1, amount 4, description 2',
  ],
  [
    'a column that says which side',
    ['Date,Text,Amount,Debit/Credit', '2026-03-01,Tea,3.20,Debit', '2026-03-02,Pay,9.00,Credit'],
    'date 1, amount 3, description 2, flag 4',
  ],
  [
    'a kind that says which side',
    ['Date,Text,Amount,Type', '2026-03-01,Tea,3.20,Debit', '2026-03-02,Pay,9.00,Credit'],
    'date 1, amount 3, description 2, flag 4',
  ],
  [
    'a side without a name',
    ['2026-03-01,Tea at the corner,3.20,D', '2026-03-02,Pay of March,9.00,C'],
    'date 1, amount 3, description 2, flag 4',
  ],
  [
    'without names, a currency of capitals',
    ['2026-03-01,Tea at the corner,-3.20,EUR', '2026-03-02,Pay of March,9.00,EUR'],
    'date 1, amount 3, description 2, currency 4',
  ],
  [
    'without names, whole amounts',
    ['2026-03-01,Tea at the corner,-3', '2026-03-02,Pay of March,9', '2026-03-03,Pie,-4'],
    'date 1, amount 3, description 2',
  ],
  [
    'without names, whole amounts beside a column that is mostly empty',
    ['2026-03-01,Tea at the corner,3,', '2026-03-02,Pay of March,9,', '2026-03-03,Pie,4,1'],
    'date 1, amount 3, description 2, sign?',
  ],
  [
    'without names, two amounts of which nobody knows which is which',
    ['2026-03-01,Tea,3.20,1.10', '2026-03-02,Pay,9.00,1.20', '2026-03-03,Pie,4.00,7.30'],
    'date 1, description 2, columns?',
  ],
  [
    'the side whose name nobody knows is where the known one is empty',
    [
      'Date;Text;Zorp;Debit',
      '2026-03-01;Tea;;3.20',
      '2026-03-02;Pay;90.00;0.00',
      '2026-03-03;Pie;0.00;4.00',
      'Total;;90.00;7.20',
    ],
    'date 1, out 4, in 3, description 2',
  ],
  [
    'and the other way round',
    ['Credit;Date;Text;Zorp', '0.00;2026-03-01;Tea; 3.20 ', '90.00;2026-03-02;Pay;', ';2026-03-03;Pie;4.00'],
    'date 2, out 4, in 1, description 3',
  ],
  [
    'a side that stands in the first column, too',
    ['Debit;Date;Text;Zorp', '3.20;2026-03-01;Tea;', ';2026-03-02;Pay;90.00'],
    'date 2, out 1, in 4, description 3',
  ],
  [
    'no other side holds texts, or an amount beside the known one, or nothing at all',
    [
      'Date;Text;Debit;Zorp;Blix;Qux',
      '2026-03-01;Tea;3.20;;1.00;',
      '2026-03-02;Pay;;shop;2.00;',
      '2026-03-03;Pie;4.00;;;',
    ],
    'date 1, out 3, description 2',
  ],
  [
    'of two that could be the other side, neither is',
    ['Date;Text;Debit;Zorp;Blix', '2026-03-01;Tea;3.20;;', '2026-03-02;Pay;;90.00;90.00'],
    'date 1, out 3, description 2',
  ],
  [
    'a side that stands alone, with a minus in most rows, is the amount',
    ['Date;Text;Debit', '2026-03-01;Tea; -3.20', '2026-03-02;Pay;90.00', '2026-03-03;Pie;-4.00'],
    'date 1, amount 3, description 2',
  ],
  [
    'a side that stands alone, with hardly a minus, is that side',
    ['Date;Text;Debit', '2026-03-01;Tea;3.20', '2026-03-02;Back;-9.00', '2026-03-03;Pie;4.00'],
    'date 1, out 3, description 2',
  ],
  [
    'a name of two words of which one is not known is the amount',
    ['Datum;Text;Insättningar/zorp', '2026-03-01;Te;-3,20', '2026-03-02;Lön;90,00'],
    'date 1, amount 3, description 2',
  ],
  [
    'without names, of two amounts the one that changes the other, a balance below zero',
    [
      '01.03.2026;Tee;-3,20;-3,15',
      '02.03.2026;Lohn;10,05;6,90',
      '03.03.2026;Brot;-9,00;-2,10',
      '04.03.2026;Tee;-3,20;-5,30',
    ],
    'date 1, amount 3, description 2',
  ],
  [
    'without names, the balance first, the newest on top',
    [
      '2026-03-04,5.30,Tea,-3.20',
      '2026-03-03,8.50,Pie,-9.00',
      '2026-03-02,17.50,Pay,10.05',
      '2026-03-01,7.45,Tea,-3.20',
    ],
    'date 1, amount 4, description 3',
  ],
  [
    'without names, out, in and what is left',
    [
      '2026-03-01,Tea,3.20,,96.80',
      '2026-03-02,Pay,,10.05,106.85',
      '2026-03-03,Pie,9.00,,97.85',
      '2026-03-04,Tea,3.20,,94.65',
    ],
    'date 1, out 3, in 4, description 2',
  ],
  [
    'without names, in, out and what is left, in rows below a line of the account',
    [
      'Account of Ana,x,y,z,0.00',
      '2026-03-01,Tea,0.00,3.20,96.80',
      '2026-03-02,Pay,10.05,0.00,106.85',
      '2026-03-03,Pie,0.00,9.00,97.85',
    ],
    'date 1, out 4, in 3, description 2',
  ],
  [
    'without names, two rows tell nothing of a balance',
    ['2026-03-01,Tea,3.20,96.80', '2026-03-02,Pie,9.00,87.80'],
    'date 1, description 2, columns?',
  ],
  [
    'with names that nobody knows, amounts are where amounts stand',
    ['Date,Xyzzy,Plugh', '2026-03-01,Tea,-3.20', '2026-03-02,Pie,-9.00'],
    'date 1, amount 3, description 2',
  ],
])('%s', (_what, lines, columns) => {
  expect(columnsOf(lines)).toBe(columns);
});

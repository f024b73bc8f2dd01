import { describe, expect, it } from 'vitest';
import { readFile } from './read-file.js';
import type { Reading, ReadingOptions } from './reading.js';

// What the form "Reading" shows of a sheet, and what becomes of what a person says in it.

const bytesOf = (text: string) => new TextEncoder().encode(text);
function read(text: string, options?: ReadingOptions): Reading {
  const found = readFile(bytesOf(text), options);
  if (!found.ok) throw new Error(`${found.code} ${JSON.stringify(found.params)}`);
  return found;
}
const refused = (text: string, options?: ReadingOptions) => {
  const found = readFile(bytesOf(text), options);
  return found.ok ? undefined : [found.code, found.params['fields']];
};

const SHEET = `Kontoauszug
Date,Valuta,Text,Note,Amount,Fee,Kind,Labels,Ref,Currency
2026-03-01,2026-03-02,Rent,March,-900.00,-1.50,Home,"flat,own",A-1,EUR
2026-03-05,2026-03-06,Pay,Job,2500.00,-0.10,Work,,B-2,EUR
`;
const rowsOf = (options: ReadingOptions) =>
  read(SHEET, options).rows.map(({ day, amount, description }) => `${day} ${amount} ${description}`);

describe('A sheet', () => {
  it('says how it was read, with the columns counted from 1', () => {
    const { values, columns, hasHeader, notices, people, format, rows } = read(SHEET);
    expect({ columns, hasHeader, notices, people, format }).toEqual({
      columns: ['Date', 'Valuta', 'Text', 'Note', 'Amount', 'Fee', 'Kind', 'Labels', 'Ref', 'Currency'],
      ...{ hasHeader: true, notices: [], people: [], format: 'csv' },
    });
    expect(values).toMatchObject({
      ...{ encoding: 'utf-8', delimiter: ',', header_row: '2', decimal: '.', sign: 'negative' },
      ...{ column_date: '1', column_amount: '5', column_tags: '8', column_currency: '10' },
    });
    expect(Object.keys(values)).not.toContain('column_out');
    expect(rows[0]).toMatchObject({ line: 3, currency: 'EUR', tags: ['flat', 'own'] });
  });

  it('has its columns where a person says', () => {
    expect(rowsOf({ column_description: '4,3' })).toEqual([
      '2026-03-01 -900 March – Rent',
      '2026-03-05 2500 Job – Pay',
    ]);
    expect(rowsOf({ column_date: 2, column_description: 3 })).toEqual([
      '2026-03-02 -900 Rent',
      '2026-03-06 2500 Pay',
    ]);
    expect(rowsOf({ column_amount: 6, column_description: 3 })).toEqual([
      '2026-03-01 -1.5 Rent',
      '2026-03-05 -0.1 Pay',
    ]);
    const said = { column_category: 7, column_tags: 0, column_id: 9, column_currency: 0 };
    const { rows, values } = read(SHEET, said);
    expect(rows[1]).toMatchObject({ category: 'Work', tags: [], externalId: 'B-2', currency: null });
    expect(values).toMatchObject({ column_category: '7', column_id: '9' });
    expect(Object.keys(values)).not.toContain('column_tags');
  });

  const SIDES = 'Date;Text;A;B\n2026-03-01;Rent;900,00;\n2026-03-05;Pay;;2500,00\n';
  it.each<[ReadingOptions, string]>([
    [{ column_out: 3, column_in: 4 }, '-900 2500'],
    [{ column_out: 4, column_in: 3 }, '900 -2500'],
    [{ column_out: 3, column_in: 0 }, '-900 null'],
    [{ column_out: 3, column_in: 3 }, '-900 null'],
    [{ column_in: 4, column_out: 0 }, 'null 2500'],
    [{ column_amount: 3, sign: 'positive' }, '-900 null'],
  ])('takes money out and in from where a person says: %j', (said, amounts) => {
    const { rows, values } = read(SIDES, said);
    expect(rows.map(({ amount }) => String(amount)).join(' ')).toBe(amounts);
    expect(read(SIDES, values).rows).toEqual(rows);
  });

  it('has its header in the line that a person says, or none', () => {
    const text = 'Alpha;Beta;Gamma\n2026-03-01;Rent;-900.00\n2026-03-05;Pay;2500.00\n';
    const lines = (options: ReadingOptions) => read(text, options).rows.map(({ line }) => line);
    expect(read(text, { header_row: 2 }).columns).toEqual(['2026-03-01', 'Rent', '-900.00']);
    expect(lines({ header_row: 2 })).toEqual([3]);
    expect(lines({ header_row: 1 })).toEqual([2, 3]);
    expect(refused(text, { header_row: 9 })).toEqual(['bad_option', 'header_row']);
    const bare = read(text.replace(/^.*\n/, ''), { header_row: 0 });
    expect(bare).toMatchObject({ hasHeader: false, columns: ['2026-03-01', 'Rent', '-900.00'] });
    expect(bare.rows).toHaveLength(2);
  });

  it('has rows also above its header, where they stand in its columns', () => {
    const rows = ['2026-03-01;Rent;-900.00', '2026-03-05;Pay;2500.00'];
    const read3 = (...above: string[]) =>
      read([...above, 'Date;Text;Amount', '2026-03-06;Tea;-3.00', '2026-03-07;Pie;-4.00'].join('\n'));
    const lines = (found: Reading) => found.rows.map(({ line }) => line);
    const joined = read3(...rows);
    expect(joined.values).toMatchObject({ header_row: '3', column_amount: '3' });
    expect(joined.rows.map(({ line, amount, kind }) => [line, amount, kind])).toEqual([
      ...[
        [1, '-900', 'expense'],
        [2, '2500', 'income'],
      ],
      ...[
        [4, '-3', 'expense'],
        [5, '-4', 'expense'],
      ],
    ]);
    const again = read([...rows, 'Date;Text;Amount', '2026-03-06;Tea;-3.00'].join('\n'), joined.values);
    expect(lines(again)).toEqual([1, 2, 4]);
    // What is told of the account stands anywhere.
    for (const account of ['Account;2026-03-01;12.00', '2026-03-01;12.00', '2026-03-01;Account;none'])
      expect(lines(read3(account))).toEqual([3, 4]);
    expect(lines(read3(rows[0]!, 'Account;1;2'))).toEqual([4, 5]);
  });

  it('without names shows what stands first in each column', () => {
    const { columns } = read(`2026-03-01, ,-900.00\n2026-03-05, ${'Pay '.repeat(30)},2500.00\n`);
    expect(columns).toEqual(['2026-03-01', 'Pay '.repeat(15), '-900.00']);
  });

  it('is known again by its names however they are written, and without any by what it holds', () => {
    const print = (text: string) => read(text).fingerprint;
    const named = print('Date;Text;Amount\n2026-03-01;Rent;-900.00\n');
    expect(print('DATE;text; Amount \n2026-04-01;Tea;-2.00\n2026-04-02;Pie;-3.00\n')).toBe(named);
    expect(print('Date;Text;Total\n2026-03-01;Rent;-900.00\n')).not.toBe(named);
    const bare = print('2026-03-01;Rent;-900.00\n2026-03-02;Tea;-2.00\n');
    expect(print('2026-04-01;Pie;-1.00\n')).toBe(bare);
    for (const other of [
      '2026-04-01;-1.00;Pie\n',
      'Pie;2026-04-01;-1.00\n',
      '2026-04-01,Pie,-1.00\n',
      '2026-04-01;Pie;-1.00;Tea\n',
    ])
      expect(print(other), other).not.toBe(bare);
  });

  it('says where it holds no rows, and asks nothing then', () => {
    const { notices, questions, rows } = read('Date;Text;Amount\n');
    expect({ notices, questions, rows }).toEqual({
      ...{ notices: [{ code: 'no_rows', params: {} }], questions: [], rows: [] },
    });
  });

  it('may have delimiters behind its last column, and its header once more between the rows', () => {
    const header = 'Date;Text;Amount;;';
    const text = `${header}\n2026-03-01;Rent;-900.00;;\n ${header}\n2026-03-05;Pay;2500.00;;\n`;
    const { columns, rows } = read(text);
    expect(columns).toEqual(['Date', 'Text', 'Amount']);
    expect(rows.map(({ description }) => description)).toEqual(['Rent', 'Pay']);
    const more = read(`${header}\n2026-03-01;Rent;-900.00;;7\nDate;Rent;-1.00;;\n`);
    expect(more.columns).toHaveLength(5);
    expect(more.rows.map(({ kind }) => kind)).toEqual(['expense', 'unreadable']);
  });

  it('of Splitwise asks whose share counts, and takes the answer', () => {
    const text =
      'Date,Description,Category,Cost,Currency,Ana,Owen\n2026-03-01,Dinner,Food,30.00,EUR,15.00,-15.00\n';
    const { people, questions } = read(text);
    expect(people).toEqual(['Ana', 'Owen']);
    expect(questions).toEqual([
      {
        ...{ field: 'person', example: 'Ana, Owen' },
        options: ['Ana', 'Owen'].map((value) => ({ value, answers: { person: value }, reads: null })),
      },
    ]);
    const answered = read(text, { person: ' Owen ' });
    expect(answered).toMatchObject({ questions: [], values: { person: 'Owen' }, format: 'splitwise' });
    expect(answered.rows).toMatchObject([{ amount: '-15', currency: 'EUR', category: 'Food' }]);
    expect(refused(text, { person: 'Cost' })).toEqual(['bad_option', 'person']);
    expect(refused(text, { person: 'Eve' })).toEqual(['bad_option', 'person']);
  });
});

describe('Its rows', () => {
  const told = (text: string, options?: ReadingOptions) =>
    read(text, options).rows.map(({ line, amount, description, kind, reasons: [reason] }) =>
      [line, amount, description, kind, reason?.code].filter((part) => part !== undefined).join(' '),
    );

  it('take lines below without a day and an amount into the text above', () => {
    const text = `Date;Text;Note;Amount
2026-03-01;Rent;March;-900.00
;for the flat;upstairs;
;;only a note;
2026-03-05;Pay;;2500.00
;Sum;;1600.00
`;
    expect(told(text, { column_description: '2,3' })).toEqual([
      '2 -900 Rent – March for the flat upstairs only a note expense',
      '5 2500 Pay income',
      '6 1600 Sum unreadable no_day',
    ]);
  });

  it('have one amount, out or in: two are neither', () => {
    const text = `Date;Text;Out;In
2026-03-01;Rent;900.00;0.00
2026-03-02;Back;-20.00;
2026-03-03;Pay;0.00;2500.00
2026-03-04;Odd;5.00;7.00
2026-03-05;None;;-
2026-03-06;Zero;0.00;0.00
2026-03-07;Bad;x5;
2026-03-08;Bad;;x7
`;
    expect(told(text)).toEqual([
      '2 -900 Rent expense',
      '3 20 Back income',
      '4 2500 Pay income',
      '5  Odd unreadable two_amounts',
      '6  None unreadable no_amount',
      '7 0 Zero skipped zero_amount',
      '8  Bad unreadable bad_amount',
      '9  Bad unreadable bad_amount',
    ]);
    expect(read(text).rows[3]!.reasons[0]!.params).toEqual({ text: '5.00 / 7.00' });
  });

  it('say why they are none', () => {
    const text = `Date;Text;Amount
2026-03-01;Rent;-900.00
2026-02-30;Never;-1.00
soon;Never;-1.00
2026-03-02;Much;-1000000000000.00
2026-03-03;Nothing;
2026-03-04;Zero;-0.00
;;-5.00
`;
    expect(told(text)).toEqual([
      '2 -900 Rent expense',
      '3 -1 Never unreadable bad_day',
      '4 -1 Never unreadable bad_day',
      '5  Much unreadable amount_too_large',
      '6  Nothing unreadable no_amount',
      '7 0 Zero skipped zero_amount',
      '8 -5 -5.00 unreadable no_day',
    ]);
    expect(read(text).rows[2]!.reasons[0]!.params).toEqual({ text: 'soon' });
  });

  it('that are pending, transfers or balances are left out', () => {
    const text = `Date;Text;Amount;Status;Transfer
2026-03-01;Opening balance;900.00;Completed;no
2026-03-02;Tea;-2.00;Pending;no
2026-03-03;To savings;-50.00;Completed;yes
2026-03-04;Pie;-3.00;Completed;no
`;
    expect(told(text)).toEqual([
      '2 900 Opening balance skipped opening_balance',
      '3 -2 Tea skipped not_booked',
      '4 -50 To savings skipped transfer',
      '5 -3 Pie expense',
    ]);
  });

  const withIds = (...ids: readonly string[]) =>
    read(['Date;Text;Amount;ID', ...ids.map((id) => `2026-03-01;Tea;-2.00;${id}`), ''].join('\n')).rows.map(
      ({ externalId }) => externalId,
    );
  it.each([
    [
      ['A-1', '', 'A-2'],
      ['A-1', null, 'A-2'],
    ],
    [
      ['A-1', 'A-2', 'A-1'],
      [null, null, null],
    ],
    [
      ['1', '2', '3'],
      [null, null, null],
    ],
    [
      ['3', '2', '1'],
      [null, null, null],
    ],
    [
      ['0', '1'],
      [null, null],
    ],
    [
      ['17', '18', '19'],
      ['17', '18', '19'],
    ],
    [
      ['1', '1234567'],
      ['1', '1234567'],
    ],
    [[`x${'y'.repeat(300)}`], [`x${'y'.repeat(199)}`]],
  ])('have the ids %j where these are no count and none comes twice', (ids, external) => {
    expect(withIds(...ids)).toEqual(external);
  });

  it('of our own file are as they were, with what a spreadsheet would run, and refunds', () => {
    const text = `date,description,amount,currency,category,tags,id
2026-03-01,"'=1+1",5.00,EUR,'-x,"'@a,b",7
2026-03-02,'quoted',-3.00,EUR,,,8
2026-03-03,Zero,0.00,EUR,,,9
`;
    expect(read(text).rows).toMatchObject([
      {
        ...{ amount: '-5', description: '=1+1', category: '-x', tags: ['@a', 'b'], externalId: '7' },
        ...{ kind: 'expense', currency: 'EUR' },
      },
      { amount: '3', description: "'quoted'", category: null, tags: [], externalId: '8', kind: 'expense' },
      { amount: '0', kind: 'skipped' },
    ]);
  });

  it('of our own file have a point, also where nothing else tells it from groups', () => {
    const own = (description: string, amount: string) =>
      `date,description,amount,currency,category,tags,id\n2026-03-01,"${description}",${amount},KWD,,"a;b, c|d",7\n`;
    expect(read(own('a  b', '3.212'))).toMatchObject({
      questions: [],
      rows: [{ amount: '-3.212', description: 'a  b', tags: ['a;b', 'c|d'] }],
    });
    expect(read(own('12,50', '3.212'))).toMatchObject({ questions: [], rows: [{ amount: '-3.212' }] });
    // As a spreadsheet of another region would save it.
    expect(read(own('x', '"3,50"'))).toMatchObject({ questions: [], rows: [{ amount: '-3.5' }] });
  });

  it('have the currency of their cell, of the amount, of its name, or of the lines above', () => {
    const currencies = (text: string) => read(text).rows.map(({ currency }) => currency);
    const row = (amount: string) => `2026-03-01;Tea;${amount}\n`;
    expect(currencies(`Date;Text;Amount\n${row('-2.00 USD')}${row('-3.00')}`)).toEqual(['USD', null]);
    expect(currencies(`Date;Text;Amount (CHF)\n${row('-2.00')}${row('-3.00 €')}`)).toEqual(['CHF', 'EUR']);
    expect(currencies(`Account;PLN;x\n\nDate;Text;Amount\n${row('-2.00')}`)).toEqual(['PLN']);
    expect(currencies(`Account;PLN;EUR\n\nDate;Text;Amount\n${row('-2.00')}`)).toEqual([null]);
    const named = `Date;Text;Amount;Currency\n2026-03-01;Tea;-2.00 USD;sek\n2026-03-01;Tea;-2.00;\n`;
    expect(currencies(named)).toEqual(['SEK', null]);
  });
});

describe('Its header', () => {
  const ROWS = '2026-03-31;Tea;-3.20\n2026-03-30;Pie;-2.10\n2026-03-29;Bun;-1.10\n';
  it.each([
    ['in a language that is not known', `Zorp;Blix;Qux\n${ROWS}`, 'Zorp|Blix|Qux', '2 3 4'],
    ['with one name missing', `Zorp;;Qux\n${ROWS}`, 'Zorp||Qux', '2 3 4'],
    ['of one name is none', `Zorp\n${ROWS}`, '', '2 3 4'],
    ['with the same name everywhere is none', `Zorp;Zorp;Zorp\n${ROWS}`, '', '2 3 4'],
    ['with an amount is none', `Zorp;Blix;1.000,00\n${ROWS}`, '', '2 3 4'],
    [
      'is the one that names the day',
      `Saldo;Betrag\n31.03.2026;9,00\nDate;Text;Amount\n${ROWS}`,
      'Date|Text|Amount',
      '4 5 6',
    ],
    [
      'with a very long name',
      `${'Date '.repeat(13)};Text;Amount\n${ROWS}`,
      `${'Date '.repeat(13).trim()}|Text|Amount`,
      '2 3 4',
    ],
    ['is none below the rows', `${ROWS}Date;Text;Amount\nTotal;;-6.40\n`, '', '1 2 3'],
    [
      'stands below lines about the account',
      `Bank;1\n;\nFrom;2026-01-01\n\nDate;Text;Amount\n${ROWS}`,
      'Date|Text|Amount',
      '6 7 8',
    ],
  ])('%s', (_, text, columns, lines) => {
    const { hasHeader, columns: found, rows } = read(text);
    expect(hasHeader ? found.join('|') : '').toBe(columns);
    const added = rows.filter(({ kind }) => kind === 'expense');
    expect(added.map(({ line }) => line).join(' ')).toBe(lines);
    expect(added.map(({ amount }) => amount)).toEqual(['-3.2', '-2.1', '-1.1']);
  });
});

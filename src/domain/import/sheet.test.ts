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

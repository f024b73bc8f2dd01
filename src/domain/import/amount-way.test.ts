import { expect, it, describe } from 'vitest';
import { readFile } from './read-file.js';
import type { Reading, ReadingOptions } from './reading.js';

function read(text: string, options: ReadingOptions = {}): Reading {
  const found = readFile(new TextEncoder().encode(text), options);
  if (!found.ok) throw new Error(`${found.code} ${JSON.stringify(found.params)}`);
  return found;
}

/** What each row would be: its amount, or why it has none; and before, what is asked. */
function told(text: string, options: ReadingOptions = {}): string {
  const { rows, questions } = read(text, options);
  const asks = questions.map(({ field }) => `${field}?`);
  return [...asks, ...rows.map(({ amount, kind, reasons }) => reasons[0]?.code ?? `${amount} ${kind}`)].join(
    ', ',
  );
}

const sheet = (header: string, rows: readonly string[]) =>
  [header, ...rows.map((row, at) => `2026-03-0${String(at + 1)};Text ${String(at)};${row}`), ''].join('\n');

describe('Money out is told by', () => {
  it.each<[string, string, string]>([
    ['a minus', sheet('Date;Text;Amount', ['-5.00', '7.00']), '-5 expense, 7 income'],
    ['a plus alone', sheet('Date;Text;Amount', ['5.00', '+7.00']), '5 income, 7 income'],
    ['nothing where all is zero', sheet('Date;Text;Amount', ['0.00', '0.00']), 'zero_amount, zero_amount'],
    ['two columns', sheet('Date;Text;Debit;Credit', ['5.00;', ';7.00']), '-5 expense, 7 income'],
    [
      'two columns with a minus in both',
      sheet('Date;Text;Debit;Credit', ['-5.00;', ';-7.00']),
      '-5 expense, 7 income',
    ],
    [
      'two columns, where a rare minus takes back',
      sheet('Date;Text;Debit;Credit', ['5.00;', '6.00;', '-1.00;', ';7.00', ';8.00', ';9.00', ';-2.00']),
      '-5 expense, -6 expense, 1 income, 7 income, 8 income, 9 income, -2 expense',
    ],
    [
      'two columns, where zeros and what has no figure do not count',
      sheet('Date;Text;Debit;Credit', ['-5.00;0.00', '0.00;7.00', '-3.00;n/a', '0.00;0.00', '4.00;0.00']),
      '-5 expense, 7 income, -3 expense, zero_amount, -4 expense',
    ],
    [
      'two columns beside amounts without a sign',
      sheet('Date;Text;Amount;Debit;Credit', ['9.00;5.00;', '9.00;;7.00']),
      '-5 expense, 7 income',
    ],
    [
      'amounts with a sign beside two columns',
      sheet('Date;Text;Amount;Debit;Credit', ['-5.00;9.00;', '7.00;;9.00']),
      '-5 expense, 7 income',
    ],
    [
      'amounts in the first column',
      'Amount;Date;Text\n-5.00;2026-03-01;a\n7.00;2026-03-02;b\n',
      '-5 expense, 7 income',
    ],
    [
      'money out in the first column',
      'Debit;Credit;Date;Text\n5.00;;2026-03-01;a\n;7.00;2026-03-02;b\n',
      '-5 expense, 7 income',
    ],
    [
      'money in in the first column',
      'Credit;Debit;Date;Text\n5.00;;2026-03-01;a\n;7.00;2026-03-02;b\n',
      '5 income, -7 expense',
    ],
    ['money out alone', sheet('Date;Text;Debit', ['5.00', '7.00']), '-5 expense, -7 expense'],
    ['money in alone', sheet('Date;Text;Credit', ['5.00', '7.00']), '5 income, 7 income'],
    [
      'money in alone, in the first column',
      'Credit;Date;Text\n5.00;2026-03-01;a\n7.00;2026-03-02;b\n',
      '5 income, 7 income',
    ],
    [
      'nothing where there is no amount',
      sheet('Date;Text;Category', ['a', 'b']),
      'columns?, unanswered, unanswered',
    ],
    ['a flag', sheet('Date;Text;Amount;D/C', ['5.00;D', '7.00;C']), '-5 expense, 7 income'],
    [
      'a flag, and what it does not know is said',
      sheet('Date;Text;Amount;Type', ['5.00;Debit', '7.00;Credit', '6.00;']),
      '-5 expense, 7 income, unknown_flag',
    ],
    ['a sign beside a flag', sheet('Date;Text;Amount;D/C', ['-5.00;D', '7.00;C']), '-5 expense, 7 income'],
    [
      'a flag that moves money between accounts',
      sheet('Date;Text;Amount;Type', ['5.00;Debit', '7.00;Credit', '6.00;Transfer']),
      '-5 expense, 7 income, transfer',
    ],
    [
      'a flag that only rows with a day have',
      `${sheet('Date;Text;Amount;D/C', ['5.00;D', '7.00;C'])};Sum;12.00;Z\n`,
      '-5 expense, 7 income, no_day',
    ],
  ])('%s', (_, text, rows) => {
    expect(told(text)).toBe(rows);
  });
});

describe('What was said counts', () => {
  const plain = sheet('Date;Text;Amount;Kind', ['5.00;A', '7.00;B', '8.00;']);

  it.each<[string, string, ReadingOptions, string]>([
    ['a sign', plain, { sign: 'positive' }, '-5 expense, -7 expense, -8 expense'],
    [
      'flags, all others are money in',
      plain,
      { column_flag: 4, flag_out: 'a' },
      '-5 expense, 7 income, unknown_flag',
    ],
    [
      'flags before signs',
      sheet('Date;Text;Amount;Kind', ['-5.00;A', '-7.00;B']),
      { column_flag: 4, flag_out: 'B' },
      '5 income, -7 expense',
    ],
    [
      'a sign before a flag that was found',
      sheet('Date;Text;Amount;D/C', ['5.00;D', '7.00;C']),
      { sign: 'positive' },
      '-5 expense, -7 expense',
    ],
    [
      'a column of flags before signs',
      sheet('Date;Text;Amount;Word', ['-5.00;Debit', '-7.00;Credit']),
      { column_flag: 4 },
      '-5 expense, 7 income',
    ],
    [
      'no column of flags',
      sheet('Date;Text;Amount;D/C', ['5.00;D', '7.00;C']),
      { column_flag: 0 },
      'sign?, unanswered, unanswered',
    ],
    [
      'a decimal sign',
      sheet('Date;Text;Amount', ['-1.000', '-2,000']),
      { decimal: ',' },
      '-1000 expense, -2 expense',
    ],
    [
      'a column of amounts before two others',
      sheet('Date;Text;Amount;Debit;Credit', ['5.00;1.00;', '-7.00;;2.00']),
      { column_amount: 3 },
      '5 income, -7 expense',
    ],
    ['no day', sheet('Date;Text;Amount', ['-5.00']), { column_date: 0 }, 'columns?, no_day'],
  ])('%s', (_, text, options, rows) => {
    expect(told(text, options)).toBe(rows);
  });

  it('also of the flags of a program whose files are known', () => {
    const mint =
      '"Date","Description","Original Description","Amount","Transaction Type","Category","Account Name","Labels","Notes"\n' +
      '"3/31/2026","a","a","5.00","debit","Food","Bank","",""\n"3/30/2026","b","b","7.00","credit","Pay","Bank","",""\n';
    expect(told(mint)).toBe('-5 expense, 7 income');
    expect(told(mint, { flag_out: 'debit' })).toBe('-5 expense, 7 income');
    expect(told(mint, { flag_out: 'credit' })).toBe('5 income, -7 expense');
  });

  it('and is shown: which values mean money out', () => {
    const { values } = read(plain, { column_flag: 4, flag_out: 'A, b' });
    expect(values).toMatchObject({ column_flag: '4', flag_out: 'a,b' });
    expect(values).not.toHaveProperty('sign');
    expect(read(sheet('Date;Text;Amount;D/C', ['5.00;D', '7.00;C'])).values).toMatchObject({
      column_flag: '4',
      flag_out: 'd',
    });
  });
});

describe('The decimal sign is told by', () => {
  const decimalOf = (text: string) => {
    const { values, questions } = read(text);
    const asked = questions.find(({ field }) => field === 'decimal');
    return asked ? `? ${asked.example} ${asked.options.map(({ reads }) => reads).join(' ')}` : values.decimal;
  };

  it.each<[string, string, string]>([
    ['a point', sheet('Date;Text;Amount', ['-5.00', '-1.000']), '.'],
    ['a comma', sheet('Date;Text;Amount', ['-5,00', '-1.000']), ','],
    ['whole numbers, of which any does', sheet('Date;Text;Amount', ['-5', '-1000']), '.'],
    ['nothing, and is asked', sheet('Date;Text;Amount', ['-5', '-1.000']), '? -1.000 -1 -1000'],
    [
      'nothing, and the first is the example',
      sheet('Date;Text;Amount', ['2,000', '-1.000']),
      '? 2,000 2000 2',
    ],
    [
      'what is written in both ways, which tells nothing',
      sheet('Date;Text;Amount', ['-5.00', '-5,00', '-1.000']),
      '? -1.000 -1 -1000',
    ],
    ['both ways where nothing is open', sheet('Date;Text;Amount', ['-5.00', '-5,00']), '.'],
    ['the balance', sheet('Date;Text;Amount;Balance', ['-1.000;12,50', '-2.000;10,50']), ','],
    ['the balance, not asked about itself', sheet('Date;Text;Amount;Balance', ['-1;1.000', '-2;2.000']), '.'],
    ['columns of two sides', sheet('Date;Text;Debit;Credit', ['1.000;', ';2,50']), ','],
    [
      'no day, whatever its points',
      'Date;Text;Amount\n31.03.26;a;-1,000\n30.03.26;b;-2,000\n',
      '? -1,000 -1000 -1',
    ],
    [
      'a currency without cents: groups',
      sheet('Date;Text;Amount;Currency', ['-1.000;JPY', '-2.000;JPY']),
      ',',
    ],
    ['the same with commas', sheet('Date;Text;Amount;Currency', ['-1,000;JPY', '-2,000;JPY']), '.'],
    ['a currency beside the numbers', sheet('Date;Text;Amount (JPY)', ['-1,000', '-2,000']), '.'],
    [
      'two currencies, which tell nothing',
      sheet('Date;Text;Amount;Currency', ['-1,000;JPY', '-2,000;EUR']),
      '? -1,000 -1000 -1',
    ],
    [
      'a currency with cents, which tells nothing',
      sheet('Date;Text;Amount;Currency', ['-1,000;EUR', '-2,000;EUR']),
      '? -1,000 -1000 -1',
    ],
  ])('%s', (_, text, decimal) => {
    expect(decimalOf(text)).toBe(decimal);
  });
});

describe('What is asked shows', () => {
  it('a row with figures, cell by cell without blanks, of 200 letters at most', () => {
    const text = `Date;Text;Amount\n2026-03-01; a ${'b'.repeat(300)};5.00\n`;
    const [question] = read(text).questions;
    expect(question).toMatchObject({ field: 'sign' });
    expect(question!.example).toBe(`2026-03-01 | a ${'b'.repeat(185)}`);
  });

  it('no row of words alone', () => {
    const text = 'Date;Text;Amount;X\n;only words;;\n2026-03-01;;5.00;\n2026-03-02;c;6.00;\n';
    expect(read(text).questions[0]!.example).toBe('2026-03-01 | 5.00');
  });

  it('columns with both amounts in a row one by one, others in pairs', () => {
    const options = (rows: readonly string[]) =>
      read(sheet('Date;Text;A;B;C', rows)).questions.flatMap((question) =>
        question.options.map(({ value, answers, reads }) => `${value} ${JSON.stringify(answers)} ${reads}`),
      );
    expect(options(['1.50;2.50;', '3.50;4.50;', '5.50;6.50;'])).toEqual([
      '3 {"column_amount":"3"} null',
      '4 {"column_amount":"4"} null',
    ]);
    expect(options(['1.50;;7.10', ';4.50;8.20', '5.50;;9.90'])).toEqual([
      '4,3 {"column_out":"4","column_in":"3"} null',
      '3,4 {"column_out":"3","column_in":"4"} null',
    ]);
  });

  it('single values where there are more than three, and never all of them', () => {
    const rows = ['1.00;P', '2.00;Q', '3.00;R', '4.00;T'];
    const [question] = read(sheet('Date;Text;Amount;Q', rows)).questions;
    expect(question!.options.map(({ value }) => value)).toEqual([
      'positive',
      'negative',
      '4:P',
      '4:Q',
      '4:R',
      '4:T',
    ]);
    expect(question!.options[2]!.answers).toEqual({ column_flag: '4', flag_out: 'P' });
  });
});

import { expect, it } from 'vitest';
import { readFile } from './read-file.js';

/** What a file leaves open, and what comes of each answer that is offered: `value (as it would read) → rows`. */
function asked(text: string): readonly unknown[] {
  const bytes = new TextEncoder().encode(text);
  const first = readFile(bytes);
  if (!first.ok) throw new Error(first.code);
  return first.questions.map(({ field, example, options }) => ({
    field,
    example,
    options: options.map(({ value, answers, reads }) => {
      const read = readFile(bytes, answers);
      if (!read.ok) throw new Error(read.code);
      const rows = read.rows.map(({ kind, amount }) => (kind === 'income' ? `+${amount}` : amount));
      return `${value}${reads === null ? '' : ` (${reads})`} → ${rows.join(' ')}`.trim();
    }),
  }));
}

const SIX = [
  ['Rent', '12.50', 'X'],
  ['Car', '3.20', 'Y'],
  ['Bus', '2.00', 'Z'],
  ['Tea', '5.00', 'X'],
  ['Bun', '6.00', 'Y'],
  ['Oil', '7.00', 'Z'],
] as const;
const flagged = (flagOf: (flag: string) => string) =>
  [
    'Date,Text,Amount,Q',
    ...SIX.map(
      ([text, amount, flag], at) => `2026-03-0${String(at + 1)}, ${text} ,${amount}, ${flagOf(flag)} `,
    ),
    '',
  ].join('\n');

it.each<[string, string, { field: string; example: string; options: string[] }]>([
  [
    'thousands or decimals',
    'Date,Text,Amount\n2026-03-01,Rent,-1.234\n2026-03-02,Car,-2.500\n',
    {
      field: 'decimal',
      example: '-1.234',
      options: ['. (-1.234) → -1.234 -2.5', ', (-1234) → -1234 -2500'],
    },
  ],
  [
    'money out or in',
    'Date,Text,Amount\n2026-03-01,Rent,12.50\n2026-03-02,Car,3.20\n',
    {
      field: 'sign',
      example: '2026-03-01 | Rent | 12.50',
      options: ['positive → -12.5 -3.2', 'negative → +12.5 +3.2'],
    },
  ],
  [
    'which letter of two is money out',
    flagged((flag) => (flag === 'Y' ? 'Y' : 'X')),
    {
      field: 'sign',
      example: '2026-03-01 | Rent | 12.50 | X',
      options: [
        'positive → -12.5 -3.2 -2 -5 -6 -7',
        'negative → +12.5 +3.2 +2 +5 +6 +7',
        '4:X → -12.5 +3.2 -2 -5 +6 -7',
        '4:Y → +12.5 -3.2 +2 +5 -6 +7',
      ],
    },
  ],
  [
    'which letters of three are',
    flagged((flag) => flag),
    {
      field: 'sign',
      example: '2026-03-01 | Rent | 12.50 | X',
      options: [
        'positive → -12.5 -3.2 -2 -5 -6 -7',
        'negative → +12.5 +3.2 +2 +5 +6 +7',
        '4:X → -12.5 +3.2 +2 -5 +6 +7',
        '4:Y → +12.5 -3.2 +2 +5 -6 +7',
        '4:Z → +12.5 +3.2 -2 +5 +6 -7',
        '4:Y,Z → +12.5 -3.2 -2 +5 -6 -7',
        '4:X,Z → -12.5 +3.2 -2 -5 +6 -7',
        '4:X,Y → -12.5 -3.2 +2 -5 -6 +7',
      ],
    },
  ],
  [
    'which of two columns is money out',
    'Date,Text,A,B\n2026-03-01,Rent,12.50,\n2026-03-02,Pay,,3.20\n2026-03-03,Bus,2.00,\n',
    {
      field: 'columns',
      example: '2026-03-01 | Rent | 12.50',
      options: ['4,3 → +12.5 -3.2 +2', '3,4 → -12.5 +3.2 -2'],
    },
  ],
  [
    'which column it is at all',
    'Date,Text,A,B\n2026-03-01,Rent,12.50,99.10\n2026-03-02,Pay,4.00,3.20\n2026-03-03,Bus,2.00,7.70\n',
    { field: 'columns', example: '2026-03-01 | Rent | 12.50 | 99.10', options: ['3 →', '4 →'] },
  ],
])('what a file leaves open is asked: %s', (_, text, question) => {
  expect(asked(text)).toEqual([question]);
});

const rowsOf = (amounts: readonly string[]) => {
  const lines = amounts.map((amount, at) => `2026-03-0${String(at + 1)};Text;${amount}`);
  const read = readFile(new TextEncoder().encode(['Date;Text;Amount', ...lines, ''].join('\n')));
  return read.ok
    ? [read.rows.map(({ amount }) => amount), read.questions.map(({ field }) => field)]
    : read.code;
};

it.each([
  ['-1.234', '-12,50', '-1234 -12.5'],
  ['-1.234', '-12.50', '-1.234 -12.5'],
  ['-1,234', '-12.50', '-1234 -12.5'],
  ['-1,234', '-12,50', '-1.234 -12.5'],
])('%j beside %j is not asked about: all were written by one program', (open, clear, rows) => {
  expect(rowsOf([open, clear])).toEqual([rows.split(' '), []]);
  expect(rowsOf([clear, open])).toEqual([rows.split(' ').reverse(), []]);
});

it('is asked about where the others were written in both ways', () => {
  expect(rowsOf(['-1.234', '-12.50', '-3,20'])[1]).toEqual(['decimal']);
});

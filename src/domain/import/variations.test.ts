import { describe, expect, it } from 'vitest';
import { readFile } from './read-file.js';

// The same statement as ten programs would write it, made here: each must be read to the very same rows.

interface Style {
  readonly delimiter?: string;
  readonly line?: string;
  readonly isGerman?: boolean;
  readonly before?: readonly string[];
  readonly after?: readonly string[];
  readonly isQuoted?: boolean;
  readonly header?: readonly string[];
  readonly encode?: (text: string) => Uint8Array;
}

const ROWS = [
  ['2026-03-01', 'Bäckerei Müller', '-12.50'],
  ['2026-03-13', 'Miete; März, "warm"', '-1850.00'],
  ['2026-03-14', 'Café', '-3.20'],
  ['2026-03-14', 'Café', '-3.20'],
  ['2026-03-31', 'Gehalt', '2750.75'],
] as const;
const HEADER = ['Datum', 'Buchungstext', 'Betrag'];

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16le = (text: string): Uint8Array => Buffer.from(text, 'utf16le');
const utf16be = (text: string): Uint8Array => Buffer.from(text, 'utf16le').swap16();
const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

const day = (iso: string, isGerman: boolean) => (isGerman ? iso.split('-').reverse().join('.') : iso);
function amount(text: string, isGerman: boolean): string {
  if (!isGerman) return text;
  const [, sign = '', whole = '', cents = ''] = /^(-?)(\d+)\.(\d+)$/.exec(text)!;
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, '.')},${cents}`;
}

function written(style: Style): Uint8Array {
  const { delimiter = ',', line = '\n', isGerman = false, isQuoted = false } = style;
  const { before = [], after = [], header = HEADER, encode = utf8 } = style;
  const cell = (text: string) =>
    isQuoted || text.includes(delimiter) || text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text;
  const record = (cells: readonly string[]) => cells.map(cell).join(delimiter);
  const rows = ROWS.map(([when, text, minus]) =>
    record([day(when, isGerman), text, amount(minus, isGerman)]),
  );
  return encode([...before, record(header), ...rows, ...after, ''].join(line));
}

const STYLES: readonly (readonly [string, Style])[] = [
  ['commas', {}],
  ['semicolons, German, CRLF', { delimiter: ';', isGerman: true, line: '\r\n' }],
  ['tabs, CR alone', { delimiter: '\t', line: '\r' }],
  ['bars, CR CR LF', { delimiter: '|', line: '\r\r\n' }],
  ['Windows-1252, German', { delimiter: ';', isGerman: true, encode: latin1, line: '\r\n' }],
  ['UTF-8 with a mark, all quoted', { isQuoted: true, encode: (text) => utf8(`\uFEFF${text}`) }],
  ['UTF-16 with a mark, tabs', { delimiter: '\t', encode: (text) => utf16le(`\uFEFF${text}`), line: '\r\n' }],
  ['UTF-16 the other way, no mark, German', { delimiter: ';', isGerman: true, encode: utf16be }],
  [
    'a preamble of the bank',
    {
      delimiter: ';',
      isGerman: true,
      before: ['Kontoauszug;DE02120300000000202051', 'Zeitraum;01.03.2026 - 31.03.2026', ''],
    },
  ],
  ['a total row, English header', { header: ['Date', 'Description', 'Amount'], after: ['Total,,882.85'] }],
  [
    'a preamble, a total row and all quoted in UTF-16',
    {
      ...{ delimiter: ';', isGerman: true, isQuoted: true, line: '\r\n' },
      before: ['"Umsätze";"Girokonto"', ''],
      after: ['"Summe";"";"881,85"'],
      encode: (text: string) => utf16le(`\uFEFF${text}`),
    },
  ],
];

describe('The same statement, written as other programs would', () => {
  it.each(STYLES)('%s', (_name, style) => {
    const found = readFile(written(style));
    if (!found.ok) throw new Error(found.code);
    expect(found.questions).toEqual([]);
    const added = found.rows.filter(({ kind }) => kind === 'expense' || kind === 'income');
    // The total is told, and never added.
    expect(found.rows).toHaveLength(ROWS.length + (style.after?.length ?? 0));
    expect(added.map((row) => [row.day, row.description, row.amount, row.kind])).toEqual(
      ROWS.map(([when, text, minus]) => [
        ...[when, text, minus.replace(/\.?0+$/, '')],
        minus.startsWith('-') ? 'expense' : 'income',
      ]),
    );
  });
});

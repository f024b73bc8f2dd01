import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFile } from './read-file.js';
import type { Reading, ReadingOptions } from './reading.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);

function read(text: string, options?: ReadingOptions): Reading {
  const found = readFile(bytesOf(text), options);
  if (!found.ok) throw new Error(found.code);
  return found;
}

const rowsOf = (text: string, options?: ReadingOptions) =>
  read(text, options).rows.map(({ day, amount, kind }) => `${day} ${amount} ${kind}`);

describe('What is refused', () => {
  it.each([
    ['nothing', '', 'empty'],
    ['blanks', ' \n\n', 'empty'],
    ['a NUL', 'date,amount\n2026-01-01,1\0\n', 'binary'],
    ['a PDF', '%PDF-1.7', 'pdf'],
    ['a ZIP', 'PK\x03\x04abc', 'archive'],
    ['an XLSX', 'PK\x03\x04....[Content_Types].xml', 'spreadsheet'],
    ['an ODS', 'PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet', 'spreadsheet'],
    ['a sheet of Numbers', `PK\x03\x04....Data/a.png${'.'.repeat(9_000)}Index/Document.iwa`, 'spreadsheet'],
    ['an XLSX that begins with a picture', `PK\x03\x04${'.'.repeat(9_000)}xl/workbook.xml`, 'spreadsheet'],
    ['an old XLS', '\x09\x08\x10', 'spreadsheet'],
    ['a very old XLS', '\x09\x04\x06\x00\x00\x00\x10\x00', 'spreadsheet'],
    [
      'XML of a spreadsheet',
      '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>',
      'spreadsheet',
    ],
    ['a flat ODS', '<?xml version="1.0"?>\n<office:document xmlns:office="urn:oasis"/>', 'spreadsheet'],
    [
      'HTML that is called .xls',
      '<html><body><table><tr><td>1.5</td></tr></table></body></html>',
      'web_page',
    ],
    ['a table alone', '\n<TABLE border=1><tr><td>2026-03-01</td></tr></TABLE>', 'web_page'],
    ['HTML with a DTD and a comment', '<!-- a -->\n<!DOCTYPE html>\n<html></html>', 'web_page'],
    ['HTML below a hundred comments', `${'<!---->'.repeat(100)}<html></html>`, 'web_page'],
    // By a regular expression this took longer than the universe is old.
    ['nothing below a hundred comments', `${'<!---->'.repeat(100)}<x>`, 'not_recognised'],
    ['a web page in one file', 'MIME-Version: 1.0\nContent-Type: multipart/related', 'web_page'],
    ['prose', 'Hello world.\nThis is text.\n', 'not_recognised'],
    ['a DTD', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>', 'doctype'],
    ['deep XML', '<a>'.repeat(200), 'too_deep'],
    ['broken JSON', '{"format":', 'broken_json'],
    ['a long line', `a,b\n${'x'.repeat(200_000)}`, 'line_too_long'],
    ['a file of more than 20 MB', `Date,Text,Amount\n${'x'.repeat(20 * 1024 * 1024)}`, 'too_large'],
    ['many columns', `${'a,'.repeat(1000)}\n`, 'too_many_columns'],
    ['many blank lines', `a,b\n${'\r\n'.repeat(1_100_000)}`, 'too_many_rows'],
    ['many parts of one split', `!Type:Bank\nT-1\n${'SFood\n$-1\n'.repeat(201_000)}^\n`, 'too_many_rows'],
    [
      'many attributes',
      `<Document><A ${Array.from({ length: 200 }, (_, at) => `a${at}="1"`).join(' ')}/></Document>`,
      'too_complicated',
    ],
    ['deep JSON', `{"format":"outlay","x":${'['.repeat(200)}`, 'too_deep'],
    ['JSON of something else', '{"format":"budget","expenses":[{}]}', 'not_recognised'],
    ['a list of JSON', '[{"expenses":[{}]}]', 'not_recognised'],
    ['JSON that is cut off', '{"format":"outlay","expenses":[{"amount":"1"},{"am', 'broken_json'],
    ['JSON with a bracket too many', '{"format":"outlay","expenses":[{}]}]', 'broken_json'],
    ['an expense that is broken', '{"format":"outlay","expenses":[{"amount":1,}]}', 'broken_json'],
    ['an expense too long', `{"format":"outlay","expenses":[{"x":"${'y'.repeat(100_000)}"}]}`, 'bad_part'],
    ['an expense that is a number', '{"format":"outlay","expenses":[{"amount":"1"},2]}', 'bad_part'],
    ['expenses without a comma', '{"format":"outlay","expenses":[{"amount":"1"}{}]}', 'bad_part'],
  ])('%s', (_, text, code) => {
    expect(readFile(bytesOf(text))).toMatchObject({ ok: false, code });
  });

  it('options that cannot be, all of them at once', () => {
    const text = 'date,text,amount\n2026-01-01,x,-1\n';
    const options = {
      column_date: 9,
      column_amount: '1,2',
      date_order: 'dym',
      delimiter: 'ab',
      encoding: 'ebcdic',
    };
    const refused = readFile(bytesOf(text), { ...options, header_row: 7, sign: 'negative' });
    expect(refused).toMatchObject({ code: 'bad_option' });
    expect(!refused.ok && refused.params['fields']?.split(',').sort()).toEqual([
      'column_amount',
      'column_date',
      'date_order',
      'delimiter',
      'encoding',
      'header_row',
    ]);
  });
});

describe('What a file cannot tell is asked', () => {
  it('the order of day and month, and the answer settles it', () => {
    const text = 'date,text,amount\n03/04/2026,a,-1\n';
    expect(read(text).questions[0]).toMatchObject({ field: 'date_order', example: '03/04/2026' });
    expect(rowsOf(text)).toEqual(['null -1 unreadable']);
    expect(rowsOf(text, { date_order: 'mdy' })).toEqual(['2026-03-04 -1 expense']);
  });

  it('whether amounts without any sign are money out', () => {
    const text = 'date,text,amount\n2026-03-04,a,1\n';
    expect(read(text).questions.map(({ field }) => field)).toEqual(['sign']);
    expect(rowsOf(text, { sign: 'positive' })).toEqual(['2026-03-04 -1 expense']);
    expect(rowsOf(text, { sign: 'negative' })).toEqual(['2026-03-04 1 income']);
  });
});

describe('A file without a header', () => {
  const described = (text: string) => read(text).rows.map(({ description }) => description);

  it.each([
    ['short words', '2026-04-03,Foo,-12.34\n2026-04-04,Bar,-1.00\n', ['Foo', 'Bar']],
    ['the same word twice', '2026-04-03,Coffee,-3.20\n2026-04-03,Coffee,-3.20\n', ['Coffee', 'Coffee']],
    ['one row', '2026-04-03,Coffee,-3.20\n', ['Coffee']],
  ])('has a description even of %s', (_, text, descriptions) => {
    expect(described(text)).toEqual(descriptions);
  });

  it('takes no code of a currency and no flag for one', () => {
    expect(described('2026-04-03,USD,D,12.34\n2026-04-04,USD,C,1.00\n')).toEqual(['', '']);
  });
});

describe("Outlay's own JSON", () => {
  it('is read wherever its expenses stand, with brackets and quotes in their texts', () => {
    const expense = { amount: '5', currency: 'EUR', spent_on: '2026-01-01', description: 'a ]}, "b" \\' };
    const file = { tags: [{ name: 'x' }], format: 'outlay', expenses: [expense, expense], budgets: [] };
    for (const text of [JSON.stringify(file), `\uFEFF${JSON.stringify(file, null, 2)}`]) {
      const { rows, parts } = read(text);
      expect(rows.map(({ line, amount, description }) => [line, amount, description])).toEqual([
        [1, '-5', 'a ]}, "b" \\'],
        [2, '-5', 'a ]}, "b" \\'],
      ]);
      expect(parts?.tags).toEqual(['x']);
    }
  });

  it('gives each expense as it was written: what was spent is negative, a refund positive', () => {
    const lunch = { id: 7, spent_on: '2026-01-01', amount: '5.10', description: ' Lunch\n' };
    const about = { category: 'Food ', tags: ['a', ' b\t', '', 5, null], recurring: 3 };
    const [first, refund, free, broken] = read(
      JSON.stringify({
        ...{ format: 'outlay', currency: 'EUR' },
        expenses: [
          { ...lunch, ...about },
          { ...lunch, id: 'x', amount: '-5.10', currency: 'USD', tags: 'a' },
          { ...lunch, amount: '0.00' },
          { ...lunch, amount: '5,10 EUR', spent_on: null },
        ],
      }),
    ).rows;
    expect(first).toEqual({
      ...{ line: 1, day: '2026-01-01', amount: '-5.1', currency: 'EUR', description: 'Lunch' },
      ...{ category: 'Food', tags: ['a', 'b', '5'], externalId: '7', recurring: '3' },
      ...{ kind: 'expense', reasons: [] },
    });
    expect(refund).toEqual({
      ...{ line: 2, day: '2026-01-01', amount: '5.1', currency: 'USD', description: 'Lunch' },
      ...{ category: null, tags: [], externalId: 'x', kind: 'expense', reasons: [] },
    });
    expect(free).toMatchObject({ amount: '0', kind: 'skipped', reasons: [{ code: 'zero_amount' }] });
    expect(broken).toMatchObject({
      ...{ day: null, amount: null, kind: 'unreadable' },
      reasons: [{ code: 'no_day' }, { code: 'bad_amount', params: { text: '5,10 EUR' } }],
    });
  });

  it('says where it holds no expenses, and names no currency where it has none', () => {
    expect(read('{"format":"outlay","expenses":[]}')).toMatchObject({
      ...{ format: 'outlay-json', questions: [], columns: [], people: [], hasHeader: false, rows: [] },
      notices: [{ code: 'no_rows' }],
    });
    const { rows, notices } = read('{"format":"outlay","expenses":[{"amount":"1"}]}');
    expect(rows).toMatchObject([{ currency: null, externalId: null, category: null }]);
    expect(notices).toEqual([]);
  });

  it('of lists that are named twice takes the last, as others do', () => {
    expect(rowsOf('{"format":"outlay","expenses":[{"amount":"1"}],"expenses":[]}')).toEqual([]);
  });
});

describe('Whatever bytes come', () => {
  const seeds = [
    'Date;Text;Betrag\n01.02.2026;"a ""b""";-1.234,56\n;;;\n',
    '!Type:Bank\nD1/31/26\nT-5.00\nSFood\n$-5.00\n^\n',
    '<OFX><STMTTRN><DTPOSTED>20260101<TRNAMT>-5<FITID>1</STMTTRN></OFX>',
    '<Document><BkToCstmrStmt><Stmt><Ntry><Amt Ccy="EUR">5</Amt><CdtDbtInd>DBIT</CdtDbtInd></Ntry></Stmt></BkToCstmrStmt></Document>',
    '{"format":"outlay","expenses":[{"spent_on":"2026-01-01","amount":"5"}]}',
  ];

  it('nothing is thrown', () => {
    const change = fc.tuple(fc.nat(200), fc.nat(255), fc.constantFrom('put', 'cut', 'double'));
    fc.assert(
      fc.property(fc.constantFrom(...seeds), fc.array(change, { maxLength: 8 }), (seed, changes) => {
        const bytes = [...bytesOf(seed)];
        for (const [at, byte, how] of changes)
          if (how === 'put') bytes[at % bytes.length] = byte;
          else if (how === 'cut') bytes.splice(1 + (at % bytes.length), 3);
          else bytes.push(...bytes.slice(at % bytes.length));
        const found = readFile(Uint8Array.from(bytes));
        expect(found.ok ? found.rows.length >= 0 : found.code.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

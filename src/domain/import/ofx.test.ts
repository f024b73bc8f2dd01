import { describe, expect, it } from 'vitest';
import { readFile } from './read-file.js';
import type { Reading } from './reading.js';

function read(text: string): Reading {
  const found = readFile(new TextEncoder().encode(text));
  if (!found.ok) throw new Error(found.code);
  return found;
}
const bank = (inner: string) =>
  `OFXHEADER:100\n\n<OFX><CURDEF>EUR\n<BANKTRANLIST>${inner}</BANKTRANLIST></OFX>\n`;
const only = (inner: string) => read(bank(`<STMTTRN>${inner}</STMTTRN>`)).rows[0]!;

describe('OFX', () => {
  it('is read by its transactions, with end tags or without', () => {
    const loose =
      '<STMTTRN>\n<DTPOSTED>20260331120000[-5:EST]\n<TRNAMT>-12.50\n<FITID>A1\n<NAME>Tea &amp; Co\n<MEMO>Cup';
    const strict =
      '<STMTTRN><DTPOSTED>20260301</DTPOSTED><TRNAMT>2.500,75</TRNAMT><PAYEE>Work</PAYEE></STMTTRN>';
    const { rows, ...about } = read(bank(`\n${loose}\n${strict}`));
    expect(about).toMatchObject({
      ...{ format: 'ofx', values: { encoding: 'utf-8' }, questions: [], notices: [] },
      ...{ columns: [], hasHeader: false, people: [] },
    });
    expect(rows).toMatchObject([
      {
        ...{ line: 5, day: '2026-03-31', amount: '-12.5', currency: 'EUR', description: 'Tea & Co – Cup' },
        ...{ externalId: 'A1', kind: 'expense', reasons: [] },
      },
      { line: 11, day: '2026-03-01', amount: '2500.75', currency: 'EUR', externalId: null, kind: 'income' },
    ]);
  });

  it.each([
    ['20260331', '2026-03-31'],
    ['2026-03-31', '2026-03-31'],
    ['20260331235959.000', '2026-03-31'],
    ['2026033', null],
    ['2026-0331', null],
    ['20260230', null],
    ['202603311', null],
  ])('of %s the day is %s', (posted, day) => {
    expect(only(`<DTPOSTED>${posted}<TRNAMT>-1`).day).toBe(day);
  });

  it.each([
    ['-12,50', '-12.5'],
    ['+12.50', '12.5'],
    ['-.5', '-0.5'],
    ['-0', '0'],
    ['12 EUR', null],
  ])('of %s the amount is %s', (written, amount) => {
    expect(only(`<DTPOSTED>20260331<TRNAMT>${written}`).amount).toBe(amount);
  });

  it('takes the currency of a transaction before that of the account, but not the one it came from', () => {
    const currencyOf = (inner: string) => only(`<DTPOSTED>20260331<TRNAMT>-1${inner}`).currency;
    expect(currencyOf('<CURRENCY><CURRATE>1.1<CURSYM>usd</CURRENCY>')).toBe('USD');
    expect(currencyOf('<ORIGCURRENCY><CURSYM>USD</ORIGCURRENCY>')).toBe('EUR');
    expect(currencyOf('<CURRENCY><CURRATE>1</CURRENCY><CURSYM>USD')).toBe('EUR');
    expect(read('<OFX><CURDEF>1<STMTTRN><TRNAMT>-1</OFX>').rows[0]!.currency).toBeNull();
  });

  it('writes out what stands for other characters', () => {
    const nameOf = (name: string) => only(`<TRNAMT>-1<NAME>${name}`).description;
    expect(nameOf('a &lt;b&gt; &quot;c&quot; &APOS;d&#39;&#x41;&nbsp;e')).toBe('a <b> "c" \'d\'A e');
    expect(nameOf('AT&T &foo; &#xFFFFF; &#999999;')).toContain('AT&T &foo;');
    expect(nameOf('<NAME>second')).toBe('second');
    expect(only('<TRNAMT>-1<NAME>first<NAME>second<MEMO>').description).toBe('first');
  });

  it('names an error of the bank, and where the file ends too early', () => {
    const status = '<STATUS><CODE>2003<SEVERITY>Error<MESSAGE> No\n account </STATUS>';
    expect(read(`<OFX>${status}</OFX>`).notices).toEqual([
      { code: 'bank_error', params: { code: '2003', message: 'No account' } },
    ]);
    expect(read('<OFX><STATUS><CODE>0<SEVERITY>INFO</STATUS></OFX>').notices).toEqual([
      { code: 'no_rows', params: {} },
    ]);
    const cut = read(
      '<OFX><BANKTRANLIST><STMTTRN><DTPOSTED>20260331<TRNAMT>-1<STMTTRN><DTPOSTED>20260331<TRNAMT>-12',
    );
    expect(cut.notices).toEqual([{ code: 'cut_off', params: {} }]);
    expect(cut.rows).toMatchObject([
      { amount: '-1', kind: 'expense' },
      { kind: 'unreadable', reasons: [{ code: 'cut_off' }] },
    ]);
    const after = '<LEDGERBAL><BALAMT>5<DTASOF>20260331</LEDGERBAL>';
    expect(
      read(`<OFX><BANKTRANLIST><STMTTRN><TRNAMT>-1</BANKTRANLIST>${after}<NAME>x</OFX>`).rows,
    ).toMatchObject([{ description: '' }]);
  });

  it('is refused with a DTD', () => {
    const found = readFile(new TextEncoder().encode('<?OFX?><!DOCTYPE x><OFX></OFX>'));
    expect(found).toMatchObject({ ok: false, code: 'doctype' });
  });
});

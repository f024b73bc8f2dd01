import { describe, expect, test } from 'vitest';
import { bitDecoder } from './decode.js';
import { decodeText, encodingNamed, findEncoding, type Encoding } from './encoding.js';
import { Refused } from './reading.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16le = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf16le'));
const utf16be = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf16le').swap16());
const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const ROWS = '2026-03-01;Bäckerei;-12,50\n'.repeat(20);

const refusal = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error instanceof Refused ? { code: error.code, params: error.params } : error;
  }
};

describe('the encoding of a file', () => {
  test.each<[string, Uint8Array, Encoding]>([
    ['UTF-8', utf8(ROWS), 'utf-8'],
    ['UTF-8 with its mark, and a byte that is none', hex('ef bb bf 61 e4 62'), 'utf-8'],
    ['UTF-16 with its mark', utf16le('\uFEFF日付'), 'utf-16le'],
    ['UTF-16 with its mark, the other way', utf16be('\uFEFF日付'), 'utf-16be'],
    ['UTF-16 without a mark', utf16le(ROWS), 'utf-16le'],
    ['UTF-16 without a mark, the other way', utf16be(ROWS), 'utf-16be'],
    [
      'UTF-16 of which one digit in ten has a zero byte',
      utf16le(`${'日付'.repeat(40)}1234567890`),
      'utf-16le',
    ],
    ['UTF-8 that was cut off in a letter of two bytes', utf8('für é').slice(0, -1), 'utf-8'],
    ['UTF-8 that was cut off in a letter of three', utf8('für €').slice(0, -1), 'utf-8'],
    ['UTF-8 that was cut off in a letter of four', utf8('für 💶').slice(0, -1), 'utf-8'],
    ['UTF-8 that was cut off after the first of four', utf8('für 💶').slice(0, -3), 'utf-8'],
    ['Windows-1252', hex('66 fc 72 20 c4 72 67 65 72'), 'windows-1252'],
    ['Windows-1252 that ends in a letter', hex('66 fc 72 20 c4'), 'windows-1252'],
  ])('is found: %s', (_what, bytes, encoding) => {
    expect(findEncoding(bytes)).toBe(encoding);
  });

  test.each<[string, Uint8Array]>([
    ['a few zero bytes on both sides', utf8('abc\0de\0fgh\0')],
    ['one zero byte in much', utf8(`\0${ROWS}`)],
    ['as many on both sides', hex('61 00 00 62 63 00 00 64')],
  ])('is none of a text: %s', (_what, bytes) => {
    expect(refusal(() => findEncoding(bytes))).toEqual({ code: 'binary', params: {} });
  });

  test('of a zero byte that somebody calls text is refused, too', () => {
    expect(refusal(() => decodeText(utf8('a\0b'), 'utf-8'))).toEqual({ code: 'binary', params: {} });
  });

  test.each<[string, Uint8Array, Encoding | undefined, string]>([
    ['UTF-8', utf8('für €'), undefined, 'für '],
    ['UTF-8 with a letter of four bytes', utf8('für 💶'), undefined, 'für '],
    ['UTF-16', utf16le('Bäcker;1,50'), 'utf-16le', 'Bäcker;1,5'],
    ['Shift-JIS', hex('93 fa 95 74 2c 31 2c 93 fa'), 'shift_jis', '日付,1,'],
    ['GB18030', hex('c8 d5 c6 da 2c c8 d5'), 'gb18030', '日期,'],
  ])(
    'a file that was cut off in the middle of a letter is read up to there: %s',
    (_what, whole, said, text) => {
      expect(decodeText(whole.slice(0, -1), said).text).toBe(text);
    },
  );

  test.each<[string, Uint8Array, Encoding]>([
    ['a letter of Windows-1252 is none of UTF-8', hex('66 fc 72 20 31'), 'utf-8'],
    ['nor at the end, where a whole letter came before', hex('c3 bc 72 fc 31'), 'utf-8'],
    ['half a letter of Shift-JIS in the middle', hex('93 0a 31'), 'shift_jis'],
    ['bytes that only go on with a letter', hex('61 80 80 80 80'), 'utf-8'],
  ])('that was said and does not fit is refused: %s', (_what, bytes, encoding) => {
    expect(refusal(() => decodeText(bytes, encoding))).toEqual({
      code: 'wrong_encoding',
      params: { encoding },
    });
  });

  test.each([
    ['UTF-8', 'utf-8'],
    [' utf8 ', 'utf-8'],
    ['UTF-16', 'utf-16le'],
    ['ISO-8859-1', 'windows-1252'],
    ['latin1', 'windows-1252'],
    ['US-ASCII', 'windows-1252'],
    ['cp1252', 'windows-1252'],
    ['cp1250', 'windows-1250'],
    ['CP1251', 'windows-1251'],
    ['GBK', 'gb18030'],
    ['gb2312', 'gb18030'],
    ['SJIS', 'shift_jis'],
    ['cp932', 'shift_jis'],
    ['cp949', 'euc-kr'],
    ['koi8-r', 'koi8-r'],
    ['ebcdic', undefined],
    ['', undefined],
  ])('called %j is %s', (name, encoding) => {
    expect(encodingNamed(name)).toBe(encoding);
  });

  test('Windows-1252 has the euro and the quotes where other bytes would be controls', () => {
    const text = decodeText(hex('80 93 84 8a 9f'), 'windows-1252').text;
    expect(text).toBe('€“„ŠŸ');
    expect(decodeText(hex('c2 80'), 'utf-8').text).toBe('\x80');
  });

  test('is decoded bit by bit across the middle of a letter, and not past its end', () => {
    const decode = bitDecoder('utf-8');
    const bytes = utf8('für €');
    expect([decode(bytes.slice(0, 2)), decode(bytes.slice(2, 6)), decode(bytes.slice(6)), decode()]).toEqual([
      ...['f', 'ür ', '€', ''],
    ]);
    const cut = bitDecoder('utf-8');
    cut(bytes.slice(0, -1));
    expect(() => cut()).toThrow(TypeError);
    expect(() => bitDecoder('utf-8')(hex('66 fc 72'))).toThrow(TypeError);
    expect(bitDecoder('windows-1252')(hex('80'))).toBe('€');
  });
});

import { isUtf8 } from 'node:buffer';
import { decodeExactly } from './decode.js';
import { likeliestEncoding } from './encoding-scores.js';
import { Refused } from './reading.js';

/** The encodings that can be chosen; those that are found by themselves come first. */
const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'gb18030',
  'shift_jis',
  'euc-kr',
  'iso-8859-2',
  'iso-8859-15',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'windows-874',
  'koi8-r',
  'macintosh',
  'big5',
  'euc-jp',
  'iso-2022-jp',
] as const;
export type Encoding = (typeof ENCODINGS)[number];

export interface DecodedText {
  readonly text: string;
  readonly encoding: Encoding;
}

/** The text of a file, in the encoding that was said, else in the one found. Throws Refused. */
export function decodeText(bytes: Uint8Array, said?: Encoding): DecodedText {
  const encoding = said ?? findEncoding(bytes);
  let text = decodeExactly(bytes, encoding);
  // A file that was cut off may end in the middle of a letter.
  text ??= decodeExactly(bytes.subarray(0, bytes.length - cutTail(bytes, encoding)), encoding);
  if (text === undefined) throw new Refused('wrong_encoding', { encoding });
  if (text.includes('\0')) throw new Refused('binary');
  return { text, encoding };
}

/** The encoding of a name, or of another that it goes by. */
export function encodingNamed(name: string): Encoding | undefined {
  const wanted = name.trim().toLowerCase();
  const aliases: Readonly<Record<string, Encoding>> = {
    'iso-8859-1': 'windows-1252',
    latin1: 'windows-1252',
    'us-ascii': 'windows-1252',
    utf8: 'utf-8',
    'utf-16': 'utf-16le',
    gbk: 'gb18030',
    gb2312: 'gb18030',
    sjis: 'shift_jis',
    cp932: 'shift_jis',
    cp949: 'euc-kr',
    cp1250: 'windows-1250',
    cp1251: 'windows-1251',
    cp1252: 'windows-1252',
  };
  return ENCODINGS.find((known) => known === wanted) ?? aliases[wanted];
}

/** By its mark, else by what fits; of a large file the beginning is enough. Throws Refused. */
export function findEncoding(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const wide = findWide(bytes);
  if (wide) return wide;
  if (isUtf8(bytes)) return 'utf-8';
  const tail = cutTail(bytes, 'utf-8');
  if (tail > 0 && isUtf8(bytes.subarray(0, bytes.length - tail))) return 'utf-8';
  return likeliestEncoding(bytes);
}

/** UTF-16 without a mark: digits, commas and line ends have their zero byte always on the same side. */
function findWide(bytes: Uint8Array): Encoding | undefined {
  const length = Math.min(bytes.length, 8192) & ~1;
  const zeros = [0, 0];
  for (let at = 0; at < length; at++) if (bytes[at] === 0) zeros[at & 1]!++;
  const [even = 0, odd = 0] = zeros;
  if (even + odd === 0) return undefined;
  const enough = length / 2 / 10;
  if (odd > enough && odd > even * 20) return 'utf-16le';
  if (even > enough && even > odd * 20) return 'utf-16be';
  throw new Refused('binary');
}

/** How many bytes at the end are the beginning of a letter whose rest is missing. */
function cutTail(bytes: Uint8Array, encoding: Encoding): number {
  if (encoding.startsWith('utf-16')) return bytes.length & 1;
  if (encoding === 'utf-8') {
    for (let back = 1; back <= 3; back++) {
      const byte = bytes[bytes.length - back] ?? 0;
      if (byte >= 0xc0) return back;
      if (byte < 0x80) return 0;
    }
    return 0;
  }
  return (bytes.at(-1) ?? 0) >= 0x80 ? 1 : 0;
}

import { decodeExactly } from './decode.js';
import type { Encoding } from './encoding.js';

const SAMPLE = 64 * 1024;

const PUNCTUATION = '–—‘’“”„…€£§°«»·•™©®¿¡ºª´№\u00a0';
type SingleByte = 'windows-1252' | 'windows-1250' | 'windows-1251' | 'windows-1254';
const LANGUAGES: Readonly<Record<SingleByte, readonly string[]>> = {
  'windows-1252': [
    'äöüß',
    'éèêëàâçîïôùûœ',
    'áéíóúñü',
    'ãõáàâçéêíóôú',
    'àèéìòù',
    'åäöæøé',
    'ëéïöüèáó',
    'ðþæöáéíóúý',
  ],
  // The capital İ becomes two characters in lower case.
  'windows-1254': ['çğıöşüâîi̇'],
  'windows-1250': ['ąćęłńóśźż', 'áčďéěíňóřšťúůýžľĺŕôä', 'áéíóöőúüű', 'ăâîșțşţ', 'čćđšž', 'čšžäöü'],
  'windows-1251': [
    'абвгдежзийклмнопрстуфхцчшщъыьэюяё',
    'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя',
    'ђјљњћџабвгдежзиклмнопрстуфхцчш',
  ],
};

/** The likeliest of the encodings before Unicode, by letters of what language the bytes would be. */
export function likeliestEncoding(bytes: Uint8Array): Encoding {
  const sample = withHighBytes(bytes);
  let best: { encoding: Encoding; score: number } = { encoding: 'windows-1252', score: 0.05 };
  const consider = (encoding: Encoding, score: number) => {
    if (
      score > best.score + 0.001 &&
      decodeExactly(bytes.subarray(0, bytes.length - 1), encoding) !== undefined
    )
      best = { encoding, score };
  };
  for (const encoding of Object.keys(LANGUAGES) as SingleByte[])
    consider(encoding, singleByteScore(sample, encoding));
  consider('shift_jis', shiftJisScore(sample));
  consider('gb18030', pairScore(sample, 0xd7));
  consider('euc-kr', koreanScore(sample));
  return best.encoding;
}

/** The first lines that hold more than ASCII, whole, for a letter of two bytes must not be cut. */
function withHighBytes(bytes: Uint8Array): Uint8Array {
  const sample = new Uint8Array(Math.min(bytes.length, SAMPLE));
  let length = 0;
  for (let start = 0; start < bytes.length && length < sample.length;) {
    let end = start;
    let isHigh = false;
    while (end < bytes.length && bytes[end] !== 0x0a && bytes[end] !== 0x0d) {
      if (bytes[end]! >= 0x80) isHigh = true;
      end++;
    }
    const line = bytes.subarray(start, Math.min(end + 1, bytes.length));
    if (isHigh) {
      sample.set(line.subarray(0, sample.length - length), length);
      length += Math.min(line.length, sample.length - length);
    }
    start = end + 1;
  }
  return sample.subarray(0, length);
}

/** The part of the letters beyond ASCII that one language explains, less what stands where no language puts it. */
function singleByteScore(sample: Uint8Array, encoding: SingleByte): number {
  const text = decodeExactly(sample, encoding) ?? '';
  const counts = new Map<string, number>();
  let high = 0;
  let crowded = 0;
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) < 0x80) continue;
    high++;
    const letter = text[at]!.toLowerCase();
    counts.set(letter, (counts.get(letter) ?? 0) + 1);
    if (isOutOfPlace(text, at, encoding)) crowded++;
  }
  if (high === 0) return 0;
  const all = LANGUAGES[encoding].join('');
  const covered = LANGUAGES[encoding].map((alphabet) => {
    let sum = 0;
    for (const [letter, count] of counts)
      if (alphabet.includes(letter)) sum += count;
      else if (PUNCTUATION.includes(letter)) sum += count * 0.9;
      else if (all.includes(letter)) sum += count * 0.4;
    return sum;
  });
  return (Math.max(...covered) - crowded) / high;
}

// Words of one letter, and what abbreviations begin with.
const ALONE = /[аивкосуяієйрг]/i;

/** Cyrillic beside Latin letters, or three accented letters in a row. */
function isOutOfPlace(text: string, at: number, encoding: string): boolean {
  const before = text[at - 1] ?? ' ';
  const after = text[at + 1] ?? ' ';
  if (encoding === 'windows-1251')
    return (
      isLetter(text[at]!) &&
      (/[A-Za-z]/.test(before) ||
        /[A-Za-z]/.test(after) ||
        (!isLetter(before) && !isLetter(after) && !ALONE.test(text[at]!)))
    );
  // `Ł12.34` was £12.34: no word of these languages is one such letter.
  if (encoding === 'windows-1250' && isLetter(text[at]!) && !isLetter(before) && !isLetter(after))
    return true;
  const beyond = text[at + 2] ?? ' ';
  return isLetter(text[at]!) && [after, beyond].every((letter) => letter > '\x7f' && isLetter(letter));
}

function isLetter(letter: string): boolean {
  return letter.toLowerCase() !== letter.toUpperCase();
}

/** The part of the high bytes that are pairs of the rows where common characters stand (from 0xB0 to `lastRow`). */
function pairScore(sample: Uint8Array, lastRow: number): number {
  let high = 0;
  let common = 0;
  for (let at = 0; at < sample.length; at++) {
    const lead = sample[at]!;
    if (lead < 0x80) continue;
    const trail = sample[at + 1] ?? 0;
    if (lead >= 0x81 && trail >= 0x40 && trail !== 0x7f && trail !== 0xff) at++;
    high++;
    const isPunctuation = lead >= 0xa1 && lead <= 0xa3;
    if (trail >= 0xa1 && (isPunctuation || (lead >= 0xb0 && lead <= lastRow))) common++;
  }
  return high === 0 ? 0 : common / high;
}

/** Hangul stands in the first half of the rows of Chinese: Korean only if nearly nothing stands beyond. */
function koreanScore(sample: Uint8Array): number {
  const score = pairScore(sample, 0xc8);
  return score >= 0.95 ? score + 0.05 : 0;
}

function shiftJisScore(sample: Uint8Array): number {
  let high = 0;
  let score = 0;
  for (let at = 0; at < sample.length; at++) {
    const lead = sample[at]!;
    if (lead < 0x80) continue;
    high++;
    if (lead >= 0xa1 && lead <= 0xdf) {
      // Half-width katakana, which never stands alone.
      if ((sample[at - 1] ?? 0) >= 0xa1 || (sample[at + 1] ?? 0) >= 0xa1) score += 0.5;
      continue;
    }
    const trail = sample[++at] ?? 0;
    if (trail < 0x40 || trail > 0xfc) return 0;
    const isKana = (lead === 0x82 && trail >= 0x4f) || (lead === 0x83 && trail <= 0x96);
    if (isKana || lead === 0x81 || (lead >= 0x88 && lead <= 0x9f)) score += 1;
    else if (lead >= 0xe0 && lead <= 0xea) score += 0.2;
  }
  return high === 0 ? 0 : score / high;
}

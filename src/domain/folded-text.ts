/**
 * The form of a text in which case, accents and ways of writing do not count: NFKD without the marks that stand on
 * letters, full case folding (Unicode, CaseFolding.txt), and letters that look decorated but do not decompose.
 * Folding a folded text changes nothing. Marks that are letters of their own, as in Japanese and Hindi, stay.
 */
export function foldText(text: string): string {
  // Lower case and expansions can leave a form that the first pass would still change.
  return pass(pass(text)).replace(/\s+/gu, ' ').trim();
}

function pass(text: string): string {
  return text
    .normalize('NFKD')
    .replace(MARKS, '')
    .toUpperCase()
    .toLowerCase()
    .replace(LETTERS, (letter) => PLAIN[letter] ?? letter)
    .normalize('NFKD')
    .replace(MARKS, '')
    .normalize('NFC');
}

/**
 * Marks that stand on letters of any script, Hebrew and Arabic vowel signs. Not U+3099 and U+309A, which make か into が,
 * nor the vowel signs of Indian scripts, without which a word is another.
 */
const MARKS = new RegExp(
  '[[\\p{M}&&[\\p{Script=Inherited}\\p{Script=Cyrillic}\\p{Script=Hebrew}\\p{Script=Arabic}]]--[\\u3099\\u309A]]',
  'gv',
);

const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  ς: 'σ',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ı: 'i',
  ĸ: 'k',
  ə: 'e',
  // Arabic: the long stroke that fills a line, and ends of words that are written both ways.
  '\u0640': '',
  ى: 'ي',
  ة: 'ه',
  // Signs that people type in several ways.
  '\u2019': "'",
  '\u2018': "'",
  '\u02BC': "'",
};
const LETTERS = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'gu');

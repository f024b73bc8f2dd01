import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanLine, codePoints, nameKey } from './text.js';
import { message } from '../messages/message.js';
import { foldText } from './folded-text.js';

const anyText = fc.string({ unit: 'binary' });

describe('two texts are the same to a search', () => {
  test.each([
    ['Café', 'cafe\u0301'],
    ['COFFEE  with\tAna', 'coffee with ana'],
    ['ﬁsh', 'fish'],
    ['Ｌｕｎｃｈ', 'lunch'],
    ['  a\u00a0b\u2003c  ', 'a b c'],
    ['ΟΔΟΣ', 'οδος'],
    ['№ 5', 'no 5'],
    ['K', '\u212a'],
    ['François', 'francois'],
    ['Łódź', 'lodz'],
    ['Straße', 'STRASSE'],
    ['résumé', 'resume'],
    ['İSTANBUL', 'istanbul'],
    ['ısı', 'ISI'],
    ['ΟΔΌΣ', 'οδος'],
    ['Ærø', 'aero'],
    ['Þór', 'thor'],
    ['Đà Nẵng', 'da nang'],
    ['قهوةٌ', 'قهوه'],
    ['أحمد', 'احمد'],
    ['ｆｕｌｌ', 'full'],
    ['한국', '한국'.normalize('NFD')],
  ])('%j and %j', (a, b) => {
    expect(foldText(a)).toBe(foldText(b));
    expect(nameKey(a)).toBe(nameKey(b));
  });

  test.each([
    ['か', 'が'],
    ['हिंदी', 'हदी'],
    ['ж', 'з'],
  ])('but %j is not %j', (a, b) => {
    expect(foldText(a)).not.toBe(foldText(b));
  });

  test('folding what is folded changes nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
      { numRuns: 2000 },
    );
  });
});

test('characters are counted as code points', () => {
  expect(codePoints('')).toBe(0);
  expect(codePoints('añb')).toBe(3);
  expect(codePoints('🍕🍕')).toBe(2);
});

describe('one typed line', () => {
  const clean = (text: string, max = 10) => cleanLine(text, { max, noun: 'description' });
  const unseen = (character: string) => message('fault.description.unseen', { character });
  const TOO_LONG = message('fault.description.too_long', { max: 10 });

  test.each([
    ['Lunch', 'Lunch'],
    ['  Lunch\t', 'Lunch'],
    ['cafe\u0301', 'café'],
    ['🍕'.repeat(10), '🍕'.repeat(10)],
    ['a  b', 'a  b'],
    ['<b>&"\'', '<b>&"\''],
    ['%_\\', '%_\\'],
    ['👩‍👧', '👩‍👧'],
    ['👩🏽‍🚀', '👩🏽‍🚀'],
    ['🏳️‍🌈', '🏳️‍🌈'],
    ['می‌خواهم', 'می‌خواهم'],
    ['שלום', 'שלום'],
    ['\ufeffLunch', 'Lunch'],
  ])('%j is kept as %j', (text, kept) => {
    expect(clean(text)).toEqual({ ok: true, value: kept });
  });

  test.each([
    ['', message('fault.description.empty')],
    [' \t\n ', message('fault.description.empty')],
    ['\u3164', message('fault.description.empty')],
    ['\u200b\u2060', message('fault.description.empty')],
    ['\u2800', message('fault.description.empty')],
    ['\ufe0f', message('fault.description.empty')],
    ['x'.repeat(11), TOO_LONG],
    ['🍕'.repeat(11), TOO_LONG],
    ['x'.repeat(1_000_000), TOO_LONG],
    [' '.repeat(1_000_000), TOO_LONG],
    ['a\u0000b', unseen('U+0000')],
    ['a\nb', unseen('U+000A')],
    ['a\tb', unseen('U+0009')],
    ['a\u0085b', unseen('U+0085')],
    ['a\u007fb', unseen('U+007F')],
    ['a\u2028b', unseen('U+2028')],
    ['a\u202eb', unseen('U+202E')],
    ['a\u2066b', unseen('U+2066')],
    ['a\u200bb', unseen('U+200B')],
    ['a\u200db', unseen('U+200D')],
    ['a\u200cb', unseen('U+200C')],
    ['🍕\u200d', unseen('U+200D')],
    ['a\u00adb', unseen('U+00AD')],
    ['a\ufeffb', unseen('U+FEFF')],
    ['a\ud800b', unseen('U+D800')],
    ['a\udc00', unseen('U+DC00')],
    ['a\u{e0041}', unseen('U+E0041')],
  ])('%j is refused', (text, sentence) => {
    expect(clean(text)).toEqual({ ok: false, fault: sentence });
  });

  test('whatever is kept is well formed, within its length, and kept unchanged a second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
        const line = clean(text, 200);
        if (!line.ok) return;
        expect(line.value).not.toMatch(/[\p{Cc}\p{Cs}]/u);
        expect(codePoints(line.value)).toBeLessThanOrEqual(200);
        expect(clean(line.value, 200)).toEqual(line);
      }),
      { numRuns: 2000 },
    );
  });
});

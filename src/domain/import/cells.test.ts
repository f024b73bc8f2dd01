import { describe, expect, it } from 'vitest';
import { cleanText, foldHeader, joinTexts, ownText, splitOwnTags, splitTags } from './cells.js';

describe('The text of a cell', () => {
  it.each([
    ['plain', 'a  b', 'a b'],
    ['with what cannot be seen', '\u00A0a\u200Bb\r\n\tc\u2028 ', 'a b c'],
    ['with joiners that are spelling', 'می\u200Cخواهم 👨\u200D👩 a\u200Db', 'می\u200Cخواهم 👨\u200D👩 a b'],
    ['composed', 'Cafe\u0301', 'Café'],
    ['as long as may be', 'x'.repeat(200), 'x'.repeat(200)],
    ['too long', 'x'.repeat(201), 'x'.repeat(200)],
    ['too long, cut before a blank', `${'x'.repeat(199)} y`, 'x'.repeat(199)],
    ['too long, of characters that take two', '🎈'.repeat(201), '🎈'.repeat(200)],
    ['of such characters that fit', '🎈'.repeat(150), '🎈'.repeat(150)],
  ])('%s', (_, text, cleaned) => {
    expect(cleanText(text)).toBe(cleaned);
  });
});

it.each([
  [['Lidl', ' Berlin '], 'Lidl – Berlin'],
  [['', 'Lidl', ''], 'Lidl'],
  [['Lidl Berlin', 'Lidl'], 'Lidl Berlin'],
  [['Lidl', 'Berlin', 'Lidl Berlin'], 'Lidl Berlin'],
  [['Lidl', 'Paris', 'Lidl Berlin'], 'Paris – Lidl Berlin'],
  [[], ''],
])('the texts %j are told once each', (texts, joined) => {
  expect(joinTexts(texts)).toBe(joined);
});

it.each([
  ['Value_Date (EUR)', 'value date eur'],
  ['bookingDate', 'booking date'],
  ['  Größe--Maß ', 'grosse mass'],
  ['金额', '金额'],
])('the header %s is looked up as %s', (header, folded) => {
  expect(foldHeader(header)).toBe(folded);
});

it('tags of a cell are each taken once, with a # or without', () => {
  expect(splitTags('#far; near | far,, #c#')).toEqual(['far', 'near', 'c#']);
  expect(splitTags('  #far near', / /)).toEqual(['far', 'near']);
});

it('what we wrote ourselves stays as it stands, where an expense may have it', () => {
  expect(ownText(' a  b\u00A0c ')).toBe('a  b\u00A0c');
  expect(ownText('a\nb')).toBe('a b');
  expect(ownText('x'.repeat(201))).toBe('x'.repeat(200));
  expect(splitOwnTags('a;b|c,#d  e,, a;b|c')).toEqual(['a;b|c', 'd  e']);
});

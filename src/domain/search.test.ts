import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAmount, parseDecimal } from './amount.js';
import { findCurrency } from './currency.js';
import { alternativesOf, hasWords, phraseOf, searchParts, searchTextOf, searchWords } from './search.js';

const USD = findCurrency('USD')!;
const readAmount = (word: string) => {
  const read = parseDecimal(word, USD);
  return read.ok ? read.value : undefined;
};
const LUNCH = { description: 'Café  Österreich, lunch for two', amountMinor: 1250n, tagIds: [7, 5000] };
const finds = (typed: string, expense = LUNCH) =>
  hasWords(searchTextOf(expense), searchWords(typed, readAmount));

describe('a search finds an expense', () => {
  it.each([
    ['cafe', true],
    ['LUNCH café', true],
    ['two lunch', true],
    ['lunch dinner', false],
    ['"lunch for two"', true],
    ['"two lunch"', false],
    ['oster', true],
    ['12.50', true],
    ['-12.50', true],
    ['12.50 cafe', true],
    ['12.5', true],
    ['"12.50"', false],
    ['2.50', false],
    ['125.00', false],
    ['53.46', false],
    ['', true],
  ])('%j: %j', (typed, found) => {
    expect(finds(typed)).toBe(found);
  });

  it('by an amount as a page writes it, with spaces that do not break', () => {
    const inFrance = (word: string) => {
      const read = parseAmount(word, { currency: findCurrency('EUR')!, region: 'fr-FR' });
      return read.ok ? read.value : undefined;
    };
    const rent = searchTextOf({ ...LUNCH, amountMinor: 123_450n });
    for (const typed of [
      '1\u202f234,50\u00a0€',
      '1\u00a0234,50',
      'lunch 1\u202f234,50',
      'lunch\u00a0cafe',
      'cafe\u00a0',
    ])
      expect(hasWords(rent, searchWords(typed, inFrance)), typed).toBe(true);
    for (const typed of ['1\u202f234,51\u00a0€', '1 234,50', 'lunch\u00a0dinner'])
      expect(hasWords(rent, searchWords(typed, inFrance)), typed).toBe(false);
  });

  it('by an amount that came back, whatever the sign', () => {
    expect(finds('12.50', { ...LUNCH, amountMinor: -1250n })).toBe(true);
  });

  it('by a tag, or by what is written, where a word may mean either', () => {
    const word = (...tagIds: number[]) => [{ text: 'trip', tagIds }];
    const text = searchTextOf(LUNCH);
    expect([7, 5000, 8, 50].map((id) => hasWords(text, word(id)))).toEqual([true, true, false, false]);
    expect(hasWords(text, word(8, 7))).toBe(true);
    expect(hasWords(text, word())).toBe(false);
    expect(hasWords(searchTextOf({ ...LUNCH, description: 'A trip' }), word(8))).toBe(true);
  });

  it('by a text as it stands', () => {
    expect(hasWords(searchTextOf(LUNCH), [phraseOf('Lunch for')])).toBe(true);
    expect(hasWords(searchTextOf(LUNCH), [phraseOf('for lunch')])).toBe(false);
  });

  it('by an amount or a tag of its own only', () => {
    const amounts = fc.bigInt({ min: 1n, max: 10n ** 15n });
    fc.assert(
      fc.property(amounts, amounts, fc.nat(), fc.nat(), (amountMinor, other, tag, otherTag) => {
        const text = searchTextOf({ description: 'x', amountMinor, tagIds: [tag] });
        expect(hasWords(text, [{ text: 'y', amountMinor: other }])).toBe(other === amountMinor);
        expect(hasWords(text, [{ text: 'y', tagIds: [otherTag] }])).toBe(otherTag === tag);
        expect(hasWords(text, [{ text: 'y', amountMinor, tagIds: [] }])).toBe(true);
        expect(hasWords(text, [{ text: 'y', tagIds: [tag] }])).toBe(true);
      }),
    );
  });

  it('by nothing that stands for an amount or a tag, when somebody types that', () => {
    const [, mark] = alternativesOf({ text: 'x', amountMinor: 1250n });
    expect(searchWords(mark!)).toEqual([]);
    expect(hasWords(searchTextOf({ ...LUNCH, amountMinor: 1n, description: mark! }), [{ text: mark! }])).toBe(
      false,
    );
    expect(phraseOf(`a${mark!}b`)).toEqual({ text: 'ab' });
  });
});

describe('what is typed into a search', () => {
  it.each([
    ['two words', ['two', 'words']],
    ['  ', []],
    ['a "b c" d', ['a', '"b c', 'd']],
    ['“b c” „d e“ «f g»', ['"b c', '"d e', '"f g']],
    ['a "b c', ['a', '"b', 'c']],
    ['""', ['""']],
  ])('%j', (typed, parts) => {
    const written = searchParts(typed).map(({ text, isQuoted }) => (isQuoted ? `"${text}` : text));
    expect(written).toEqual(parts);
  });
});

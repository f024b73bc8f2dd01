import { describe, expect, it } from 'vitest';
import { isMatch, ruleReader, type RuleMatch, type RuleValues } from './rule.js';

const rule = (text: string, more: Partial<RuleValues> = {}): RuleValues => ({
  ...{ match: 'contains', text, categoryId: null, tags: [], description: null },
  ...more,
});

describe('a match', () => {
  it.each<[RuleMatch, string, string, boolean]>([
    ['contains', 'rewe', 'REWE Markt 12', true],
    ['contains', 'markt', 'REWE Markt 12', true],
    ['contains', 'francois', 'Chez François', true],
    ['contains', 'strasse', 'Parkhaus Hauptstraße', true],
    ['contains', 'edeka', 'REWE Markt 12', false],
    ['starts', 'rewe', 'REWE Markt 12', true],
    ['starts', 'markt', 'REWE Markt 12', false],
    ['equals', 'rewe', 'Rewe', true],
    ['equals', 'rewe', 'REWE Markt 12', false],
  ])('%s “%s” and “%s”: %s', (how, text, description, fits) => {
    expect(isMatch(description, { how, text })).toBe(fits);
  });

  it('without one fits everything', () => {
    expect(isMatch('anything', undefined)).toBe(true);
  });
});

describe('rules in their order', () => {
  it('say nothing of what none of them fits', () => {
    expect(ruleReader([rule('coffee', { categoryId: 1 })])('Rent')).toBeUndefined();
  });

  it('file by the first that has a category, and take the tags of all', () => {
    const read = ruleReader([
      rule('coffee', { tags: ['small'] }),
      rule('coffee bar', { categoryId: 2, tags: ['out', 'small'] }),
      rule('bar', { categoryId: 3 }),
    ]);
    expect(read('Coffee Bar Roma')).toEqual({ categoryId: 2, tags: ['small', 'out'], description: null });
  });

  it('look at the description as it came, also after one gave another', () => {
    const read = ruleReader([
      rule('pos 4711', { description: 'Bakery' }),
      rule('bakery', { categoryId: 5 }),
      rule('4711', { categoryId: 6, description: 'Too late' }),
    ]);
    expect(read('POS 4711 BERLIN')).toEqual({ categoryId: 6, tags: [], description: 'Bakery' });
  });
});

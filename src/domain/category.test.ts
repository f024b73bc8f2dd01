import { describe, expect, test } from 'vitest';
import {
  CATEGORY_COLORS,
  CATEGORY_ICONS,
  isCategoryColor,
  isCategoryIcon,
  parseCategoryName,
  STARTING_CATEGORIES,
} from './category.js';
import { ENGLISH, localeFor } from '../locale/locale.js';
import { LANGUAGES } from '../messages/language.js';
import { nameKey } from './text.js';

describe('the starting categories', () => {
  test('are these, in this order', () => {
    const names =
      'Bills Clothing Electronics Food Groceries Health Leisure Savings Transport Utilities Others';
    expect(STARTING_CATEGORIES.map(({ nameOf }) => ENGLISH.say({ key: nameOf }))).toEqual(names.split(' '));
  });

  test('each have their own colour and icon, and a name that a user could have typed', () => {
    expect(STARTING_CATEGORIES.map((category) => category.color)).toEqual(CATEGORY_COLORS);
    expect(new Set(STARTING_CATEGORIES.map((category) => category.icon)).size).toBe(
      STARTING_CATEGORIES.length,
    );
    for (const language of LANGUAGES) {
      const locale = localeFor({ language, region: 'en-US' });
      const names = STARTING_CATEGORIES.map(({ nameOf }) => locale.say({ key: nameOf }));
      for (const name of names) expect(parseCategoryName(name)).toEqual({ ok: true, value: name });
      expect(new Set(names.map(nameKey)).size, language).toBe(names.length);
    }
  });
});

test('icons and colours are those of the lists, nothing else', () => {
  expect(isCategoryColor('food')).toBe(true);
  expect(isCategoryColor('none')).toBe(false);
  expect(isCategoryColor('constructor')).toBe(false);
  expect(isCategoryIcon('bus-front')).toBe(true);
  expect(isCategoryIcon('../bus-front')).toBe(false);
  expect(new Set(CATEGORY_ICONS).size).toBe(CATEGORY_ICONS.length);
});

test('a category name has 1 to 40 characters', () => {
  expect(parseCategoryName(' Food & drink ')).toEqual({ ok: true, value: 'Food & drink' });
  expect(parseCategoryName('x'.repeat(40)).ok).toBe(true);
  expect(parseCategoryName('x'.repeat(41))).toEqual({
    ok: false,
    fault: { key: 'fault.category_name.too_long', params: { max: 40 } },
  });
  expect(parseCategoryName('  ')).toEqual({ ok: false, fault: { key: 'fault.category_name.empty' } });
});

import { describe, expect, it } from 'vitest';
import type { BookParts } from './book-parts.js';
import { readFile } from './read-file.js';

// What a file of "Everything of mine" holds besides expenses.

function read(parts: object): BookParts | string {
  const file = { format: 'outlay', version: 1, currency: 'EUR', ...parts, expenses: [] };
  const found = readFile(new TextEncoder().encode(JSON.stringify(file)));
  if (found.ok) return found.parts!;
  return `${found.code} ${String(found.params['part'])}`;
}

const category = { name: ' Food ', color: 'food', icon: 'basket', archived: true };
const rent = {
  ...{
    id: 7,
    amount: '900.00',
    description: ' Rent ',
    category: 'Home',
    tags: ['flat'],
    mode: 'add',
  },
  ...{ interval: 1, every: 'month', starts_on: '2026-01-31', ends_on: '2027-01-31', paused: false },
  ...{ next_on: '2026-02-28', waiting: ['2026-01-31'], skipped: ['2026-03-31'] },
};
const budget = { category: 'Food', from: '2026-01', amount: '50.00', carry_over: true };
const rule = {
  match: 'starts',
  text: ' Lidl ',
  category: 'Food',
  add_tags: ['shop'],
  description: ' Lidl! ',
};

describe('The parts of a book', () => {
  it('are taken as they stand', () => {
    const all = { categories: [category], tags: [{ name: '#far' }], recurring: [rent], budgets: [budget] };
    expect(read({ ...all, rules: [rule] })).toEqual({
      categories: [{ name: 'Food', color: 'food', icon: 'basket', isArchived: true }],
      tags: ['far'],
      recurring: [
        {
          ...{
            id: '7',
            amount: '900.00',
            description: 'Rent',
            category: 'Home',
            tags: ['flat'],
            mode: 'add',
          },
          ...{ interval: 1, every: 'month', startsOn: '2026-01-31', endsOn: '2027-01-31', isPaused: false },
          ...{ nextOn: '2026-02-28', waiting: ['2026-01-31'], skipped: ['2026-03-31'] },
        },
      ],
      budgets: [{ category: 'Food', fromMonth: '2026-01', amount: '50.00', carryOver: true }],
      rules: [{ match: 'starts', text: 'Lidl', category: 'Food', tags: ['shop'], description: 'Lidl!' }],
    });
  });

  it('may be missing, as a whole and in their fields', () => {
    expect(read({})).toEqual({ categories: [], tags: [], recurring: [], budgets: [], rules: [] });
    const { amount, description, mode, interval, every, starts_on } = rent;
    expect(
      read({
        categories: [{ name: 'Food' }],
        recurring: [{ amount, description, mode, interval, every, starts_on, ends_on: null, id: 'x' }],
        budgets: [{ from: '2026-01' }],
        rules: [{ match: 'equals', text: 'Lidl' }],
      }),
    ).toEqual({
      categories: [{ name: 'Food', color: 'others', icon: 'tag', isArchived: false }],
      tags: [],
      recurring: [
        {
          ...{ id: 'x', amount: '900.00', description: 'Rent', category: null, tags: [], mode: 'add' },
          ...{ interval: 1, every: 'month', startsOn: '2026-01-31', endsOn: null, isPaused: false },
          ...{ nextOn: null, waiting: [], skipped: [] },
        },
      ],
      budgets: [{ category: null, fromMonth: '2026-01', amount: null, carryOver: false }],
      rules: [{ match: 'equals', text: 'Lidl', category: null, tags: [], description: null }],
    });
  });

  it('rest where they are paused, and name no expenses where they have no id', () => {
    const { id: _id, ...unnamed } = rent;
    expect(read({ recurring: [{ ...unnamed, paused: true }] })).toMatchObject({
      recurring: [{ id: '', isPaused: true, nextOn: null }],
    });
  });

  it.each<[string, object]>([
    ['categories', { categories: {} }],
    ['categories', { categories: Array.from({ length: 2_001 }, () => category) }],
    ['categories.1', { categories: [category, null] }],
    ['tags.0', { tags: ['far'] }],
    ['tags.0', { tags: [['far']] }],
    ['categories.0.name', { categories: [{ ...category, name: 7 }] }],
    ['categories.0.name', { categories: [{ ...category, name: ' ' }] }],
    ['categories.0.color', { categories: [{ ...category, color: 'pink' }] }],
    ['categories.0.color', { categories: [{ ...category, color: null }] }],
    ['categories.0.icon', { categories: [{ ...category, icon: 'none' }] }],
    ['categories.0.icon', { categories: [{ ...category, icon: 5 }] }],
    ['categories.0.archived', { categories: [{ ...category, archived: 'no' }] }],
    ['tags.1.name', { tags: [{ name: 'far' }, { name: 'a,b' }] }],
    ['tags.0.name', { tags: [{}] }],
  ])('are refused at %s', (part, file) => {
    expect(read(file)).toBe(`bad_part ${part}`);
  });

  it.each<[string, object]>([
    ['amount', { amount: 900 }],
    ['description', { description: '' }],
    ['description', { description: null }],
    ['category', { category: 7 }],
    ['tags', { tags: [7] }],
    ['tags', { tags: 'flat' }],
    ['tags', { tags: ['a,b'] }],
    ['interval', { interval: 0 }],
    ['interval', { interval: 100 }],
    ['interval', { interval: 1.5 }],
    ['every', { every: 'moon' }],
    ['starts_on', { starts_on: null }],
    ['ends_on', { ends_on: '2026-02-30' }],
    ['ends_on', { ends_on: 20260228 }],
    ['mode', { mode: 'x' }],
    ['paused', { paused: 'no' }],
    ['next_on', { next_on: '2026-02-27' }],
    ['next_on', { next_on: 'soon' }],
    ['waiting', { waiting: ['soon'] }],
    ['waiting', { waiting: '2026-01-31' }],
    ['skipped', { skipped: [20260331] }],
  ])('are refused where the field %s of a recurring expense does not fit: %j', (field, change) => {
    expect(read({ recurring: [{ ...rent, ...change }] })).toBe(`bad_part recurring.0.${field}`);
  });

  it.each<[string, object]>([
    ['category', { category: 7 }],
    ['from', { from: '2026-13' }],
    ['from', { from: 202601 }],
    ['amount', { amount: 5 }],
    ['carry_over', { carry_over: 'no' }],
    ['carry_over', { carry_over: true, amount: null }],
  ])('are refused where the field %s of a budget does not fit: %j', (field, change) => {
    expect(read({ budgets: [budget, { ...budget, ...change }] })).toBe(`bad_part budgets.1.${field}`);
  });

  it.each<[string, object]>([
    ['match', { match: 'ends' }],
    ['text', { text: ' ' }],
    ['text', { text: 5 }],
    ['text', { text: 'x'.repeat(1_000) }],
    ['category', { category: 7 }],
    ['add_tags', { add_tags: 'shop' }],
    ['add_tags', { add_tags: ['shop', 7] }],
    ['add_tags', { add_tags: ['a,b'] }],
    ['description', { description: 5 }],
    ['description', { description: '' }],
  ])('are refused where the field %s of a rule does not fit: %j', (field, change) => {
    expect(read({ rules: [{ ...rule, ...change }] })).toBe(`bad_part rules.0.${field}`);
  });
});

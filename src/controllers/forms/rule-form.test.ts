import { describe, expect, it } from 'vitest';
import { refusals } from '../../testing/refusals.js';
import { check } from './fields.js';
import {
  parseRule,
  parseRuleSearch,
  ruleChangeSchema,
  ruleSchema,
  toRuleChange,
  toRuleValues,
} from './rule-form.js';

const typed = { match: 'starts', text: ' Rewe ', category_id: '3', add_tags: 'shop, near', description: '' };

describe('the form of a rule', () => {
  it.each([
    [{}, { match: 'starts', text: 'Rewe', categoryId: 3, tags: ['shop', 'near'], description: null }],
    [
      { category_id: '', add_tags: '' },
      { categoryId: null, tags: [] },
    ],
    [{ description: ' Groceries ' }, { description: 'Groceries' }],
    [{ description: '   ' }, { description: null }],
    [{ match: 'equals' }, { match: 'equals' }],
  ])('reads %j', (fields, value) => {
    expect(parseRule({ ...typed, ...fields })).toMatchObject({ ok: true, value });
  });

  it.each([
    [{ text: ' ' }, { text: 'Enter the words to look for.' }],
    // Nothing is left of it once accents are taken off.
    [{ text: '\u0301' }, { text: 'Enter the words to look for.' }],
    [{ text: 'x'.repeat(201) }, { text: 'The description is too long: 200 characters at most.' }],
    [{ match: 'like' }, { match: 'Choose how the words are compared.' }],
    [{ category_id: 'x' }, { category_id: 'There is no such category. Choose one from the list.' }],
    [
      { description: 'x'.repeat(201) },
      { description: 'The description is too long: 200 characters at most.' },
    ],
  ])('refuses %j with what is wrong', (fields, said) => {
    expect(refusals(parseRule({ ...typed, ...fields }))).toEqual(said);
  });

  it('is tried with only what it looks for', () => {
    expect(parseRuleSearch({ match: 'equals', text: ' Rewe ' })).toEqual({
      ok: true,
      value: { match: 'equals', text: 'Rewe' },
    });
    expect(refusals(parseRuleSearch({ match: 'like', text: '' }))).toEqual({
      match: 'Choose how the words are compared.',
      text: 'Enter the words to look for.',
    });
  });
});

describe('a rule as a program sends it', () => {
  const read = (body: object) => {
    const parsed = check(ruleSchema, body);
    return parsed.ok ? toRuleValues(parsed.value) : refusals(parsed);
  };
  const change = (body: object) => {
    const parsed = check(ruleChangeSchema, body);
    return parsed.ok ? toRuleChange(parsed.value, body) : refusals(parsed);
  };

  it('needs its words only', () => {
    expect(read({ text: 'rewe' })).toEqual({
      ...{ match: 'contains', text: 'rewe', categoryId: null, tags: [], description: null },
    });
    expect(read({ text: 'rewe', add_tags: ['shop'], description: null })).toMatchObject({ tags: ['shop'] });
    expect(read({})).toEqual({ text: 'Enter the words to look for.' });
    expect(read({ text: 'rewe', description: 5 })).toEqual({ description: 'Enter a description.' });
  });

  it.each([
    [{}, {}],
    [{ match: 'equals' }, { match: 'equals' }],
    [{ text: 'aldi' }, { text: 'aldi' }],
    [{ category_id: null }, { categoryId: null }],
    [{ add_tags: [] }, { tags: [] }],
    [{ description: '' }, { description: null }],
    [{ position: 2 }, {}],
  ])('is changed in what was sent, and nothing else: %j', (body, values) => {
    expect(change(body)).toEqual(values);
  });

  it.each([0, -1, 1.5, '2', null])('has no place %j', (position) => {
    expect(change({ position })).toEqual({ position: 'Send a place from 1 on.' });
  });

  it('takes nothing that was not sent as an object', () => {
    for (const sent of [undefined, null, 'text']) expect(toRuleChange({ text: 'x' }, sent)).toEqual({});
  });
});

import { describe, expect, it } from 'vitest';
import type { Day } from '../../domain/calendar.js';
import { findCurrency } from '../../domain/currency.js';
import { expenseFields, parseExpense, parseExpenseBody } from './expense-form.js';
import { textOf, textsOf } from './fields.js';
import { parseId } from './id.js';
import { ENGLISH } from '../../locale/locale.js';

const USD = findCurrency('USD')!;
const good = { amount: '12.50', description: ' Lunch ', category_id: '3', spent_on: '2026-03-01' };
const faultsOf = (raw: unknown, currency = USD) => {
  const parsed = parseExpense(raw, { currency, region: 'en-US' });
  return parsed.ok
    ? {}
    : Object.fromEntries(Object.entries(parsed.fault).map(([name, said]) => [name, ENGLISH.say(said)]));
};

describe('the form of an expense', () => {
  it.each([
    [{ amount: '-12.50' }, -1250n],
    [{ amount: '12.50', refund: 'yes' }, -1250n],
    [{ amount: '-12.50', refund: 'yes' }, -1250n],
    [{ amount: '12.50', refund: '' }, 1250n],
  ])('takes a minus and the box for the same: %j', (fields, amountMinor) => {
    const parsed = parseExpense({ ...good, ...fields }, { currency: USD, region: 'en-US' });
    expect(parsed).toMatchObject({ ok: true, value: { amountMinor } });
  });

  it.each([
    ['', []],
    [' trip , #work,, Trip', ['trip', 'work', 'Trip']],
    ['旅行、仕事', ['旅行', '仕事']],
  ])('reads the tags %j', (tags, names) => {
    const parsed = parseExpense({ ...good, tags }, { currency: USD, region: 'en-US' });
    expect(parsed).toMatchObject({ ok: true, value: { tags: names } });
  });

  it.each(['x'.repeat(41), 'a\u202eb', Array.from({ length: 21 }, (_, at) => `t${String(at)}`).join(',')])(
    'refuses the tags %j',
    (tags) => expect(Object.keys(faultsOf({ ...good, tags }))).toEqual(['tags']),
  );

  it('is read into minor units, a clean description, an id and a day', () => {
    expect(parseExpense(good, { currency: USD, region: 'en-US' })).toEqual({
      ok: true,
      value: { amountMinor: 1250n, description: 'Lunch', categoryId: 3, spentOn: '2026-03-01' },
    });
  });

  it.each([
    ['JPY', '1250', 1250n],
    ['KWD', '1.234', 1234n],
    ['USD', '$1,234.50', 123_450n],
  ])('counts in the minor units of %s', (code, amount, amountMinor) => {
    expect(
      parseExpense({ ...good, amount }, { currency: findCurrency(code)!, region: 'en-US' }),
    ).toMatchObject({ value: { amountMinor } });
  });

  it.each(['', null, undefined])('takes %j for no category', (category_id) => {
    expect(parseExpense({ ...good, category_id }, { currency: USD, region: 'en-US' })).toMatchObject({
      value: { categoryId: null },
    });
  });

  const amounts = [
    '',
    ' ',
    '0',
    '0.00',
    '-',
    'NaN',
    'Infinity',
    '-Infinity',
    '1e9',
    '1.234',
    '0x10',
    '1.2.3',
  ];
  it.each([...amounts, '1.005', '9'.repeat(30), '10000000000000', '12.50€', '1 2', '\0'])(
    'refuses the amount %j with a sentence',
    (amount) => {
      expect(faultsOf({ ...good, amount })).toEqual({
        amount: expect.stringMatching(/^[A-Z].+\.$/) as string,
      });
    },
  );

  const days = ['', ' ', '2026-02-30', '2026-02-29', '2026-13-01', '0000-00-00', '9999-12-31', '1899-12-31'];
  it.each([...days, '2200-01-01', '01.03.2026', '2026-3-1', '2026-03-01T00:00', 'today', '２０２６-03-01'])(
    'refuses the day %j with a sentence',
    (spent_on) => {
      expect(faultsOf({ ...good, spent_on })).toEqual({
        spent_on: expect.stringMatching(/^(Enter a|Days from) .+\.$/) as string,
      });
    },
  );

  it.each(['2028-02-29', '1900-01-01', '2199-12-31', ' 2026-03-29 '])('takes the day %j', (spent_on) => {
    expect(faultsOf({ ...good, spent_on })).toEqual({});
  });

  it.each(['', '   ', '\u200B', 'x'.repeat(201), 'a\nb', 'a\u202Eb', 'a\0b', '\uD800'])(
    'refuses the description %j',
    (description) => {
      expect(Object.keys(faultsOf({ ...good, description }))).toEqual(['description']);
    },
  );

  it('takes 200 emoji for 200 characters', () => {
    expect(faultsOf({ ...good, description: '🐢'.repeat(200) })).toEqual({});
  });

  it.each([
    '0',
    '-1',
    '1.0',
    'abc',
    '1e3',
    '9223372036854775808',
    '9999999999999999',
    'none',
    ' 3',
    '03',
    true,
  ])('refuses the category %j', (category_id) => {
    expect(Object.keys(faultsOf({ ...good, category_id }))).toEqual(['category_id']);
  });

  it('says everything that is wrong at once', () => {
    expect(Object.keys(faultsOf({ amount: 'x', description: '', category_id: 'x', spent_on: 'x' }))).toEqual([
      'amount',
      'description',
      'category_id',
      'spent_on',
    ]);
  });

  it('refuses fields that it does not have, those of the prototype too', () => {
    expect(faultsOf({ ...good, user_id: 1 })).toEqual({ user_id: 'There is no such field here.' });
    const polluted: unknown = JSON.parse(`{"__proto__": {"amount": "1"}, ${JSON.stringify(good).slice(1)}`);
    expect(Object.hasOwn(faultsOf(polluted), '__proto__')).toBe(true);
    expect(({} as Record<string, unknown>).amount).toBeUndefined();
  });

  it.each([null, undefined, [], 'text', 5, { amount: ['1', '2'] }, { amount: { a: 1 } }])(
    'refuses what is no form: %j',
    (raw) => {
      expect(Object.keys(faultsOf(raw)).length).toBeGreaterThan(0);
    },
  );
});

describe('a day far away', () => {
  const asked = (spent_on: string, meant?: string, more: object = {}) => {
    const today = '2026-03-01' as Day;
    const read = { currency: USD, region: 'en-US', today, meant };
    const parsed = parseExpense({ ...good, refund: '', spent_on, ...more }, read);
    return parsed.ok ? parsed.value.spentOn : Object.keys(parsed.fault).sort().join(' ');
  };

  it('is asked back about, unless it is meant', () => {
    expect(asked('1966-03-01')).toBe('spent_on');
    expect(asked(' 1966-03-01 ')).toBe('spent_on');
    expect(asked('1966-03-01', '1966-03-01')).toBe('1966-03-01');
    expect(asked('1966-03-02', '1966-03-01')).toBe('spent_on');
    expect(asked('2026-02-28')).toBe('2026-02-28');
  });

  it('is said beside what else is wrong', () => {
    expect(asked('1966-03-01', undefined, { amount: 'x' })).toBe('amount spent_on');
  });
});

describe('an expense as a program sends it', () => {
  const sent = { amount: '12.50', description: 'Lunch', spent_on: '2026-03-01' };
  const said = (raw: unknown) => {
    const parsed = parseExpenseBody(raw, USD);
    return parsed.ok
      ? parsed.value
      : Object.fromEntries(Object.entries(parsed.fault).map(([name, each]) => [name, ENGLISH.say(each)]));
  };

  it.each([
    [{}, { amountMinor: 1250n, categoryId: null }],
    [{ amount: -12.5 }, { amountMinor: -1250n }],
    [{ category_id: 12 }, { categoryId: 12 }],
    [{ category_id: '12' }, { categoryId: 12 }],
    [{ tags: ['trip'] }, { tags: ['trip'] }],
  ])('%j is read', (fields, value) => {
    expect(said({ ...sent, ...fields })).toMatchObject(value);
  });

  it.each([
    [{ amount: undefined }, { amount: 'Enter an amount.' }],
    [{ amount: '12,50' }, { amount: 'Write a point before the decimals, and no commas.' }],
    [{ spent_on: undefined }, { spent_on: 'Enter a date.' }],
    [{ spent_on: null }, { spent_on: 'Enter a date.' }],
    [{ spent_on: 5 }, { spent_on: 'Enter a day of the calendar, such as 2026-03-01.' }],
    [{ spent_on: ' 1899-12-31 ' }, { spent_on: 'Days from Jan 1, 1900 to Dec 31, 2199 can be kept.' }],
    [{ description: undefined }, { description: 'Enter a description.' }],
    [{ tags: 'trip' }, { tags: 'Send a list of names.' }],
    [{ tags: [5] }, { 'tags.0': 'Enter a tag.' }],
  ])('%j is refused with what is wrong', (fields, faults) => {
    expect(said({ ...sent, ...fields })).toEqual(faults);
  });
});

describe('the fields of an expense in a form', () => {
  it('have tags only where they were sent', () => {
    const empty = { amount: '', refund: '', description: '', category_id: '', spent_on: '' };
    expect(expenseFields({ amount: '5' })).toEqual({ ...empty, amount: '5' });
    expect(expenseFields({ tags: '' })).toEqual({ ...empty, tags: '' });
    expect(expenseFields(null)).toEqual(empty);
  });
});

describe('the fields of a request', () => {
  it('are texts: the first of a repeated one, empty when missing or not a text', () => {
    const body = { once: 'a', twice: ['b', 'c'], nested: { x: 'd' }, deep: [['e']], number: 5 };
    expect(textsOf(body, ['once', 'twice', 'nested', 'deep', 'number', 'missing'])).toEqual({
      once: 'a',
      twice: 'b',
      nested: '',
      deep: '',
      number: '',
      missing: '',
    });
  });

  it('are their own: nothing of the prototype', () => {
    for (const name of ['constructor', '__proto__', 'toString']) expect(textOf({}, name)).toBe('');
    expect(textOf(undefined, 'x') + textOf(null, 'x') + textOf('text', 'length')).toBe('');
  });
});

describe('an id in a path', () => {
  it.each(['1', '42', String(Number.MAX_SAFE_INTEGER)])('is taken: %s', (text) => {
    expect(parseId(text, 'expense')).toBe(Number(text));
  });

  it.each([
    '',
    '0',
    '-1',
    '1.0',
    '01',
    '1e3',
    ' 1',
    '1 ',
    'abc',
    '0x1',
    '١',
    '9007199254740992',
    '9'.repeat(19),
  ])('names nothing: %j', (text) => {
    expect(() => parseId(text, 'expense')).toThrow('error.no_such.expense');
  });

  it.each([undefined, null, 5, ['1']])('names nothing: %j', (value) => {
    expect(() => parseId(value, 'expense')).toThrow('error.no_such.expense');
  });
});

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Day } from '../../domain/calendar.js';
import { findCurrency } from '../../domain/currency.js';
import { ok } from '../../domain/result.js';
import { ENGLISH } from '../../locale/locale.js';
import type { Principal } from '../../services/identity/principal.js';
import type { Category } from '../../services/ledger/category-service.js';
import { refusals } from '../../testing/refusals.js';
import { parseExportFormat } from './export-format.js';
import { check, sentOf } from './fields.js';
import { parseLine, readLine, toInput } from './quick-line.js';
import { mergedReading, readingFields, readingSchema, saidOf } from './reading-form.js';
import { tokenSchema } from './token-form.js';

describe('what is wrong with what was sent', () => {
  const schema = z.strictObject({
    name: z.string({ error: 'fault.token_name.empty' }).max(3, 'Too long.').regex(/^a/, 'Begins with a.'),
    list: z.array(z.strictObject({ size: z.int() })).optional(),
  });

  it('is said by field, the first of each, nested ones by their path', () => {
    expect(refusals(check(schema, { name: 'bbbb' }))).toEqual({ name: 'Too long.' });
    expect(refusals(check(schema, {}))).toEqual({ name: 'Enter a name.' });
    expect(Object.keys(refusals(check(schema, { name: 'a', list: [{ size: 1 }, { size: 'x' }] })))).toEqual([
      'list.1.size',
    ]);
    expect(refusals(check(schema, { name: 'a', list: [{ size: 1, colour: 2 }], more: 1 }))).toEqual({
      'list.0.colour': 'There is no such field here.',
      more: 'There is no such field here.',
    });
    expect(Object.keys(refusals(check(schema, 'text')))).toEqual(['body']);
  });

  it('has a code for programs', () => {
    const parsed = check(schema, { name: 'bbbb', more: 1 });
    expect(parsed.ok ? {} : parsed.fault).toMatchObject({
      name: { code: 'too_big', english: 'Too long.' },
      more: { code: 'unknown_field' },
    });
    const judged = check(
      z.string().refine(() => false, 'No.'),
      'x',
    );
    expect(judged.ok ? {} : judged.fault).toMatchObject({ body: { code: 'invalid', english: 'No.' } });
  });
});

describe('the fields that a form has', () => {
  it('are those that were sent, of those that are known', () => {
    expect(sentOf({ a: '1', b: '', x: '3' }, ['a', 'b', 'c'])).toEqual({ a: '1', b: '' });
    for (const body of [undefined, null, 'text']) expect(sentOf(body, ['length'])).toEqual({});
    expect(sentOf({}, ['constructor'])).toEqual({});
  });
});

describe('how an export is written', () => {
  it('is one of the known ways', () => {
    expect([parseExportFormat('csv'), parseExportFormat('json')]).toEqual(['csv', 'json']);
    const choices = 'csv, json, hledger, beancount';
    for (const text of ['pdf', '', 'CSV'])
      expect(() => parseExportFormat(text)).toThrow(
        expect.objectContaining({
          code: 'invalid',
          fields: { format: { key: 'fault.export.format', params: { choices } } },
        }) as Error,
      );
  });
});

describe('an expense in one line', () => {
  it('says something, in 500 characters at most', () => {
    expect(parseLine('4.50 Coffee')).toEqual(ok('4.50 Coffee'));
    expect(parseLine('x'.repeat(500))).toMatchObject({ ok: true });
    const said = (text: string) => {
      const parsed = parseLine(text);
      return parsed.ok ? '' : ENGLISH.say(parsed.fault);
    };
    expect(said(' \t')).toBe('Write the expense as one line.');
    expect(said('x'.repeat(501))).toBe('One line has 500 characters at most.');
  });

  it('is read as its writer writes, into a category that is in use', () => {
    const category = { id: 3, name: 'Food', archivedAt: null };
    const read = (text: string, archivedAt: string | null = null) =>
      readLine(text, {
        principal: { language: 'de', region: 'de-DE', currency: findCurrency('EUR')! } as Principal,
        today: '2026-03-14' as Day,
        categories: [{ ...category, archivedAt } as Category],
      });
    expect(read('4,50 Kaffee gestern #food')).toMatchObject({
      ...{ description: 'Kaffee', amount: ok(450n), day: '2026-03-13', categoryId: 3 },
    });
    expect(read('4,50 Kaffee #food', '2026-01-01').categoryId).toBeUndefined();
  });

  it("is today's and without a category where it does not say, and refused without an amount or words", () => {
    const today = '2026-03-14' as Day;
    const line = { description: 'Coffee', tags: ['trip'], amount: ok(450n) };
    expect(toInput({ ...line, description: ' Coffee ' } as never, today)).toEqual(
      ok({ amountMinor: 450n, description: 'Coffee', categoryId: null, spentOn: today, tags: ['trip'] }),
    );
    expect(toInput({ ...line, categoryId: 3, day: '2026-03-01' } as never, today)).toMatchObject({
      value: { categoryId: 3, spentOn: '2026-03-01' },
    });
    expect(refusals(toInput({ description: 'Coffee', tags: [] } as never, today))).toEqual({
      amount: 'Enter an amount.',
    });
    expect(refusals(toInput({ ...line, description: '' } as never, today))).toEqual({
      description: 'Enter a description.',
    });
    expect(Object.keys(refusals(toInput({ description: '', tags: [] } as never, today)))).toEqual([
      'amount',
      'description',
    ]);
  });
});

describe('how a file is read', () => {
  it('is what a form says of it: the fields that are not empty', () => {
    expect(readingFields({ encoding: 'utf-8', sign: '', colour: 'red', column_date: '2' })).toEqual({
      ...{ encoding: 'utf-8', column_date: '2' },
    });
  });

  it('keeps of a form what was changed, or said before', () => {
    const found = { encoding: 'utf-8', sign: 'negative', decimal: ',' };
    expect(saidOf({ ...found, sign: 'positive' }, found, {})).toEqual({ sign: 'positive' });
    expect(saidOf(found, found, { decimal: ',' })).toEqual({ decimal: ',' });
    expect(saidOf({}, found, { decimal: ',' })).toEqual({});
  });

  it('takes back what a program empties, and keeps the rest', () => {
    const before = { encoding: 'utf-8', sign: 'negative', decimal: ',' };
    expect(mergedReading(before, { sign: null, decimal: '', column_date: 2 })).toEqual({
      ...{ encoding: 'utf-8', column_date: '2' },
    });
    expect(mergedReading({}, {})).toEqual({});
  });

  it.each([
    [{ encoding: 'x'.repeat(201) }, { encoding: 'This is too long.' }],
    [{ sign: 1.5 }, { sign: 'Send a text or a whole number.' }],
    [{ sign: true }, { sign: 'Send a text or a whole number.' }],
    [{ colour: 'red' }, { colour: 'There is no such field here.' }],
    [{ sign: null, encoding: 'x'.repeat(200), header_row: 0 }, {}],
  ])('as a program sends it, %j', (body, said) => {
    expect(refusals(check(readingSchema, body))).toEqual(said);
  });
});

describe('a token that is asked for', () => {
  const sent = { name: 'Phone', scope: 'write' };
  it.each([
    [undefined, 365],
    [null, null],
    [1, 1],
    [3650, 3650],
  ])('for %j days is good for %j', (expires_in_days, days) => {
    expect(check(tokenSchema, { ...sent, expires_in_days })).toMatchObject({
      value: { expires_in_days: days },
    });
  });

  it.each([0, 3651, -1, 1.5, '90', true, ''])('is refused for %j days', (expires_in_days) => {
    expect(refusals(check(tokenSchema, { ...sent, expires_in_days }))).toEqual({
      expires_in_days: 'Choose 1 to 3,650 days, or that it never expires.',
    });
  });

  it('needs a name and what it may do', () => {
    expect(refusals(check(tokenSchema, { scope: 'admin' }))).toEqual({
      name: 'Enter a name.',
      scope: 'Choose read or write.',
    });
  });
});

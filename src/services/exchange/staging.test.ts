import { describe, expect, it } from 'vitest';
import type { Day } from '../../domain/calendar.js';
import { findCurrency } from '../../domain/currency.js';
import type { ReadRow } from '../../domain/import/reading.js';
import { changedTotals, inPages, Tally, toStaged, totalsOf } from './staging.js';

const USD = findCurrency('USD')!;
const READ: ReadRow = {
  ...{
    line: 7,
    day: '2026-03-01' as Day,
    amount: '-12.5',
    currency: null,
    description: 'Lunch',
    category: null,
  },
  ...{ tags: ['trip'], externalId: 'F1', kind: 'expense', reasons: [] },
};
const staged = (row: Partial<ReadRow> = {}, currency = USD) => toStaged({ ...READ, ...row }, currency);

describe('a row as it waits for the import', () => {
  it('has its amount as an expense has it, and nothing chosen', () => {
    expect(staged()).toEqual({
      ...{
        line: 7,
        day: '2026-03-01',
        minor: '1250',
        description: 'Lunch',
        category: null,
        categoryId: null,
      },
      ...{ tags: ['trip'], externalId: 'F1', existingId: null, beside: null, chosen: null },
      ...{ kind: 'expense', status: 'new', reasons: [] },
    });
    expect(staged({ amount: '3', kind: 'income', currency: 'USD', recurring: '4' })).toMatchObject({
      ...{ minor: '-300', status: 'income', recurring: '4' },
    });
    expect(staged({ amount: '-800', currency: 'JPY' }, findCurrency('JPY'))).toMatchObject({ minor: '800' });
  });

  it('is called by its description, or its category', () => {
    const called = (description: string, category: string | null) =>
      staged({ description, category }).description;
    expect([called('a', 'b'), called('', 'b'), called('', null)]).toEqual(['a', 'b', '–']);
  });

  it.each<[string, Partial<ReadRow>, object]>([
    ['is of another currency', { currency: 'EUR' }, { code: 'other_currency', params: { currency: 'EUR' } }],
    [
      'has more decimals than its currency',
      { amount: '-1.005' },
      { code: 'bad_amount', params: { text: '-1.005' } },
    ],
    ['has no amount', { amount: null }, { code: 'bad_amount', params: { text: '' } }],
    ['is of nothing', { amount: '0' }, { code: 'bad_amount', params: { text: '0' } }],
  ])('cannot be added where it %s', (_, row, reason) => {
    const unreadable = { status: 'unreadable', kind: 'unreadable', minor: null, reasons: [reason] };
    expect(staged(row)).toMatchObject(unreadable);
  });

  it.each(['skipped', 'unreadable'] as const)('stays %s, for its own reasons', (kind) => {
    const reasons = [{ code: 'transfer', params: {} }] as const;
    expect(staged({ kind, reasons, currency: 'EUR' })).toMatchObject({
      status: kind,
      kind,
      reasons,
      minor: null,
    });
  });
});

describe('totals of rows', () => {
  const rows = [
    ...[staged(), staged({ amount: '-0.5' }), staged({ amount: '9', kind: 'income' })],
    ...[staged({ kind: 'skipped' }), staged({ amount: null }), { ...staged(), status: 'existing' as const }],
  ];
  const counts = { new: 2, existing: 1, similar: 0, income: 1, skipped: 1, unreadable: 1 };

  it('are of what will be added, and count all by what becomes of them', () => {
    expect(totalsOf(rows)).toEqual({ adding: 2, addingMinor: '1300', counts });
    const tally = new Tally();
    expect([tally.rows, tally.totals().adding]).toEqual([0, 0]);
    for (const row of rows) tally.count([row]);
    expect([tally.rows, tally.totals()]).toEqual([6, totalsOf(rows)]);
  });

  it('become others where rows were chosen otherwise, by how many and how much', () => {
    const before = { adding: 10, addingMinor: '5000', counts };
    const chosen = [
      { ...rows[0]!, chosen: false },
      { ...rows[2]!, chosen: true },
      { ...rows[5]!, chosen: true },
    ];
    const was = [rows[0]!, rows[2]!, rows[5]!];
    expect(changedTotals(before, was, chosen)).toEqual({ adding: 11, addingMinor: '4100', counts });
    expect(changedTotals(before, chosen, was)).toEqual({ adding: 9, addingMinor: '5900', counts });
  });
});

it.each([
  [0, []],
  [1, [1]],
  [50, [50]],
  [101, [50, 50, 1]],
])('%i rows stand on pages of %j', (count, sizes) => {
  const rows = Array.from({ length: count }, (_, at) => at);
  expect(inPages(rows).map((page) => page.length)).toEqual(sizes);
  expect(inPages(rows).flat()).toEqual(rows);
});

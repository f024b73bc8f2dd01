import { describe, expect, it } from 'vitest';
import type { Day } from '../calendar.js';
import { judge, type KnownExpense } from './judging.js';
import type { StagedRow } from './staged-row.js';

const row = (values: Partial<StagedRow>): StagedRow => ({
  line: 2,
  day: '2026-03-02' as Day,
  minor: '320',
  description: 'Coffee',
  category: null,
  tags: [],
  externalId: null,
  kind: 'expense',
  reasons: [],
  status: 'new',
  existingId: null,
  beside: null,
  chosen: null,
  categoryId: null,
  ...values,
});
const known = (values: Partial<KnownExpense>): KnownExpense => ({
  id: 7,
  spentOn: '2026-03-02' as Day,
  amountMinor: '320',
  description: 'Coffee',
  externalId: null,
  isImported: true,
  format: 'csv',
  ...values,
});

describe('what a row is, by what the book holds', () => {
  it.each<[string, Partial<StagedRow>, Partial<KnownExpense>, string]>([
    ['the same', {}, {}, 'existing'],
    ['the same but for case and accents', { description: 'CAFÉ' }, { description: 'cafe' }, 'existing'],
    [
      'by its id, the amount corrected since',
      { externalId: 'a' },
      { externalId: 'a', amountMinor: '330' },
      'existing',
    ],
    [
      'by its id, the day corrected since',
      { externalId: 'a' },
      { externalId: 'a', spentOn: '2026-03-04' as Day },
      'existing',
    ],
    [
      'of another account with the same id',
      { externalId: '1', minor: '500' },
      { externalId: '1', spentOn: '2026-03-04' as Day },
      'new',
    ],
    ['equal, but the bank says that they are two', { externalId: 'a' }, { externalId: 'b' }, 'new'],
    [
      'typed in five days before',
      {},
      { description: 'Cafe Central', isImported: false, spentOn: '2026-02-25' as Day },
      'similar',
    ],
    [
      'typed in six days before',
      {},
      { description: 'Cafe Central', isImported: false, spentOn: '2026-02-24' as Day },
      'new',
    ],
    ['imported with the same text on another day', {}, { spentOn: '2026-03-03' as Day }, 'new'],
    [
      'imported with another text five days after',
      {},
      { description: 'Tea', spentOn: '2026-03-07' as Day },
      'similar',
    ],
    [
      'typed in with the same text on another day',
      {},
      { isImported: false, spentOn: '2026-03-03' as Day },
      'similar',
    ],
    ['the same, and the bank gives ids only since', { externalId: 'a' }, {}, 'existing'],
    ['the same, and the bank gives ids no more', {}, { externalId: 'a' }, 'existing'],
    [
      'similar, and the bank gives ids only since',
      { externalId: 'a' },
      { description: 'Tea', isImported: false },
      'similar',
    ],
    [
      'similar, but the bank says that they are two',
      { externalId: 'a' },
      { externalId: 'b', description: 'Tea' },
      'new',
    ],
    ['the same under the name of a rule', { description: 'COFFEE 12', renamed: 'Coffee' }, {}, 'existing'],
    ['money in', { kind: 'income', minor: '-320' }, {}, 'income'],
    ['money in that is there', { kind: 'income' }, {}, 'existing'],
    ['what is no row', { kind: 'unreadable', minor: null }, {}, 'unreadable'],
    ['what is left out', { kind: 'skipped' }, {}, 'skipped'],
  ])('%s', (_what, read, stored, status) => {
    const [judged] = judge([row(read)], [known(stored)], 'csv');
    expect(judged!.status).toBe(status);
    expect(judged!.existingId).toBe(status === 'existing' || status === 'similar' ? 7 : null);
  });

  it('an expense is one row at most: three equal rows beside two equal expenses are one new one', () => {
    const rows = [row({}), row({ line: 3 }), row({ line: 4 })];
    const statuses = judge(rows, [known({ id: 1 }), known({ id: 2 })], 'csv').map(({ status }) => status);
    expect(statuses).toEqual(['existing', 'existing', 'new']);
  });

  it('names the expense that a row may be', () => {
    const typed = known({ description: 'Cafe Central', isImported: false, spentOn: '2026-03-01' as Day });
    expect(judge([row({})], [typed], 'csv')[0]!.beside).toEqual({
      description: 'Cafe Central',
      day: '2026-03-01',
    });
    expect(
      judge([row({ beside: { description: 'x', day: '2026-03-01' as Day } })], [], 'csv')[0]!.beside,
    ).toBeNull();
  });

  it('an expense that one row is without doubt is not perhaps another one', () => {
    const rows = [row({ description: 'Tea' }), row({ line: 3 })];
    expect(judge(rows, [known({ isImported: false })], 'csv').map(({ status }) => status)).toEqual([
      'new',
      'existing',
    ]);
  });

  it('of several equal amounts takes the one that fits', () => {
    const others = [known({ id: 1, spentOn: '2026-01-01' as Day }), known({ id: 2, description: 'Tea' })];
    expect(judge([row({})], others, 'csv')[0]).toMatchObject({ status: 'similar', existingId: 2 });
    const ids = others.map((one) => ({ ...one, externalId: 'a', amountMinor: '1' }));
    expect(judge([row({ externalId: 'a' })], ids, 'csv')[0]).toMatchObject({
      status: 'existing',
      existingId: 2,
    });
  });

  it.each<[string, Partial<KnownExpense>, string]>([
    ['of another kind of file', { format: 'ofx' }, 'existing'],
    ['of a file of which nothing is known', { format: null }, 'existing'],
    ['of our own file', { format: 'outlay-json' }, 'existing'],
    ['of the same kind of file', {}, 'new'],
    ['of another kind of file, called otherwise', { format: 'ofx', description: 'Tea' }, 'similar'],
  ])('another id says that they are two only beside one %s', (_what, stored, status) => {
    const [judged] = judge([row({ externalId: 'a' })], [known({ externalId: 'b', ...stored })], 'csv');
    expect(judged!.status).toBe(status);
  });

  describe('in a file of our own', () => {
    const own = (read: Partial<StagedRow>, stored: Partial<KnownExpense>) =>
      judge([row({ externalId: '12', ...read })], [known({ format: 'outlay', ...stored })], 'outlay-json')[0]!
        .status;

    it.each<[string, Partial<StagedRow>, Partial<KnownExpense>, string]>([
      ['of which a bank gave it an id', {}, { format: 'ofx', externalId: 'A1' }, 'existing'],
      ['that came from an Outlay with other ids', {}, { externalId: '3' }, 'existing'],
      ['by its id, called otherwise since', {}, { externalId: '12', description: 'Tea' }, 'existing'],
      ['by its id, the amount corrected since', {}, { externalId: '12', amountMinor: '330' }, 'existing'],
      [
        'by its id, the day corrected since',
        {},
        { externalId: '12', spentOn: '2026-03-04' as Day },
        'existing',
      ],
      [
        'with an id that two Outlays gave',
        { description: 'Tea' },
        { externalId: '12', spentOn: '2026-04-02' as Day },
        'new',
      ],
      [
        'with an id that a bank gave, too',
        { description: 'Tea' },
        { format: 'csv', externalId: '12' },
        'similar',
      ],
      ['by the id that it has here, called otherwise since', { description: 'Tea' }, { id: 12 }, 'existing'],
      ['with an id that another has here', { minor: '500' }, { id: 12, externalId: '3' }, 'new'],
      ['beside another of the same Outlay', { description: 'Tea' }, { externalId: '3' }, 'new'],
    ])('an expense %s', (_what, read, stored, status) => {
      expect(own(read, stored)).toBe(status);
    });
  });
});

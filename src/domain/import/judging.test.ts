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
    const [judged] = judge([row(read)], [known(stored)]);
    expect(judged!.status).toBe(status);
    expect(judged!.existingId).toBe(status === 'existing' || status === 'similar' ? 7 : null);
  });

  it('an expense is one row at most: three equal rows beside two equal expenses are one new one', () => {
    const rows = [row({}), row({ line: 3 }), row({ line: 4 })];
    const statuses = judge(rows, [known({ id: 1 }), known({ id: 2 })]).map(({ status }) => status);
    expect(statuses).toEqual(['existing', 'existing', 'new']);
  });

  it('names the expense that a row may be', () => {
    const typed = known({ description: 'Cafe Central', isImported: false, spentOn: '2026-03-01' as Day });
    expect(judge([row({})], [typed])[0]!.beside).toEqual({ description: 'Cafe Central', day: '2026-03-01' });
    expect(
      judge([row({ beside: { description: 'x', day: '2026-03-01' as Day } })], [])[0]!.beside,
    ).toBeNull();
  });

  it('an expense that one row is without doubt is not perhaps another one', () => {
    const rows = [row({ description: 'Tea' }), row({ line: 3 })];
    expect(judge(rows, [known({ isImported: false })]).map(({ status }) => status)).toEqual([
      'new',
      'existing',
    ]);
  });

  it('of several equal amounts takes the one that fits', () => {
    const others = [known({ id: 1, spentOn: '2026-01-01' as Day }), known({ id: 2, description: 'Tea' })];
    expect(judge([row({})], others)[0]).toMatchObject({ status: 'similar', existingId: 2 });
    const ids = others.map((one) => ({ ...one, externalId: 'a', amountMinor: '1' }));
    expect(judge([row({ externalId: 'a' })], ids)[0]).toMatchObject({ status: 'existing', existingId: 2 });
  });
});

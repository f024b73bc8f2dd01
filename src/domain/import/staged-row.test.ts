import { expect, test } from 'vitest';
import type { Day } from '../calendar.js';
import { isAddable, isAdded, type StagedRow } from './staged-row.js';

const ROW: StagedRow = {
  ...{ line: 2, day: '2026-03-01' as Day, minor: '320', description: 'Tea', category: null, tags: [] },
  ...{ externalId: null, kind: 'expense', reasons: [], status: 'new' },
  ...{ existingId: null, beside: null, chosen: null, categoryId: null },
};

test.each<[Partial<StagedRow>, isAddable: boolean, isAdded: boolean]>([
  [{}, true, true],
  [{ chosen: false }, true, false],
  [{ status: 'similar' }, true, false],
  [{ status: 'similar', chosen: true }, true, true],
  [{ status: 'existing' }, true, false],
  [{ status: 'income', kind: 'income' }, true, false],
  [{ status: 'income', kind: 'income', chosen: true }, true, true],
  [{ kind: 'skipped', status: 'skipped', chosen: true }, false, false],
  [{ kind: 'unreadable', status: 'unreadable', chosen: true }, false, false],
  [{ minor: null, chosen: true }, false, false],
  [{ day: null, chosen: true }, false, false],
])('a row with %o can be added: %s, and is: %s', (row, addable, added) => {
  expect([isAddable({ ...ROW, ...row }), isAdded({ ...ROW, ...row })]).toEqual([addable, added]);
});

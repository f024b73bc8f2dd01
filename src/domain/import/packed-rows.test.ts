import { expect, test } from 'vitest';
import { PackedRows } from './packed-rows.js';
import { ROW_LIMIT, type ReadRow } from './reading.js';

const row = (line: number): ReadRow => ({
  ...{ line, day: null, amount: '-1', currency: null, description: `Tea ${String(line)}`, category: null },
  ...{ tags: [], externalId: null, kind: 'expense', reasons: [] },
});

test('rows come out as they went in, in their order, however many', () => {
  const rows = new PackedRows();
  const given = Array.from({ length: 1_234 }, (_, at) => row(at * 2 + 1));
  for (const each of given) rows.add(each);
  expect(rows.length).toBe(1_234);
  expect([...rows]).toEqual(given);
  expect([...rows]).toEqual(given);
});

test('rows of one line have numbers of their own, so that each can be found', () => {
  const rows = new PackedRows();
  for (const line of [3, 3, 3, 9, 4]) rows.add(row(line));
  expect([...rows].map(({ line, description }) => `${String(line)} ${description}`)).toEqual([
    ...['3 Tea 3', '4 Tea 3', '5 Tea 3', '9 Tea 9', '10 Tea 4'],
  ]);
});

test('more than a file may have are refused', () => {
  const rows = new PackedRows();
  const one = row(1);
  for (let count = 0; count < ROW_LIMIT; count += 1) rows.add(one);
  expect(() => rows.add(one)).toThrow(
    expect.objectContaining({ code: 'too_many_rows', params: { limit: String(ROW_LIMIT) } }),
  );
});

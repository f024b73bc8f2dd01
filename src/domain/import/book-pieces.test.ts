import { describe, expect, it } from 'vitest';
import { inPieces, type PieceLimits } from './book-pieces.js';

const LIMITS: PieceLimits = { rows: 3, rowsMax: 5, chars: 10_000, charsMax: 20_000 };

interface File {
  readonly tags: readonly object[];
  readonly expenses: readonly { readonly id: number; readonly spent_on: string }[];
}

const expenses = (days: readonly number[]) =>
  days.map((day, at) => ({
    id: at + 1,
    spent_on: `2026-03-0${String(day)}`,
    description: 'A "quoted" ] } \\ one',
  }));
const fileOf = (days: readonly number[]) => ({
  format: 'outlay',
  currency: 'EUR',
  tags: [{ name: 'expenses' }, { name: '"expenses":[' }],
  expenses: expenses(days),
});

async function* bits(text: string, size: number) {
  for (let at = 0; at < text.length; at += size) yield await Promise.resolve(text.slice(at, at + size));
}

async function cut(text: string, size = 7, limits = LIMITS): Promise<File[]> {
  const pieces: File[] = [];
  for await (const piece of inPieces(bits(text, size), limits)) pieces.push(JSON.parse(piece) as File);
  return pieces;
}

describe('a file of everything', () => {
  it.each([1, 2, 7, 100, 100_000])('is the same in pieces, read %s characters at a time', async (size) => {
    const file = fileOf([1, 1, 2, 2, 2, 3, 4, 4]);
    for (const text of [JSON.stringify(file), `\uFEFF${JSON.stringify(file, null, 2)}\n`]) {
      const pieces = await cut(text, size);
      expect(pieces.length).toBeGreaterThan(1);
      expect(pieces.flatMap((piece) => piece.expenses)).toEqual(file.expenses);
      for (const piece of pieces) expect({ ...piece, expenses: [] }).toEqual({ ...file, expenses: [] });
    }
  });

  it('keeps the expenses of a day together, while there are not too many', async () => {
    const days = async (all: number[]) =>
      (await cut(JSON.stringify(fileOf(all)))).map(({ expenses: some }) =>
        some.map(({ spent_on: day }) => Number(day.at(-1))),
      );
    expect(await days([1, 1, 2, 2, 3])).toEqual([[1, 1, 2, 2], [3]]);
    expect(await days([1, 1, 1, 1, 1, 1, 1, 2])).toEqual([
      [1, 1, 1, 1, 1],
      [1, 1, 2],
    ]);
  });

  it('without expenses is one piece', async () => {
    expect(await cut(JSON.stringify(fileOf([])))).toEqual([fileOf([])]);
  });

  it.each([
    ['{"format":"outlay","expenses":[{"id":1}', 'broken_json'],
    ['{"format":"outlay","expenses":[{"id":1}]', 'broken_json'],
    ['{"format":"outlay","expenses":[],"tags":[]}', 'bad_part'],
    ['{"format":"outlay","x":{"expenses":[]}}', 'not_recognised'],
    ['Date,Amount\n2026-03-01,5\n', 'not_recognised'],
    ['', 'not_recognised'],
  ])('that is none, or is cut off, is refused: %s', async (text, code) => {
    await expect(cut(text)).rejects.toMatchObject({ code });
  });
});

import { describe, expect, test } from 'vitest';
import { Once } from './once.js';
import type { Refused } from './reading.js';
import { ROW_LIMIT } from './reading.js';
import { readTable } from './table.js';

const cut = (text: string, delimiter?: string) => {
  const table = readTable(new Once(text), delimiter);
  return { delimiter: table.delimiter, cells: [...table.records].map(({ line, cells }) => [line, ...cells]) };
};
const cellsOf = (text: string, delimiter?: string) => cut(text, delimiter).cells;

describe('a text is cut into records and cells', () => {
  test('with the delimiter that its first line names, which is no record', () => {
    expect(cut('sep=|\na|b,c;d\n')).toEqual({ delimiter: '|', cells: [[2, 'a', 'b,c;d']] });
    expect(cut('\uFEFFSEP=;\na;b\n')).toEqual({ delimiter: ';', cells: [[2, 'a', 'b']] });
    expect(cut('sep=|\na|b,c;d\n', ';').delimiter).toBe(';');
    expect(cut('a;b\nsep=|\n').cells).toEqual([
      [1, 'a', 'b'],
      [2, 'sep=|'],
    ]);
  });

  test('whatever ends its lines, without those that are empty', () => {
    const cells = [
      [1, 'a', 'b'],
      [3, 'c', 'd'],
    ];
    for (const end of ['\n', '\r\n', '\r', '\r\r\n'])
      expect(cellsOf(['a;b', ';', 'c;d', ''].join(end))).toEqual(cells);
    expect(cellsOf('\uFEFFa;b\n;\nc;d')).toEqual(cells);
  });

  test.each<[string, string, string[]]>([
    ['quotes around a delimiter and a line', '"a;\nb";c', ['a;\nb', 'c']],
    ['two quotes for one', '"say ""a""";c', ['say "a"', 'c']],
    ['a backslash before a quote', '"say \\"a\\" now";c', ['say "a" now', 'c']],
    ['a backslash at the end of a cell, where quotes are doubled', '"a\\";"b ""c"""', ['a\\', 'b "c"']],
    ['a quote in the middle of a word', '5" pipe;c', ['5" pipe', 'c']],
    ['blanks between a delimiter and a quote', 'a; "b;c"', ['a', 'b;c']],
    ['what a spreadsheet is told to take as text', '="0012";"=""34"""', ['0012', '34']],
  ])('with %s', (_what, text, cells) => {
    expect(cellsOf(`${text}\n`, ';')).toEqual([[1, ...cells]]);
  });

  test('with single quotes where all names of the header have them, and no double quote is there', () => {
    expect(cellsOf("'a','b'\n'c,d','it''s'\n")).toEqual([
      [1, 'a', 'b'],
      [2, 'c,d', "it's"],
    ]);
    expect(cellsOf("'a',b\n'c','d'\n", ',')[1]).toEqual([2, "'c'", "'d'"]);
    expect(cellsOf("'a','b'\n'c',\"d\"\n", ',')[1]).toEqual([2, "'c'", 'd']);
  });

  test('as they stand, where a quote never ends or goes over far too many lines', () => {
    const lines = Array.from({ length: 80 }, (_, at) => `x${String(at)};y`);
    expect(cellsOf(`"a;b\n${lines.join('\n')}\n`)).toHaveLength(81);
    expect(cellsOf(`"a;b\n${lines.join('\n')}\nc";d\n`)).toHaveLength(82);
    expect(cellsOf(`"a;b\n${lines.slice(0, 50).join('\n')}\nc";d\n`)).toHaveLength(1);
  });

  test('unless it holds more of them than can be looked at', () => {
    for (const [text, code] of [
      ['a;b\n'.repeat(ROW_LIMIT + 1001), 'too_many_rows'],
      [`${'a;'.repeat(500)}b\n`, 'too_many_columns'],
    ] as const)
      expect(() => cut(text, ';')).toThrow(expect.objectContaining({ code }) as Refused);
    expect(cellsOf(`${'a;'.repeat(499)}b\n`, ';')[0]).toHaveLength(501);
  });
});

import { expect, test } from 'vitest';
import { mutationTotals, none } from './totals.js';

const at = (line: number, start: number, end: number) => ({
  start: { line, column: start },
  end: { line, column: end },
});

test('a fault counts as noticed when a test failed or never ended, and is named with its place when not', () => {
  const source = 'const a = 1;\nreturn a < b;';
  const mutants = [
    { status: 'Killed', location: at(1, 1, 2) },
    { status: 'Timeout', location: at(1, 1, 2) },
    { status: 'Survived', replacement: 'a <= b', location: at(2, 8, 13) },
    { status: 'NoCoverage', replacement: 'true', location: at(2, 8, 13) },
  ];
  expect(mutationTotals({ files: { 'src/x.ts': { source, mutants } } })).toEqual({
    planted: 4,
    noticed: 2,
    unseen: ['src/x.ts:2:8 a < b → a <= b', 'src/x.ts:2:8 (not reached) a < b → true'],
  });
});

test('what was never run, or could not be compiled, counts neither way', () => {
  const mutants = ['Ignored', 'CompileError', 'Pending'].map((status) => ({
    status,

    location: at(1, 1, 2),
  }));
  expect(mutationTotals({ files: { 'src/x.ts': { source: 'x', mutants } } })).toEqual(none);
});

import { expect, test } from 'vitest';
import { readBenchOptions } from './options.js';

test('everything is measured unless something is said', () => {
  expect(readBenchOptions([])).toMatchObject({
    sizes: [1_000, 1_000_000],
    engines: ['sqlite', 'postgres'],
    only: [],
    pin: true,
  });
});

test('a quick run can still be told its sizes', () => {
  expect(
    readBenchOptions(['--quick', '--sizes', '1000', '--engines', 'sqlite', '--only', 'Search, add']),
  ).toMatchObject({
    sizes: [1_000],
    engines: ['sqlite'],
    only: ['search', 'add'],
    rounds: 1,
  });
});

test.each([
  [['--sizes', 'many'], '--sizes must be a whole number, not "many".'],
  [['--engines', 'oracle'], '--engines must be sqlite or postgres, not "oracle".'],
  [['--rounds', '0'], '--rounds must be a whole number, not "0".'],
  [['--fast'], "Unknown option '--fast'"],
])('%j is refused by saying why', (argv, message) => {
  expect(() => readBenchOptions(argv)).toThrow(message);
});

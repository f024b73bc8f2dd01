import { expect, test } from 'vitest';
import { readSeedArguments, UsageError } from './seed-arguments.js';

const good = [
  '--email',
  'a@b.example',
  '--password',
  'long enough',
  '--expenses',
  '1000000',
  '--years',
  '10',
];

function changed(name: string, ...values: readonly string[]): string[] {
  const at = good.indexOf(name);
  return [...good.slice(0, at), ...values, ...good.slice(at + 2)];
}

test('the command line of the contract is understood', () => {
  const read = readSeedArguments([...good, '--seed', 'x']);
  expect(read).toEqual({
    email: 'a@b.example',
    password: 'long enough',
    expenses: 1_000_000,
    years: 10,
    seed: 'x',
  });
});

test('a seed is made up when none is given', () => {
  expect(readSeedArguments(good).seed).not.toBe(readSeedArguments(good).seed);
});

test.each([
  [changed('--email'), 'Missing: --email'],
  [[], 'Missing: --email, --password, --expenses, --years'],
  [
    changed('--expenses', '--expenses', '0'),
    '--expenses must be a whole number from 1 to 10000000, not "0".',
  ],
  [changed('--expenses', '--expenses', '1e6'), '--expenses must be'],
  [changed('--years', '--years', '61'), '--years must be a whole number from 1 to 60'],
  [[...good, '--colour', 'red'], "Unknown option '--colour'"],
])('%j is refused by saying why', (argv, message) => {
  expect(() => readSeedArguments(argv)).toThrow(UsageError);
  expect(() => readSeedArguments(argv)).toThrow(message);
});

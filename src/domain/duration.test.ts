import { expect, test } from 'vitest';
import { describeDuration, parseDuration } from './duration.js';

test.each([
  ['500ms', 500],
  ['20s', 20_000],
  ['15m', 900_000],
  ['12h', 43_200_000],
  ['30d', 2_592_000_000],
  ['0', 0],
  ['0s', 0],
])('%s is %i ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each(['', '15', '15 m', '1.5h', '-1s', '1h30m', '15M', 's', '1w', '1e3s', '99999999999s'])(
  '%j is none',
  (text) => {
    expect(parseDuration(text)).toBeUndefined();
  },
);

test.each([
  [900_000, '15 minutes'],
  [60_000, '1 minute'],
  [86_400_000, '1 day'],
  [2_592_000_000, '30 days'],
  [5_400_000, '90 minutes'],
  [3_000, '3 seconds'],
  [1_500, '1500 milliseconds'],
  [0, '0 seconds'],
])('%i ms is said as %s', (ms, text) => {
  expect(describeDuration(ms)).toBe(text);
});

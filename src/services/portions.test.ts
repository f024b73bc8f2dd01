import { describe, expect, it } from 'vitest';
import { fittedPortion } from './portions.js';

const PACE = { ms: 20, least: 50 };

describe('portions of long work', () => {
  it.each([
    ['that took what it should: the same again', 200, 20, 200],
    ['that took half of it: twice as many', 200, 10, 400],
    ['that took hardly any time: twice as many at most', 200, 0, 400],
    ['that took five times as long: a fifth', 500, 100, 100],
    ['that took for ever: no fewer than the least', 200, 10_000, 50],
    ['of many: no more than 2 000', 2_000, 1, 2_000],
  ])('after one %s', (_what, size, tookMs, next) => {
    expect(fittedPortion(size, tookMs, PACE)).toBe(next);
  });
});

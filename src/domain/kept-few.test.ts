import { expect, test } from 'vitest';
import { keepAmongFew } from './kept-few.js';

test('what is kept has a limit, whoever asks, and the newest is among it', () => {
  const made = new Map<string, number>();
  for (let at = 0; at < 5_000; at += 1) {
    expect(keepAmongFew(made, `en-x-${String(at)}`, at)).toBe(at);
    expect(made.get(`en-x-${String(at)}`)).toBe(at);
  }
  expect(made.size).toBeLessThanOrEqual(400);
});

import { expect, test } from 'vitest';
import { fault, ok, type Result } from './result.js';

const half = (n: number): Result<number, string> => (n % 2 === 0 ? ok(n / 2) : fault('odd'));

test('a result is either a value or a fault', () => {
  expect(half(4)).toEqual({ ok: true, value: 2 });
  expect(half(3)).toEqual({ ok: false, fault: 'odd' });
});

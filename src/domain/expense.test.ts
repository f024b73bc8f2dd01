import { expect, test } from 'vitest';
import { message } from '../messages/message.js';
import { parseDescription } from './expense.js';

test('a description has 1 to 200 characters on one line', () => {
  expect(parseDescription(' Lunch with Ana ')).toEqual({ ok: true, value: 'Lunch with Ana' });
  expect(parseDescription('🍕'.repeat(200)).ok).toBe(true);
  expect(parseDescription('x'.repeat(201))).toEqual({
    ok: false,
    fault: message('fault.description.too_long', { max: 200 }),
  });
  expect(parseDescription('   ')).toEqual({ ok: false, fault: message('fault.description.empty') });
  expect(parseDescription('two\nlines').ok).toBe(false);
});

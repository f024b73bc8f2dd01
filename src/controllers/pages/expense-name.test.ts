import { expect, test } from 'vitest';
import { findCurrency } from '../../domain/currency.js';
import { expenseName } from './expense-name.js';

test.each([
  ['Lunch with Ana', 'Lunch with Ana'],
  ['x'.repeat(32), 'x'.repeat(32)],
  ['Lunch with Ana and the others at the harbour', 'Lunch with Ana and the others a…'],
  ['🥐'.repeat(40), `${'🥐'.repeat(31)}…`],
  ['🇮🇹'.repeat(40), `${'🇮🇹'.repeat(31)}…`],
  ['👩‍👩‍👧'.repeat(20), '👩‍👩‍👧'.repeat(20)],
])('a message calls %j %j', (description, name) => {
  const said = expenseName({ description, amountMinor: 480n }, { currency: findCurrency('USD')! });
  expect(said.params).toMatchObject({ name });
});

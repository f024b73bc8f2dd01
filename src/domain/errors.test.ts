import { expect, test } from 'vitest';
import * as errors from './errors.js';
import { message } from '../messages/message.js';
import { english } from '../messages/said.js';

test('each factory makes an AppError with its own code', () => {
  const made = [
    errors.invalid({ amount: message('fault.amount.empty') }),
    errors.unauthenticated(english('x', 'Please log in.')),
    errors.forbidden(english('x', 'Not here.')),
    errors.notFound('expense'),
    errors.conflict(english('x', 'It was changed meanwhile.')),
    errors.tooMany(english('x', 'Too many attempts.'), 30),
    errors.unavailable(english('x', 'The database does not answer.'), 5),
  ];
  for (const error of made) expect(error).toBeInstanceOf(errors.AppError);
  expect(made.map((error) => error.code)).toEqual([
    'invalid',
    'unauthenticated',
    'forbidden',
    'not_found',
    'conflict',
    'too_many',
    'unavailable',
  ]);
});

test('faults of fields are told field by field', () => {
  expect(errors.invalid({ amount: message('fault.amount.empty') }).fields).toEqual({
    amount: message('fault.amount.empty'),
  });
  expect(errors.conflict(english('x', 'Taken.'), { name: english('y', 'There is one.') }).fields).toEqual({
    name: { code: 'y', english: 'There is one.' },
  });
  expect(errors.forbidden(english('x', 'No.')).fields).toEqual({});
});

test('only what is worth trying again says when', () => {
  expect(errors.tooMany(english('x', 'Later.'), 30).retryAfterSeconds).toBe(30);
  expect(errors.unavailable(english('x', 'Later.'), 5).retryAfterSeconds).toBe(5);
  expect(errors.notFound('expense')).not.toHaveProperty('retryAfterSeconds');
});

test('what is missing is named', () => {
  expect(errors.notFound('expense').said).toEqual({ key: 'error.no_such.expense' });
});

import { expect, test } from 'vitest';
import * as errors from './errors.js';

test('each factory makes an AppError with its own code', () => {
  const made = [
    errors.invalid({ amount: 'Enter an amount.' }),
    errors.unauthenticated('Please log in.'),
    errors.forbidden('Not here.'),
    errors.notFound('expense'),
    errors.conflict('It was changed meanwhile.'),
    errors.tooMany('Too many attempts.', 30),
    errors.unavailable('The database does not answer.', 5),
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
  expect(errors.invalid({ amount: 'Enter an amount.' }).fields).toEqual({ amount: 'Enter an amount.' });
  expect(errors.conflict('Taken.', { name: 'There is one already.' }).fields).toEqual({
    name: 'There is one already.',
  });
  expect(errors.forbidden('No.').fields).toEqual({});
});

test('only what is worth trying again says when', () => {
  expect(errors.tooMany('Later.', 30).retryAfterSeconds).toBe(30);
  expect(errors.unavailable('Later.', 5).retryAfterSeconds).toBe(5);
  expect(errors.notFound('expense')).not.toHaveProperty('retryAfterSeconds');
});

test('what is missing is named', () => {
  expect(errors.notFound('expense').message).toBe('There is no such expense.');
});

import { describe, expect, test } from 'vitest';
import { loadCommonPasswords } from '../services/identity/common-passwords.js';
import { isGuessable } from './guessable.js';

const isCommon = loadCommonPasswords();
const judge = (password: string) => isGuessable(password, isCommon);

describe('a password that is guessed soon', () => {
  test.each([
    ['one of the list', 'qwerty123456'],
    ['with digits after it', 'p@ssw0rd1234'],
    ['with a year and a sign', 'sunshine2026!'],
    ['with its first letter as a sign', '$unshine2026'],
    ['with its last letter as a digit', 'footbal1-2026'],
    ['with l and i both as 1', 'l1verpool!!!'],
    ['with digits before it', '2026-dragonball'],
    ['said twice', 'passwordpassword'],
    ['a few characters again and again', '1qaz1qaz1qaz'],
    ['one character again and again', 'aaaaaaaaaaaa'],
  ])('%s: %s', (_name, password) => {
    expect(judge(password)).toBe(true);
  });

  test.each([
    'correct horse battery',
    'correct horse battery staple',
    '739184620571',
    'kjh7-ncvu-29sd',
    '9k2!mira#7q_5xw',
    'sunshine over the harbour',
    '48291-sunshine-73920',
    'zug-regen-tasse',
    'a'.repeat(72),
    '',
    'a',
  ])('is not %j', (password) => {
    expect(judge(password)).toBe(false);
  });
});

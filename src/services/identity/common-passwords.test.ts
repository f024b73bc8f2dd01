import { describe, expect, test } from 'vitest';
import { loadCommonPasswords } from './common-passwords.js';

describe('a common password', () => {
  const isCommon = loadCommonPasswords(12);

  test.each(['qwertyqwerty', '123qweasdzxc', 'qwerty123456', 'passwordpassword', '1q2w3e4r5t6y'])(
    '%s',
    (password) => {
      expect(isCommon(password)).toBe(true);
    },
  );

  test.each([
    '',
    'correct horse battery',
    'wertyqwerty',
    'qwertyqwertyqwerty1x9',
    'qwertyqwerty\n123qweasdzxc',
    '\n',
  ])('is not %j', (password) => {
    expect(isCommon(password)).toBe(false);
  });

  test('that is too short anyway is not looked for', () => {
    expect(isCommon('password')).toBe(false);
    expect(loadCommonPasswords(8)('password')).toBe(true);
  });
});

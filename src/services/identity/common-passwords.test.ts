import { describe, expect, test } from 'vitest';
import { loadCommonPasswords } from './common-passwords.js';

describe('a common password', () => {
  const isCommon = loadCommonPasswords();

  test.each(['password', 'qwerty123456', '123456', 'sunshine', '1q2w3e4r5t', '123qweasdzxc'])(
    '%s',
    (password) => {
      expect(isCommon(password)).toBe(true);
    },
  );

  test.each(['', 'correct horse battery', 'unshine', 'qwertyqwertyqwerty1x9', 'password\nqwerty', '\n'])(
    'is not %j',
    (password) => {
      expect(isCommon(password)).toBe(false);
    },
  );
});

import { createRequire } from 'node:module';
import type * as common from '@zxcvbn-ts/language-common';

const require = createRequire(import.meta.url);

/**
 * Gives a test for the 49 000 most used passwords, in small letters.
 *
 * They are read when the first password is chosen, which takes some 40 ms: most days nobody chooses one, and the package
 * takes 4 MB. From then on a test takes 0.1 ms.
 */
export function loadCommonPasswords(): (password: string) => boolean {
  let list: Buffer | undefined;
  return (password) => {
    list ??= readList();
    return !password.includes('\n') && list.includes(`\n${password}\n`);
  };
}

function readList(): Buffer {
  const { dictionary } = require('@zxcvbn-ts/language-common') as typeof common;
  return Buffer.from(`\n${dictionary['passwords-common'].join('\n')}\n`);
}

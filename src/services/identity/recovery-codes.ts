import { createHash, randomBytes } from 'node:crypto';

const RECOVERY_CODES = 10;
/** Crockford's base32: no letter is taken for a digit. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const GROUPS = 4;
const GROUP = 4;

/** Ten codes of 80 bits, `k7qd-2mzx-9f0h-trbc`: too many to guess even for whoever holds their hashes. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () =>
    Array.from({ length: GROUPS }, () =>
      Array.from(randomBytes(GROUP), (byte) => ALPHABET[byte % 32]).join(''),
    ).join('-'),
  );
}

/**
 * SHA-256 of a code, however it was typed: case, spaces and hyphens do not count, and look-alikes are read as what was
 * printed. Undefined for what cannot be one. Without a salt: 80 random bits need none.
 */
export function hashRecoveryCode(typed: string): string | undefined {
  const plain = typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s-]/g, '')
    .replaceAll('o', '0')
    .replace(/[il]/g, '1');
  if (plain.length !== GROUPS * GROUP || [...plain].some((letter) => !ALPHABET.includes(letter)))
    return undefined;
  return createHash('sha256').update(plain).digest('base64url');
}

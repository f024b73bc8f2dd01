import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const SECRET_BYTES = 32;

/** `message` is one line for the person who starts the program. */
export class SecretRefused extends Error {
  override readonly name = 'SecretRefused';
}

/**
 * The secret kept at `path`; the first start makes it, readable by its owner only.
 * @throws SecretRefused that names the path, never the secret, when it is too short
 */
export function openAppSecret(path: string): { readonly secret: string; readonly created: boolean } {
  const made = createSecret(path);
  if (made !== undefined) return { secret: made, created: true };
  const secret = readFileSync(path, 'utf8').trim();
  if (Buffer.byteLength(secret) >= SECRET_BYTES) return { secret, created: false };
  throw new SecretRefused(
    `The secret in ${path} is shorter than ${SECRET_BYTES} bytes. Remove the file to have a new one made.`,
  );
}

/** Makes the file, or leaves the one that is there: O_EXCL decides which of two processes is first. */
function createSecret(path: string): string | undefined {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  let file: number;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return undefined;
    throw error;
  }
  try {
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    writeSync(file, `${secret}\n`);
    fsyncSync(file);
    return secret;
  } finally {
    closeSync(file);
  }
}

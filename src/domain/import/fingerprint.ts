import { createHash } from 'node:crypto';

/** Equal for files of one shape: SHA-256 of the format and what tells the shape, in hexadecimal. */
export function fingerprintOf(format: string, parts: readonly string[]): string {
  return createHash('sha256')
    .update([format, ...parts].join('\0'))
    .digest('hex');
}

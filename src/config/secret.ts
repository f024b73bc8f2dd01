import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { codeOf, type ConfigReader, type Places, quote } from './reader.js';

/** What keys are derived from: secrets that were given, newest first, or a file that is made at the first start. */
export type SecretConfig =
  | { readonly from: 'environment' | 'file'; readonly secrets: readonly [string, ...string[]] }
  | { readonly from: 'data-dir'; readonly path: string };

const SECRET_BYTES = 32;
const MAKE_ONE = 'make one with: openssl rand -base64 48';

/** Reads APP_SECRETS, else APP_SECRET, else the file of APP_SECRET_FILE; `required` refuses to go without. */
export function readSecret(
  reader: ConfigReader,
  places: Places & { readonly required: boolean },
): SecretConfig {
  const unset = { from: 'data-dir', path: join(places.dataDir, 'app-secret') } as const;
  const file = reader.text('APP_SECRET_FILE');
  const several = reader.text('APP_SECRETS');
  const name = several === undefined ? 'APP_SECRET' : 'APP_SECRETS';
  const given = several ?? reader.text('APP_SECRET');
  if (file !== undefined && given !== undefined) {
    reader.refuse('APP_SECRET_FILE', `is set together with ${name}; keep one of them.`);
  }
  if (given !== undefined) {
    const secrets = several === undefined ? [given] : several.split(',').map((part) => part.trim());
    return { from: 'environment', secrets: checked(reader, name, secrets) };
  }
  if (file !== undefined) {
    const text = readSecretFile(reader, resolve(places.home, file));
    return text === undefined ? unset : { from: 'file', secrets: checked(reader, 'APP_SECRET_FILE', [text]) };
  }
  if (places.required) reader.refuse('APP_SECRET', `is required with PostgreSQL; ${MAKE_ONE}.`);
  return unset;
}

function checked(reader: ConfigReader, name: string, secrets: readonly string[]): [string, ...string[]] {
  if (new Set(secrets).size < secrets.length) reader.refuse(name, 'names the same secret twice.');
  for (const fault of new Set(secrets.map(secretFault))) if (fault) reader.refuse(name, fault);
  const [newest = '', ...older] = secrets;
  return [newest, ...older];
}

function readSecretFile(reader: ConfigReader, path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    reader.refuse('APP_SECRET_FILE', `is ${quote(path)}, which cannot be read (${codeOf(error)}).`);
    return undefined;
  }
}

/** Anybody can read these, .env.example's among them, and sign tokens with them. */
const PUBLISHED = /^change[-_ ]?me|super-secret-key-change-later/i;

function secretFault(secret: string): string | undefined {
  if (PUBLISHED.test(secret)) return `is a published placeholder; ${MAKE_ONE}.`;
  const bytes = Buffer.byteLength(secret);
  return bytes < SECRET_BYTES
    ? `has ${bytes} bytes; at least ${SECRET_BYTES} are needed; ${MAKE_ONE}.`
    : undefined;
}

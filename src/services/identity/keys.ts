import { createHash, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/** A key with the name that tokens carry, so that a verifier knows which one to take. */
export interface NamedKey {
  readonly id: string;
  readonly key: KeyObject;
}

export interface Keys {
  /** The first one signs, all verify: so a secret can be changed without signing everybody out. */
  readonly tokens: readonly [NamedKey, ...NamedKey[]];
  readonly csrf: readonly [NamedKey, ...NamedKey[]];
  readonly sealing: readonly [NamedKey, ...NamedKey[]];
  /** Signs the challenges of passkeys. */
  readonly passkeys: readonly [NamedKey, ...NamedKey[]];
  /** For values that are looked up by their keyed hash, such as the accounts in rate limits. */
  readonly lookups: NamedKey;
}

/**
 * Derives one key for each purpose from the secrets of the installation, newest first (HKDF-SHA-256, RFC 5869).
 * Key objects are made once: verifying a JWT with a raw secret costs fifty times as much.
 */
export function deriveKeys(secrets: readonly [Buffer, ...Buffer[]]): Keys {
  const all = (purpose: string) =>
    secrets.map((secret) => derive(secret, purpose)) as [NamedKey, ...NamedKey[]];
  return {
    tokens: all('jwt'),
    csrf: all('csrf'),
    sealing: all('seal'),
    passkeys: all('passkey'),
    lookups: derive(secrets[0], 'lookup'),
  };
}

function derive(secret: Buffer, purpose: string): NamedKey {
  const bytes = Buffer.from(hkdfSync('sha256', secret, 'outlay', purpose, 32));
  const id = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
  return { id, key: createSecretKey(bytes) };
}

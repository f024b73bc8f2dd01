import { createSecretKey } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { deriveKeys, type NamedKey } from '../services/identity/keys.js';
import { TEST_SECRET } from './test-app.js';

/** What a token made by a test says; what is not given is as in a token of the program. */
export interface Minting {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Claims to leave out. */
  readonly without?: readonly string[];
  readonly key?: NamedKey['key'];
  readonly algorithm?: 'HS256' | 'HS384' | 'HS512' | 'none';
}

/** The key that signs the tokens of a test app. */
export function signingKey(secret = TEST_SECRET): NamedKey {
  return deriveKeys([Buffer.from(secret)]).tokens[0];
}

/** A token like a genuine one, with parts of it exchanged. */
export function mintLike(token: string, minting: Minting = {}): string {
  const genuine = jwt.decode(token, { complete: true });
  if (genuine === null || typeof genuine.payload === 'string') throw new Error('Not a token');
  const { algorithm = 'HS256', key = signingKey().key } = minting;
  const claims = Object.fromEntries(
    Object.entries({ ...genuine.payload, ...minting.claims }).filter(
      ([name]) => !minting.without?.includes(name),
    ),
  );
  const header = { ...genuine.header, alg: algorithm, ...minting.header };
  return jwt.sign(claims, algorithm === 'none' ? '' : key, {
    algorithm,
    header: header as unknown as jwt.JwtHeader,
    noTimestamp: !('iat' in claims),
  });
}

/** A key of nobody's. */
export function strangeKey(): NamedKey['key'] {
  return createSecretKey(Buffer.alloc(32, 'strange'));
}

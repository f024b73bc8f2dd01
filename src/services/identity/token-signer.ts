import { createHash, randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../domain/clock.js';
import type { NamedKey } from './keys.js';

export interface AccessClaims {
  readonly userId: number;
  readonly sessionId: number;
  readonly generation: number;
}

/** What a presented access token says of itself; its session may have ended all the same. */
export type AccessReading = (AccessClaims & { readonly state: 'valid' | 'expired' }) | undefined;

interface TimedClaims extends AccessClaims {
  /** In seconds, as in the token. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export interface RefreshClaims {
  readonly userId: number;
  readonly sessionId: number;
  readonly generation: number;
  /** ISO instants, as in the token's row. */
  readonly issuedAt: string;
  readonly expiresAt: string;
}

export interface TokenSignerOptions {
  readonly keys: readonly [NamedKey, ...NamedKey[]];
  readonly issuer: string;
  readonly accessTokenTtlMs: number;
  readonly clock: Clock;
}

const AUDIENCE = 'outlay';
const MAX_TOKEN_LENGTH = 4096;
/** Of people who are here at the moment. */
const TOKENS_KNOWN = 1_000;
const CLOCK_SKEW_SECONDS = 60;

/** Signs and reads the two kinds of JWT (RFC 7519; hardened after RFC 8725: one algorithm, explicit types). */
export class TokenSigner {
  private readonly byId: ReadonlyMap<string, NamedKey>;
  /** What access tokens say whose signature was found to be ours: it stays so, only time passes. */
  readonly #known = new LRUCache<string, TimedClaims>({ max: TOKENS_KNOWN });

  constructor(private readonly options: TokenSignerOptions) {
    this.byId = new Map(options.keys.map((key) => [key.id, key]));
  }

  get currentKeyId(): string {
    return this.options.keys[0].id;
  }

  get accessTokenTtlSeconds(): number {
    return Math.ceil(this.options.accessTokenTtlMs / 1000);
  }

  signAccess(claims: AccessClaims): string {
    const issuedAt = this.nowSeconds();
    return this.sign(this.options.keys[0], 'at+jwt', {
      sub: String(claims.userId),
      sid: claims.sessionId,
      gen: claims.generation,
      jti: randomUUID(),
      iat: issuedAt,
      exp: issuedAt + this.accessTokenTtlSeconds,
    });
  }

  /** Undefined for anything that is not an access token of ours. */
  readAccess(token: unknown): AccessReading {
    if (typeof token !== 'string' || token.length > MAX_TOKEN_LENGTH) return undefined;
    let claims = this.#known.get(token);
    if (!claims) {
      claims = this.verifyAccess(token);
      if (!claims) return undefined;
      this.#known.set(token, claims);
    }
    const { userId, sessionId, generation, issuedAt, expiresAt } = claims;
    const now = this.nowSeconds();
    if (issuedAt > now + CLOCK_SKEW_SECONDS) return undefined;
    return { userId, sessionId, generation, state: expiresAt > now ? 'valid' : 'expired' };
  }

  private verifyAccess(token: string): TimedClaims | undefined {
    const key = this.keyOf(token, 'at+jwt');
    if (!key) return undefined;
    try {
      const payload = jwt.verify(token, key.key, {
        algorithms: ['HS256'],
        issuer: this.options.issuer,
        audience: AUDIENCE,
        ignoreExpiration: true,
        clockTimestamp: this.nowSeconds(),
      });
      return accessClaims(payload);
    } catch {
      return undefined;
    }
  }

  /**
   * Equal claims and key give the equal token, so that a successor can be issued again within the grace period.
   * The key may be one of the past; when it is gone, undefined.
   */
  signRefresh(claims: RefreshClaims, keyId = this.currentKeyId): string | undefined {
    const key = this.byId.get(keyId);
    if (!key) return undefined;
    return this.sign(key, 'rt+jwt', {
      sub: String(claims.userId),
      sid: claims.sessionId,
      gen: claims.generation,
      iat: Math.floor(Date.parse(claims.issuedAt) / 1000),
      exp: Math.floor(Date.parse(claims.expiresAt) / 1000),
    });
  }

  /**
   * Whether a string has the shape of a refresh token. Its signature is not asked: a token counts only when its
   * hash is stored, and it must outlive a change of the secret.
   */
  looksLikeRefresh(token: unknown): token is string {
    return typeof token === 'string' && token.length <= MAX_TOKEN_LENGTH && headerOf(token)?.typ === 'rt+jwt';
  }

  private sign(key: NamedKey, typ: string, payload: object): string {
    const claims = { iss: this.options.issuer, aud: AUDIENCE, ...payload };
    return jwt.sign(claims, key.key, { algorithm: 'HS256', header: { alg: 'HS256', typ, kid: key.id } });
  }

  private keyOf(token: string, typ: string): NamedKey | undefined {
    const header = headerOf(token);
    return header?.typ === typ && typeof header.kid === 'string' ? this.byId.get(header.kid) : undefined;
  }

  private nowSeconds(): number {
    return Math.floor(this.options.clock.now().getTime() / 1000);
  }
}

/** SHA-256 of a token, the only form in which one is stored. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Undefined also where the header names something that must be understood: we understand none (RFC 7515 §4.1.11). */
function headerOf(token: string): { typ?: unknown; kid?: unknown } | undefined {
  const parts = token.split('.');
  if (parts.length !== 3 || !parts.every((part) => /^[\w-]+$/.test(part))) return undefined;
  try {
    const header: unknown = JSON.parse(Buffer.from(parts[0]!, 'base64url').toString('utf8'));
    return typeof header === 'object' && header !== null && !('crit' in header) ? header : undefined;
  } catch {
    return undefined;
  }
}

/** The checks that the library leaves to its user: required claims and their types. */
function accessClaims(payload: unknown): TimedClaims | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const { sub, sid, gen, jti, iat, exp } = payload as Record<string, unknown>;
  const userId = typeof sub === 'string' && /^[1-9]\d{0,15}$/.test(sub) ? Number(sub) : undefined;
  if (userId === undefined || !isId(sid) || !isId(gen) || typeof jti !== 'string') return undefined;
  if (typeof iat !== 'number' || typeof exp !== 'number') return undefined;
  return { userId, sessionId: sid, generation: gen, issuedAt: iat, expiresAt: exp };
}

function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

import type { Clock } from '../../domain/clock.js';
import type { Session } from '../../storage/identity/session-repository.js';
import type { Repositories } from '../../storage/repositories.js';
import { hashToken, type TokenSigner } from './token-signer.js';

/** What a sign-in or a rotation hands to the device. */
export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInSeconds: number;
  readonly sessionId: number;
  readonly userId: number;
}

export interface TokenPairsOptions {
  readonly signer: TokenSigner;
  readonly clock: Clock;
  /** How long a session lasts without being used. */
  readonly refreshTokenTtlMs: number;
}

/** The two tokens of a session: a short one that opens pages, and one that brings the next pair. */
export class TokenPairs {
  constructor(private readonly options: TokenPairsOptions) {}

  /** A new pair; of its refresh token only the hash is kept. */
  async issue(within: Repositories, session: Session, generation: number): Promise<TokenPair> {
    const now = this.options.clock.now();
    const idleEnd = new Date(now.getTime() + this.options.refreshTokenTtlMs).toISOString();
    const claims = {
      userId: session.userId,
      sessionId: session.id,
      generation,
      issuedAt: now.toISOString(),
      expiresAt: idleEnd < session.absoluteExpiresAt ? idleEnd : session.absoluteExpiresAt,
    };
    const keyId = this.options.signer.currentKeyId;
    const refreshToken = this.options.signer.signRefresh(claims, keyId)!;
    await within.refreshTokens.insert({ ...claims, keyId, tokenHash: hashToken(refreshToken) });
    return this.pair(session, generation, refreshToken);
  }

  /** The same successor once more; undefined when what signed it, the key or our address, is no longer the same. */
  async reissue(within: Repositories, session: Session): Promise<TokenPair | undefined> {
    const successor = await within.refreshTokens.findGeneration(session.id, session.generation);
    if (!successor) return undefined;
    const refreshToken = this.options.signer.signRefresh(
      { ...successor, userId: session.userId },
      successor.keyId,
    );
    if (refreshToken === undefined || hashToken(refreshToken) !== successor.tokenHash) return undefined;
    return this.pair(session, session.generation, refreshToken);
  }

  private pair(session: Session, generation: number, refreshToken: string): TokenPair {
    const { signer } = this.options;
    const claims = { userId: session.userId, sessionId: session.id, generation };
    return {
      accessToken: signer.signAccess(claims),
      refreshToken,
      expiresInSeconds: signer.accessTokenTtlSeconds,
      sessionId: session.id,
      userId: session.userId,
    };
  }
}

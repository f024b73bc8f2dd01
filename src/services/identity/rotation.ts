import type { Clock } from '../../domain/clock.js';
import { emailKeyOf } from '../../domain/user.js';
import type { Database } from '../../storage/engine/database.js';
import type { RefreshToken } from '../../storage/identity/refresh-token-repository.js';
import type { Session } from '../../storage/identity/session-repository.js';
import { type Repositories, repositories } from '../../storage/repositories.js';
import type { Notices } from './notices.js';
import type { TokenPair, TokenPairs } from './token-pairs.js';
import { hashToken, type TokenSigner } from './token-signer.js';
import type { Watch } from './watch.js';

/** Why a refresh token was not taken. `reuse`: it was used before, somebody else may have it. */
export type RefreshRefusal = 'invalid' | 'ended' | 'expired' | 'reuse';

export type Rotation =
  { readonly outcome: 'rotated'; readonly tokens: TokenPair } | { readonly outcome: RefreshRefusal };

export interface RefreshRotationOptions {
  readonly database: Database;
  readonly signer: TokenSigner;
  readonly clock: Clock;
  readonly notices: Notices;
  readonly watch: Watch;
  readonly refreshGraceMs: number;
}

/** How often one successor is handed out again within the grace period. */
const REISSUES_MAX = 50;

/** Refresh tokens are used once: each brings the next pair, and one that comes again betrays a thief. */
export class RefreshRotation {
  constructor(
    private readonly options: RefreshRotationOptions,
    private readonly pairs: TokenPairs,
  ) {}

  /**
   * Exchanges a refresh token for a new pair. The previous token may come again for a short time (two tabs, a lost
   * answer) and then gets the same successor; any other second use ends the session on every device that shares it.
   * @param ip where it comes from, for whoever watches
   */
  async rotate(refreshToken: unknown, ip = ''): Promise<Rotation> {
    if (!this.options.signer.looksLikeRefresh(refreshToken)) return { outcome: 'invalid' };
    const tokenHash = hashToken(refreshToken);
    const known = await repositories(this.options.database).refreshTokens.find(tokenHash);
    if (!known) return { outcome: 'invalid' };
    return this.options.database.transaction(async (tx) => {
      const within = repositories(tx);
      // The session row comes first: rivals wait here, and what is read afterwards is what the winner left.
      const session = await within.sessions.lock(known.sessionId);
      const token = await within.refreshTokens.find(tokenHash);
      if (!session || !token) return { outcome: 'invalid' };
      return this.decide(within, session, token, ip);
    });
  }

  /** The state machine of rotation; each refusal but `invalid` and `ended` leaves its mark in the same transaction. */
  private async decide(
    within: Repositories,
    session: Session,
    token: RefreshToken,
    ip: string,
  ): Promise<Rotation> {
    const now = this.options.clock.now();
    if (session.status !== 'active') return { outcome: 'ended' };
    if (this.isExpired(session, token, now)) {
      await within.sessions.end(session.id, 'expired', now.toISOString());
      return { outcome: 'expired' };
    }
    if (token.status === 'active') {
      await within.refreshTokens.markRotated(token.tokenHash, now.toISOString());
      await within.sessions.advance(session.id, session.generation + 1, now.toISOString());
      return { outcome: 'rotated', tokens: await this.pairs.issue(within, session, session.generation + 1) };
    }
    if (this.isWithinGrace(session, token, now)) {
      await within.refreshTokens.countReissue(token.tokenHash);
      const again = await this.pairs.reissue(within, session);
      return again ? { outcome: 'rotated', tokens: again } : { outcome: 'ended' };
    }
    await this.endStolen(within, session, now.toISOString(), ip);
    return { outcome: 'reuse' };
  }

  private isExpired(session: Session, token: RefreshToken, now: Date): boolean {
    const instant = now.toISOString();
    return session.absoluteExpiresAt <= instant || (token.status === 'active' && token.expiresAt <= instant);
  }

  private isWithinGrace(session: Session, token: RefreshToken, now: Date): boolean {
    return (
      token.status === 'rotated' &&
      token.rotatedAt !== null &&
      token.generation === session.generation - 1 &&
      now.getTime() - Date.parse(token.rotatedAt) <= this.options.refreshGraceMs &&
      token.reissues < REISSUES_MAX
    );
  }

  /** Whether the prompt is worth showing: "Continue" decides for good. */
  isResumable(session: Session, token: RefreshToken): boolean {
    return session.status === 'active' && !this.isExpired(session, token, this.options.clock.now());
  }

  private async endStolen(within: Repositories, session: Session, now: string, ip: string): Promise<void> {
    const owner = await within.users.find(session.userId);
    const emailKey = emailKeyOf(owner?.email ?? '');
    this.options.watch.see({ event: 'token_reused', reason: 'refresh', ip, emailKey });
    await within.sessions.end(session.id, 'reuse', now);
    const device = { userAgent: session.userAgent, ip: '', ipPrefix: session.ipPrefix };
    await this.options.notices.tell(within, session.userId, 'refresh_token_reused', device);
  }
}

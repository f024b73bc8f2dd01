import type { Clock } from '../../domain/clock.js';
import { notFound } from '../../domain/errors.js';
import { emailKeyOf } from '../../domain/user.js';
import type { Database } from '../../storage/engine/database.js';
import type { RefreshToken } from '../../storage/identity/refresh-token-repository.js';
import { type Repositories, repositories } from '../../storage/repositories.js';
import type { SecurityEvent } from '../../storage/identity/security-event-repository.js';
import type { EndReason, Session } from '../../storage/identity/session-repository.js';
import type { Notices } from './notices.js';
import type { Watch } from './watch.js';
import { type Device, type Principal, principalOfSession } from './principal.js';
import { type Preferences, readPreferences } from './preferences.js';
import { hashToken, type TokenSigner } from './token-signer.js';

export type { SecurityEvent, Session };

/** What a sign-in or a rotation hands to the device. */
export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInSeconds: number;
  readonly sessionId: number;
  readonly userId: number;
}

/** Why a refresh token was not taken. `reuse`: it was used before, somebody else may have it. */
export type RefreshRefusal = 'invalid' | 'ended' | 'expired' | 'reuse';

export type Rotation =
  { readonly outcome: 'rotated'; readonly tokens: TokenPair } | { readonly outcome: RefreshRefusal };

/** Whose browser this is, although nobody is signed in right now. */
export interface Acquaintance {
  readonly sessionId: number;
  readonly userId: number;
  readonly username: string;
  readonly preferences: Preferences;
  /** Whether "Continue" may bring the session back. */
  readonly resumable: boolean;
  /** Whether that needs no asking, by their own wish. */
  readonly stays: boolean;
  readonly endedBecause: EndReason | null;
  /** Whether they hold the refresh token of a session that lives, or that nothing but time has ended. */
  readonly endedByTime: boolean;
}

export interface SessionServiceOptions {
  readonly database: Database;
  readonly signer: TokenSigner;
  readonly clock: Clock;
  readonly notices: Notices;
  readonly watch: Watch;
  readonly refreshTokenTtlMs: number;
  readonly refreshAbsoluteTtlMs: number;
  readonly refreshGraceMs: number;
}

/** Sessions of one person at the same time; the one that has rested longest makes room. */
const SESSIONS_MAX = 20;
/** How often one successor is handed out again within the grace period. */
const REISSUES_MAX = 50;
const EVENTS_SHOWN = 20;

/** Sign-ins of devices: opened, rotated, listed and ended. */
export class SessionService {
  constructor(private readonly options: SessionServiceOptions) {}

  /**
   * Opens a session within the transaction of a sign-in or a registration.
   * @param staysSince that of the session which it takes the place of
   */
  async open(
    within: Repositories,
    userId: number,
    device: Device,
    staysSince: string | null = null,
  ): Promise<TokenPair> {
    const now = this.options.clock.now();
    await this.makeRoom(within, userId, now.toISOString());
    const session = await within.sessions.insert({
      userId,
      ...device,
      now: now.toISOString(),
      absoluteExpiresAt: new Date(now.getTime() + this.options.refreshAbsoluteTtlMs).toISOString(),
      staysSince,
    });
    return this.issue(within, session, 1);
  }

  /** The person behind an access token whose session lives; undefined otherwise. */
  async authenticate(accessToken: unknown): Promise<Principal | undefined> {
    const claims = this.options.signer.readAccess(accessToken);
    if (claims?.state !== 'valid') return undefined;
    const row = await repositories(this.options.database).sessions.findSignedIn(
      claims.sessionId,
      claims.userId,
      this.options.clock.now().toISOString(),
    );
    return row && principalOfSession(row);
  }

  /**
   * Whose browser sent these cookies, from a genuine access token or a stored refresh token, expired and ended
   * ones included. It proves nothing that would let anybody in.
   */
  async recognise(cookies: {
    accessToken: unknown;
    refreshToken: unknown;
  }): Promise<Acquaintance | undefined> {
    const { sessions, refreshTokens, users } = repositories(this.options.database);
    const { signer } = this.options;
    const token = signer.looksLikeRefresh(cookies.refreshToken)
      ? await refreshTokens.find(hashToken(cookies.refreshToken))
      : undefined;
    const sessionId = token?.sessionId ?? signer.readAccess(cookies.accessToken)?.sessionId;
    const session = sessionId === undefined ? undefined : await sessions.find(sessionId);
    const user = session && (await users.find(session.userId));
    if (!session || !user) return undefined;
    return {
      sessionId: session.id,
      userId: user.id,
      username: user.username,
      preferences: readPreferences(user.preferences),
      resumable: token !== undefined && this.isResumable(session, token),
      stays: session.staysSince !== null,
      endedBecause: session.endedBecause,
      endedByTime: token !== undefined && session.status !== 'revoked',
    };
  }

  /** Everything about somebody who needs no more than "Continue" to be signed in. */
  async pausedPrincipal({ sessionId, userId, resumable }: Acquaintance): Promise<Principal | undefined> {
    if (!resumable) return undefined;
    const now = this.options.clock.now().toISOString();
    const { sessions } = repositories(this.options.database);
    const row = await sessions.findSignedIn(sessionId, userId, now);
    return row && principalOfSession(row);
  }

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

  /**
   * Ends the session behind a refresh token, or behind an access token that still opens something: a copy of one that has
   * expired must not end what its owner goes on with. Nothing happens when there is none.
   */
  async signOut(cookies: { accessToken: unknown; refreshToken: unknown }): Promise<void> {
    const { accessToken, refreshToken } = cookies;
    const behindRefresh = await this.recognise({ accessToken: undefined, refreshToken });
    const sessionId = behindRefresh?.sessionId ?? (await this.authenticate(accessToken))?.sessionId;
    if (sessionId !== undefined && sessionId !== null) await this.end(sessionId, 'logout');
  }

  async end(sessionId: number, reason: EndReason): Promise<void> {
    const now = this.options.clock.now().toISOString();
    await this.options.database.transaction(async (tx) => {
      await repositories(tx).sessions.end(sessionId, reason, now);
    });
  }

  /** Live sessions, the one used last first. */
  async list(principal: Principal): Promise<Session[]> {
    const now = this.options.clock.now().toISOString();
    return repositories(this.options.database).sessions.listResumable(principal.userId, now);
  }

  /** @throws AppError not_found unless it is a live session of this person */
  async find(principal: Principal, sessionId: number): Promise<Session> {
    const session = (await this.list(principal)).find((candidate) => candidate.id === sessionId);
    if (!session) throw notFound('session');
    return session;
  }

  /** @throws AppError not_found unless it is a live session of this person */
  async endOne(principal: Principal, sessionId: number, device: Device): Promise<void> {
    const session = await this.find(principal, sessionId);
    const now = this.options.clock.now().toISOString();
    await this.options.database.transaction(async (tx) => {
      const within = repositories(tx);
      await within.sessions.end(session.id, 'signed_out', now);
      await within.securityEvents.insert({
        userId: principal.userId,
        kind: 'session_signed_out',
        device: session.userAgent,
        ipPrefix: device.ipPrefix,
        now,
      });
    });
  }

  /** From now on an expired access token of this session is renewed in passing, until it is signed out. */
  async stay(sessionId: number): Promise<void> {
    const now = this.options.clock.now().toISOString();
    await repositories(this.options.database).sessions.setStaying(sessionId, now);
  }

  /**
   * Has a session ask again before it goes on.
   * @throws AppError not_found unless it is a live session of this person
   */
  async askAgain(principal: Principal, sessionId: number): Promise<void> {
    const session = await this.find(principal, sessionId);
    await repositories(this.options.database).sessions.setStaying(session.id, null);
  }

  /** Ends every session of the person but the one that asks. Gives how many ended. */
  async endOthers(principal: Principal, device: Device): Promise<number> {
    const now = this.options.clock.now().toISOString();
    return this.options.database.transaction(async (tx) => {
      const within = repositories(tx);
      const ended = await this.endAllBut(within, principal.userId, principal.sessionId, 'signed_out');
      const kind = 'other_sessions_signed_out';
      if (ended > 0) {
        await within.securityEvents.insert({
          userId: principal.userId,
          kind,
          device: device.userAgent,
          ipPrefix: device.ipPrefix,
          now,
        });
      }
      return ended;
    });
  }

  /** Within somebody's transaction: ends all sessions of a user but one (null: all). */
  async endAllBut(
    within: Repositories,
    userId: number,
    keptSessionId: number | null,
    reason: EndReason,
  ): Promise<number> {
    const now = this.options.clock.now().toISOString();
    const sessions = await within.sessions.listActive(userId, now);
    let ended = 0;
    for (const session of sessions) {
      if (session.id !== keptSessionId && (await within.sessions.end(session.id, reason, now))) ended += 1;
    }
    return ended;
  }

  /** What happened around the account, newest first. */
  async listEvents(principal: Principal): Promise<SecurityEvent[]> {
    return repositories(this.options.database).securityEvents.listNewest(principal.userId, EVENTS_SHOWN);
  }

  /** How many wrong passwords were tried between the last two sign-ins. */
  async countFailures(userId: number): Promise<number> {
    return repositories(this.options.database).securityEvents.countWrongBeforeSignIn(userId);
  }

  /** Marks what happened as read, so that it is no longer announced on every page. */
  async acknowledgeEvents(principal: Principal): Promise<void> {
    const now = this.options.clock.now().toISOString();
    await repositories(this.options.database).securityEvents.acknowledge(principal.userId, now);
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
      return { outcome: 'rotated', tokens: await this.issue(within, session, session.generation + 1) };
    }
    if (this.isWithinGrace(session, token, now)) {
      await within.refreshTokens.countReissue(token.tokenHash);
      const again = await this.reissue(within, session);
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
  private isResumable(session: Session, token: RefreshToken): boolean {
    return session.status === 'active' && !this.isExpired(session, token, this.options.clock.now());
  }

  private async issue(within: Repositories, session: Session, generation: number): Promise<TokenPair> {
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
  private async reissue(within: Repositories, session: Session): Promise<TokenPair | undefined> {
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

  private async endStolen(within: Repositories, session: Session, now: string, ip: string): Promise<void> {
    const owner = await within.users.find(session.userId);
    const emailKey = emailKeyOf(owner?.email ?? '');
    this.options.watch.see({ event: 'token_reused', reason: 'refresh', ip, emailKey });
    await within.sessions.end(session.id, 'reuse', now);
    const device = { userAgent: session.userAgent, ip: '', ipPrefix: session.ipPrefix };
    await this.options.notices.tell(within, session.userId, 'refresh_token_reused', device);
  }

  private async makeRoom(within: Repositories, userId: number, now: string): Promise<void> {
    const sessions = await within.sessions.listActive(userId, now);
    for (const session of sessions.slice(SESSIONS_MAX - 1)) {
      await within.sessions.end(session.id, 'cap', now);
    }
  }
}

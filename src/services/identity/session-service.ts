import { notFound } from '../../domain/errors.js';
import { type Repositories, repositories } from '../../storage/repositories.js';
import type { SecurityEvent } from '../../storage/identity/security-event-repository.js';
import type { EndReason, Session } from '../../storage/identity/session-repository.js';
import { type Preferences, readPreferences } from './preferences.js';
import { type Device, type Principal, principalOfSession } from './principal.js';
import { RefreshRotation, type RefreshRotationOptions, type Rotation } from './rotation.js';
import { type TokenPair, TokenPairs, type TokenPairsOptions } from './token-pairs.js';
import { hashToken } from './token-signer.js';

export type { SecurityEvent, Session };

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

export interface SessionServiceOptions extends RefreshRotationOptions, TokenPairsOptions {
  readonly refreshAbsoluteTtlMs: number;
}

/** Sessions of one person at the same time; the one that has rested longest makes room. */
const SESSIONS_MAX = 20;
const EVENTS_SHOWN = 20;

/** Sign-ins of devices: opened, rotated, listed and ended. */
export class SessionService {
  private readonly pairs: TokenPairs;
  private readonly rotation: RefreshRotation;

  constructor(private readonly options: SessionServiceOptions) {
    this.pairs = new TokenPairs(options);
    this.rotation = new RefreshRotation(options, this.pairs);
  }

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
    return this.pairs.issue(within, session, 1);
  }

  /** The person behind an access token whose session lives; undefined otherwise. */
  async authenticate(accessToken: unknown): Promise<Principal | undefined> {
    const claims = this.options.signer.readAccess(accessToken);
    if (claims?.state !== 'valid') return undefined;
    const readAt = performance.now();
    const row = await repositories(this.options.database).sessions.findSignedIn(
      claims.sessionId,
      claims.userId,
      this.options.clock.now().toISOString(),
    );
    return row && principalOfSession(row, readAt);
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
      resumable: token !== undefined && this.rotation.isResumable(session, token),
      stays: session.staysSince !== null,
      endedBecause: session.endedBecause,
      endedByTime: token !== undefined && session.status !== 'revoked',
    };
  }

  /** Everything about somebody who needs no more than "Continue" to be signed in. */
  async pausedPrincipal({ sessionId, userId, resumable }: Acquaintance): Promise<Principal | undefined> {
    if (!resumable) return undefined;
    const readAt = performance.now();
    const now = this.options.clock.now().toISOString();
    const { sessions } = repositories(this.options.database);
    const row = await sessions.findSignedIn(sessionId, userId, now);
    return row && principalOfSession(row, readAt);
  }

  /**
   * Exchanges a refresh token for a new pair. The previous token may come again for a short time (two tabs, a lost
   * answer) and then gets the same successor; any other second use ends the session on every device that shares it.
   * @param ip where it comes from, for whoever watches
   */
  async rotate(refreshToken: unknown, ip = ''): Promise<Rotation> {
    return this.rotation.rotate(refreshToken, ip);
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

  private async makeRoom(within: Repositories, userId: number, now: string): Promise<void> {
    const sessions = await within.sessions.listActive(userId, now);
    for (const session of sessions.slice(SESSIONS_MAX - 1)) {
      await within.sessions.end(session.id, 'cap', now);
    }
  }
}

import type { Request, RequestHandler, Response } from 'express';
import type { Principal } from '../services/identity/principal.js';
import type { Acquaintance, SessionService } from '../services/identity/session-service.js';
import type { TokenPair } from '../services/identity/token-pairs.js';
import type { SignInLimits } from '../services/identity/sign-in-limits.js';
import type { Cookies } from './cookies.js';
import { deviceOf } from './device.js';

/** Who sends a page request. */
export interface Visitor {
  /** Signed in, with everything that a page needs to know. */
  readonly principal?: Principal | undefined;
  /** Not signed in right now, but known: their session paused or ended. */
  readonly acquaintance?: Acquaintance | undefined;
}

// On the request itself: a map from requests, old as it is, would keep what young requests leave behind from dying young.
const VISITOR = Symbol('visitor');

declare module 'express-serve-static-core' {
  interface Request {
    [VISITOR]?: Visitor;
  }
}

export function visitorOf(req: Request): Visitor {
  return req[VISITOR] ?? {};
}

export interface Resolving {
  readonly sessions: SessionService;
  readonly limits: SignInLimits;
  readonly cookies: Cookies;
}

/**
 * Finds out who asks: one query for a living session, a few more only when it is not. A session that stays signed in
 * goes on in passing where another is asked about.
 */
export function resolveVisitor(resolving: Resolving): RequestHandler {
  const { sessions, cookies } = resolving;
  return async (req, res, next) => {
    const accessToken = cookies.read(req, 'access');
    const refreshToken = cookies.read(req, 'refresh');
    if (accessToken !== undefined || refreshToken !== undefined) {
      const principal = accessToken === undefined ? undefined : await sessions.authenticate(accessToken);
      req[VISITOR] = principal
        ? { principal }
        : { acquaintance: await sessions.recognise({ accessToken, refreshToken }) };
      await renewInPassing(req, res, resolving);
    }
    next();
  };
}

/** Forms that do with the tokens themselves what they are there for. */
const OF_THE_TOKENS = new Set(['/refresh', '/logout']);

/** @throws AppError too_many */
async function renewInPassing(
  req: Request,
  res: Response,
  { sessions, limits, cookies }: Resolving,
): Promise<void> {
  const { acquaintance } = visitorOf(req);
  if (!acquaintance?.resumable || !acquaintance.stays) return;
  if (req.method === 'POST' && OF_THE_TOKENS.has(req.path)) return;
  await limits.beforeRefresh(acquaintance.sessionId);
  const rotation = await sessions.rotate(cookies.read(req, 'refresh'), deviceOf(req).ip);
  if (rotation.outcome === 'rotated') {
    await signInVisitor({ req, res, cookies, sessions }, rotation.tokens);
  } else {
    // It has just ended: what is known of it now says why.
    const refreshToken = cookies.read(req, 'refresh');
    req[VISITOR] = { acquaintance: await sessions.recognise({ accessToken: undefined, refreshToken }) };
  }
}

/** Hands the tokens to the browser, and lets the rest of this request be the new session's. */
export async function signInVisitor(
  {
    req,
    res,
    cookies,
    sessions,
  }: { req: Request; res: Response; cookies: Cookies; sessions: SessionService },
  tokens: TokenPair,
): Promise<Principal> {
  for (const [name, token] of [
    ['access', tokens.accessToken],
    ['refresh', tokens.refreshToken],
  ] as const) {
    cookies.set(res, name, token);
    cookies.replace(req, name, token);
  }
  const principal = await sessions.authenticate(tokens.accessToken);
  if (!principal) throw new Error('A token that was just made was refused');
  req[VISITOR] = { principal };
  return principal;
}

/** Reads again who asks, because the session has changed meanwhile; the same person as before. */
export async function reloadVisitor(req: Request, cookies: Cookies, sessions: SessionService): Promise<void> {
  const principal = await sessions.authenticate(cookies.read(req, 'access'));
  if (principal) req[VISITOR] = { principal };
}

/** Has the browser forget whoever leaves it for good: what was half typed, and the day that their form stays at. */
export function forgetVisitor(res: Response, cookies: Cookies): void {
  cookies.clear(res, 'day');
  res.set('Clear-Site-Data', '"cache", "storage"');
}

export function signOutVisitor(req: Request, res: Response, cookies: Cookies): void {
  cookies.clear(res, 'access');
  cookies.clear(res, 'refresh');
  req[VISITOR] = {};
}

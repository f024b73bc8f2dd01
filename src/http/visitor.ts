import type { Request, RequestHandler, Response } from 'express';
import type { Principal } from '../services/identity/principal.js';
import type { Acquaintance, SessionService, TokenPair } from '../services/identity/session-service.js';
import type { Cookies } from './cookies.js';

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

/** Finds out who asks: one query for a living session, a few more only when it is not. */
export function resolveVisitor(sessions: SessionService, cookies: Cookies): RequestHandler {
  return async (req, _res, next) => {
    const accessToken = cookies.read(req, 'access');
    const refreshToken = cookies.read(req, 'refresh');
    if (accessToken !== undefined || refreshToken !== undefined) {
      const principal = accessToken === undefined ? undefined : await sessions.authenticate(accessToken);
      req[VISITOR] = principal
        ? { principal }
        : { acquaintance: await sessions.recognise({ accessToken, refreshToken }) };
    }
    next();
  };
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
  cookies.set(res, 'access', tokens.accessToken);
  cookies.set(res, 'refresh', tokens.refreshToken);
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

export function signOutVisitor(req: Request, res: Response, cookies: Cookies): void {
  cookies.clear(res, 'access');
  cookies.clear(res, 'refresh');
  req[VISITOR] = {};
}

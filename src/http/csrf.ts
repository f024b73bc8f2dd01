import { createHmac, randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Request, RequestHandler, Response } from 'express';
import { LRUCache } from 'lru-cache';
import { type AppError, forbidden } from '../domain/errors.js';
import { message } from '../messages/message.js';
import type { NamedKey } from '../services/identity/keys.js';
import type { Cookies } from './cookies.js';
import { isOwnHost } from './own-host.js';
import { visitorOf } from './visitor.js';

interface CsurfOptions {
  readonly sessionKey: string;
  readonly value: (req: Request) => string | undefined;
}

// Required and not imported: the package's types declare `Request.secret` once more, unlike cookie-parser's.
const csurf = createRequire(import.meta.url)('csurf') as (options: CsurfOptions) => RequestHandler;

declare module 'express-serve-static-core' {
  interface Request {
    /** A token for the forms of the answer; every call makes a new one. */
    csrfToken(): string;
    csrfBag?: { csrfSecret: string };
  }
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses forms that another site sends, by what browsers say of themselves: Sec-Fetch-Site, or where that is
 * missing (plain http on a home network) Origin. Requests with neither do not come from a browser.
 */
export function refuseOtherSites(baseUrl: string): RequestHandler {
  return (req, _res, next) => {
    if (SAFE_METHODS.has(req.method)) return next();
    const site = req.get('sec-fetch-site');
    const origin = req.get('origin');
    if (site !== undefined || origin === undefined) {
      const isOwn = site === undefined || site === 'same-origin' || site === 'none';
      return next(isOwn ? undefined : forbidden(message('error.other_site')));
    }
    next(refusalOf(req, origin, baseUrl));
  };
}

/** Nothing against the configured address, or on a home network the very host and port that the browser talks to. */
function refusalOf(req: Request, origin: string, baseUrl: string): AppError | undefined {
  const host = req.get('host') ?? '';
  if (origin === new URL(baseUrl).origin) return undefined;
  if (baseUrl.startsWith('https:') || origin !== `http://${host}`)
    return forbidden(message('error.other_site'));
  return isOwnHost(host, baseUrl) ? undefined : forbidden(message('error.unknown_host', { host, baseUrl }));
}

/**
 * Checks and makes the tokens in forms. The secret behind them is derived, never stored: from the session, also from
 * one that time alone has ended and whose refresh token is there, so that a late form is still known to be its owner's;
 * for strangers from a cookie.
 */
export function csrfProtection(key: NamedKey, cookies: Cookies): RequestHandler[] {
  // The same for each request of a session.
  const bags = new LRUCache<string, { csrfSecret: string }>({ max: 1_000 });
  const bagOf = (binding: string) => {
    const csrfSecret = createHmac('sha256', key.key).update(`csrf1|${binding}`).digest('base64url');
    const made = Object.freeze({ csrfSecret });
    bags.set(binding, made);
    return made;
  };
  return [
    (req, res, next) => {
      const binding = bindingOf(req, res, cookies);
      req.csrfBag = bags.get(binding) ?? bagOf(binding);
      next();
    },
    csurf({ sessionKey: 'csrfBag', value: tokenOf }),
  ];
}

/** Strangers get a new identity whenever who they are changes: a token from before signing in is worth nothing after. */
export function renewStranger(res: Response, cookies: Cookies): void {
  cookies.set(res, 'visitor', randomBytes(18).toString('base64url'), null);
}

function bindingOf(req: Request, res: Response, cookies: Cookies): string {
  const { principal, acquaintance } = visitorOf(req);
  // A session that was ended, or whose access token comes alone, speaks for nobody.
  const sessionId = principal?.sessionId ?? (acquaintance?.endedByTime ? acquaintance.sessionId : undefined);
  if (sessionId !== undefined) return `s|${String(sessionId)}`;
  const known = cookies.read(req, 'visitor');
  if (known !== undefined && /^[\w-]{24}$/.test(known)) return `a|${known}`;
  const fresh = randomBytes(18).toString('base64url');
  if (SAFE_METHODS.has(req.method)) cookies.set(res, 'visitor', fresh, null);
  return `a|${fresh}`;
}

/** From the form only, never from the URL: addresses end up in logs and histories. */
function tokenOf(req: Request): string | undefined {
  const body = req.body as Record<string, unknown> | undefined;
  return typeof body?._csrf === 'string' ? body._csrf : undefined;
}

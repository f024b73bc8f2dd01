import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { ProofService } from '../services/identity/proof-service.js';
import type { SecondFactorService } from '../services/identity/second-factor-service.js';
import type { Principal } from '../services/identity/principal.js';
import type { Acquaintance } from '../services/identity/session-service.js';
import type { Parking } from './parking.js';
import { visitorOf } from './visitor.js';

export type SignedInHandler = (
  req: Request,
  res: Response,
  principal: Principal,
  next: NextFunction,
) => Promise<void> | void;

/** Fields of our own making, that mean nothing to the person who sent the form. */
const OWN_FIELDS = new Set(['_csrf']);

/**
 * Lets only signed-in visitors through. Others are led to the refresh prompt or to the login page, with the way back;
 * a form that they sent with a session that time alone has ended is kept and carried out when they are back.
 */
export function signedIn(parking: Parking, handler: SignedInHandler): RequestHandler {
  return async (req, res, next) => {
    const { principal, acquaintance } = visitorOf(req);
    if (principal) return handler(req, res, principal, next);
    // A file is not kept: its page asks for it again.
    const reading = req.method === 'GET' || req.method === 'HEAD' || Boolean(req.is('multipart/form-data'));
    const query = new URLSearchParams({ next: reading ? req.originalUrl : returnPath(req) });
    const fields = reading ? {} : fieldsOf(req.body);
    if (!reading && acquaintance?.endedByTime && !holdsPassword(fields)) {
      const form = { userId: acquaintance.userId, path: req.originalUrl, fields };
      query.set('form', await parking.park(req, res, form));
    }
    if (acquaintance && !acquaintance.resumable) query.set('reason', endOf(acquaintance));
    res.redirect(303, `${acquaintance?.resumable ? '/refresh' : '/login'}?${query.toString()}`);
  };
}

/**
 * Lets through who has proved in the last minutes who they are, and asks others to do so again; a form that they sent is
 * kept and carried out afterwards.
 */
export function freshlyProved(
  { parking, proofs }: { parking: Parking; proofs: ProofService },
  handler: SignedInHandler,
): SignedInHandler {
  return async (req, res, principal, next) => {
    if (proofs.isFresh(principal)) return handler(req, res, principal, next);
    const reading = req.method === 'GET' || req.method === 'HEAD';
    const fields = reading ? {} : fieldsOf(req.body);
    const query = new URLSearchParams({ next: reading ? req.originalUrl : returnPath(req, '/account') });
    if (!reading && !holdsPassword(fields)) {
      const form = { userId: principal.userId, path: req.originalUrl, fields };
      query.set('form', await parking.park(req, res, form));
    }
    res.redirect(303, `/account/confirm?${query.toString()}`);
  };
}

/** The same, but only of whoever has set a second factor up: of others the password in the form is asked, and is enough. */
export function freshlyProvedWithFactor(
  services: { parking: Parking; proofs: ProofService; factors: SecondFactorService },
  handler: SignedInHandler,
): SignedInHandler {
  const proved = freshlyProved(services, handler);
  return async (req, res, principal, next) => {
    const isSetUp = await services.factors.isSetUp(principal.userId);
    return (isSetUp ? proved : handler)(req, res, principal, next);
  };
}

/** Why a session cannot go on, as the login page is told. */
export function endOf(acquaintance: Acquaintance | undefined): 'reuse' | 'expired' {
  return acquaintance?.endedBecause === 'reuse' ? 'reuse' : 'expired';
}

function returnPath(req: Request, usual = '/expenses'): string {
  const body = req.body as Record<string, unknown> | undefined;
  return typeof body?.return_to === 'string' ? body.return_to : usual;
}

/** A password is not kept: it is asked again. */
function holdsPassword(fields: Readonly<Record<string, string>>): boolean {
  return Object.keys(fields).some((name) => name.endsWith('password'));
}

function fieldsOf(body: unknown): Record<string, string> {
  const entries = Object.entries((body ?? {}) as Record<string, unknown>).flatMap(([name, value]) => {
    const first: unknown = Array.isArray(value) ? value[0] : value;
    return typeof first === 'string' && !OWN_FIELDS.has(name) ? [[name, first] as const] : [];
  });
  return Object.fromEntries(entries);
}

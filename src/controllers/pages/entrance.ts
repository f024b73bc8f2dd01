import type { NextFunction, Request, Response } from 'express';
import type { AppError } from '../../domain/errors.js';
import { emailKeyOf } from '../../domain/user.js';
import { renewStranger } from '../../http/csrf.js';
import { deviceOf } from '../../http/device.js';
import type { Pages } from '../../http/page-context.js';
import { signInVisitor, signOutVisitor, type Visitor, visitorOf } from '../../http/visitor.js';
import { message } from '../../messages/message.js';
import type { Parking } from '../../http/parking.js';
import type { SignInLimits } from '../../services/identity/sign-in-limits.js';
import { textOf } from '../forms/fields.js';
import type { SessionService } from '../../services/identity/session-service.js';
import type { TokenPair } from '../../services/identity/token-pairs.js';

/** Where somebody was heading, and the form that waits for them (its id, or empty). */
export interface Way {
  readonly next: string;
  readonly form: string;
  /** Whether they ticked that this device stays signed in. */
  readonly stay?: boolean;
}

/** Fewer are the owner's own slips. */
const FAILURES_TOLD = 3;

interface Services {
  readonly sessions: SessionService;
  readonly parking: Parking;
  readonly limits: SignInLimits;
}

/** The door that every way in leads through: tokens to the browser, then on to what was wanted. */
export class Entrance {
  constructor(
    private readonly services: Services,
    private readonly pages: Pages,
    /** Answers a request that was changed into the one that waited. */
    private readonly dispatch: (req: Request, res: Response, next: NextFunction) => unknown,
  ) {}

  async enter(req: Request, res: Response, tokens: TokenPair, stay = false): Promise<void> {
    const { cookies, locales } = this.pages;
    const { sessions, limits } = this.services;
    if (stay) await sessions.stay(tokens.sessionId);
    const { email, userId } = await signInVisitor({ req, res, cookies, sessions }, tokens);
    const { mark } = deviceOf(req);
    if (!limits.knows(emailKeyOf(email), mark))
      cookies.set(res, 'device', limits.markFor(emailKeyOf(email), mark ?? undefined));
    if (cookies.read(req, 'challenge') !== undefined) cookies.clear(res, 'challenge');
    renewStranger(res, cookies);
    locales.forgetChoice(req, res);
    const failures = await sessions.countFailures(userId);
    if (failures >= FAILURES_TOLD)
      this.pages.leave(res, {
        kind: 'alert',
        text: message('login.failures', { count: failures }),
        link: { href: '/account/security', text: message('login.see_security') },
      });
  }

  leave(req: Request, res: Response): void {
    signOutVisitor(req, res, this.pages.cookies);
    renewStranger(res, this.pages.cookies);
  }

  /** To the page that was asked for, or first through the form that waited, as if it had been sent just now. */
  async goOn(req: Request, res: Response, way: Way, proceed: NextFunction): Promise<void> {
    if (way.form === '') return this.pages.redirect(res, way.next);
    const userId = visitorOf(req).principal!.userId;
    const claim = await this.services.parking.claim(req, way.form, userId);
    if (claim.outcome === 'none') {
      const text = message('parked.of_somebody_else');
      return this.pages.redirect(res, way.next, { kind: 'alert', text });
    }
    if (claim.outcome === 'done') {
      return this.pages.redirect(res, way.next, { kind: 'status', text: message('parked.done') });
    }
    // The program failed, not the form: it waits on, and "Continue" can be tried again.
    res.once('finish', () => {
      if (res.statusCode >= 500 || res.statusCode === 429)
        void this.services.parking
          .release(way.form)
          .catch((error: unknown) => req.log.error({ err: error }, 'a form that waited was not put back'));
    });
    req.url = claim.form.path;
    req.originalUrl = claim.form.path;
    req.body = { ...claim.form.fields };
    await this.dispatch(req, res, proceed);
  }
}

/** The session that the browser holds, also one that has paused; an access token that has expired, alone, holds none. */
export function sessionIdOf({ principal, acquaintance }: Visitor): number | undefined {
  return principal?.sessionId ?? (acquaintance?.endedByTime ? acquaintance.sessionId : undefined);
}

/** Whether the box "Stay signed in on this device" was ticked. */
export const stayOf = (fields: unknown) => textOf(fields, 'stay') !== '';

/** How a refusal is answered on a page with a form. */
export function statusFor(error: AppError): number {
  const statuses = { unauthenticated: 401, too_many: 429, unavailable: 503, forbidden: 403 } as const;
  return error.code in statuses ? statuses[error.code as keyof typeof statuses] : 422;
}

/** A page that leads on to where somebody was heading. */
export function wayHref(
  page: string,
  { next, form, stay, reason }: { next: string; form?: string; stay?: boolean; reason?: string },
): string {
  const query = new URLSearchParams({ next });
  if (form) query.set('form', form);
  if (stay) query.set('stay', 'yes');
  if (reason) query.set('reason', reason);
  return `${page}?${query.toString()}`;
}

/** What was ticked there before does not come along: the box is off until it is ticked. */
export const loginHref = ({
  next,
  form = '',
  reason = '',
}: {
  next: string;
  form?: string;
  reason?: string;
}) => wayHref('/login', { next, form, reason });

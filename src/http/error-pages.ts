import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { notFound } from '../domain/errors.js';
import { type Answer, answerFor } from './error-status.js';
import { localPath } from './local-path.js';
import type { Pages } from './page-context.js';
import type { TypedField } from './page-models.js';
import { requestIdOf } from './request-id.js';

const LABELS: Readonly<Record<string, string>> = {
  amount: 'Amount',
  description: 'Description',
  spent_on: 'Date',
  username: 'Username',
  email: 'Email',
  name: 'Name',
  currency: 'Currency',
  time_zone: 'Time zone',
};

const ADVICE: Readonly<Record<number, string>> = {
  400: 'Go back, check what you entered and try again.',
  403: 'Open the page here in this window and send the form from there.',
  404: 'It may have been deleted, or the address has a typing error.',
  405: 'Open the page from the menu.',
  413: 'Shorten what you entered and send it again.',
  415: 'Send the form from its page.',
  429: 'Wait a little, then try again. Nobody is locked out for good.',
  503: 'Nothing is lost. Wait a moment, then send it again.',
};

/** What a browser meets that keeps no cookies, for example because ours are Secure and the page is not. */
const NO_COOKIES =
  'Your browser did not send our cookie back, so this form cannot be trusted. Allow cookies for this address; on a home network without https, set COOKIE_SECURE=false.';

export const pageNotFound: RequestHandler = (_req, _res, next) => {
  next(notFound('page'));
};

/** Answers every fault of a page with a page: what happened, what to do, and what had been typed. */
export function errorPages(pages: Pages): ErrorRequestHandler {
  return (error: unknown, req: Request, res: Response, next) => {
    if (res.headersSent) return next(error);
    const answer = answerFor(error);
    if (answer.unexpected) req.log.error({ err: error }, 'unexpected fault');
    if (answer.retryAfterSeconds !== undefined) res.set('Retry-After', String(answer.retryAfterSeconds));
    if (isCsrfFault(error)) return sendFormExpired(pages, req, res);
    sendError(pages, req, res, answer);
  };
}

function isCsrfFault(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EBADCSRFTOKEN';
}

function sendFormExpired(pages: Pages, req: Request, res: Response): void {
  req.log.warn('form refused: no valid token');
  if (req.headers.cookie === undefined) {
    const detail = NO_COOKIES;
    return sendError(pages, req, res, {
      status: 403,
      title: 'No cookies',
      detail,
      fields: {},
      unexpected: false,
    });
  }
  const href = localPath(req.get('referer')?.replace(/^https?:\/\/[^/]+/, ''), '/expenses');
  const model = {
    typed: typedFields(req.body),
    back: { href, text: 'Open the page again' },
    requestId: requestIdOf(req),
  };
  pages.send(req, res, { page: 'errors/form-expired', title: 'Form expired', status: 403, model });
}

function sendError(
  pages: Pages,
  req: Request,
  res: Response,
  { status, title, detail, fields }: Answer,
): void {
  const sentences = [detail, ...Object.values(fields)];
  pages.send(req, res, {
    page: 'errors/error',
    title,
    status,
    model: {
      status,
      title,
      advice: [
        ...sentences,
        ADVICE[status] ??
          'Please try again. If it happens again, tell the person who runs this Outlay the number below.',
      ].join(' '),
      requestId: requestIdOf(req),
      typed: typedFields(req.body),
      back: { href: '/expenses', text: 'My expenses' },
    },
  });
}

/** What a person typed into a form, by the names that they know; never passwords. */
function typedFields(body: unknown): TypedField[] {
  return Object.entries((body ?? {}) as Record<string, unknown>).flatMap(([name, value]) => {
    const label = Object.hasOwn(LABELS, name) ? LABELS[name] : undefined;
    return label !== undefined && typeof value === 'string' && value !== '' ? [{ label, value }] : [];
  });
}

import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { notFound } from '../domain/errors.js';
import type { Locale } from '../locale/locale.js';
import { message, type MessageKey } from '../messages/message.js';
import type { Watch } from '../services/identity/watch.js';
import { deviceOf } from './device.js';
import { type Answer, answerFor } from './error-status.js';
import { localPath } from './local-path.js';
import type { Pages } from './page-context.js';
import type { TypedField } from './page-models.js';
import { sendProblems } from './problem.js';
import { requestIdOf } from './request-id.js';

const LABELS: Readonly<Record<string, MessageKey>> = {
  amount: 'frame.amount',
  description: 'frame.description',
  spent_on: 'frame.date',
  username: 'frame.username',
  email: 'frame.email',
  name: 'frame.name',
  currency: 'frame.currency',
  time_zone: 'frame.time_zone',
};

const ADVICE: Readonly<Record<number, MessageKey>> = {
  400: 'error.advice.400',
  403: 'error.advice.403',
  404: 'error.advice.404',
  405: 'error.advice.405',
  413: 'error.advice.413',
  415: 'error.advice.415',
  429: 'error.advice.429',
  503: 'error.advice.503',
};

export const pageNotFound: RequestHandler = (_req, _res, next) => {
  next(notFound('page'));
};

/** Answers every fault of a page with a page: what happened, what to do, and what had been typed; whoever asks for JSON, in JSON. */
export function errorPages(pages: Pages, watch: Watch): ErrorRequestHandler {
  return (error: unknown, req: Request, res: Response, next) => {
    if (res.headersSent) return next(error);
    res.vary('Accept');
    const answer = answerFor(error);
    const refused = isCsrfFault(error) ? 'token' : isOfAnotherSite(answer) ? 'site' : undefined;
    if (refused !== undefined) watch.see({ event: 'form_refused', reason: refused, ip: deviceOf(req).ip });
    if (prefersJson(req)) return sendProblems(error, req, res, next);
    if (answer.unexpected) req.log.error({ err: error }, 'unexpected fault');
    if (answer.retryAfterSeconds !== undefined) res.set('Retry-After', String(answer.retryAfterSeconds));
    if (isCsrfFault(error)) return sendFormExpired(pages, req, res);
    sendError(pages, req, res, answer);
  };
}

/** Named, and before HTML: what takes anything gets a page. */
function prefersJson(req: Request): boolean {
  const chosen = req.accepts(['text/html', 'application/json', 'application/problem+json']);
  return chosen !== false && chosen !== 'text/html';
}

function isCsrfFault(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EBADCSRFTOKEN';
}

function isOfAnotherSite({ detail }: Answer): boolean {
  return 'key' in detail && (detail.key === 'error.other_site' || detail.key === 'error.unknown_host');
}

function sendFormExpired(pages: Pages, req: Request, res: Response): void {
  if (req.headers.cookie === undefined) {
    // A browser keeps no cookies, for example because ours are Secure and the page is not.
    return sendError(pages, req, res, {
      status: 403,
      title: message('error.title.no_cookies'),
      detail: message('error.no_cookies'),
      fields: {},
      unexpected: false,
    });
  }
  const href = localPath(req.get('referer')?.replace(/^https?:\/\/[^/]+/, ''), '/expenses');
  const locale = pages.locales.of(req);
  const model = {
    typed: typedFields(req.body, locale),
    back: { href, text: locale.text('error.page.open_again') },
    requestId: requestIdOf(req),
  };
  pages.send(req, res, {
    page: 'errors/form-expired',
    title: message('error.title.form_expired'),
    status: 403,
    model,
  });
}

function sendError(
  pages: Pages,
  req: Request,
  res: Response,
  { status, title, detail, fields }: Answer,
): void {
  const locale = pages.locales.of(req);
  const sentences = [
    detail,
    ...Object.values(fields),
    { key: ADVICE[status] ?? 'error.advice.other' } as const,
  ];
  pages.send(req, res, {
    page: 'errors/error',
    title,
    status,
    model: {
      status,
      title: locale.say(title),
      advice: sentences.map((said) => locale.say(said)).join(' '),
      requestId: requestIdOf(req),
      typed: typedFields(req.body, locale),
      back: { href: '/expenses', text: locale.text('frame.my_expenses') },
    },
  });
}

/** What a person typed into a form, by the names that they know; never passwords. */
function typedFields(body: unknown, locale: Locale): TypedField[] {
  return Object.entries((body ?? {}) as Record<string, unknown>).flatMap(([name, value]) => {
    const key = Object.hasOwn(LABELS, name) ? LABELS[name] : undefined;
    if (key === undefined || typeof value !== 'string' || value === '') return [];
    return [{ label: locale.say({ key }), value }];
  });
}

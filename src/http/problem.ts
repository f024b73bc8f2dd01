import type { ErrorRequestHandler, Response } from 'express';
import { type Answer, answerFor } from './error-status.js';
import { challenge } from './bearer.js';
import { requestIdOf } from './request-id.js';

/** A fault that has a status of its own and no words beyond those of its status. */
export class HttpFault extends Error {
  override readonly name = 'HttpFault';
  constructor(readonly status: number) {
    super(`HTTP ${String(status)}`);
  }
}

/** Answers every fault as RFC 9457 problem+json. */
export const sendProblems: ErrorRequestHandler = (error: unknown, req, res, next) => {
  if (res.headersSent) return next(error);
  const answer = answerFor(error);
  if (answer.unexpected) req.log.error({ err: error }, 'unexpected fault');
  if (answer.retryAfterSeconds !== undefined)
    res.set('Retry-After', String(Math.ceil(answer.retryAfterSeconds)));
  if (answer.status === 401 && !res.get('WWW-Authenticate')) res.set('WWW-Authenticate', challenge());
  send(res, answer, { detail: detailOf(error) ?? answer.detail, requestId: requestIdOf(req) });
};

function send(
  res: Response,
  answer: Answer,
  { detail, requestId }: { detail: string; requestId: string },
): void {
  const errors = Object.entries(answer.fields).map(([field, message]) => ({ field, message }));
  const { status, title } = answer;
  const problem = { title, status, detail, request_id: requestId, ...(errors.length > 0 && { errors }) };
  res
    .status(status)
    .set('Content-Type', 'application/problem+json; charset=utf-8')
    .end(JSON.stringify(problem));
}

/** What programmers want to know sooner than the general words of a 400. */
function detailOf(error: unknown): string | undefined {
  const broken =
    typeof error === 'object' && error !== null && 'type' in error && error.type === 'entity.parse.failed';
  return broken ? 'The body is not valid JSON.' : undefined;
}

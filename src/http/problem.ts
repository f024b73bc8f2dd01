import type { ErrorRequestHandler } from 'express';
import { ENGLISH } from '../locale/locale.js';
import { codeOf, english, type PlainEnglish } from '../messages/said.js';
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
  const { status, title, fields, challenge: owed } = answer;
  const detail = detailOf(error) ?? answer.detail;
  const body = problemBody({ status, title, fields, detail, challenge: owed, requestId: requestIdOf(req) });
  res.status(status).set('Content-Type', 'application/problem+json; charset=utf-8').end(JSON.stringify(body));
};

/** The members of a problem: English, with codes that never change (RFC 9457 §3.2 allows members of our own). */
export function problemBody(
  problem: Pick<Answer, 'status' | 'title' | 'detail' | 'fields' | 'challenge'> & {
    readonly requestId: string;
  },
): object {
  const { title, status, detail, fields, challenge, requestId } = problem;
  const errors = Object.entries(fields).map(([field, said]) => ({
    field,
    code: codeOf(said),
    message: ENGLISH.say(said),
  }));
  return {
    title: ENGLISH.say(title),
    status,
    code: codeOf(detail),
    detail: ENGLISH.say(detail),
    request_id: requestId,
    ...(challenge !== undefined && { challenge }),
    ...(errors.length > 0 && { errors }),
  };
}

/** What programmers want to know sooner than the general words of a 400. */
function detailOf(error: unknown): PlainEnglish | undefined {
  const broken =
    typeof error === 'object' && error !== null && 'type' in error && error.type === 'entity.parse.failed';
  return broken ? english('bad_request.json', 'The body is not valid JSON.') : undefined;
}

import { AppError, type ErrorCode, type FieldFaults } from '../domain/errors.js';
import { message, type Message } from '../messages/message.js';
import type { Said } from '../messages/said.js';

/** How a fault is answered, to people and to programs alike. */
export interface Answer {
  readonly status: number;
  readonly title: Message;
  readonly detail: Said;
  readonly fields: FieldFaults;
  readonly retryAfterSeconds?: number | undefined;
  /** After a right password, where a second step is owed. */
  readonly challenge?: string | undefined;
  /** Not foreseen: goes to the log, and nothing of it to the client. */
  readonly unexpected: boolean;
}

const BY_CODE: Record<ErrorCode, { status: number; title: Message }> = {
  invalid: { status: 422, title: message('error.title.invalid') },
  unauthenticated: { status: 401, title: message('error.title.unauthenticated') },
  forbidden: { status: 403, title: message('error.title.forbidden') },
  not_found: { status: 404, title: message('error.title.not_found') },
  conflict: { status: 409, title: message('error.title.not_now') },
  too_many: { status: 429, title: message('error.title.too_many') },
  unavailable: { status: 503, title: message('error.title.unavailable') },
};

/** Faults that Express and its parsers raise before our code runs. */
const BY_STATUS: Record<number, { title: Message; detail: Message }> = {
  400: { title: message('error.title.bad_request'), detail: message('error.bad_request') },
  403: { title: message('error.title.form_expired'), detail: message('error.form_expired') },
  405: { title: message('error.title.method_not_allowed'), detail: message('error.method_not_allowed') },
  408: { title: message('error.title.too_slow'), detail: message('error.too_slow') },
  412: { title: message('error.title.conflict'), detail: message('error.precondition_failed') },
  413: { title: message('error.title.too_large'), detail: message('error.too_large') },
  415: { title: message('error.title.unsupported_type'), detail: message('error.unsupported_type') },
  431: { title: message('error.title.too_large'), detail: message('error.headers_too_large') },
};

/** The one table from faults to answers. */
export function answerFor(error: unknown): Answer {
  if (error instanceof AppError) {
    const { status, title } = BY_CODE[error.code];
    const { said: detail, fields, retryAfterSeconds, challenge } = error;
    return { status, title, detail, fields, retryAfterSeconds, challenge, unexpected: false };
  }
  const status = statusOf(error);
  const known = BY_STATUS[status];
  if (known) return { status, ...known, fields: {}, unexpected: false };
  const [title, detail] = [message('error.title.unexpected'), message('error.unexpected')];
  return { status: 500, title, detail, fields: {}, unexpected: true };
}

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('status' in error)) return 500;
  const { status } = error;
  if (typeof status !== 'number' || status < 400 || status > 499) return 500;
  return status in BY_STATUS ? status : 400;
}

import { AppError, type ErrorCode, type FieldFaults } from '../domain/errors.js';

/** How a fault is answered, to people and to programs alike. */
export interface Answer {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly fields: FieldFaults;
  readonly retryAfterSeconds?: number | undefined;
  /** Not foreseen: goes to the log, and nothing of it to the client. */
  readonly unexpected: boolean;
}

const BY_CODE: Record<ErrorCode, { status: number; title: string }> = {
  invalid: { status: 422, title: 'Please check what you sent' },
  unauthenticated: { status: 401, title: 'Please log in' },
  forbidden: { status: 403, title: 'Not allowed' },
  not_found: { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'Changed meanwhile' },
  too_many: { status: 429, title: 'Too many attempts' },
  unavailable: { status: 503, title: 'Not available right now' },
};

/** Faults that Express and its parsers raise before our code runs. */
const BY_STATUS: Record<number, { title: string; detail: string }> = {
  400: { title: 'Bad request', detail: 'The request could not be read.' },
  403: { title: 'Form expired', detail: 'This form is no longer valid. Please send it again.' },
  405: { title: 'Method not allowed', detail: 'This address does not answer that method.' },
  408: { title: 'Too slow', detail: 'The request took too long to arrive.' },
  412: {
    title: 'Changed meanwhile',
    detail: 'This was changed after you read it. Read it again, then send your change.',
  },
  413: { title: 'Too large', detail: 'The request is larger than this address takes.' },
  415: {
    title: 'Unsupported type',
    detail: 'The request has a content type that this address does not take.',
  },
  431: { title: 'Too large', detail: 'The headers of the request are too large.' },
};

/** The one table from faults to answers. */
export function answerFor(error: unknown): Answer {
  if (error instanceof AppError) {
    const { status, title } = BY_CODE[error.code];
    const { message: detail, fields, retryAfterSeconds } = error;
    return { status, title, detail, fields, retryAfterSeconds, unexpected: false };
  }
  const status = statusOf(error);
  const known = BY_STATUS[status];
  if (known) return { status, ...known, fields: {}, unexpected: false };
  const detail = 'Something went wrong on our side. Nothing you typed was the cause.';
  return { status: 500, title: 'Something went wrong', detail, fields: {}, unexpected: true };
}

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('status' in error)) return 500;
  const { status } = error;
  if (typeof status !== 'number' || status < 400 || status > 499) return 500;
  return status in BY_STATUS ? status : 400;
}

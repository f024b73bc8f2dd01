/** The seven ways in which a request can be refused; src/http maps each to one status. */
export type ErrorCode =
  'invalid' | 'unauthenticated' | 'forbidden' | 'not_found' | 'conflict' | 'too_many' | 'unavailable';

/** Field name → the sentence shown beside that field. */
export type FieldFaults = Readonly<Record<string, string>>;

interface Details {
  readonly fields?: FieldFaults;
  readonly retryAfterSeconds?: number;
}

/** A refusal that the person or program asking is told about; its message is safe to show. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly fields: FieldFaults;
  declare readonly retryAfterSeconds?: number;

  constructor(code: ErrorCode, message: string, details: Details = {}) {
    super(message);
    this.code = code;
    this.fields = details.fields ?? {};
    if (details.retryAfterSeconds !== undefined) this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** What was sent cannot be used; `fields` says why, field by field. */
export const invalid = (fields: FieldFaults, message = 'Please check what is marked below.') =>
  new AppError('invalid', message, { fields });

/** Nobody is signed in, or the proof of it does not hold. */
export const unauthenticated = (message: string) => new AppError('unauthenticated', message);

/** Signed in, but not allowed. A record of somebody else is `notFound`, never this. */
export const forbidden = (message: string) => new AppError('forbidden', message);

/** `what` is the noun in lower case: notFound('expense'). */
export const notFound = (what: string) => new AppError('not_found', `There is no such ${what}.`);

/** What was sent is well formed, but does not fit what is stored now. */
export const conflict = (message: string, fields: FieldFaults = {}) =>
  new AppError('conflict', message, { fields });

/** Too many attempts; the next one is welcome after `retryAfterSeconds`. */
export const tooMany = (message: string, retryAfterSeconds: number) =>
  new AppError('too_many', message, { retryAfterSeconds });

/** A part that we need, such as the database, cannot answer now. */
export const unavailable = (message: string, retryAfterSeconds: number) =>
  new AppError('unavailable', message, { retryAfterSeconds });

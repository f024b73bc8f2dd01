import { message, type MessageKey } from '../messages/message.js';
import type { Said } from '../messages/said.js';

/** The seven ways in which a request can be refused; src/http maps each to one status. */
export type ErrorCode =
  'invalid' | 'unauthenticated' | 'forbidden' | 'not_found' | 'conflict' | 'too_many' | 'unavailable';

/** Field name → what is said beside that field. */
export type FieldFaults = Readonly<Record<string, Said>>;

interface Details {
  readonly fields?: FieldFaults;
  readonly retryAfterSeconds?: number;
  readonly challenge?: string;
}

/** A refusal that the person or program asking is told about; what it says is safe to show. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly fields: FieldFaults;
  declare readonly retryAfterSeconds?: number;
  /** What the second step of a sign-in is answered to. */
  declare readonly challenge?: string;

  constructor(
    code: ErrorCode,
    readonly said: Said,
    details: Details = {},
  ) {
    super('key' in said ? said.key : said.english);
    this.code = code;
    this.fields = details.fields ?? {};
    if (details.retryAfterSeconds !== undefined) this.retryAfterSeconds = details.retryAfterSeconds;
    if (details.challenge !== undefined) this.challenge = details.challenge;
  }
}

/** What was sent cannot be used; `fields` says why, field by field. */
export const invalid = (fields: FieldFaults, said: Said = message('error.invalid')) =>
  new AppError('invalid', said, { fields });

/** Nobody is signed in, or the proof of it does not hold. */
export const unauthenticated = (said: Said) => new AppError('unauthenticated', said);

/** The password was right, and a second step is owed: `challenge` is what it answers. */
export const secondFactorNeeded = (challenge: string) =>
  new AppError('unauthenticated', message('error.second_factor_needed'), { challenge });

/** Signed in, but not allowed. A record of somebody else is `notFound`, never this. */
export const forbidden = (said: Said) => new AppError('forbidden', said);

/** What can be missing: the last part of `error.no_such.…`. */
export type Missing =
  Extract<MessageKey, `error.no_such.${string}`> extends `error.no_such.${infer Noun}` ? Noun : never;

/** There is no such thing, or not for whoever asks: notFound('expense'). */
export const notFound = (what: Missing) => new AppError('not_found', { key: `error.no_such.${what}` });

/** What was sent is well formed, but does not fit what is stored now. */
export const conflict = (said: Said, fields: FieldFaults = {}) => new AppError('conflict', said, { fields });

/** Too many attempts; the next one is welcome after `retryAfterSeconds`. */
export const tooMany = (said: Said, retryAfterSeconds: number) =>
  new AppError('too_many', said, { retryAfterSeconds });

/** A part that we need, such as the database, cannot answer now. */
export const unavailable = (said: Said, retryAfterSeconds: number) =>
  new AppError('unavailable', said, { retryAfterSeconds });

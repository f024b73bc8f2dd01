import { type Currency, findCurrency } from '../../domain/currency.js';
import type { Language } from '../../messages/language.js';
import type { AccessScope, TokenBearerRow } from '../../storage/identity/access-token-repository.js';
import type { SignedInRow } from '../../storage/identity/session-repository.js';
import type { OwnerRow } from '../../storage/identity/user-repository.js';
import { readPreferences, type Theme } from './preferences.js';

/** Who asks, and whose book is meant: every service takes it first. */
export interface Principal {
  /** The session they are signed in with; null for a personal access token. */
  readonly sessionId: number | null;
  readonly scope: AccessScope;
  readonly userId: number;
  readonly username: string;
  readonly email: string;
  readonly timeZone: string;
  readonly language: Language;
  /** How numbers and days are written, as BCP 47. */
  readonly region: string;
  readonly theme: Theme;
  /** 1 Monday … 7 Sunday; null: as usual in the region. */
  readonly weekStartsOn: number | null;
  readonly bookId: number;
  readonly currency: Currency;
  /** Changes with every change of the book. */
  readonly bookVersion: number;
  /** When this was asked for, as `performance.now()`: what was stored before is in `bookVersion`. */
  readonly readAt: number;
  /** When a stolen session was ended that its owner has not yet read about; else null. */
  readonly reuseNoticedAt: string | null;
  /** When they last proved who they are at this session; a personal access token proves nothing. */
  readonly provedAt: string | null;
}

/** Where a request came from, as far as it is kept. */
export interface Device {
  readonly userAgent: string;
  /** The whole address: for rate limits, never stored. */
  readonly ip: string;
  /** The address without its last part. */
  readonly ipPrefix: string;
  /** What it keeps since it was signed in before (SignInLimits); null: nothing; undefined: it cannot keep anything. */
  readonly mark?: string | null | undefined;
}

export function principalOfSession(row: SignedInRow, readAt: number): Principal {
  const { sessionId, reuseNoticedAt, provedAt } = row;
  return { sessionId, scope: 'write', reuseNoticedAt, provedAt, ...person(row, readAt) };
}

export function principalOfToken(row: TokenBearerRow, readAt: number): Principal {
  return { sessionId: null, scope: row.scope, reuseNoticedAt: null, provedAt: null, ...person(row, readAt) };
}

/** Whoever runs the installation, in somebody's name. */
export function principalOfHost(row: OwnerRow, readAt: number): Principal {
  return { sessionId: null, scope: 'write', reuseNoticedAt: null, provedAt: null, ...person(row, readAt) };
}

function person(row: OwnerRow, readAt: number) {
  const currency = findCurrency(row.currency);
  if (!currency) throw new Error(`Book ${String(row.bookId)} has the unknown currency ${row.currency}`);
  const { userId, username, email, timeZone, bookId, bookVersion } = row;
  return {
    userId,
    username,
    email,
    timeZone,
    bookId,
    bookVersion,
    readAt,
    currency,
    ...readPreferences(row),
  };
}

import pg from 'pg';
import { AppError } from '../../domain/errors.js';
import {
  CheckViolation,
  DatabaseUnavailable,
  ForeignKeyViolation,
  OutOfRange,
  TotalTooLarge,
  StorageError,
  UniqueViolation,
} from './storage-errors.js';

type Verdict = 'fault' | 'unavailable' | 'disconnected' | 'repeat';

/** SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html, from the special to the general. */
const verdicts: readonly [code: RegExp, verdict: Verdict][] = [
  [/^(40001|40P01)$/, 'repeat'], // serialization failure, deadlock
  [/^(26000|42P05)$/, 'repeat'], // a pooler between us mixed up prepared statements
  // Shutdown, crash, idle for too long, broken connection; or read-only: a primary that has become a replica.
  [/^(57P0[1-5]|25P0[34]|25006|08...)$/, 'disconnected'],
  [/^(57014|55P03|57P..|53...|58...)$/, 'unavailable'], // too slow, locked, full
];

const sqlState = (error: unknown): string =>
  (error instanceof pg.DatabaseError ? error.code : undefined) ?? '';

/** Errors that are ours, or of the program: everything else that is no answer of the server is the network's. */
const isOurs = (error: unknown): boolean =>
  error instanceof AppError || error instanceof StorageError || error instanceof TypeError;

/** What a driver's error means for the transaction, and for the connection that it came from. */
export const verdictOn = (error: unknown): Verdict => {
  if (isOurs(error)) return 'fault';
  if (!(error instanceof pg.DatabaseError)) return 'disconnected';
  // A migration by another process changed a table under a prepared statement of this connection.
  if (error.code === '0A000' && error.routine === 'RevalidateCachedQuery') return 'repeat';
  return verdicts.find(([pattern]) => pattern.test(sqlState(error)))?.[1] ?? 'fault';
};

/** Prepared statements do not work on this connection, because a pooler gives it to others in between. */
export const isUnprepared = (error: unknown): boolean => /^(26000|42P05)$/.test(sqlState(error));

/** `Key (book_id, name_key)=(7, food) already exists.`, in any language of the server. */
const keyColumns = (detail: string | undefined): string[] =>
  /\(((?:[^()]|\([^()]*\))*)\)=\(/.exec(detail ?? '')?.[1]?.split(', ') ?? [];

/** A driver's error in the words of storage-errors.ts; anything else (a fault of the program) as it is. */
export const translatePostgresError = (error: unknown, outcomeUnknown = false): Error => {
  const verdict = verdictOn(error);
  if (verdict === 'disconnected') return new DatabaseUnavailable(error, { outcomeUnknown });
  if (verdict === 'unavailable') return new DatabaseUnavailable(error);
  if (verdict === 'repeat') return new DatabaseUnavailable(error, { retryAfterSeconds: 1 });
  if (!(error instanceof pg.DatabaseError)) return error instanceof Error ? error : new Error(String(error));
  const broken = { table: error.table, constraint: error.constraint };
  const options = { cause: error };
  switch (error.code) {
    case '23505':
      return new UniqueViolation({ ...broken, columns: keyColumns(error.detail) }, options);
    case '23503':
    case '23001':
      return new ForeignKeyViolation(broken, options);
    case '23502': // NOT NULL has no name
      return new CheckViolation({ constraint: `${error.table}.${error.column}` }, options);
    case '23514':
    case '22001': // too long for its column
    case '22007': // not a date
    case '22008': // no such day
    case '22P02': // not a number
      return new CheckViolation({ ...broken, constraint: error.constraint ?? error.message }, options);
    case '22003':
      if (error.where?.includes('keep_totals_of_')) return new TotalTooLarge(error);
      return new OutOfRange(error.message, options);
    default:
      return error;
  }
};

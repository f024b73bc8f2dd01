import Sqlite from 'better-sqlite3';
import {
  CheckViolation,
  DatabaseUnavailable,
  ForeignKeyViolation,
  OutOfRange,
  TotalTooLarge,
  UniqueViolation,
} from './storage-errors.js';

/** Another process holds a lock that we need; nothing has happened yet. */
export const isBusy = (error: unknown): boolean =>
  error instanceof Sqlite.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code);

/** `UNIQUE constraint failed: users.email, users.book_id`, or `…: index 'name'` for one on an expression. */
const brokenKey = (message: string) => {
  const names = message.replace('UNIQUE constraint failed: ', '');
  const index = /^index '(.+)'$/.exec(names)?.[1];
  if (index !== undefined) return { constraint: index };
  const columns = names.split(', ').map((name) => name.slice(name.lastIndexOf('.') + 1));
  return { table: names.slice(0, names.indexOf('.')), columns };
};

const translations: readonly [code: RegExp, translate: (error: Error) => Error][] = [
  [
    /^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY|ROWID)/,
    (error) => new UniqueViolation(brokenKey(error.message), { cause: error }),
  ],
  [
    /^SQLITE_(CONSTRAINT|MISMATCH)/,
    (error) => new CheckViolation({ constraint: error.message.replace(/^.*failed: /, '') }, { cause: error }),
  ],
  [/^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY)/, (error) => new DatabaseUnavailable(error)],
  [/^SQLITE_TOOBIG/, (error) => new OutOfRange(error.message, { cause: error })],
];

/** A driver's error in the words of storage-errors.ts; anything else (a fault of the program) as it is. */
export const translateSqliteError = (error: unknown): Error => {
  if (error instanceof RangeError && error.message.includes('too big')) {
    return new OutOfRange('A whole number has more than 64 bits.', { cause: error });
  }
  if (!(error instanceof Sqlite.SqliteError))
    return error instanceof Error ? error : new Error(String(error));
  const { code, message } = error;
  if (message === 'integer overflow') return new OutOfRange(message, { cause: error });
  if (message.includes('INTEGER column monthly_totals.')) return new TotalTooLarge(error);
  // By its text: ON DELETE RESTRICT fails with the code of a trigger.
  if (message === 'FOREIGN KEY constraint failed') return new ForeignKeyViolation({}, { cause: error });
  return translations.find(([pattern]) => pattern.test(code))?.[1](error) ?? error;
};

import { invalid } from '../../domain/errors.js';
import { message } from '../../messages/message.js';
import type { SqlValue } from './database.js';
import { OutOfRange } from './storage-errors.js';

/** Refuses what one of the engines would change or misunderstand without a word. */
export const checkParam = (value: SqlValue): void => {
  switch (typeof value) {
    case 'string':
      // PostgreSQL has no U+0000, and half a surrogate pair would be stored as U+FFFD. Only people send those.
      if (value.includes('\0') || /\p{Cs}/u.test(value)) {
        throw invalid({}, message('fault.text.unstorable'));
      }
      return;
    case 'number':
      if (!Number.isSafeInteger(value)) {
        throw new TypeError(`A number for the database must be a safe whole one, not ${value}.`);
      }
      return;
    case 'bigint':
      return;
    default:
      if (value === null || value instanceof Uint8Array) return;
      throw new TypeError(`The database takes no ${typeof value}: ${String(value)}.`);
  }
};

/** The number itself, if a `number` can hold it exactly. */
export const checkWholeNumber = (value: number): number => {
  if (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER) {
    throw new OutOfRange('A whole number from the database is too large: select CAST(x AS TEXT).');
  }
  return value;
};

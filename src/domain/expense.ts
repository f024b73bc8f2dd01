import type { Day } from './calendar.js';
import type { Minor } from './money.js';
import type { Result } from './result.js';
import { cleanLine } from './text.js';

/** One expense of a book; of a negative amount it is a refund. Instants are ISO 8601 in UTC with milliseconds. */
export interface Expense {
  readonly id: number;
  readonly bookId: number;
  /** null: uncategorised. */
  readonly categoryId: number | null;
  readonly categoryName: string | null;
  readonly amountMinor: Minor;
  readonly description: string;
  readonly spentOn: Day;
  /** Names, by name. */
  readonly tags: readonly string[];
  /** The import that it came from, and the recurring expense that it is one of. */
  readonly importId: number | null;
  readonly recurringId: number | null;
  /** Grows by one with every change, so that a change made on an old copy is noticed. */
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** When it went into the trash, null outside of it. */
  readonly deletedAt: string | null;
}

/** Reads what was bought: 1 to 200 characters on one line. */
export function parseDescription(text: string): Result<string> {
  return cleanLine(text, { max: 200, noun: 'description' });
}

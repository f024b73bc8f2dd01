import type { Day } from './calendar.js';
import type { Minor } from './money.js';
import type { Result } from './result.js';
import { cleanLine } from './text.js';

/** One expense of a book. Instants are ISO 8601 in UTC with milliseconds. */
export interface Expense {
  readonly id: number;
  readonly bookId: number;
  /** null: uncategorised. */
  readonly categoryId: number | null;
  readonly categoryName: string | null;
  readonly amountMinor: Minor;
  readonly description: string;
  readonly spentOn: Day;
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

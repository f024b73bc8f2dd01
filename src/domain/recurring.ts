import type { Day } from './calendar.js';
import type { Minor } from './money.js';
import type { Rhythm } from './recurrence.js';

/** What is done on its day: the expense is added, or its owner is asked. */
export const RECURRING_MODES = ['add', 'remind'] as const;
export type RecurringMode = (typeof RECURRING_MODES)[number];

/** An expense that comes back. */
export interface Recurring extends Rhythm {
  readonly id: number;
  readonly bookId: number;
  /** Whose time zone says which day it is. */
  readonly userId: number;
  readonly amountMinor: Minor;
  readonly description: string;
  readonly categoryId: number | null;
  readonly categoryName: string | null;
  /** As in domain/tag-ids. */
  readonly tagIds: string;
  readonly mode: RecurringMode;
  /** The next day that nothing was done for yet; null while paused, and after the last one. */
  readonly nextOn: Day | null;
  readonly pausedAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A day of a recurring expense that waits for its owner: the mode is `remind`. */
export interface WaitingOccurrence {
  readonly recurringId: number;
  readonly occursOn: Day;
}

/** One that is still to come. */
export interface UpcomingExpense {
  readonly recurringId: number;
  readonly date: Day;
  readonly amountMinor: Minor;
  readonly description: string;
}

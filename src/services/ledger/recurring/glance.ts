import { type Day, endOfMonth } from '../../../domain/calendar.js';
import type { Minor } from '../../../domain/money.js';
import type { LateOccurrences } from '../../../storage/ledger/recurring-occurrence-repository.js';
import type { RecurringUse } from '../../../storage/ledger/recurring-repository.js';
import type { Repositories } from '../../../storage/repositories.js';
import { listUpcoming } from './upcoming.js';

/** What of the recurring expenses a person should see at a glance. */
export interface RecurringGlance {
  /** How many are still to come this month, and their sum. */
  readonly upcomingCount: number;
  readonly upcomingMinor: Minor;
  /** How many days wait for an answer. */
  readonly waitingCount: number;
  readonly late: readonly LateOccurrences[];
}

/** The glance at all of a book's, of which nothing is due any more; asks nothing where there are none. */
export async function glanceOf(
  within: Repositories,
  bookId: number,
  all: readonly RecurringUse[],
  today: Day,
): Promise<RecurringGlance> {
  const toCome = await listUpcoming(within, bookId, all, endOfMonth(today));
  return {
    upcomingCount: toCome.length,
    upcomingMinor: toCome.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
    waitingCount: all.reduce((sum, { waitingCount }) => sum + waitingCount, 0),
    late: all.some(({ lateCount }) => lateCount > 0)
      ? await within.recurringOccurrences.listLate(bookId)
      : [],
  };
}

import type { Day } from '../../../domain/calendar.js';
import { conflict } from '../../../domain/errors.js';
import type { RecurringKey } from '../../../storage/ledger/recurring-occurrence-repository.js';
import type { Repositories } from '../../../storage/repositories.js';
import { nextFree } from './due-adding.js';
import { RECURRING_MAX, TOO_MANY } from './recurring-input.js';

/**
 * Takes one back that was deleted; it goes on today. Gives whether it was deleted. Within a transaction that holds the
 * book's lock.
 * @throws AppError conflict (there are as many as a book may hold)
 */
export async function takeRecurringBack(
  within: Repositories,
  { bookId, id }: RecurringKey,
  today: Day,
): Promise<boolean> {
  const deleted = await within.recurring.findDeleted(bookId, id);
  if (!deleted) return false;
  const nextOn = deleted.pausedAt === null ? await nextFree(within, deleted, deleted, today) : null;
  await within.recurring.updateDeleted(bookId, id, { deletedAt: null, nextOn });
  if ((await within.recurring.list(bookId)).length > RECURRING_MAX) throw conflict(TOO_MANY);
  return true;
}

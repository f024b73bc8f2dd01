import { addDays, type Day } from '../../../domain/calendar.js';
import { conflict, invalid } from '../../../domain/errors.js';
import { isDateOf } from '../../../domain/recurrence.js';
import { message } from '../../../messages/message.js';
import type { Repositories } from '../../../storage/repositories.js';
import { nextFree } from './due-adding.js';
import { storedRecurring } from './stored-recurring.js';

// Within a transaction that holds the book's lock.

/**
 * Leaves out one day: the given one, which waits or is still to come, or else the next. Gives which.
 * @param now an instant
 * @throws AppError not_found, invalid (date), conflict when there is no next one
 */
export async function skipDay(
  within: Repositories,
  { bookId, id, day }: { readonly bookId: number; readonly id: number; readonly day: Day | undefined },
  now: string,
): Promise<Day> {
  const recurring = await storedRecurring(within, bookId, id);
  const { nextOn } = recurring;
  const skipped = day ?? nextOn;
  if (skipped === null) throw conflict(message('error.recurring_rests'));
  const occurrences = within.recurringOccurrences;
  if (await occurrences.settleSkipped(recurring, skipped)) return skipped;
  const isToCome = nextOn !== null && skipped >= nextOn && isDateOf(recurring, skipped);
  const claim = { status: 'skipped', now } as const;
  if (!isToCome || (await occurrences.claim(recurring, [skipped], claim)).length === 0) {
    throw invalid({ date: message('fault.recurring.no_such_day') });
  }
  if (skipped === nextOn) {
    const next = await nextFree(within, recurring, recurring, addDays(skipped, 1));
    await within.recurring.updateNext(bookId, id, next);
  }
  return skipped;
}

/**
 * Takes a skip back: a day to come is to come again, one that is over waits for an answer. Gives whether it was skipped.
 * @throws AppError not_found
 */
export async function unskipDay(
  within: Repositories,
  { bookId, id, day }: { readonly bookId: number; readonly id: number; readonly day: Day },
  { today, now }: { readonly today: Day; readonly now: string },
): Promise<boolean> {
  const recurring = await storedRecurring(within, bookId, id);
  if (!(await within.recurringOccurrences.removeSkipped(recurring, day))) return false;
  const { nextOn, pausedAt } = recurring;
  if (day <= today) {
    await within.recurringOccurrences.claim(recurring, [day], { status: 'waiting', now });
  } else if (pausedAt === null && (nextOn === null || day < nextOn) && isDateOf(recurring, day)) {
    await within.recurring.updateNext(bookId, id, day);
  }
  return true;
}

import type { Day } from '../../../domain/calendar.js';
import { invalid } from '../../../domain/errors.js';
import { countDates, datesFrom } from '../../../domain/recurrence.js';
import type { Recurring, UpcomingExpense } from '../../../domain/recurring.js';
import { message } from '../../../messages/message.js';
import type { Repositories } from '../../../storage/repositories.js';

/** So many days to come are told at once. */
const UPCOMING_MAX = 10_000;

/**
 * What is still to come of recurring expenses, by day, up to and with a day; without what was skipped or done.
 * @throws AppError invalid (until) for more than 10 000 of them
 */
export async function listUpcoming(
  within: Repositories,
  bookId: number,
  all: readonly Recurring[],
  until: Day,
): Promise<UpcomingExpense[]> {
  const running = all.flatMap((each) =>
    each.nextOn !== null && each.nextOn <= until ? [{ ...each, nextOn: each.nextOn }] : [],
  );
  if (running.length === 0) return [];
  const count = running.reduce((sum, each) => sum + countDates(each, each.nextOn, until), 0);
  if (count > UPCOMING_MAX) {
    throw invalid({ until: message('fault.recurring.too_far', { max: UPCOMING_MAX }) });
  }
  const first = running.reduce<Day>((day, { nextOn }) => (nextOn < day ? nextOn : day), until);
  const claimed = new Set(
    (await within.recurringOccurrences.listClaimed(bookId, first)).map(
      ({ recurringId, occursOn }) => `${String(recurringId)} ${occursOn}`,
    ),
  );
  const toCome = running.flatMap(({ id, nextOn, amountMinor, description, ...rhythm }) =>
    datesFrom(rhythm, nextOn, { until, limit: UPCOMING_MAX })
      .filter((date) => !claimed.has(`${String(id)} ${date}`))
      .map((date) => ({ recurringId: id, date, amountMinor, description })),
  );
  return toCome.sort((a, b) =>
    a.date === b.date ? a.recurringId - b.recurringId : a.date < b.date ? -1 : 1,
  );
}

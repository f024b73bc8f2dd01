import { parseDecimal } from '../../domain/amount.js';
import { dayIn } from '../../domain/calendar.js';
import { invalid } from '../../domain/errors.js';
import { countDates } from '../../domain/recurrence.js';
import type { RecurringPart } from '../../domain/import/recurring-part.js';
import { nameKey } from '../../domain/text.js';
import { english } from '../../messages/said.js';
import type { Repositories } from '../../storage/repositories.js';
import type { Principal } from '../identity/principal.js';
import { RECURRING_MAX } from '../ledger/recurring/recurring-input.js';
import { DUE_MAX } from '../ledger/recurring/recurring-input.js';
import { tagIdsOf } from '../ledger/tag-names.js';
import { categoriesByName } from './categories-by-name.js';

/**
 * Begins the recurring expenses of a file that the book does not have, where they stood: days that were done stay done.
 * What came due since is added by the next round. Within the caller's transaction, which holds the book's lock, once the
 * categories are there. Gives what each is called in the book, by its id in the file.
 * @throws AppError invalid (file) when one does not fit into the book
 */
export async function restoreRecurring(
  within: Repositories,
  principal: Principal,
  parts: readonly RecurringPart[],
  now: string,
): Promise<ReadonlyMap<string, number>> {
  const ids = new Map<string, number>();
  if (parts.length === 0) return ids;
  const { bookId, userId, timeZone } = principal;
  const categories = await categoriesByName(within, bookId);
  const known = new Map((await within.recurring.list(bookId)).map((one) => [keyOf(one), one.id] as const));
  const today = dayIn(timeZone, new Date(now));
  for (const [at, part] of parts.entries()) {
    const there = known.get(keyOf(part));
    if (there !== undefined) {
      ids.set(part.id, there);
      continue;
    }
    const amount = parseDecimal(part.amount, principal.currency);
    if (!amount.ok) throw misfit(at, 'amount');
    if (part.nextOn && countDates(part, part.nextOn, today) > DUE_MAX) throw misfit(at, 'next_on');
    if (known.size >= RECURRING_MAX) throw misfit(at, 'description');
    const { description, interval, every, startsOn, endsOn, mode, nextOn, isPaused } = part;
    const id = await within.recurring.insert(bookId, userId, {
      ...{ amountMinor: amount.value, description, interval, every, startsOn, endsOn, mode, nextOn, now },
      categoryId: part.category === null ? null : (categories.get(nameKey(part.category)) ?? null),
      tagIds: await tagIdsOf(within, bookId, part.tags, now),
      pausedAt: isPaused ? now : null,
    });
    known.set(keyOf(part), id);
    ids.set(part.id, id);
    const key = { bookId, id };
    for (const status of ['waiting', 'skipped'] as const)
      await within.recurringOccurrences.claim(key, part[status], { status, now });
  }
  return ids;
}

/** Two with these in common are the same. */
function keyOf({
  description,
  interval,
  every,
  startsOn,
  endsOn,
}: Pick<RecurringPart, 'description' | 'interval' | 'every' | 'startsOn' | 'endsOn'>): string {
  return JSON.stringify([nameKey(description), interval, every, startsOn, endsOn]);
}

const misfit = (at: number, field: string) =>
  invalid({ file: english('restore.recurring', `recurring.${String(at)}.${field} does not fit.`) });

import type { Day } from '../../../domain/calendar.js';
import { invalid } from '../../../domain/errors.js';
import { nextDate } from '../../../domain/recurrence.js';
import type { Repositories } from '../../../storage/repositories.js';
import type { Principal } from '../../identity/principal.js';
import type { ChangeService } from '../changes/change-service.js';
import { lockSameCurrency } from '../same-currency.js';
import { tagIdsOf } from '../tag-names.js';
import { type Added, addPortion } from './due-adding.js';
import { RECURRING_MAX, type RecurringInput, TOO_MANY, valuesOf } from './recurring-input.js';

/** What a request made, as it is kept for its repetition. */
export interface Begun {
  readonly id: number;
  /** What came of the first days that were due. */
  readonly due: Added;
}

export const NOTHING_DUE: Added = { added: 0, waiting: 0 };

/**
 * Begins one within a transaction, with the first of its days that are due already: whoever comes between, a repetition
 * or the hourly round, finds the change that stands for its beginning.
 * @throws AppError invalid (description, amount)
 */
export async function begin(
  within: Repositories,
  changes: ChangeService,
  principal: Principal,
  { input, today, now }: { readonly input: RecurringInput; readonly today: Day; readonly now: string },
): Promise<Begun> {
  const { bookId, userId } = principal;
  await lockSameCurrency(within, principal);
  if ((await within.recurring.list(bookId)).length >= RECURRING_MAX) throw invalid({ description: TOO_MANY });
  const tagIds = await tagIdsOf(within, bookId, input.tags, now);
  const nextOn = nextDate(input, input.startsOn) ?? null;
  const values = valuesOf(input, { tagIds, nextOn, pausedAt: null, now });
  const id = await within.recurring.insert(bookId, userId, values);
  const due = await addPortion(within, changes, { bookId, id }, { today, now, begins: true });
  return { id, due: due ?? NOTHING_DUE };
}

/** What came of the days that were due when it began, as it is by now: nothing where that was undone. */
export async function dueAtBeginning(
  { changes }: Repositories,
  bookId: number,
  { added, waiting, changeId }: Added,
): Promise<Added> {
  const change = changeId === undefined ? undefined : await changes.find(bookId, changeId);
  if (change && change.undoneAt !== null) return { added: 0, waiting };
  return { added: change?.expenseCount ?? added, waiting, changeId };
}

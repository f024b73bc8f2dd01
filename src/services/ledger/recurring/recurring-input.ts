import { countDates, nextDate, type Rhythm } from '../../../domain/recurrence.js';
import type { Day } from '../../../domain/calendar.js';
import { type AppError, invalid } from '../../../domain/errors.js';
import type { Minor } from '../../../domain/money.js';
import type { RecurringMode } from '../../../domain/recurring.js';
import { message } from '../../../messages/message.js';
import type { RecurringValues } from '../../../storage/ledger/recurring-repository.js';

/** A recurring expense as parsed from a form or a request: well formed, its category not yet looked up. */
export interface RecurringInput extends Rhythm {
  readonly amountMinor: Minor;
  readonly description: string;
  readonly categoryId: number | null;
  /** Names; those that the book does not have yet are made. */
  readonly tags: readonly string[];
  readonly mode: RecurringMode;
}

/** What is to be different from now on. */
export type RecurringChange = Partial<RecurringInput> & { readonly isPaused?: boolean };

/** So many a book holds: they are read whole. */
export const RECURRING_MAX = 200;
export const TOO_MANY = message('fault.recurring.too_many', { max: RECURRING_MAX });

/** So many days may be due at the start. */
export const DUE_MAX = 2_000;

export const endsBeforeStart = (): AppError => invalid({ ends_on: message('fault.recurring.ends_before') });

/**
 * Refuses what has no day at all, or too many that are due at once.
 * @throws AppError invalid (ends_on, starts_on)
 */
export function refuseImpossible(input: RecurringInput, today: Day): void {
  if (nextDate(input, input.startsOn) === undefined) throw endsBeforeStart();
  if (countDates(input, input.startsOn, today) > DUE_MAX) {
    throw invalid({ starts_on: message('fault.recurring.too_many_due', { max: DUE_MAX }) });
  }
}

/** What of an input is stored. */
export function valuesOf(
  input: Omit<RecurringInput, 'tags'>,
  more: Pick<RecurringValues, 'tagIds' | 'nextOn' | 'pausedAt' | 'now'>,
): RecurringValues {
  const { amountMinor, description, categoryId, interval, every, startsOn, endsOn, mode } = input;
  const rhythm = { interval, every, startsOn, endsOn };
  return { amountMinor, description, categoryId, ...rhythm, mode, ...more };
}

import { addDays, type Day } from '../../../domain/calendar.js';
import { datesFrom, type Rhythm } from '../../../domain/recurrence.js';
import type { Recurring } from '../../../domain/recurring.js';
import { searchTextOf } from '../../../domain/search.js';
import { fromTagIds } from '../../../domain/tag-ids.js';
import type { Database } from '../../../storage/engine/database.js';
import type { ExpenseValues } from '../../../storage/ledger/expense-repository.js';
import type { RecurringKey } from '../../../storage/ledger/recurring-occurrence-repository.js';
import { type Repositories, repositories } from '../../../storage/repositories.js';
import type { ChangeService } from '../changes/change-service.js';

/** So many days of one are dealt with in a transaction. */
const PORTION = 100;

/** What came of the days that were due. */
export interface Added {
  /** Expenses that were added. */
  readonly added: number;
  /** Days that wait for an answer now. */
  readonly waiting: number;
  /** Undoes what was added; absent when nothing was. */
  readonly changeId?: number | undefined;
}

export interface HowAdded {
  /** What is added after its day is to be read about on the dashboard. */
  readonly tellsLate?: boolean;
  /** It was made just now: whoever takes back what is added takes back the recurring expense with it. */
  readonly begins?: boolean;
}

interface Moment extends HowAdded {
  readonly today: Day;
  readonly now: string;
}

/**
 * Does what is due of one recurring expense, up to and with today, in portions. Each day is claimed by the key of its row
 * in the transaction that adds its expense, so it happens once: whoever comes second, in this process or another, claims
 * nothing, and what a crash interrupts leaves neither.
 * @param before what came of the days before these, of which this is the rest
 */
export async function addDueOf(
  database: Database,
  changes: ChangeService,
  key: RecurringKey,
  moment: Moment,
  before: Added = { added: 0, waiting: 0 },
): Promise<Added> {
  let sum = before;
  for (;;) {
    const portion = await database.transaction((tx) =>
      addPortion(repositories(tx), changes, key, { ...moment, changeId: sum.changeId }),
    );
    if (!portion) return sum;
    sum = {
      added: sum.added + portion.added,
      waiting: sum.waiting + portion.waiting,
      changeId: portion.changeId ?? sum.changeId,
    };
  }
}

/** One portion, within a transaction; undefined when nothing is due any more. */
export async function addPortion(
  within: Repositories,
  changes: ChangeService,
  key: RecurringKey,
  { today, now, tellsLate, begins, changeId }: Moment & { changeId?: number | undefined },
): Promise<Added | undefined> {
  await within.books.lock(key.bookId);
  const recurring = await within.recurring.find(key.bookId, key.id);
  if (!recurring || recurring.nextOn === null || recurring.nextOn > today) return undefined;
  const dates = datesFrom(recurring, recurring.nextOn, { until: today, limit: PORTION });
  const claimed = await within.recurringOccurrences.claim(key, dates, { status: 'waiting', now });
  const after = addDays(dates.length < PORTION ? today : dates.at(-1)!, 1);
  await within.recurring.updateNext(key.bookId, key.id, await nextFree(within, key, recurring, after));
  if (recurring.mode === 'remind') return { added: 0, waiting: claimed.length };
  const added = await addOccurrences(within, changes, recurring, {
    ...{ days: claimed, now, changeId, begins },
    lateBefore: tellsLate ? today : undefined,
  });
  return { added: claimed.length, waiting: 0, changeId: added };
}

/**
 * Adds the expenses of days that wait, within a transaction that holds the book's lock. Gives the change that takes them
 * back; undefined for no days.
 */
export async function addOccurrences(
  within: Repositories,
  changes: ChangeService,
  recurring: Recurring,
  {
    days,
    now,
    changeId,
    begins,
    lateBefore,
  }: {
    days: readonly Day[];
    now: string;
    changeId?: number | undefined;
    begins?: boolean | undefined;
    /** Days before this one are to be read about. */
    lateBefore?: Day | undefined;
  },
): Promise<number | undefined> {
  if (days.length === 0) return undefined;
  const { bookId, userId, id, description } = recurring;
  const expenses = days.map((day) => valuesOn(recurring, day, now));
  const ids = await within.expenses.insertMany(bookId, expenses);
  for (const [at, day] of days.entries()) {
    const lateAt = lateBefore !== undefined && day < lateBefore ? now : null;
    await within.recurringOccurrences.settleAdded(recurring, day, { expenseId: ids[at]!, lateAt });
  }
  const subject = { name: description, recurringId: id, ...(begins && { recurringIs: 'begun' as const }) };
  return changes.keepAdded(within, { bookId, userId }, { kind: 'recurring', subject }, ids, changeId);
}

/** The first day of a rhythm from a day on for which nothing was done or said yet; null: none any more. */
export async function nextFree(
  { recurringOccurrences }: Repositories,
  key: RecurringKey,
  rhythm: Rhythm,
  from: Day,
): Promise<Day | null> {
  const claimed = await recurringOccurrences.claimedFrom(key, from);
  const dates = datesFrom(rhythm, from, { limit: claimed.size + 1 });
  return dates.find((date) => !claimed.has(date)) ?? null;
}

function valuesOn(recurring: Recurring, spentOn: Day, now: string): ExpenseValues {
  const { amountMinor, description, categoryId, tagIds, id: recurringId } = recurring;
  const searchText = searchTextOf({ amountMinor, description, tagIds: fromTagIds(tagIds) });
  return { amountMinor, description, categoryId, tagIds, recurringId, searchText, spentOn, now };
}

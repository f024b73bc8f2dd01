import type { Day } from '../../domain/calendar.js';
import type { StagedRow } from '../../domain/import/staged-row.js';
import type { Repositories } from '../../storage/repositories.js';
import type { Where } from '../ledger/changes/revision-step.js';

/** Recurring expenses of the book by their ids in a file. */
export type RecurringIds = Readonly<Record<string, number>>;

interface Origin {
  readonly recurringId: number;
  readonly day: Day;
}

/**
 * Which rows are a day of a recurring expense that nobody has claimed, by their place: they are claimed here, and settled
 * once they are expenses. A day that is claimed twice keeps its first expense; the second is an expense like any other.
 */
export async function claimOrigins(
  within: Repositories,
  { bookId, now }: Where,
  rows: readonly StagedRow[],
  recurring: RecurringIds,
): Promise<ReadonlyMap<number, Origin>> {
  const wanted = new Map<number, Map<Day, number>>();
  for (const [at, { recurring: named, day }] of rows.entries()) {
    const recurringId = named === undefined ? undefined : recurring[named];
    if (recurringId === undefined || day === null) continue;
    const days = wanted.get(recurringId) ?? new Map<Day, number>();
    if (!days.has(day)) days.set(day, at);
    wanted.set(recurringId, days);
  }
  const origins = new Map<number, Origin>();
  if (wanted.size === 0) return origins;
  // One that was removed meanwhile has no days.
  const there = new Set((await within.recurring.list(bookId)).map(({ id }) => id));
  for (const [recurringId, days] of wanted) {
    if (!there.has(recurringId)) continue;
    const key = { bookId, id: recurringId };
    const claimed = await within.recurringOccurrences.claim(key, [...days.keys()], {
      status: 'waiting',
      now,
    });
    for (const day of claimed) origins.set(days.get(day)!, { recurringId, day });
  }
  return origins;
}

/** The other half: the expenses of the rows, in their order. */
export async function settleOrigins(
  within: Repositories,
  bookId: number,
  origins: ReadonlyMap<number, Origin>,
  ids: readonly number[],
): Promise<void> {
  for (const [at, { recurringId, day }] of origins)
    await within.recurringOccurrences.settleAdded({ bookId, id: recurringId }, day, {
      expenseId: ids[at]!,
      lateAt: null,
    });
}

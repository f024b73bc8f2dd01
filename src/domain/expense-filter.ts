import { type DayRange, isWithin } from './calendar.js';
import type { Expense } from './expense.js';
import type { Minor } from './money.js';
import { hasWords, type SearchWord, searchTextOf } from './search.js';

/** Which expenses are meant; list, summary and reports all take the same filter. What is absent does not filter. */
export interface ExpenseFilter {
  readonly categoryId?: number | 'none';
  /** Those that carry all of these tags; absent, like none: whatever they carry. */
  readonly tagIds?: readonly number[];
  /** {} is all of time. */
  readonly range: DayRange;
  /** All of these words, in any order; none of them finds nothing. */
  readonly words?: readonly SearchWord[];
  /** Both limits are included. */
  readonly minMinor?: Minor;
  readonly maxMinor?: Minor;
}

/** An expense as far as a filter looks at it. */
type Filtered = Pick<Expense, 'amountMinor' | 'categoryId' | 'description' | 'spentOn'> & {
  readonly tagIds: readonly number[];
};

/** Whether a live expense is one of those that are meant: as storage/ledger/expense-conditions.ts asks for them. */
export function matchesFilter(expense: Filtered, filter: ExpenseFilter): boolean {
  const { categoryId, tagIds = [], range, words, minMinor, maxMinor } = filter;
  return (
    (categoryId === undefined || (categoryId === 'none' ? null : categoryId) === expense.categoryId) &&
    tagIds.every((id) => expense.tagIds.includes(id)) &&
    isWithin(expense.spentOn, range) &&
    (words === undefined || (words.length > 0 && hasWords(searchTextOf(expense), words))) &&
    (minMinor === undefined || expense.amountMinor >= minMinor) &&
    (maxMinor === undefined || expense.amountMinor <= maxMinor)
  );
}

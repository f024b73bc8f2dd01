import type { DayRange } from './calendar.js';
import type { SearchWord } from './search.js';
import type { Minor } from './money.js';

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

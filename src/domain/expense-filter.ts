import type { DayRange } from './calendar.js';
import type { Minor } from './money.js';

/** Which expenses are meant; list, summary and reports all take the same filter. What is absent does not filter. */
export interface ExpenseFilter {
  readonly categoryId?: number | 'none';
  /** {} is all of time. */
  readonly range: DayRange;
  /** As typed; it is compared by its `searchKey`. */
  readonly text?: string;
  /** Both limits are included. */
  readonly minMinor?: Minor;
  readonly maxMinor?: Minor;
}

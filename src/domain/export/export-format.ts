import type { Day } from '../calendar.js';
import type { Currency } from '../currency.js';
import type { Minor } from '../money.js';

export const EXPORT_FORMATS = ['csv', 'json', 'hledger', 'beancount'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What is written of an expense. */
export interface ExportedExpense {
  readonly id: number;
  readonly spentOn: Day;
  readonly description: string;
  readonly amountMinor: Minor;
  readonly categoryId: number | null;
  readonly categoryName: string | null;
  readonly tags: readonly string[];
  readonly recurringId?: number | null;
}

/** What is known before the first expense. */
export interface ExportedBook {
  readonly currency: Currency;
  readonly categories: readonly { readonly id: number; readonly name: string }[];
  /** The day of the first expense, on or after which accounts are in use; undefined when there is none. */
  readonly firstDay: Day | undefined;
}

/** Text around and between expenses, which come sorted by day. Pure: nothing is kept but what a separator needs. */
export interface ExportWriter {
  head(): string;
  expense(expense: ExportedExpense): string;
  tail(): string;
}

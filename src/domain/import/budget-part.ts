import { type Month, parseMonth } from '../calendar.js';

/** A step of a budget as "Everything of mine" holds it. Strings where the book has to say what they mean. */
export interface BudgetPart {
  /** The name of a category; null: everything. */
  readonly category: string | null;
  readonly fromMonth: Month;
  /** A decimal in the currency of the file; null: no budget from then on. */
  readonly amount: string | null;
  readonly carryOver: boolean;
}

/** Reads one; gives the name of the first field that does not fit instead. */
export function readBudgetPart(
  fields: Readonly<Record<string, unknown>>,
): BudgetPart | { readonly misfit: string } {
  const { category = null, from, amount = null, carry_over: carryOver = false } = fields;
  const fromMonth = typeof from === 'string' ? parseMonth(from) : undefined;
  if (category !== null && typeof category !== 'string') return { misfit: 'category' };
  if (!fromMonth) return { misfit: 'from' };
  if (amount !== null && typeof amount !== 'string') return { misfit: 'amount' };
  if (typeof carryOver !== 'boolean' || (carryOver && amount === null)) return { misfit: 'carry_over' };
  return { category, fromMonth, amount, carryOver };
}

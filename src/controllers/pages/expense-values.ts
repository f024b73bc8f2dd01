import type { Expense } from '../../domain/expense.js';
import { formatFigure } from '../../domain/money.js';
import type { Principal } from '../../services/identity/principal.js';
import type { ExpenseFormValues } from './expense-form-model.js';

/** A stored expense as its form shows it: a refund by its box, so that no keypad needs a minus. */
export function valuesOf(expense: Expense, { currency, region }: Principal): ExpenseFormValues {
  const { amountMinor } = expense;
  return {
    amount: formatFigure(amountMinor < 0n ? -amountMinor : amountMinor, currency, region),
    refund: amountMinor < 0n ? 'yes' : '',
    description: expense.description,
    category_id: expense.categoryId === null ? '' : String(expense.categoryId),
    spent_on: expense.spentOn,
    tags: expense.tags.join(', '),
  };
}

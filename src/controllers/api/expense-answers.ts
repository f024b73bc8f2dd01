import { z } from 'zod';
import type { Currency } from '../../domain/currency.js';
import type { Expense } from '../../domain/expense.js';
import { toDecimal } from '../../domain/money.js';
import { amount, currencyCode, day, id, instant, nextCursor } from './answers.js';

const fields = {
  id,
  description: z.string().meta({ examples: ['Lunch with Ana'] }),
  amount,
  currency: currencyCode,
  category_id: id.nullable().meta({ description: 'null: without a category.', examples: [4] }),
  category: z
    .string()
    .nullable()
    .meta({ description: 'The name of the category.', examples: ['Food'] }),
  tags: z.array(z.string()).meta({ description: 'Names, by name.', examples: [['trip']] }),
  spent_on: day,
  import_id: id.nullable().meta({ description: 'The import that it came from.', examples: [null] }),
  recurring_id: id
    .nullable()
    .meta({ description: 'The recurring expense that it is one of.', examples: [null] }),
  created_at: instant,
  updated_at: instant,
};

export const expenseAnswer = z.strictObject(fields).meta({ id: 'Expense' });
export const expensePage = z
  .strictObject({ data: z.array(expenseAnswer), next_cursor: nextCursor })
  .meta({ id: 'ExpensePage' });

export const expenseList = z.strictObject({ data: z.array(expenseAnswer) }).meta({ id: 'ExpenseList' });

const trashedExpense = z.strictObject({ ...fields, deleted_at: instant }).meta({ id: 'TrashedExpense' });
export const trashPage = z
  .strictObject({ data: z.array(trashedExpense), next_cursor: nextCursor })
  .meta({ id: 'TrashPage' });

export function presentExpense(expense: Expense, currency: Currency): z.output<typeof expenseAnswer> {
  return {
    id: expense.id,
    description: expense.description,
    amount: toDecimal(expense.amountMinor, currency),
    currency: currency.code,
    category_id: expense.categoryId,
    category: expense.categoryName,
    tags: [...expense.tags],
    spent_on: expense.spentOn,
    import_id: expense.importId,
    recurring_id: expense.recurringId,
    created_at: expense.createdAt,
    updated_at: expense.updatedAt,
  };
}

export function presentTrashed(expense: Expense, currency: Currency): z.output<typeof trashedExpense> {
  return { ...presentExpense(expense, currency), deleted_at: expense.deletedAt ?? expense.updatedAt };
}

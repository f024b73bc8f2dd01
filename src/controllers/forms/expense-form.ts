import { z } from 'zod';
import { parseDay } from '../../domain/calendar.js';
import type { Currency } from '../../domain/currency.js';
import type { FieldFaults } from '../../domain/errors.js';
import { parseDescription } from '../../domain/expense.js';
import { parseAmount, parseAmountNumber } from '../../domain/money.js';
import type { Result } from '../../domain/result.js';
import { type ExpenseInput, UNKNOWN_CATEGORY } from '../../services/ledger/expense-service.js';
import { check } from './fields.js';
import { parsedBy } from './parsed-by.js';

export const EXPENSE_FIELDS = ['amount', 'description', 'category_id', 'spent_on'] as const;

const NO_DAY = 'Enter a day of the calendar, such as 2026-03-01.';

const category = z
  .union([z.string(), z.number(), z.null()], { error: UNKNOWN_CATEGORY })
  .optional()
  .transform((value, context) => {
    if (value === undefined || value === null || value === '') return null;
    const id = /^[1-9]\d{0,15}$/.test(String(value)) ? Number(value) : Number.NaN;
    if (Number.isSafeInteger(id)) return id;
    context.addIssue({ code: 'custom', message: UNKNOWN_CATEGORY });
    return z.NEVER;
  })
  .meta({
    description: 'The id of one of your categories; null or left out: without one.',
    examples: [null],
  });

const description = z
  .string({ error: 'Enter a description.' })
  .transform(parsedBy(parseDescription))
  .meta({ description: '1 to 200 characters on one line.', examples: ['Lunch with Ana'] });

const spentOn = z
  .string({ error: NO_DAY })
  .transform((text, context) => {
    const day = parseDay(text.trim());
    if (day) return day;
    context.addIssue({ code: 'custom', message: text.trim() === '' ? 'Enter a date.' : NO_DAY });
    return z.NEVER;
  })
  .meta({ description: 'A day of the years 1900 to 2199.', examples: ['2026-03-14'] });

function amount(currency: Currency) {
  return z
    .union([z.string(), z.number()], { error: 'Enter an amount.' })
    .transform(
      parsedBy((value: string | number) =>
        typeof value === 'string' ? parseAmount(value, currency) : parseAmountNumber(value, currency),
      ),
    )
    .meta({
      description: 'A decimal string, or a JSON number that is exact in your currency.',
      examples: ['12.50'],
    });
}

const makeSchema = (currency: Currency) =>
  z.strictObject({ amount: amount(currency), description, category_id: category, spent_on: spentOn });

const schemas = new Map<string, ReturnType<typeof makeSchema>>();

/** An expense as forms and the API send it, in the currency of the book. */
export function expenseSchema(currency: Currency): ReturnType<typeof makeSchema> {
  const schema = schemas.get(currency.code) ?? makeSchema(currency);
  schemas.set(currency.code, schema);
  return schema;
}

export type ExpenseBody = z.output<ReturnType<typeof expenseSchema>>;

export function toExpenseInput(body: ExpenseBody): ExpenseInput {
  return {
    amountMinor: body.amount,
    description: body.description,
    categoryId: body.category_id,
    spentOn: body.spent_on,
  };
}

/** Reads an expense from the fields of a form or the body of a request. */
export function parseExpense(raw: unknown, currency: Currency): Result<ExpenseInput, FieldFaults> {
  const parsed = check(expenseSchema(currency), raw);
  return parsed.ok ? { ok: true, value: toExpenseInput(parsed.value) } : parsed;
}

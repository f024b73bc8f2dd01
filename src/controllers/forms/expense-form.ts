import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { parseDay } from '../../domain/calendar.js';
import type { Currency } from '../../domain/currency.js';
import type { FieldFaults } from '../../domain/errors.js';
import { parseDescription } from '../../domain/expense.js';
import type { Minor } from '../../domain/money.js';
import { parseAmount, parseAmountNumber, parseDecimal } from '../../domain/amount.js';
import { message, type MessageKey } from '../../messages/message.js';
import { fault, type Result } from '../../domain/result.js';
import { type ExpenseInput, UNKNOWN_CATEGORY } from '../../services/ledger/expense-service.js';
import { check } from './fields.js';
import { issueOf, parsedBy } from './parsed-by.js';

export const EXPENSE_FIELDS = ['amount', 'description', 'category_id', 'spent_on'] as const;

const category = z
  .union([z.string(), z.number(), z.null()], { error: 'fault.category.unknown' satisfies MessageKey })
  .optional()
  .transform((value, context) => {
    if (value === undefined || value === null || value === '') return null;
    const id = /^[1-9]\d{0,15}$/.test(String(value)) ? Number(value) : Number.NaN;
    if (Number.isSafeInteger(id)) return id;
    context.addIssue(issueOf(UNKNOWN_CATEGORY));
    return z.NEVER;
  })
  .meta({
    description: 'The id of one of your categories; null or left out: without one.',
    examples: [null],
  });

const description = z
  .string({ error: 'fault.description.empty' satisfies MessageKey })
  .transform(parsedBy(parseDescription))
  .meta({ description: '1 to 200 characters on one line.', examples: ['Lunch with Ana'] });

const spentOn = z
  .string({ error: 'fault.day.malformed' satisfies MessageKey })
  .transform((text, context) => {
    const day = parseDay(text.trim());
    if (day) return day;
    context.addIssue(issueOf(message(text.trim() === '' ? 'fault.day.empty' : 'fault.day.malformed')));
    return z.NEVER;
  })
  .meta({ description: 'A day of the years 1900 to 2199.', examples: ['2026-03-14'] });

/** What reads the amount: people write it in their region's way, programs as a decimal. */
type AmountReader = (amount: string | number) => Result<Minor>;

function amount(read: AmountReader) {
  return z
    .union([z.string(), z.number()], { error: 'fault.amount.empty' satisfies MessageKey })
    .transform(parsedBy((value: string | number) => spent(read(value))))
    .meta({
      description: 'A decimal string, or a JSON number that is exact in your currency.',
      examples: ['12.50'],
    });
}

/** Money that came back is not kept yet. */
function spent(read: Result<Minor>): Result<Minor> {
  return read.ok && read.value < 0n ? fault(message('fault.amount.negative')) : read;
}

const makeSchema = (read: AmountReader) =>
  z.strictObject({ amount: amount(read), description, category_id: category, spent_on: spentOn });

const schemas = new Map<string, ReturnType<typeof makeSchema>>();

/** An expense as the API sends it, in the currency of the book. */
export function expenseSchema(currency: Currency): ReturnType<typeof makeSchema> {
  const read: AmountReader = (value) =>
    typeof value === 'string' ? parseDecimal(value, currency) : parseAmountNumber(value, currency);
  const schema = schemas.get(currency.code) ?? makeSchema(read);
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

/** Reads an expense as a program sends it. */
export function parseExpenseBody(raw: unknown, currency: Currency): Result<ExpenseInput, FieldFaults> {
  const parsed = check(expenseSchema(currency), raw);
  return parsed.ok ? { ok: true, value: toExpenseInput(parsed.value) } : parsed;
}

const formSchemas = new LRUCache<string, ReturnType<typeof makeSchema>>({ max: 200 });

function formSchema(currency: Currency, region: string) {
  const key = `${currency.code} ${region}`;
  const known = formSchemas.get(key);
  if (known) return known;
  const made = makeSchema((value) => parseAmount(String(value), { currency, region }));
  formSchemas.set(key, made);
  return made;
}

/** Reads an expense from the fields of a form, as a person of the region writes them. */
export function parseExpense(
  raw: unknown,
  { currency, region }: { readonly currency: Currency; readonly region: string },
): Result<ExpenseInput, FieldFaults> {
  const schema = formSchema(currency, region);
  const parsed = check(schema, raw);
  return parsed.ok ? { ok: true, value: toExpenseInput(parsed.value) } : parsed;
}

import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { type Day, parseDay } from '../../domain/calendar.js';
import type { Currency } from '../../domain/currency.js';
import type { FieldFaults } from '../../domain/errors.js';
import { parseDescription } from '../../domain/expense.js';
import { dayFault, farDayQuestion } from '../../domain/far-day.js';
import type { Minor } from '../../domain/money.js';
import { parseAmount, parseAmountNumber, parseDecimal } from '../../domain/amount.js';
import type { Message, MessageKey } from '../../messages/message.js';
import { fault, ok, type Result } from '../../domain/result.js';
import { parseTagList, parseTags } from '../../domain/tag.js';
import type { ExpenseInput } from '../../services/ledger/expense-input.js';
import { UNKNOWN_CATEGORY } from '../../services/ledger/foreign-category.js';
import { check, textOf, textsOf } from './fields.js';
import { issueOf, parsedBy } from './parsed-by.js';

/** What a form is shown again with. `tags` that were not sent at all stay as they are. */
export const EXPENSE_FIELDS = ['amount', 'refund', 'description', 'category_id', 'spent_on', 'tags'] as const;

/** Parts of an expense, also of one that comes back. */
export const category = z
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

export const description = z
  .string({ error: 'fault.description.empty' satisfies MessageKey })
  .transform(parsedBy(parseDescription))
  .meta({ description: '1 to 200 characters on one line.', examples: ['Lunch with Ana'] });

export const spentOn = z
  .string({
    error: ({ input }) =>
      (input === undefined || input === null
        ? 'fault.day.empty'
        : 'fault.day.malformed') satisfies MessageKey,
  })
  .transform((text, context) => {
    const day = parseDay(text.trim());
    if (day) return day;
    context.addIssue(issueOf(dayFault(text.trim())));
    return z.NEVER;
  })
  .meta({ description: 'A day of the years 1900 to 2199.', examples: ['2026-03-14'] });

/** What reads the amount: people write it in their region's way, programs as a decimal. */
export type AmountReader = (amount: string | number) => Result<Minor>;

export function amount(read: AmountReader) {
  return z
    .union([z.string(), z.number()], { error: 'fault.amount.empty' satisfies MessageKey })
    .transform(parsedBy(read))
    .meta({
      description:
        'A decimal string, or a JSON number that is exact in your currency. Negative: a refund, money that came back.',
      examples: ['12.50'],
    });
}

export const tagList = z
  .array(z.string({ error: 'fault.tag.empty' satisfies MessageKey }), {
    error: 'fault.tag.list' satisfies MessageKey,
  })
  .max(100, 'fault.tag.list' satisfies MessageKey)
  .transform(parsedBy(parseTagList))
  .optional()
  .meta({
    description:
      'Names, at most 20; those that you do not have yet are made. Left out: none, or as they were.',
    examples: [['trip']],
  });
export const tagText = z.string().transform(parsedBy(parseTags)).optional();

const makeSchema = <Tags extends typeof tagList | typeof tagText>(read: AmountReader, tags: Tags) =>
  z.strictObject({ amount: amount(read), description, category_id: category, spent_on: spentOn, tags });

type Schema<Tags extends typeof tagList | typeof tagText> = ReturnType<typeof makeSchema<Tags>>;

const schemas = new Map<string, Schema<typeof tagList>>();

/** An expense as the API sends it, in the currency of the book. */
export function expenseSchema(currency: Currency): Schema<typeof tagList> {
  const read: AmountReader = (value) =>
    typeof value === 'string' ? parseDecimal(value, currency) : parseAmountNumber(value, currency);
  const schema = schemas.get(currency.code) ?? makeSchema(read, tagList);
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
    ...(body.tags && { tags: body.tags }),
  };
}

/** Reads an expense as a program sends it. */
export function parseExpenseBody(raw: unknown, currency: Currency): Result<ExpenseInput, FieldFaults> {
  const parsed = check(expenseSchema(currency), raw);
  return parsed.ok ? { ok: true, value: toExpenseInput(parsed.value) } : parsed;
}

const formSchemas = new LRUCache<string, Schema<typeof tagText>>({ max: 200 });

function formSchema(currency: Currency, region: string) {
  const key = `${currency.code} ${region}`;
  const known = formSchemas.get(key);
  if (known) return known;
  const made = makeSchema((value) => parseAmount(String(value), { currency, region }), tagText);
  formSchemas.set(key, made);
  return made;
}

/** The fields of an expense in a form that was sent; `tags` only if it has that field. */
export function expenseFields(
  body: unknown,
): Record<Exclude<(typeof EXPENSE_FIELDS)[number], 'tags'>, string> & { tags?: string } {
  const { tags, ...fields } = textsOf(body, EXPENSE_FIELDS);
  const hasTags = typeof body === 'object' && body !== null && Object.hasOwn(body, 'tags');
  return hasTags ? { ...fields, tags } : fields;
}

/** What people are asked back about. */
interface FarDays {
  /** The day that it is for the person; without it no day is too far away. */
  readonly today?: Day | undefined;
  /** A far day that was asked back about, and meant. */
  readonly meant?: string | undefined;
}

/** How people of a region write, and what they are asked back about. */
export interface ExpenseReading extends FarDays {
  readonly currency: Currency;
  readonly region: string;
}

/**
 * Reads an expense from the fields of a form, as a person of the region writes them. The box `refund` says the same as a
 * minus before the amount, for keypads without one.
 */
export function parseExpense(
  raw: unknown,
  { currency, region, today, meant }: ExpenseReading,
): Result<ExpenseInput, FieldFaults> {
  const isForm = typeof raw === 'object' && raw !== null && 'refund' in raw;
  const { refund, ...fields } = isForm ? raw : { refund: '' };
  const parsed = check(formSchema(currency, region), isForm ? fields : raw);
  const question = farDay(textOf(fields, 'spent_on').trim(), { today, meant });
  if (question) return fault({ ...(parsed.ok ? {} : parsed.fault), spent_on: question });
  if (!parsed.ok) return parsed;
  const input = toExpenseInput(parsed.value);
  const isRefund = refund !== undefined && refund !== '';
  return ok(isRefund && input.amountMinor > 0n ? { ...input, amountMinor: -input.amountMinor } : input);
}

/** What to ask back about a day in a form; undefined where there is nothing to ask. */
export function farDay(text: string, { today, meant }: FarDays): Message | undefined {
  const day = parseDay(text);
  return day === undefined || today === undefined || text === meant ? undefined : farDayQuestion(day, today);
}

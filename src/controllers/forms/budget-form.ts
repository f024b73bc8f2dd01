import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { parseAmount, parseAmountNumber, parseDecimal } from '../../domain/amount.js';
import type { BudgetTarget } from '../../domain/budget.js';
import { parseMonth } from '../../domain/calendar.js';
import type { Currency } from '../../domain/currency.js';
import type { FieldFaults } from '../../domain/errors.js';
import type { Minor } from '../../domain/money.js';
import { fault, ok, type Result } from '../../domain/result.js';
import { message, type MessageKey } from '../../messages/message.js';
import type { BudgetInput } from '../../services/ledger/budgets/budget-service.js';
import { amount, type AmountReader } from './expense-form.js';
import { check } from './fields.js';
import { parseId } from './id.js';
import { issueOf } from './parsed-by.js';

/** What the form is shown again with. */
export const BUDGET_FIELDS = ['amount', 'category_id', 'from', 'carry_over'] as const;
export type BudgetField = (typeof BUDGET_FIELDS)[number];

/** The part of an address, or the value of the field, that means everything. */
export const ALL = 'all';

const from = z
  .string({ error: 'fault.month.malformed' satisfies MessageKey })
  .transform((text, context) => {
    const month = parseMonth(text.trim());
    if (month) return month;
    context.addIssue(issueOf(message('fault.month.malformed')));
    return z.NEVER;
  })
  .meta({
    description: 'The first month that has this budget; those before keep theirs.',
    pattern: '^[0-9]{4}-[0-9]{2}$',
    examples: ['2026-03'],
  });

const carryOver = z
  .boolean({ error: 'fault.budget.carry_over' satisfies MessageKey })
  .optional()
  .transform((value = false) => value)
  .meta({
    description:
      'What is left of a month, or was spent too much, goes into the next, from `from` on. Left out: false.',
    examples: [false],
  });

const more =
  (read: AmountReader): AmountReader =>
  (value) => {
    const minor = read(value);
    return minor.ok && minor.value < 0n ? fault(message('fault.budget.negative')) : minor;
  };

const budgetAmount = (read: AmountReader) =>
  amount(more(read)).meta({
    description: 'A decimal string, or a JSON number that is exact in your currency; more than 0.',
    examples: ['60.00'],
  });

const makeSchema = (read: AmountReader) =>
  z.strictObject({ amount: budgetAmount(read), from, carry_over: carryOver });

type Schema = ReturnType<typeof makeSchema>;

const schemas = new Map<string, Schema>();

/** A budget as the API sends it, in the currency of the book. */
export function budgetSchema(currency: Currency): Schema {
  const known = schemas.get(currency.code);
  if (known) return known;
  const made = makeSchema((value) =>
    typeof value === 'string' ? parseDecimal(value, currency) : parseAmountNumber(value, currency),
  );
  schemas.set(currency.code, made);
  return made;
}

export const toBudgetInput = (body: z.output<Schema>): BudgetInput => ({
  amountMinor: body.amount,
  fromMonth: body.from,
  carryOver: body.carry_over,
});

const target = z.string().transform((text, context): BudgetTarget => {
  if (text === ALL) return ALL;
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  context.addIssue(issueOf(message('fault.budget.category')));
  return z.NEVER;
});

const makeFormSchema = (read: (text: string) => Result<Minor>) =>
  z.strictObject({ amount: budgetAmount((value) => read(String(value))), category_id: target, from });

const formSchemas = new LRUCache<string, ReturnType<typeof makeFormSchema>>({ max: 200 });

/** Reads one from the fields of a form, as a person of the region writes them. */
export function parseBudget(
  { carry_over, ...fields }: Readonly<Record<BudgetField, string>>,
  { currency, region }: { readonly currency: Currency; readonly region: string },
): Result<BudgetInput & { readonly target: BudgetTarget }, FieldFaults> {
  const key = `${currency.code} ${region}`;
  const schema = formSchemas.get(key) ?? makeFormSchema((text) => parseAmount(text, { currency, region }));
  formSchemas.set(key, schema);
  const parsed = check(schema, fields);
  if (!parsed.ok) return parsed;
  const { amount: amountMinor, category_id, from: fromMonth } = parsed.value;
  return ok({ target: category_id, amountMinor, fromMonth, carryOver: carry_over !== '' });
}

/**
 * What a part of an address is the budget of.
 * @throws AppError not_found
 */
export function parseTarget(text: unknown): BudgetTarget {
  return text === ALL ? ALL : parseId(text, 'category');
}

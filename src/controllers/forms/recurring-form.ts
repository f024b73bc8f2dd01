import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { parseAmount, parseAmountNumber, parseDecimal } from '../../domain/amount.js';
import { parseDay } from '../../domain/calendar.js';
import type { Currency } from '../../domain/currency.js';
import type { FieldFaults } from '../../domain/errors.js';
import { INTERVAL_MAX, type Rhythm, UNITS } from '../../domain/recurrence.js';
import { RECURRING_MODES } from '../../domain/recurring.js';
import { fault, ok, type Result } from '../../domain/result.js';
import { message, type MessageKey } from '../../messages/message.js';
import type { RecurringChange, RecurringInput } from '../../services/ledger/recurring/recurring-input.js';
import {
  amount,
  type AmountReader,
  category,
  description,
  type ExpenseReading,
  farDay,
  spentOn,
  tagList,
  tagText,
} from './expense-form.js';
import { check } from './fields.js';
import { issueOf } from './parsed-by.js';

/** What the form is shown again with. */
export const RECURRING_FIELDS = [
  ...(['amount', 'refund', 'description', 'category_id', 'tags'] as const),
  ...(['interval', 'every', 'starts_on', 'ends_on', 'mode'] as const),
] as const;
export type RecurringField = (typeof RECURRING_FIELDS)[number];

// Its text names INTERVAL_MAX: a fault that zod finds can carry no figures.
const NO_INTERVAL = message('fault.recurring.interval');

const interval = z
  .union([z.string(), z.number()], { error: 'fault.recurring.interval' satisfies MessageKey })
  .optional()
  .transform((value = 1, context) => {
    const text = String(value).trim();
    const count = /^\d{1,2}$/.test(text) ? Number(text) : 0;
    if (count >= 1) return count;
    context.addIssue(issueOf(NO_INTERVAL));
    return z.NEVER;
  })
  .meta({ description: `1 to ${String(INTERVAL_MAX)}; left out: 1.`, examples: [1] });

const every = z
  .enum(UNITS, { error: 'fault.recurring.every' satisfies MessageKey })
  .meta({ description: 'The unit of `interval`.', examples: ['month'] });

const startsOn = spentOn.meta({
  description:
    'The first day. The others are counted from it: the 31st is the last day of a shorter month, and the 31st again in the next.',
  examples: ['2026-01-31'],
});

const endsOn = z
  .union([z.string(), z.null()], { error: 'fault.day.malformed' satisfies MessageKey })
  .optional()
  .transform((value, context) => {
    if (value === undefined || value === null || value.trim() === '') return null;
    const day = parseDay(value.trim());
    if (day) return day;
    context.addIssue(issueOf(message('fault.day.malformed')));
    return z.NEVER;
  })
  .meta({
    description: 'The last day on which there may be one; null or left out: no end.',
    examples: [null],
  });

const mode = z
  .enum(RECURRING_MODES, { error: 'fault.recurring.mode' satisfies MessageKey })
  .optional()
  .transform((value = 'add') => value)
  .meta({
    description:
      '`add`: the expense is added on its day. `remind`: the day waits until it is added or skipped. Left out: `add`.',
    examples: ['add'],
  });

const makeSchema = <Tags extends typeof tagList | typeof tagText>(read: AmountReader, tags: Tags) =>
  z.strictObject({
    ...{ amount: amount(read), description, category_id: category, tags },
    ...{ interval, every, starts_on: startsOn, ends_on: endsOn, mode },
  });

type Schema<Tags extends typeof tagList | typeof tagText> = ReturnType<typeof makeSchema<Tags>>;
type Body = z.output<Schema<typeof tagList>>;

const schemas = new Map<string, Schema<typeof tagList>>();

/** A recurring expense as the API sends it, in the currency of the book. */
export function recurringSchema(currency: Currency): Schema<typeof tagList> {
  const known = schemas.get(currency.code);
  if (known) return known;
  const made = makeSchema(
    (value) =>
      typeof value === 'string' ? parseDecimal(value, currency) : parseAmountNumber(value, currency),
    tagList,
  );
  schemas.set(currency.code, made);
  return made;
}

/** What of it is to be different. */
export function recurringChangeSchema(currency: Currency) {
  return recurringSchema(currency)
    .partial()
    .extend({
      paused: z
        .boolean({ error: 'Send true or false.' })
        .optional()
        .meta({ description: 'A paused one adds nothing, and goes on with the day on which it is resumed.' }),
    });
}

export function toRecurringInput(body: Body): RecurringInput {
  return {
    amountMinor: body.amount,
    description: body.description,
    categoryId: body.category_id,
    tags: body.tags ?? [],
    interval: body.interval,
    every: body.every,
    startsOn: body.starts_on,
    endsOn: body.ends_on,
    mode: body.mode,
  };
}

/** Only what was sent: a field that was left out has a default in `body`, and stays as it is. */
export function toRecurringChange(
  body: z.output<ReturnType<typeof recurringChangeSchema>>,
  sent: unknown,
): RecurringChange {
  const wasSent = (field: string) => typeof sent === 'object' && sent !== null && Object.hasOwn(sent, field);
  const { paused } = body;
  const change = Object.entries(toRecurringInput(body as Body)).filter(([name]) => wasSent(FIELD_OF[name]!));
  return {
    ...(Object.fromEntries(change) as RecurringChange),
    ...(paused !== undefined && { isPaused: paused }),
  };
}

const FIELD_OF: Readonly<Record<string, RecurringField>> = {
  amountMinor: 'amount',
  description: 'description',
  categoryId: 'category_id',
  tags: 'tags',
  interval: 'interval',
  every: 'every',
  startsOn: 'starts_on',
  endsOn: 'ends_on',
  mode: 'mode',
} satisfies Record<keyof RecurringInput, RecurringField>;

const formSchemas = new LRUCache<string, Schema<typeof tagText>>({ max: 200 });

/** Reads one from the fields of a form, as a person of the region writes them. A far first day is asked back about. */
export function parseRecurring(
  { refund, ...fields }: Readonly<Record<RecurringField, string>>,
  { currency, region, today, meant }: ExpenseReading,
): Result<RecurringInput, FieldFaults> {
  const key = `${currency.code} ${region}`;
  const schema =
    formSchemas.get(key) ?? makeSchema((value) => parseAmount(String(value), { currency, region }), tagText);
  formSchemas.set(key, schema);
  const parsed = check(schema, fields);
  const question = farDay(fields.starts_on.trim(), { today, meant });
  if (question) return fault({ ...(parsed.ok ? {} : parsed.fault), starts_on: question });
  if (!parsed.ok) return parsed;
  const input = toRecurringInput(parsed.value);
  const isRefund = refund !== '' && input.amountMinor > 0n;
  return ok(isRefund ? { ...input, amountMinor: -input.amountMinor } : input);
}

const rhythmSchema = z.object({ interval, every, starts_on: startsOn, ends_on: endsOn });

/** Reads only when it comes back, from the fields of a form. */
export function parseRhythm(
  fields: Readonly<Record<'interval' | 'every' | 'starts_on' | 'ends_on', string>>,
): Result<Rhythm, FieldFaults> {
  const parsed = check(rhythmSchema, fields);
  if (!parsed.ok) return parsed;
  const { interval: count, every: unit, starts_on, ends_on } = parsed.value;
  return ok({ interval: count, every: unit, startsOn: starts_on, endsOn: ends_on });
}

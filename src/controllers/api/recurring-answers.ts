import { z } from 'zod';
import type { Day } from '../../domain/calendar.js';
import type { Currency } from '../../domain/currency.js';
import { toDecimal } from '../../domain/money.js';
import { UNITS } from '../../domain/recurrence.js';
import { RECURRING_MODES, type UpcomingExpense } from '../../domain/recurring.js';
import type { Principal } from '../../services/identity/principal.js';
import type {
  RecurringExpense,
  RecurringService,
} from '../../services/ledger/recurring/recurring-service.js';
import { amount, currencyCode, day, id, instant } from './answers.js';

/** A recurring expense as the API tells it. */
export const recurringAnswer = z
  .strictObject({
    id,
    amount,
    currency: currencyCode,
    description: z.string().meta({ examples: ['Rent'] }),
    category_id: id.nullable().meta({ description: 'null: without a category.', examples: [4] }),
    category: z
      .string()
      .nullable()
      .meta({ description: 'The name of the category.', examples: ['Bills'] }),
    tags: z.array(z.string()).meta({ description: 'Names, by name.', examples: [['home']] }),
    interval: z
      .int()
      .positive()
      .meta({ description: 'Every so many units.', examples: [1] }),
    every: z.string().meta({ enum: UNITS, examples: ['month'] }),
    starts_on: day,
    ends_on: day.nullable().meta({ description: 'null: no end.', examples: [null] }),
    mode: z.string().meta({ enum: RECURRING_MODES, examples: ['add'] }),
    paused: z.boolean(),
    next_on: day.nullable().meta({
      description: 'The next day that nothing was done for; null while paused, and after the last one.',
      examples: ['2026-02-28'],
    }),
    waiting: z.array(day).meta({
      description: 'Days that wait for an answer, the mode being `remind`: add or skip them.',
      examples: [[]],
    }),
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: 'RecurringExpense' });

/** A day to come of one. */
export const upcomingAnswer = z
  .strictObject({ recurring_id: id, date: day, amount, description: z.string().meta({ examples: ['Rent'] }) })
  .meta({ id: 'UpcomingExpense' });

/** Each with the days of it that wait for an answer: one question for all. */
export async function presentAll(
  recurring: RecurringService,
  principal: Principal,
  all: readonly RecurringExpense[],
) {
  const waiting = await recurring.waiting(principal);
  return all.map((each) => {
    const days = waiting.filter(({ recurringId }) => recurringId === each.id);
    return present(
      each,
      principal.currency,
      days.map(({ occursOn }) => occursOn),
    );
  });
}

/** One of them, as `presentAll`. */
export async function presentOne(recurring: RecurringService, principal: Principal, one: RecurringExpense) {
  return (await presentAll(recurring, principal, [one]))[0];
}

function present(
  each: RecurringExpense,
  currency: Currency,
  waiting: Day[],
): z.output<typeof recurringAnswer> {
  return {
    id: each.id,
    amount: toDecimal(each.amountMinor, currency),
    currency: currency.code,
    description: each.description,
    category_id: each.categoryId,
    category: each.categoryName,
    tags: [...each.tags],
    interval: each.interval,
    every: each.every,
    starts_on: each.startsOn,
    ends_on: each.endsOn,
    mode: each.mode,
    paused: each.pausedAt !== null,
    next_on: each.nextOn,
    waiting,
    created_at: each.createdAt,
    updated_at: each.updatedAt,
  };
}

/** Without its currency: that of the book. */
export function presentUpcoming(
  { recurringId, date, amountMinor, description }: UpcomingExpense,
  currency: Currency,
): z.output<typeof upcomingAnswer> {
  return { recurring_id: recurringId, date, amount: toDecimal(amountMinor, currency), description };
}

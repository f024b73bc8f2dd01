import { z } from 'zod';
import { type Day, endOfMonth, parseDay } from '../../domain/calendar.js';
import { invalid } from '../../domain/errors.js';
import { message, type MessageKey } from '../../messages/message.js';
import type { RecurringService } from '../../services/ledger/recurring/recurring-service.js';
import { parseId } from '../forms/id.js';
import {
  recurringChangeSchema,
  recurringSchema,
  toRecurringChange,
  toRecurringInput,
} from '../forms/recurring-form.js';
import {
  presentAll,
  presentOne,
  presentUpcoming,
  recurringAnswer,
  upcomingAnswer,
} from './recurring-answers.js';
import { type ApiRoute, type ApiServices, route } from './route.js';

const tag = 'Recurring';
const EXAMPLE = {
  ...{ amount: '900.00', description: 'Rent', category_id: null, tags: ['home'] },
  ...{ interval: 1, every: 'month', starts_on: '2026-01-31', ends_on: null, mode: 'add' },
};

const upcomingQuery = z.strictObject({
  until: z
    .string({ error: 'Send this parameter once.' })
    .optional()
    .meta({
      description: 'The last day; left out: the end of this month. 10 000 days in all are told at most.',
      examples: ['2026-12-31'],
    }),
});

const skipBody = z.strictObject({
  date: z
    .string({ error: 'fault.day.malformed' satisfies MessageKey })
    .optional()
    .meta({
      description: 'A day that waits or is still to come; left out: the next one.',
      examples: ['2026-02-28'],
    }),
});

const addBody = z.strictObject({
  date: z
    .string({ error: 'fault.day.empty' satisfies MessageKey })
    .meta({ description: 'One of the days in `waiting`.', examples: ['2026-02-28'] }),
});

export function recurringRoutes({ recurring }: ApiServices): ApiRoute[] {
  return [
    ...allRecurring(recurring),
    upcoming(recurring),
    ...oneRecurring(recurring),
    skip(recurring),
    addWaiting(recurring),
  ];
}

function allRecurring(recurring: RecurringService): ApiRoute[] {
  return [
    route({
      method: 'get',
      path: '/recurring',
      guard: 'read',
      name: 'listRecurring',
      tag,
      summary: 'All your recurring expenses',
      description: 'Paused and ended ones included.',
      answer: {
        status: 200,
        description: 'By their next day; those that rest stand at the end',
        schema: z.strictObject({ data: z.array(recurringAnswer) }),
      },
      handle: async ({ principal }) => ({
        body: { data: await presentAll(recurring, principal, await recurring.list(principal)) },
      }),
    }),
    route({
      method: 'post',
      path: '/recurring',
      guard: 'write',
      name: 'addRecurring',
      tag,
      summary: 'Begin a recurring expense',
      description:
        'Each of its days happens exactly once, in your time zone. What has been due since a first day in the past is added at once, or waits where the mode is `remind`.',
      body: recurringSchema,
      bodyName: 'NewRecurringExpense',
      example: EXAMPLE,
      idempotent: true,
      answer: {
        status: 201,
        description: 'Begun',
        schema: recurringAnswer,
        headers: { Location: 'Path of the recurring expense' },
      },
      async handle({ principal, body, idempotencyKey }) {
        const added = await recurring.add(principal, toRecurringInput(body), idempotencyKey);
        const headers = { Location: `/api/v1/recurring/${String(added.id)}` };
        return { body: await presentOne(recurring, principal, added), headers };
      },
    }),
  ];
}

function upcoming(recurring: RecurringService): ApiRoute {
  return route({
    method: 'get',
    path: '/recurring/upcoming',
    guard: 'read',
    name: 'listUpcoming',
    tag,
    summary: 'What is still to come, by day',
    description: 'Without what was skipped, paused or done already.',
    query: upcomingQuery,
    answer: {
      status: 200,
      description: 'One for each day of each',
      schema: z.strictObject({ data: z.array(upcomingAnswer) }),
    },
    handle: async ({ principal, query }) => {
      const until = readDay('until', query.until) ?? endOfMonth(recurring.today(principal));
      const found = await recurring.upcoming(principal, until);
      return { body: { data: found.map((each) => presentUpcoming(each, principal.currency)) } };
    },
  });
}

function oneRecurring(recurring: RecurringService): ApiRoute[] {
  return [
    route({
      method: 'get',
      path: '/recurring/{id}',
      guard: 'read',
      name: 'readRecurring',
      tag,
      summary: 'One recurring expense',
      description: 'One recurring expense, with its next day.',
      answer: { status: 200, description: 'The recurring expense', schema: recurringAnswer },
      handle: async ({ principal, pathId }) => ({
        body: await presentOne(recurring, principal, await recurring.find(principal, idOf(pathId))),
      }),
    }),
    route({
      method: 'patch',
      path: '/recurring/{id}',
      guard: 'write',
      name: 'changeRecurring',
      tag,
      summary: 'Change one from now on, pause or resume it; what is left out stays',
      description:
        'What it added before stays as it is. Another rhythm begins today at the earliest: nothing is added for days before.',
      body: recurringChangeSchema,
      bodyName: 'RecurringExpenseChange',
      example: { amount: '950.00' },
      answer: { status: 200, description: 'Changed', schema: recurringAnswer },
      handle: async ({ principal, pathId, body, sent }) => ({
        body: await presentOne(
          recurring,
          principal,
          await recurring.change(principal, idOf(pathId), toRecurringChange(body, sent)),
        ),
      }),
    }),
    route({
      method: 'delete',
      path: '/recurring/{id}',
      guard: 'write',
      name: 'removeRecurring',
      tag,
      summary: 'End a recurring expense',
      description: 'The expenses that it added stay.',
      answer: { status: 204, description: 'Ended' },
      async handle({ principal, pathId }) {
        await recurring.remove(principal, idOf(pathId));
        return {};
      },
    }),
  ];
}

function skip(recurring: RecurringService): ApiRoute {
  return route({
    method: 'post',
    path: '/recurring/{id}/skip',
    guard: 'write',
    name: 'skipRecurring',
    tag,
    summary: 'Leave out one day, the next or the given one',
    description:
      'Nothing is added for that day; the others come as before. Without a day it is the next one.',
    body: skipBody,
    bodyName: 'RecurringExpenseSkip',
    refusals: [409],
    answer: { status: 200, description: 'The recurring expense', schema: recurringAnswer },
    handle: async ({ principal, pathId, body }) => {
      const recurringId = idOf(pathId);
      await recurring.skip(principal, recurringId, readDay('date', body.date));
      return {
        body: await presentOne(recurring, principal, await recurring.find(principal, recurringId)),
      };
    },
  });
}

function addWaiting(recurring: RecurringService): ApiRoute {
  return route({
    method: 'post',
    path: '/recurring/{id}/add',
    guard: 'write',
    name: 'addWaitingRecurring',
    tag,
    summary: 'Add the expense of a day that waits',
    description: 'For one whose mode is `remind`: the day is answered, and its expense is added once.',
    body: addBody,
    bodyName: 'RecurringExpenseAnswer',
    answer: { status: 200, description: 'The recurring expense', schema: recurringAnswer },
    handle: async ({ principal, pathId, body }) => {
      const found = await recurring.find(principal, idOf(pathId));
      const date = readDay('date', body.date);
      if (!date) throw invalid({ date: message('fault.day.empty') });
      if ((await recurring.addWaiting(principal, found.id, date)) === undefined)
        throw invalid({ date: message('fault.recurring.no_such_day') });
      return { body: await presentOne(recurring, principal, found) };
    },
  });
}

const idOf = (pathId: unknown) => parseId(pathId, 'recurring');

/** @throws AppError invalid */
function readDay(name: string, text = ''): Day | undefined {
  if (text === '') return undefined;
  const read = parseDay(text);
  if (!read) throw invalid({ [name]: message('fault.day.malformed') });
  return read;
}

import { z } from 'zod';
import type { MessageKey } from '../../messages/message.js';
import { expenseSchema } from '../forms/expense-form.js';
import { parsedBy } from '../forms/parsed-by.js';
import { parseLine } from '../forms/quick-line.js';
import { exportQuery, listQuery, pageQuery } from './queries.js';
import { ExpenseApi } from './expense-api.js';
import { expenseAnswer, expenseList, expensePage, trashPage } from './expense-answers.js';
import { type ApiRoute, type ApiServices, route } from './route.js';

const tag = 'Expenses';
const EXAMPLE = { amount: '12.50', description: 'Lunch with Ana', category_id: null, spent_on: '2026-03-14' };
const ETAG = { ETag: 'The version of the expense, for `If-Match`' };

const BATCH_MAX = 1000;
const BATCH_LIMIT = 1024 * 1024;

const batchSchema = (currency: Parameters<typeof expenseSchema>[0]) =>
  z.strictObject({
    expenses: z
      .array(expenseSchema(currency), { error: 'Send a list of expenses.' })
      .min(1, 'Send at least one expense.')
      .max(BATCH_MAX, `Send ${String(BATCH_MAX)} expenses at most.`),
  });

const quickSchema = z.strictObject({
  text: z
    .string({ error: 'fault.quick.empty' satisfies MessageKey })
    .transform(parsedBy(parseLine))
    .meta({ description: 'One line.', examples: ['12.50 lunch #food yesterday'] }),
});

export function expenseRoutes(services: ApiServices): ApiRoute[] {
  const api = new ExpenseApi(services);
  return [...allExpenses(api), ...fromLine(api), ...exporting(api), ...trash(api), ...oneExpense(api)];
}

function allExpenses(api: ExpenseApi): ApiRoute[] {
  return [
    route({
      method: 'get',
      path: '/expenses',
      guard: 'read',
      name: 'listExpenses',
      tag,
      summary: 'Expenses, newest first',
      description:
        'The filters apply together. Follow `next_cursor` with the same filters until it is null: no expense comes twice and none is left out, also while others are added or removed.',
      query: listQuery,
      answer: { status: 200, description: 'One page', schema: expensePage },
      handle: (call) => api.list(call),
    }),
    route({
      method: 'post',
      path: '/expenses',
      guard: 'write',
      name: 'addExpense',
      tag,
      summary: 'Add an expense',
      description:
        'Send an `Idempotency-Key` where the request may be sent twice: the expense is added once.',
      body: expenseSchema,
      bodyName: 'NewExpense',
      example: EXAMPLE,
      idempotent: true,
      answer: {
        status: 201,
        description: 'Added',
        schema: expenseAnswer,
        headers: { Location: 'Path of the expense', ...ETAG },
      },
      handle: (call) => api.add(call),
    }),
    route({
      method: 'post',
      path: '/expenses/batch',
      guard: 'write',
      name: 'addExpenses',
      tag,
      summary: `Add up to ${String(BATCH_MAX)} expenses, all or none`,
      description: 'Each fault is named by index, such as `expenses.3.amount`. The body may be 1 MiB large.',
      body: batchSchema,
      bodyName: 'NewExpenses',
      bodyLimit: BATCH_LIMIT,
      example: { expenses: [EXAMPLE, { ...EXAMPLE, amount: '3.20', description: 'Coffee' }] },
      idempotent: true,
      answer: {
        status: 201,
        description: 'Added, in the order in which they were sent',
        schema: expenseList,
      },
      handle: (call) => api.addAll(call),
    }),
  ];
}

function fromLine(api: ExpenseApi): ApiRoute[] {
  return [
    route({
      method: 'post',
      path: '/expenses/quick',
      guard: 'write',
      name: 'addExpenseFromLine',
      tag,
      summary: 'Add an expense from one line',
      description:
        'Read in the language and the region of the user, English words besides. The amount is the number with decimals or a currency sign, else the first whole number that is no part of a day; negative after `-` or with the word for refund. `#word` is the category of that name, or the only one that begins so, else a tag. The first day counts: today, yesterday, a weekday (the last one), `3 Nov`, `2026-11-03`; without one it is today. Everything else, in its order, is the description.',
      body: quickSchema,
      bodyName: 'QuickExpense',
      example: { text: '12.50 lunch #food yesterday' },
      idempotent: true,
      answer: {
        status: 201,
        description: 'Added',
        schema: expenseAnswer,
        headers: { Location: 'Path of the expense', ...ETAG },
      },
      handle: (call) => api.addLine(call),
    }),
  ];
}

function exporting(api: ExpenseApi): ApiRoute[] {
  return [
    route({
      method: 'get',
      path: '/expenses/export',
      guard: 'read',
      name: 'exportExpenses',
      tag,
      summary: 'Expenses as a file, sorted by day',
      description: 'The filters are those of the list. The file is streamed, however long it is.',
      query: exportQuery,
      answer: {
        status: 200,
        description: 'The file',
        files: ['text/csv', 'application/json', 'text/plain'],
        headers: { 'Content-Disposition': 'A name for the file' },
      },
      handle: (call) => api.export(call),
    }),
  ];
}

function trash(api: ExpenseApi): ApiRoute[] {
  return [
    route({
      method: 'get',
      path: '/expenses/trash',
      guard: 'read',
      name: 'listTrash',
      tag,
      summary: 'Deleted expenses of the last 30 days, last deleted first',
      description: 'Follow `next_cursor` until it is null. What is older than 30 days is gone for good.',
      query: pageQuery,
      answer: { status: 200, description: 'One page', schema: trashPage },
      handle: (call) => api.trash(call),
    }),
  ];
}

function oneExpense(api: ExpenseApi): ApiRoute[] {
  return [
    route({
      method: 'get',
      path: '/expenses/{id}',
      guard: 'read',
      name: 'readExpense',
      tag,
      summary: 'One expense',
      description: 'Its `ETag` names the version, for `If-Match` when it is changed.',
      answer: { status: 200, description: 'The expense', schema: expenseAnswer, headers: ETAG },
      handle: (call) => api.read(call),
    }),
    route({
      method: 'patch',
      path: '/expenses/{id}',
      guard: 'write',
      name: 'changeExpense',
      tag,
      summary: 'Change an expense; what is left out stays',
      description: 'With `If-Match` it is changed only while it still has that ETag, else the answer is 412.',
      body: (currency) => expenseSchema(currency).partial(),
      bodyName: 'ExpenseChange',
      example: { amount: '13.00' },
      conditional: true,
      refusals: [409],
      answer: { status: 200, description: 'Changed', schema: expenseAnswer, headers: ETAG },
      handle: (call) => api.change(call),
    }),
    route({
      method: 'delete',
      path: '/expenses/{id}',
      guard: 'write',
      name: 'removeExpense',
      tag,
      summary: 'Put an expense into the trash',
      description: 'It is out of all lists and sums from then on, and in `/expenses/trash` for 30 days.',
      answer: { status: 204, description: 'Deleted; it can be restored for 30 days' },
      handle: (call) => api.remove(call),
    }),
    route({
      method: 'post',
      path: '/expenses/{id}/restore',
      guard: 'write',
      name: 'restoreExpense',
      tag,
      summary: 'Take an expense back from the trash',
      description: 'It is back as it was, with its category and its tags, and counts again.',
      answer: { status: 200, description: 'Restored', schema: expenseAnswer, headers: ETAG },
      handle: (call) => api.restore(call),
    }),
  ];
}

import { z } from 'zod';
import { CHANGE_KINDS } from '../../domain/change.js';
import { parseTagList } from '../../domain/tag.js';
import type { MessageKey } from '../../messages/message.js';
import { parsedBy } from '../forms/parsed-by.js';
import { amount, day, id, instant, nextCursor } from './answers.js';
import { ChangeApi } from './change-api.js';
import { filterQuery, pageQuery } from './queries.js';
import { type ApiRoute, type ApiServices, route } from './route.js';

const tag = 'Changes';
const IDS_MAX = 10_000;
const BULK_LIMIT = 256 * 1024;

const change = z
  .strictObject({
    id,
    kind: z.string().meta({ enum: CHANGE_KINDS, examples: ['edit'] }),
    name: z
      .string()
      .nullable()
      .meta({ description: 'The expense, category or tag that it is about.', examples: ['Lunch with Ana'] }),
    into: z
      .string()
      .nullable()
      .meta({ description: 'Where expenses went.', examples: [null] }),
    count: z
      .int()
      .nonnegative()
      .meta({ description: 'How many expenses it changed.', examples: [1] }),
    status: z.enum(['running', 'done']).meta({ description: 'One under way goes on by itself.' }),
    undoes: id.nullable().meta({ description: 'The change that this one took back.', examples: [null] }),
    created_at: instant,
    undone_at: instant.nullable().meta({ examples: [null] }),
  })
  .meta({ id: 'Change' });

const undone = z
  .strictObject({
    undone: z
      .int()
      .nonnegative()
      .meta({ description: 'How many expenses are as they were.', examples: [3] }),
    left_alone: z.array(id).meta({
      description: 'Expenses that stay as they are, because they were changed again since.',
      examples: [[]],
    }),
    change_id: id.meta({
      description: 'Undoing is a change too; that of the first time when it was undone before.',
    }),
    recurring_deleted: id.nullable().meta({
      description: 'The recurring expense that went with what it added when it was made; null: none.',
      examples: [null],
    }),
    recurring_restored: id.nullable().meta({
      description: 'The recurring expense that is back, its deletion being undone; null: none.',
      examples: [null],
    }),
  })
  .meta({ id: 'Undone' });

const changed = z
  .strictObject({
    changed: z
      .int()
      .nonnegative()
      .meta({ description: 'How many expenses became different.', examples: [12] }),
    change_id: id.meta({ description: 'For `/changes/{id}/undo`.' }),
  })
  .meta({ id: 'BulkChanged' });

const historyEntry = z.strictObject({
  version: z
    .int()
    .positive()
    .meta({ examples: [2] }),
  at: instant.meta({ description: 'When it became so.' }),
  kind: z.string().meta({ enum: ['add', ...CHANGE_KINDS], examples: ['edit'] }),
  change_id: id.nullable().meta({ description: 'null: it was added.', examples: [7] }),
  description: z.string().meta({ examples: ['Lunch with Ana'] }),
  amount,
  category_id: id.nullable(),
  tags: z.array(z.string()),
  spent_on: day,
  deleted: z.boolean(),
});
const history = z.strictObject({ data: z.array(historyEntry) }).meta({ id: 'ExpenseHistory' });

const tagNames = z
  .array(z.string({ error: 'fault.tag.empty' satisfies MessageKey }), {
    error: 'fault.tag.list' satisfies MessageKey,
  })
  .max(100, 'fault.tag.list' satisfies MessageKey)
  .transform(parsedBy(parseTagList))
  .optional()
  .meta({ examples: [['trip']] });

/** JSON has numbers where an address has only text. */
const figure = (name: 'category' | 'year' | 'min' | 'max') =>
  z
    .union([z.string(), z.number()], { error: 'Send a text or a number.' })
    .transform(String)
    .optional()
    .meta({ description: filterQuery.shape[name].description });

const bulk = z.strictObject({
  ids: z
    .array(z.int().positive(), { error: 'Send a list of ids.' })
    .max(IDS_MAX, `Send ${String(IDS_MAX)} ids at most.`)
    .optional()
    .meta({
      description: 'These expenses; ids that are not yours or not there are passed over.',
      examples: [[42]],
    }),
  filter: filterQuery
    .partial()
    .extend({
      category: figure('category'),
      year: figure('year'),
      min: figure('min'),
      max: figure('max'),
    })
    .optional()
    .meta({ description: 'All expenses that the list shows under these parameters; {}: all of them.' }),
  set: z
    .strictObject({
      category_id: z
        .int({ error: 'fault.category.unknown' satisfies MessageKey })
        .positive('fault.category.unknown' satisfies MessageKey)
        .nullable()
        .optional()
        .meta({ description: 'null: without a category.', examples: [null] }),
      add_tags: tagNames,
      remove_tags: tagNames,
    })
    .optional(),
  delete: z
    .literal(true, { error: 'Send true, or leave it out.' })
    .optional()
    .meta({ examples: [true] }),
});
export type BulkBody = z.output<typeof bulk>;

export function changeRoutes(services: ApiServices): ApiRoute[] {
  const api = new ChangeApi(services);
  return [
    route({
      method: 'post',
      path: '/expenses/bulk',
      guard: 'write',
      name: 'changeExpenses',
      tag,
      summary: 'File, tag or delete many expenses at once',
      description: 'Send `ids` or `filter`, and `set` or `delete`. It is one change, which can be undone.',
      body: bulk,
      bodyName: 'BulkChange',
      bodyLimit: BULK_LIMIT,
      example: { ids: [42], set: { add_tags: ['trip'] } },
      refusals: [409],
      answer: { status: 200, description: 'Done', schema: changed },
      handle: (call) => api.bulk(call),
    }),
    ...oneByOne(api),
  ];
}

function oneByOne(api: ChangeApi): ApiRoute[] {
  return [
    route({
      method: 'get',
      path: '/changes',
      guard: 'read',
      name: 'listChanges',
      tag,
      summary: 'What was changed, newest first',
      description:
        'Edits, deletions, many at once, rules, imports and merges: each with how many expenses it touched and whether it was undone.',
      query: pageQuery,
      answer: {
        status: 200,
        description: 'One page',
        schema: z.strictObject({ data: z.array(change), next_cursor: nextCursor }).meta({ id: 'ChangePage' }),
      },
      handle: (call) => api.list(call),
    }),
    route({
      method: 'get',
      path: '/changes/{id}',
      guard: 'read',
      name: 'readChange',
      tag,
      summary: 'One change',
      description: 'One change of the book, with how many expenses it touched and whether it was undone.',
      answer: { status: 200, description: 'The change', schema: change },
      handle: (call) => api.read(call),
    }),
    route({
      method: 'post',
      path: '/changes/{id}/undo',
      guard: 'write',
      name: 'undoChange',
      tag,
      summary: 'Give the expenses of a change back what they were',
      description:
        'Undone twice, it is undone once. Expenses that were changed again since are left alone and named. Undoing what a recurring expense added when it was made deletes that, too, unless it was changed since: see `recurring_deleted`.',
      refusals: [409],
      answer: { status: 200, description: 'Undone', schema: undone },
      handle: (call) => api.undo(call),
    }),
    route({
      method: 'get',
      path: '/expenses/{id}/history',
      guard: 'read',
      name: 'readHistory',
      tag,
      summary: 'What an expense was, newest first',
      description: 'What it was after each change, and when that was.',
      answer: { status: 200, description: 'Its versions, also while it is in the trash', schema: history },
      handle: (call) => api.history(call),
    }),
  ];
}

import { z } from 'zod';
import type { MessageKey } from '../../messages/message.js';
import type { TagService, TagUse } from '../../services/ledger/tag-service.js';
import { parseId } from '../forms/id.js';
import { id } from './answers.js';
import { type ApiRoute, type ApiServices, route } from './route.js';

const tag = 'Tags';

const tagAnswer = z
  .strictObject({
    id,
    name: z.string().meta({ examples: ['trip'] }),
    count: z
      .int()
      .nonnegative()
      .meta({ description: 'How many expenses carry it.', examples: [3] }),
  })
  .meta({ id: 'Tag' });

const change = z.strictObject({
  name: z
    .string({ error: 'fault.tag.empty' satisfies MessageKey })
    .meta({ description: '1 to 40 characters without a comma.', examples: ['holiday'] }),
});

export function tagRoutes({ tags }: ApiServices): ApiRoute[] {
  return [
    route({
      method: 'get',
      path: '/tags',
      guard: 'read',
      name: 'listTags',
      tag,
      summary: 'All your tags',
      description: 'With how many expenses have each.',
      answer: { status: 200, description: 'By name', schema: z.strictObject({ data: z.array(tagAnswer) }) },
      handle: async ({ principal }) => ({
        body: { data: (await tags.listWithUse(principal)).map(present) },
      }),
    }),
    route({
      method: 'get',
      path: '/tags/{id}',
      guard: 'read',
      name: 'readTag',
      tag,
      summary: 'One tag',
      description: 'One tag, with how many expenses have it.',
      answer: { status: 200, description: 'The tag', schema: tagAnswer },
      handle: async ({ principal, pathId }) => ({
        body: present(await tags.find(principal, idOf(pathId))),
      }),
    }),
    rename(tags),
    route({
      method: 'delete',
      path: '/tags/{id}',
      guard: 'write',
      name: 'removeTag',
      tag,
      summary: 'Take a tag off all expenses and remove it',
      description: 'A change that can be undone; no expense is deleted.',
      refusals: [409],
      answer: { status: 204, description: 'Removed' },
      async handle({ principal, pathId }) {
        await tags.remove(principal, idOf(pathId));
        return {};
      },
    }),
  ];
}

function rename(tags: TagService): ApiRoute {
  return route({
    method: 'patch',
    path: '/tags/{id}',
    guard: 'write',
    name: 'renameTag',
    tag,
    summary: 'Rename a tag; the name of another one merges the two',
    description: 'Its expenses keep it under the new name. A merge is a change that can be undone.',
    body: change,
    bodyName: 'TagChange',
    refusals: [409],
    answer: { status: 200, description: 'The tag that is left', schema: tagAnswer },
    handle: async ({ principal, pathId, body }) => {
      const renamed = await tags.rename(principal, idOf(pathId), body.name);
      return { body: present(await tags.find(principal, renamed.tag.id)) };
    },
  });
}

const idOf = (pathId: unknown) => parseId(pathId, 'tag');

function present({ id: tagId, name, expenseCount }: TagUse) {
  return { id: tagId, name, count: expenseCount };
}

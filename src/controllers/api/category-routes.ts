import { z } from 'zod';
import { CATEGORY_COLORS, CATEGORY_ICONS } from '../../domain/category.js';
import type { Category, CategoryService } from '../../services/ledger/category-service.js';
import { parseId } from '../forms/id.js';
import { id } from './answers.js';
import { type ApiRoute, type ApiServices, route } from './route.js';

const tag = 'Categories';

const category = z
  .strictObject({
    id,
    name: z.string().meta({ examples: ['Groceries'] }),
    color: z.string().meta({ enum: CATEGORY_COLORS }),
    icon: z.string().meta({ description: 'A name in Bootstrap Icons.', enum: CATEGORY_ICONS }),
  })
  .meta({ id: 'Category' });

const name = z
  .string({ error: 'Enter a category name.' })
  .meta({ minLength: 1, maxLength: 40, examples: ['Pets'] });
const color = z
  .string({ error: 'Choose one of the colours.' })
  .meta({ enum: CATEGORY_COLORS, examples: ['leisure'] });
const icon = z
  .string({ error: 'Choose one of the icons.' })
  .meta({ enum: CATEGORY_ICONS, examples: ['gift'] });
const newCategory = z.strictObject({ name, color: color.optional(), icon: icon.optional() });
const merge = z.strictObject({
  into: z.int({ error: 'Send the id of another category.' }).meta({ examples: [3] }),
});

export function categoryRoutes({ categories }: ApiServices): ApiRoute[] {
  return [...allCategories(categories), ...oneCategory(categories), mergeCategory(categories)];
}

function allCategories(categories: CategoryService): ApiRoute[] {
  return [
    route({
      method: 'get',
      path: '/categories',
      guard: 'read',
      name: 'listCategories',
      tag,
      summary: 'All your categories',
      description: 'With their colours and icons. They are yours: rename, merge or remove them as you like.',
      answer: { status: 200, description: 'By name', schema: z.strictObject({ data: z.array(category) }) },
      handle: async ({ principal }) => ({ body: { data: (await categories.list(principal)).map(present) } }),
    }),
    route({
      method: 'post',
      path: '/categories',
      guard: 'write',
      name: 'addCategory',
      tag,
      summary: 'Add a category',
      description: 'Its name must be new among yours. Colour and icon have values where they are left out.',
      body: newCategory,
      bodyName: 'NewCategory',
      idempotent: true,
      answer: {
        status: 201,
        description: 'Added',
        schema: category,
        headers: { Location: 'Path of the category' },
      },
      async handle({ principal, body, idempotencyKey }) {
        const added = await categories.add(principal, body, idempotencyKey);
        return { body: present(added), headers: { Location: `/api/v1/categories/${String(added.id)}` } };
      },
    }),
  ];
}

function oneCategory(categories: CategoryService): ApiRoute[] {
  return [
    route({
      method: 'get',
      path: '/categories/{id}',
      guard: 'read',
      name: 'readCategory',
      tag,
      summary: 'One category',
      description: 'One category of your book.',
      answer: { status: 200, description: 'The category', schema: category },
      handle: async ({ principal, pathId }) => ({
        body: present(await categories.find(principal, idOf(pathId))),
      }),
    }),
    route({
      method: 'patch',
      path: '/categories/{id}',
      guard: 'write',
      name: 'changeCategory',
      tag,
      summary: 'Rename a category or change its looks',
      description: 'What is left out stays. The expenses of the category keep it.',
      body: newCategory.partial(),
      bodyName: 'CategoryChange',
      answer: { status: 200, description: 'Changed', schema: category },
      handle: async ({ principal, pathId, body }) => ({
        body: present(await categories.change(principal, idOf(pathId), definedOnly(body))),
      }),
    }),
    route({
      method: 'delete',
      path: '/categories/{id}',
      guard: 'write',
      name: 'removeCategory',
      tag,
      summary: 'Remove a category',
      description: 'Its expenses become uncategorised; none is deleted.',
      answer: { status: 204, description: 'Removed' },
      async handle({ principal, pathId }) {
        await categories.remove(principal, idOf(pathId));
        return {};
      },
    }),
  ];
}

function mergeCategory(categories: CategoryService): ApiRoute {
  return route({
    method: 'post',
    path: '/categories/{id}/merge',
    guard: 'write',
    name: 'mergeCategory',
    tag,
    summary: 'File the expenses of a category under another and remove the first',
    description: 'All its expenses change in one step, or none. It is a change that can be undone.',
    body: merge,
    bodyName: 'CategoryMerge',
    answer: {
      status: 200,
      description: 'Merged',
      schema: z.strictObject({
        moved: z.int().meta({ description: 'How many expenses moved.', examples: [12] }),
      }),
    },
    handle: async ({ principal, pathId, body }) => ({
      body: { moved: (await categories.merge(principal, idOf(pathId), body.into)).changed },
    }),
  });
}

const idOf = (pathId: unknown) => parseId(pathId, 'category');

function definedOnly({
  name,
  color,
  icon,
}: {
  name?: string | undefined;
  color?: string | undefined;
  icon?: string | undefined;
}) {
  return { ...(name !== undefined && { name }), color, icon };
}

function present({ id, name, color, icon }: Category): z.output<typeof category> {
  return { id, name, color, icon };
}

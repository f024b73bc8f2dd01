import { z } from 'zod';
import { RULE_MATCHES } from '../../domain/rule.js';
import type { Rule, RuleService } from '../../services/ledger/rules/rule-service.js';
import { parseId } from '../forms/id.js';
import { ruleChangeSchema, ruleSchema, toRuleChange, toRuleValues } from '../forms/rule-form.js';
import { id, instant } from './answers.js';
import { type ApiRoute, type ApiServices, route } from './route.js';

const tag = 'Rules';
const EXAMPLE = {
  ...{ match: 'contains', text: 'rewe', category_id: null },
  ...{ add_tags: ['food'], description: null },
};

const ruleAnswer = z
  .strictObject({
    id,
    match: z.string().meta({ enum: RULE_MATCHES, examples: ['contains'] }),
    text: z.string().meta({ examples: ['rewe'] }),
    category_id: id.nullable().meta({ description: 'null: the category stays as it is.', examples: [4] }),
    add_tags: z.array(z.string()).meta({ description: 'Names.', examples: [['food']] }),
    description: z
      .string()
      .nullable()
      .meta({ description: 'null: the description stays as it is.', examples: [null] }),
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: 'Rule' });

const applyBody = z.strictObject({
  dry_run: z
    .boolean({ error: 'Send true or false.' })
    .optional()
    .meta({ description: 'true: only tells how many it finds.', examples: [true] }),
});

const runAnswer = z
  .strictObject({
    matches: z
      .int()
      .nonnegative()
      .meta({ description: 'How many expenses it finds, also those that are so already.', examples: [12] }),
    change_id: id.nullable().meta({
      description: 'What to undo; null after a dry run, and where nothing had to change.',
      examples: [31],
    }),
  })
  .meta({ id: 'RuleRun' });

export function ruleRoutes({ rules }: ApiServices): ApiRoute[] {
  return [...allRules(rules), ...oneRule(rules), apply(rules)];
}

function allRules(rules: RuleService): ApiRoute[] {
  return [
    route({
      method: 'get',
      path: '/rules',
      guard: 'read',
      name: 'listRules',
      tag,
      summary: 'All your rules',
      description:
        'Of those that fit, the first that has a category or a description decides; tags come together.',
      answer: {
        status: 200,
        description: 'In the order in which they count',
        schema: z.strictObject({ data: z.array(ruleAnswer) }),
      },
      handle: async ({ principal }) => ({ body: { data: (await rules.list(principal)).map(present) } }),
    }),
    route({
      method: 'post',
      path: '/rules',
      guard: 'write',
      name: 'addRule',
      tag,
      summary: 'Add a rule behind the others',
      description:
        'It counts for what is imported from then on; `/rules/{id}/apply` carries it out on what is there. The first rule that has a category or a description decides, tags come together.',
      body: ruleSchema,
      bodyName: 'NewRule',
      example: EXAMPLE,
      idempotent: true,
      answer: {
        status: 201,
        description: 'Added',
        schema: ruleAnswer,
        headers: { Location: 'Path of the rule' },
      },
      async handle({ principal, body, idempotencyKey }) {
        const added = await rules.add(principal, toRuleValues(body), idempotencyKey);
        return { body: present(added), headers: { Location: `/api/v1/rules/${String(added.id)}` } };
      },
    }),
  ];
}

function oneRule(rules: RuleService): ApiRoute[] {
  return [
    route({
      method: 'get',
      path: '/rules/{id}',
      guard: 'read',
      name: 'readRule',
      tag,
      summary: 'One rule',
      description: 'One rule, with its place among the others.',
      answer: { status: 200, description: 'The rule', schema: ruleAnswer },
      handle: async ({ principal, pathId }) => ({
        body: present(await rules.find(principal, idOf(pathId))),
      }),
    }),
    route({
      method: 'patch',
      path: '/rules/{id}',
      guard: 'write',
      name: 'changeRule',
      tag,
      summary: 'Change a rule or its place; what is left out stays',
      description: 'It counts for what comes from then on. A new place moves the others along.',
      body: ruleChangeSchema,
      bodyName: 'RuleChange',
      example: { position: 1 },
      answer: { status: 200, description: 'Changed', schema: ruleAnswer },
      async handle({ principal, pathId, body, sent }) {
        const ruleId = idOf(pathId);
        const change = toRuleChange(body, sent);
        return { body: present(await rules.change(principal, ruleId, change, body.position)) };
      },
    }),
    route({
      method: 'delete',
      path: '/rules/{id}',
      guard: 'write',
      name: 'removeRule',
      tag,
      summary: 'Remove a rule',
      description: 'What it did stays.',
      answer: { status: 204, description: 'Removed' },
      async handle({ principal, pathId }) {
        await rules.remove(principal, idOf(pathId));
        return {};
      },
    }),
  ];
}

function apply(rules: RuleService): ApiRoute {
  return route({
    method: 'post',
    path: '/rules/{id}/apply',
    guard: 'write',
    name: 'applyRule',
    tag,
    summary: 'Carry a rule out on what is there',
    description: 'One change that can be undone. With `dry_run` nothing is changed.',
    body: applyBody,
    bodyName: 'RuleApplication',
    example: { dry_run: true },
    refusals: [409],
    answer: { status: 200, description: 'What it found', schema: runAnswer },
    async handle({ principal, pathId, body }) {
      const rule = await rules.find(principal, idOf(pathId));
      if (body.dry_run) {
        const { count } = await rules.try(principal, rule, 0);
        return { body: { matches: count, change_id: null } };
      }
      const { matches, changeId } = await rules.apply(principal, rule.id);
      return { body: { matches, change_id: changeId } };
    },
  });
}

const idOf = (pathId: unknown) => parseId(pathId, 'rule');

function present(rule: Rule): z.output<typeof ruleAnswer> {
  return {
    id: rule.id,
    match: rule.match,
    text: rule.text,
    category_id: rule.categoryId,
    add_tags: [...rule.tags],
    description: rule.description,
    created_at: rule.createdAt,
    updated_at: rule.updatedAt,
  };
}

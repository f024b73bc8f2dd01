import { z } from 'zod';
import type { FieldFaults } from '../../domain/errors.js';
import { parseDescription } from '../../domain/expense.js';
import { foldText } from '../../domain/folded-text.js';
import { fault, ok, type Result } from '../../domain/result.js';
import { RULE_MATCHES, type RuleValues } from '../../domain/rule.js';
import { message, type MessageKey } from '../../messages/message.js';
import { category, tagList, tagText } from './expense-form.js';
import { check } from './fields.js';
import { parsedBy } from './parsed-by.js';

/** What the form is shown again with. */
export const RULE_FIELDS = ['match', 'text', 'category_id', 'add_tags', 'description'] as const;
export type RuleField = (typeof RULE_FIELDS)[number];

const match = z
  .enum(RULE_MATCHES, { error: 'fault.rule.match' satisfies MessageKey })
  .optional()
  .transform((value = 'contains') => value)
  .meta({
    description: 'How the description is compared; case and accents do not matter. Left out: `contains`.',
    examples: ['contains'],
  });

const text = z
  .string({ error: 'fault.rule.text' satisfies MessageKey })
  .transform(parsedBy(parseText))
  .meta({ description: '1 to 200 characters on one line.', examples: ['rewe'] });

const description = z
  .union([z.string(), z.null()], { error: 'fault.description.empty' satisfies MessageKey })
  .optional()
  .transform((value) => (value === undefined || value === null || value.trim() === '' ? null : value))
  .transform(parsedBy(parseNewDescription))
  .meta({
    description: 'What expenses are called from then on; null or left out: it stays as it is.',
    examples: ['Groceries'],
  });

const makeSchema = <Tags extends typeof tagList | typeof tagText>(tags: Tags) =>
  z.strictObject({ match, text, category_id: category, add_tags: tags, description });

/** A rule as the API sends it. */
export const ruleSchema = makeSchema(tagList);
const formSchema = makeSchema(tagText);

/** What of it is to be different; and its place in the order, from 1. */
export const ruleChangeSchema = ruleSchema.partial().extend({
  position: z
    .int({ error: 'fault.rule.position' satisfies MessageKey })
    .min(1, 'fault.rule.position' satisfies MessageKey)
    .optional()
    .meta({ description: 'Its place in the order, from 1.', examples: [1] }),
});

export function toRuleValues(body: z.output<typeof ruleSchema>): RuleValues {
  return {
    match: body.match,
    text: body.text,
    categoryId: body.category_id,
    tags: body.add_tags ?? [],
    description: body.description,
  };
}

const FIELD_OF: Readonly<Record<keyof RuleValues, RuleField>> = {
  match: 'match',
  text: 'text',
  categoryId: 'category_id',
  tags: 'add_tags',
  description: 'description',
};

/** Only what was sent: a field that was left out has a default in `body`, and stays as it is. */
export function toRuleChange(body: z.output<typeof ruleChangeSchema>, sent: unknown): Partial<RuleValues> {
  const wasSent = (field: string) => typeof sent === 'object' && sent !== null && Object.hasOwn(sent, field);
  const values = Object.entries(toRuleValues(body as z.output<typeof ruleSchema>));
  return Object.fromEntries(values.filter(([name]) => wasSent(FIELD_OF[name as keyof RuleValues])));
}

/** Reads one from the fields of a form. */
export function parseRule(fields: Readonly<Record<RuleField, string>>): Result<RuleValues, FieldFaults> {
  const parsed = check(formSchema, fields);
  return parsed.ok ? ok(toRuleValues(parsed.value)) : parsed;
}

const searchSchema = z.object({ match, text });

/** Reads only what it looks for. */
export function parseRuleSearch(
  fields: Readonly<Record<'match' | 'text', string>>,
): Result<Pick<RuleValues, 'match' | 'text'>, FieldFaults> {
  return check(searchSchema, fields);
}

function parseText(typed: string): Result<string> {
  if (foldText(typed) === '') return fault(message('fault.rule.text'));
  return parseDescription(typed);
}

function parseNewDescription(typed: string | null): Result<string | null> {
  return typed === null ? ok(null) : parseDescription(typed);
}

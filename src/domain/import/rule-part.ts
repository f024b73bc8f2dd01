import { parseDescription } from '../expense.js';
import { foldText } from '../folded-text.js';
import { RULE_MATCHES, type RuleValues } from '../rule.js';
import { parseTagList } from '../tag.js';

/** A rule as "Everything of mine" holds it. */
export interface RulePart extends Omit<RuleValues, 'categoryId'> {
  /** The name of a category; null: none. */
  readonly category: string | null;
}

/** Reads one; gives the name of the first field that does not fit instead. */
export function readRulePart(
  fields: Readonly<Record<string, unknown>>,
): RulePart | { readonly misfit: string } {
  const { category = null, add_tags: tags = [], description = null } = fields;
  const match = RULE_MATCHES.find((each) => each === fields['match']);
  const text = textOf(fields['text']);
  const renamed = description === null ? null : textOf(description);
  const added = isTexts(tags) ? parseTagList(tags) : undefined;
  if (!match) return { misfit: 'match' };
  if (text === undefined || foldText(text) === '') return { misfit: 'text' };
  if (category !== null && typeof category !== 'string') return { misfit: 'category' };
  if (!added?.ok) return { misfit: 'add_tags' };
  if (renamed === undefined) return { misfit: 'description' };
  return { match, text, category, tags: added.value, description: renamed };
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

function textOf(value: unknown): string | undefined {
  const read = typeof value === 'string' ? parseDescription(value) : undefined;
  return read?.ok ? read.value : undefined;
}

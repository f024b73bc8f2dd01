import type { DescriptionMatch } from './change.js';
import { foldText } from './folded-text.js';

export const RULE_MATCHES = [
  'contains',
  'equals',
  'starts',
] as const satisfies readonly DescriptionMatch['how'][];
export type RuleMatch = (typeof RULE_MATCHES)[number];

/** What a rule looks for, and what becomes of what it finds. What is null or empty stays as it is. */
export interface RuleValues {
  readonly match: RuleMatch;
  readonly text: string;
  readonly categoryId: number | null;
  /** Names. */
  readonly tags: readonly string[];
  readonly description: string | null;
}

/** What the rules of a book say about one description. */
export interface RuleEffect {
  readonly categoryId: number | null;
  readonly tags: readonly string[];
  readonly description: string | null;
}

/** Whether a description fits, both sides folded; everything fits no match. */
export function isMatch(description: string, matching: DescriptionMatch | undefined): boolean {
  return !matching || fits(foldText(description), matching.how, foldText(matching.text));
}

/**
 * Reads descriptions by rules, in their order. All look at the description as it came; the first that has a category or
 * a new description decides, tags come together. Undefined where none of them fits.
 */
export function ruleReader(rules: readonly RuleValues[]): (description: string) => RuleEffect | undefined {
  const folded = rules.map((rule) => ({ rule, text: foldText(rule.text) }));
  return (description) => {
    const read = foldText(description);
    const fitting = folded.filter(({ rule, text }) => fits(read, rule.match, text)).map(({ rule }) => rule);
    if (fitting.length === 0) return undefined;
    return {
      categoryId: fitting.find(({ categoryId }) => categoryId !== null)?.categoryId ?? null,
      tags: [...new Set(fitting.flatMap(({ tags }) => tags))],
      description: fitting.find((rule) => rule.description !== null)?.description ?? null,
    };
  };
}

function fits(description: string, how: RuleMatch, wanted: string): boolean {
  if (how === 'equals') return description === wanted;
  return how === 'starts' ? description.startsWith(wanted) : description.includes(wanted);
}

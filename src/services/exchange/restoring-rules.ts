import { foldText } from '../../domain/folded-text.js';
import type { RulePart } from '../../domain/import/rule-part.js';
import type { RuleValues } from '../../domain/rule.js';
import { nameKey } from '../../domain/text.js';
import type { Repositories } from '../../storage/repositories.js';
import { RULES_MAX } from '../ledger/rules/rule-service.js';
import { tagIdsOf } from '../ledger/tag-names.js';
import { categoriesByName } from './categories-by-name.js';

/**
 * Puts the rules of a file that the book does not have behind its own, in their order, as many as it can hold. Within the
 * caller's transaction, which holds the book's lock, once the categories are there.
 */
export async function restoreRules(
  within: Repositories,
  bookId: number,
  parts: readonly RulePart[],
  now: string,
): Promise<void> {
  if (parts.length === 0) return;
  const categories = await categoriesByName(within, bookId);
  const stored = await within.rules.list(bookId);
  const known = new Set(stored.map(keyOf));
  let position = stored.at(-1)?.position ?? 0;
  for (const part of parts) {
    if (known.has(keyOf(part)) || known.size >= RULES_MAX) continue;
    known.add(keyOf(part));
    const { match, text, description } = part;
    const tagIds = await tagIdsOf(within, bookId, part.tags, now);
    const categoryId = part.category === null ? null : (categories.get(nameKey(part.category)) ?? null);
    position += 1;
    await within.rules.insert(bookId, { position, match, text, categoryId, tagIds, description, now });
  }
}

/** Two that look for the same are the same. */
const keyOf = ({ match, text }: Pick<RuleValues, 'match' | 'text'>) => `${match} ${foldText(text)}`;

import type { BookParts } from '../../domain/import/book-parts.js';
import { nameKey } from '../../domain/text.js';
import type { Repositories } from '../../storage/repositories.js';
import type { Principal } from '../identity/principal.js';
import { CATEGORIES_MAX, tooManyCategories } from '../ledger/category-service.js';
import { idsOfTags } from '../ledger/tag-names.js';
import { restoreBudgets } from './restoring-budgets.js';
import { restoreRecurring } from './restoring-recurring.js';
import { restoreRules } from './restoring-rules.js';

/**
 * Makes what a file of "Everything of mine" holds besides expenses and the book does not have yet; what it has, by name,
 * stays as it is. Within the caller's transaction, which holds the book's lock. Gives the recurring expenses by their ids in
 * the file.
 * @throws AppError conflict, invalid when the book would hold too many
 */
export async function restoreParts(
  within: Repositories,
  principal: Principal,
  { categories, tags, recurring = [], budgets = [], rules = [] }: BookParts,
  now: string,
): Promise<ReadonlyMap<string, number>> {
  const { bookId } = principal;
  const known = new Set((await within.categories.list(bookId)).map(({ name }) => nameKey(name)));
  for (const { name, color, icon, isArchived } of categories) {
    const key = nameKey(name);
    if (known.has(key)) continue;
    if (known.size >= CATEGORIES_MAX) throw tooManyCategories();
    known.add(key);
    const { id } = await within.categories.insert(bookId, { name, nameKey: key, color, icon, now });
    if (isArchived) await within.categories.updateArchived(bookId, id, now, now);
  }
  await idsOfTags(within, bookId, tags, now);
  await restoreBudgets(within, principal, budgets, now);
  await restoreRules(within, bookId, rules, now);
  return restoreRecurring(within, principal, recurring, now);
}

import { parseCategoryName } from '../../domain/category.js';
import type { StagedRow } from '../../domain/import/staged-row.js';
import { parseTagName } from '../../domain/tag.js';
import { nameKey } from '../../domain/text.js';
import type { Repositories } from '../../storage/repositories.js';
import { CATEGORIES_MAX, tooManyCategories } from '../ledger/category-service.js';
import { idsOfTags } from '../ledger/tag-names.js';

const CATEGORY_NAME_MAX = 40;

/** What rows name that may not be there yet. */
export interface Names {
  readonly categories: Set<string>;
  readonly tags: Set<string>;
}

/** The category that a file names, as a book can have it; null: none. */
export function nameOfCategory(category: string | null): string | null {
  if (category === null) return null;
  const name = parseCategoryName([...category].slice(0, CATEGORY_NAME_MAX).join(''));
  return name.ok ? name.value : null;
}

export function collectNames({ categoryId, category, tags }: StagedRow, names: Names): void {
  if (categoryId === 'file' && category !== null) names.categories.add(category);
  for (const tag of tags) names.tags.add(tag);
}

/**
 * Makes the categories and tags that rows name and the book does not have. Within the caller's transaction, which holds
 * the book's lock.
 * @throws AppError conflict, invalid when the book would hold too many
 */
export async function makeNames(
  within: Repositories,
  bookId: number,
  names: Names,
  now: string,
): Promise<void> {
  const known = new Set((await within.categories.list(bookId)).map(({ name }) => nameKey(name)));
  for (const category of names.categories) {
    const name = nameOfCategory(category);
    if (name === null || known.has(nameKey(name))) continue;
    if (known.size >= CATEGORIES_MAX) throw tooManyCategories();
    known.add(nameKey(name));
    const look = { color: 'others', icon: 'tag' };
    await within.categories.insert(bookId, { name, nameKey: nameKey(name), ...look, now });
  }
  const tags = [...names.tags].map(parseTagName).flatMap((name) => (name.ok ? [name.value] : []));
  await idsOfTags(within, bookId, tags, now);
}

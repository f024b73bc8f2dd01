import { invalid } from '../../domain/errors.js';
import { toTagIds } from '../../domain/tag-ids.js';
import { nameKey } from '../../domain/text.js';
import { message } from '../../messages/message.js';
import type { Repositories } from '../../storage/repositories.js';

/** So many tags a book can have: they are read whole. */
const TAGS_MAX = 1_000;

/**
 * The ids of tags by their names; those that the book does not have yet are made. The caller's transaction holds the
 * book's lock.
 * @throws AppError invalid (tags) when the book would hold too many
 */
export async function idsOfTags(
  within: Repositories,
  bookId: number,
  names: readonly string[],
  now: string,
): Promise<number[]> {
  if (names.length === 0) return [];
  const stored = await within.tags.list(bookId);
  const ids = new Map(stored.map((tag) => [tag.nameKey, tag.id]));
  for (const name of names) {
    const key = nameKey(name);
    if (ids.has(key)) continue;
    if (ids.size >= TAGS_MAX) throw invalid({ tags: message('fault.tag.too_many', { max: TAGS_MAX }) });
    ids.set(key, await within.tags.insert(bookId, { name, nameKey: key, now }));
  }
  return [...new Set(names.map((name) => ids.get(nameKey(name))!))];
}

/** The same as they are stored with an expense. */
export async function tagIdsOf(
  within: Repositories,
  bookId: number,
  names: readonly string[],
  now: string,
): Promise<string> {
  return toTagIds(await idsOfTags(within, bookId, names, now));
}

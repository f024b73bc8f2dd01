import type { ChangeSubject } from '../../../domain/change.js';
import { nameKey } from '../../../domain/text.js';
import type { Repositories } from '../../../storage/repositories.js';

/**
 * Makes the category or tag that a change removed once more, under its old id, before its expenses come back to it.
 * Where its name is taken by now it gets a number behind it.
 */
export async function makeRemovedAgain(
  within: Repositories,
  bookId: number,
  { removedCategory, removedTag }: ChangeSubject,
  now: string,
): Promise<void> {
  if (removedCategory) {
    const existing = await within.categories.list(bookId);
    if (!existing.some(({ id }) => id === removedCategory.id)) {
      const names = freeName(removedCategory.name, new Set(existing.map(({ name }) => nameKey(name))));
      await within.categories.insert(bookId, { ...removedCategory, ...names, now }, removedCategory);
    }
  }
  if (removedTag) {
    const existing = await within.tags.list(bookId);
    if (!existing.some(({ id }) => id === removedTag.id)) {
      const names = freeName(removedTag.name, new Set(existing.map((tag) => tag.nameKey)));
      await within.tags.insert(bookId, { ...names, now }, removedTag.id);
    }
  }
}

function freeName(name: string, taken: ReadonlySet<string>): { name: string; nameKey: string } {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name} ${String(number)}`;
    const key = nameKey(candidate);
    if (!taken.has(key)) return { name: candidate, nameKey: key };
  }
}

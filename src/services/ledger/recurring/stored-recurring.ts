import { compareNames } from '../../../domain/by-name.js';
import { notFound } from '../../../domain/errors.js';
import type { Recurring } from '../../../domain/recurring.js';
import { fromTagIds } from '../../../domain/tag-ids.js';
import type { Repositories } from '../../../storage/repositories.js';

/** With the names of its tags. */
export type RecurringExpense = Recurring & { readonly tags: readonly string[] };

/** @throws AppError not_found */
export async function storedRecurring(within: Repositories, bookId: number, id: number): Promise<Recurring> {
  const recurring = await within.recurring.find(bookId, id);
  if (!recurring) throw notFound('recurring');
  return recurring;
}

/** Also one that was deleted, and whether it was. @throws AppError not_found */
export async function storedOrDeleted(
  { recurring }: Repositories,
  bookId: number,
  id: number,
): Promise<Recurring & { readonly isDeleted: boolean }> {
  const live = await recurring.find(bookId, id);
  const found = live ?? (await recurring.findDeleted(bookId, id));
  if (!found) throw notFound('recurring');
  return { ...found, isDeleted: live === undefined };
}

/** Each with the names of its tags: one question for all of them. */
export async function withTagNames<T extends Recurring>(
  within: Repositories,
  bookId: number,
  all: readonly T[],
): Promise<(T & { readonly tags: readonly string[] })[]> {
  const tagged = all.some(({ tagIds }) => fromTagIds(tagIds).length > 0);
  const names = new Map(
    (tagged ? await within.tags.list(bookId) : []).map(({ id, name }) => [id, name] as const),
  );
  const namesOf = (tagIds: string) => fromTagIds(tagIds).flatMap((id) => names.get(id) ?? []);
  return all.map((each) => ({ ...each, tags: namesOf(each.tagIds).sort(compareNames) }));
}

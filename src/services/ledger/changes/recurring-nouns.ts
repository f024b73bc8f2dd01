import type { Change, ChangeSubject, RecurringBefore } from '../../../domain/change.js';
import { fromTagIds, toTagIds } from '../../../domain/tag-ids.js';
import type { Day } from '../../../domain/calendar.js';
import type { Repositories } from '../../../storage/repositories.js';
import { takeRecurringBack } from '../recurring/taking-back.js';
import type { RevisionTask } from './task.js';

/** The recurring expenses of a category that is about to go: kept with the change, so that undoing it files them again. */
export async function recurringOfCategory(
  within: Repositories,
  bookId: number,
  categoryId: number,
): Promise<{ readonly recurring?: readonly RecurringBefore[] }> {
  const ids = await within.recurring.idsOfCategory(bookId, categoryId);
  return ids.length === 0 ? {} : { recurring: ids.map((id) => ({ id })) };
}

/** The recurring expenses that carry a tag which is about to go, with all their tags. */
export async function recurringOfTag(
  within: Repositories,
  bookId: number,
  tagId: number,
): Promise<{ readonly recurring?: readonly RecurringBefore[] }> {
  const tagged = await within.recurring.listTags(bookId);
  const carrying = tagged.filter(({ tagIds }) => fromTagIds(tagIds).includes(tagId));
  return carrying.length === 0 ? {} : { recurring: carrying };
}

/** Lets recurring expenses follow where the expenses of a removed category or tag went. */
export async function moveRecurring(
  within: Repositories,
  bookId: number,
  { finish, revision }: Pick<RevisionTask, 'finish' | 'revision'>,
): Promise<void> {
  const { removeCategoryId, removeTagId } = finish;
  if (removeCategoryId !== undefined) {
    await within.recurring.moveCategory(bookId, removeCategoryId, revision.categoryId ?? null);
  }
  if (removeTagId === undefined) return;
  for (const { id, tagIds } of await within.recurring.listTags(bookId)) {
    const kept = fromTagIds(tagIds).filter((tagId) => tagId !== removeTagId);
    if (kept.length === fromTagIds(tagIds).length) continue;
    await within.recurring.updateTags(bookId, id, toTagIds([...kept, ...(revision.addTagIds ?? [])]));
  }
}

/**
 * Gives recurring expenses the category or tags back that a change took, once these are there again. Those that somebody
 * changed since are left as they are.
 */
export async function giveRecurringBack(
  within: Repositories,
  bookId: number,
  { removedCategory, removedTag, recurring = [] }: ChangeSubject,
  changedAt: string,
): Promise<void> {
  if (recurring.length === 0) return;
  const tags = new Set((await within.tags.list(bookId)).map(({ id }) => id));
  for (const { id, tagIds } of recurring) {
    const stored = await within.recurring.find(bookId, id);
    if (!stored || stored.updatedAt > changedAt) continue;
    if (removedCategory) await within.recurring.updateCategory(bookId, id, removedCategory.id);
    if (!removedTag || tagIds === undefined) continue;
    const there = fromTagIds(tagIds).filter((tagId) => tags.has(tagId));
    await within.recurring.updateTags(bookId, id, toTagIds(there));
  }
}

/**
 * Ends the recurring expense that a change began, or takes back the one that it ended, and gives what was done. One that
 * somebody changed since is left as it is.
 * @throws AppError conflict (there are as many as a book may hold)
 */
export async function turnRecurring(
  within: Repositories,
  bookId: number,
  { subject: { recurringId: id, recurringIs }, createdAt }: Pick<Change, 'subject' | 'createdAt'>,
  { now, today }: { readonly now: string; readonly today: Day },
): Promise<Pick<ChangeSubject, 'recurringIs'>> {
  if (id === undefined || recurringIs === undefined) return {};
  if (recurringIs === 'ended')
    return (await takeRecurringBack(within, { bookId, id }, today)) ? { recurringIs: 'begun' } : {};
  const stored = await within.recurring.find(bookId, id);
  if (!stored || stored.updatedAt > createdAt) return {};
  await within.recurring.updateDeleted(bookId, id, { deletedAt: now, nextOn: null });
  return { recurringIs: 'ended' };
}

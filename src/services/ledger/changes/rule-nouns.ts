import type { ChangeSubject, RuleBefore } from '../../../domain/change.js';
import { fromTagIds, toTagIds } from '../../../domain/tag-ids.js';
import type { Repositories } from '../../../storage/repositories.js';
import type { RevisionTask } from './task.js';

/** The rules that file under a category which is about to go: kept with the change, so that undoing it mends them. */
export async function rulesOfCategory(
  within: Repositories,
  bookId: number,
  categoryId: number,
): Promise<{ readonly rules?: readonly RuleBefore[] }> {
  const all = await within.rules.listWithDeleted(bookId);
  const rules = all.filter((rule) => rule.categoryId === categoryId).map(({ id }) => ({ id }));
  return rules.length === 0 ? {} : { rules };
}

/** The rules that set a tag which is about to go, with all their tags. */
export async function rulesOfTag(
  within: Repositories,
  bookId: number,
  tagId: number,
): Promise<{ readonly rules?: readonly RuleBefore[] }> {
  const all = await within.rules.listWithDeleted(bookId);
  const rules = all
    .filter(({ tagIds }) => fromTagIds(tagIds).includes(tagId))
    .map(({ id, tagIds }) => ({ id, tagIds }));
  return rules.length === 0 ? {} : { rules };
}

/** Lets rules follow where the expenses of a removed category or tag went. */
export async function moveRules(
  within: Repositories,
  bookId: number,
  { finish, revision }: Pick<RevisionTask, 'finish' | 'revision'>,
): Promise<void> {
  const { removeCategoryId, removeTagId } = finish;
  if (removeCategoryId !== undefined)
    await within.rules.moveCategory(bookId, removeCategoryId, revision.categoryId ?? null);
  if (removeTagId === undefined) return;
  for (const { id, tagIds } of await within.rules.listWithDeleted(bookId)) {
    const before = fromTagIds(tagIds);
    if (!before.includes(removeTagId)) continue;
    const kept = before.filter((tagId) => tagId !== removeTagId);
    await within.rules.updateTags(bookId, id, toTagIds([...kept, ...(revision.addTagIds ?? [])]));
  }
}

/** Gives rules the category or tags back that a change took. Those that somebody changed since are left as they are. */
export async function giveRulesBack(
  within: Repositories,
  bookId: number,
  { removedCategory, removedTag, rules = [] }: ChangeSubject,
  changedAt: string,
): Promise<void> {
  if (rules.length === 0) return;
  const tags = new Set((await within.tags.list(bookId)).map(({ id }) => id));
  const stored = new Map((await within.rules.listWithDeleted(bookId)).map((rule) => [rule.id, rule]));
  for (const { id, tagIds } of rules) {
    const rule = stored.get(id);
    if (!rule || rule.updatedAt > changedAt) continue;
    if (removedCategory) await within.rules.updateCategory(bookId, id, removedCategory.id);
    if (!removedTag || tagIds === undefined) continue;
    const there = fromTagIds(tagIds).filter((tagId) => tags.has(tagId));
    await within.rules.updateTags(bookId, id, toTagIds(there));
  }
}

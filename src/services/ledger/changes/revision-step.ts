import { isMatch } from '../../../domain/rule.js';
import { fromTagIds } from '../../../domain/tag-ids.js';
import type { ExpenseState } from '../../../storage/ledger/expense-state-queries.js';
import type { Repositories } from '../../../storage/repositories.js';
import { moveBudget } from './budget-nouns.js';
import { moveRecurring } from './recurring-nouns.js';
import { moveRules } from './rule-nouns.js';
import { patchOf, revise } from './revising.js';
import type { RevisionTask } from './task.js';

export interface Where {
  readonly bookId: number;
  readonly changeId: number;
  readonly now: string;
}

export interface Step<T> {
  /** How many live expenses became different. */
  readonly changed: number;
  /** The task as it stands now. */
  readonly task: T;
  readonly isDone: boolean;
}

interface Picked {
  readonly states: readonly ExpenseState[];
  /** The task from the next expense on; null at the end. */
  readonly rest: RevisionTask | null;
}

/**
 * Changes the next expenses of a task, `size` of them at most, and at its end removes what the task removes.
 * Within a transaction that holds the book's lock.
 */
export async function stepOfRevision(
  within: Repositories,
  where: Where,
  task: RevisionTask,
  size: number,
): Promise<Step<RevisionTask>> {
  const { states, rest } = await pick(within, where.bookId, task, size);
  const items = states.flatMap((state) => {
    const patch = patchOf(state, task.revision, where.now);
    return patch ? [{ state, patch }] : [];
  });
  const changed = await revise(within, where, items);
  if (rest) return { changed, task: rest, isDone: false };
  await moveRecurring(within, where.bookId, task);
  await moveBudget(within, where.bookId, task);
  await moveRules(within, where.bookId, task);
  const { removeCategoryId, removeTagId } = task.finish;
  if (removeCategoryId !== undefined) await within.categories.remove(where.bookId, removeCategoryId);
  if (removeTagId !== undefined) await within.tags.remove(where.bookId, removeTagId);
  return { changed, task, isDone: true };
}

async function pick(within: Repositories, bookId: number, task: RevisionTask, size: number): Promise<Picked> {
  const { selection } = task;
  if ('ids' in selection) {
    const { done = 0 } = task;
    const found = await within.expenseStates.find(bookId, selection.ids.slice(done, done + size));
    const rest = done + size < selection.ids.length ? { ...task, done: done + size } : null;
    return { states: found.filter(({ deletedAt }) => deletedAt === null), rest };
  }
  if ('categoryId' in selection) {
    // What was changed is no longer in it: each time the first ones are asked for.
    const states = await within.expenseStates.ofCategory(bookId, selection.categoryId, size);
    return { states, rest: states.length < size ? null : task };
  }
  if ('tagId' in selection) return pickOfTag(within, bookId, { task, tagId: selection.tagId }, size);
  const walked = await within.expenseStates.walk(bookId, selection.filter, {
    after: task.place,
    addedBy: task.startedAt,
    limit: size,
  });
  const states = walked.filter(({ matches }) => matches).map(({ state }) => state);
  const last = walked.length < size ? undefined : walked.at(-1)?.state;
  return {
    states: states.filter(({ description }) => isMatch(description, selection.matching)),
    rest: last ? { ...task, place: { spentOn: last.spentOn, id: last.id } } : null,
  };
}

/** First the live ones, which an index knows, then those in the trash, which is looked through. */
async function pickOfTag(
  within: Repositories,
  bookId: number,
  { task, tagId }: { task: RevisionTask; tagId: number },
  size: number,
): Promise<Picked> {
  const live = task.trashPlace ? [] : await within.expenseStates.ofTag(bookId, tagId, size);
  if (live.length === size) return { states: live, rest: task };
  const trash = await within.expenseStates.trash(bookId, task.trashPlace, size);
  const last = trash.length < size ? undefined : trash.at(-1);
  const carrying = trash.filter(({ tagIds }) => fromTagIds(tagIds).includes(tagId));
  return {
    states: [...live, ...carrying],
    rest: last ? { ...task, trashPlace: { deletedAt: last.deletedAt!, id: last.id } } : null,
  };
}

import type { LeftAlone, LeftAloneReason } from '../../../domain/change.js';
import { fromTagIds } from '../../../domain/tag-ids.js';
import type { UndoRow } from '../../../storage/ledger/undo-queries.js';
import type { Repositories } from '../../../storage/repositories.js';
import { difference, revise, type Revised } from './revising.js';
import type { Step, Where } from './revision-step.js';
import type { UndoTask } from './task.js';

/** How many expenses that stay as they are are named one by one. */
const NAMED_MAX = 1_000;

interface Present {
  readonly categoryIds: ReadonlySet<number>;
  readonly tagIds: ReadonlySet<number>;
}

/**
 * Gives the next expenses of a change back what they were, `size` of them at most. Those that were changed again since
 * are left alone, unless that was undone too. Within a transaction that holds the book's lock.
 */
export async function stepOfUndo(
  within: Repositories,
  where: Where,
  task: UndoTask,
  size: number,
): Promise<Step<UndoTask>> {
  const rows = await within.undo.rows(where.bookId, task.changeId, task.afterId, size);
  const present = await whatIsThere(within, where.bookId);
  const items: Revised[] = [];
  const leftAlone: LeftAlone[] = [];
  for (const row of lastOfEach(rows)) {
    const verdict = judge(row, present, where.now);
    if (verdict === 'as it was') continue;
    if (typeof verdict === 'string') leftAlone.push({ expenseId: row.expenseId, reason: verdict });
    else items.push(verdict);
  }
  const changed = await revise(within, where, items);
  const ended: UndoTask = {
    ...task,
    afterId: rows.at(-1)?.expenseId ?? task.afterId,
    leftAlone: [...task.leftAlone, ...leftAlone].slice(0, NAMED_MAX),
    leftAloneCount: task.leftAloneCount + leftAlone.length,
  };
  return { changed, task: ended, isDone: rows.length < size };
}

function judge(row: UndoRow, present: Present, now: string): Revised | LeftAloneReason | 'as it was' {
  const { now: state, states } = row;
  if (!state) return 'gone';
  if (states.now === states.before) return 'as it was';
  if (states.now !== states.after) return 'changed';
  // It came out of the trash, and that it went there was undone as well: then it does not go back.
  if (row.before && row.before.deletedAt !== null && row.isUndoneBefore) return 'changed';
  const before = row.before ?? { ...state, deletedAt: state.deletedAt ?? now };
  if (before.categoryId !== null && !present.categoryIds.has(before.categoryId)) return 'category_gone';
  if (!fromTagIds(before.tagIds).every((id) => present.tagIds.has(id))) return 'tag_gone';
  // What goes back into the trash stays there for as long as anything.
  const deletedAt = before.deletedAt === null ? null : (state.deletedAt ?? now);
  const patch = difference(state, { ...before, deletedAt });
  return { state, patch: patch ?? {}, stateAfter: states.before };
}

/** An expense can come twice in one change of many: what it was before the last time counts. */
function lastOfEach(rows: readonly UndoRow[]): UndoRow[] {
  return [...new Map(rows.map((row) => [row.expenseId, row])).values()];
}

async function whatIsThere(within: Repositories, bookId: number): Promise<Present> {
  const [categories, tags] = [await within.categories.list(bookId), await within.tags.list(bookId)];
  return {
    categoryIds: new Set(categories.map(({ id }) => id)),
    tagIds: new Set(tags.map(({ id }) => id)),
  };
}

import type { BudgetBefore, ChangeSubject } from '../../../domain/change.js';
import type { Month } from '../../../domain/calendar.js';
import type { Repositories } from '../../../storage/repositories.js';
import type { RevisionTask } from './task.js';

/** The budget of a category that is about to go: kept with the change, so that undoing it brings it back. */
export async function budgetOfCategory(
  within: Repositories,
  bookId: number,
  { id: categoryId, intoId }: { readonly id: number; readonly intoId?: number | undefined },
): Promise<{ readonly budget?: BudgetBefore }> {
  const found = await within.budgets.ofTarget(bookId, categoryId);
  if (found.length === 0) return {};
  const steps = found.map(({ id, fromMonth, amountMinor, carryOver, updatedAt }) => ({
    ...{ id, fromMonth, carryOver, updatedAt },
    amountMinor: amountMinor === null ? null : String(amountMinor),
  }));
  const isTakenOver = intoId !== undefined && (await within.budgets.ofTarget(bookId, intoId)).length === 0;
  return { budget: { steps, isTakenOver } };
}

/** The budget of a removed category goes to the one that it was merged into, if that has none; else it goes. */
export async function moveBudget(
  within: Repositories,
  bookId: number,
  { finish, revision }: Pick<RevisionTask, 'finish' | 'revision'>,
): Promise<void> {
  const { removeCategoryId } = finish;
  if (removeCategoryId === undefined) return;
  const intoId = revision.categoryId ?? null;
  await within.budgets.forgetRemoved(bookId, removeCategoryId);
  if (intoId !== null && (await within.budgets.ofTarget(bookId, intoId)).length === 0) {
    await within.budgets.forgetRemoved(bookId, intoId);
    await within.budgets.moveCategory(bookId, removeCategoryId, intoId);
  }
  await within.budgets.deleteOfCategory(bookId, removeCategoryId);
}

/**
 * Gives a category that is there again its budget back. What the other category took over and somebody changed or removed
 * since stays as it is.
 */
export async function giveBudgetBack(
  within: Repositories,
  bookId: number,
  { removedCategory, budget }: ChangeSubject,
  changedAt: string,
): Promise<void> {
  if (!removedCategory || !budget) return;
  const { id: target } = removedCategory;
  if ((await within.budgets.ofTarget(bookId, target)).length > 0) return;
  const stored = new Map((await within.budgets.list(bookId)).map((step) => [step.id, step]));
  // As it was: an earlier change that is undone next knows its steps by their ids and by when they were last changed.
  for (const { id, fromMonth, amountMinor, carryOver, updatedAt = changedAt } of budget.steps) {
    const there = stored.get(id);
    if (there && there.updatedAt <= changedAt) {
      await within.budgets.updateCategory(bookId, id, target);
    } else if (!budget.isTakenOver) {
      const amount = amountMinor === null ? null : BigInt(amountMinor);
      const step = { target, fromMonth: fromMonth as Month, amountMinor: amount, carryOver };
      if (there) await within.budgets.put(bookId, step, changedAt);
      else await within.budgets.putBack(bookId, { id, updatedAt, ...step });
    }
  }
}

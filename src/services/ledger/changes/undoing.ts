import { dayIn } from '../../../domain/calendar.js';
import type { Principal } from '../../identity/principal.js';
import type { Repositories } from '../../../storage/repositories.js';
import { conflict, notFound } from '../../../domain/errors.js';
import { message } from '../../../messages/message.js';
import { giveBudgetBack } from './budget-nouns.js';
import type { Prepared } from './change-driver.js';
import { giveRecurringBack, turnRecurring } from './recurring-nouns.js';
import { makeRemovedAgain } from './removed-nouns.js';
import { giveRulesBack } from './rule-nouns.js';

/**
 * What undoing a change does in its first transaction, before its expenses: marks it, and makes again what it removed
 * beside them.
 * @throws AppError not_found, conflict when somebody undid it a moment before, or a book would hold too much
 */
export async function prepareUndo(
  within: Repositories,
  { bookId, timeZone }: Pick<Principal, 'bookId' | 'timeZone'>,
  changeId: number,
  now: string,
): Promise<Prepared> {
  const change = await within.changes.find(bookId, changeId);
  if (!change) throw notFound('change');
  if (!(await within.changes.markUndone(bookId, changeId, now))) throw alreadyUndone();
  if (change.undoesId !== null) await within.changes.markUndone(bookId, change.undoesId, null);
  await makeRemovedAgain(within, bookId, change.subject, now);
  await giveRecurringBack(within, bookId, change.subject, change.createdAt);
  await giveBudgetBack(within, bookId, change.subject, change.createdAt);
  await giveRulesBack(within, bookId, change.subject, change.createdAt);
  const today = dayIn(timeZone, new Date(now));
  const turned = await turnRecurring(within, bookId, change, { now, today });
  const {
    removedCategory: _category,
    removedTag: _tag,
    recurring: _recurring,
    recurringIs: _recurringIs,
    budget: _budget,
    rules: _rules,
    ...subject
  } = change.subject;
  return {
    kind: 'undo',
    subject: { ...subject, ...turned, undoes: change.kind },
    undoesId: changeId,
    task: { what: 'undo', changeId, afterId: 0, leftAlone: [], leftAloneCount: 0 },
  };
}

const alreadyUndone = () => conflict(message('error.undone_already'));

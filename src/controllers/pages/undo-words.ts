import { message, type Message } from '../../messages/message.js';
import type { FlashMessage } from '../../http/page-context.js';
import type { Principal } from '../../services/identity/principal.js';
import type { UndoOutcome } from '../../services/ledger/changes/change-service.js';
import type { ExpenseService } from '../../services/ledger/expense-service.js';

/** So many of the expenses that were left alone are named. */
const NAMED = 5;

/** What undoing did, with the names of what was left alone because it was changed since. */
export async function undoWords(
  expenses: ExpenseService,
  principal: Principal,
  outcome: UndoOutcome,
): Promise<FlashMessage> {
  if (outcome.wasUndone) return { kind: 'status', text: message('changes.as_it_was') };
  const link = { href: '/changes', text: message('changes.see') };
  if (outcome.isUnderWay) return { kind: 'status', text: message('changes.goes_on'), link };
  const { changed: count, leftAloneCount } = outcome;
  if (leftAloneCount === 0) {
    const text = count === 0 ? message('changes.nothing_left') : message('changes.undone', { count });
    return { kind: 'status', text };
  }
  const names = await namesOf(expenses, principal, outcome);
  const text =
    count === 0
      ? message('changes.nothing_undone', { names })
      : message('changes.undone_but', { count, names });
  return { kind: 'status', text, link };
}

async function namesOf(
  expenses: ExpenseService,
  principal: Principal,
  { leftAlone, leftAloneCount }: UndoOutcome,
): Promise<string | Message> {
  const names: string[] = [];
  for (const { expenseId } of leftAlone.slice(0, NAMED)) {
    const expense = await expenses.findAlsoDeleted(principal, expenseId).catch(() => undefined);
    names.push(expense?.description ?? `#${String(expenseId)}`);
  }
  const listed = names.join(', ');
  const more = leftAloneCount - names.length;
  return more === 0 ? listed : message('changes.and_more', { names: listed, count: more });
}

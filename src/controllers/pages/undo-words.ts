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
  const turned = recurringWords(outcome);
  if (leftAloneCount === 0) {
    if (count === 0) return { kind: 'status', text: turned ?? message('changes.nothing_left') };
    return { kind: 'status', text: both(message('changes.undone', { count }), turned) };
  }
  const names = await namesOf(expenses, principal, outcome);
  const text =
    count === 0 && !turned
      ? message('changes.nothing_undone', { names })
      : message('changes.undone_but', { count, names });
  return { kind: 'status', text: both(text, turned), link };
}

function recurringWords({ recurring }: UndoOutcome): Message | undefined {
  if (!recurring) return undefined;
  const { name, is } = recurring;
  return is === 'ended'
    ? message('changes.recurring_ended', { name })
    : message('changes.recurring_back', { name });
}

const both = (first: Message, second: Message | undefined): Message =>
  second ? message('changes.both', { first, second }) : first;

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

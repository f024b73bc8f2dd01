import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Selection } from '../../../domain/change.js';
import { isMatch, type RuleValues } from '../../../domain/rule.js';
import { phraseOf } from '../../../domain/search.js';
import type { Repositories } from '../../../storage/repositories.js';
import type { ExpenseState } from '../../../storage/ledger/expense-version-repository.js';
import { isComplete } from '../found-expenses.js';

/** What a rule finds of what is there. */
export interface Tried {
  /** How many live expenses fit. */
  readonly count: number;
  /** The newest of them. */
  readonly newest: readonly ExpenseState[];
  /** The same, to be changed. */
  readonly selection: Selection;
}

const AT_ONCE = 500;
const WALKED_AT_ONCE = 1_000;

/**
 * Finds what fits: from the index of searches while its matches are few enough to be read, else by a walk through the
 * book in portions, with turns for others between them.
 * @param now only expenses that were there by then
 * @param limit how many of the newest are given
 */
export async function tryRule(
  within: Repositories,
  bookId: number,
  rule: Pick<RuleValues, 'match' | 'text'>,
  { now, limit }: { now: string; limit: number },
): Promise<Tried> {
  const matching = { how: rule.match, text: rule.text };
  const filter = { range: {}, words: [phraseOf(rule.text)] };
  const found = await within.search.find(bookId, filter);
  if (!isComplete(found)) {
    const walked = await walk(within, bookId, { filter, matching, now, limit });
    return { ...walked, selection: { filter, matching } };
  }
  const ids = [...found.expenses]
    .sort((a, b) => (a.spentOn === b.spentOn ? b.id - a.id : a.spentOn < b.spentOn ? 1 : -1))
    .map(({ id }) => id);
  const fitting: ExpenseState[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const portion = ids.slice(at, at + AT_ONCE);
    const states = new Map(
      (await within.expenseVersions.states(bookId, portion)).map((one) => [one.id, one]),
    );
    for (const id of portion) {
      const state = states.get(id);
      if (state?.deletedAt === null && isMatch(state.description, matching)) fitting.push(state);
    }
    await nextTurn();
  }
  return {
    count: fitting.length,
    newest: fitting.slice(0, limit),
    selection: { ids: fitting.map(({ id }) => id) },
  };
}

async function walk(
  within: Repositories,
  bookId: number,
  {
    filter,
    matching,
    now,
    limit,
  }: Required<Extract<Selection, { filter: unknown }>> & { now: string; limit: number },
): Promise<Pick<Tried, 'count' | 'newest'>> {
  const newest: ExpenseState[] = [];
  let count = 0;
  for (let after: { spentOn: ExpenseState['spentOn']; id: number } | undefined; ;) {
    const step = { after, addedBy: now, limit: WALKED_AT_ONCE };
    const walked = await within.expenseVersions.walk(bookId, filter, step);
    for (const { state, matches } of walked) {
      if (!matches || !isMatch(state.description, matching)) continue;
      count += 1;
      if (newest.length < limit) newest.push(state);
    }
    const last = walked.at(-1)?.state;
    if (!last || walked.length < WALKED_AT_ONCE) return { count, newest };
    after = { spentOn: last.spentOn, id: last.id };
    await nextTurn();
  }
}

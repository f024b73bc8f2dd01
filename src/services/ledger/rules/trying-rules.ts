import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DescriptionMatch, Revision, Selection } from '../../../domain/change.js';
import type { ExpenseFilter } from '../../../domain/expense-filter.js';
import { isMatch, type RuleValues } from '../../../domain/rule.js';
import { phraseOf } from '../../../domain/search.js';
import type { Repositories } from '../../../storage/repositories.js';
import type { ExpenseState } from '../../../storage/ledger/expense-state-queries.js';
import { patchOf } from '../changes/revising.js';
import { isComplete, newestFirst } from '../found-expenses.js';

/** An expense that fits; whether it would become different is undefined where nobody said what is to become of it. */
export type Fitting = ExpenseState & { readonly wouldChange: boolean | undefined };

/** What a rule finds of what is there. */
export interface Tried {
  /** How many live expenses fit. */
  readonly count: number;
  /** How many of them would become different; undefined where nobody said what is to become of them. */
  readonly changing: number | undefined;
  /** The newest of those that would change, then of those that are so already. */
  readonly shown: readonly Fitting[];
  /** All that fit, to be changed. */
  readonly selection: Selection;
}

interface Trying {
  /** Only expenses that were there by then. */
  readonly now: string;
  /** How many are shown. */
  readonly limit: number;
  /** What is to become of them. */
  readonly revision?: Revision | undefined;
}

const AT_ONCE = 500;
const WALKED_AT_ONCE = 1_000;

/**
 * Finds what fits: from the index of searches while its matches are few enough to be read, else by a walk through the
 * book in portions, with turns for others between them.
 */
export async function tryRule(
  within: Repositories,
  bookId: number,
  rule: Pick<RuleValues, 'match' | 'text'>,
  trying: Trying,
): Promise<Tried> {
  const matching = { how: rule.match, text: rule.text };
  const filter = { range: {}, words: [phraseOf(rule.text)] };
  const tally = new Tally(matching, trying);
  const found = await within.search.find(bookId, filter);
  if (!isComplete(found)) {
    await walk(within, bookId, { filter, now: trying.now }, tally);
    return { ...tally.result(), selection: { filter, matching } };
  }
  const ids = found.expenses.toSorted(newestFirst).map(({ id }) => id);
  const fitting: number[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const portion = ids.slice(at, at + AT_ONCE);
    const states = new Map((await within.expenseStates.find(bookId, portion)).map((one) => [one.id, one]));
    for (const id of portion) {
      const state = states.get(id);
      if (state?.deletedAt === null && tally.take(state)) fitting.push(id);
    }
    await nextTurn();
  }
  return { ...tally.result(), selection: { ids: fitting } };
}

/** Counts what fits, and keeps what is shown of it. Expenses come newest first. */
class Tally {
  #count = 0;
  #changing = 0;
  readonly #different: Fitting[] = [];
  readonly #same: Fitting[] = [];

  constructor(
    private readonly matching: DescriptionMatch,
    private readonly trying: Trying,
  ) {}

  /** Gives whether it fits. */
  take(state: ExpenseState): boolean {
    if (!isMatch(state.description, this.matching)) return false;
    const { revision, now, limit } = this.trying;
    const wouldChange = revision && patchOf(state, revision, now) !== undefined;
    this.#count += 1;
    if (wouldChange) this.#changing += 1;
    const kept = wouldChange ? this.#different : this.#same;
    if (kept.length < limit) kept.push({ ...state, wouldChange });
    return true;
  }

  result(): Omit<Tried, 'selection'> {
    const { revision, limit } = this.trying;
    return {
      count: this.#count,
      changing: revision && this.#changing,
      shown: [...this.#different, ...this.#same].slice(0, limit),
    };
  }
}

async function walk(
  within: Repositories,
  bookId: number,
  { filter, now }: { filter: ExpenseFilter; now: string },
  tally: Tally,
): Promise<void> {
  for (let after: { spentOn: ExpenseState['spentOn']; id: number } | undefined; ;) {
    const step = { after, addedBy: now, limit: WALKED_AT_ONCE };
    const walked = await within.expenseStates.walk(bookId, filter, step);
    for (const { state, matches } of walked) if (matches) tally.take(state);
    const last = walked.at(-1)?.state;
    if (!last || walked.length < WALKED_AT_ONCE) return;
    after = { spentOn: last.spentOn, id: last.id };
    await nextTurn();
  }
}

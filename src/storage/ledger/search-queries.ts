import type { Day } from '../../domain/calendar.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import type { Queryable } from '../engine/database.js';
import { expenseConditions } from './expense-conditions.js';
import {
  SEARCH_LEVELS,
  type SearchLevel,
  type SearchUnit,
  searchUnits,
  unitsQuery,
} from './search-tokens.js';
import type { SearchWord } from '../../domain/search.js';

/** An expense that a search found, as far as sums need it. */
export interface FoundExpense {
  readonly id: number;
  readonly spentOn: Day;
  readonly categoryId: number | null;
  /** Minor units; one amount is always a safe integer, a sum of them may not be. */
  readonly amountMinor: number;
}

/** What a search found in all of time: every match, or where there are too many a fixed part of them. */
export interface Found {
  /** 1: these are all; 64: one in 64 on average, chosen by id whatever is searched. */
  readonly share: number;
  readonly expenses: readonly FoundExpense[];
}

/** With this many in a level, the next denser one holds too many to be read: about eight times as many. */
const ENOUGH = 600;

const SPARSEST: SearchLevel = 3;
/** So many units are counted, and asked for where one of them is rare. */
const COUNTED_MAX = 10;
/** At most so many in the sparsest level: some 1 000 expenses, hardly ever 5 000. */
const RARE = 1;
/** More than so many in the sparsest level: over 30 000 expenses, whose places are walked in 0.3 ms. */
const COMMON = 64;

interface Plan {
  readonly level: SearchLevel;
  readonly units: readonly SearchUnit[];
}

/** Reads the index of descriptions. The cost depends on the number of matches up to some thousands, then no more. */
export class SearchQueries {
  constructor(private readonly db: Queryable) {}

  /** The expenses that the filter finds by its text, without its range of days. */
  async find(
    bookId: number,
    filter: ExpenseFilter & { readonly words: readonly SearchWord[] },
  ): Promise<Found> {
    const { level, units } = await this.plan(bookId, searchUnits(filter.words));
    const clauses = expenseConditions(bookId, { ...filter, range: {} });
    const expenses = await this.db.all<FoundExpense>(
      `SELECT expenses.id, expenses.spent_on AS "spentOn", expenses.category_id AS "categoryId",
              expenses.amount_minor AS "amountMinor"
       FROM expense_search(${clauses.bind(unitsQuery(bookId, units, level))}) AS found
       CROSS JOIN expenses WHERE expenses.id = found.rowid AND ${clauses.toString()}`,
      clauses.params,
    );
    return { share: SEARCH_LEVELS[level].share, expenses };
  }

  /**
   * What to ask for. The sparsest level, 1 in 512, tells what is rare: where anything is, all is read, and parts that
   * half of the book has ("ing") are left out, for their walk would take longer than the few rows of the rare ones.
   */
  private async plan(bookId: number, units: readonly SearchUnit[]): Promise<Plan> {
    const counted = units.slice(0, COUNTED_MAX);
    const counts = await this.db.get<Record<string, number>>(
      `SELECT ${counted.map((_, at) => `(SELECT COUNT(*) FROM expense_search($${String(at + 1)})) AS n${String(at)}`).join(', ')}`,
      counted.map((unit) => unitsQuery(bookId, [unit], SPARSEST)),
    );
    const isAtMost = (most: number) => (_: SearchUnit, at: number) => counts![`n${String(at)}`]! <= most;
    if (!counted.some(isAtMost(RARE))) return { level: await this.level(bookId, units), units };
    return { level: 0, units: counted.filter(isAtMost(COMMON)) };
  }

  /** The densest level of which few enough have the text; the sparse ones are counted first, they are quick. */
  private async level(bookId: number, units: readonly SearchUnit[]): Promise<SearchLevel> {
    const isEnough = (level: SearchLevel) =>
      `WHEN (SELECT COUNT(*) FROM expense_search($${String(level)})) >= ${String(ENOUGH)} THEN ${String(level)}`;
    const row = await this.db.get<{ level: SearchLevel }>(
      `SELECT CASE ${([3, 2, 1] as const).map(isEnough).join(' ')} ELSE 0 END AS level`,
      ([1, 2, 3] as const).map((level) => unitsQuery(bookId, units, level)),
    );
    return row!.level;
  }
}

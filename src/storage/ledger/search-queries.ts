import type { Day } from '../../domain/calendar.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import type { Queryable } from '../engine/database.js';
import { expenseConditions } from './expense-conditions.js';
import { SEARCH_LEVELS, type SearchLevel, searchQuery } from './search-tokens.js';
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

/** Reads the index of descriptions. The cost depends on the number of matches up to some thousands, then no more. */
export class SearchQueries {
  constructor(private readonly db: Queryable) {}

  /** The expenses that the filter finds by its text, without its range of days. */
  async find(
    bookId: number,
    filter: ExpenseFilter & { readonly words: readonly SearchWord[] },
  ): Promise<Found> {
    const level = await this.level(bookId, filter.words);
    const clauses = expenseConditions(bookId, { ...filter, range: {} });
    const expenses = await this.db.all<FoundExpense>(
      `SELECT expenses.id, expenses.spent_on AS "spentOn", expenses.category_id AS "categoryId",
              expenses.amount_minor AS "amountMinor"
       FROM expense_search(${clauses.bind(searchQuery(bookId, filter.words, level))}) AS found
       CROSS JOIN expenses WHERE expenses.id = found.rowid AND ${clauses.toString()}`,
      clauses.params,
    );
    return { share: SEARCH_LEVELS[level].share, expenses };
  }

  /** The densest level of which few enough have the text; the sparse ones are counted first, they are quick. */
  private async level(bookId: number, words: readonly SearchWord[]): Promise<SearchLevel> {
    const isEnough = (level: SearchLevel) =>
      `WHEN (SELECT COUNT(*) FROM expense_search($${String(level)})) >= ${String(ENOUGH)} THEN ${String(level)}`;
    const row = await this.db.get<{ level: SearchLevel }>(
      `SELECT CASE ${([3, 2, 1] as const).map(isEnough).join(' ')} ELSE 0 END AS level`,
      ([1, 2, 3] as const).map((level) => searchQuery(bookId, words, level)),
    );
    return row!.level;
  }
}

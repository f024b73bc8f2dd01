import type { ExpenseFilter } from '../../domain/expense-filter.js';
import { alternativesOf, type SearchWord } from '../../domain/search.js';
import { Clauses } from '../engine/clauses.js';
import { containing } from './search-tokens.js';

/** Whether an expense has a word, or what else it may mean. */
export function hasWord(clauses: Clauses, word: SearchWord): string {
  const either = alternativesOf(word).map(
    (text) => `expenses.search_text LIKE ${clauses.bind(containing(text))} ESCAPE '\\'`,
  );
  return `(${either.join(' OR ')})`;
}

/** Whether an expense carries a tag: one look at a key, by all of its parts. */
function carries(tagId: string): string {
  return `EXISTS (SELECT 1 FROM expense_tags WHERE expense_tags.book_id = expenses.book_id
    AND expense_tags.tag_id = ${tagId} AND expense_tags.spent_on = expenses.spent_on
    AND expense_tags.expense_id = expenses.id)`;
}

/** The conditions of a filter over live `expenses` of one book: written once for list, sums and exports. */
export function expenseConditions(bookId: number, filter: ExpenseFilter): Clauses {
  const clauses = new Clauses();
  clauses.and(`expenses.book_id = ${clauses.bind(bookId)}`).and('expenses.deleted_at IS NULL');
  if (filter.categoryId === 'none') clauses.and('expenses.category_id IS NULL');
  else if (filter.categoryId !== undefined) {
    clauses.and(`expenses.category_id = ${clauses.bind(filter.categoryId)}`);
  }
  for (const tagId of filter.tagIds ?? []) clauses.and(carries(clauses.bind(tagId)));
  if (filter.range.from) clauses.and(`expenses.spent_on >= ${clauses.bind(filter.range.from)}`);
  if (filter.range.until) clauses.and(`expenses.spent_on < ${clauses.bind(filter.range.until)}`);
  for (const word of filter.words ?? []) clauses.and(hasWord(clauses, word));
  // A search for nothing finds nothing.
  if (filter.words?.length === 0) clauses.and('1 = 0');
  if (filter.minMinor !== undefined) clauses.and(`expenses.amount_minor >= ${clauses.bind(filter.minMinor)}`);
  if (filter.maxMinor !== undefined) clauses.and(`expenses.amount_minor <= ${clauses.bind(filter.maxMinor)}`);
  return clauses;
}

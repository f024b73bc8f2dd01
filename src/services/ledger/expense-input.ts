import type { Day } from '../../domain/calendar.js';
import { type FieldFaults, invalid } from '../../domain/errors.js';
import type { Minor } from '../../domain/money.js';
import { searchTextOf } from '../../domain/search.js';
import { fromTagIds, NO_TAGS } from '../../domain/tag-ids.js';
import type { ExpenseValues } from '../../storage/ledger/expense-repository.js';
import type { Repositories } from '../../storage/repositories.js';
import { UNKNOWN_CATEGORY } from './foreign-category.js';
import { tagIdsOf } from './tag-names.js';

/** An expense as parsed from a form or a request: well formed, its category not yet looked up. */
export interface ExpenseInput {
  readonly amountMinor: Minor;
  readonly description: string;
  readonly categoryId: number | null;
  readonly spentOn: Day;
  /** Names; those that the book does not have yet are made. Absent: none, or those that it has. */
  readonly tags?: readonly string[];
  readonly recurringId?: number | null;
}

/**
 * What of an input is stored.
 * @param now an instant
 */
export function valuesOf(
  { tags: _tags, ...input }: ExpenseInput,
  tagIds: string | undefined,
  now: string,
): ExpenseValues {
  const carried = tagIds ?? NO_TAGS;
  const searchText = searchTextOf({ ...input, tagIds: fromTagIds(carried) });
  return { ...input, searchText, now, ...(carried !== NO_TAGS && { tagIds: carried }) };
}

/**
 * The tags of an input as they are stored; undefined when it does not speak of them. Takes the book's lock where some
 * may have to be made.
 * @throws AppError invalid (tags) when the book would hold too many
 */
export async function tagIdsOfInput(
  within: Repositories,
  bookId: number,
  { tags }: ExpenseInput,
  now: string,
): Promise<string | undefined> {
  if (!tags) return undefined;
  if (tags.length === 0) return NO_TAGS;
  await within.books.lock(bookId);
  return tagIdsOf(within, bookId, tags, now);
}

/**
 * Refuses inputs whose category is another book's.
 * @throws AppError invalid (`expenses.3.category_id`)
 */
export async function refuseForeignCategories(
  within: Repositories,
  bookId: number,
  inputs: readonly ExpenseInput[],
): Promise<void> {
  const own = new Set((await within.categories.list(bookId)).map((category) => category.id));
  const foreign = inputs.flatMap(({ categoryId }, index) =>
    categoryId === null || own.has(categoryId)
      ? []
      : [[`expenses.${String(index)}.category_id`, UNKNOWN_CATEGORY]],
  );
  if (foreign.length > 0) throw invalid(Object.fromEntries(foreign) as FieldFaults);
}

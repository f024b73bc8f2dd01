import { addDays, intersect } from '../../domain/calendar.js';
import type { Expense } from '../../domain/expense.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import type { SearchWord } from '../../domain/search.js';
import type { ExpenseListQueries, ListPlace } from '../../storage/ledger/expense-list-queries.js';
import type { Tag } from '../../storage/ledger/tag-repository.js';
import type { Repositories } from '../../storage/repositories.js';
import { type Found, isComplete, pageOf } from './found-expenses.js';
import { type Page, toPage } from './page.js';

type SearchFilter = ExpenseFilter & { readonly words: readonly SearchWord[] };

/** Where a page begins, newest first without a place, and how much it shows. */
export interface Paging {
  readonly place?: ListPlace | undefined;
  readonly limit: number;
}

/** What was read already, and is not asked for again. */
export interface Known {
  /** What `searchText` gave for this filter. */
  readonly found?: Found | undefined;
  /** The tags of the book. */
  readonly tags?: readonly Tag[] | undefined;
}

/** How many expenses are looked at one by one for a page of matches. */
const WALK_MAX = 20_000;

/** The filter with the tags that its words may mean: a few names are read when there are words. */
export async function withMeantTags(
  within: Repositories,
  bookId: number,
  filter: ExpenseFilter,
): Promise<ExpenseFilter> {
  if (!filter.words?.length) return filter;
  const tags = await within.tags.list(bookId);
  if (tags.length === 0) return filter;
  const words = filter.words.map((word) => {
    const tagIds = tags.filter(({ nameKey }) => nameKey.includes(word.text)).map(({ id }) => id);
    return tagIds.length === 0 ? word : { ...word, tagIds };
  });
  return { ...filter, words };
}

/** What a filter finds by its text; undefined without a text. */
export async function searchText(
  within: Repositories,
  bookId: number,
  filter: ExpenseFilter,
): Promise<Found | undefined> {
  return hasText(filter) ? within.search.find(bookId, filter) : undefined;
}

/** A page of the expenses that the filter matches, by the way that reads least. */
export async function listPage(
  within: Repositories,
  bookId: number,
  filter: ExpenseFilter,
  { place, limit, found: searched, tags = [] }: Paging & Known,
): Promise<Page<Expense>> {
  const expenseLists = within.expenseLists.knowing(tags);
  const found = searched ?? (await searchText(within, bookId, filter));
  const paging = { place, limit: limit + 1 };
  if (!hasText(filter) || !found) {
    return toPage(await expenseLists.list(bookId, filter, place, limit + 1), { place, limit });
  }
  if (!isComplete(found)) return toPage(await walk(expenseLists, bookId, filter, paging), { place, limit });
  const ids = pageOf(found, filter.range, paging);
  return toPage(await expenseLists.findListed(bookId, ids, limit + 1), { place, limit });
}

/** Many match: most likely soon, so the newest are read one by one; if not, all that match are read and sorted. */
async function walk(
  expenseLists: ExpenseListQueries,
  bookId: number,
  filter: SearchFilter,
  { place, limit }: Paging,
): Promise<Expense[]> {
  // How far to look is a question of days, not of tags, which may be rare.
  const { words: _words, tagIds: _tagIds, ...anyText } = filter;
  const far = await expenseLists.dayAway(bookId, anyText, place, WALK_MAX);
  const side = far && (place?.towards === 'newer' ? { until: addDays(far, 1) } : { from: far });
  const near = side ? intersect(filter.range, side) : filter.range;
  if (near !== 'empty') {
    const listed = await expenseLists.list(bookId, { ...filter, range: near }, place, limit);
    if (!far || listed.length === limit) return listed;
  }
  return expenseLists.listFound(bookId, filter, place, limit);
}

function hasText(filter: ExpenseFilter): filter is SearchFilter {
  return filter.words !== undefined;
}

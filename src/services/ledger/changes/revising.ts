import { searchTextOf } from '../../../domain/search.js';
import type { Revision } from '../../../domain/change.js';
import { fromTagIds, toTagIds } from '../../../domain/tag-ids.js';
import {
  type ExpensePatch,
  listedColumns,
  type ListedPatches,
} from '../../../storage/ledger/expense-version-repository.js';
import type { ExpenseState } from '../../../storage/ledger/expense-state-queries.js';
import type { Repositories } from '../../../storage/repositories.js';
import { encode } from '../plain-json.js';

/** What of one expense becomes different. */
export interface Revised {
  readonly state: ExpenseState;
  readonly patch: ExpensePatch;
  /** The version that it stands for afterwards, where it gets back what it was; else the next one. */
  readonly stateAfter?: number;
}

type Values = Omit<ExpenseState, 'id' | 'version'>;

/**
 * Keeps what the expenses are under a change, then changes them. All that changes stored expenses goes through here.
 * The caller's transaction holds the book's lock. Gives how many of them a person sees: those that were or are live.
 * @throws ForeignKeyViolation when a category or tag is not the book's
 */
export async function revise(
  within: Repositories,
  { bookId, changeId, now }: { bookId: number; changeId: number; now: string },
  items: readonly Revised[],
): Promise<number> {
  await within.expenseVersions.keep(
    bookId,
    changeId,
    items.map(({ state, stateAfter }) => ({ id: state.id, stateAfter: stateAfter ?? state.version + 1 })),
  );
  const groups = new Map<string, { patch: ExpensePatch; ids: number[] }>();
  for (const { state, patch } of items) {
    const key = encode(patch);
    const group = groups.get(key);
    if (group) group.ids.push(state.id);
    else groups.set(key, { patch, ids: [state.id] });
  }
  const { alike, apart } = sorted([...groups.values()]);
  for (const { patch, ids } of alike) await within.expenseVersions.update(bookId, ids, patch, now);
  for (const patches of apart) await within.expenseVersions.updateEach(bookId, patches, now);
  return items.filter(({ state, patch }) => state.deletedAt === null || patch.deletedAt === null).length;
}

/** Expenses that get the same values, and those of which each gets its own. */
function sorted(groups: readonly { patch: ExpensePatch; ids: readonly number[] }[]) {
  const alike: (typeof groups)[number][] = [];
  const apart = new Map<
    string,
    { columns: ListedPatches['columns']; items: { id: number; patch: ExpensePatch }[] }
  >();
  for (const group of groups) {
    const columns = group.ids.length === 1 ? listedColumns(group.patch) : undefined;
    if (!columns) {
      alike.push(group);
      continue;
    }
    const key = columns.join(' ');
    const others = apart.get(key) ?? { columns, items: [] };
    apart.set(key, others);
    others.items.push({ id: group.ids[0]!, patch: group.patch });
  }
  return { alike, apart: [...apart.values()] };
}

/** What a revision makes different of an expense; undefined when it is so already. */
export function patchOf(state: ExpenseState, revision: Revision, now: string): ExpensePatch | undefined {
  const { categoryId, addTagIds = [], removeTagIds = [], description, isDeleted } = revision;
  const kept = fromTagIds(state.tagIds).filter((id) => !removeTagIds.includes(id));
  const hasTags = addTagIds.length > 0 || removeTagIds.length > 0;
  return difference(state, {
    ...state,
    ...(categoryId !== undefined && { categoryId }),
    ...(description !== undefined && { description }),
    ...(hasTags && { tagIds: toTagIds([...kept, ...addTagIds]) }),
    ...(isDeleted && state.deletedAt === null && { deletedAt: now }),
  });
}

/** What must become different for an expense to have the wanted values; undefined when it has them. */
export function difference(state: Values, wanted: Values): ExpensePatch | undefined {
  const [before, searchText] = [searchTextFor(state), searchTextFor(wanted)];
  const patch: ExpensePatch = {
    ...(wanted.categoryId !== state.categoryId && { categoryId: wanted.categoryId }),
    ...(wanted.amountMinor !== state.amountMinor && { amountMinor: wanted.amountMinor }),
    ...(wanted.description !== state.description && { description: wanted.description }),
    ...(searchText !== before && { searchText }),
    ...(wanted.spentOn !== state.spentOn && { spentOn: wanted.spentOn }),
    ...(wanted.tagIds !== state.tagIds && { tagIds: wanted.tagIds }),
    ...(wanted.deletedAt !== state.deletedAt && { deletedAt: wanted.deletedAt }),
  };
  return Object.keys(patch).length === 0 ? undefined : patch;
}

function searchTextFor({ description, amountMinor, tagIds }: Values): string {
  return searchTextOf({ description, amountMinor, tagIds: fromTagIds(tagIds) });
}

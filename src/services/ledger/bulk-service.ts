import { isWithin } from '../../domain/calendar.js';
import type { Revision, Selection } from '../../domain/change.js';
import { invalid } from '../../domain/errors.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import type { Clock } from '../../domain/clock.js';
import { nameKey } from '../../domain/text.js';
import type { Database } from '../../storage/engine/database.js';
import { type Repositories, repositories } from '../../storage/repositories.js';
import type { Principal } from '../identity/principal.js';
import type { ChangeOutcome, ChangeService } from './changes/change-service.js';
import { UNKNOWN_CATEGORY } from './foreign-category.js';
import { isComplete } from './found-expenses.js';
import { idsOfTags } from './tag-names.js';

/** Which expenses: those named, or all that a filter shows. */
export type Chosen = { readonly ids: readonly number[] } | { readonly filter: ExpenseFilter };

/** What becomes of them. */
export interface BulkRevision {
  /** null: without a category. */
  readonly categoryId?: number | null | undefined;
  /** Names. */
  readonly addTags?: readonly string[] | undefined;
  readonly removeTags?: readonly string[] | undefined;
  readonly isDeleted?: boolean | undefined;
}

/** Many expenses at once. */
export class BulkService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly changes: ChangeService,
  ) {}

  /**
   * Files, tags or deletes many expenses as one change that can be undone.
   * @throws AppError invalid (category_id, add_tags), conflict
   */
  async change(
    principal: Principal,
    chosen: Chosen,
    wanted: BulkRevision,
    wait: { readonly waitMs?: number } = {},
  ): Promise<ChangeOutcome> {
    const selection = await this.selectionOf(principal, chosen);
    return this.changes.many(
      principal,
      async (within) => {
        const revision = await this.revisionOf(within, principal, wanted);
        const kind = wanted.isDeleted ? 'bulk_delete' : 'bulk_edit';
        const into = await nameOfCategory(within, principal, wanted.categoryId);
        return {
          kind,
          subject: {
            ...(into !== undefined && { into }),
            ...(wanted.addTags?.length && { addedTags: wanted.addTags }),
            ...(wanted.removeTags?.length && { removedTags: wanted.removeTags }),
          },
          selection,
          revision,
        };
      },
      wait,
    );
  }

  /** What a search finds is named by its ids where these are all: the book need not be walked for them. */
  private async selectionOf({ bookId }: Principal, chosen: Chosen): Promise<Selection> {
    if ('ids' in chosen) return { ids: [...new Set(chosen.ids)] };
    const { words, ...rest } = chosen.filter;
    if (words === undefined) return chosen;
    const found = await repositories(this.database).search.find(bookId, { ...rest, words });
    if (!isComplete(found)) return chosen;
    const within = found.expenses.filter(({ spentOn }) => isWithin(spentOn, rest.range));
    return { ids: within.map(({ id }) => id) };
  }

  private async revisionOf(
    within: Repositories,
    { bookId }: Principal,
    { categoryId, addTags = [], removeTags = [], isDeleted }: BulkRevision,
  ): Promise<Revision> {
    if (isDeleted) return { isDeleted: true };
    const addTagIds = await idsOfTags(within, bookId, addTags, this.clock.now().toISOString());
    const gone = new Set(removeTags.map(nameKey));
    const stored = gone.size === 0 ? [] : await within.tags.list(bookId);
    const removeTagIds = stored.filter((tag) => gone.has(tag.nameKey)).map(({ id }) => id);
    return { ...(categoryId !== undefined && { categoryId }), addTagIds, removeTagIds };
  }
}

/** @throws AppError invalid (category_id) when it is not the book's */
async function nameOfCategory(
  within: Repositories,
  { bookId }: Principal,
  id: number | null | undefined,
): Promise<string | undefined> {
  if (id === undefined) return undefined;
  if (id === null) return '';
  const category = await within.categories.find(bookId, id);
  if (!category) throw invalid({ category_id: UNKNOWN_CATEGORY });
  return category.name;
}

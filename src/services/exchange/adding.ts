import { isAdded, isAddable, type StagedRow } from '../../domain/import/staged-row.js';
import { searchTextOf } from '../../domain/search.js';
import { TAGS_OF_ONE_MAX } from '../../domain/tag.js';
import { NO_TAGS, toTagIds } from '../../domain/tag-ids.js';
import { nameKey } from '../../domain/text.js';
import type { Repositories } from '../../storage/repositories.js';
import type { AddStep } from '../ledger/changes/change-driver.js';
import type { Step, Where } from '../ledger/changes/revision-step.js';
import type { AddTask } from '../ledger/changes/task.js';
import { finishImport } from './finishing.js';
import { nameOfCategory } from './names-of-rows.js';
import { claimOrigins, type RecurringIds, settleOrigins } from './origins-of-rows.js';
import { pagesOfReading } from './staged-pages.js';
import { ROWS_A_PAGE } from './staging.js';

/** Which of the rows that were judged are added. */
export const isMeant = (row: StagedRow, isRestoring: boolean): boolean =>
  isRestoring ? isAddable(row) && row.status !== 'existing' : isAdded(row);

/** Adds the rows of the next pages of an import, which then are gone, and after the last closes the import. */
export const stepOfAdding: AddStep = async (within, where, task, size) => {
  const { bookId, changeId } = where;
  const { importId, firstPage } = task;
  if (!task.isBegun) await within.imports.markUnderWay(bookId, importId, changeId);
  const limit = Math.ceil(size / ROWS_A_PAGE);
  const own = pagesOfReading(firstPage);
  const pages = await within.imports.pages(bookId, importId, { ...own, limit });
  const rows = pages.flatMap((page) => page.rows).filter((row) => isMeant(row, task.isRestoring));
  const ids = await addRows(within, where, { importId, rows, recurring: task.recurring ?? {} });
  if (ids.length > 0)
    await within.expenseVersions.keepImported(bookId, changeId, { importId, firstId: ids[0]! });
  const until = (pages.at(-1)?.page ?? firstPage) + 1;
  await within.imports.removePages(bookId, importId, { from: firstPage, until, limit });
  const added = rows.reduce((sum, { minor }) => sum + BigInt(minor!), task.addedMinor);
  const next = { ...task, isBegun: true, added: task.added + ids.length, addedMinor: added };
  return stepped(within, where, next, { changed: ids.length, isDone: pages.length < limit });
};

async function stepped(
  within: Repositories,
  where: Where,
  task: AddTask,
  { changed, isDone }: { changed: number; isDone: boolean },
): Promise<Step<AddTask>> {
  if (isDone) await finishImport(within, where, task);
  return { changed, task, isDone };
}

/** Stores rows as expenses under the categories and tags that they name and the book has. Gives the ids. */
async function addRows(
  within: Repositories,
  where: Where,
  { importId, rows, recurring }: { importId: number; rows: readonly StagedRow[]; recurring: RecurringIds },
): Promise<number[]> {
  if (rows.length === 0) return [];
  const { bookId, now } = where;
  const origins = await claimOrigins(within, where, rows, recurring);
  const categories = await within.categories.list(bookId);
  const own = new Set(categories.map(({ id }) => id));
  const byName = new Map(categories.map(({ id, name }) => [nameKey(name), id]));
  const tags = rows.some((row) => row.tags.length > 0) ? await within.tags.list(bookId) : [];
  const tagsByName = new Map(tags.map((tag) => [tag.nameKey, tag.id]));
  const categoryOf = ({ categoryId, category }: StagedRow) => {
    if (categoryId === 'file') return byName.get(nameKey(nameOfCategory(category) ?? '')) ?? null;
    // One that was deleted meanwhile: none.
    return categoryId !== null && own.has(categoryId) ? categoryId : null;
  };
  const values = rows.map((row, at) => {
    const amountMinor = BigInt(row.minor!);
    const description = row.renamed ?? row.description;
    const named = row.tags.flatMap((name) => tagsByName.get(nameKey(name)) ?? []);
    const tagIds = [...new Set(named)].slice(0, TAGS_OF_ONE_MAX);
    return {
      amountMinor,
      description,
      searchText: searchTextOf({ description, amountMinor, tagIds }),
      categoryId: categoryOf(row),
      spentOn: row.day!,
      tagIds: tagIds.length === 0 ? NO_TAGS : toTagIds(tagIds),
      importId,
      externalId: row.externalId,
      recurringId: origins.get(at)?.recurringId ?? null,
      now,
    };
  });
  const ids = await within.expenses.insertMany(bookId, values);
  await settleOrigins(within, bookId, origins, ids);
  return ids;
}

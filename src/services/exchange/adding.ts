import { setImmediate as nextTurn } from 'node:timers/promises';
import { parseCategoryName } from '../../domain/category.js';
import type { StagedRow } from '../../domain/import/staged-row.js';
import { searchTextOf } from '../../domain/search.js';
import { parseTagName, TAGS_OF_ONE_MAX } from '../../domain/tag.js';
import { NO_TAGS, toTagIds } from '../../domain/tag-ids.js';
import { nameKey } from '../../domain/text.js';
import type { Repositories } from '../../storage/repositories.js';
import type { Principal } from '../identity/principal.js';
import { CATEGORIES_MAX, tooManyCategories } from '../ledger/category-service.js';
import { idsOfTags } from '../ledger/tag-names.js';

const PORTION = 1_000;
const CATEGORY_NAME_MAX = 40;

interface Adding {
  readonly importId: number;
  readonly rows: readonly StagedRow[];
  readonly now: string;
}

/** Stores rows as expenses with the categories and tags that they name, which are made where they are missing. Gives the ids. */
export async function addRows(
  within: Repositories,
  principal: Principal,
  { importId, rows, now }: Adding,
): Promise<number[]> {
  const { bookId } = principal;
  const categories = await categoriesOf(within, bookId, rows, now);
  const tags = await tagsOf(within, bookId, rows, now);
  const ids: number[] = [];
  for (let at = 0; at < rows.length; at += PORTION) {
    const values = rows.slice(at, at + PORTION).map((row) => {
      const amountMinor = BigInt(row.minor!);
      const tagIds = [...new Set(row.tags.flatMap((name) => tags.get(nameKey(name)) ?? []))].slice(
        0,
        TAGS_OF_ONE_MAX,
      );
      return {
        amountMinor,
        description: row.description,
        searchText: searchTextOf({ description: row.description, amountMinor, tagIds }),
        categoryId: categories(row),
        spentOn: row.day!,
        tagIds: tagIds.length === 0 ? NO_TAGS : toTagIds(tagIds),
        importId,
        externalId: row.externalId,
        now,
      };
    });
    ids.push(...(await within.expenses.insertMany(bookId, values)));
    await nextTurn();
  }
  return ids;
}

async function categoriesOf(
  within: Repositories,
  bookId: number,
  rows: readonly StagedRow[],
  now: string,
): Promise<(row: StagedRow) => number | null> {
  const stored = await within.categories.list(bookId);
  const ids = new Map(stored.map(({ id, name }) => [nameKey(name), id]));
  const own = new Set(ids.values());
  for (const { categoryId, category } of rows) {
    if (categoryId !== 'file' || category === null || ids.has(nameKey(category))) continue;
    const name = parseCategoryName([...category].slice(0, CATEGORY_NAME_MAX).join(''));
    if (!name.ok) continue;
    const values = { name: name.value, nameKey: nameKey(name.value), color: 'others', icon: 'tag', now };
    if (!ids.has(values.nameKey) && own.size >= CATEGORIES_MAX) throw tooManyCategories();
    const id = ids.get(values.nameKey) ?? (await within.categories.insert(bookId, values)).id;
    own.add(id);
    ids.set(nameKey(category), id).set(values.nameKey, id);
  }
  return ({ categoryId, category }) => {
    if (categoryId === 'file') return category === null ? null : (ids.get(nameKey(category)) ?? null);
    // One that was deleted meanwhile: none.
    return categoryId !== null && own.has(categoryId) ? categoryId : null;
  };
}

async function tagsOf(
  within: Repositories,
  bookId: number,
  rows: readonly StagedRow[],
  now: string,
): Promise<ReadonlyMap<string, number>> {
  const names = new Map<string, string>();
  for (const tag of rows.flatMap((row) => row.tags)) {
    const name = parseTagName(tag);
    if (name.ok) names.set(nameKey(tag), name.value);
  }
  const keys = [...names.keys()];
  await idsOfTags(within, bookId, [...names.values()], now);
  const stored = new Map((await within.tags.list(bookId)).map((tag) => [tag.nameKey, tag.id]));
  return new Map(
    keys.flatMap((key) => {
      const id = stored.get(nameKey(names.get(key)!));
      return id === undefined ? [] : [[key, id]];
    }),
  );
}

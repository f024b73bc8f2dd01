import { setImmediate as nextTurn } from 'node:timers/promises';
import { foldText } from '../../domain/folded-text.js';
import { isAddable, type StagedRow } from '../../domain/import/staged-row.js';
import type { LastCategory } from '../../storage/exchange/import-repository.js';
import type { Repositories } from '../../storage/repositories.js';

const AT_ONCE = 1_000;
/** So many of the newest expenses are asked at most. */
const ASKED = 100_000;

/** Files rows that neither a rule nor the file files under the category last used for the same description. */
export class Remembering {
  readonly #wanted = new Set<string>();

  note(row: StagedRow): void {
    for (const key of keysOf(row)) this.#wanted.add(key);
  }

  /** What becomes of each row, once all are noted; undefined: nothing is remembered of any. */
  async recall(within: Repositories, bookId: number): Promise<((row: StagedRow) => StagedRow) | undefined> {
    if (this.#wanted.size === 0) return undefined;
    const used = await lastCategories(within, bookId, this.#wanted);
    if (used.size === 0) return undefined;
    return (row) => {
      const key = keysOf(row).find((one) => used.has(one));
      return key === undefined ? row : { ...row, categoryId: used.get(key)! };
    };
  }
}

/** What its expense will be called, and what the file calls it; none where its category is known. */
function keysOf(row: StagedRow): string[] {
  if (row.categoryId !== null || row.category !== null || !isAddable(row)) return [];
  return [...(row.renamed ? [row.renamed] : []), row.description].map(foldText);
}

/** Folded descriptions with the category of the newest expense that has one; not those filed under an archived one. */
async function lastCategories(
  { categories, imports }: Repositories,
  bookId: number,
  wanted: ReadonlySet<string>,
): Promise<Map<string, number>> {
  const open = (await categories.list(bookId)).filter(({ archivedAt }) => archivedAt === null);
  const own = new Set(open.map(({ id }) => id));
  const found = new Map<string, number>();
  let place: LastCategory | undefined;
  for (let asked = 0; asked < ASKED && found.size < wanted.size; asked += AT_ONCE) {
    const newest = await imports.lastCategories(bookId, place, AT_ONCE);
    for (const { description, categoryId } of newest) {
      const key = categoryId === null ? '' : foldText(description);
      if (categoryId !== null && wanted.has(key) && !found.has(key)) found.set(key, categoryId);
    }
    place = newest.at(-1);
    if (newest.length < AT_ONCE) break;
    // On SQLite a page comes without a turn of the event loop: others get theirs here.
    await nextTurn();
  }
  return new Map([...found].filter(([, id]) => own.has(id)));
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { StagedRow } from '../../domain/import/staged-row.js';
import type { Repositories } from '../../storage/repositories.js';

/** So many pages are read or stored at once. */
export const PAGES_AT_ONCE = 10;

export interface Place {
  readonly bookId: number;
  readonly id: number;
  readonly firstPage: number;
}

/** The pages of an import in their order, some at a time. */
export async function* pagesFrom(
  { imports }: Repositories,
  { bookId, id, firstPage }: Place,
): AsyncGenerator<StagedRow[][]> {
  for (let from = firstPage; ;) {
    const pages = await imports.pages(bookId, id, { from, limit: PAGES_AT_ONCE });
    if (pages.length > 0) yield pages.map(({ rows }) => rows);
    if (pages.length < PAGES_AT_ONCE) return;
    from = pages.at(-1)!.page + 1;
    // On SQLite pages come without a turn of the event loop: others get theirs here.
    await nextTurn();
  }
}

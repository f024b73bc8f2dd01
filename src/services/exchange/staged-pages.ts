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

/** So far apart the pages of two readings of a file stand; more than a file can have. */
export const PAGES_APART = 1_000_000;

/** Where the pages of a reading stand: others may be there, of a reading that it takes the place of, or that takes its. */
export const pagesOfReading = (firstPage: number): { from: number; until: number } => ({
  from: firstPage,
  until: firstPage + PAGES_APART,
});

/** The pages of a reading in their order, some at a time. */
export async function* pagesFrom(
  { imports }: Repositories,
  { bookId, id, firstPage }: Place,
): AsyncGenerator<StagedRow[][]> {
  const { until } = pagesOfReading(firstPage);
  for (let from = firstPage; ;) {
    const pages = await imports.pages(bookId, id, { from, until, limit: PAGES_AT_ONCE });
    if (pages.length > 0) yield pages.map(({ rows }) => rows);
    if (pages.length < PAGES_AT_ONCE) return;
    from = pages.at(-1)!.page + 1;
    // On SQLite pages come without a turn of the event loop: others get theirs here.
    await nextTurn();
  }
}

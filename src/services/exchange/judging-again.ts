import { setImmediate as nextTurn } from 'node:timers/promises';
import type { StagedRow } from '../../domain/import/staged-row.js';
import type { Repositories } from '../../storage/repositories.js';
import { isMeant } from './adding.js';
import { collectNames, type Names } from './names-of-rows.js';
import { judged, ROWS_A_PAGE } from './staging.js';
import type { Import } from './stored-import.js';

const PAGES_AT_ONCE = 10;

interface Again {
  readonly found: Import;
  readonly isRestoring: boolean;
  readonly inTransaction: <T>(work: (within: Repositories) => Promise<T>) => Promise<T>;
}

/** Judges all rows by what the book holds now, and stores what became different. Gives what will be added. */
export async function judgeAgain(
  within: Repositories,
  bookId: number,
  { found, isRestoring, inTransaction }: Again,
): Promise<{ names: Names; count: number }> {
  const { id, firstPage } = found;
  const rows: StagedRow[] = [];
  for (let from = firstPage; ;) {
    const pages = await within.imports.pages(bookId, id, { from, limit: PAGES_AT_ONCE });
    for (const page of pages) rows.push(...page.rows);
    if (pages.length < PAGES_AT_ONCE) break;
    from = pages.at(-1)!.page + 1;
    // On SQLite pages come without a turn of the event loop: others get theirs here.
    await nextTurn();
  }
  const now = await judged(within, bookId, rows);
  const names: Names = { categories: new Set(), tags: new Set() };
  let count = 0;
  for (let at = 0; at < now.length; at += ROWS_A_PAGE) {
    const page = now.slice(at, at + ROWS_A_PAGE);
    if (page.some((row, nth) => row.status !== rows[at + nth]!.status)) {
      const number = firstPage + at / ROWS_A_PAGE;
      await inTransaction((locked) => savePage(locked, bookId, { id, number, page }));
    }
    for (const row of page) {
      if (!isMeant(row, isRestoring)) continue;
      count += 1;
      collectNames(row, names);
    }
  }
  return { names, count };
}

/** Keeps what was chosen meanwhile. */
async function savePage(
  { imports }: Repositories,
  bookId: number,
  { id, number, page }: { id: number; number: number; page: readonly StagedRow[] },
): Promise<void> {
  const stored = (await imports.lockPage(bookId, id, number)) ?? [];
  const verdicts = new Map(page.map((row) => [row.line, row]));
  const saved = stored.map((row) => {
    const { status, existingId, beside } = verdicts.get(row.line) ?? row;
    return { ...row, status, existingId, beside };
  });
  await imports.savePage(bookId, id, number, saved);
}

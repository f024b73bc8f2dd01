import type { StagedRow } from '../../domain/import/staged-row.js';
import type { Repositories } from '../../storage/repositories.js';
import { isMeant } from './adding.js';
import { collectNames, type Names } from './names-of-rows.js';
import { Asked, judgePages } from './judging-pages.js';
import { pagesFrom } from './staged-pages.js';
import type { Import } from './stored-import.js';

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
  const { id, firstPage, reading } = found;
  const pages = () => pagesFrom(within, { bookId, id, firstPage });
  const asked = new Asked();
  for await (const some of pages()) for (const row of some.flat()) asked.note(row);
  const names: Names = { categories: new Set(), tags: new Set() };
  let [count, number] = [0, firstPage];
  const known = await asked.known(within, bookId);
  for await (const { before, now } of judgePages(reading.format, pages, known))
    for (const [nth, page] of now.entries()) {
      if (page.some(({ status }, at) => status !== before[nth]![at]!.status))
        await inTransaction((locked) => savePage(locked, bookId, { id, number, page }));
      number += 1;
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

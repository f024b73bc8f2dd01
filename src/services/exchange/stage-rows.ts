import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Currency } from '../../domain/currency.js';
import type { ImportFormat, ReadRow } from '../../domain/import/reading.js';
import type { Repositories } from '../../storage/repositories.js';
import { type Filing, filingFor } from './filing.js';
import { Asked, judgePages } from './judging-pages.js';
import { PAGES_AT_ONCE, pagesFrom, type Place } from './staged-pages.js';
import { inPages, ROWS_A_PAGE, Tally, toStaged, type Totals } from './staging.js';

/** So many rows are staged at once; all portions but the last must have as many, for pages are full. */
export const ROWS_AT_ONCE = PAGES_AT_ONCE * ROWS_A_PAGE;

interface File {
  readonly currency: Currency;
  readonly format: ImportFormat;
  readonly rows: AsyncIterable<readonly ReadRow[]>;
}

/**
 * Stores rows as they come, and then, when all are there, what the book knows of them. Nothing of them is held, so that a
 * large file needs no more memory than a small one.
 */
export async function stageRows(
  within: Repositories,
  place: Place,
  file: File,
): Promise<{ totals: Totals; rowCount: number }> {
  const { bookId } = place;
  const filing = await filingFor(within, bookId, file.format);
  const asked = new Asked();
  const tally = await storeRows(within, place, { ...file, filing, asked });
  const known = await asked.known(within, bookId);
  const recalled = await filing.remembering?.recall(within, bookId);
  if (known.length === 0 && !recalled) return { totals: tally.totals(), rowCount: tally.rows };
  const judged = new Tally();
  let page = place.firstPage;
  for await (const { now } of judgePages(file.format, () => pagesFrom(within, place), known)) {
    const filed = recalled ? now.map((rows) => rows.map(recalled)) : now;
    filed.forEach((rows) => judged.count(rows));
    await within.imports.savePages(bookId, place.id, page, filed);
    page += filed.length;
  }
  return { totals: judged.totals(), rowCount: judged.rows };
}

/** As if the book were empty. */
async function storeRows(
  within: Repositories,
  { bookId, id, firstPage }: Place,
  { rows: portions, currency, filing, asked }: File & { filing: Filing; asked: Asked },
): Promise<Tally> {
  const tally = new Tally();
  let page = firstPage;
  for await (const portion of portions) {
    const rows = portion.map((row) => filing.file(toStaged(row, currency)));
    for (const row of rows) {
      asked.note(row);
      filing.remembering?.note(row);
    }
    tally.count(rows);
    const pages = inPages(rows);
    await within.imports.savePages(bookId, id, page, pages);
    page += pages.length;
    await nextTurn();
  }
  return tally;
}

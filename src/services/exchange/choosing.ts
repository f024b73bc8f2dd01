import { invalid, notFound } from '../../domain/errors.js';
import { isAdded, type StagedRow } from '../../domain/import/staged-row.js';
import { message } from '../../messages/message.js';
import type { Repositories } from '../../storage/repositories.js';
import { changedTotals } from './staging.js';
import { type About, mustBeOpen, storedImport } from './stored-import.js';

/** What a person wants of the row of a line. */
export interface RowChoice {
  readonly line: number;
  readonly include?: boolean;
  readonly categoryId?: number | null | 'file';
}

/**
 * Keeps what was chosen of the rows of a page. Within a transaction that holds the book's lock.
 * @throws AppError not_found, invalid (category_id), conflict (imported already)
 */
export async function chooseRows(
  within: Repositories,
  bookId: number,
  id: number,
  { page, choices }: { readonly page: number; readonly choices: readonly RowChoice[] },
): Promise<void> {
  const found = await storedImport(within, bookId, id);
  mustBeOpen(found);
  const { reading, currency, firstPage, said, rowCount } = found;
  const rows = await within.imports.lockPage(bookId, id, firstPage + page);
  if (!rows) throw notFound('import_row');
  const own = new Set((await within.categories.list(bookId)).map((category) => category.id));
  const byLine = new Map(choices.map((choice) => [choice.line, choice]));
  const chosen = rows.map((row) => withChoice(row, byLine.get(row.line), own));
  await within.imports.savePage(bookId, id, firstPage + page, chosen);
  const totals = changedTotals(found.totals, rows, chosen);
  const about: About = { reading, totals, currency, firstPage };
  const values = { about: JSON.stringify(about), said: JSON.stringify(said), rowCount };
  await within.imports.saveReading(bookId, id, values);
}

/** What is as the status says anyway is no choice: it may be judged otherwise at the end. */
function withChoice(row: StagedRow, choice: RowChoice | undefined, own: ReadonlySet<number>): StagedRow {
  if (!choice) return row;
  const { include, categoryId } = choice;
  if (typeof categoryId === 'number' && !own.has(categoryId))
    throw invalid({ category_id: message('fault.category.unknown') });
  const usual = isAdded({ ...row, chosen: null });
  return {
    ...row,
    ...(include !== undefined && { chosen: include === usual ? null : include }),
    ...(categoryId !== undefined && {
      categoryId: categoryId === 'file' && row.category === null ? null : categoryId,
    }),
  };
}

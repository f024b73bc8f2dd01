import type { ImportFormat } from '../../domain/import/reading.js';
import type { StagedRow } from '../../domain/import/staged-row.js';
import type { Repositories } from '../../storage/repositories.js';
import { replaceEach } from '../portions.js';
import { withLastCategories } from './remembering.js';
import { comesBackAsItWas, rulesFor } from './ruling.js';
import { categoriesFor } from './staging.js';

/**
 * Rows under the categories that they will have: what a rule says counts first, then what the file says, then what was
 * last used for the same description. Files of our own say it all.
 */
export async function filed(
  within: Repositories,
  bookId: number,
  format: ImportFormat,
  rows: StagedRow[],
): Promise<StagedRow[]> {
  const categorised = await categoriesFor(within, bookId);
  const ruled = await rulesFor(within, bookId, format);
  const said = await replaceEach(rows, (row) => ruled(categorised(row)));
  return comesBackAsItWas(format) ? said : withLastCategories(within, bookId, said);
}

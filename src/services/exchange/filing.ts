import { type ImportFormat, isOwnFormat } from '../../domain/import/reading.js';
import type { StagedRow } from '../../domain/import/staged-row.js';
import type { Repositories } from '../../storage/repositories.js';
import { Remembering } from './remembering.js';
import { rulesFor } from './ruling.js';
import { categoriesFor } from './staging.js';

/**
 * Rows under the categories that they will have: what a rule says counts first, then what the file says, then what was
 * last used for the same description. Files of our own say it all.
 */
export interface Filing {
  readonly file: (row: StagedRow) => StagedRow;
  readonly remembering: Remembering | undefined;
}

export async function filingFor(within: Repositories, bookId: number, format: ImportFormat): Promise<Filing> {
  const categorised = await categoriesFor(within, bookId);
  const ruled = await rulesFor(within, bookId, format);
  return {
    file: (row) => ruled(categorised(row)),
    remembering: isOwnFormat(format) ? undefined : new Remembering(),
  };
}

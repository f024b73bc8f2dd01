import type { Repositories } from '../../storage/repositories.js';
import type { Where } from '../ledger/changes/revision-step.js';
import type { AddTask } from '../ledger/changes/task.js';
import { PAGES_APART } from './staged-pages.js';
import { toImport } from './stored-import.js';

/**
 * Closes an import whose rows are added: it keeps what was read and how many came of it, not its file. What was said
 * about the file is known for the next of its shape.
 */
export async function finishImport(
  within: Repositories,
  { bookId, changeId, now }: Where,
  { importId, added, addedMinor }: Pick<AddTask, 'importId' | 'added' | 'addedMinor'>,
): Promise<void> {
  const { imports } = within;
  const stored = await imports.find(bookId, importId);
  if (!stored) return;
  const { reading, said, totals, rowCount } = toImport(stored);
  const { parts: _parts, ...about } = reading;
  await imports.finish(bookId, importId, { changeId: added === 0 ? null : changeId, added, now });
  await imports.saveReading(bookId, importId, {
    about: JSON.stringify({
      reading: about,
      totals: { ...totals, adding: added, addingMinor: String(addedMinor) },
      firstPage: 0,
    }),
    said: stored.said,
    rowCount,
  });
  if (Object.keys(said).length > 0) await imports.saveShape(bookId, reading.fingerprint, stored.said, now);
  await imports.removePages(bookId, importId, {
    from: 0,
    until: Number.MAX_SAFE_INTEGER,
    limit: PAGES_APART,
  });
  await imports.removeFile(bookId, importId);
}

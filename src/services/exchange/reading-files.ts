import type { ReadingValues } from '../../domain/import/reading.js';
import type { Repositories } from '../../storage/repositories.js';
import { refusalOf } from './import-refusals.js';
import { openInWorker, type ReadingFile } from './read-in-worker.js';
import { ROWS_AT_ONCE } from './stage-rows.js';

/**
 * Reads a file as is said. It must be closed.
 * @throws AppError invalid (file, or a field of the reading)
 */
export async function readAsSaid(bytes: Uint8Array, options: ReadingValues): Promise<ReadingFile> {
  const reading = await openInWorker({ bytes, options, portion: ROWS_AT_ONCE });
  if (!('rows' in reading)) throw refusalOf(reading);
  return reading;
}

/** The same, and as was said of another file of its shape, where it can be read so. Gives also what counted. */
export async function readAsKnown(
  { imports }: Repositories,
  bookId: number,
  { bytes, said }: { bytes: Uint8Array; said: ReadingValues },
): Promise<{ reading: ReadingFile; options: ReadingValues }> {
  const first = await readAsSaid(bytes, said);
  const known = await imports.shape(bookId, first.about.fingerprint);
  if (known === undefined) return { reading: first, options: said };
  // Two threads at once would need twice the memory.
  await first.close();
  const options = { ...(JSON.parse(known) as ReadingValues), ...said };
  const again = await openInWorker({ bytes, options, portion: ROWS_AT_ONCE });
  if ('rows' in again) return { reading: again, options };
  return { reading: await readAsSaid(bytes, said), options: said };
}

import type { Clock } from '../../../domain/clock.js';
import type { Database, Queryable } from '../../../storage/engine/database.js';
import { type BackupHeader, type BackupManifest, FORMAT, NOTE } from './backup-format.js';
import { writeWhole } from './backup-file.js';
import { lastStep, partsOf } from './parts.js';

export interface BackupOptions {
  readonly clock: Clock;
  /** The version of this program. */
  readonly program: string;
  /** Told how many rows have been read so far. */
  readonly onProgress?: ((rows: number) => void) | undefined;
}

/**
 * Writes everything that is stored at one moment to a file. `db` is busy meanwhile: on SQLite a connection of its own.
 * @returns what was counted and summed on the way
 */
export async function writeBackup(
  db: Database,
  path: string,
  options: BackupOptions,
): Promise<BackupManifest> {
  return db.snapshot(async (seen) => {
    let manifest: BackupManifest | undefined;
    await writeWhole(
      path,
      texts(seen, db, options, (made) => (manifest = made)),
    );
    return manifest!;
  });
}

async function* texts(
  seen: Queryable,
  { dialect: engine }: Database,
  { clock, program, onProgress }: BackupOptions,
  onManifest: (manifest: BackupManifest) => void,
): AsyncGenerator<string> {
  const made = { program, schema: await lastStep(seen), made_at: clock.now().toISOString(), engine };
  const header: BackupHeader = { outlay: 'backup', format: FORMAT, ...made, note: NOTE };
  yield `${JSON.stringify(header)}\n`;
  let total = 0;
  for await (const part of partsOf(seen, engine)) {
    if ('manifest' in part) {
      onManifest(part.manifest);
      yield `${JSON.stringify(part)}\n`;
      continue;
    }
    yield `${JSON.stringify({ table: part.table, columns: part.columns })}\n`;
    for await (const rows of part.rows) {
      onProgress?.((total += rows.length));
      yield `${rows.map(({ line }) => line).join('\n')}\n`;
    }
  }
}

import type { Dialect, MigratableDatabase, Queryable } from '../../../storage/engine/database.js';
import { StorageError } from '../../../storage/engine/storage-errors.js';
import { Digest } from '../../../storage/upkeep/digest.js';
import { LEFT_OUT_TABLES, SEARCH_TABLES, STORED_TABLES } from '../../../storage/upkeep/stored-tables.js';
import { setSequences, TableLoader } from '../../../storage/upkeep/table-loader.js';
import { readShapes, type TableCount, type TableShape } from '../../../storage/upkeep/table-reader.js';
import { BackupDamaged, type BackupManifest, BackupRefused } from './backup-format.js';
import { compareCounts, compareWithManifest } from './comparison.js';
import type { Part, TablePart } from './parts.js';

/**
 * Within a transaction: fills empty tables, and compares every row, sum and kept total with the manifest.
 * @throws BackupDamaged, which says what differs and where
 */
export async function load(
  tx: Queryable,
  dialect: Dialect,
  parts: AsyncIterable<Part>,
  onProgress?: (rows: number) => void,
): Promise<BackupManifest> {
  const shapes = await readShapes(tx, dialect);
  const loaders: TableLoader[] = [];
  const found: Record<string, TableCount> = {};
  let total = 0;
  for await (const part of parts) {
    if ('manifest' in part) {
      const { manifest } = part;
      refuseDifferent(compareCounts(manifest.tables, found));
      for (const loader of loaders) await loader.finish();
      await setSequences(tx, dialect, shapes, manifest.sequences);
      refuseDifferent(await compareWithManifest(tx, dialect, manifest));
      return manifest;
    }
    const loader = loaderOf(tx, shapes, part);
    loaders.push(loader);
    const digest = new Digest();
    for await (const rows of part.rows) {
      for (const { line } of rows) digest.add(line);
      await naming(part.table, digest.rows, () => loader.add(rows.map(({ values }) => values)));
      onProgress?.((total += rows.length));
    }
    found[part.table] = { rows: digest.rows, sha256: digest.hex };
  }
  throw new BackupDamaged('The manifest is missing.');
}

/** Tables without rows are as good as none: a restore that was cut off leaves them. @throws BackupRefused */
export async function refuseFilled(db: MigratableDatabase): Promise<void> {
  for (const name of (await readShapes(db, db.dialect)).keys()) {
    if (name in LEFT_OUT_TABLES || SEARCH_TABLES.test(name)) continue;
    if ((await db.all(`SELECT 1 AS found FROM "${name}" LIMIT 1`)).length > 0)
      throw new BackupRefused(`The database holds something already (table ${name}): take an empty one.`);
  }
}

function loaderOf(tx: Queryable, shapes: ReadonlyMap<string, TableShape>, part: TablePart) {
  const { table: name, columns } = part;
  const shape = shapes.get(name);
  const table = STORED_TABLES.find((candidate) => candidate.name === name);
  if (!shape || !table) throw new BackupDamaged(`There is a table ${name}, which this schema has not.`);
  const missing = columns.filter((column) => !shape.columns.includes(column));
  if (missing.length > 0)
    throw new BackupDamaged(
      `The table ${name} has a column ${missing.join(', ')}, which this schema has not.`,
    );
  return new TableLoader(tx, shape, columns, table);
}

/** A row that its table refuses was not written by a backup. */
async function naming<T>(table: string, upTo: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    const where = `${table}, among the rows up to the ${String(upTo)}th`;
    throw new BackupDamaged(`${where}: ${error.message}.`, { cause: error });
  }
}

function refuseDifferent(differences: readonly string[]): void {
  if (differences.length > 0) throw new BackupDamaged(differences.join('\n'));
}

import type { Clock } from '../../../domain/clock.js';
import type { Database, Dialect, MigratableDatabase } from '../../../storage/engine/database.js';
import { migrate, readMigrations } from '../../../storage/engine/migrate.js';
import { type BackupHeader, type BackupManifest, BackupRefused, FORMAT } from './backup-format.js';
import { partsOfFile, readHeader } from './file-parts.js';
import { load, refuseFilled } from './load.js';
import { lastStep, partsOf } from './parts.js';

export interface RestoreOptions {
  readonly clock: Clock;
  readonly program: string;
  /** Where the steps of the schema are. */
  readonly migrations: string;
  readonly onProgress?: ((rows: number) => void) | undefined;
  /** Leave the schema as old as the backup: to look at it. */
  readonly asItWas?: boolean;
}

export interface Restored {
  readonly manifest: BackupManifest;
  /** Steps that brought what was restored up to date. */
  readonly migrated: readonly string[];
}

/**
 * Fills an empty database with a backup of either engine, in one transaction; every row, sum and kept total is compared
 * with the manifest before it is stored. What an older Outlay stored is then brought up to date.
 * @throws BackupRefused (the database holds something; the backup is of a newer program), BackupDamaged (says where)
 */
export async function restoreBackup(
  path: string,
  db: MigratableDatabase,
  options: RestoreOptions,
): Promise<Restored & { readonly header: BackupHeader }> {
  const header = await readHeader(path);
  refuseNewer(header, db.dialect, options);
  return { header, ...(await into(db, header.schema, () => partsOfFile(path), options)) };
}

/**
 * Fills an empty database with what another holds at this moment, of the same engine or not; compared like a restore.
 * After a failure nothing is there, and it can be run again.
 * @throws BackupRefused
 */
export async function copyDatabase(
  from: Database,
  to: MigratableDatabase,
  options: RestoreOptions,
): Promise<Restored> {
  return from.snapshot(async (seen) => {
    const schema = await lastStep(seen);
    const known = readMigrations(options.migrations, to.dialect).map(({ name }) => name);
    if (!known.includes(schema))
      throw new BackupRefused(`That database is of another Outlay: it has ${schema}.`);
    return into(to, schema, () => partsOf(seen, from.dialect), options);
  });
}

type Parts = ReturnType<typeof partsOf>;

async function into(
  db: MigratableDatabase,
  schema: string,
  parts: () => Parts,
  { migrations, clock, onProgress, asItWas }: RestoreOptions,
): Promise<Restored> {
  await refuseFilled(db);
  const steps = { directory: migrations, now: clock.now().toISOString() };
  await migrate(db, { ...steps, upTo: schema });
  const manifest = await db.transaction((tx) => load(tx, db.dialect, parts(), onProgress));
  return { manifest, migrated: asItWas === true ? [] : await migrate(db, steps) };
}

function refuseNewer(header: BackupHeader, dialect: Dialect, { migrations, program }: RestoreOptions): void {
  const known = readMigrations(migrations, dialect).map(({ name }) => name);
  if (header.format === FORMAT && known.includes(header.schema)) return;
  throw new BackupRefused(
    `The backup was made by Outlay ${header.program} (tables as of ${header.schema}), which is newer than this one: ` +
      `${program} (tables as of ${known.at(-1) ?? 'nothing'}). Restore it with the newer one.`,
  );
}

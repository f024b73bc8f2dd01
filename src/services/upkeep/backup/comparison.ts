import type { Dialect, Queryable } from '../../../storage/engine/database.js';
import { countTable, readShapes, readSums, type TableCount } from '../../../storage/upkeep/table-reader.js';
import { countDerived, present } from './parts.js';
import type { BackupManifest } from './backup-format.js';

type Counts = Readonly<Record<string, TableCount>>;

/** What is stored in a database that should be what a manifest says: sentences about what is not, none when all is. */
export async function compareWithManifest(
  db: Queryable,
  dialect: Dialect,
  manifest: BackupManifest,
): Promise<string[]> {
  const shapes = await readShapes(db, dialect);
  const tables: Record<string, TableCount> = {};
  for (const shape of present(shapes)) tables[shape.name] = await countTable(db, shape);
  return [
    ...compareCounts(manifest.tables, tables),
    ...compareCounts(manifest.derived, await countDerived(db, shapes)),
    ...compareSums(manifest.sums, await readSums(db)),
  ];
}

/** The two are of the same tables, or it is said which one has one more. */
export function compareCounts(said: Counts, found: Counts): string[] {
  const names = [...new Set([...Object.keys(said), ...Object.keys(found)])];
  return names.flatMap((name) => {
    const [wanted, have] = [said[name], found[name]];
    if (!wanted) return [`${name}: not in the manifest.`];
    if (!have) return [`${name}: in the manifest, but missing.`];
    if (wanted.rows !== have.rows)
      return [`${name}: ${String(have.rows)} rows, where the manifest says ${String(wanted.rows)}.`];
    return wanted.sha256 === have.sha256
      ? []
      : [`${name}: its rows are not those of the manifest (SHA-256).`];
  });
}

function compareSums(said: BackupManifest['sums'], found: BackupManifest['sums']): string[] {
  const currencies = [...new Set([...Object.keys(said), ...Object.keys(found)])];
  return currencies
    .filter((currency) => said[currency] !== found[currency])
    .map(
      (currency) =>
        `The sum in ${currency} is ${found[currency] ?? 'none'}, where the manifest says ${said[currency] ?? 'none'}.`,
    );
}

import type { Dialect, Queryable, SqlValue } from '../../../storage/engine/database.js';
import { Digest } from '../../../storage/upkeep/digest.js';
import { DERIVED_TABLES, STORED_TABLES } from '../../../storage/upkeep/stored-tables.js';
import {
  countTable,
  readRows,
  readSequences,
  readShapes,
  readSums,
  type TableCount,
  type TableShape,
  toLine,
  unknownTables,
} from '../../../storage/upkeep/table-reader.js';
import type { BackupManifest } from './backup-format.js';

/** A row, and the line that stands for it in a file and in a SHA-256. */
export interface Row {
  readonly values: readonly SqlValue[];
  readonly line: string;
}

/** Everything that is stored, table by table, and at the end what was counted: from a database or from a file. */
export type Part = TablePart | { readonly manifest: BackupManifest };

export interface TablePart {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<Row[]>;
}

/** Reads a database; the rows of one table are to be taken before the next part is asked for. */
export async function* partsOf(seen: Queryable, dialect: Dialect): AsyncGenerator<Part> {
  const shapes = await readShapes(seen, dialect);
  const unknown = unknownTables(shapes.keys());
  if (unknown.length > 0) throw new Error(`Nobody said whether to store the tables ${unknown.join(', ')}.`);
  const tables: Record<string, TableCount> = {};
  for (const shape of present(shapes)) {
    const digest = new Digest();
    yield { table: shape.name, columns: shape.columns, rows: rowsOf(seen, shape, digest) };
    tables[shape.name] = { rows: digest.rows, sha256: digest.hex };
  }
  const manifest = {
    tables,
    derived: await countDerived(seen, shapes),
    sums: await readSums(seen),
    sequences: await readSequences(seen, dialect, present(shapes)),
  };
  yield { manifest };
}

async function* rowsOf(seen: Queryable, shape: TableShape, digest: Digest): AsyncGenerator<Row[]> {
  for await (const page of readRows(seen, shape)) {
    const rows = page.map((values) => ({ values, line: toLine(values) }));
    for (const { line } of rows) digest.add(line);
    yield rows;
  }
}

/** Those of the stored tables that the schema has: an older one has fewer. */
export function present(shapes: ReadonlyMap<string, TableShape>): TableShape[] {
  return STORED_TABLES.flatMap(({ name }) => shapes.get(name) ?? []);
}

export async function countDerived(
  db: Queryable,
  shapes: ReadonlyMap<string, TableShape>,
): Promise<Record<string, TableCount>> {
  const counts: Record<string, TableCount> = {};
  for (const name of DERIVED_TABLES) {
    const shape = shapes.get(name);
    if (shape) counts[name] = await countTable(db, shape);
  }
  return counts;
}

/** The last step of the schema; empty before the first. */
export async function lastStep(db: Queryable): Promise<string> {
  const row = await db.get<{ name: string | null }>('SELECT MAX(name) AS name FROM schema_migrations');
  return row?.name ?? '';
}

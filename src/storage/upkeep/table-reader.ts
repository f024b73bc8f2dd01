import type { Dialect, Queryable, SqlValue } from '../engine/database.js';
import { Digest } from './digest.js';
import { DERIVED_TABLES, LEFT_OUT_TABLES, SEARCH_TABLES, STORED_TABLES } from './stored-tables.js';

export interface TableShape {
  readonly name: string;
  /** In alphabetical order, the same on both engines. */
  readonly columns: readonly string[];
  /** The engine's own primary key. */
  readonly key: readonly string[];
  /** Whether ids are given out by the table, and by which sequence on PostgreSQL. */
  readonly sequence: string | null;
}

export interface TableCount {
  readonly rows: number;
  readonly sha256: string;
}

interface ColumnRow {
  readonly table_name: string;
  readonly column_name: string;
  /** From 1; 0 when it is not of the primary key. */
  readonly key_place: number;
  readonly sequence: string | null;
}

const PAGE_ROWS = 1_000;

const SHAPES: Readonly<Record<Dialect, string>> = {
  sqlite: `SELECT tables.name AS table_name, info.name AS column_name, info.pk AS key_place,
      CASE WHEN tables.sql LIKE '%AUTOINCREMENT%' AND info.pk = 1 THEN tables.name END AS sequence
    FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS info
    WHERE tables.type = 'table' AND tables.sql NOT LIKE 'CREATE VIRTUAL%'`,
  postgres: `SELECT columns.table_name, columns.column_name,
      COALESCE((SELECT CAST(array_position(conkey, CAST(columns.ordinal_position AS SMALLINT)) AS INTEGER)
        FROM pg_constraint WHERE contype = 'p'
        AND conrelid = CAST(quote_ident(columns.table_name) AS regclass)), 0) AS key_place,
      CASE WHEN is_identity = 'YES' THEN pg_get_serial_sequence(columns.table_name, columns.column_name) END AS sequence
    FROM information_schema.columns
    JOIN information_schema.tables ON tables.table_schema = columns.table_schema
      AND tables.table_name = columns.table_name AND table_type = 'BASE TABLE'
    WHERE columns.table_schema = current_schema()`,
};

/** The tables that are there, by their names. */
export async function readShapes(db: Queryable, dialect: Dialect): Promise<Map<string, TableShape>> {
  const rows = await db.all<ColumnRow>(SHAPES[dialect]);
  const names = [...new Set(rows.map((row) => row.table_name))];
  const shapes = names.map((name) => {
    const own = rows.filter((row) => row.table_name === name);
    const key = own.filter((row) => row.key_place > 0).sort((a, b) => a.key_place - b.key_place);
    return {
      name,
      columns: own.map((row) => row.column_name).sort(),
      key: key.map((row) => row.column_name),
      sequence: own.find((row) => row.sequence !== null)?.sequence ?? null,
    };
  });
  return new Map(shapes.map((shape) => [shape.name, shape]));
}

/** Tables that are neither stored nor derived nor left out on purpose: a list of tables has been forgotten. */
export function unknownTables(names: Iterable<string>): string[] {
  const known = new Set([
    ...STORED_TABLES.map(({ name }) => name),
    ...DERIVED_TABLES,
    ...Object.keys(LEFT_OUT_TABLES),
  ]);
  return [...names].filter((name) => !known.has(name) && !SEARCH_TABLES.test(name));
}

/** All rows by pages, each row in the order of the shape's columns. `asText` reads sums, which may be beyond a number. */
export async function* readRows(
  db: Queryable,
  { name, columns, key }: TableShape,
  asText: readonly string[] = [],
): AsyncGenerator<SqlValue[][]> {
  const list = columns.map((column) =>
    asText.includes(column) ? `CAST(${column} AS TEXT) AS ${column}` : column,
  );
  const order = `ORDER BY ${key.map((column) => `${name}.${column}`).join(', ')} LIMIT ${String(PAGE_ROWS)}`;
  const places = key.map((_, index) => `$${String(index + 1)}`).join(', ');
  const after = `(${key.map((column) => `${name}.${column}`).join(', ')}) > (${places})`;
  const select = `SELECT ${list.join(', ')} FROM ${name}`;
  for (let place: SqlValue[] | undefined; ;) {
    const page: Record<string, SqlValue>[] = place
      ? await db.all(`${select} WHERE ${after} ${order}`, place)
      : await db.all(`${select} ${order}`);
    const last = page.at(-1);
    if (!last) return;
    yield page.map((row) => columns.map((column) => row[column] as SqlValue));
    if (page.length < PAGE_ROWS) return;
    place = key.map((column) => last[column] as SqlValue);
  }
}

/** A row as the line that is stored and hashed. */
export function toLine(values: readonly SqlValue[]): string {
  return JSON.stringify(values, (_name, value: unknown) =>
    value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value,
  );
}

export async function countTable(db: Queryable, shape: TableShape): Promise<TableCount> {
  const digest = new Digest();
  const asText = shape.columns.filter((column) => column.startsWith('total_'));
  for await (const rows of readRows(db, shape, asText)) for (const row of rows) digest.add(toLine(row));
  return { rows: digest.rows, sha256: digest.hex };
}

/** The sum of the expenses that are not in the trash, by currency. */
export async function readSums(db: Queryable): Promise<Record<string, string>> {
  const rows = await db.all<{ currency: string; total: string }>(
    `SELECT books.currency, CAST(SUM(expenses.amount_minor) AS TEXT) AS total FROM expenses
     JOIN books ON books.id = expenses.book_id WHERE expenses.deleted_at IS NULL
     GROUP BY books.currency ORDER BY books.currency`,
  );
  return Object.fromEntries(rows.map(({ currency, total }) => [currency, total]));
}

/** The greatest id that each table has ever given out, so that none is given again. */
export async function readSequences(
  db: Queryable,
  dialect: Dialect,
  shapes: Iterable<TableShape>,
): Promise<Record<string, number>> {
  const last: Record<string, number> = {};
  for (const { name, sequence } of shapes) {
    if (sequence === null) continue;
    const row = await db.get<{ last: number }>(
      dialect === 'sqlite'
        ? `SELECT seq AS last FROM sqlite_sequence WHERE name = '${name}'`
        : `SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS last FROM ${sequence}`,
    );
    last[name] = row?.last ?? 0;
  }
  return last;
}

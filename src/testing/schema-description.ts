import type { Database, Dialect } from '../storage/engine/database.js';

interface Column {
  readonly name: string;
  readonly kind: 'number' | 'text' | 'day' | 'instant' | 'bytes';
  readonly isRequired: boolean;
}

interface Index {
  readonly name: string;
  /** `spent_on DESC`; also those that are only carried along. */
  readonly columns: readonly string[];
  readonly isUnique: boolean;
  readonly isPartial: boolean;
}

/** What a schema promises, in words that hold for both engines. */
export interface TableDescription {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Each as `book_id, id`: the primary key and every other unique one that holds for all rows. */
  readonly keys: readonly string[];
  /** Each as `book_id, category_id > categories (book_id, id) on delete cascade`. */
  readonly references: readonly string[];
  readonly indexes: readonly Index[];
}

const NOT_OF_BOTH = ['schema_migrations', 'rate_limits', 'sqlite_sequence'];
/** The search index is a table with its shadows on SQLite, an index of expenses on PostgreSQL. */
const SEARCH = /^expenses?_search/;

export const describeSchema = async (db: Database): Promise<TableDescription[]> => {
  const read = READERS[db.dialect];
  const tables = await db.all<{ name: string }>(read.tables);
  const names = tables
    .map(({ name }) => name)
    .filter((name) => !NOT_OF_BOTH.includes(name) && !SEARCH.test(name));
  return Promise.all(names.sort().map((name) => describeTable(db, name)));
};

const describeTable = async (db: Database, name: string): Promise<TableDescription> => {
  const read = READERS[db.dialect];
  const [columns, references, indexes] = await Promise.all([
    db.all<{ name: string; type: string; required: number }>(read.columns, [name]),
    db.all<{ reference: string }>(read.references, [name]),
    db.all<{ name: string; columns: string; is_unique: number; is_partial: number; origin: string }>(
      read.indexes,
      [name],
    ),
  ]);
  const keys = indexes.filter((index) => index.is_unique === 1 && index.is_partial === 0);
  const rowId = db.dialect === 'sqlite' ? await db.all<{ name: string }>(ROW_ID, [name]) : [];
  return {
    name,
    columns: columns.map((column) => ({
      name: column.name,
      kind: kindOf(column.name, column.type),
      isRequired: column.required === 1,
    })),
    keys: [...keys.map((key) => key.columns), ...rowId.map((column) => column.name)].sort(),
    references: references.map(({ reference }) => reference.toLowerCase()).sort(),
    indexes: indexes
      .filter(({ name, origin }) => origin === 'c' && !SEARCH.test(name))
      .map((index) => ({
        name: index.name,
        columns: index.columns.split(', '),
        isUnique: index.is_unique === 1,
        isPartial: index.is_partial === 1,
      })),
  };
};

/** SQLite keeps days and instants as text: there the name says which. */
const kindOf = (name: string, type: string): Column['kind'] => {
  if (/^(INTEGER|bigint|integer|smallint)$/.test(type)) return 'number';
  if (type === 'date') return 'day';
  if (type === 'timestamp with time zone') return 'instant';
  if (/^(BLOB|bytea)$/.test(type)) return 'bytes';
  if (type === 'text') return 'text';
  return name.endsWith('_on') ? 'day' : /_(at|until)$/.test(name) ? 'instant' : 'text';
};

const ROW_ID = `SELECT name FROM pragma_table_info($1) AS info WHERE pk = 1 AND type = 'INTEGER'
  AND (SELECT MAX(pk) FROM pragma_table_info($1)) = 1`;

const READERS: Readonly<Record<Dialect, Record<'tables' | 'columns' | 'references' | 'indexes', string>>> = {
  sqlite: {
    tables: "SELECT name FROM sqlite_schema WHERE type = 'table'",
    columns: `SELECT name, type, CASE WHEN pk > 0 THEN 1 ELSE "notnull" END AS required
      FROM pragma_table_info($1) ORDER BY cid`,
    references: `SELECT from_columns || ' > ' || target || ' (' || to_columns || ') on delete ' || action AS reference
      FROM (SELECT "table" AS target, on_delete AS action,
                   group_concat("from", ', ' ORDER BY seq) AS from_columns,
                   group_concat("to", ', ' ORDER BY seq) AS to_columns
            FROM pragma_foreign_key_list($1) GROUP BY id, "table", on_delete) AS list`,
    indexes: `SELECT list.name, list."unique" AS is_unique, list.partial AS is_partial, list.origin,
        (SELECT group_concat(name || CASE "desc" WHEN 1 THEN ' DESC' ELSE '' END, ', ' ORDER BY seqno)
         FROM pragma_index_xinfo(list.name) WHERE key = 1) AS columns
      FROM pragma_index_list($1) AS list ORDER BY list.name`,
  },
  postgres: {
    tables: 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema()',
    columns: `SELECT column_name AS name, data_type AS type, is_nullable = 'NO' AS required
      FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1
      ORDER BY ordinal_position`,
    references: `SELECT ${columnsOf('conkey', 'conrelid')} || ' > ' || confrelid::regclass || ' (' ||
        ${columnsOf('confkey', 'confrelid')} || ') on delete ' || CASE confdeltype
          WHEN 'c' THEN 'cascade' WHEN 'r' THEN 'restrict' WHEN 'n' THEN 'set null' ELSE 'no action' END AS reference
      FROM pg_constraint WHERE contype = 'f' AND conrelid = $1::regclass`,
    indexes: `SELECT relname AS name, indisunique AS is_unique, indpred IS NOT NULL AS is_partial,
        CASE WHEN EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))
          THEN 'u' ELSE 'c' END AS origin,
        (SELECT string_agg(pg_get_indexdef(indexrelid, place, true) ||
           CASE WHEN place <= indnkeyatts AND indoption[place - 1] & 1 = 1 THEN ' DESC' ELSE '' END, ', ' ORDER BY place)
         FROM generate_series(1, indnatts) AS place) AS columns
      FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE indrelid = $1::regclass ORDER BY relname`,
  },
};

function columnsOf(numbers: string, table: string): string {
  return `(SELECT string_agg(attname, ', ' ORDER BY place) FROM unnest(${numbers}) WITH ORDINALITY AS list (number, place)
    JOIN pg_attribute ON attrelid = ${table} AND attnum = number)`;
}

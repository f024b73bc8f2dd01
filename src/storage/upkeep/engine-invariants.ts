import { bySql, type Invariant, SHOWN_MAX } from './invariant.js';

const TRIGGERS = [
  ...['expenses_added', 'expenses_changed', 'expenses_removed'],
  ...['expenses_tags_added', 'expenses_tags_changed', 'expenses_tags_removed', 'expenses_versions_removed'],
].map((name) => `('${name}')`);

/** Of the database itself: file, triggers, indexes and constraints. */
export const ENGINE_INVARIANTS: readonly Invariant[] = [
  {
    name: 'The file is sound (integrity_check)',
    dialect: 'sqlite',
    async *breaches(db) {
      const rows = await db.all<{ integrity_check: string }>('PRAGMA integrity_check(10)');
      yield* rows.map((row) => row.integrity_check).filter((text) => text !== 'ok');
    },
  },
  {
    name: 'No row points at one that does not exist (foreign_key_check)',
    dialect: 'sqlite',
    async *breaches(db) {
      const rows = await db.all<{ table: string; parent: string }>('PRAGMA foreign_key_check');
      yield* rows
        .slice(0, SHOWN_MAX)
        .map((row) => `a row of ${row.table} points at one missing in ${row.parent}`);
    },
  },
  bySql(
    'The triggers that keep totals are there',
    `SELECT 'trigger ' || wanted.column1 || ' is missing' AS breach FROM (VALUES ${TRIGGERS.join(', ')}) AS wanted
     WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND name = wanted.column1)`,
    'sqlite',
  ),
  bySql(
    'The triggers that keep totals are there',
    `SELECT 'trigger ' || wanted.name || ' is missing or off' AS breach FROM (VALUES ${TRIGGERS.join(', ')}) AS wanted (name)
     WHERE NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = wanted.name
                       AND tgrelid = CAST('expenses' AS REGCLASS) AND tgenabled IN ('O', 'A'))`,
    'postgres',
  ),
  bySql(
    'Every index is valid',
    `SELECT 'index ' || CAST(indexrelid AS REGCLASS) || ' must be made again (REINDEX)' AS breach FROM pg_index
     JOIN pg_class ON pg_class.oid = pg_index.indexrelid
     WHERE NOT (indisvalid AND indisready) AND relnamespace = CAST(current_schema() AS REGNAMESPACE)`,
    'postgres',
  ),
  bySql(
    'Every constraint is validated',
    `SELECT 'constraint ' || conname || ' of ' || CAST(conrelid AS REGCLASS) AS breach FROM pg_constraint
     WHERE NOT convalidated AND connamespace = CAST(current_schema() AS REGNAMESPACE)`,
    'postgres',
  ),
];

import type { Database } from '../storage/engine/database.js';

// A virtual table cannot always be read; what it keeps lies in its shadow tables, which are listed too.
const TABLES = {
  sqlite: `SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name`,
  postgres: `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`,
};

/** Everything that is stored, or what is stored in some tables, as one text. */
export async function dumpTables(db: Database, tables?: readonly string[]): Promise<string> {
  const all = await db.all<{ name: string }>(TABLES[db.dialect]);
  const wanted = all.map(({ name }) => name).filter((name) => tables?.includes(name) ?? true);
  const parts: string[] = [];
  for (const name of wanted) {
    const rows = (await db.all(`SELECT * FROM ${name}`)).map((row) => JSON.stringify(row, readable)).sort();
    parts.push(`${name}\n${rows.join('\n')}`);
  }
  return parts.join('\n\n');
}

function readable(_name: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value;
}

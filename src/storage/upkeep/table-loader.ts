import type { Dialect, Queryable, SqlValue } from '../engine/database.js';
import type { StoredTable } from './stored-tables.js';
import type { TableShape } from './table-reader.js';

const ROWS_A_STATEMENT = 200;

/** Fills one table within a transaction; what `countedByTriggers` names is set by `finish`, when all tables are full. */
export class TableLoader {
  private readonly statements = new Map<number, string>();
  private readonly counted: { readonly key: SqlValue[]; readonly values: SqlValue[] }[] = [];

  /** @throws Error when the table has not these columns */
  constructor(
    private readonly db: Queryable,
    private readonly shape: TableShape,
    private readonly columns: readonly string[],
    private readonly table: StoredTable,
  ) {
    const missing = columns.filter((column) => !shape.columns.includes(column));
    if (missing.length > 0) throw new Error(`The table ${shape.name} has no column ${missing.join(', ')}.`);
  }

  async add(rows: readonly (readonly SqlValue[])[]): Promise<void> {
    for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
      const some = rows.slice(start, start + ROWS_A_STATEMENT);
      await this.db.run(this.insertOf(some.length), some.flat());
    }
    const { countedByTriggers = [] } = this.table;
    if (countedByTriggers.length === 0) return;
    const pick = (row: readonly SqlValue[], names: readonly string[]) =>
      names.map((name) => row[this.columns.indexOf(name)] as SqlValue);
    for (const row of rows)
      this.counted.push({ key: pick(row, this.shape.key), values: pick(row, countedByTriggers) });
  }

  async finish(): Promise<void> {
    const { countedByTriggers = [] } = this.table;
    const { key, name } = this.shape;
    const set = countedByTriggers.map((column, index) => `${column} = $${String(key.length + index + 1)}`);
    const where = key.map((column, index) => `${column} = $${String(index + 1)}`);
    for (const row of this.counted)
      await this.db.run(`UPDATE ${name} SET ${set.join(', ')} WHERE ${where.join(' AND ')}`, [
        ...row.key,
        ...row.values,
      ]);
  }

  private insertOf(rows: number): string {
    const known = this.statements.get(rows);
    if (known !== undefined) return known;
    const width = this.columns.length;
    const tuples = Array.from(
      { length: rows },
      (_, row) =>
        `(${this.columns.map((_name, column) => `$${String(row * width + column + 1)}`).join(', ')})`,
    );
    const sql = `INSERT INTO ${this.shape.name} (${this.columns.join(', ')}) VALUES ${tuples.join(', ')}`;
    this.statements.set(rows, sql);
    return sql;
  }
}

/** Has each table go on after the greatest id that it ever gave out. */
export async function setSequences(
  db: Queryable,
  dialect: Dialect,
  shapes: ReadonlyMap<string, TableShape>,
  last: Readonly<Record<string, number>>,
): Promise<void> {
  for (const [name, id] of Object.entries(last)) {
    const sequence = shapes.get(name)?.sequence;
    if (id === 0 || sequence === undefined || sequence === null) continue;
    if (dialect === 'postgres') {
      await db.get('SELECT setval(CAST($1 AS regclass), $2) AS last', [sequence, id]);
    } else {
      await db.run('DELETE FROM sqlite_sequence WHERE name = $1', [name]);
      await db.run('INSERT INTO sqlite_sequence (name, seq) VALUES ($1, $2)', [name, id]);
    }
  }
}

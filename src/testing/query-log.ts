import type { Database, SqlValue } from '../storage/engine/database.js';

export interface LoggedQuery {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

/** Writes down what is asked of a database outside of transactions, from now on; with `run` in `kinds` what changes it. */
export function logQueries(
  db: Database,
  kinds: readonly ('all' | 'get' | 'run')[] = ['all', 'get'],
): LoggedQuery[] {
  const log: LoggedQuery[] = [];
  for (const kind of kinds) {
    const ask = db[kind].bind(db) as (sql: string, params?: readonly SqlValue[]) => Promise<never>;
    db[kind] = (sql: string, params: readonly SqlValue[] = []) => {
      log.push({ sql, params });
      return ask(sql, params);
    };
  }
  return log;
}

/** How the engine would answer a query, a line a step. */
export async function planOf(db: Database, { sql, params }: LoggedQuery): Promise<string[]> {
  const explain = db.dialect === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN (COSTS OFF)';
  const rows = await db.all<Record<string, string>>(`${explain} ${sql}`, params);
  return rows.map((row) => row['detail'] ?? row['QUERY PLAN'] ?? '');
}

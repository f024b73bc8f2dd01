import type { Queryable, SqlValue } from './database.js';

/** What only reads, wherever it reads from: a replica could not be written to, so nothing may rely on it. */
export class ReadOnly implements Queryable {
  constructor(private readonly source: Queryable) {}

  all<Row>(sql: string, params?: readonly SqlValue[]): Promise<Row[]> {
    return isRead(sql) ? this.source.all<Row>(sql, params) : refused();
  }

  get<Row>(sql: string, params?: readonly SqlValue[]): Promise<Row | undefined> {
    return isRead(sql) ? this.source.get<Row>(sql, params) : refused();
  }

  run(): Promise<number> {
    return refused();
  }
}

const isRead = (sql: string): boolean => /^\s*(?:SELECT|WITH|VALUES)\b/i.test(sql);

const refused = (): Promise<never> =>
  Promise.reject(new Error('A reader cannot change anything: use the database.'));

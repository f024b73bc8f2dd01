import { performance } from 'node:perf_hooks';
import type { MigratableDatabase, Queryable, SchemaTransaction, SqlValue } from './database.js';
import { DatabaseUnavailable } from './storage-errors.js';

/** A database whose refusals are told to somebody as well, whoever asked and whatever becomes of the answer. */
export class WatchedDatabase implements MigratableDatabase {
  readonly dialect;
  readonly reader;
  readonly readerMayLag;

  constructor(
    private readonly db: MigratableDatabase,
    private readonly onRefusal: (refusal: DatabaseUnavailable) => void,
    /** Told how long each took, waiting included. */
    private readonly onDone?: (kind: 'statement' | 'transaction', ms: number) => void,
  ) {
    ({ dialect: this.dialect, reader: this.reader, readerMayLag: this.readerMayLag } = db);
  }

  all<Row>(sql: string, params?: readonly SqlValue[]): Promise<Row[]> {
    return this.heard(this.db.all<Row>(sql, params));
  }

  get<Row>(sql: string, params?: readonly SqlValue[]): Promise<Row | undefined> {
    return this.heard(this.db.get<Row>(sql, params));
  }

  run(sql: string, params?: readonly SqlValue[]): Promise<number> {
    return this.heard(this.db.run(sql, params));
  }

  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    return this.heard(this.db.transaction(work), 'transaction');
  }

  snapshot<T>(work: (seen: Queryable) => Promise<T>): Promise<T> {
    return this.heard(this.db.snapshot(work));
  }

  changeSchema<T>(work: (schema: SchemaTransaction) => Promise<T>): Promise<T> {
    return this.heard(this.db.changeSchema(work));
  }

  ping(): Promise<void> {
    return this.heard(this.db.ping());
  }

  close(): Promise<void> {
    return this.db.close();
  }

  private heard<T>(answer: Promise<T>, kind: 'statement' | 'transaction' = 'statement'): Promise<T> {
    const { onDone } = this;
    if (onDone) {
      const startedAt = performance.now();
      const note = () => onDone(kind, performance.now() - startedAt);
      answer.then(note, note);
    }
    answer.catch((error: unknown) => {
      if (error instanceof DatabaseUnavailable) this.onRefusal(error);
    });
    return answer;
  }
}

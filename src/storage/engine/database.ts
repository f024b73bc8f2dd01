/**
 * What a query may be given. Whole numbers only, as `number` (safe ones) or `bigint`; instants and days
 * are ISO text. No boolean, no Date, no undefined: the engines do not agree on them, so they are refused.
 */
export type SqlValue = string | number | bigint | null | Uint8Array;

export type Dialect = 'sqlite' | 'postgres';

/**
 * Where SQL can be sent: the database, or the handle of one open transaction.
 *
 * Placeholders are `$1`, `$2`… on both engines. Rows are plain objects: whole numbers come out as `number`
 * (one that a `number` cannot hold exactly is an OutOfRange error: select such columns as
 * `CAST(x AS TEXT)`), days as 'YYYY-MM-DD', instants as 'YYYY-MM-DDTHH:MM:SS.sssZ', bytes as Uint8Array.
 *
 * Each throws one of the errors of storage-errors.ts where the data or the database is the reason.
 */
export interface Queryable {
  /** All rows, in the order of the query. */
  all<Row>(sql: string, params?: readonly SqlValue[]): Promise<Row[]>;
  /** The first row, or undefined when there is none. Also for INSERT, UPDATE and DELETE … RETURNING. */
  get<Row>(sql: string, params?: readonly SqlValue[]): Promise<Row | undefined>;
  /** Gives the number of rows that were inserted, updated or deleted. */
  run(sql: string, params?: readonly SqlValue[]): Promise<number>;
}

export interface Database extends Queryable {
  readonly dialect: Dialect;

  /** For reports that may be some moments old: the read replica when there is one, else the database itself. */
  readonly reader: Queryable;
  /** Whether `reader` is a replica. */
  readonly readerMayLag: boolean;

  /**
   * Runs `work` so that all of it is stored or nothing is, and nobody else's statement comes between.
   *
   * Inside, use and await `tx` only: the database itself is refused there, `tx` is dead afterwards, and there
   * is no transaction in a transaction. A statement that failed cannot be caught and passed over: the
   * transaction is rolled back. `work` may run more than once (PostgreSQL asks for that after a deadlock),
   * so it must touch nothing but `tx`.
   */
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;

  /**
   * Runs `work` on what was stored at one moment, while others go on writing. It reads only. On SQLite all else that is
   * asked of this object waits for its end: there, take a connection of its own for it.
   */
  snapshot<T>(work: (seen: Queryable) => Promise<T>): Promise<T>;

  /** Resolves when the database answers, throws DatabaseUnavailable when it does not. */
  ping(): Promise<void>;

  /** Waits for what is under way, then closes every connection. */
  close(): Promise<void>;
}

/** One step of a schema change; `script` takes several statements at once and no parameters. */
export interface SchemaTransaction extends Queryable {
  script(sql: string): Promise<void>;
}

/** A database whose schema can be changed, one changer at a time over all processes. */
export interface MigratableDatabase extends Database {
  /** A transaction under the schema lock, without time limits. */
  changeSchema<T>(work: (schema: SchemaTransaction) => Promise<T>): Promise<T>;
}

import type Sqlite from 'better-sqlite3';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MigratableDatabase, Queryable, SchemaTransaction, SqlValue } from './database.js';
import { onQuery } from './query-count.js';
import { ReadOnly } from './read-only.js';
import { checkParam, checkWholeNumber } from './sql-values.js';
import { isBusy, translateSqliteError } from './sqlite-errors.js';
import { DatabaseUnavailable } from './storage-errors.js';
import { TransactionScope } from './transaction-scope.js';
import { Turns } from './turns.js';

const NO_PARAMS: readonly SqlValue[] = [];
const STATEMENTS_KEPT = 1_000;
const WAIT_LIMIT_MS = 5_000;
const BUSY_PAUSE_MS = 10;
/** Unknown to SQLite, where whoever writes has locked every row. */
const ROW_LOCK = /\bFOR NO KEY UPDATE\b/;

type Kind = 'all' | 'get' | 'run';
interface Prepared {
  readonly statement: Sqlite.Statement;
  readonly params: number;
  /** Names of what it gives; none when it only changes something. */
  readonly columns: readonly string[];
}

export interface SqliteOptions {
  /** How long a statement waits for its turn or for another process before DatabaseUnavailable. */
  readonly waitLimitMs?: number;
  /** How long a transaction may do nothing before it is rolled back. */
  readonly idleLimitMs?: number;
}

/**
 * One connection, used by all requests. While a transaction is open on it every other statement waits: it
 * would otherwise become part of that transaction, and be lost with it. Without one, a statement is run at
 * once and in the caller's stack: a read costs microseconds.
 */
export class SqliteDatabase implements MigratableDatabase {
  readonly dialect = 'sqlite';
  readonly reader: Queryable = new ReadOnly(this);
  readonly readerMayLag = false;
  readonly #prepared = new Map<string, Prepared>();
  readonly #turns = new Turns();
  readonly #scope: TransactionScope;
  readonly #waitLimitMs: number;
  readonly #inTransaction: Queryable = {
    all: <Row>(sql: string, params = NO_PARAMS) => this.#now<Row[]>('all', sql, params),
    get: <Row>(sql: string, params = NO_PARAMS) => this.#now<Row | undefined>('get', sql, params),
    run: (sql, params = NO_PARAMS) => this.#now<number>('run', sql, params),
  };

  /** `connection` belongs to this object from now on; open-sqlite.ts sets it up. */
  constructor(
    private readonly connection: Sqlite.Database,
    options: SqliteOptions = {},
    private readonly afterClose: () => void = () => undefined,
  ) {
    this.#scope = new TransactionScope(options.idleLimitMs);
    this.#waitLimitMs = options.waitLimitMs ?? WAIT_LIMIT_MS;
  }

  all<Row>(sql: string, params = NO_PARAMS): Promise<Row[]> {
    return this.#inTurn<Row[]>('all', sql, params);
  }

  get<Row>(sql: string, params = NO_PARAMS): Promise<Row | undefined> {
    return this.#inTurn<Row | undefined>('get', sql, params);
  }

  run(sql: string, params = NO_PARAMS): Promise<number> {
    return this.#inTurn<number>('run', sql, params);
  }

  async transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    this.#scope.refuseInside();
    await this.#whenPossible(() => this.connection.exec('BEGIN IMMEDIATE'));
    return this.#finish(() => this.#scope.run(this.#inTransaction, work));
  }

  async snapshot<T>(work: (seen: Queryable) => Promise<T>): Promise<T> {
    this.#scope.refuseInside();
    await this.#whenPossible(() => this.connection.exec('BEGIN'));
    return this.#finish(() => this.#scope.run(new ReadOnly(this.#inTransaction), work));
  }

  async changeSchema<T>(work: (schema: SchemaTransaction) => Promise<T>): Promise<T> {
    this.#scope.refuseInside();
    await this.#whenPossible(() => this.#beginSchemaChange());
    const schema: SchemaTransaction = {
      ...this.#inTransaction,
      script: async (sql) => void this.connection.exec(sql),
    };
    const checked = async () => {
      const value = await work(schema);
      const [orphan] = this.connection.pragma('foreign_key_check') as { table: string }[];
      if (orphan) throw new Error(`A row of ${orphan.table} points at one that does not exist.`);
      return value;
    };
    return this.#finish(checked, () => {
      this.#prepared.clear();
      this.connection.pragma('foreign_keys = ON');
    });
  }

  async ping(): Promise<void> {
    await this.get('SELECT 1 AS answers');
  }

  async close(): Promise<void> {
    this.#scope.refuseInside();
    if (!this.connection.open) return;
    const isOurs = await this.#turns.take(this.#waitLimitMs);
    this.connection.close();
    this.afterClose();
    if (isOurs) this.#turns.release();
  }

  /** A table that others point at can only be rebuilt with foreign keys off, which BEGIN makes final. */
  #beginSchemaChange(): void {
    this.connection.pragma('foreign_keys = OFF');
    try {
      this.connection.exec('BEGIN IMMEDIATE');
    } catch (error) {
      this.connection.pragma('foreign_keys = ON');
      throw error;
    }
  }

  /** Ends what BEGIN began, and passes the turn on. */
  async #finish<T>(work: () => Promise<T>, afterwards?: () => void): Promise<T> {
    try {
      const value = await work();
      this.connection.exec('COMMIT');
      return value;
    } catch (error) {
      if (this.connection.inTransaction) this.connection.exec('ROLLBACK');
      throw translateSqliteError(error);
    } finally {
      if (this.connection.open) afterwards?.();
      this.#turns.release();
    }
  }

  /** Hot: no closure and no waiting when nobody is in front of us. */
  #inTurn<T>(kind: Kind, sql: string, params: readonly SqlValue[]): Promise<T> {
    try {
      this.#scope.refuseInside();
      onQuery();
      if (this.#turns.isFree) return Promise.resolve(this.#execute(kind, sql, params) as T);
    } catch (error) {
      if (!isBusy(error)) return Promise.reject(translateSqliteError(error));
    }
    // Only a turn that was had is given back: one that failed or never came has been given back already.
    return this.#whenPossible(() => this.#execute(kind, sql, params) as T).then((value) => {
      this.#turns.release();
      return value;
    });
  }

  #now<T>(kind: Kind, sql: string, params: readonly SqlValue[]): Promise<T> {
    try {
      onQuery();
      return Promise.resolve(this.#execute(kind, sql, params) as T);
    } catch (error) {
      return Promise.reject(translateSqliteError(error));
    }
  }

  /**
   * Takes a turn and gives what `attempt` gives; the turn is then ours to end. While another process holds
   * the file's lock, the turn goes round between attempts, so that reads (which need no lock) are answered,
   * and so does the event loop: SQLite's own busy_timeout would stop it.
   */
  async #whenPossible<T>(attempt: () => T): Promise<T> {
    const deadline = performance.now() + this.#waitLimitMs;
    for (;;) {
      const left = deadline - performance.now();
      if (left <= 0 || !(await this.#turns.take(left))) throw new DatabaseUnavailable('waited too long');
      try {
        return attempt();
      } catch (error) {
        this.#turns.release();
        if (!isBusy(error)) throw translateSqliteError(error);
      }
      await sleep(BUSY_PAUSE_MS);
    }
  }

  #execute(kind: Kind, sql: string, params: readonly SqlValue[]): unknown {
    const { statement, params: expected, columns } = this.#prepared.get(sql) ?? this.#prepare(sql);
    if (params.length !== expected) {
      throw new TypeError(`${params.length} parameters were given for ${expected} in: ${sql}`);
    }
    const bound = bind(params);
    if (kind === 'run') return statement.run(bound).changes;
    if (kind === 'all') return (statement.all(bound) as SqlValue[][]).map((values) => toRow(columns, values));
    // The driver's get stops at the first row and hears nothing of a commit that fails after it: only for reading.
    const found = (statement.readonly ? statement.get(bound) : statement.all(bound)[0]) as
      SqlValue[] | undefined;
    return found && toRow(columns, found);
  }

  #prepare(sql: string): Prepared {
    if (this.#prepared.size >= STATEMENTS_KEPT)
      this.#prepared.delete(this.#prepared.keys().next().value ?? '');
    const numbers = [...sql.matchAll(/\$(\d+)/g)].map((match) => Number(match[1]));
    const statement = this.connection.prepare(sql.replace(ROW_LOCK, ''));
    const columns = statement.reader ? statement.columns().map(({ name }) => name) : [];
    // Rows as arrays cost the driver two thirds of what objects cost.
    if (statement.reader) statement.raw();
    const prepared = { statement, params: Math.max(0, ...numbers), columns };
    this.#prepared.set(sql, prepared);
    return prepared;
  }
}

/** `$1` is a parameter named 1. A `number` would be bound as REAL: 3 / 2 would be 1.5, and 3 as text '3.0'. */
const bind = (params: readonly SqlValue[]): Record<number, SqlValue> => {
  const bound: Record<number, SqlValue> = {};
  for (let i = 0; i < params.length; i += 1) {
    const value = params[i] as SqlValue;
    checkParam(value);
    bound[i + 1] = typeof value === 'number' ? BigInt(value) : value;
  }
  return bound;
};

const toRow = (columns: readonly string[], values: readonly SqlValue[]): Record<string, SqlValue> => {
  const row: Record<string, SqlValue> = {};
  for (let i = 0; i < columns.length; i += 1) {
    const value = values[i] as SqlValue;
    if (typeof value === 'number') checkWholeNumber(value);
    row[columns[i] as string] = value;
  }
  return row;
};

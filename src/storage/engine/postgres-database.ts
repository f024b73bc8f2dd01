import { randomInt } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { MigratableDatabase, Queryable, SchemaTransaction, SqlValue } from './database.js';
import { isUnprepared, translatePostgresError, verdictOn } from './postgres-errors.js';
import type { PostgresReader } from './postgres-reader.js';
import { PostgresStatements, type StatementNames, send } from './postgres-statements.js';
import { onQuery } from './query-count.js';
import { ReadOnly } from './read-only.js';
import { DatabaseRefused, DatabaseUnavailable } from './storage-errors.js';
import { TransactionScope } from './transaction-scope.js';

const NO_PARAMS: readonly SqlValue[] = [];
const ATTEMPTS = 6;
/** For how long a connection that had died in the pool is taken as the reason, and another one is tried. */
const RECONNECT_MS = 1_000;
const CLOSE_LIMIT_MS = 5_000;
/** Any number, the same in every Outlay: it stands for the right to change the schema. */
const SCHEMA_LOCK = 7_210_938_254;

export interface PostgresParts {
  readonly pool: pg.Pool;
  readonly names: StatementNames;
  /** What opens a transaction, with its time limits where the connection does not have them already. */
  readonly begin: string;
  /** A connection outside the pool and without time limits. */
  readonly newSchemaClient: () => pg.Client;
  readonly reader: (guard: () => void, primary: Queryable) => PostgresReader | undefined;
  readonly idleLimitMs?: number | undefined;
  readonly warn: (message: string) => void;
}

/** A pool of connections; a transaction has one for itself. */
export class PostgresDatabase implements MigratableDatabase {
  readonly dialect = 'postgres';
  readonly reader: Queryable;
  readonly readerMayLag: boolean;
  readonly #replica: PostgresReader | undefined;
  readonly #scope: TransactionScope;

  constructor(private readonly parts: PostgresParts) {
    this.#scope = new TransactionScope(parts.idleLimitMs);
    this.#replica = parts.reader(() => this.#scope.refuseInside(), this);
    this.reader = new ReadOnly(this.#replica ?? this);
    this.readerMayLag = this.#replica !== undefined;
  }

  async all<Row>(sql: string, params = NO_PARAMS): Promise<Row[]> {
    return (await this.#send(sql, params)).rows as Row[];
  }

  async get<Row>(sql: string, params = NO_PARAMS): Promise<Row | undefined> {
    return (await this.#send(sql, params)).rows[0] as Row | undefined;
  }

  async run(sql: string, params = NO_PARAMS): Promise<number> {
    return (await this.#send(sql, params)).rowCount ?? 0;
  }

  async transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    return this.#repeated(this.parts.begin, work);
  }

  async snapshot<T>(work: (seen: Queryable) => Promise<T>): Promise<T> {
    const begin = this.parts.begin.replace('READ COMMITTED', 'REPEATABLE READ READ ONLY');
    return this.#repeated(begin, (tx) => work(new ReadOnly(tx)));
  }

  async #repeated<T>(begin: string, work: (tx: Queryable) => Promise<T>): Promise<T> {
    this.#scope.refuseInside();
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.#attempt(begin, work);
      if ('value' in outcome) return outcome.value;
      if (!outcome.shouldRepeat || attempt === ATTEMPTS) throw outcome.error;
      await pause(attempt);
    }
  }

  async changeSchema<T>(work: (schema: SchemaTransaction) => Promise<T>): Promise<T> {
    this.#scope.refuseInside();
    const client = this.parts.newSchemaClient();
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(`BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0;
        SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL TimeZone = 'UTC'; SELECT pg_advisory_xact_lock(${SCHEMA_LOCK})`);
      const statements = new PostgresStatements(client, this.parts.names);
      const value = await work({
        all: (sql, params) => statements.all(sql, params),
        get: (sql, params) => statements.get(sql, params),
        run: (sql, params) => statements.run(sql, params),
        script: async (sql) => void (await client.query(sql)),
      });
      await client.query('COMMIT');
      return value;
    } catch (error) {
      if (error instanceof pg.DatabaseError && error.code === '42501') {
        const message = `The database's user may not change its tables: ${error.message}.`;
        throw new DatabaseRefused(message, { cause: error });
      }
      throw error instanceof DatabaseRefused ? error : translatePostgresError(error);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  async ping(): Promise<void> {
    await this.get('SELECT 1 AS answers');
  }

  async close(): Promise<void> {
    this.#scope.refuseInside();
    if (this.parts.pool.ended || this.parts.pool.ending) return;
    // A server that has vanished from the network never confirms the end of a connection.
    const tooLong = sleep(CLOSE_LIMIT_MS, undefined, { ref: false });
    await Promise.race([Promise.all([this.parts.pool.end(), this.#replica?.close()]), tooLong]);
  }

  /** One statement outside a transaction: by itself it is stored wholly or not at all. */
  async #send(sql: string, params: readonly SqlValue[]): Promise<pg.QueryResult> {
    this.#scope.refuseInside();
    onQuery();
    const isRead = /^\s*SELECT\b/i.test(sql);
    const reconnectUntil = performance.now() + RECONNECT_MS;
    for (let attempt = 1; ; attempt += 1) {
      const client = await this.#connect();
      try {
        const result = await send(client, this.parts.names, sql, params);
        client.release();
        return result;
      } catch (error) {
        const verdict = verdictOn(error);
        client.release(verdict === 'disconnected' || verdict === 'repeat');
        this.#noteUnprepared(error);
        // A change that met a dead connection may have been stored; a read can be asked for again.
        const isDeadRead = verdict === 'disconnected' && isRead && performance.now() < reconnectUntil;
        if (!(verdict === 'repeat' || isDeadRead) || attempt === ATTEMPTS)
          throw translatePostgresError(error, !isRead);
      }
      await pause(attempt);
    }
  }

  async #attempt<T>(begin: string, work: (tx: Queryable) => Promise<T>): Promise<Outcome<T>> {
    const client = await this.#begin(begin);
    const statements = new PostgresStatements(client, this.parts.names, (error) =>
      this.#noteUnprepared(error),
    );
    try {
      const value = await this.#scope.run(statements, work);
      await commit(client, statements);
      client.release();
      return { value };
    } catch (error) {
      await statements.quiet();
      if (!statements.isBroken) await client.query('ROLLBACK').catch(() => (statements.isBroken = true));
      client.release(statements.isBroken || statements.shouldRepeat);
      return { error, shouldRepeat: statements.shouldRepeat && !statements.isBroken };
    }
  }

  /** A connection that has answered BEGIN; one that had died in the pool is replaced. */
  async #begin(begin: string): Promise<pg.PoolClient> {
    const reconnectUntil = performance.now() + RECONNECT_MS;
    for (let attempt = 1; ; attempt += 1) {
      const client = await this.#connect();
      try {
        await client.query(begin);
        return client;
      } catch (error) {
        client.release(true);
        const isDead = verdictOn(error) === 'disconnected' && performance.now() < reconnectUntil;
        if (!isDead || attempt === ATTEMPTS) throw translatePostgresError(error);
      }
      await pause(attempt);
    }
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      return await this.parts.pool.connect();
    } catch (error) {
      throw new DatabaseUnavailable(error);
    }
  }

  #noteUnprepared(error: unknown): void {
    if (!isUnprepared(error) || !this.parts.names.isOn) return;
    this.parts.names.isOn = false;
    this.parts.warn('A pooler in front of PostgreSQL loses prepared statements: going on without them.');
  }
}

type Outcome<T> = { readonly value: T } | { readonly error: unknown; readonly shouldRepeat: boolean };

/** COMMIT of a transaction that PostgreSQL has given up answers ROLLBACK, without an error. */
const commit = async (client: pg.ClientBase, statements: PostgresStatements): Promise<void> => {
  let command: string;
  try {
    command = (await client.query('COMMIT')).command;
  } catch (error) {
    statements.note(error);
    throw translatePostgresError(error, true);
  }
  if (command !== 'COMMIT')
    throw new Error(`PostgreSQL answered COMMIT with ${command}: nothing was stored.`);
};

/** Longer each time, and never the same, so that those who met do not meet again. */
const pause = (attempt: number): Promise<void> => sleep(randomInt(1, 10 * 2 ** attempt));

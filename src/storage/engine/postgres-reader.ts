import { performance } from 'node:perf_hooks';
import type pg from 'pg';
import type { Queryable, SqlValue } from './database.js';
import { translatePostgresError, verdictOn } from './postgres-errors.js';
import { send, type StatementNames } from './postgres-statements.js';
import { onQuery } from './query-count.js';

const NO_PARAMS: readonly SqlValue[] = [];
const AWAY_MS = 10_000;
const UNDEFINED_TABLE_OR_COLUMN = /^(42P01|42703)$/;

/**
 * Reads from a replica, and from the primary while the replica cannot answer: when it is away, when it had to
 * stop a query because the primary removed what it read, or when it has not heard of a new table yet.
 */
export class PostgresReader implements Queryable {
  #awayUntil = 0;

  constructor(
    private readonly pool: pg.Pool,
    private readonly names: StatementNames,
    private readonly primary: Queryable,
    private readonly guard: () => void,
    private readonly warn: (message: string) => void,
  ) {}

  async all<Row>(sql: string, params = NO_PARAMS): Promise<Row[]> {
    const result = await this.#send(sql, params);
    return result ? (result.rows as Row[]) : this.primary.all<Row>(sql, params);
  }

  async get<Row>(sql: string, params = NO_PARAMS): Promise<Row | undefined> {
    const result = await this.#send(sql, params);
    return result ? (result.rows[0] as Row | undefined) : this.primary.get<Row>(sql, params);
  }

  async run(sql: string, params = NO_PARAMS): Promise<number> {
    return (await this.#send(sql, params))?.rowCount ?? 0;
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  /** Gives undefined when the primary has to be asked. */
  async #send(sql: string, params: readonly SqlValue[]): Promise<pg.QueryResult | undefined> {
    this.guard();
    if (performance.now() < this.#awayUntil) return undefined;
    let client: pg.PoolClient;
    try {
      client = await this.pool.connect();
    } catch (error) {
      this.#stayAway(error);
      return undefined;
    }
    try {
      const result = await send(client, this.names, sql, params);
      onQuery();
      client.release();
      return result;
    } catch (error) {
      const verdict = verdictOn(error);
      client.release(verdict === 'disconnected' || verdict === 'repeat');
      if (verdict === 'disconnected') this.#stayAway(error);
      const isBehind = UNDEFINED_TABLE_OR_COLUMN.test((error as pg.DatabaseError).code ?? '');
      if (verdict === 'fault' && !isBehind) throw translatePostgresError(error);
      return undefined;
    }
  }

  #stayAway(error: unknown): void {
    this.#awayUntil = performance.now() + AWAY_MS;
    this.warn(`The read replica does not answer (${String(error)}): reading from the primary.`);
  }
}

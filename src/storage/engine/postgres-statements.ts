import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Queryable, SqlValue } from './database.js';
import { translatePostgresError, verdictOn } from './postgres-errors.js';
import { onQuery } from './query-count.js';
import { checkParam } from './sql-values.js';

const NO_PARAMS: readonly SqlValue[] = [];
const NAMES_KEPT = 1_000;

/** Names for prepared statements: the same text has the same name in every process, also behind a pooler. */
export class StatementNames {
  isOn: boolean;
  readonly #names = new Map<string, string>();

  constructor(isOn: boolean) {
    this.isOn = isOn;
  }

  /** Undefined for a statement that is better sent unprepared. */
  for(sql: string): string | undefined {
    if (!this.isOn) return undefined;
    const known = this.#names.get(sql);
    // A text beyond the limit is one of a family without end, and would fill the server's memory.
    if (known !== undefined || this.#names.size >= NAMES_KEPT) return known;
    const name = `outlay_${createHash('sha256').update(sql).digest('hex').slice(0, 32)}`;
    this.#names.set(sql, name);
    return name;
  }
}

/** Sends one statement; the error is the driver's. */
export function send(
  client: pg.ClientBase,
  names: StatementNames,
  sql: string,
  params: readonly SqlValue[],
): Promise<pg.QueryResult> {
  params.forEach(checkParam);
  // Told of text, values and name as one object, the driver copies it property by property, which takes 6 µs.
  const query: NamedQuery = new pg.Query(sql, params as SqlValue[]);
  query.name = names.for(sql);
  const answer = new Promise<pg.QueryResult>((resolve, reject) => {
    query.callback = (error, result) => {
      if (error) reject(error);
      else resolve(result);
    };
    client.query(query);
  });
  return answer.catch((error: Error) => {
    // It came from the socket; whoever reads it wants to know who asked.
    Error.captureStackTrace(error);
    throw error;
  });
}

type NamedQuery = pg.Query & {
  name?: string | undefined;
  callback?: (error: Error | null, result: pg.QueryResult) => void;
};

/** The statements of one open transaction, one after the other on its connection. */
export class PostgresStatements implements Queryable {
  #last: Promise<unknown> = Promise.resolve();
  /** Set by a statement that failed only because of others: the whole transaction may be run again. */
  shouldRepeat = false;
  /** Set when this connection can no longer be used. */
  isBroken = false;

  constructor(
    private readonly client: pg.ClientBase,
    private readonly names: StatementNames,
    private readonly onError: (error: unknown) => void = () => undefined,
  ) {}

  async all<Row>(sql: string, params = NO_PARAMS): Promise<Row[]> {
    return (await this.#send(sql, params)).rows as Row[];
  }

  async get<Row>(sql: string, params = NO_PARAMS): Promise<Row | undefined> {
    return (await this.#send(sql, params)).rows[0] as Row | undefined;
  }

  async run(sql: string, params = NO_PARAMS): Promise<number> {
    return (await this.#send(sql, params)).rowCount ?? 0;
  }

  /** Resolves when nothing is under way on the connection. */
  async quiet(): Promise<void> {
    await this.#last.catch(() => undefined);
  }

  /** Notes what an error of the driver, also one of COMMIT, means for the transaction. */
  note(error: unknown): void {
    const verdict = verdictOn(error);
    this.shouldRepeat ||= verdict === 'repeat';
    this.isBroken ||= verdict === 'disconnected';
    this.onError(error);
  }

  #send(sql: string, params: readonly SqlValue[]): Promise<pg.QueryResult> {
    onQuery();
    // The driver answers one statement at a time; `Promise.all` inside a transaction queues here.
    const answer = this.#last.then(() => send(this.client, this.names, sql, params));
    this.#last = answer.catch(() => undefined);
    return answer.catch((error: unknown) => {
      this.note(error);
      throw translatePostgresError(error);
    });
  }
}

import { AsyncLocalStorage } from 'node:async_hooks';
import type { Queryable, SqlValue } from './database.js';

const IDLE_LIMIT_MS = 10_000;
const NO_PARAMS: readonly SqlValue[] = [];

/** The `tx` that the work of a transaction gets: it passes statements on until the transaction is over. */
class TransactionHandle implements Queryable {
  #isOpen = true;
  #underWay = 0;
  #failure: unknown = undefined;

  constructor(
    private readonly statements: Queryable,
    private readonly onStatement: () => void,
  ) {}

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get isIdle(): boolean {
    return this.#underWay === 0;
  }

  all<Row>(sql: string, params = NO_PARAMS): Promise<Row[]> {
    return this.#send(() => this.statements.all<Row>(sql, params));
  }

  get<Row>(sql: string, params = NO_PARAMS): Promise<Row | undefined> {
    return this.#send(() => this.statements.get<Row>(sql, params));
  }

  run(sql: string, params = NO_PARAMS): Promise<number> {
    return this.#send(() => this.statements.run(sql, params));
  }

  /** Throws where storing the rest would store something else than what the work was written to store. */
  refuseHalf(): void {
    if (this.#failure !== undefined) {
      throw new Error('A statement failed and the work went on: the transaction is rolled back.', {
        cause: this.#failure,
      });
    }
    if (this.#underWay > 0) {
      throw new Error('The work ended before its statements: an `await` is missing. Nothing was stored.');
    }
  }

  end(): void {
    this.#isOpen = false;
  }

  #send<T>(statement: () => Promise<T>): Promise<T> {
    if (!this.#isOpen) {
      return Promise.reject(new Error('This transaction is over: is an `await` missing inside it?'));
    }
    if (this.#failure !== undefined) {
      const message = 'A statement of this transaction failed: no further one is possible.';
      return Promise.reject(new Error(message, { cause: this.#failure }));
    }
    this.onStatement();
    this.#underWay += 1;
    const answer = statement().then(
      (value) => {
        this.#underWay -= 1;
        return value;
      },
      (error: unknown) => {
        this.#underWay -= 1;
        this.#failure = error;
        throw error;
      },
    );
    // The transaction itself reports a failure that nobody awaits.
    answer.catch(() => undefined);
    return answer;
  }
}

/** Shared by both adapters: who may send statements while a transaction is open, and until when. */
export class TransactionScope {
  readonly #current = new AsyncLocalStorage<TransactionHandle>();
  #underWay = 0;

  constructor(private readonly idleLimitMs = IDLE_LIMIT_MS) {}

  /** Throws when the caller is inside a transaction of this database: there, only `tx` may be used. */
  refuseInside(): void {
    if (this.#current.getStore()?.isOpen === true) {
      throw new Error('Inside a transaction use its own handle: the database itself is refused there.');
    }
  }

  /**
   * Runs `work` with a handle on `statements`, which are those of a transaction that the adapter has begun.
   * Returns when all may be committed, throws when it must be rolled back.
   */
  async run<T>(statements: Queryable, work: (tx: Queryable) => Promise<T>): Promise<T> {
    const handle = new TransactionHandle(statements, () => idle?.refresh());
    let idle: NodeJS.Timeout | undefined;
    const idleTooLong = new Promise<never>((_, reject) => {
      const message = `A transaction did nothing for ${this.idleLimitMs} ms: it is rolled back.`;
      const onLimit = () => (handle.isIdle ? reject(new Error(message)) : idle?.refresh());
      idle = setTimeout(onLimit, this.idleLimitMs).unref();
    });
    this.#underWay += 1;
    try {
      const value = await Promise.race([this.#current.run(handle, work, handle), idleTooLong]);
      handle.refuseHalf();
      return value;
    } finally {
      clearTimeout(idle);
      handle.end();
      this.#underWay -= 1;
      // Once it was used, Node 20 calls a hook for each promise of the program: a twentieth of every page.
      if (this.#underWay === 0) this.#current.disable();
    }
  }
}

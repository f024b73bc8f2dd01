import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { ChangeKind, ChangeSubject } from '../../../domain/change.js';
import type { Clock } from '../../../domain/clock.js';
import { conflict } from '../../../domain/errors.js';
import { message } from '../../../messages/message.js';
import type { Database } from '../../../storage/engine/database.js';
import type { UnfinishedChange } from '../../../storage/ledger/change-repository.js';
import { type Repositories, repositories } from '../../../storage/repositories.js';
import type { Principal } from '../../identity/principal.js';
import { fittedPortion, type Pace } from '../../portions.js';
import { type Step, stepOfRevision, type Where } from './revision-step.js';
import { type AddTask, decodeTask, encodeTask, type Task } from './task.js';
import { stepOfUndo } from './undo-step.js';

/** Adds the next expenses of a task, about `size` of them. Within a transaction that holds the book's lock. */
export type AddStep = (
  within: Repositories,
  where: Where,
  task: AddTask,
  size: number,
) => Promise<Step<AddTask>>;

/** A change of many that is about to begin. */
export interface Prepared {
  readonly kind: ChangeKind;
  readonly subject: ChangeSubject;
  readonly undoesId?: number;
  readonly task: Task;
}

/** One whose first portion is done. */
export interface Begun {
  readonly bookId: number;
  readonly changeId: number;
  /** null: it is done. */
  readonly heldUntil: string | null;
  readonly task: Task;
}

/** Which change is held, and until when. */
type Held = Pick<UnfinishedChange, 'bookId' | 'id' | 'heldUntil'>;

/**
 * On PostgreSQL nobody but the book itself waits for a portion: larger ones, whose time is not spent on beginning and
 * ending them, also while the machine is busy.
 */
const PACE_ON_POSTGRES: Pace = { ms: 60, least: 200 };
const ADDED_AT_ONCE_ON_POSTGRES = 1_000;
const LOOK_AGAIN_MS = 100;

/** Done at once, in one transaction, up to so many expenses. */
const FIRST_PORTION = 200;
/** Whoever does a change must tell within this time that they are still at it. */
const HELD_MS = 20_000;
const LOOK_AROUND_MS = 30_000;

/**
 * Carries changes of many expenses to their end: in portions, each a transaction of its own, with everybody else's work
 * between. What is left to do is in the database, so that after a stop or a crash somebody takes it over.
 */
export class ChangeDriver {
  readonly #driving = new Map<string, Promise<Task | undefined>>();
  readonly #pace: Pace | undefined;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly onError: (error: unknown) => void,
    private readonly stepOfAdding: AddStep | undefined,
  ) {
    this.#pace = database.dialect === 'postgres' ? PACE_ON_POSTGRES : undefined;
  }

  /**
   * The first transaction: everything is looked up and noted, and the first portion done. Gives nothing where there is
   * nothing to do.
   * @throws AppError conflict while another change of many expenses of the book is under way
   */
  async begin(
    principal: Principal,
    prepare: (within: Repositories) => Promise<Prepared | undefined>,
  ): Promise<Begun | undefined> {
    const { bookId, userId } = principal;
    return this.database.transaction(async (tx) => {
      const within = repositories(tx);
      await within.books.lock(bookId);
      if (await within.changes.findUnfinished(bookId)) throw busy();
      const prepared = await prepare(within);
      if (!prepared) return undefined;
      const { task, ...what } = prepared;
      const now = this.#now();
      const changeId = await within.changes.insert(bookId, { ...what, userId, now });
      const step = await this.#take(within, { bookId, changeId, now }, task, FIRST_PORTION);
      const heldUntil = step.isDone ? null : this.#heldUntil();
      await note(within, { bookId, changeId }, step, heldUntil);
      return { bookId, changeId, heldUntil, task: step.task };
    });
  }

  /** Waits for the rest for some time. Gives the task as it ended, if it did. */
  async goOn({ bookId, changeId, heldUntil, task }: Begun, waitMs: number): Promise<Task | undefined> {
    if (heldUntil === null) return task;
    return this.#upTo(waitMs, this.#drive({ bookId, id: changeId, heldUntil }));
  }

  /** What comes of it within the time; it goes on in any case. */
  #upTo<T>(waitMs: number, working: Promise<T>): Promise<T | undefined> {
    if (waitMs === Number.POSITIVE_INFINITY) return working;
    working.catch(this.onError);
    const timeout = new AbortController();
    const wait = Math.max(waitMs, 0);
    const tooLong = sleep(wait, undefined, { ref: false, signal: timeout.signal }).catch(() => undefined);
    return Promise.race([working, tooLong]).finally(() => timeout.abort());
  }

  #drive(change: Held): Promise<Task | undefined> {
    const key = keyOf(change);
    const driving = this.#portions(change).finally(() => this.#driving.delete(key));
    this.#driving.set(key, driving);
    return driving;
  }

  async #portions(change: Held): Promise<Task | undefined> {
    let { heldUntil } = change;
    for (let size = FIRST_PORTION / 2; ;) {
      await nextTurn();
      const until = this.#stopped ? null : this.#heldUntil();
      const started = performance.now();
      const step = await this.database.transaction((tx) =>
        this.#portion(repositories(tx), { ...change, heldUntil }, until, size),
      );
      if (!step || step.isDone) return step?.task;
      if (this.#stopped) return undefined;
      heldUntil = until;
      size = fittedPortion(size, performance.now() - started, this.#pace);
    }
  }

  /** One portion, unless another process has taken the change over. */
  async #portion(
    within: Repositories,
    change: Held,
    until: string | null,
    size: number,
  ): Promise<Step<Task> | undefined> {
    const { bookId, id: changeId } = change;
    await within.books.lock(bookId);
    const task = await within.changes.hold(change, until ?? this.#now());
    if (task === undefined) return undefined;
    const step = await this.#take(within, { bookId, changeId, now: this.#now() }, decodeTask(task), size);
    await note(within, { bookId, changeId }, step, step.isDone ? null : until);
    return step;
  }

  #take(within: Repositories, where: Where, task: Task, size: number): Promise<Step<Task>> {
    if (task.what === 'undo') return stepOfUndo(within, where, task, size);
    if (task.what === 'revise') return stepOfRevision(within, where, task, size);
    if (!this.stepOfAdding) throw new Error('Nobody said how to add.');
    const isApart = this.database.dialect === 'postgres';
    return this.stepOfAdding(within, where, task, isApart ? Math.max(size, ADDED_AT_ONCE_ON_POSTGRES) : size);
  }

  /** Waits until a change that goes on somewhere is done, or goes on with it where nobody does; up to `waitMs`. */
  async settle(bookId: number, changeId: number, waitMs: number): Promise<void> {
    const until = performance.now() + waitMs;
    while (!this.#stopped) {
      const driving = this.#driving.get(keyOf({ bookId, id: changeId }));
      if (driving) await this.#upTo(until - performance.now(), driving);
      if (performance.now() >= until) return;
      const change = await repositories(this.database).changes.find(bookId, changeId);
      if (change?.isUnderWay !== true) return;
      const resuming = this.resume();
      if ((await this.#upTo(until - performance.now(), resuming)) === 0) await sleep(LOOK_AGAIN_MS);
    }
  }

  /** Goes on with what a process left undone, now and from time to time. */
  start(): void {
    // Where there is one process only, whoever held a change before is dead.
    const isAlone = this.database.dialect === 'sqlite';
    void this.resume(isAlone ? this.#heldUntil() : undefined).catch(this.onError);
    this.#timer = setInterval(() => void this.resume().catch(this.onError), LOOK_AROUND_MS);
    this.#timer.unref();
  }

  /**
   * Takes over changes that nobody is doing, and does them to their end. Gives how many.
   * @throws whatever kept the first of those from its end that did not come to it, once all others were tried
   */
  async resume(heldUntil = this.#now()): Promise<number> {
    const abandoned = await repositories(this.database).changes.listAbandoned(heldUntil);
    const free = abandoned.filter((change) => !this.#driving.has(keyOf(change)));
    const failures: unknown[] = [];
    for (const change of free) await this.#drive(change).catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
    return free.length;
  }

  /** Ends after the portion under way; the rest is done at the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await Promise.allSettled(this.#driving.values());
  }

  #now(): string {
    return this.clock.now().toISOString();
  }

  #heldUntil(): string {
    return new Date(this.clock.now().getTime() + HELD_MS).toISOString();
  }
}

async function note(
  within: Repositories,
  { bookId, changeId }: Pick<Where, 'bookId' | 'changeId'>,
  { changed, task, isDone }: Step<Task>,
  heldUntil: string | null,
): Promise<void> {
  await within.changes.advance(bookId, changeId, {
    changed,
    task: isDone ? null : encodeTask(task),
    heldUntil,
  });
}

const keyOf = ({ bookId, id }: Pick<UnfinishedChange, 'bookId' | 'id'>) => `${String(bookId)} ${String(id)}`;

const busy = () => conflict(message('error.change_under_way'));

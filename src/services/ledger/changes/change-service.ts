import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type {
  Change,
  ChangeKind,
  ChangeSubject,
  LeftAlone,
  Revision,
  Selection,
} from '../../../domain/change.js';
import type { Clock } from '../../../domain/clock.js';
import { conflict, notFound } from '../../../domain/errors.js';
import { message } from '../../../messages/message.js';
import type { Database } from '../../../storage/engine/database.js';
import type { UnfinishedChange } from '../../../storage/ledger/change-repository.js';
import { type Repositories, repositories } from '../../../storage/repositories.js';
import type { Principal } from '../../identity/principal.js';
import { fittedPortion, type Pace } from '../../portions.js';
import { giveBudgetBack } from './budget-nouns.js';
import { giveRecurringBack } from './recurring-nouns.js';
import { giveRulesBack } from './rule-nouns.js';
import { makeRemovedAgain } from './removed-nouns.js';
import { revise, type Revised } from './revising.js';
import { type Step, stepOfRevision, type Where } from './revision-step.js';
import { type AddTask, decodeTask, encodeTask, type Finish, type Task, type UndoTask } from './task.js';
import { stepOfUndo } from './undo-step.js';

/** What a change of many is to do; made within its first transaction, where everything can be looked up. */
export interface Plan {
  readonly kind: ChangeKind;
  readonly subject: ChangeSubject;
  readonly selection: Selection;
  readonly revision: Revision;
  readonly finish?: Finish;
}

export interface ChangeOutcome {
  readonly changeId: number;
  /** Live expenses that became different so far. */
  readonly changed: number;
  /** It goes on by itself, also after the program was stopped. */
  readonly isUnderWay: boolean;
}

export interface UndoOutcome extends ChangeOutcome {
  /** The first 1 000 of them. */
  readonly leftAlone: readonly LeftAlone[];
  readonly leftAloneCount: number;
  /** Somebody had undone it before: nothing was done. */
  readonly wasUndone: boolean;
}

/** Adds the next expenses of a task, about `size` of them. Within a transaction that holds the book's lock. */
export type AddStep = (
  within: Repositories,
  where: Where,
  task: AddTask,
  size: number,
) => Promise<Step<AddTask>>;

export interface Addition {
  readonly subject: ChangeSubject;
  readonly task: AddTask;
}

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
 * The one way to change stored expenses: each change is kept with who, when and the values before, and can be undone.
 * Changes of many are done in portions, each a transaction of its own, with everybody else's work between; what is left
 * to do is in the database, so that after a stop or a crash it is done to its end. See docs/decisions/0070.
 */
export class ChangeService {
  readonly #driving = new Map<string, Promise<Task | undefined>>();
  readonly #pace: Pace | undefined;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly onError: (error: unknown) => void = () => undefined,
    private readonly stepOfAdding?: AddStep,
  ) {
    this.#pace = database.dialect === 'postgres' ? PACE_ON_POSTGRES : undefined;
  }

  /**
   * Keeps a change of a few expenses within a transaction of the caller, who has taken the book's lock and read their
   * states under it. Gives the id of the change.
   * @throws ForeignKeyViolation when a category or tag is not the book's
   */
  async keep(
    within: Repositories,
    principal: Principal,
    what: { readonly kind: ChangeKind; readonly subject: ChangeSubject },
    items: readonly Revised[],
  ): Promise<number> {
    const { bookId, userId } = principal;
    const now = this.#now();
    const changeId = await within.changes.insert(bookId, { ...what, userId, now });
    const changed = await revise(within, { bookId, changeId, now }, items);
    await within.changes.advance(bookId, changeId, { changed, task: null, heldUntil: null });
    return changeId;
  }

  /**
   * Notes that expenses were added together, so that they can be undone together: an import. Within the caller's
   * transaction. Gives the id of the change.
   * @param changeId the change that these belong to, where some of it were added before
   */
  async keepAdded(
    within: Repositories,
    { bookId, userId }: Pick<Principal, 'bookId' | 'userId'>,
    what: { readonly kind: ChangeKind; readonly subject: ChangeSubject },
    ids: readonly number[],
    changeId?: number,
  ): Promise<number> {
    const id = changeId ?? (await within.changes.insert(bookId, { ...what, userId, now: this.#now() }));
    await within.expenseVersions.keepAdded(bookId, id, ids);
    await within.changes.advance(bookId, id, { changed: ids.length, task: null, heldUntil: null });
    return id;
  }

  /**
   * Changes expenses by the thousand. A few are changed at once, in one transaction; with more it is waited for up to
   * `waitMs`, and the rest goes on behind the answer.
   * @param plan may throw to refuse; it runs within a transaction and must use nothing but `within`
   * @throws AppError conflict while another change of many expenses of the book is under way
   */
  async many(
    principal: Principal,
    plan: (within: Repositories) => Promise<Plan>,
    { waitMs = Number.POSITIVE_INFINITY }: { waitMs?: number } = {},
  ): Promise<ChangeOutcome> {
    const { bookId } = principal;
    const begun = await this.#begin(principal, async (within) => {
      const { selection, revision, finish = {}, ...what } = await plan(within);
      const startedAt = this.#now();
      return { ...what, task: { what: 'revise', selection, revision, finish, startedAt } };
    });
    await this.#goOn(begun!, waitMs);
    return this.#outcome(bookId, begun!.changeId);
  }

  /**
   * Adds expenses by the thousand, as `many` changes them, and waits for the end, or up to `waitMs`.
   * @param prepare as the plan of `many`; gives nothing when there is nothing to add
   * @throws AppError conflict while another change of many expenses of the book is under way
   */
  async addMany(
    principal: Principal,
    prepare: (within: Repositories) => Promise<Addition | undefined>,
    { waitMs = Number.POSITIVE_INFINITY }: { waitMs?: number } = {},
  ): Promise<void> {
    const begun = await this.#begin(principal, async (within) => {
      const addition = await prepare(within);
      return addition && { kind: 'import', ...addition };
    });
    if (begun) await this.#goOn(begun, waitMs);
  }

  /** Waits until a change that goes on somewhere is done, or goes on with it where nobody does; up to `waitMs`. */
  async settle(
    { bookId }: Principal,
    changeId: number,
    { waitMs = Number.POSITIVE_INFINITY }: { waitMs?: number } = {},
  ): Promise<void> {
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

  /**
   * Gives the expenses of a change back what they were; those that were changed again since are left alone and named.
   * Undoing is a change itself, and can be undone.
   * @throws AppError not_found, conflict while a change of many expenses of the book is under way
   */
  async undo(
    principal: Principal,
    changeId: number,
    { waitMs = Number.POSITIVE_INFINITY }: { waitMs?: number } = {},
  ): Promise<UndoOutcome> {
    const { bookId } = principal;
    const none = { changeId, changed: 0, isUnderWay: false, leftAlone: [], leftAloneCount: 0 };
    const known = await repositories(this.database).changes.find(bookId, changeId);
    if (!known) throw notFound('change');
    if (known.undoneAt !== null) return { ...none, wasUndone: true };
    const begun = await this.#begin(principal, async (within) => {
      const change = await within.changes.find(bookId, changeId);
      if (!change) throw notFound('change');
      if (!(await within.changes.markUndone(bookId, changeId, this.#now()))) throw alreadyUndone();
      if (change.undoesId !== null) await within.changes.markUndone(bookId, change.undoesId, null);
      await makeRemovedAgain(within, bookId, change.subject, this.#now());
      await giveRecurringBack(within, bookId, change.subject, change.createdAt);
      await giveBudgetBack(within, bookId, change.subject, change.createdAt);
      await giveRulesBack(within, bookId, change.subject, change.createdAt);
      const {
        removedCategory: _category,
        removedTag: _tag,
        recurring: _recurring,
        budget: _budget,
        rules: _rules,
        ...subject
      } = change.subject;
      return {
        kind: 'undo',
        subject: { ...subject, undoes: change.kind },
        undoesId: changeId,
        task: { what: 'undo', changeId, afterId: 0, leftAlone: [], leftAloneCount: 0 },
      };
    });
    const ended = (await this.#goOn(begun!, waitMs)) ?? begun!.task;
    const { leftAlone, leftAloneCount } = ended as UndoTask;
    return { ...(await this.#outcome(bookId, begun!.changeId)), leftAlone, leftAloneCount, wasUndone: false };
  }

  /** What happened to the book, newest first; older than a change where one is given. */
  async list(
    principal: Principal,
    { before, limit }: { before?: number | undefined; limit: number },
  ): Promise<{ readonly items: readonly Change[]; readonly hasOlder: boolean }> {
    const { changes } = repositories(this.database);
    const found = await changes.list(principal.bookId, {
      ...(before !== undefined && { before }),
      limit: limit + 1,
    });
    return { items: found.slice(0, limit), hasOlder: found.length > limit };
  }

  /** @throws AppError not_found */
  async find(principal: Principal, id: number): Promise<Change> {
    const change = await repositories(this.database).changes.find(principal.bookId, id);
    if (!change) throw notFound('change');
    return change;
  }

  /** Goes on with what a process left undone, now and from time to time. */
  start(): void {
    // Where there is one process only, whoever held a change before is dead.
    const isAlone = this.database.dialect === 'sqlite';
    void this.resume(isAlone ? this.#heldUntil() : undefined).catch(this.onError);
    this.#timer = setInterval(() => void this.resume().catch(this.onError), LOOK_AROUND_MS);
    this.#timer.unref();
  }

  /** Takes over changes that nobody is doing, and does them to their end. Gives how many. */
  async resume(heldUntil = this.#now()): Promise<number> {
    const abandoned = await repositories(this.database).changes.listAbandoned(heldUntil);
    const free = abandoned.filter((change) => !this.#driving.has(keyOf(change)));
    for (const change of free) await this.#drive(change);
    return free.length;
  }

  /** Ends after the portion under way; the rest is done at the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await Promise.allSettled(this.#driving.values());
  }

  /** The first transaction: everything is looked up and noted, and the first portion done. */
  async #begin(
    principal: Principal,
    prepare: (within: Repositories) => Promise<
      | {
          kind: ChangeKind;
          subject: ChangeSubject;
          undoesId?: number;
          task: Task;
        }
      | undefined
    >,
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
  async #goOn({ bookId, changeId, heldUntil, task }: Begun, waitMs: number): Promise<Task | undefined> {
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

  #drive(change: Pick<UnfinishedChange, 'bookId' | 'id' | 'heldUntil'>): Promise<Task | undefined> {
    const key = keyOf(change);
    const driving = this.#portions(change).finally(() => this.#driving.delete(key));
    this.#driving.set(key, driving);
    return driving;
  }

  async #portions(change: Pick<UnfinishedChange, 'bookId' | 'id' | 'heldUntil'>): Promise<Task | undefined> {
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
    change: Pick<UnfinishedChange, 'bookId' | 'id' | 'heldUntil'>,
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

  async #outcome(bookId: number, changeId: number): Promise<ChangeOutcome> {
    const change = await repositories(this.database).changes.find(bookId, changeId);
    return { changeId, changed: change?.expenseCount ?? 0, isUnderWay: change?.isUnderWay ?? false };
  }

  #now(): string {
    return this.clock.now().toISOString();
  }

  #heldUntil(): string {
    return new Date(this.clock.now().getTime() + HELD_MS).toISOString();
  }
}

interface Begun {
  readonly bookId: number;
  readonly changeId: number;
  /** null: it is done. */
  readonly heldUntil: string | null;
  readonly task: Task;
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
const alreadyUndone = () => conflict(message('error.undone_already'));

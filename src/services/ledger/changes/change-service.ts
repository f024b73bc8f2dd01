import type {
  Change,
  ChangeKind,
  ChangeSubject,
  LeftAlone,
  Revision,
  Selection,
} from '../../../domain/change.js';
import type { Clock } from '../../../domain/clock.js';
import { notFound } from '../../../domain/errors.js';
import type { Database } from '../../../storage/engine/database.js';
import { type Repositories, repositories } from '../../../storage/repositories.js';
import type { Principal } from '../../identity/principal.js';
import { type AddStep, ChangeDriver } from './change-driver.js';
import { revise, type Revised } from './revising.js';
import type { AddTask, Finish, UndoTask } from './task.js';
import { prepareUndo } from './undoing.js';

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
  /** The recurring expense that was ended, or that began again, beside the expenses. */
  readonly recurring?: { readonly id: number; readonly name: string; readonly is: 'begun' | 'ended' };
}

export interface Addition {
  readonly subject: ChangeSubject;
  readonly task: AddTask;
}

/**
 * The one way to change stored expenses: each change is kept with who, when and the values before, and can be undone.
 * Changes of many are done in portions, each a transaction of its own, with everybody else's work between; what is left
 * to do is in the database, so that after a stop or a crash it is done to its end. See docs/decisions/0070.
 */
export class ChangeService {
  readonly #driver: ChangeDriver;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    onError: (error: unknown) => void = () => undefined,
    stepOfAdding?: AddStep,
  ) {
    this.#driver = new ChangeDriver(database, clock, onError, stepOfAdding);
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
    const begun = await this.#driver.begin(principal, async (within) => {
      const { selection, revision, finish = {}, ...what } = await plan(within);
      const startedAt = this.#now();
      return { ...what, task: { what: 'revise', selection, revision, finish, startedAt } };
    });
    await this.#driver.goOn(begun!, waitMs);
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
    const begun = await this.#driver.begin(principal, async (within) => {
      const addition = await prepare(within);
      return addition && { kind: 'import', ...addition };
    });
    if (begun) await this.#driver.goOn(begun, waitMs);
  }

  /** Waits until a change that goes on somewhere is done, or goes on with it where nobody does; up to `waitMs`. */
  async settle(
    { bookId }: Principal,
    changeId: number,
    { waitMs = Number.POSITIVE_INFINITY }: { waitMs?: number } = {},
  ): Promise<void> {
    await this.#driver.settle(bookId, changeId, waitMs);
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
    const begun = await this.#driver.begin(principal, (within) =>
      prepareUndo(within, principal, changeId, this.#now()),
    );
    const ended = (await this.#driver.goOn(begun!, waitMs)) ?? begun!.task;
    const { leftAlone, leftAloneCount } = ended as UndoTask;
    const { subject } = await this.find(principal, begun!.changeId);
    const { name = '', recurringId: id, recurringIs: is } = subject;
    const outcome = await this.#outcome(bookId, begun!.changeId);
    const recurring = is && id !== undefined && { id, name, is };
    return { ...outcome, leftAlone, leftAloneCount, wasUndone: false, ...(recurring && { recurring }) };
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
    this.#driver.start();
  }

  /** Takes over changes that nobody is doing, and does them to their end. Gives how many. */
  async resume(heldUntil = this.#now()): Promise<number> {
    return this.#driver.resume(heldUntil);
  }

  /** Ends after the portion under way; the rest is done at the next start. */
  async stop(): Promise<void> {
    await this.#driver.stop();
  }

  async #outcome(bookId: number, changeId: number): Promise<ChangeOutcome> {
    const change = await repositories(this.database).changes.find(bookId, changeId);
    return { changeId, changed: change?.expenseCount ?? 0, isUnderWay: change?.isUnderWay ?? false };
  }

  #now(): string {
    return this.clock.now().toISOString();
  }
}

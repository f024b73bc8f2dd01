import type { Clock } from '../../domain/clock.js';
import { AppError, conflict } from '../../domain/errors.js';
import { message } from '../../messages/message.js';
import type { Database } from '../../storage/engine/database.js';
import { type Repositories, repositories } from '../../storage/repositories.js';
import type { Principal } from '../identity/principal.js';
import type { ChangeService } from '../ledger/changes/change-service.js';
import { finishImport } from './finishing.js';
import { judgeAgain } from './judging-again.js';
import { makeNames, type Names } from './names-of-rows.js';
import { restoreParts } from './restoring-parts.js';
import { type Import, mustBeInCurrency, mustBeOpen, storedImport } from './stored-import.js';

/** Up to so many rows are judged while the book is locked, which is exact; more would hold others up. */
const JUDGED_UNDER_LOCK = 1_000;
const TRIES = 3;

/** How long to wait for the end; without, until it is there. */
export interface Wait {
  readonly waitMs?: number;
}

interface Committing {
  readonly found: Import;
  readonly isRestoring: boolean;
  readonly wait: Wait;
}

/** Others changed the book between judging and adding: once more. */
class BookChanged extends Error {}

/** Adds the rows of an import that was checked: judged once more, and only as the book is at that moment. */
export class ImportCommit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly changes: ChangeService,
  ) {}

  /**
   * Adds what is to be added, to the end; pressed twice it is done once.
   * @throws AppError not_found, conflict while a question is open, another change of many expenses is under way, or the
   * currency of the book is another one than when the file was read
   */
  async commit(principal: Principal, id: number, isRestoring: boolean, wait: Wait): Promise<Import> {
    for (let tries = 1; ; tries += 1) {
      const found = await this.#find(principal, id);
      if (found.changeId !== null) await this.changes.settle(principal, found.changeId, wait);
      if (found.changeId !== null || found.status === 'done') return this.#find(principal, id);
      if (found.reading.questions.length > 0) throw conflict(message('error.import.questions'));
      try {
        const isJudgedUnderLock = found.rowCount <= JUDGED_UNDER_LOCK || tries > TRIES;
        const commit = { found, isRestoring, wait };
        await (isJudgedUnderLock ? this.#addJudging(principal, commit) : this.#addJudged(principal, commit));
        return await this.#find(principal, id);
      } catch (error) {
        // Somebody else pressed the button a moment before: theirs counts.
        const isBegun = error instanceof AppError && error.code === 'conflict';
        if (!(error instanceof BookChanged) && !(isBegun && (await this.#isBegun(principal, id))))
          throw error;
      }
    }
  }

  async #isBegun(principal: Principal, id: number): Promise<boolean> {
    const { status, changeId } = await this.#find(principal, id);
    return status === 'done' || changeId !== null;
  }

  /** Judges before the book is locked, and adds only when nothing changed since. */
  async #addJudged(principal: Principal, { found, isRestoring, wait }: Committing): Promise<void> {
    const { bookId } = principal;
    const within = repositories(this.database);
    const version = await within.books.versionOf(bookId);
    const inTransaction = <T>(work: (within: Repositories) => Promise<T>) =>
      this.database.transaction((tx) => work(repositories(tx)));
    const verdict = await judgeAgain(within, bookId, { found, isRestoring, inTransaction });
    const begin = async (locked: Repositories) => {
      const now = await locked.books.versionOf(bookId);
      // One more: by the lock of this transaction.
      if (version === undefined || now !== version + 1) throw new BookChanged();
      return this.#begin(locked, principal, { found, isRestoring }, verdict);
    };
    await this.changes.addMany(principal, begin, wait);
  }

  async #addJudging(principal: Principal, { found, isRestoring, wait }: Committing): Promise<void> {
    const begin = async (within: Repositories) => {
      const inTransaction = <T>(work: (repositories: Repositories) => Promise<T>) => work(within);
      const judgement = { found, isRestoring, inTransaction };
      const verdict = await judgeAgain(within, principal.bookId, judgement);
      return this.#begin(within, principal, { found, isRestoring }, verdict);
    };
    await this.changes.addMany(principal, begin, wait);
  }

  /** What is done in the first transaction, before the first rows; the rest is found again in the database. */
  async #begin(
    within: Repositories,
    principal: Principal,
    { found, isRestoring }: Omit<Committing, 'wait'>,
    { names, count }: { names: Names; count: number },
  ) {
    const { bookId } = principal;
    const { id, fileName, firstPage, reading } = found;
    const now = this.clock.now().toISOString();
    const stored = await storedImport(within, bookId, id);
    mustBeOpen(stored);
    await mustBeInCurrency(within, bookId, stored);
    // Read again meanwhile, otherwise: other rows.
    if (stored.firstPage !== firstPage) throw new BookChanged();
    const parts = reading.parts && (await restoreParts(within, principal, reading.parts, now));
    await makeNames(within, bookId, names, now);
    const recurring = Object.fromEntries(parts ?? []);
    const task = { what: 'add', importId: id, firstPage, isRestoring, recurring, isBegun: false } as const;
    const nothing = { added: 0, addedMinor: 0n };
    if (count > 0) return { subject: { importId: id, name: fileName }, task: { ...task, ...nothing } };
    await finishImport(within, { bookId, changeId: 0, now }, { importId: id, ...nothing });
    return undefined;
  }

  async #find({ bookId }: Principal, id: number): Promise<Import> {
    return storedImport(repositories(this.database), bookId, id);
  }
}

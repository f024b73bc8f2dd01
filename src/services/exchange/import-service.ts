import { setImmediate as nextTurn } from 'node:timers/promises';
import { randomInt } from 'node:crypto';
import type { Clock } from '../../domain/clock.js';
import { conflict, notFound } from '../../domain/errors.js';
import { Refused, type ReadingValues } from '../../domain/import/reading.js';
import type { RowStatus, StagedRow } from '../../domain/import/staged-row.js';
import { message } from '../../messages/message.js';
import type { Database } from '../../storage/engine/database.js';
import { DatabaseUnavailable, ForeignKeyViolation } from '../../storage/engine/storage-errors.js';
import { repositories } from '../../storage/repositories.js';
import type { Principal } from '../identity/principal.js';
import type { ChangeService, UndoOutcome } from '../ledger/changes/change-service.js';
import { inPortions } from '../portions.js';
import { chooseRows, type RowChoice } from './choosing.js';
import { ImportCommit, type Wait } from './import-commit.js';
import { refusalOf } from './import-refusals.js';
import { packFile, unpackFile } from './packed-file.js';
import type { ReadingFile } from './read-in-worker.js';
import { readAsKnown, readAsSaid } from './reading-files.js';
import { stageRows } from './stage-rows.js';
import { ROWS_A_PAGE } from './staging.js';
import { PAGES_APART, pagesOfReading } from './staged-pages.js';
import { type About, currencyOf, type Import, mustBeOpen, storedImport, toImport } from './stored-import.js';

export { currencyOf, type Import, type RowChoice };

const WAITING_MS = 30 * 86_400_000;
const PURGED_AT_ONCE = 100;

/** Files of banks and other programs: read, checked by a person, and added all or none. See docs/decisions/0046. */
export class ImportService {
  readonly #commits: ImportCommit;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly changes: ChangeService,
  ) {
    this.#commits = new ImportCommit(database, clock, changes);
  }

  /**
   * Reads a file and keeps what it says, to be checked. Answers given for a file of the same shape count.
   * @throws AppError invalid (file)
   */
  async open(
    principal: Principal,
    file: { name: string; bytes: Uint8Array },
    said: ReadingValues = {},
  ): Promise<number> {
    const { bookId, userId } = principal;
    const within = repositories(this.database);
    const { reading, options } = await readAsKnown(within, bookId, { bytes: file.bytes, said });
    try {
      const packed = await packFile(file.bytes);
      const id = await this.database.transaction(async (tx) => {
        const { imports } = repositories(tx);
        const inserted = await imports.insert(bookId, {
          userId,
          fileName: fileNameOf(file.name),
          now: this.#now(),
        });
        await imports.saveFile(bookId, inserted, packed);
        return inserted;
      });
      try {
        await this.#stage(principal, id, { reading, said: options });
      } catch (error) {
        await within.imports.remove(bookId, id);
        throw error;
      }
      return id;
    } finally {
      await reading.close();
    }
  }

  /**
   * Reads the file again as a person says, and remembers that for files of its shape. Choices of rows are given up.
   * @throws AppError not_found, conflict (imported already), invalid (the fields of the reading)
   */
  async readAgain(principal: Principal, id: number, said: ReadingValues): Promise<void> {
    const { bookId } = principal;
    const { imports } = repositories(this.database);
    mustBeOpen(await this.find(principal, id));
    const kept = await imports.file(bookId, id);
    if (!kept) throw conflict(message('error.import.file_gone'));
    const reading = await readAsSaid(await unpackFile(kept), said);
    try {
      await this.#stage(principal, id, { reading, said });
    } finally {
      await reading.close();
    }
    await imports.saveShape(bookId, reading.about.fingerprint, JSON.stringify(said), this.#now());
  }

  /** @throws AppError not_found */
  async find(principal: Principal, id: number): Promise<Import> {
    return storedImport(repositories(this.database), principal.bookId, id);
  }

  /** Newest first. */
  async list(
    principal: Principal,
    { before, limit }: { before?: number | undefined; limit: number },
  ): Promise<Import[]> {
    return (await repositories(this.database).imports.list(principal.bookId, { before, limit })).map(
      toImport,
    );
  }

  /** One page of rows, from 0; undefined after the last. */
  async rows(principal: Principal, id: number, page: number): Promise<StagedRow[] | undefined> {
    const { firstPage } = await this.find(principal, id);
    return repositories(this.database).imports.page(principal.bookId, id, firstPage + page);
  }

  /**
   * Rows of one kind, or of all, from a page on: those of some whole pages, fifty at least while there are so many.
   * @returns also the page where to go on; undefined after the last
   */
  async rowsOf(
    principal: Principal,
    id: number,
    { status, from }: { status: RowStatus | undefined; from: number },
  ): Promise<{ rows: StagedRow[]; next: number | undefined }> {
    const { firstPage } = await this.find(principal, id);
    const { imports } = repositories(this.database);
    const rows: StagedRow[] = [];
    for (let page = from; ; page += 1) {
      const found = await imports.page(principal.bookId, id, firstPage + page);
      if (!found) return { rows, next: undefined };
      rows.push(...found.filter((row) => status === undefined || row.status === status));
      if (found.length < ROWS_A_PAGE) return { rows, next: undefined };
      if (rows.length >= ROWS_A_PAGE) return { rows, next: page + 1 };
      // On SQLite a page comes without a turn of the event loop: others get theirs here.
      await nextTurn();
    }
  }

  /**
   * Where a line of the file stands: rows are in the order of their lines.
   * @throws AppError not_found
   */
  async placeOf(principal: Principal, id: number, line: number): Promise<{ page: number; row: StagedRow }> {
    const { rowCount } = await this.find(principal, id);
    let [low, high] = [0, Math.ceil(rowCount / ROWS_A_PAGE) - 1];
    while (low <= high) {
      const page = (low + high) >> 1;
      const rows = (await this.rows(principal, id, page)) ?? [];
      const row = rows.find((one) => one.line === line);
      if (row) return { page, row };
      if (rows.length > 0 && line > rows[0]!.line) low = page + 1;
      else high = page - 1;
    }
    throw notFound('import_row');
  }

  /**
   * Keeps what was chosen of the rows of a page.
   * @throws AppError not_found, conflict (imported already)
   */
  async choose(principal: Principal, id: number, page: number, choices: readonly RowChoice[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      const within = repositories(tx);
      await within.books.lock(principal.bookId);
      await chooseRows(within, principal.bookId, id, { page, choices });
    });
  }

  /**
   * Adds what is to be added, to the end: once it has begun it is carried through, also after the program was stopped.
   * Duplicates are judged again. Pressed twice it is done once.
   * @param isRestoring also what is only perhaps there is added
   * @param wait with `waitMs` no longer than that: the import that comes back may be under way still
   * @throws AppError not_found, conflict while a question is open or another change of many expenses is under way
   */
  async commit(principal: Principal, id: number, isRestoring = false, wait: Wait = {}): Promise<Import> {
    return this.#commits.commit(principal, id, isRestoring, wait);
  }

  /**
   * Takes back what an import added; what was changed since is left alone and named.
   * @throws AppError not_found, conflict
   */
  async undo(principal: Principal, id: number, wait: { waitMs?: number } = {}): Promise<UndoOutcome> {
    const { changeId } = await this.find(principal, id);
    if (changeId === null) throw conflict(message('error.import.nothing_added'));
    return this.changes.undo(principal, changeId, wait);
  }

  /** Throws an open import away, with its file. @throws AppError not_found, conflict (imported already) */
  async discard(principal: Principal, id: number): Promise<void> {
    if (await repositories(this.database).imports.remove(principal.bookId, id)) return;
    mustBeOpen(await this.find(principal, id));
  }

  /** Throws files away that nobody imported within a month, with their rows. Gives how many. */
  async purge(): Promise<number> {
    const { imports } = repositories(this.database);
    const before = new Date(this.clock.now().getTime() - WAITING_MS).toISOString();
    const waiting = await imports.listWaiting(before, PURGED_AT_ONCE);
    for (const { bookId, id } of waiting) {
      const all = { from: 0, until: Number.MAX_SAFE_INTEGER };
      await inPortions((limit) => imports.removePages(bookId, id, { ...all, limit }));
      await imports.remove(bookId, id);
    }
    return waiting.length;
  }

  /**
   * Stores rows beside those that there are, a few at a time, and only when all are there lets them count. Then those go
   * whose place they took, and no others: the file may be read more than once at the same time.
   */
  async #stage(
    principal: Principal,
    id: number,
    { reading, said }: { reading: ReadingFile; said: ReadingValues },
  ): Promise<void> {
    const { bookId, currency } = principal;
    const { ok: _ok, ...about } = reading.about;
    const within = repositories(this.database);
    const firstPage = PAGES_APART * randomInt(1, PAGES_APART);
    const remove = (first: number) =>
      inPortions((limit) => within.imports.removePages(bookId, id, { ...pagesOfReading(first), limit }));
    const file = { currency, format: about.format, rows: reading.rows() };
    const staged = await stageRows(within, { bookId, id, firstPage }, file).catch(async (error: unknown) => {
      await remove(firstPage);
      // Thrown away meanwhile.
      if (error instanceof ForeignKeyViolation) throw notFound('import');
      throw error instanceof Refused ? refusalOf(error) : error;
    });
    const { totals, rowCount } = staged;
    const stored: About = { reading: about, totals, currency: currency.code, firstPage };
    const values = { about: JSON.stringify(stored), said: JSON.stringify(said), rowCount };
    const replaced = await this.#count(bookId, id, values).catch(async (error: unknown) => {
      // They count already, maybe, where only the answer was lost. If not, they go with the file of the import.
      const mayCount = error instanceof DatabaseUnavailable && error.outcomeUnknown;
      if (!mayCount) await remove(firstPage);
      throw error;
    });
    if (replaced) await remove(replaced.firstPage);
  }

  /** Lets rows that are stored count. Gives the reading whose place they took. */
  async #count(
    bookId: number,
    id: number,
    values: { about: string; said: string; rowCount: number },
  ): Promise<Import | undefined> {
    return this.database.transaction(async (tx) => {
      const { imports, books } = repositories(tx);
      await books.lock(bookId);
      const open = await imports.find(bookId, id);
      if (open) mustBeOpen(toImport(open));
      await imports.saveReading(bookId, id, values);
      return open && toImport(open);
    });
  }

  #now(): string {
    return this.clock.now().toISOString();
  }
}

const fileNameOf = (name: string) =>
  name
    .replace(/^.*[/\\]/, '')
    .replace(/[\p{C}]/gu, '')
    .slice(0, 200) || 'file';

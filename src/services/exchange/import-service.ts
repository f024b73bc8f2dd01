import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../domain/clock.js';
import { conflict, invalid, notFound } from '../../domain/errors.js';
import type { Reading, ReadingOptions, ReadingValues, Refusal } from '../../domain/import/reading.js';
import { isAdded, type RowStatus, type StagedRow } from '../../domain/import/staged-row.js';
import { message } from '../../messages/message.js';
import type { Database } from '../../storage/engine/database.js';
import type { StoredImport } from '../../storage/exchange/import-repository.js';
import { type Repositories, repositories } from '../../storage/repositories.js';
import type { Principal } from '../identity/principal.js';
import type { ChangeService, UndoOutcome } from '../ledger/changes/change-service.js';
import { addRows } from './adding.js';
import { refusalOf } from './import-refusals.js';
import { readInWorker } from './read-in-worker.js';
import {
  changedTotals,
  inPages,
  judged,
  ROWS_A_PAGE,
  toStaged,
  type Totals,
  totalsOf,
  withCategories,
} from './staging.js';
import { restoreParts } from './restoring-parts.js';

/** How a file was read, without its rows. */
export type ReadingAbout = Omit<Reading, 'rows' | 'ok'>;

export interface Import extends Omit<StoredImport, 'about' | 'said'> {
  readonly reading: ReadingAbout;
  readonly said: ReadingValues;
  readonly totals: Totals;
}

export interface RowChoice {
  readonly line: number;
  readonly include?: boolean;
  readonly categoryId?: number | null | 'file';
}

interface About {
  readonly reading: ReadingAbout;
  readonly totals: Totals;
}

/** Files of banks and other programs: read, checked by a person, and added all or none. See docs/decisions/0046. */
export class ImportService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly changes: ChangeService,
  ) {}

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
    const first = accepted(await readInWorker({ bytes: file.bytes, options: said }), said);
    const known = await repositories(this.database).imports.shape(bookId, first.fingerprint);
    const options = known === undefined ? said : { ...(JSON.parse(known) as ReadingValues), ...said };
    const again = known === undefined ? first : await readInWorker({ bytes: file.bytes, options });
    const reading = again.ok ? again : first;
    return this.database.transaction(async (tx) => {
      const within = repositories(tx);
      const fileName =
        file.name
          .replace(/^.*[/\\]/, '')
          .replace(/[\p{C}]/gu, '')
          .slice(0, 200) || 'file';
      const id = await within.imports.insert(bookId, { userId, fileName, now: this.#now() });
      await within.imports.saveFile(bookId, id, file.bytes);
      await this.#stage(within, principal, id, { reading, said: again.ok ? options : said });
      return id;
    });
  }

  /**
   * Reads the file again as a person says, and remembers that for files of its shape. Choices of rows are given up.
   * @throws AppError not_found, conflict (imported already), invalid (the fields of the reading)
   */
  async readAgain(principal: Principal, id: number, said: ReadingValues): Promise<void> {
    const { bookId } = principal;
    const { imports } = repositories(this.database);
    this.#mustBeOpen(await this.find(principal, id));
    const bytes = await imports.file(bookId, id);
    if (!bytes) throw conflict(message('error.import.file_gone'));
    const reading = accepted(await readInWorker({ bytes, options: said }), said);
    await this.database.transaction(async (tx) => {
      const within = repositories(tx);
      await within.books.lock(bookId);
      this.#mustBeOpen(await this.#found(within, bookId, id));
      await this.#stage(within, principal, id, { reading, said });
      await within.imports.saveShape(bookId, reading.fingerprint, JSON.stringify(said), this.#now());
    });
  }

  /** @throws AppError not_found */
  async find(principal: Principal, id: number): Promise<Import> {
    return this.#found(repositories(this.database), principal.bookId, id);
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
  async rows({ bookId }: Principal, id: number, page: number): Promise<StagedRow[] | undefined> {
    return repositories(this.database).imports.page(bookId, id, page);
  }

  /**
   * Rows of one kind, or of all, from a page on: those of some whole pages, fifty at least while there are so many.
   * @returns also the page where to go on; undefined after the last
   */
  async rowsOf(
    { bookId }: Principal,
    id: number,
    { status, from }: { status: RowStatus | undefined; from: number },
  ): Promise<{ rows: StagedRow[]; next: number | undefined }> {
    const { imports } = repositories(this.database);
    const rows: StagedRow[] = [];
    for (let page = from; ; page += 1) {
      const found = await imports.page(bookId, id, page);
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
      await this.#choose(within, principal, id, { page, choices });
    });
  }

  /**
   * Adds what is to be added, all or nothing; duplicates are judged again. Pressed twice it is done once.
   * @param isMeant which of the judged rows are added, if not those that the person sees ticked
   * @throws AppError not_found, conflict while a question is open
   */
  async commit(
    principal: Principal,
    id: number,
    isMeant: (row: StagedRow) => boolean = isAdded,
  ): Promise<Import> {
    const { bookId } = principal;
    await this.database.transaction(async (tx) => {
      const within = repositories(tx);
      await within.books.lock(bookId);
      const found = await this.#found(within, bookId, id);
      if (found.status === 'done') return;
      if (found.reading.questions.length > 0) throw conflict(message('error.import.questions'));
      const staged = (await within.imports.pages(bookId, id)).flat();
      const rows = (await judged(within, bookId, staged)).filter(isMeant);
      if (found.reading.parts) await restoreParts(within, principal, found.reading.parts, this.#now());
      const ids = await addRows(within, principal, { importId: id, rows, now: this.#now() });
      const what = { kind: 'import', subject: { importId: id, name: found.fileName } } as const;
      const changeId = ids.length === 0 ? null : await this.changes.keepAdded(within, principal, what, ids);
      const totals = { ...found.totals, ...sumOf(rows) };
      const { parts: _parts, ...reading } = found.reading;
      await within.imports.finish(bookId, id, { changeId, added: ids.length, now: this.#now() });
      await this.#save(within, bookId, id, { found, about: { reading, totals } });
      // An answer that was given with the file is known for the next one, as one that was given afterwards.
      if (Object.keys(found.said).length > 0)
        await within.imports.saveShape(bookId, reading.fingerprint, JSON.stringify(found.said), this.#now());
      await within.imports.removePages(bookId, id);
      await within.imports.removeFile(bookId, id);
    });
    return this.find(principal, id);
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
    this.#mustBeOpen(await this.find(principal, id));
  }

  async #stage(
    within: Repositories,
    principal: Principal,
    id: number,
    { reading, said }: { reading: Reading; said: ReadingValues },
  ): Promise<void> {
    const { bookId, currency } = principal;
    const { rows: read, ok: _ok, ...about } = reading;
    const rows = await withCategories(within, bookId, await judged(within, bookId, toStaged(read, currency)));
    await within.imports.replacePages(bookId, id, inPages(rows));
    const stored: About = { reading: about, totals: totalsOf(rows) };
    await within.imports.saveReading(bookId, id, {
      about: JSON.stringify(stored),
      said: JSON.stringify(said),
      rowCount: rows.length,
    });
  }

  async #choose(
    within: Repositories,
    { bookId }: Principal,
    id: number,
    { page, choices }: { page: number; choices: readonly RowChoice[] },
  ): Promise<void> {
    const found = await this.#found(within, bookId, id);
    this.#mustBeOpen(found);
    const rows = await within.imports.page(bookId, id, page);
    if (!rows) throw notFound('import_row');
    const own = new Set((await within.categories.list(bookId)).map((category) => category.id));
    const byLine = new Map(choices.map((choice) => [choice.line, choice]));
    const chosen = rows.map((row) => withChoice(row, byLine.get(row.line), own));
    await within.imports.savePage(bookId, id, page, chosen);
    const totals = changedTotals(found.totals, rows, chosen);
    await this.#save(within, bookId, id, { found, about: { reading: found.reading, totals } });
  }

  async #save(
    within: Repositories,
    bookId: number,
    id: number,
    { found, about }: { found: Import; about: About },
  ): Promise<void> {
    const { said, rowCount } = found;
    await within.imports.saveReading(bookId, id, {
      about: JSON.stringify(about),
      said: JSON.stringify(said),
      rowCount,
    });
  }

  async #found(within: Repositories, bookId: number, id: number): Promise<Import> {
    const stored = await within.imports.find(bookId, id);
    if (!stored) throw notFound('import');
    return toImport(stored);
  }

  #mustBeOpen({ status }: Import): void {
    if (status !== 'open') throw conflict(message('error.import.done'));
  }

  #now(): string {
    return this.clock.now().toISOString();
  }
}

export const pageOfRow = (index: number) => Math.floor(index / ROWS_A_PAGE);

const sumOf = (rows: readonly StagedRow[]) => ({
  adding: rows.length,
  addingMinor: String(rows.reduce((sum, { minor }) => sum + BigInt(minor!), 0n)),
});

function toImport({ about, said, ...stored }: StoredImport): Import {
  return { ...stored, ...(JSON.parse(about) as About), said: JSON.parse(said) as ReadingValues };
}

/** What is as the status says anyway is no choice: it may be judged otherwise at the end. */
function withChoice(row: StagedRow, choice: RowChoice | undefined, own: ReadonlySet<number>): StagedRow {
  if (!choice) return row;
  const { include, categoryId } = choice;
  if (typeof categoryId === 'number' && !own.has(categoryId))
    throw invalid({ category_id: message('fault.category.unknown') });
  const usual = isAdded({ ...row, chosen: null });
  return {
    ...row,
    ...(include !== undefined && { chosen: include === usual ? null : include }),
    ...(categoryId !== undefined && {
      categoryId: categoryId === 'file' && row.category === null ? null : categoryId,
    }),
  };
}

function accepted(reading: Reading | Refusal, options: ReadingOptions): Reading {
  if (!reading.ok) throw refusalOf(reading, options);
  return reading;
}

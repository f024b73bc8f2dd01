import { addDays, type Day } from '../../domain/calendar.js';
import { Judging, type KnownExpense, SIMILAR_DAYS } from '../../domain/import/judging.js';
import type { ImportFormat } from '../../domain/import/reading.js';
import { isAddable, type StagedRow } from '../../domain/import/staged-row.js';
import type { Repositories } from '../../storage/repositories.js';
import { inTurns } from '../portions.js';
import type { About } from './stored-import.js';

/** What rows ask the book for. */
export class Asked {
  readonly #amounts = new Set<string>();
  readonly #externalIds = new Set<string>();
  #first = '9999-12-31' as Day;
  #last = '0001-01-01' as Day;

  note(row: StagedRow): void {
    if (!isAddable(row)) return;
    const day = row.day!;
    if (day < this.#first) this.#first = day;
    if (day > this.#last) this.#last = day;
    this.#amounts.add(row.minor!);
    if (row.externalId !== null) this.#externalIds.add(row.externalId);
  }

  /** The expenses that they may be. Asked once: what was noted is let go, for it may be much. */
  async known({ imports }: Repositories, bookId: number): Promise<KnownExpense[]> {
    if (this.#amounts.size === 0) return [];
    const range = { from: addDays(this.#first, -SIMILAR_DAYS), to: addDays(this.#last, SIMILAR_DAYS) };
    const asked = {
      amounts: this.#amounts,
      externalIds: this.#externalIds,
      formats: this.#externalIds.size === 0 ? new Map() : await formatsOf(imports, bookId),
    };
    const known = await imports.known(bookId, range, asked);
    this.#amounts.clear();
    this.#externalIds.clear();
    return known;
  }
}

/** Of the files of a book's imports: ids say something only beside those of the same kind. */
async function formatsOf(
  imports: Repositories['imports'],
  bookId: number,
): Promise<ReadonlyMap<number, ImportFormat>> {
  const stored = await imports.abouts(bookId);
  return new Map(stored.map(({ id, about }) => [id, (JSON.parse(about) as About).reading.format]));
}

/** Rows that are stored, some pages at once, as often as they are asked for. */
export type PagesOfRows = () => AsyncIterable<readonly (readonly StagedRow[])[]>;

/** Says of all rows whether they are there already, page by page, in turns. */
export async function* judgePages(
  format: ImportFormat,
  pages: PagesOfRows,
  known: readonly KnownExpense[],
): AsyncGenerator<{ before: readonly (readonly StagedRow[])[]; now: StagedRow[][] }> {
  const judging = new Judging(format);
  await inTurns(eachOf(known, (one) => judging.know(one)));
  const same: (KnownExpense | undefined)[] = [];
  for await (const some of pages()) for (const row of some.flat()) same.push(judging.exactly(row));
  await inTurns(eachOf(known, (one) => judging.offer(one)));
  let at = 0;
  for await (const before of pages())
    yield { before, now: before.map((page) => page.map((row) => judging.verdict(row, same[at++]))) };
}

/** How many are looked at between two looks at the clock. */
const AT_ONCE = 200;

function* eachOf<T>(items: readonly T[], work: (item: T) => void): Generator<undefined, void> {
  for (const [at, item] of items.entries()) {
    work(item);
    if (at % AT_ONCE === 0) yield;
  }
}

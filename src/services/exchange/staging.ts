import type { Currency } from '../../domain/currency.js';
import { toMinor } from '../../domain/import/figures.js';
import type { ReadRow } from '../../domain/import/reading.js';
import { isAdded, type RowStatus, ROW_STATUSES, type StagedRow } from '../../domain/import/staged-row.js';
import { nameKey } from '../../domain/text.js';
import type { Repositories } from '../../storage/repositories.js';
import { categoriesByName } from './categories-by-name.js';

/** How many rows stand on a page. */
export const ROWS_A_PAGE = 50;

export interface Totals {
  readonly adding: number;
  readonly addingMinor: string;
  readonly counts: Readonly<Record<RowStatus, number>>;
}

/** A row as it was read, with the amount as a book has it: money out is positive. */
export function toStaged(row: ReadRow, currency: Currency): StagedRow {
  const { line, day, amount, currency: code, description, category, tags, externalId, kind, reasons } = row;
  const own = { line, day, category, tags, externalId, existingId: null, beside: null, chosen: null };
  const origin = row.recurring === undefined ? {} : { recurring: row.recurring };
  const text = description || category || '–';
  const bare = { ...own, ...origin, categoryId: null, minor: null, description: text, reasons, kind };
  if (kind === 'skipped' || kind === 'unreadable') return { ...bare, status: kind };
  const unreadable = { ...bare, kind: 'unreadable', status: 'unreadable' } as const;
  if (code !== null && code !== currency.code)
    return { ...unreadable, reasons: [{ code: 'other_currency', params: { currency: code } }] };
  const minor = toMinor(amount ?? '', currency);
  if (minor === undefined || minor === 0n)
    return { ...unreadable, reasons: [{ code: 'bad_amount', params: { text: amount ?? '' } }] };
  return { ...bare, minor: String(-minor), status: kind === 'income' ? 'income' : 'new' };
}

/** The file's own category where it names one: that of the book, or one that is to be made. */
export async function categoriesFor(
  within: Repositories,
  bookId: number,
): Promise<(row: StagedRow) => StagedRow> {
  const own = await categoriesByName(within, bookId);
  return (row) =>
    row.category === null ? row : { ...row, categoryId: own.get(nameKey(row.category)) ?? 'file' };
}

export function totalsOf(rows: Iterable<StagedRow>): Totals {
  const tally = new Tally();
  tally.count(rows);
  return tally.totals();
}

/** Totals of rows that come bit by bit. */
export class Tally {
  readonly #counts = Object.fromEntries(ROW_STATUSES.map((status) => [status, 0])) as Record<
    RowStatus,
    number
  >;
  #adding = 0;
  #addingMinor = 0n;

  count(rows: Iterable<StagedRow>): void {
    for (const row of rows) {
      this.#counts[row.status] += 1;
      if (!isAdded(row)) continue;
      this.#adding += 1;
      this.#addingMinor += BigInt(row.minor!);
    }
  }

  totals(): Totals {
    return { adding: this.#adding, addingMinor: String(this.#addingMinor), counts: { ...this.#counts } };
  }

  get rows(): number {
    return Object.values(this.#counts).reduce((sum, count) => sum + count, 0);
  }
}

/** Totals once some rows were chosen otherwise. */
export function changedTotals(
  totals: Totals,
  before: readonly StagedRow[],
  after: readonly StagedRow[],
): Totals {
  const [was, is] = [totalsOf(before), totalsOf(after)];
  return {
    ...totals,
    adding: totals.adding - was.adding + is.adding,
    addingMinor: String(BigInt(totals.addingMinor) - BigInt(was.addingMinor) + BigInt(is.addingMinor)),
  };
}

export function inPages<T>(rows: readonly T[]): T[][] {
  const pages: T[][] = [];
  for (let at = 0; at < rows.length; at += ROWS_A_PAGE) pages.push(rows.slice(at, at + ROWS_A_PAGE));
  return pages;
}

import { addDays, type Day } from '../../domain/calendar.js';
import type { Currency } from '../../domain/currency.js';
import { toMinor } from '../../domain/import/figures.js';
import { judging, SIMILAR_DAYS } from '../../domain/import/judging.js';
import type { ReadRow } from '../../domain/import/reading.js';
import {
  isAddable,
  isAdded,
  type RowStatus,
  ROW_STATUSES,
  type StagedRow,
} from '../../domain/import/staged-row.js';
import { nameKey } from '../../domain/text.js';
import type { Repositories } from '../../storage/repositories.js';
import { inTurns } from '../portions.js';

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

/** What the book knows already. Read and worked out in turns. */
export async function judged(within: Repositories, bookId: number, rows: StagedRow[]): Promise<StagedRow[]> {
  const asked = { amounts: new Set<string>(), externalIds: new Set<string>() };
  let [first, last] = ['9999-12-31' as Day, '0001-01-01' as Day];
  for (const row of rows) {
    if (!isAddable(row)) continue;
    const day = row.day!;
    if (day < first) first = day;
    if (day > last) last = day;
    asked.amounts.add(row.minor!);
    if (row.externalId !== null) asked.externalIds.add(row.externalId);
  }
  if (asked.amounts.size === 0) return rows;
  const range = { from: addDays(first, -SIMILAR_DAYS), to: addDays(last, SIMILAR_DAYS) };
  const known = await within.imports.known(bookId, range, asked);
  return inTurns(judging(rows, known));
}

/** The file's own category where it names one: that of the book, or one that is to be made. */
export async function categoriesFor(
  within: Repositories,
  bookId: number,
): Promise<(row: StagedRow) => StagedRow> {
  const own = new Map((await within.categories.list(bookId)).map(({ id, name }) => [nameKey(name), id]));
  return (row) =>
    row.category === null ? row : { ...row, categoryId: own.get(nameKey(row.category)) ?? 'file' };
}

export function totalsOf(rows: readonly StagedRow[]): Totals {
  const counts = Object.fromEntries(ROW_STATUSES.map((status) => [status, 0])) as Record<RowStatus, number>;
  let adding = 0;
  let addingMinor = 0n;
  for (const row of rows) {
    counts[row.status] += 1;
    if (!isAdded(row)) continue;
    adding += 1;
    addingMinor += BigInt(row.minor!);
  }
  return { adding, addingMinor: String(addingMinor), counts };
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

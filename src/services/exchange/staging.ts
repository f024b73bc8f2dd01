import { addDays, type Day } from '../../domain/calendar.js';
import type { Currency } from '../../domain/currency.js';
import { foldText } from '../../domain/folded-text.js';
import { toMinor } from '../../domain/import/figures.js';
import { judge, SIMILAR_DAYS } from '../../domain/import/judging.js';
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

/** How many rows stand on a page. */
export const ROWS_A_PAGE = 50;
/** So many of the newest expenses are asked which category a description had. */
const REMEMBERED = 5_000;

export interface Totals {
  readonly adding: number;
  readonly addingMinor: string;
  readonly counts: Readonly<Record<RowStatus, number>>;
}

/** Rows as they were read, with amounts as a book has them: money out is positive. */
export function toStaged(rows: readonly ReadRow[], currency: Currency): StagedRow[] {
  return rows.map(
    ({ line, day, amount, currency: code, description, category, tags, externalId, kind, reasons }) => {
      const own = {
        line,
        day,
        category,
        tags,
        externalId,
        existingId: null,
        beside: null,
        chosen: null,
        categoryId: null,
      };
      const text = description || category || '–';
      const staged = { ...own, minor: null, description: text, reasons, kind, status: kind as RowStatus };
      if (kind === 'skipped' || kind === 'unreadable') return { ...staged, status: kind };
      const unreadable = { ...staged, kind: 'unreadable', status: 'unreadable' } as const;
      if (code !== null && code !== currency.code)
        return { ...unreadable, reasons: [{ code: 'other_currency', params: { currency: code } }] };
      const minor = toMinor(amount ?? '', currency);
      if (minor === undefined || minor === 0n)
        return { ...unreadable, reasons: [{ code: 'bad_amount', params: { text: amount ?? '' } }] };
      return { ...staged, minor: String(-minor), status: kind === 'income' ? 'income' : 'new' };
    },
  );
}

/** What the book knows already, and which category each row would have. */
export async function judged(
  within: Repositories,
  bookId: number,
  rows: readonly StagedRow[],
): Promise<StagedRow[]> {
  const addable = rows.filter(isAddable);
  if (addable.length === 0) return [...rows];
  const days = addable.map(({ day }) => day!);
  const first = days.reduce((a, b) => (a < b ? a : b));
  const last = days.reduce((a, b) => (a > b ? a : b));
  const range = { from: around(first, -SIMILAR_DAYS), to: around(last, SIMILAR_DAYS) };
  const known = await within.imports.known(bookId, range, {
    amounts: new Set(addable.map(({ minor }) => minor!)),
    externalIds: new Set(addable.flatMap(({ externalId }) => externalId ?? [])),
  });
  return judge(rows, known);
}

const around = (day: Day, days: number) => addDays(day, days);

/** The file's own category where it has one, else that of the last expense with the same description. */
export async function withCategories(
  within: Repositories,
  bookId: number,
  rows: readonly StagedRow[],
): Promise<StagedRow[]> {
  const own = new Map((await within.categories.list(bookId)).map(({ id, name }) => [nameKey(name), id]));
  const used = new Map<string, number>();
  for (const { description, categoryId } of await within.imports.lastCategories(bookId, REMEMBERED)) {
    const key = foldText(description);
    if (!used.has(key)) used.set(key, categoryId);
  }
  return rows.map((row) => {
    const named = row.category === null ? undefined : (own.get(nameKey(row.category)) ?? ('file' as const));
    return { ...row, categoryId: named ?? used.get(foldText(row.description)) ?? null };
  });
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

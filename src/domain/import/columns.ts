import { currencyOfMark } from './currency-marks.js';
import { readDayShape } from './days.js';
import { decimalSignOfFigure, readFigure } from './figures.js';
import { rolesOfHeader, type Role } from './header-words.js';
import type { Records, TableRecord } from './records.js';

const HEADER_WITHIN = 60;
const ROWS_BELOW = 6;
const SAMPLE_ROWS = 400;

/** What a column holds, over the first rows. Parts of the cells that hold anything, 0 to 1. */
export interface ColumnContent {
  readonly filled: number;
  readonly days: number;
  readonly figures: number;
  /** Figures with decimals, a sign or a currency: no number of an account. */
  readonly amounts: number;
  readonly codes: number;
  readonly words: number;
  readonly values: ReadonlySet<string>;
}

/** The record of the header, or -1; and the first record that is a row. */
export function findHeader(records: Records): {
  readonly header: number;
  readonly first: number;
} {
  const limit = Math.min(records.length, HEADER_WITHIN);
  const headers: number[] = [];
  for (let at = 0; at < limit; at++) if (isHeader(records.at(at)!.cells)) headers.push(at);
  // A bank may write a table of its own above: `Currency;In;Out`. The rows stand below the one that names their day.
  const followed = headers.filter((at) => isFollowed(records, at));
  const header = followed.find((at) => namesDay(records.at(at)!.cells)) ?? followed[0];
  const first = records.findIndex(({ cells }) => isRow(cells));
  const known = header ?? (first < 0 ? headers[0] : undefined);
  if (known !== undefined && !isInsideRows(records, known))
    return { header: known, first: firstRowOf(records, known) };
  if (first < 0) return { header: -1, first: 0 };
  return unknownHeader(records, firstOfWidth(records, first));
}

/** The first row of a header: below it, or those right above it that stand in its columns, as where sheets were joined. */
export function firstRowOf(records: Records, header: number): number {
  const roles = rolesOfCells(records.at(header)!.cells);
  const isUnder = (cells: readonly string[], wanted: readonly Role[], test: (cell: string) => boolean) =>
    roles.some((found, at) => found.some(({ role }) => wanted.includes(role)) && test(cells[at]!));
  const stands = (cells: readonly string[]) =>
    cells.length >= roles.length &&
    isUnder(cells, ['date', 'valueDate'], (cell) => readDayShape(cell.trim()) !== undefined) &&
    isUnder(
      cells,
      ['amount', 'out', 'in'],
      (cell) => hasDigit(cell) && readFigure(cell.trim()) !== undefined,
    );
  let first = header;
  while (first > 0 && stands(records.at(first - 1)!.cells)) first -= 1;
  return first < header ? first : header + 1;
}

function isHeader(cells: readonly string[]): boolean {
  const roles = rolesOfCells(cells);
  const known = roles.filter((found) => found.length > 0).length;
  const has = (...wanted: Role[]) => roles.some((found) => found.some(({ role }) => wanted.includes(role)));
  return known >= 2 && has('date', 'valueDate', 'amount', 'out', 'in') && !cells.some(isValue);
}

function namesDay(cells: readonly string[]): boolean {
  return rolesOfCells(cells).some((found) =>
    found.some(({ role }) => role === 'date' || role === 'valueDate'),
  );
}

function rolesOfCells(cells: readonly string[]): ReturnType<typeof rolesOfHeader>[] {
  return cells.map((cell) => (cell.length > 60 ? [] : rolesOfHeader(cell)));
}

/** Whether rows come soon below a header, and not after another one. */
function isFollowed(records: Records, header: number): boolean {
  const below = records.slice(header + 1, header + 1 + ROWS_BELOW);
  const next = below.findIndex(({ cells }) => isHeader(cells));
  return (next < 0 ? below : below.slice(0, next)).some(({ cells }) => isRow(cells));
}

/** Words of a header below rows are a part of the file's end, as wide as the rows or not. */
function isInsideRows(records: Records, header: number): boolean {
  const width = records.at(header)!.cells.length;
  return (
    records.slice(0, header).filter(({ cells }) => isRow(cells) && cells.length >= width - 1).length >= 3
  );
}

/** A first line that is a row of another width than all below it tells of the account. */
function firstOfWidth(records: Records, first: number): number {
  const near = records.slice(first, first + 20);
  const rows = near.filter(({ cells }) => isRow(cells));
  const width = rows[0]!.cells.length;
  const next = rows.slice(1);
  if (next.length === 0 || next.some(({ cells }) => cells.length !== next[0]!.cells.length)) return first;
  return next[0]!.cells.length === width ? first : first + near.indexOf(next[0]!);
}

function isValue(cell: string): boolean {
  const text = cell.trim();
  return hasDigit(text) && (readDayShape(text) !== undefined || readFigure(text) !== undefined);
}

function isRow(cells: readonly string[]): boolean {
  const texts = cells.map((cell) => cell.trim());
  const day = texts.findIndex((text) => readDayShape(text) !== undefined);
  return day >= 0 && texts.some((text, at) => at !== day && hasDigit(text) && readFigure(text) !== undefined);
}

/** Names in a language that is not known are a header too, when they stand over every column. */
function unknownHeader(records: Records, first: number): { header: number; first: number } {
  const above = records.at(first - 1)?.cells;
  const width = records.at(first)!.cells.length;
  const isNamed =
    above !== undefined &&
    above.length >= width - 1 &&
    above.filter((cell) => cell.trim() !== '').length >= width - 1 &&
    new Set(above).size >= width - 1 &&
    !above.some(isValue);
  return { header: isNamed ? first - 1 : -1, first };
}

/** A digit of any script. */
function hasDigit(text: string): boolean {
  return /\p{Nd}/u.test(text);
}

/** Looks at the cells of each column. */
export function lookAtColumns(rows: Records, width: number): ColumnContent[] {
  const some: TableRecord[] = [];
  const step = Math.ceil(rows.length / SAMPLE_ROWS);
  for (let at = 0; at < rows.length; at += step) some.push(rows.at(at)!);
  // Totals and notes at the end say nothing of the columns that they happen to stand in.
  const whole = some.filter(({ cells }) => isRow(cells));
  const sample = whole.length > 0 ? whole : some;
  return Array.from({ length: width }, (_, column) => {
    const cells = sample.map(({ cells }) => (cells[column] ?? '').trim()).filter((cell) => cell !== '');
    const part = (test: (cell: string) => boolean) =>
      cells.length === 0 ? 0 : cells.filter(test).length / cells.length;
    return {
      filled: sample.length === 0 ? 0 : cells.length / sample.length,
      days: part((cell) => readDayShape(cell) !== undefined),
      figures: part((cell) => hasDigit(cell) && readFigure(cell) !== undefined),
      amounts: part(isAmount),
      codes: part((cell) => /^[A-Za-z]{3}$/.test(cell) || currencyOfMark(cell) !== null),
      words: part((cell) => /\p{L}{2}/u.test(cell)),
      values: new Set(cells.slice(0, SAMPLE_ROWS)),
    };
  });
}

function isAmount(cell: string): boolean {
  if (!hasDigit(cell) || /^0\d/.test(cell)) return false;
  const figure = readFigure(cell);
  return (
    figure !== undefined &&
    (figure.isSigned || figure.currency !== null || decimalSignOfFigure(figure.figure) !== null)
  );
}

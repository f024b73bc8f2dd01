import { readDayShape } from './days.js';
import { decimalSignOfFigure, readFigure } from './figures.js';
import { rolesOfHeader, type Role } from './header-words.js';
import type { TableRecord } from './table.js';

const HEADER_WITHIN = 60;
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
export function findHeader(records: readonly TableRecord[]): {
  readonly header: number;
  readonly first: number;
} {
  const limit = Math.min(records.length, HEADER_WITHIN);
  for (let at = 0; at < limit; at++) {
    const { cells } = records[at]!;
    if (isHeader(cells)) return { header: at, first: at + 1 };
    if (isRow(cells)) return unknownHeader(records, at);
  }
  const first = records.findIndex(({ cells }) => isRow(cells));
  return first < 0 ? { header: -1, first: 0 } : unknownHeader(records, first);
}

function isHeader(cells: readonly string[]): boolean {
  const roles = cells.map((cell) => (cell.length > 60 ? [] : rolesOfHeader(cell)));
  const known = roles.filter((found) => found.length > 0).length;
  const has = (...wanted: Role[]) => roles.some((found) => found.some(({ role }) => wanted.includes(role)));
  return known >= 2 && has('date', 'valueDate', 'amount', 'out', 'in') && !cells.some(isValue);
}

function isValue(cell: string): boolean {
  const text = cell.trim();
  return /\d/.test(text) && (readDayShape(text) !== undefined || readFigure(text) !== undefined);
}

function isRow(cells: readonly string[]): boolean {
  const texts = cells.map((cell) => cell.trim());
  const day = texts.findIndex((text) => readDayShape(text) !== undefined);
  return (
    day >= 0 && texts.some((text, at) => at !== day && /\d/.test(text) && readFigure(text) !== undefined)
  );
}

/** Names in a language that is not known are a header too, when they stand over every column. */
function unknownHeader(records: readonly TableRecord[], first: number): { header: number; first: number } {
  const above = records[first - 1]?.cells;
  const width = records[first]!.cells.length;
  const isNamed =
    above !== undefined &&
    above.length >= width - 1 &&
    above.filter((cell) => cell.trim() !== '').length >= width - 1 &&
    new Set(above).size >= width - 1 &&
    !above.some(isValue);
  return { header: isNamed ? first - 1 : -1, first };
}

/** Looks at the cells of each column. */
export function lookAtColumns(rows: readonly TableRecord[], width: number): ColumnContent[] {
  const sample =
    rows.length <= SAMPLE_ROWS
      ? rows
      : rows.filter((_, at) => at % Math.ceil(rows.length / SAMPLE_ROWS) === 0);
  return Array.from({ length: width }, (_, column) => {
    const cells = sample.map(({ cells }) => (cells[column] ?? '').trim()).filter((cell) => cell !== '');
    const part = (test: (cell: string) => boolean) =>
      cells.length === 0 ? 0 : cells.filter(test).length / cells.length;
    return {
      filled: sample.length === 0 ? 0 : cells.length / sample.length,
      days: part((cell) => readDayShape(cell) !== undefined),
      figures: part((cell) => /\d/.test(cell) && readFigure(cell) !== undefined),
      amounts: part(isAmount),
      codes: part((cell) => /^(?:[A-Za-z]{3}|[€£₹₩₽₺])$/.test(cell)),
      words: part((cell) => /\p{L}{2}/u.test(cell)),
      values: new Set(cells.slice(0, SAMPLE_ROWS)),
    };
  });
}

function isAmount(cell: string): boolean {
  if (!/\d/.test(cell) || /^0\d/.test(cell)) return false;
  const figure = readFigure(cell);
  return (
    figure !== undefined &&
    (figure.isSigned || figure.currency !== null || decimalSignOfFigure(figure.figure) !== null)
  );
}

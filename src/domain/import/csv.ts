import { findAmountWay, type AmountWay } from './amount-way.js';
import { foldHeader } from './cells.js';
import { findHeader, firstRowOf, lookAtColumns, type ColumnContent } from './columns.js';
import { findDayColumn } from './day-column.js';
import { findDialect } from './dialects.js';
import { fingerprintOf } from './fingerprint.js';
import { findLayout, type DialectRules, type Layout } from './layout.js';
import type { Once } from './once.js';
import type { Said } from './options.js';
import { findOtherSide, settleLoneSide } from './other-side.js';
import {
  Refused,
  ROW_LIMIT,
  type ImportFormat,
  type Question,
  type Flowing,
  type ReadingValues,
} from './reading.js';
import { rowsOf, type SheetPlan } from './sheet-rows.js';
import { splitwiseColumns } from './splitwise.js';
import type { Records, TableRecord } from './records.js';
import { readTable, type Table } from './table.js';

/** The sheet of a file with its columns understood, before days and amounts are. */
export interface Sheet {
  readonly format: ImportFormat;
  readonly header: readonly string[] | undefined;
  readonly headerLine: number;
  readonly preamble: readonly TableRecord[];
  readonly rows: Records;
  readonly width: number;
  readonly content: readonly ColumnContent[];
  readonly layout: Layout;
  readonly rules: DialectRules;
  readonly isSplitwise: boolean;
}

/** Reads CSV and its relatives, and what programs export as such; its rows as they are asked for. Throws Refused. */
export function readCsv(text: Once<string>, encoding: string, said: Said): Flowing {
  const table = readTable(text, said.delimiter());
  const sheet = findSheet(table, said);
  if (sheet.rows.length > ROW_LIMIT) throw new Refused('too_many_rows', { limit: String(ROW_LIMIT) });
  const days = findDayColumn(sheet, said);
  const way = findAmountWay(sheet, said);
  const plan: SheetPlan = { sheet, days, way, person: personOf(sheet, said) };
  said.check();
  const people = sheet.isSplitwise ? sheet.header!.slice(5).map((name) => name.trim()) : [];
  const questions: Question[] = sheet.rows.length === 0 ? [] : [...days.questions, ...way.questions];
  if (sheet.isSplitwise && plan.person < 0)
    questions.push({
      field: 'person',
      example: people.join(', '),
      options: people.map((name) => ({ value: name, answers: { person: name }, reads: null })),
    });
  return {
    ok: true,
    format: sheet.format,
    values: { encoding, delimiter: table.delimiter === '\t' ? 'tab' : table.delimiter, ...valuesOf(plan) },
    questions,
    notices: sheet.rows.length === 0 ? [{ code: 'no_rows', params: {} }] : [],
    columns: sheet.header ?? Array.from({ length: sheet.width }, (_, at) => firstCell(sheet, at)),
    hasHeader: sheet.header !== undefined,
    people,
    rows: rowsOf(plan, new Set(questions.map(({ field }) => field))),
    fingerprint: fingerprintOf(
      sheet.format,
      sheet.header?.map(foldHeader) ?? [`${sheet.width}`, table.delimiter, ...kindsOf(sheet)],
    ),
  };
}

function findSheet({ records, head }: Table, said: Said): Sheet {
  const place = headerPlace(records, said);
  const header = namesOf(records, place.header);
  const repeated = header?.map(foldHeader).join('\0');
  const isFilled = ({ cells }: TableRecord) => cells.some((cell) => cell.trim() !== '');
  const rows = records.where(
    place.first,
    (record) => isFilled(record) && !isRepeated(record.cells, header, repeated),
  );
  const width = widthOf(header, rows);
  const content = lookAtColumns(rows, width);
  const program = header && findDialect(header);
  const people = header && !program ? splitwiseColumns(header) : undefined;
  if (rows.length > 0 && width < 2) throw new Refused('not_recognised');
  if (!header && !content.some(({ days }) => days > 0.3) && said.text('column_date') === undefined)
    throw new Refused('not_recognised');
  const found = findLayout(header, content);
  findOtherSide(found, header, rows);
  settleLoneSide(found, header, rows);
  const layout = people
    ? {
        ...found,
        date: 0,
        description: [1],
        category: 2,
        amount: 3,
        currency: 4,
        out: -1,
        in: -1,
        flag: -1,
        tags: -1,
        id: -1,
      }
    : { ...found, ...program?.layout };
  return {
    format: people ? 'splitwise' : formatOf(program?.format, header, head),
    header,
    headerLine: records.at(place.header)?.line ?? 0,
    preamble: records.slice(0, header ? Math.min(place.header, place.first) : place.first),
    rows,
    width,
    content,
    layout: withSaid(layout, said, width),
    rules: program?.rules ?? {},
    isSplitwise: people !== undefined,
  };
}

/** The names of the columns, without those behind a last delimiter under which nothing stands. */
function namesOf(records: Records, at: number): readonly string[] | undefined {
  const names = records.at(at)?.cells.map((cell) => cell.trim());
  const isEmpty = (column: number) =>
    names![column] === '' &&
    records.where(at + 1, ({ cells }) => (cells[column] ?? '').trim() !== '').length === 0;
  while (names && names.length > 2 && isEmpty(names.length - 1)) names.pop();
  return names;
}

/** The header once more, padded or not. */
function isRepeated(
  cells: readonly string[],
  header: readonly string[] | undefined,
  folded: string | undefined,
): boolean {
  if (!header || cells.length < header.length || cells[0]!.trim().length > header[0]!.length + 4)
    return false;
  if (foldHeader(cells[0]!) !== foldHeader(header[0]!)) return false;
  return cells.slice(0, header.length).map(foldHeader).join('\0') === folded;
}

/** Mint quotes every cell: the same columns without quotes were saved by something else, though they mean the same. */
function formatOf(
  format: ImportFormat | undefined,
  header: readonly string[] | undefined,
  head: string,
): ImportFormat {
  if (format === 'mint' && !head.includes(`"${header![0]}"`)) return 'csv';
  return format ?? 'csv';
}

function headerPlace(records: Records, said: Said): { header: number; first: number } {
  const line = said.headerLine();
  if (line === undefined) return findHeader(records);
  if (line === 0) {
    const found = findHeader(records);
    return { header: -1, first: found.header < 0 ? found.first : 0 };
  }
  const at = records.findIndex((record) => record.line === line);
  if (at < 0) said.refuse('header_row');
  if (at < 0) return findHeader(records);
  return { header: at, first: firstRowOf(records, at) };
}

function widthOf(header: readonly string[] | undefined, rows: Records): number {
  const widest = rows
    .slice(0, 1000)
    .reduce((most, { cells }) => Math.max(most, cells.length), header?.length ?? 0);
  return widest;
}

function withSaid(layout: Layout, said: Said, width: number): Layout {
  const made = { ...layout };
  const fields = ['date', 'category', 'tags', 'id', 'currency', 'flag'] as const;
  for (const field of fields) made[field] = said.column(`column_${field}`, width) ?? made[field];
  made.description = said.columns('column_description', width) ?? made.description;
  const amount = said.column('column_amount', width);
  const out = said.column('column_out', width);
  const into = said.column('column_in', width);
  if (amount !== undefined && amount >= 0) Object.assign(made, { amount, out: -1, in: -1, unclear: [] });
  if ((out ?? -1) >= 0 || (into ?? -1) >= 0)
    Object.assign(made, { amount: -1, out: out ?? made.out, in: into ?? made.in, unclear: [] });
  if (made.in === made.out) made.in = -1;
  return made;
}

function personOf(sheet: Sheet, said: Said): number {
  const name = said.text('person');
  if (!sheet.isSplitwise || name === undefined) return -1;
  const at = sheet.header!.findIndex((cell, column) => column >= 5 && cell === name.trim());
  if (at < 0) said.refuse('person');
  return at;
}

function valuesOf({ sheet, days, way, person }: SheetPlan): ReadingValues {
  const { layout } = sheet;
  const found: Record<string, string> = { header_row: String(sheet.headerLine) };
  const put = (field: string, column: number) => {
    if (column >= 0) found[field] = String(column + 1);
  };
  put('column_date', layout.date);
  if (way.kind !== 'columns') put('column_amount', layout.amount);
  else {
    put('column_out', layout.out);
    put('column_in', layout.in);
  }
  if (layout.description.length > 0)
    found['column_description'] = layout.description.map((at) => at + 1).join(',');
  put('column_category', layout.category);
  put('column_tags', layout.tags);
  put('column_id', layout.id);
  put('column_currency', layout.currency);
  if (way.kind === 'flag') put('column_flag', layout.flag);
  Object.assign(found, wayValues(way));
  if (days.order) found['date_order'] = days.order;
  if (person >= 0) found['person'] = sheet.header![person]!;
  return found;
}

function wayValues(way: AmountWay): ReadingValues {
  return {
    ...(way.decimal ? { decimal: way.decimal } : {}),
    ...(way.kind === 'sign' && way.sign ? { sign: way.sign } : {}),
    ...(way.kind === 'flag'
      ? {
          flag_out: [...way.flags]
            .filter(([, side]) => side === 'out')
            .map(([value]) => value)
            .join(','),
        }
      : {}),
  };
}

function firstCell(sheet: Sheet, column: number): string {
  const [first] = sheet.rows.first(1, ({ cells }) => (cells[column] ?? '').trim() !== '');
  return first?.cells[column]?.trim().slice(0, 60) ?? '';
}

/** Without a header the shape is what stands in the columns. */
function kindsOf(sheet: Sheet): string[] {
  return sheet.content.map(({ days, amounts }) => (days > 0.5 ? 'day' : amounts > 0.5 ? 'amount' : 'text'));
}

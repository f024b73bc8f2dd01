import { parse } from 'csv-parse/sync';
import { findDelimiter } from './delimiter.js';
import { COLUMN_LIMIT, LINE_LIMIT, Refused, ROW_LIMIT } from './reading.js';

export interface TableRecord {
  /** The line of the file where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Decoded text has none. */
const BETWEEN = '\0';

/** A record as one text, cut when it is looked at: arrays of small texts take several times the room of the file. */
class PackedRecord implements TableRecord {
  readonly #text: string;

  constructor(
    readonly line: number,
    cells: readonly string[],
  ) {
    this.#text = cells.join(BETWEEN);
  }

  get cells(): readonly string[] {
    return this.#text.split(BETWEEN);
  }
}

export interface Table {
  readonly delimiter: string;
  readonly records: readonly TableRecord[];
}

/** Empty ones are none, but looking at ten million of them takes half a minute. */
const RECORD_LIMIT = 5 * ROW_LIMIT;

// Rows of which one is quoted over this many lines have a quote that was never meant to be one.
const LINES_OF_A_CELL = 60;

/** Cuts a text into records and cells. Lines may end in any way. Linear; throws Refused past a limit. */
export function readTable(raw: string, said: string | undefined): Table {
  const text = raw.replace(/\r+\n?/g, '\n');
  refuseLongLines(text);
  const named = /^\uFEFF?sep=(.)\n/i.exec(text);
  const delimiter = said ?? named?.[1] ?? findDelimiter(text);
  const quote = isSingleQuoted(text, delimiter) ? "'" : '"';
  const records = cut(text, delimiter, quote) ?? cut(text, delimiter, null) ?? [];
  return { delimiter, records: named ? records.slice(1) : records };
}

function refuseLongLines(text: string): void {
  let line = 1;
  for (let start = 0; start < text.length; line++) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    if (end - start > LINE_LIMIT)
      throw new Refused('line_too_long', { limit: String(LINE_LIMIT), line: String(line) });
    start = end + 1;
  }
}

/** Undefined when the quotes do not close as they should. */
function cut(text: string, delimiter: string, quote: '"' | "'" | null): TableRecord[] | undefined {
  const records: TableRecord[] = [];
  let [before, all] = [0, 0];
  let isSwallowed = false;
  const hasFormulas = text.includes('="');
  try {
    parse(text, {
      delimiter,
      quote,
      // Some programs write \\" for a quote inside of quotes.
      ...(quote === '"' && isBackslashed(text) ? { escape: '\\' } : {}),
      bom: true,
      record_delimiter: '\n',
      relax_quotes: true,
      relax_column_count: true,
      // Blanks between a delimiter and a quote are no reason to take the quote for a letter.
      ltrim:
        quote !== null && new RegExp(`[${escape(delimiter)}\\n] +${quote}`).test(text) && delimiter !== ' ',
      on_record: (cells: string[], { lines }: { lines: number }) => {
        if (records.length >= ROW_LIMIT + 1000 || (all += 1) > RECORD_LIMIT)
          throw new Refused('too_many_rows', { limit: String(ROW_LIMIT) });
        if (cells.length > COLUMN_LIMIT)
          throw new Refused('too_many_columns', { limit: String(COLUMN_LIMIT) });
        if (lines - before > LINES_OF_A_CELL) isSwallowed = true;
        if (cells.some((cell) => cell !== ''))
          records.push(new PackedRecord(before + 1, hasFormulas ? cells.map(ofFormula) : cells));
        before = lines;
        return null;
      },
    });
  } catch (error) {
    if (error instanceof Refused || quote === null) throw error;
    return undefined;
  }
  return isSwallowed ? undefined : records;
}

function escape(character: string): string {
  return character.replace(/[\\\]^-]/g, '\\$&');
}

/** Every name of the header between single quotes, and not one double quote in the file. */
function isSingleQuoted(text: string, delimiter: string): boolean {
  if (text.includes('"')) return false;
  const names = text.slice(0, LINE_LIMIT).trimStart().split('\n', 1)[0]!.split(delimiter);
  return names.length > 1 && names.every((name) => /^\s*'.*'\s*$/.test(name));
}

function isBackslashed(text: string): boolean {
  return /[^\\]\\"[^\n]*"/.test(text) && !/\w""/.test(text);
}

/** What a spreadsheet is told to take as text, `="0012"`, is that text. */
function ofFormula(cell: string): string {
  return /^="(.*)"$/s.exec(cell)?.[1] ?? cell;
}

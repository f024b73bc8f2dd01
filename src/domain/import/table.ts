import { Parser, type Options } from 'csv-parse';
import { findDelimiter } from './delimiter.js';
import { headOf, piecesOf, refuseLines } from './lines.js';
import type { Once } from './once.js';
import { COLUMN_LIMIT, Refused, ROW_LIMIT } from './reading.js';
import { RecordKeeper, type Records } from './records.js';

export interface Table {
  readonly delimiter: string;
  readonly records: Records;
  /** The first lines as they stand. */
  readonly head: string;
}

/** A blank record takes as long as another. */
const RECORD_LIMIT = 2 * ROW_LIMIT;
const HEAD_LINES = 120;

// Rows of which one is quoted over this many lines have a quote that was never meant to be one.
const LINES_OF_A_CELL = 60;

/** Cuts a text into records and cells. Lines may end in any way. Linear; throws Refused past a limit. */
export function readTable(source: Once<string>, said: string | undefined): Table {
  const text = source.take();
  refuseLines(text);
  const head = headOf(text, HEAD_LINES);
  const named = /^\uFEFF?sep=(.)\n/i.exec(head);
  const delimiter = said ?? named?.[1] ?? findDelimiter(head);
  const quote = isSingleQuoted(text, head, delimiter) ? "'" : '"';
  const records = cut(text, delimiter, quote) ?? cut(text, delimiter, null)!;
  return { delimiter, records: named ? records.where(1, () => true) : records, head };
}

/** Undefined when the quotes do not close as they should. */
function cut(text: string, delimiter: string, quote: '"' | "'" | null): Records | undefined {
  const kept = new RecordKeeper();
  let [before, all] = [0, 0];
  let isSwallowed = false;
  const hasFormulas = text.includes('="');
  const parser = new Parser({
    delimiter,
    quote,
    // Some programs write \\" for a quote inside of quotes.
    escape: quote === '"' && isBackslashed(text) ? '\\' : (quote ?? '"'),
    bom: true,
    record_delimiter: '\n',
    relax_quotes: true,
    relax_column_count: true,
    // Blanks between a delimiter and a quote are no reason to take the quote for a letter.
    ltrim:
      quote !== null && new RegExp(`[${escape(delimiter)}\\r\\n] +${quote}`).test(text) && delimiter !== ' ',
    on_record: (cells: string[], { lines }: { lines: number }) => {
      if (kept.length >= ROW_LIMIT + 1000 || (all += 1) > RECORD_LIMIT)
        throw new Refused('too_many_rows', { limit: String(ROW_LIMIT) });
      if (cells.length > COLUMN_LIMIT) throw new Refused('too_many_columns', { limit: String(COLUMN_LIMIT) });
      if (lines - before > LINES_OF_A_CELL) isSwallowed = true;
      if (cells.some((cell) => cell !== '')) kept.add(before + 1, hasFormulas ? cells.map(ofFormula) : cells);
      before = lines;
      return null;
    },
  } satisfies Options);
  const error = parseAll(parser, text);
  if (error === undefined) return isSwallowed ? undefined : kept.records();
  if (error instanceof Refused || quote === null) throw error;
  return undefined;
}

/** Gives a text to the parser bit by bit: given at once, it would make a copy of all of it. */
function parseAll(parser: Parser, text: string): Error | undefined {
  let error: Error | undefined;
  let answers = 0;
  const note = (found?: Error | null) => {
    answers += 1;
    error ??= found ?? undefined;
  };
  let pieces = 0;
  for (const piece of piecesOf(text)) {
    parser._transform(Buffer.from(piece), 'utf-8', note);
    pieces += 1;
    if (error) return error;
  }
  parser._flush(note);
  // These two are not for callers: a version that answers later must not have a file be read as if it were whole.
  if (answers !== pieces + 1) throw new Error('csv-parse did not answer at once.');
  return error;
}

function escape(character: string): string {
  return character.replace(/[\\\]^-]/g, '\\$&');
}

/** Every name of the header between single quotes, and not one double quote in the file. */
function isSingleQuoted(text: string, head: string, delimiter: string): boolean {
  if (text.includes('"')) return false;
  const names = head.trimStart().split('\n', 1)[0]!.split(delimiter);
  return names.length > 1 && names.every((name) => /^\s*'.*'\s*$/.test(name));
}

function isBackslashed(text: string): boolean {
  return /[^\\]\\"[^\r\n]*"/.test(text) && !/\w""/.test(text);
}

/** What a spreadsheet is told to take as text, `="0012"`, is that text. */
function ofFormula(cell: string): string {
  return /^="(.*)"$/s.exec(cell)?.[1] ?? cell;
}

import { LINE_LIMIT, Refused, ROW_LIMIT } from './reading.js';

/** Empty ones are no rows, but looking at ten million of them takes half a minute. */
const LINES_LIMIT = 5 * ROW_LIMIT;
const CHARS_A_PIECE = 32_768;

const LF = 10;
const CR = 13;

/** Finds where lines end, from the beginning to the end of a text: with CR, LF, CR LF or CR CR LF. Linear. */
class LineEnds {
  #nextLf = -1;
  #nextCr = -1;

  constructor(private readonly text: string) {}

  /** The end of the line that holds a place, no smaller than those before, and where the next line begins. */
  from(place: number): { end: number; next: number } {
    const { text } = this;
    if (this.#nextLf < place) this.#nextLf = placeOf(text, '\n', place);
    if (this.#nextCr < place) this.#nextCr = placeOf(text, '\r', place);
    const end = Math.min(this.#nextLf, this.#nextCr);
    let next = end;
    while (text.charCodeAt(next) === CR) next += 1;
    if (text.charCodeAt(next) === LF) next += 1;
    return { end, next };
  }
}

function placeOf(text: string, character: string, from: number): number {
  const found = text.indexOf(character, from);
  return found < 0 ? text.length : found;
}

/** The lines of a text, without what ends them. */
export function* linesOf(text: string): Generator<string> {
  const ends = new LineEnds(text);
  for (let start = 0; start < text.length;) {
    const { end, next } = ends.from(start);
    yield text.slice(start, end);
    start = next;
  }
}

/** Some whole lines at a time, ended by LF alone. */
export function* piecesOf(text: string): Generator<string> {
  const ends = new LineEnds(text);
  for (let start = 0; start < text.length;) {
    const { next } = ends.from(Math.min(start + CHARS_A_PIECE, text.length));
    yield text.slice(start, next).replace(/\r+\n?/g, '\n');
    start = next;
  }
}

/** The first lines, ended by LF. */
export function headOf(text: string, count: number): string {
  const lines: string[] = [];
  for (const line of linesOf(text)) if (lines.push(line) >= count) break;
  // Another text than a part of the whole, which would then be held as long as this one.
  return lines.join('\n');
}

/** Throws Refused for a text with a line too long, or with more lines than can be looked at. */
export function refuseLines(text: string): void {
  const ends = new LineEnds(text);
  let line = 1;
  for (let start = 0; start < text.length; line++) {
    const { end, next } = ends.from(start);
    if (end - start > LINE_LIMIT)
      throw new Refused('line_too_long', { limit: String(LINE_LIMIT), line: String(line) });
    if (line > LINES_LIMIT) throw new Refused('too_many_rows', { limit: String(ROW_LIMIT) });
    start = next;
  }
}

/** How many lines end in a text. */
export function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

import { DEPTH_LIMIT, Refused, ROW_LIMIT } from './reading.js';

/** A JSON object whose list of expenses is not parsed yet. */
export interface JsonParts {
  /** All else, and no list where the expenses were. */
  readonly rest: unknown;
  /** The expenses as they stand in the text; null: there is no such list. */
  readonly expenses: Iterable<string> | null;
}

/** Much more than one expense, and all the rest of a book, can have. */
const EXPENSE_LIMIT = 100_000;
const REST_LIMIT = 8_000_000;

/**
 * Takes a JSON text apart without parsing all of it at once, which takes up to seventy times its size. Linear; throws
 * Refused for what is no JSON and for what takes more than a file may.
 */
export function partsOfJson(marked: string): JsonParts {
  const text = marked.replace(/^\uFEFF/, '');
  const list = listAt(text);
  const rest = list ? `${text.slice(0, list.from)}null${text.slice(list.to)}` : text;
  if (rest.length > REST_LIMIT) throw new Refused(list ? 'too_complicated' : 'not_recognised');
  return { rest: parsed(rest), expenses: list && { [Symbol.iterator]: () => itemsOf(text, list) } };
}

/** The value of a JSON text. Throws Refused. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refused('broken_json');
  }
}

interface Span {
  readonly from: number;
  /** Behind its last character. */
  readonly to: number;
}

/** The last list that stands as `expenses` in the outermost object, as JSON.parse would take it. */
function listAt(text: string): Span | null {
  let found: Span | null = null;
  let from = -1;
  let isWhole = false;
  for (const { at, depth, isOpening } of bracketsOf(text)) {
    isWhole = depth === 0 && !isOpening;
    if (depth !== 1) continue;
    if (isOpening) from = text[at] === '[' && isNamed(text, at) ? at : -1;
    else if (from >= 0) found = { from, to: at + 1 };
  }
  if (!isWhole) throw new Refused('broken_json');
  return found;
}

function isNamed(text: string, at: number): boolean {
  return /[{,]\s*"expenses"\s*:\s*$/.test(text.slice(Math.max(0, at - 100), at));
}

/** The items of a list of objects. Throws Refused where anything but a comma stands between them. */
function* itemsOf(text: string, { from, to }: Span): Generator<string> {
  let [start, end, count] = [-1, from + 1, 0];
  const misfit = () => new Refused('bad_part', { part: `expenses.${String(count)}` });
  for (const { at, depth, isOpening } of bracketsOf(text, from, to)) {
    if (depth !== 1) continue;
    if (isOpening) {
      if (text[at] !== '{' || text.slice(end, at).trim() !== (count === 0 ? '' : ',')) throw misfit();
      if (count >= ROW_LIMIT) throw new Refused('too_many_rows', { limit: String(ROW_LIMIT) });
      start = at;
      continue;
    }
    end = at + 1;
    if (end - start > EXPENSE_LIMIT) throw misfit();
    yield text.slice(start, end);
    count += 1;
  }
  if (text.slice(end, to - 1).trim() !== '') throw misfit();
}

interface Bracket {
  readonly at: number;
  /** How many others it stands in. */
  readonly depth: number;
  readonly isOpening: boolean;
}

/** The brackets of a text that are no part of a string. */
function* bracketsOf(text: string, from = 0, to = text.length): Generator<Bracket> {
  let depth = 0;
  const mark = /["[\]{}]/g;
  mark.lastIndex = from;
  for (let match = mark.exec(text); match && match.index < to; match = mark.exec(text)) {
    const at = match.index;
    if (match[0] === '"') mark.lastIndex = endOfString(text, at);
    else if (match[0] === '{' || match[0] === '[') {
      if (depth >= DEPTH_LIMIT) throw new Refused('too_deep', { limit: String(DEPTH_LIMIT) });
      yield { at, depth, isOpening: true };
      depth += 1;
    } else {
      depth -= 1;
      if (depth < 0) throw new Refused('broken_json');
      yield { at, depth, isOpening: false };
    }
  }
}

/** Behind its last quote, or the end of the text. */
function endOfString(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return end + 1;
  }
  return text.length;
}

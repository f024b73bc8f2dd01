import { Refused, ROW_LIMIT, type ReadRow } from './reading.js';

const ROWS_A_PACK = 500;

/**
 * Rows that have to wait until the whole file was looked at, kept as bytes: as objects they would take several times the
 * room.
 */
export class PackedRows implements Iterable<ReadRow> {
  readonly #packs: Uint8Array[] = [];
  #rows: ReadRow[] = [];
  #length = 0;
  #lastLine = 0;

  get length(): number {
    return this.#length;
  }

  /** Takes a row, on a line of its own. Throws Refused for too many of them. */
  add(row: ReadRow): void {
    if (this.#length >= ROW_LIMIT) throw new Refused('too_many_rows', { limit: String(ROW_LIMIT) });
    this.#length += 1;
    // Many banks write it all in one line.
    this.#lastLine = Math.max(row.line, this.#lastLine + 1);
    this.#rows.push(row.line === this.#lastLine ? row : { ...row, line: this.#lastLine });
    if (this.#rows.length < ROWS_A_PACK) return;
    this.#packs.push(new TextEncoder().encode(JSON.stringify(this.#rows)));
    this.#rows = [];
  }

  *[Symbol.iterator](): Generator<ReadRow, void> {
    for (const pack of this.#packs) yield* JSON.parse(new TextDecoder().decode(pack)) as ReadRow[];
    yield* this.#rows;
  }
}

export interface TableRecord {
  /** The line of the file where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Decoded text has none. */
const BETWEEN = '\0';
const RECORDS_A_CHUNK = 256;

interface Chunk {
  /** The cells of some records, one after the other. */
  readonly text: string;
  readonly ends: Uint32Array;
  readonly lines: Uint32Array;
}

/** Takes records in their order and keeps them as a few texts: arrays of small texts take several times the room. */
export class RecordKeeper {
  readonly #chunks: Chunk[] = [];
  #texts: string[] = [];
  #lines: number[] = [];

  get length(): number {
    return this.#chunks.length * RECORDS_A_CHUNK + this.#texts.length;
  }

  add(line: number, cells: readonly string[]): void {
    this.#texts.push(cells.join(BETWEEN));
    this.#lines.push(line);
    if (this.#texts.length === RECORDS_A_CHUNK) this.#close();
  }

  /** All of them; nothing may be added afterwards. */
  records(): Records {
    const count = this.length;
    if (this.#texts.length > 0) this.#close();
    return new Records(
      this.#chunks,
      Uint32Array.from({ length: count }, (_, at) => at),
    );
  }

  #close(): void {
    let end = 0;
    const ends = Uint32Array.from(this.#texts, (text) => (end += text.length));
    this.#chunks.push({ text: this.#texts.join(''), ends, lines: Uint32Array.from(this.#lines) });
    [this.#texts, this.#lines] = [[], []];
  }
}

/** Records in their order, cut into cells whenever they are looked at. */
export class Records implements Iterable<TableRecord> {
  constructor(
    private readonly chunks: readonly Chunk[],
    private readonly places: Uint32Array,
  ) {}

  get length(): number {
    return this.places.length;
  }

  at(index: number): TableRecord | undefined {
    const place = index < 0 ? undefined : this.places[index];
    if (place === undefined) return undefined;
    const { text, ends, lines } = this.chunks[Math.floor(place / RECORDS_A_CHUNK)]!;
    const nth = place % RECORDS_A_CHUNK;
    const record = text.slice(nth === 0 ? 0 : ends[nth - 1], ends[nth]);
    return { line: lines[nth]!, cells: record.split(BETWEEN) };
  }

  *[Symbol.iterator](): Generator<TableRecord, void> {
    for (let index = 0; index < this.places.length; index += 1) yield this.at(index)!;
  }

  /** A few of them, to be held. */
  slice(from: number, to: number): TableRecord[] {
    const some: TableRecord[] = [];
    for (let index = from; index < Math.min(to, this.length); index += 1) some.push(this.at(index)!);
    return some;
  }

  /** The first that pass a test, so many at most. */
  first(count: number, test: (record: TableRecord) => boolean): TableRecord[] {
    const some: TableRecord[] = [];
    for (const record of this) {
      if (some.length >= count) break;
      if (test(record)) some.push(record);
    }
    return some;
  }

  findIndex(test: (record: TableRecord) => boolean): number {
    for (let index = 0; index < this.length; index += 1) if (test(this.at(index)!)) return index;
    return -1;
  }

  every(test: (record: TableRecord) => boolean): boolean {
    return this.findIndex((record) => !test(record)) < 0;
  }

  /** Those from an index on that pass a test. */
  where(from: number, test: (record: TableRecord) => boolean): Records {
    const places = this.places.subarray(from).filter((_, at) => test(this.at(from + at)!));
    return new Records(this.chunks, places);
  }
}

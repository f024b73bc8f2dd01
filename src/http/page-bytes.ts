import { linked } from './base-path.js';

/** Longer than all pages but those of long lists. */
const written = Buffer.allocUnsafeSlow(256 * 1_024);
const MOST_BYTES_OF_A_CHARACTER = 3;
// Nobody can write it into a page: see escapeHtml.
const MARK = '\0';

/**
 * A page while it is drawn: text, in which marks stand for the bytes of parts that were drawn before. To make UTF-8 of a
 * page that is not all English takes longer than to draw it, and most of it are rows that were shown before.
 */
export class PageBytes {
  readonly #parts: Buffer[] = [];

  /** @param basePath put before every local address: see base-path.ts */
  constructor(private readonly basePath: string) {}

  /** What stands in a text for a part. */
  mark(part: Buffer): string {
    this.#parts.push(part);
    return `${MARK}${String(this.#parts.length - 1)}${MARK}`;
  }

  static hasMark(text: string): boolean {
    return text.includes(MARK);
  }

  /** The bytes of a text, with parts where their marks stand. */
  of(text: string): Buffer {
    // Text and the numbers of parts in turns. With a mark that is none of ours the page fails rather than show something else.
    const pieces = linked(text, this.basePath).split(MARK);
    const partAt = (at: number) => this.#parts[Number(pieces[at])]!;
    let most = 0;
    for (let at = 0; at < pieces.length; at += 1)
      most += at % 2 === 0 ? pieces[at]!.length * MOST_BYTES_OF_A_CHARACTER : partAt(at).length;
    const target = most > written.length ? Buffer.allocUnsafe(most) : written;
    let length = 0;
    for (let at = 0; at < pieces.length; at += 1) {
      if (at % 2 === 0) {
        if (pieces[at] !== '') length += target.write(pieces[at]!, length);
      } else {
        target.set(partAt(at), length);
        length += partAt(at).length;
      }
    }
    const bytes = Buffer.allocUnsafeSlow(length);
    target.copy(bytes, 0, 0, length);
    return bytes;
  }
}

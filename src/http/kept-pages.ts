import { randomBytes } from 'node:crypto';
import type { Response } from 'express';
import { LRUCache } from 'lru-cache';
import { gzipOf, pack, type PackedPiece, store } from './gzip-pieces.js';

/** What differs in a page each time that it is sent, although nothing that it shows has changed. */
export interface Tokens {
  readonly csrfToken: string;
  readonly idempotencyKey: string;
}

/** A whole page in bytes, with gaps where its tokens go. */
export interface KeptPage {
  readonly pieces: readonly Buffer[];
  /** What goes into each gap: one fewer than there are pieces. */
  readonly gaps: readonly (keyof Tokens)[];
  packed?: readonly PackedPiece[];
}

const MAX_BYTES = 4 * 1024 * 1024;
/** What the entry itself takes besides the page, compressed pieces included. */
const OVERHEAD_BYTES = 10 * 1_024;

// To be drawn in the place of tokens. Nobody can write them into a page, for nobody knows them.
const SECRET = randomBytes(24).toString('base64url');
const MARKS: Tokens = { csrfToken: `${SECRET}-csrfToken`, idempotencyKey: `${SECRET}-idempotencyKey` };
const CSRF = 'c'.charCodeAt(0);

/**
 * Pages in memory, the least used leave first. Right in every process without a word between them: the key holds the
 * version of the book, which each change of the book raises in its own transaction and each request reads with its
 * session. A page that was drawn while the book changed is kept under the version from before, which is never asked
 * for again.
 */
export class KeptPages {
  readonly #pages = new LRUCache<string, KeptPage>({ maxSize: MAX_BYTES });

  find(key: string): KeptPage | undefined {
    return this.#pages.get(key);
  }

  /** Keeps what `draw` makes of a page with marks for tokens. */
  keep(key: string, draw: (marks: Tokens) => Buffer): KeptPage {
    const page = inPieces(draw(MARKS));
    const bytes = page.pieces.reduce((so, piece) => so + piece.length, 0);
    this.#pages.set(key, page, { size: bytes + key.length + OVERHEAD_BYTES });
    return page;
  }
}

/** Cuts a page at its marks. All pieces are views of the one buffer: nothing is copied. */
function inPieces(html: Buffer): KeptPage {
  const pieces: Buffer[] = [];
  const gaps: (keyof Tokens)[] = [];
  let from = 0;
  for (let at = html.indexOf(SECRET); at !== -1; at = html.indexOf(SECRET, from)) {
    const gap = html[at + SECRET.length + 1] === CSRF ? 'csrfToken' : 'idempotencyKey';
    pieces.push(html.subarray(from, at));
    gaps.push(gap);
    from = at + MARKS[gap].length;
  }
  return { pieces: [...pieces, html.subarray(from)], gaps };
}

/**
 * Answers with a kept page: its own bytes, with tokens between them. Tokens need no escaping: they are letters, digits,
 * `-` and `_`.
 */
export function sendFilled(
  res: Response,
  page: KeptPage,
  { tokens, gzip }: { tokens: Tokens; gzip: boolean },
): void {
  const chunks = gzip ? compressed(page, tokens) : plain(page, tokens);
  const length = chunks.reduce((so, chunk) => so + chunk.length, 0);
  res.setHeader('Content-Type', 'text/html; charset=utf-8').setHeader('Content-Length', length);
  if (gzip) res.setHeader('Content-Encoding', 'gzip');
  res.end(Buffer.concat(chunks, length));
}

function plain({ pieces, gaps }: KeptPage, tokens: Tokens): Buffer[] {
  return pieces.flatMap((piece, at) =>
    at === 0 ? [piece] : [Buffer.from(tokens[gaps[at - 1]!], 'latin1'), piece],
  );
}

/** The pieces are compressed once, when they are first asked for so; the tokens are not, so nothing tells of them. */
function compressed(page: KeptPage, tokens: Tokens): Buffer[] {
  const packed = (page.packed ??= page.pieces.map(pack));
  const stored = { csrfToken: store(tokens.csrfToken), idempotencyKey: store(tokens.idempotencyKey) };
  return gzipOf(packed.flatMap((piece, at) => (at === 0 ? [piece] : [stored[page.gaps[at - 1]!], piece])));
}

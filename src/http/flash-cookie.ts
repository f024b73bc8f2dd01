import type { Request, Response } from 'express';
import { LRUCache } from 'lru-cache';
import type { Sealer } from '../services/identity/sealer.js';
import type { Cookies } from './cookies.js';
import type { Flash } from './layout-models.js';

const PURPOSE = 'flash';
const KEPT_MS = 120_000;
const REMEMBERED = 200;

/** Carries one message over a redirect; sealed, so that nobody can put words into our mouth. */
export class FlashCookie {
  /** What was just sealed here, and comes back at once. */
  readonly #sealed = new LRUCache<string, Flash>({ max: REMEMBERED });

  constructor(
    private readonly cookies: Cookies,
    private readonly sealer: Sealer,
  ) {}

  leave(res: Response, flash: Flash): void {
    const sealed = this.sealer.seal(JSON.stringify(flash), PURPOSE);
    this.#sealed.set(sealed, flash);
    this.cookies.set(res, 'flash', sealed, KEPT_MS);
  }

  /** The message, which is shown once. */
  take(req: Request, res: Response): Flash | undefined {
    const sealed = this.cookies.read(req, 'flash');
    if (sealed === undefined) return undefined;
    this.cookies.clear(res, 'flash');
    return this.#sealed.get(sealed) ?? this.open(sealed);
  }

  private open(sealed: string): Flash | undefined {
    const text = this.sealer.open(sealed, PURPOSE);
    return text === undefined ? undefined : (JSON.parse(text) as Flash);
  }
}

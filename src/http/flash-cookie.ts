import type { Request, Response } from 'express';
import type { Sealer } from '../services/identity/sealer.js';
import type { Cookies } from './cookies.js';
import type { Flash } from './layout-models.js';

const PURPOSE = 'flash';
const KEPT_MS = 120_000;

/** Carries one message over a redirect; sealed, so that nobody can put words into our mouth. */
export class FlashCookie {
  constructor(
    private readonly cookies: Cookies,
    private readonly sealer: Sealer,
  ) {}

  leave(res: Response, flash: Flash): void {
    this.cookies.set(res, 'flash', this.sealer.seal(JSON.stringify(flash), PURPOSE), KEPT_MS);
  }

  /** The message, which is shown once. */
  take(req: Request, res: Response): Flash | undefined {
    const sealed = this.cookies.read(req, 'flash');
    if (sealed === undefined) return undefined;
    this.cookies.clear(res, 'flash');
    const text = this.sealer.open(sealed, PURPOSE);
    return text === undefined ? undefined : (JSON.parse(text) as Flash);
  }
}

import type { CookieOptions, Request, Response } from 'express';

const DAY_MS = 86_400_000;

/** Browsers cap the life of a cookie at 400 days. */
const KEPT_MS = 400 * DAY_MS;

export type CookieName =
  'access' | 'refresh' | 'visitor' | 'flash' | 'challenge' | 'parking' | 'device' | 'day' | 'language';

/**
 * The cookies of the app. With https they carry the prefix `__Host-`, which no other host or plain http can plant;
 * on plain http (a home network) browsers would drop Secure cookies silently, so names and flags are plain there.
 *
 * The cookies of a session outlive its tokens on purpose: whether a token still counts is decided here, and a form
 * sent after its end can be kept for the person it belongs to.
 */
export class Cookies {
  constructor(
    private readonly secure: boolean,
    /** The path of BASE_URL; with one the prefix is `__Secure-`, for `__Host-` wants cookies of the whole host. */
    private readonly basePath = '',
  ) {}

  nameOf(cookie: CookieName): string {
    const prefix = this.basePath === '' ? '__Host-' : '__Secure-';
    return `${this.secure ? prefix : ''}outlay_${cookie}`;
  }

  read(req: Request, cookie: CookieName): string | undefined {
    // cookie-parser turns values that begin with `j:` into objects.
    const value: unknown = (req.cookies as Record<string, unknown> | undefined)?.[this.nameOf(cookie)];
    return typeof value === 'string' ? value : undefined;
  }

  /** Lets the rest of this request read what the next one would send. */
  replace(req: Request, cookie: CookieName, value: string): void {
    req.cookies = { ...(req.cookies as Record<string, unknown> | undefined), [this.nameOf(cookie)]: value };
  }

  /** @param maxAgeMs null: until the browser closes */
  set(res: Response, cookie: CookieName, value: string, maxAgeMs: number | null = KEPT_MS): void {
    res.cookie(this.nameOf(cookie), value, {
      ...this.options(),
      ...(maxAgeMs !== null && { maxAge: maxAgeMs }),
    });
  }

  clear(res: Response, cookie: CookieName): void {
    res.clearCookie(this.nameOf(cookie), this.options());
  }

  private options(): CookieOptions {
    return {
      httpOnly: true,
      secure: this.secure,
      sameSite: 'lax',
      path: this.basePath === '' ? '/' : this.basePath,
    };
  }
}

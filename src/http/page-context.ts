import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { dayIn, formatDay } from '../domain/calendar.js';
import type { Principal } from '../services/identity/principal.js';
import type { Cookies } from './cookies.js';
import type { FlashCookie } from './flash-cookie.js';
import { KeptPages, sendFilled } from './kept-pages.js';
import type { Flash, LayoutModel, Notice, PageModels, PageName } from './page-models.js';
import type { Renderer } from './render.js';
import { requestIdOf } from './request-id.js';
import { visitorOf } from './visitor.js';

interface Sending {
  readonly title: string;
  readonly status?: number;
  readonly idempotencyKey?: string;
  /** A message that belongs to this answer, instead of one that was left by the request before. */
  readonly flash?: Flash;
}

type Drawing<P extends PageName> = Sending & { readonly page: P; readonly model: PageModels[P] };

/** Sends pages: the layout around a body, with what every page shows. */
export class Pages {
  readonly #kept = new KeptPages();

  constructor(
    private readonly renderer: Renderer,
    readonly cookies: Cookies,
    private readonly flashes: FlashCookie,
  ) {}

  send<P extends PageName>(req: Request, res: Response, sending: Drawing<P>): void {
    const html = this.renderer.render(sending.page, sending.model, this.layout(req, res, sending));
    res.status(sending.status ?? 200).set('Content-Type', 'text/html; charset=utf-8');
    res.send(html);
  }

  /**
   * Sends a page that shows the same while `key` and the address are the same: from memory when it was drawn before,
   * with new tokens. A message makes it another page, and only pages without faults are kept. `echoes` says that the
   * page repeats text of the address which anybody may have put there. Without a key it is drawn each time.
   */
  async sendKept<P extends PageName>(
    req: Request,
    res: Response,
    { key, echoes }: { key: readonly (string | number)[] | undefined; echoes: boolean },
    draw: () => Promise<Drawing<P>>,
  ): Promise<void> {
    const { principal } = visitorOf(req);
    const isPlain =
      key !== undefined &&
      principal?.reuseNoticedAt === null &&
      this.cookies.read(req, 'flash') === undefined;
    const name = JSON.stringify([principal?.userId, principal?.username, req.originalUrl, ...(key ?? [])]);
    const known = isPlain ? this.#kept.find(name) : undefined;
    const drawing = known ? undefined : await draw();
    if (drawing && (!isPlain || (drawing.status ?? 200) !== 200)) return this.send(req, res, drawing);
    const page =
      known ??
      this.#kept.keep(name, (marks) =>
        this.renderer.render(drawing!.page, drawing!.model, { ...this.layout(req, res, drawing!), ...marks }),
      );
    // Compressing pays for what is shown again. Text of the address beside private text would let its length tell what
    // the two have in common (BREACH): then not.
    res.vary('Accept-Encoding');
    const gzip = known !== undefined && !echoes && req.acceptsEncodings('gzip') === 'gzip';
    sendFilled(res, page, { tokens: { csrfToken: req.csrfToken(), idempotencyKey: randomUUID() }, gzip });
  }

  /** Goes on to another page after a form was carried out; the message is shown there. */
  redirect(res: Response, to: string, flash?: Flash): void {
    if (flash) this.flashes.leave(res, flash);
    res.redirect(303, to);
  }

  private layout(req: Request, res: Response, sending: Sending): LayoutModel {
    const { principal } = visitorOf(req);
    return {
      title: sending.title,
      user: principal && { username: principal.username },
      csrfToken: req.csrfBag ? req.csrfToken() : '',
      idempotencyKey: sending.idempotencyKey,
      flash: sending.flash ?? this.flashes.take(req, res),
      notices: principal ? noticesFor(principal) : [],
      path: req.method === 'GET' ? req.originalUrl : '/expenses',
      requestId: requestIdOf(req),
    };
  }
}

function noticesFor(principal: Principal): Notice[] {
  if (principal.reuseNoticedAt === null) return [];
  const day = formatDay(dayIn(principal.timeZone, new Date(principal.reuseNoticedAt)), 'en-GB', 'long');
  return [
    {
      text: `On ${day} we ended one of your sessions for your safety: its sign-in was used a second time, as if somebody had copied it. If that was not you in two windows, change your password.`,
      link: { href: '/account/sessions', text: 'See your devices' },
      action: { href: '/account/sessions/acknowledge', text: 'Understood' },
    },
  ];
}

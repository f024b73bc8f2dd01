import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { dayIn } from '../domain/calendar.js';
import type { Locale } from '../locale/locale.js';
import { LANGUAGE_NAMES, LANGUAGES } from '../messages/language.js';
import type { Message } from '../messages/message.js';
import type { Principal } from '../services/identity/principal.js';
import type { Cookies } from './cookies.js';
import type { FlashCookie } from './flash-cookie.js';
import { KeptPages, sendFilled } from './kept-pages.js';
import type { Flash, LayoutModel, Notice } from './layout-models.js';
import type { PageModels, PageName } from './page-models.js';
import type { Renderer } from './render.js';
import { requestIdOf } from './request-id.js';
import type { Locales } from './locale.js';
import { visitorOf } from './visitor.js';

/** A message to show, not yet in words. */
export interface FlashMessage extends Omit<Flash, 'text' | 'link' | 'undo'> {
  readonly text: Message;
  readonly link?: { readonly href: string; readonly text: Message } | undefined;
  readonly undo?: { readonly href: string; readonly label: Message; readonly isNext?: boolean } | undefined;
}

const LANGUAGE_CHOICES = LANGUAGES.map((value) => ({ value, text: LANGUAGE_NAMES[value] }));

interface Sending {
  readonly title: Message;
  readonly status?: number;
  readonly idempotencyKey?: string;
  /** A message that belongs to this answer, instead of one that was left by the request before. */
  readonly flash?: FlashMessage;
}

type Drawing<P extends PageName> = Sending & { readonly page: P; readonly model: PageModels[P] };

/** Sends pages: the layout around a body, with what every page shows. */
export class Pages {
  readonly #kept = new KeptPages();

  constructor(
    private readonly renderer: Renderer,
    readonly cookies: Cookies,
    private readonly flashes: FlashCookie,
    readonly locales: Locales,
  ) {}

  send<P extends PageName>(req: Request, res: Response, sending: Drawing<P>): void {
    const layout = this.layout(req, res, sending);
    const bytes = this.renderer.render(sending.page, sending.model, layout, this.locales.of(req));
    res.status(sending.status ?? 200).setHeader('Content-Type', 'text/html; charset=utf-8');
    res.setHeader('Content-Length', bytes.length);
    res.end(bytes);
  }

  /**
   * Sends a page that shows the same while `key` and the address are the same: from memory when it was drawn before,
   * with new tokens. A message makes it another page, and only pages without faults are kept. `echoes` says that the
   * page repeats text of the address which anybody may have put there. Without a key it is drawn each time.
   */
  async sendKept<P extends PageName>(
    req: Request,
    res: Response,
    { key, echoes }: { key: readonly (string | number)[] | undefined; echoes: () => boolean },
    draw: () => Promise<Drawing<P>>,
  ): Promise<void> {
    const { principal } = visitorOf(req);
    const isPlain =
      key !== undefined &&
      principal?.reuseNoticedAt === null &&
      this.cookies.read(req, 'flash') === undefined;
    if (!isPlain) return this.send(req, res, await draw());
    const locale = this.locales.of(req);
    const name = JSON.stringify([
      principal.userId,
      principal.username,
      principal.theme,
      principal.weekStartsOn,
      locale.language,
      locale.region,
      req.originalUrl,
      ...key,
    ]);
    const known = this.#kept.find(name);
    const drawing = known ? undefined : await draw();
    if (drawing && (drawing.status ?? 200) !== 200) return this.send(req, res, drawing);
    const page =
      known ??
      this.#kept.keep(name, (marks) =>
        this.renderer.render(
          drawing!.page,
          drawing!.model,
          { ...this.layout(req, res, drawing!), ...marks },
          locale,
        ),
      );
    // Compressing pays for what is shown again. Text of the address beside private text would let its length tell what
    // the two have in common (BREACH): then not.
    res.vary('Accept-Encoding');
    const gzip = known !== undefined && !echoes() && req.acceptsEncodings('gzip') === 'gzip';
    sendFilled(res, page, { tokens: { csrfToken: req.csrfToken(), idempotencyKey: randomUUID() }, gzip });
  }

  /** Goes on to another page after a form was carried out; the message is shown there. */
  redirect(res: Response, to: string, flash?: FlashMessage): void {
    if (flash) this.leave(res, flash);
    res.redirect(303, to);
  }

  /** Has the next page show a message. */
  leave(res: Response, flash: FlashMessage): void {
    this.flashes.leave(res, inWords(flash, this.locales.of(res.req)));
  }

  private layout(req: Request, res: Response, sending: Sending): LayoutModel {
    const { principal } = visitorOf(req);
    const locale = this.locales.of(req);
    return {
      lang: locale.language,
      dir: locale.direction,
      theme: principal?.theme ?? visitorOf(req).acquaintance?.preferences.theme ?? 'system',
      languages: LANGUAGE_CHOICES,
      title: locale.say(sending.title),
      user: principal && { username: principal.username },
      csrfToken: req.csrfBag ? req.csrfToken() : '',
      idempotencyKey: sending.idempotencyKey,
      flash: sending.flash ? inWords(sending.flash, locale) : this.flashes.take(req, res),
      notices: principal ? noticesFor(principal, locale) : [],
      path: req.method === 'GET' ? req.originalUrl : principal ? '/expenses' : req.path,
      requestId: requestIdOf(req),
    };
  }
}

function inWords({ kind, text, link, undo, row }: FlashMessage, locale: Locale): Flash {
  return {
    kind,
    row,
    text: locale.say(text),
    link: link && { href: link.href, text: locale.say(link.text) },
    undo: undo && { ...undo, label: locale.say(undo.label) },
  };
}

function noticesFor(principal: Principal, locale: Locale): Notice[] {
  if (principal.reuseNoticedAt === null) return [];
  const day = locale.day(dayIn(principal.timeZone, new Date(principal.reuseNoticedAt)), 'long');
  return [
    {
      text: locale.text('frame.reuse_notice', { day }),
      link: { href: '/account/sessions', text: locale.text('frame.see_devices') },
      action: { href: '/account/sessions/acknowledge', text: locale.text('frame.understood') },
    },
  ];
}

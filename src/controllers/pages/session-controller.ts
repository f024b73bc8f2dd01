import type { Request, Response } from 'express';
import { dayIn } from '../../domain/calendar.js';
import type { Clock } from '../../domain/clock.js';
import { deviceOf } from '../../http/device.js';
import { localPath } from '../../http/local-path.js';
import type { Pages } from '../../http/page-context.js';
import type { Principal } from '../../services/identity/principal.js';
import type { SessionService } from '../../services/identity/session-service.js';
import { textOf } from '../forms/fields.js';
import { parseId } from '../forms/id.js';
import { ALARMING } from './security-controller.js';
import { deviceName, eventText, isPhone, timeAgo } from './words.js';
import { message } from '../../messages/message.js';

/** Signed-in devices, and what happened around the account. */
export class SessionController {
  constructor(
    private readonly sessions: SessionService,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  index = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const now = this.clock.now();
    const locale = this.pages.locales.of(req);
    const dayOf = (instant: string) => locale.day(dayIn(principal.timeZone, new Date(instant)));
    const all = await this.sessions.list(principal);
    const isHere = ({ id }: { id: number }) => id === principal.sessionId;
    const sessions = [...all.filter(isHere), ...all.filter((session) => !isHere(session))];
    const events = await this.sessions.listEvents(principal);
    this.pages.send(req, res, {
      page: 'account/sessions',
      title: message('account.devices'),
      model: {
        sessions: sessions.map((session) => ({
          id: session.id,
          device: deviceName(session.userAgent, locale),
          icon: isPhone(session.userAgent) ? 'phone' : 'laptop',
          signedIn: locale.text('devices.signed_in', { day: dayOf(session.createdAt) }),
          lastUsed: locale.text('devices.last_used', {
            ago: timeAgo(session.lastUsedAt, now, locale),
            place: session.ipPrefix,
          }),
          stays: session.staysSince !== null,
          current: isHere(session),
        })),
        events: events.map((event) => ({
          text: eventText(event, locale),
          when: locale.text('devices.when', {
            day: dayOf(event.createdAt),
            time: locale.time(new Date(event.createdAt), principal.timeZone),
          }),
          alarming: ALARMING.has(event.kind),
        })),
      },
    });
  };

  revoke = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    await this.sessions.endOne(principal, parseId(req.params.id, 'session'), deviceOf(req));
    this.pages.redirect(res, '/account/sessions', {
      kind: 'status',
      text: message('devices.signed_out_one'),
    });
  };

  askAgain = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    await this.sessions.askAgain(principal, parseId(req.params.id, 'session'));
    this.pages.redirect(res, '/account/sessions', { kind: 'status', text: message('devices.asks_again') });
  };

  revokeOthers = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const ended = await this.sessions.endOthers(principal, deviceOf(req));
    const text =
      ended === 0 ? message('devices.no_others') : message('devices.signed_out_others', { count: ended });
    this.pages.redirect(res, '/account/sessions', { kind: 'status', text });
  };

  acknowledge = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    await this.sessions.acknowledgeEvents(principal);
    this.pages.redirect(res, localPath(textOf(req.body, 'return_to')));
  };
}

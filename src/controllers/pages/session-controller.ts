import type { Request, Response } from 'express';
import { dayIn, formatDay } from '../../domain/calendar.js';
import type { Clock } from '../../domain/clock.js';
import { deviceOf } from '../../http/device.js';
import { localPath } from '../../http/local-path.js';
import type { Pages } from '../../http/page-context.js';
import type { Principal } from '../../services/identity/principal.js';
import type { SecurityEvent, SessionService } from '../../services/identity/session-service.js';
import { textOf } from '../forms/fields.js';
import { parseId } from '../forms/id.js';
import { countOf, DAY_LOCALE, deviceName, isPhone, timeAgo } from './words.js';

/** Signed-in devices, and what happened around the account. */
export class SessionController {
  constructor(
    private readonly sessions: SessionService,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  index = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const now = this.clock.now();
    const all = await this.sessions.list(principal);
    const isHere = ({ id }: { id: number }) => id === principal.sessionId;
    const sessions = [...all.filter(isHere), ...all.filter((session) => !isHere(session))];
    const events = await this.sessions.listEvents(principal);
    this.pages.send(req, res, {
      page: 'account/sessions',
      title: 'Devices',
      model: {
        sessions: sessions.map((session) => ({
          id: session.id,
          device: deviceName(session.userAgent),
          icon: isPhone(session.userAgent) ? 'phone' : 'laptop',
          signedIn: `Signed in ${dayOf(session.createdAt, principal)}`,
          lastUsed: `Last used ${timeAgo(session.lastUsedAt, now)}, from ${session.ipPrefix}`,
          current: isHere(session),
        })),
        events: events.map((event) => ({
          text: sentenceFor(event),
          when: `${dayOf(event.createdAt, principal)}, ${timeOf(event.createdAt, principal)}`,
          alarming: event.kind === 'refresh_token_reused',
        })),
      },
    });
  };

  revoke = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    await this.sessions.endOne(principal, parseId(req.params.id, 'session'), deviceOf(req));
    this.pages.redirect(res, '/account/sessions', { kind: 'status', text: 'That device is signed out.' });
  };

  revokeOthers = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const ended = await this.sessions.endOthers(principal, deviceOf(req));
    const text =
      ended === 0 ? 'No other device was signed in.' : `Signed out ${countOf(ended, 'other device')}.`;
    this.pages.redirect(res, '/account/sessions', { kind: 'status', text });
  };

  acknowledge = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    await this.sessions.acknowledgeEvents(principal);
    this.pages.redirect(res, localPath(textOf(req.body, 'return_to')));
  };
}

function sentenceFor(event: SecurityEvent): string {
  const device = deviceName(event.device);
  const sentences: Record<SecurityEvent['kind'], string> = {
    registered: `Account created with ${device}`,
    signed_in: `Signed in with ${device}`,
    refresh_token_reused: `A session of ${device} was ended for your safety: its sign-in was used a second time`,
    session_signed_out: `Signed out ${device}`,
    other_sessions_signed_out: `Signed out everywhere but on ${device}`,
    password_changed: `Password changed with ${device}`,
    email_changed: `Email changed with ${device}`,
    access_token_made: `Access token made with ${device}`,
    access_token_revoked: `Access token revoked with ${device}`,
  };
  return sentences[event.kind];
}

function dayOf(instant: string, { timeZone }: Principal): string {
  return formatDay(dayIn(timeZone, new Date(instant)), DAY_LOCALE);
}

function timeOf(instant: string, { timeZone }: Principal): string {
  return new Intl.DateTimeFormat(DAY_LOCALE, { timeStyle: 'short', timeZone }).format(new Date(instant));
}

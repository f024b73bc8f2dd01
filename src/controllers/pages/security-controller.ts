import type { Request, Response } from 'express';
import { dayIn } from '../../domain/calendar.js';
import type { FieldFaults } from '../../domain/errors.js';
import { deviceOf } from '../../http/device.js';
import type { Pages } from '../../http/page-context.js';
import { message } from '../../messages/message.js';
import type { Principal } from '../../services/identity/principal.js';
import type { SecondFactorService } from '../../services/identity/second-factor-service.js';
import type { SessionService } from '../../services/identity/session-service.js';
import { textOf } from '../forms/fields.js';
import { qrPath } from './qr-path.js';
import { trying } from './trying.js';
import { deviceName } from './words.js';

interface Services {
  readonly factors: SecondFactorService;
  readonly sessions: SessionService;
}

/** What keeps others out: the state of it, and the authenticator app. */
export class SecurityController {
  constructor(
    private readonly services: Services,
    private readonly pages: Pages,
  ) {}

  index = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const locale = this.pages.locales.of(req);
    const state = await this.services.factors.state(principal.userId);
    const events = await this.services.sessions.listEvents(principal);
    this.pages.send(req, res, {
      page: 'account/security',
      title: message('security.title'),
      model: {
        ...state,
        events: events.map((event) => ({
          text: locale.text(`event.${event.kind}`, { device: deviceName(event.device, locale) }),
          when: locale.text('devices.when', {
            day: locale.day(dayIn(principal.timeZone, new Date(event.createdAt))),
            time: locale.time(new Date(event.createdAt), principal.timeZone),
          }),
          alarming: ALARMING.has(event.kind),
        })),
      },
    });
  };

  /** Makes the secret, then shows it: a page that is only looked at changes nothing. */
  offerAuthenticator = async (_req: Request, res: Response, principal: Principal): Promise<void> => {
    await this.services.factors.offerAuthenticator(principal);
    this.pages.redirect(res, '/account/security/authenticator');
  };

  showAuthenticator = (req: Request, res: Response, principal: Principal): Promise<void> =>
    this.sendAuthenticator(req, res, principal, {});

  turnOn = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    await trying(
      async () => {
        const code = textOf(req.body, 'code');
        const codes = await this.services.factors.turnOn(principal, code, deviceOf(req));
        this.sendCodes(req, res, codes);
      },
      (faults) => this.sendAuthenticator(req, res, principal, faults),
    );
  };

  turnOff = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    await this.services.factors.turnOff(principal, deviceOf(req));
    const text = message('security.authenticator_is_off');
    this.pages.redirect(res, '/account/security', { kind: 'status', text });
  };

  renewCodes = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    this.sendCodes(req, res, await this.services.factors.renewRecoveryCodes(principal, deviceOf(req)));
  };

  private async sendAuthenticator(
    req: Request,
    res: Response,
    principal: Principal,
    faults: FieldFaults,
  ): Promise<void> {
    const offered = await this.services.factors.offeredAuthenticator(principal);
    if (!offered) return this.pages.redirect(res, '/account/security');
    this.pages.send(req, res, {
      page: 'account/authenticator',
      title: message('security.set_up_authenticator'),
      status: Object.keys(faults).length > 0 ? 422 : 200,
      model: { faults, secret: offered.secret, uri: offered.uri, qr: qrPath(offered.uri) },
    });
  }

  private sendCodes(req: Request, res: Response, codes: readonly string[]): void {
    const title = message('security.recovery_codes');
    this.pages.send(req, res, { page: 'account/recovery-codes', title, model: { codes } });
  }
}

/** What its owner should look at twice. */
export const ALARMING: ReadonlySet<string> = new Set([
  'refresh_token_reused',
  'wrong_code',
  'passkey_counter_fell',
]);

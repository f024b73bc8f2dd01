import type { Request, Response } from 'express';
import { dayIn } from '../../domain/calendar.js';
import type { Clock } from '../../domain/clock.js';
import type { FieldFaults } from '../../domain/errors.js';
import { deviceOf } from '../../http/device.js';
import type { SecurityModel } from '../../http/security-models.js';
import type { Pages } from '../../http/page-context.js';
import { message } from '../../messages/message.js';
import type { Passkey, PasskeyService } from '../../services/identity/passkey-service.js';
import type { Principal } from '../../services/identity/principal.js';
import type { SecondFactorService } from '../../services/identity/second-factor-service.js';
import type { SessionService } from '../../services/identity/session-service.js';
import { textOf } from '../forms/fields.js';
import type { Locale } from '../../locale/locale.js';
import { passkeyModel } from './passkey-model.js';
import { qrPath } from './qr-path.js';
import { statusOf, trying } from './trying.js';
import { eventText, timeAgo } from './words.js';

interface Services {
  readonly factors: SecondFactorService;
  readonly passkeys: PasskeyService;
  readonly sessions: SessionService;
}

/** What keeps others out: the state of it, and the authenticator app. */
export class SecurityController {
  constructor(
    private readonly services: Services,
    private readonly pages: Pages,
    private readonly clock: Clock,
    private readonly baseUrl: string,
  ) {}

  index = (req: Request, res: Response, principal: Principal): Promise<void> =>
    this.sendIndex(req, res, principal, { values: { name: '' }, faults: {} });

  /** The page, also with what was wrong with a passkey to be added. */
  async sendIndex(
    req: Request,
    res: Response,
    principal: Principal,
    form: SecurityModel['form'],
  ): Promise<void> {
    const { factors, passkeys, sessions } = this.services;
    const locale = this.pages.locales.of(req);
    const state = await factors.state(principal.userId);
    const [known, events] = [await passkeys.list(principal.userId), await sessions.listEvents(principal)];
    this.pages.send(req, res, {
      page: 'account/security',
      title: message('security.title'),
      status: statusOf(form.faults),
      model: {
        ...state,
        form,
        passkeys: known.map((passkey) => this.describe(passkey, principal, locale)),
        newPasskey: passkeyModel(passkeys, await passkeys.creationOptions(principal)),
        address: this.baseUrl,
        events: events.map((event) => ({
          text: eventText(event, locale),
          when: locale.text('devices.when', {
            day: locale.day(dayIn(principal.timeZone, new Date(event.createdAt))),
            time: locale.time(new Date(event.createdAt), principal.timeZone),
          }),
          alarming: ALARMING.has(event.kind),
        })),
      },
    });
  }

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

  private describe(passkey: Passkey, { timeZone }: Principal, locale: Locale) {
    const { id, name, createdAt, lastUsedAt, backup } = passkey;
    const about = [
      locale.text('passkeys.since', { day: { day: dayIn(timeZone, new Date(createdAt)) } }),
      ...(lastUsedAt === null
        ? []
        : [locale.text('passkeys.used', { ago: timeAgo(lastUsedAt, this.clock.now(), locale) })]),
      ...(backup === 'backed_up' ? [locale.text('passkeys.synced')] : []),
    ];
    return { id, name, about: about.join(' · ') };
  }

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
      status: statusOf(faults),
      model: { faults, secret: offered.secret, uri: offered.uri, qr: await qrPath(offered.uri) },
    });
  }

  /** Ten codes, this once. */
  sendCodes(req: Request, res: Response, codes: readonly string[]): void {
    const title = message('security.recovery_codes');
    this.pages.send(req, res, { page: 'account/recovery-codes', title, model: { codes } });
  }
}

/** What its owner should look at twice. */
export const ALARMING: ReadonlySet<string> = new Set([
  'refresh_token_reused',
  'wrong_code',
  'wrong_password',
  'passkey_counter_fell',
]);

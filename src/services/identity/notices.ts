import type { Clock } from '../../domain/clock.js';
import { dayIn } from '../../domain/calendar.js';
import { emailKeyOf } from '../../domain/user.js';
import { deviceName } from '../../locale/device-name.js';
import { ENGLISH, localeFor } from '../../locale/locale.js';
import { message } from '../../messages/message.js';
import type { Repositories } from '../../storage/repositories.js';
import type { SecurityEventKind } from '../../storage/identity/security-event-repository.js';
import type { User } from '../../storage/identity/user-repository.js';
import { type Letter, writeMail } from './mail/mail.js';
import type { MailQueue } from './mail/mail-queue.js';
import { readPreferences } from './preferences.js';
import type { Device } from './principal.js';
import type { SignInLimits } from './sign-in-limits.js';

/** What its owner is told by mail as well; a sign-in only from a device that was not seen before. */
const BY_MAIL: ReadonlySet<SecurityEventKind> = new Set([
  'signed_in',
  'refresh_token_reused',
  'password_changed',
  'password_reset',
  'email_changed',
  'access_token_made',
  'authenticator_on',
  'authenticator_off',
  'recovery_codes_renewed',
  'recovery_code_used',
  'passkey_added',
  'passkey_removed',
  'passkey_counter_fell',
  'second_factor_removed_by_host',
]);

/** Tells people what happened around their account: kept on its page for all to see, and by mail where that is set up. */
export class Notices {
  constructor(
    private readonly clock: Clock,
    private readonly mail: MailQueue,
    private readonly limits: Pick<SignInLimits, 'knows'>,
    private readonly baseUrl: string,
  ) {}

  /** Within the transaction of what happened; a sign-in is told before its session is opened. */
  async tell(within: Repositories, userId: number, kind: SecurityEventKind, device: Device): Promise<void> {
    const { userAgent, ipPrefix } = device;
    const now = this.clock.now().toISOString();
    if (this.mail.isSetUp && BY_MAIL.has(kind)) {
      const user = await within.users.find(userId);
      const isKnown = kind === 'signed_in' && user && (await this.isKnown(within, user, device));
      if (user && !isKnown) await this.post(within, user, this.letterOn(user, kind, userAgent));
    }
    await within.securityEvents.insert({ userId, kind, device: userAgent, ipPrefix, now });
  }

  /**
   * Whether a device calls itself like one that was signed in before (its version does not count), and keeps what it was
   * given then, or comes from the same network: half of the world calls itself alike. A script keeps nothing.
   */
  private async isKnown(
    within: Repositories,
    user: User,
    { mark, userAgent, ipPrefix }: Device,
  ): Promise<boolean> {
    const name = deviceName(userAgent, ENGLISH);
    const devices = await within.sessions.listDevices(user.id, DEVICES_LOOKED_AT);
    const alike = devices.filter((device) => deviceName(device.userAgent, ENGLISH) === name);
    if (alike.length === 0) return false;
    return (
      mark === undefined ||
      this.limits.knows(emailKeyOf(user.email), mark) ||
      alike.some((device) => device.ipPrefix === ipPrefix)
    );
  }

  /** A letter in the words of its reader. */
  async post(within: Repositories, user: User, letter: Letter): Promise<void> {
    await this.mail.post(within, user.id, writeMail(letter, localeFor(readPreferences(user.preferences))));
  }

  /** What happened, when, and what to do about it; with the address of the installation and no link that acts. */
  private letterOn(user: User, kind: SecurityEventKind, userAgent: string): Letter {
    const locale = localeFor(readPreferences(user.preferences));
    const now = this.clock.now();
    const day = dayIn(user.timeZone, now);
    return {
      to: user.email,
      subject: message('mail.notice_subject'),
      paragraphs: [
        message('mail.greeting', { name: user.username }),
        { key: `event.${kind}`, params: { device: deviceName(userAgent, locale) } },
        message('mail.when', { day: locale.day(day, 'long'), time: locale.time(now, user.timeZone) }),
        message('mail.not_you'),
        { href: this.baseUrl },
      ],
    };
  }
}

const DEVICES_LOOKED_AT = 50;

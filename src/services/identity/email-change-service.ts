import { randomBytes } from 'node:crypto';
import type { Clock } from '../../domain/clock.js';
import { invalid, notFound } from '../../domain/errors.js';
import { type Email, parseEmail } from '../../domain/user.js';
import { message } from '../../messages/message.js';
import type { Database } from '../../storage/engine/database.js';
import { type Repositories, repositories } from '../../storage/repositories.js';
import type { User } from '../../storage/identity/user-repository.js';
import type { AccountService } from './account-service.js';
import type { MailQueue } from './mail/mail-queue.js';
import type { Notices } from './notices.js';
import type { Device, Principal } from './principal.js';
import { emailTaken, refusingTakenEmail } from './taken-email.js';
import { hashToken } from './token-signer.js';

const LIFE_MS = 24 * 3_600_000;

export interface EmailChangeOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: AccountService;
  readonly notices: Notices;
  readonly mail: MailQueue;
  readonly baseUrl: string;
}

/**
 * A new address counts once somebody has answered a letter sent there, and the old one is told. Where no mail is set up
 * it counts at once.
 */
export class EmailChangeService {
  constructor(private readonly options: EmailChangeOptions) {}

  /**
   * Gives whether a letter to the new address has to be answered first.
   * @throws AppError invalid (email, current_password), too_many, unavailable
   */
  async ask(
    principal: Principal,
    change: { email: string; currentPassword: string },
    device: Device,
  ): Promise<'changed' | 'asked'> {
    const { accounts, mail } = this.options;
    if (!mail.isSetUp) {
      await accounts.changeEmail(principal, change, device);
      return 'changed';
    }
    const email = parseEmail(change.email);
    if (!email.ok) throw invalid({ email: email.fault });
    const user = await accounts.proveIdentity(principal, change.currentPassword, 'current_password', device);
    await this.options.database.transaction(async (tx) => {
      const within = repositories(tx);
      const holder = await within.users.findByEmailKey(email.value.key);
      if (holder && holder.id !== user.id) throw emailTaken();
      await this.sendLetters(within, user, email.value);
      await this.options.notices.tell(within, user.id, 'email_change_asked', device);
    });
    return 'asked';
  }

  /** The address that waits behind a link; asking changes nothing, for scanners of mail open every link. */
  async peek(token: string): Promise<string | undefined> {
    const { emailChanges } = repositories(this.options.database);
    return (await emailChanges.find(hashToken(token), this.now()))?.email;
  }

  /** @throws AppError not_found (the link is used or too old), invalid (email: taken meanwhile) */
  async confirm(token: string, device: Device): Promise<void> {
    const change = await repositories(this.options.database).emailChanges.find(hashToken(token), this.now());
    if (!change) throw notFound('email_link');
    const { userId, email, emailKey } = change;
    await refusingTakenEmail(() =>
      this.options.database.transaction(async (tx) => {
        const within = repositories(tx);
        const now = this.now();
        if (!(await within.emailChanges.take(hashToken(token), now))) throw notFound('email_link');
        // Told first, so that the letter goes to the address of before.
        await this.options.notices.tell(within, userId, 'email_changed', device);
        await within.passwordResets.voidAll(userId, now);
        await within.users.updateEmail(userId, { email, emailKey, now });
      }),
    );
  }

  private async sendLetters(within: Repositories, user: User, { display, key }: Email): Promise<void> {
    const { notices, baseUrl, clock } = this.options;
    const token = randomBytes(32).toString('base64url');
    const now = clock.now();
    await within.emailChanges.voidAll(user.id, now.toISOString());
    await within.emailChanges.insert({
      tokenHash: hashToken(token),
      userId: user.id,
      email: display,
      emailKey: key,
      now: now.toISOString(),
      expiresAt: new Date(now.getTime() + LIFE_MS).toISOString(),
    });
    const greeting = message('mail.greeting', { name: user.username });
    await notices.post(within, user, {
      to: display,
      subject: message('mail.confirm_email_subject'),
      paragraphs: [
        greeting,
        message('mail.confirm_email_lead'),
        { href: `${baseUrl}/account/email/${token}` },
        message('mail.ignore'),
      ],
    });
    await notices.post(within, user, {
      to: user.email,
      subject: message('mail.notice_subject'),
      paragraphs: [
        greeting,
        message('mail.email_change_asked', { email: display }),
        message('mail.not_you'),
        { href: baseUrl },
      ],
    });
  }

  private now(): string {
    return this.options.clock.now().toISOString();
  }
}

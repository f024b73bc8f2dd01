import { randomBytes } from 'node:crypto';
import type { Clock } from '../../domain/clock.js';
import { invalid, notFound } from '../../domain/errors.js';
import { emailKeyOf, parseEmail } from '../../domain/user.js';
import { message } from '../../messages/message.js';
import type { Database } from '../../storage/engine/database.js';
import { type Repositories, repositories } from '../../storage/repositories.js';
import type { User } from '../../storage/identity/user-repository.js';
import type { MailQueue } from './mail/mail-queue.js';
import type { Notices } from './notices.js';
import type { PasswordHasher } from './password-hasher.js';
import type { PasswordRules } from './password-rules.js';
import type { Device } from './principal.js';
import type { SessionService } from './session-service.js';
import type { SignInLimits } from './sign-in-limits.js';
import { hashToken } from './token-signer.js';

const LIFE_MS = 30 * 60_000;
const HOUR_MS = 3_600_000;
const LINKS_AN_HOUR = 3;

export interface PasswordResetOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly sessions: SessionService;
  readonly passwords: PasswordHasher;
  readonly rules: PasswordRules;
  readonly notices: Notices;
  readonly limits: SignInLimits;
  readonly mail: MailQueue;
  readonly baseUrl: string;
  readonly onError: (error: unknown) => void;
}

/** New passwords for those who forgot theirs, by a link that is good once, for half an hour. */
export class PasswordResetService {
  private underWay: Promise<void> = Promise.resolve();

  constructor(private readonly options: PasswordResetOptions) {}

  /** Whether links can be sent by mail; else only the host can make them. */
  get isSetUp(): boolean {
    return this.options.mail.isSetUp;
  }

  /**
   * Sends a link to whoever has this address, at most three an hour. It looks for them only after it has answered, so
   * that neither the answer nor its time tells whether there is an account.
   * @throws AppError too_many (of this place)
   */
  async request(email: string, device: Device): Promise<void> {
    await this.options.limits.beforeReset(device.ip);
    const parsed = parseEmail(email);
    if (!parsed.ok || !this.isSetUp) return;
    this.underWay = this.underWay.then(() => this.sendLink(parsed.value.key)).catch(this.options.onError);
  }

  /** Waits for what was asked for and is not yet looked at. */
  async settle(): Promise<void> {
    await this.underWay;
  }

  /** Within a transaction: the address of the page where this user sets a new password. */
  async makeLink(within: Repositories, userId: number): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const now = this.options.clock.now();
    await within.passwordResets.insert({
      tokenHash: hashToken(token),
      userId,
      now: now.toISOString(),
      expiresAt: new Date(now.getTime() + LIFE_MS).toISOString(),
    });
    return `${this.options.baseUrl}/reset/${token}`;
  }

  /** Whether the link still leads somewhere; asking changes nothing, for scanners of mail open every link. */
  async isGood(token: string): Promise<boolean> {
    return (await this.userOf(token)) !== undefined;
  }

  /**
   * Sets the password, and ends every session, every sign-in under way and, unless kept, every personal token. It signs
   * nobody in: whoever has a second factor is asked for it as ever.
   * @throws AppError not_found (the link is used or too old), invalid (new_password), unavailable
   */
  async reset(
    token: string,
    { newPassword, keepTokens }: { newPassword: string; keepTokens: boolean },
    device: Device,
  ): Promise<void> {
    const user = await this.userOf(token);
    if (!user) throw notFound('reset_link');
    const password = this.options.rules.check(newPassword, user);
    if (!password.ok) throw invalid({ new_password: password.fault });
    const passwordHash = await this.options.passwords.hash(password.value);
    await this.options.database.transaction(async (tx) => {
      const within = repositories(tx);
      const now = this.options.clock.now().toISOString();
      // The link first: of several who hold it, one goes on.
      if (!(await within.passwordResets.take(hashToken(token), now))) throw notFound('reset_link');
      const seen = { seenHash: user.passwordHash, passwordHash, now };
      if (!(await within.users.replacePassword(user.id, seen))) throw notFound('reset_link');
      await endOldAccess(within, user.id, now, { keepTokens });
      await this.options.sessions.endAllBut(within, user.id, null, 'password');
      await this.options.notices.tell(within, user.id, 'password_reset', device);
    });
    await this.options.limits.afterReset(emailKeyOf(user.email));
  }

  private async sendLink(emailKey: string): Promise<void> {
    await this.options.database.transaction(async (tx) => {
      const within = repositories(tx);
      const user = await within.users.findByEmailKey(emailKey);
      if (user?.disabledAt !== null) return;
      const since = new Date(this.options.clock.now().getTime() - HOUR_MS).toISOString();
      if ((await within.passwordResets.countSince(user.id, since)) >= LINKS_AN_HOUR) return;
      await this.options.notices.post(within, user, {
        to: user.email,
        subject: message('mail.reset_subject'),
        paragraphs: [
          message('mail.greeting', { name: user.username }),
          message('mail.reset_lead'),
          { href: await this.makeLink(within, user.id) },
          message('mail.reset_not_you'),
        ],
      });
    });
  }

  private async userOf(token: string): Promise<User | undefined> {
    const { passwordResets, users } = repositories(this.options.database);
    const reset = await passwordResets.find(hashToken(token), this.options.clock.now().toISOString());
    return reset && users.find(reset.userId);
  }
}

/** What must not outlive a password besides sessions: links, sign-ins under way and, unless kept, personal tokens. */
export async function endOldAccess(
  within: Repositories,
  userId: number,
  now: string,
  { keepTokens }: { keepTokens: boolean },
): Promise<void> {
  await within.passwordResets.voidAll(userId, now);
  await within.emailChanges.voidAll(userId, now);
  await within.signInChallenges.removeAll(userId);
  if (!keepTokens) await within.accessTokens.removeAll(userId);
}

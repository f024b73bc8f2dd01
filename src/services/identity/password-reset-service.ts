import { randomBytes } from 'node:crypto';
import type { Clock } from '../../domain/clock.js';
import { invalid, notFound } from '../../domain/errors.js';
import type { Database } from '../../storage/engine/database.js';
import { type Repositories, repositories } from '../../storage/repositories.js';
import type { User } from '../../storage/identity/user-repository.js';
import type { Notices } from './notices.js';
import type { PasswordHasher } from './password-hasher.js';
import type { PasswordRules } from './password-rules.js';
import type { Device } from './principal.js';
import type { SessionService } from './session-service.js';
import { hashToken } from './token-signer.js';

const LIFE_MS = 30 * 60_000;

export interface PasswordResetOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly sessions: SessionService;
  readonly passwords: PasswordHasher;
  readonly rules: PasswordRules;
  readonly notices: Notices;
  readonly baseUrl: string;
}

/** New passwords for those who forgot theirs, by a link that is good once, for half an hour. */
export class PasswordResetService {
  constructor(private readonly options: PasswordResetOptions) {}

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

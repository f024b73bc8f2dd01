import type { Clock } from '../../domain/clock.js';
import { notFound } from '../../domain/errors.js';
import { parseEmail } from '../../domain/user.js';
import type { Database } from '../../storage/engine/database.js';
import { type Repositories, repositories } from '../../storage/repositories.js';
import type { User } from '../../storage/identity/user-repository.js';
import type { Notices } from './notices.js';
import type { PasswordResetService } from './password-reset-service.js';
import { HOST } from './host-service.js';
import type { SecondFactorService } from './second-factor-service.js';
import type { SessionService } from './session-service.js';

export interface HostAccessOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly sessions: SessionService;
  readonly factors: SecondFactorService;
  readonly resets: PasswordResetService;
  readonly notices: Notices;
}

/** Who gets in, as far as whoever runs the installation decides it at the command line. Users are named by email. */
export class HostAccessService {
  constructor(private readonly options: HostAccessOptions) {}

  /**
   * The link with which somebody sets a new password; links made before are void.
   * @throws AppError not_found
   */
  async resetLink(email: string): Promise<string> {
    return this.change(email, async (within, user) => {
      await within.passwordResets.voidAll(user.id, this.now());
      return this.options.resets.makeLink(within, user.id);
    });
  }

  /**
   * Takes away the second factor of somebody who lost theirs; they are told. Gives whether there was one.
   * @throws AppError not_found
   */
  async disableSecondFactor(email: string): Promise<boolean> {
    return this.change(email, async (within, user) => {
      const removed = await this.options.factors.removeAll(within, user.id);
      if (removed) await this.options.notices.tell(within, user.id, 'second_factor_removed_by_host', HOST);
      return removed;
    });
  }

  /**
   * Lets nobody in any more, and ends every session; the books stay, and personal tokens rest.
   * @throws AppError not_found
   */
  async disable(email: string): Promise<void> {
    await this.change(email, async (within, user) => {
      if (user.disabledAt !== null) return;
      await within.users.setDisabled(user.id, this.now(), this.now());
      await within.signInChallenges.removeAll(user.id);
      await this.options.sessions.endAllBut(within, user.id, null, 'signed_out');
      await this.options.notices.tell(within, user.id, 'disabled_by_host', HOST);
    });
  }

  /** @throws AppError not_found */
  async enable(email: string): Promise<void> {
    await this.change(email, async (within, user) => {
      if (user.disabledAt === null) return;
      await within.users.setDisabled(user.id, null, this.now());
      await this.options.notices.tell(within, user.id, 'enabled_by_host', HOST);
    });
  }

  private async change<T>(email: string, work: (within: Repositories, user: User) => Promise<T>): Promise<T> {
    return this.options.database.transaction(async (tx) => {
      const within = repositories(tx);
      return work(within, await this.user(within, email));
    });
  }

  private async user(within: Repositories, email: string): Promise<User> {
    const parsed = parseEmail(email);
    const user = parsed.ok ? await within.users.findByEmailKey(parsed.value.key) : undefined;
    if (!user) throw notFound('user');
    return user;
  }

  private now(): string {
    return this.options.clock.now().toISOString();
  }
}

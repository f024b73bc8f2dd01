import { createHmac } from 'node:crypto';
import { message } from '../../messages/message.js';
import { tooMany } from '../../domain/errors.js';
import type { AttemptLimiter, AttemptLimiterFactory } from '../../storage/identity/attempt-limiters.js';
import type { NamedKey } from './keys.js';

const MINUTE = 60;

/** Attempts that may fail before we ask to wait; every number is per limiter, and successes are given back. */
const POLICIES = {
  pair: { name: 'pair', points: 5, durationSeconds: MINUTE, blockSeconds: MINUTE },
  pairLong: { name: 'pair-long', points: 15, durationSeconds: 60 * MINUTE, blockSeconds: 15 * MINUTE },
  account: { name: 'account', points: 30, durationSeconds: 60 * MINUTE, blockSeconds: 0 },
  besieged: { name: 'besieged', points: 1, durationSeconds: 15 * MINUTE, blockSeconds: 0 },
  address: { name: 'address', points: 100, durationSeconds: 10 * MINUTE, blockSeconds: 0 },
  register: { name: 'register', points: 300, durationSeconds: 10 * MINUTE, blockSeconds: 0 },
  codePair: { name: 'code-pair', points: 10, durationSeconds: 15 * MINUTE, blockSeconds: 15 * MINUTE },
  codeAccount: { name: 'code-account', points: 50, durationSeconds: 60 * MINUTE, blockSeconds: 0 },
  passkey: { name: 'passkey', points: 100, durationSeconds: 10 * MINUTE, blockSeconds: 0 },
  reset: { name: 'reset', points: 20, durationSeconds: 60 * MINUTE, blockSeconds: 0 },
  refresh: { name: 'refresh', points: 60, durationSeconds: MINUTE, blockSeconds: 0 },
} as const;

type LimiterName = keyof typeof POLICIES;

/**
 * Slows down guessing without ever locking an owner out: an account under attack from everywhere still takes one
 * attempt from each address. Counted before the password is looked at, so that parallel guesses count too.
 */
export class SignInLimits {
  private readonly limiters: Record<LimiterName, AttemptLimiter>;

  constructor(
    factory: AttemptLimiterFactory,
    private readonly lookupKey: NamedKey,
  ) {
    const entries = Object.entries(POLICIES).map(([name, policy]) => [name, factory.limiter(policy)]);
    this.limiters = Object.fromEntries(entries) as Record<LimiterName, AttemptLimiter>;
  }

  /**
   * Counts one attempt to sign in.
   * @throws AppError too_many
   */
  async beforeSignIn(emailKey: string, ip: string): Promise<void> {
    const { pair, account } = this.keys(emailKey, ip);
    // Whoever was told to wait is told so again, and uses up nothing of others at their address.
    this.refuse(this.limiters.pair.waitOf(pair));
    this.refuse(this.limiters.pairLong.waitOf(pair));
    if (this.limiters.account.waitOf(account) > 0) this.refuse(this.limiters.besieged.waitOf(pair));
    await this.take('address', ip);
    await this.take('pair', pair);
    await this.take('pairLong', pair);
    if ((await this.limiters.account.take(account)) > 0) await this.take('besieged', pair);
  }

  /** Gives the attempt back, because the password was right. */
  async afterSignIn(emailKey: string, ip: string): Promise<void> {
    const { pair, account } = this.keys(emailKey, ip);
    await Promise.all([
      this.limiters.address.giveBack(ip),
      this.limiters.pair.forget(pair),
      this.limiters.pairLong.forget(pair),
      this.limiters.account.giveBack(account),
      this.limiters.besieged.forget(pair),
    ]);
  }

  /**
   * Counts one code of a second factor, whose password was right. Across all addresses an account takes 50 wrong ones an
   * hour: a code is guessed with at most 1 in 6 000 of a chance in that time.
   * @throws AppError too_many
   */
  async beforeCode(userId: number, ip: string): Promise<void> {
    await this.take('codePair', `${String(userId)}|${ip}`);
    await this.take('codeAccount', String(userId));
  }

  /** Gives the code back, because it was right. */
  async afterCode(userId: number, ip: string): Promise<void> {
    await Promise.all([
      this.limiters.codePair.forget(`${String(userId)}|${ip}`),
      this.limiters.codeAccount.giveBack(String(userId)),
    ]);
  }

  /** @throws AppError too_many */
  async beforePasskey(ip: string): Promise<void> {
    await this.take('passkey', ip);
  }

  /** @throws AppError too_many */
  async beforeReset(ip: string): Promise<void> {
    await this.take('reset', ip);
  }

  /** @throws AppError too_many */
  async beforeRegister(ip: string): Promise<void> {
    await this.take('register', ip);
  }

  /** @throws AppError too_many */
  async beforeRefresh(sessionId: number): Promise<void> {
    await this.take('refresh', String(sessionId));
  }

  private async take(name: LimiterName, key: string): Promise<void> {
    this.refuse(await this.limiters[name].take(key));
  }

  private refuse(waitSeconds: number): void {
    if (waitSeconds > 0)
      throw tooMany(
        message('error.too_many_attempts', { minutes: Math.max(1, Math.ceil(waitSeconds / MINUTE)) }),
        waitSeconds,
      );
  }

  private keys(emailKey: string, ip: string) {
    const account = createHmac('sha256', this.lookupKey.key).update(emailKey).digest('base64url');
    return { account, pair: `${account}|${ip}` };
  }
}

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { message } from '../../messages/message.js';
import { AppError, tooMany } from '../../domain/errors.js';
import type { AttemptLimiter, AttemptLimiterFactory } from '../../storage/identity/attempt-limiters.js';
import type { NamedKey } from './keys.js';
import { networksOf } from './network.js';
import type { Watch } from './watch.js';

const MINUTE = 60;
const DAY = 86_400;

/** Attempts that may fail before we ask to wait; every number is per limiter, and successes are given back. */
const POLICIES = {
  pair: { name: 'pair', points: 5, durationSeconds: MINUTE, blockSeconds: MINUTE },
  pairLong: { name: 'pair-long', points: 15, durationSeconds: 60 * MINUTE, blockSeconds: 15 * MINUTE },
  account: { name: 'account', points: 30, durationSeconds: 60 * MINUTE, blockSeconds: 0 },
  besieged: { name: 'besieged', points: 1, durationSeconds: 15 * MINUTE, blockSeconds: 0 },
  streak: { name: 'streak', points: 100, durationSeconds: 30 * DAY, blockSeconds: 0 },
  known: { name: 'known', points: 10, durationSeconds: 15 * MINUTE, blockSeconds: 15 * MINUTE },
  address: { name: 'address', points: 100, durationSeconds: 10 * MINUTE, blockSeconds: 0 },
  pairWide: { name: 'pair-wide', points: 15, durationSeconds: 5 * MINUTE, blockSeconds: 5 * MINUTE },
  pairWidest: { name: 'pair-widest', points: 30, durationSeconds: 10 * MINUTE, blockSeconds: 10 * MINUTE },
  wide: { name: 'wide', points: 200, durationSeconds: 10 * MINUTE, blockSeconds: 0 },
  widest: { name: 'widest', points: 400, durationSeconds: 10 * MINUTE, blockSeconds: 0 },
  register: { name: 'register', points: 300, durationSeconds: 10 * MINUTE, blockSeconds: 0 },
  codePair: { name: 'code-pair', points: 10, durationSeconds: 15 * MINUTE, blockSeconds: 15 * MINUTE },
  codeAccount: { name: 'code-account', points: 50, durationSeconds: 60 * MINUTE, blockSeconds: 0 },
  codeKnown: { name: 'code-known', points: 10, durationSeconds: 15 * MINUTE, blockSeconds: 15 * MINUTE },
  passkey: { name: 'passkey', points: 100, durationSeconds: 10 * MINUTE, blockSeconds: 0 },
  reset: { name: 'reset', points: 20, durationSeconds: 60 * MINUTE, blockSeconds: 0 },
  refresh: { name: 'refresh', points: 60, durationSeconds: MINUTE, blockSeconds: 0 },
} as const;

/** As many people of one household find their browser known. */
const MARKS_KEPT = 5;
const BETWEEN_MARKS = '~';

type LimiterName = keyof typeof POLICIES;

/** Where an attempt comes from. */
export interface Place {
  readonly ip: string;
  /** What a device keeps that was signed in before (`markFor`). */
  readonly mark?: string | null | undefined;
}

/**
 * Slows down guessing without locking an owner out: an account under attack from everywhere still takes one attempt from
 * each address, and after a hundred failures in a row only devices that were signed in before get through, each with
 * tries of its own. Counted before the password is looked at, so that parallel guesses count too.
 */
export class SignInLimits {
  private readonly limiters: Record<LimiterName, AttemptLimiter>;

  constructor(
    factory: AttemptLimiterFactory,
    private readonly lookupKey: NamedKey,
    private readonly watch?: Watch,
  ) {
    const entries = Object.entries(POLICIES).map(([name, policy]) => [name, factory.limiter(policy)]);
    this.limiters = Object.fromEntries(entries) as Record<LimiterName, AttemptLimiter>;
  }

  /**
   * For a device that has just signed in, to be kept there: it opens nothing, and its tries are its own.
   * @param kept what it keeps for other accounts, which stays beside it
   */
  markFor(emailKey: string, kept?: string): string {
    const nonce = randomBytes(12).toString('base64url');
    const mark = `${nonce}.${this.seal(this.keys(emailKey, '').account, nonce)}`;
    return [mark, ...(kept?.split(BETWEEN_MARKS) ?? [])].slice(0, MARKS_KEPT).join(BETWEEN_MARKS);
  }

  /** Whether a mark was made for this account. */
  knows(emailKey: string, mark: string | null | undefined): boolean {
    return this.knownKey(this.keys(emailKey, '').account, mark) !== undefined;
  }

  /**
   * Counts one attempt to sign in.
   * @throws AppError too_many
   */
  async beforeSignIn(emailKey: string, place: Place): Promise<void> {
    await this.watched('password', { ip: place.ip, emailKey }, () => this.countSignIn(emailKey, place));
  }

  private async countSignIn(emailKey: string, { ip, mark }: Place): Promise<void> {
    const { pair, account } = this.keys(emailKey, ip);
    const known = this.knownKey(account, mark);
    if (known !== undefined) return this.take('known', known);
    // Whoever was told to wait is told so again, and uses up nothing of others at their address.
    this.refuse(this.limiters.pair.waitOf(pair));
    this.refuse(this.limiters.pairLong.waitOf(pair));
    if (this.limiters.account.waitOf(account) > 0) this.refuse(this.limiters.besieged.waitOf(pair));
    await this.take('address', ip);
    for (const [name, key] of this.around(account, ip)) await this.take(name, key);
    await this.take('pair', pair);
    await this.take('pairLong', pair);
    if ((await this.limiters.account.take(account)) > 0) await this.take('besieged', pair);
    if ((await this.limiters.streak.take(account)) > 0)
      throw tooMany(message('error.known_devices_only'), 60 * MINUTE);
  }

  /** Gives an attempt back that nobody looked at, because there was no room. */
  async giveBack(emailKey: string, { ip, mark }: Place): Promise<void> {
    const { pair, account } = this.keys(emailKey, ip);
    const known = this.knownKey(account, mark);
    if (known !== undefined) return this.limiters.known.giveBack(known);
    const { address, pair: pairs, pairLong, besieged, streak } = this.limiters;
    await Promise.all([
      address.giveBack(ip),
      besieged.forget(pair),
      ...this.around(account, ip).map(([name, key]) => this.limiters[name].giveBack(key)),
      ...[pairs, pairLong].map((limiter) => limiter.giveBack(pair)),
      this.giveBackToAccount(account),
      streak.giveBack(account),
    ]);
  }

  /** Forgets the failures of everybody else, because the owner set a new password by a link. */
  async afterReset(emailKey: string): Promise<void> {
    const { account } = this.keys(emailKey, '');
    const { streak, account: accounts, codeAccount } = this.limiters;
    await Promise.all([streak, accounts, codeAccount].map((limiter) => limiter.forget(account)));
  }

  /** Gives the attempt back, because the password was right. */
  async afterSignIn(emailKey: string, { ip, mark }: Place): Promise<void> {
    const { pair, account } = this.keys(emailKey, ip);
    const known = this.knownKey(account, mark);
    if (known !== undefined) return this.limiters.known.forget(known);
    await Promise.all([
      this.limiters.streak.forget(account),
      this.limiters.address.giveBack(ip),
      ...this.around(account, ip).map(([name, key]) => this.limiters[name].giveBack(key)),
      this.limiters.pair.forget(pair),
      this.limiters.pairLong.forget(pair),
      this.giveBackToAccount(account),
      this.limiters.besieged.forget(pair),
    ]);
  }

  /** An account lets attempts through that it refused (`besieged`), and while it refuses they are not counted. */
  private async giveBackToAccount(account: string): Promise<void> {
    const { account: accounts } = this.limiters;
    if (accounts.waitOf(account) === 0) await accounts.giveBack(account);
  }

  /**
   * Counts one code of a second factor, whose password was right. Across all addresses an account takes 50 wrong ones an
   * hour: a code is guessed with at most 1 in 6 000 of a chance in that time.
   * @throws AppError too_many
   */
  async beforeCode(emailKey: string, place: Place): Promise<void> {
    await this.watched('code', { ip: place.ip, emailKey }, () => this.countCode(emailKey, place));
  }

  private async countCode(emailKey: string, { ip, mark }: Place): Promise<void> {
    const { pair, account } = this.keys(emailKey, ip);
    const known = this.knownKey(account, mark);
    if (known !== undefined) return this.take('codeKnown', known);
    await this.take('codePair', pair);
    await this.take('codeAccount', account);
  }

  /** Gives the code back, because it was right. */
  async afterCode(emailKey: string, { ip, mark }: Place): Promise<void> {
    const { pair, account } = this.keys(emailKey, ip);
    const known = this.knownKey(account, mark);
    if (known !== undefined) return this.limiters.codeKnown.forget(known);
    await Promise.all([this.limiters.codePair.forget(pair), this.limiters.codeAccount.giveBack(account)]);
  }

  /** @throws AppError too_many */
  async beforePasskey(ip: string): Promise<void> {
    await this.watched('passkey', { ip }, () => this.take('passkey', ip));
  }

  /** @throws AppError too_many */
  async beforeReset(ip: string): Promise<void> {
    await this.watched('reset', { ip }, () => this.take('reset', ip));
  }

  /** @throws AppError too_many */
  async beforeRegister(ip: string): Promise<void> {
    await this.watched('register', { ip }, () => this.take('register', ip));
  }

  /** @throws AppError too_many */
  async beforeRefresh(sessionId: number): Promise<void> {
    await this.take('refresh', String(sessionId));
  }

  /** Tells whoever watches of what is refused. */
  private async watched(
    reason: string,
    from: { ip: string; emailKey?: string },
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof AppError && error.code === 'too_many')
        this.watch?.see({ event: 'sign_in_limited', reason, ...from });
      throw error;
    }
  }

  /** What else counts an attempt: the networks around an address of IPv6, in all and for one account. */
  private around(account: string, ip: string): readonly (readonly [LimiterName, string])[] {
    const networks = networksOf(ip);
    if (!networks) return [];
    return [
      ['wide', networks.wide],
      ['widest', networks.widest],
      ['pairWide', `${account}|${networks.wide}`],
      ['pairWidest', `${account}|${networks.widest}`],
    ];
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

  /** Undefined where no mark was made for this account. */
  private knownKey(account: string, marks: string | null | undefined): string | undefined {
    for (const mark of marks?.split(BETWEEN_MARKS).slice(0, MARKS_KEPT) ?? []) {
      const [nonce = '', seal = ''] = mark.split('.');
      const [given, right] = [Buffer.from(seal), Buffer.from(this.seal(account, nonce))];
      if (given.length === right.length && timingSafeEqual(given, right)) return `${account}|${nonce}`;
    }
    return undefined;
  }

  private seal(account: string, nonce: string): string {
    return createHmac('sha256', this.lookupKey.key).update(`device|${account}|${nonce}`).digest('base64url');
  }

  private keys(emailKey: string, ip: string) {
    const account = createHmac('sha256', this.lookupKey.key).update(emailKey).digest('base64url');
    return { account, pair: `${account}|${ip}` };
  }
}

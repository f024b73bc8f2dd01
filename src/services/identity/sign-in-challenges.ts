import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../domain/clock.js';
import { emailKeyOf } from '../../domain/user.js';
import { unauthenticated } from '../../domain/errors.js';
import { message } from '../../messages/message.js';
import type { Database } from '../../storage/engine/database.js';
import { type Repositories, repositories } from '../../storage/repositories.js';
import type { Notices } from './notices.js';
import type { Device } from './principal.js';
import type { SecondFactorService } from './second-factor-service.js';
import type { SessionService } from './session-service.js';
import type { TokenPair } from './token-pairs.js';
import type { SignInLimits } from './sign-in-limits.js';
import type { Watch } from './watch.js';
import { hashToken } from './token-signer.js';

const LIFE_MS = 5 * 60_000;
const TRIES_MAX = 5;

export interface SignInChallengeOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly sessions: SessionService;
  readonly factors: SecondFactorService;
  readonly limits: SignInLimits;
  readonly notices: Notices;
  readonly watch: Watch;
}

/** What shows that the second step is passed, within its transaction. */
export type Proof = (within: Repositories, userId: number) => Promise<boolean>;

/**
 * The second step of a sign-in. Its challenge opens nothing by itself: it says that somebody gave the right password
 * of one user within the last five minutes, and may try five codes.
 */
export class SignInChallenges {
  constructor(private readonly options: SignInChallengeOptions) {}

  /** Within the transaction of the first step. */
  async open(within: Repositories, user: { id: number; passwordHash: string }): Promise<string> {
    const challenge = randomBytes(32).toString('base64url');
    await within.signInChallenges.insert({
      challengeHash: hashToken(challenge),
      userId: user.id,
      passwordMark: markOf(user.passwordHash),
      expiresAt: new Date(this.options.clock.now().getTime() + LIFE_MS).toISOString(),
    });
    return challenge;
  }

  /** Whose challenge it is, while it can be answered; asking changes nothing. */
  async userOf(challenge: string): Promise<number | undefined> {
    const { signInChallenges } = repositories(this.options.database);
    return (await signInChallenges.find(hashToken(challenge), this.bounds()))?.userId;
  }

  /**
   * Signs in with a code of the app or a recovery code.
   * @param priorSessionId the session that the same browser still holds; it ends
   * @throws AppError unauthenticated, too_many
   */
  async answer(
    { challenge, code }: { challenge: string; code: string },
    device: Device,
    priorSessionId?: number,
  ): Promise<TokenPair> {
    const { factors } = this.options;
    const proof: Proof = (within, userId) => factors.takeCode(within, userId, code, device);
    return this.pass(challenge, proof, device, priorSessionId);
  }

  /**
   * Signs in when `proof` holds; counted before it is looked at.
   * @throws AppError unauthenticated, too_many
   */
  async pass(challenge: string, proof: Proof, device: Device, priorSessionId?: number): Promise<TokenPair> {
    const { database, limits } = this.options;
    const hash = hashToken(challenge);
    const userId = await this.userOf(challenge);
    if (userId === undefined) throw unauthenticated(message('error.challenge_over'));
    const owner = await repositories(database).users.find(userId);
    const emailKey = emailKeyOf(owner?.email ?? '');
    await limits.beforeCode(emailKey, device);
    const counted = await repositories(database).signInChallenges.countTry(hash, this.bounds());
    if (!counted) throw unauthenticated(message('error.challenge_over'));
    const tokens = await database.transaction(async (tx) => {
      const within = repositories(tx);
      const user = await within.users.find(userId);
      const isSame = user?.disabledAt === null && markOf(user.passwordHash) === counted.passwordMark;
      if (!isSame) throw unauthenticated(message('error.challenge_over'));
      if (!(await proof(within, userId))) return undefined;
      return this.enter(within, { hash, userId }, device, priorSessionId);
    });
    if (!tokens) {
      this.options.watch.see({ event: 'sign_in_failed', reason: 'code', ip: device.ip, emailKey });
      return this.refuse(userId, device);
    }
    await limits.afterCode(emailKey, device);
    return tokens;
  }

  private async enter(
    within: Repositories,
    { hash, userId }: { hash: string; userId: number },
    device: Device,
    priorSessionId: number | undefined,
  ): Promise<TokenPair> {
    const now = this.options.clock.now().toISOString();
    // Two right answers at once: one signs in, and the code of the other is given back with its transaction.
    if (!(await within.signInChallenges.pass(hash, now)))
      throw unauthenticated(message('error.challenge_over'));
    if (priorSessionId !== undefined) await within.sessions.end(priorSessionId, 'signed_out', now);
    await this.options.notices.tell(within, userId, 'signed_in', device);
    return this.options.sessions.open(within, userId, device);
  }

  private async refuse(userId: number, device: Device): Promise<never> {
    await this.options.notices.tell(repositories(this.options.database), userId, 'wrong_code', device);
    throw unauthenticated(message('error.wrong_code'));
  }

  private bounds() {
    return { triesMax: TRIES_MAX, now: this.options.clock.now().toISOString() };
  }
}

/** Changes with the password, and tells nothing of it. */
function markOf(passwordHash: string): string {
  return createHash('sha256').update(passwordHash).digest('base64url');
}

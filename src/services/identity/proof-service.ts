import type { Clock } from '../../domain/clock.js';
import { emailKeyOf } from '../../domain/user.js';
import { forbidden, invalid } from '../../domain/errors.js';
import { message } from '../../messages/message.js';
import { english } from '../../messages/said.js';
import type { Database } from '../../storage/engine/database.js';
import { repositories } from '../../storage/repositories.js';
import type { AccountService } from './account-service.js';
import type { Notices } from './notices.js';
import type { Device, Principal } from './principal.js';
import type { SecondFactorService } from './second-factor-service.js';
import type { Proof } from './sign-in-challenges.js';
import type { SignInLimits } from './sign-in-limits.js';
import type { Watch } from './watch.js';

/** How long a proof is fresh: enough to finish what it was asked for. */
const FRESH_MS = 5 * 60_000;

const PROOF_NEEDED = english(
  'proof_needed',
  'Prove again who you are: send a `code` of your authenticator app or a recovery code along, call POST /auth/proof, or log in again.',
);

export interface ProofServiceOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: AccountService;
  readonly factors: SecondFactorService;
  readonly limits: SignInLimits;
  readonly notices: Notices;
  readonly watch: Watch;
}

/** Asks again who somebody is before what a thief of a session would do first. */
export class ProofService {
  constructor(private readonly options: ProofServiceOptions) {}

  /** Whether they have proved it within the last five minutes, at this session. A personal token never has. */
  isFresh({ provedAt }: Principal): boolean {
    const now = this.options.clock.now().getTime();
    return provedAt !== null && now - Date.parse(provedAt) < FRESH_MS;
  }

  /**
   * Asks for a proof that is fresh; a code sent along is one, and makes the session fresh.
   * @param from `all`, or only whoever has a second factor set up: of others the password beside it is enough
   * @throws AppError forbidden (no fresh proof and no code), invalid (code), too_many
   */
  async require(
    principal: Principal,
    { from, code = '' }: { from: 'all' | 'with-factor'; code?: string | undefined },
    device: Device,
  ): Promise<void> {
    if (this.isFresh(principal)) return;
    if (from === 'with-factor' && !(await this.options.factors.isSetUp(principal.userId))) return;
    if (code === '') throw forbidden(PROOF_NEEDED);
    await this.prove(principal, { password: '', code }, device);
  }

  /**
   * Takes a password, or where it is empty a code of the app or a recovery code.
   * @throws AppError invalid (password, code), too_many, unavailable
   */
  async prove(
    principal: Principal,
    { password, code }: { password: string; code: string },
    device: Device,
  ): Promise<void> {
    const { accounts, factors } = this.options;
    if (password === '' && code !== '') {
      const take: Proof = (within, userId) => factors.takeCode(within, userId, code, device);
      return this.proveBy(principal, take, device);
    }
    if (password === '') throw invalid({ password: message('fault.password.empty') });
    await accounts.proveIdentity(principal, password, 'password', device);
    await this.mark(principal);
  }

  /**
   * Takes whatever `proof` looks at, counted like a code of a sign-in.
   * @throws AppError invalid (code), too_many
   */
  async proveBy(principal: Principal, proof: Proof, device: Device): Promise<void> {
    const { database, limits, notices, watch } = this.options;
    const emailKey = emailKeyOf(principal.email);
    await limits.beforeCode(emailKey, device);
    const passed = await database.transaction(async (tx) => {
      const within = repositories(tx);
      if (await proof(within, principal.userId)) return true;
      await notices.tell(within, principal.userId, 'wrong_code', device);
      return false;
    });
    if (!passed) {
      watch.see({ event: 'sign_in_failed', reason: 'code', ip: device.ip, emailKey });
      throw invalid({ code: message('error.wrong_code') });
    }
    await limits.afterCode(emailKey, device);
    await this.mark(principal);
  }

  private async mark({ sessionId }: Principal): Promise<void> {
    if (sessionId === null) return;
    const now = this.options.clock.now().toISOString();
    await repositories(this.options.database).sessions.markProved(sessionId, now);
  }
}

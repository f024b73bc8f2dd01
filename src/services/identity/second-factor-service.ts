import type { Clock } from '../../domain/clock.js';
import { conflict, invalid } from '../../domain/errors.js';
import { message } from '../../messages/message.js';
import type { Database } from '../../storage/engine/database.js';
import { type Repositories, repositories } from '../../storage/repositories.js';
import type { Notices } from './notices.js';
import type { Device, Principal } from './principal.js';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.js';
import type { Sealer } from './sealer.js';
import { newTotpSecret, stepOfCode, totpUri } from './totp.js';

/** What a person has set up beside the password. */
export interface FactorState {
  readonly authenticator: boolean;
  readonly passkeys: number;
  /** How many are left. */
  readonly recoveryCodes: number;
}

export interface OfferedAuthenticator {
  /** base32 */
  readonly secret: string;
  /** What the QR code says. */
  readonly uri: string;
}

const PURPOSE = 'totp secret';
const RESEALED_AT_ONCE = 200;

/** The second lock: an authenticator app and recovery codes, set up, asked for and taken away. */
export class SecondFactorService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sealer: Sealer,
    private readonly notices: Notices,
  ) {}

  async state(userId: number): Promise<FactorState> {
    const { totpSecrets, passkeys, recoveryCodes } = repositories(this.database);
    const secret = await totpSecrets.find(userId);
    return {
      authenticator: isOn(secret),
      passkeys: await passkeys.count(userId),
      recoveryCodes: await recoveryCodes.count(userId),
    };
  }

  /** Whether a password alone does not let this user in. */
  async isSetUp(userId: number): Promise<boolean> {
    return this.isNeeded(repositories(this.database), userId);
  }

  /** The same, within a transaction. */
  async isNeeded(within: Repositories, userId: number): Promise<boolean> {
    return isOn(await within.totpSecrets.find(userId)) || (await within.passkeys.count(userId)) > 0;
  }

  /**
   * Makes a secret to be shown; nothing asks for it until `turnOn`.
   * @throws AppError conflict when an authenticator app is turned on already
   */
  async offerAuthenticator({ userId }: Principal): Promise<void> {
    const sealed = this.sealer.seal(newTotpSecret(), PURPOSE);
    const offered = await repositories(this.database).totpSecrets.offer(userId, { sealed, now: this.now() });
    if (!offered) throw conflict(message('error.authenticator_is_on'));
  }

  /** The secret that was offered and not yet turned on. */
  async offeredAuthenticator({ userId, email }: Principal): Promise<OfferedAuthenticator | undefined> {
    const stored = await repositories(this.database).totpSecrets.find(userId);
    const secret = stored && !isOn(stored) ? this.sealer.open(stored.sealed, PURPOSE) : undefined;
    return secret === undefined ? undefined : { secret, uri: totpUri(secret, email) };
  }

  /**
   * Turns the offered authenticator app on with a code that it shows. Gives ten new recovery codes, to be shown once.
   * @throws AppError invalid (code)
   */
  async turnOn(principal: Principal, code: string, device: Device): Promise<string[]> {
    const offered = await this.offeredAuthenticator(principal);
    const step = offered && stepOfCode(offered.secret, code, this.clock.now());
    if (step === undefined) throw invalid({ code: message('fault.code.wrong') });
    return this.database.transaction(async (tx) => {
      const within = repositories(tx);
      const confirmed = await within.totpSecrets.confirm(principal.userId, { step, now: this.now() });
      if (!confirmed) throw conflict(message('error.authenticator_is_on'));
      await this.notices.tell(within, principal.userId, 'authenticator_on', device);
      return this.newCodes(within, principal.userId);
    });
  }

  /** Turns the authenticator app off; without a passkey the recovery codes go with it. */
  async turnOff({ userId }: Principal, device: Device): Promise<void> {
    await this.database.transaction(async (tx) => {
      const within = repositories(tx);
      if (!(await within.totpSecrets.remove(userId))) return;
      await this.notices.tell(within, userId, 'authenticator_off', device);
      if (!(await this.isNeeded(within, userId))) await within.recoveryCodes.removeAll(userId);
    });
  }

  /**
   * Ten new recovery codes instead of all old ones, to be shown once.
   * @throws AppError conflict without a second factor
   */
  async renewRecoveryCodes({ userId }: Principal, device: Device): Promise<string[]> {
    return this.database.transaction(async (tx) => {
      const within = repositories(tx);
      if (!(await this.isNeeded(within, userId))) throw conflict(message('error.no_second_factor'));
      await this.notices.tell(within, userId, 'recovery_codes_renewed', device);
      return this.newCodes(within, userId);
    });
  }

  /** Within a transaction: ten new codes; the old ones are worth nothing. */
  async newCodes(within: Repositories, userId: number): Promise<string[]> {
    const codes = newRecoveryCodes();
    const hashes = codes.map((code) => hashRecoveryCode(code)!);
    await within.recoveryCodes.replaceAll(userId, hashes, this.now());
    return codes;
  }

  /** Takes a code of the app or a recovery code: each is good once, and for one of several who send it at once. */
  async takeCode(within: Repositories, userId: number, code: string, device: Device): Promise<boolean> {
    if (await this.takeAppCode(within, userId, code)) return true;
    const hash = hashRecoveryCode(code);
    if (hash === undefined || !(await within.recoveryCodes.take(userId, hash, this.now()))) return false;
    await this.notices.tell(within, userId, 'recovery_code_used', device);
    return true;
  }

  /** Takes away every second factor, as the host does for somebody who lost all of theirs. Gives whether there was one. */
  async removeAll(within: Repositories, userId: number): Promise<boolean> {
    const app = await within.totpSecrets.remove(userId);
    const passkeys = await within.passkeys.removeAll(userId);
    await within.recoveryCodes.removeAll(userId);
    await within.signInChallenges.removeAll(userId);
    return app || passkeys > 0;
  }

  /**
   * Seals anew what an older secret of the program sealed, so that the older one can be forgotten. Gives how many; what
   * none of our keys opens stays as it is.
   */
  async resealAll(): Promise<number> {
    const { totpSecrets } = repositories(this.database);
    const { currentKeyId } = this.sealer;
    let resealed = 0;
    for (let afterUserId = 0; ;) {
      const page = await totpSecrets.listSealedOtherwise(currentKeyId, {
        afterUserId,
        limit: RESEALED_AT_ONCE,
      });
      for (const { userId, sealed: seen } of page) {
        const secret = this.sealer.open(seen, PURPOSE);
        if (secret === undefined) continue;
        await totpSecrets.reseal(userId, { seen, sealed: this.sealer.seal(secret, PURPOSE) });
        resealed += 1;
      }
      if (page.length < RESEALED_AT_ONCE) return resealed;
      afterUserId = page.at(-1)!.userId;
    }
  }

  private async takeAppCode(within: Repositories, userId: number, code: string): Promise<boolean> {
    const stored = await within.totpSecrets.find(userId);
    const secret = stored && isOn(stored) ? this.sealer.open(stored.sealed, PURPOSE) : undefined;
    const step = secret === undefined ? undefined : stepOfCode(secret, code, this.clock.now());
    if (!stored || secret === undefined || step === undefined) return false;
    if (!(await within.totpSecrets.takeStep(userId, step))) return false;
    if (!this.sealer.isCurrent(stored.sealed)) {
      const sealed = this.sealer.seal(secret, PURPOSE);
      await within.totpSecrets.reseal(userId, { seen: stored.sealed, sealed });
    }
    return true;
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}

function isOn(secret: { readonly confirmedAt: string | null } | undefined): boolean {
  return secret !== undefined && secret.confirmedAt !== null;
}

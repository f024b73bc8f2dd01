import type { Clock } from '../../domain/clock.js';
import { type Currency, findCurrency } from '../../domain/currency.js';
import { isTimeZone } from '../../domain/calendar.js';
import { forbidden, invalid, secondFactorNeeded, unauthenticated } from '../../domain/errors.js';
import { currencyOf } from '../../locale/currency-of-region.js';
import { type Preference, USUAL } from '../../locale/region.js';
import { message } from '../../messages/message.js';
import { emailKeyOf, parseEmail, parseUsername } from '../../domain/user.js';
import type { Database } from '../../storage/engine/database.js';
import { repositories } from '../../storage/repositories.js';
import type { User } from '../../storage/identity/user-repository.js';
import type { InviteService } from './invite-service.js';
import { insertAccount } from './new-account.js';
import { ticketOf } from './network.js';
import type { Notices } from './notices.js';
import type { PasswordHasher } from './password-hasher.js';
import { endOldAccess } from './password-reset-service.js';
import type { PasswordRules } from './password-rules.js';
import type { Device, Principal } from './principal.js';
import type { ProfileService } from './profile-service.js';
import type { SecondFactorService } from './second-factor-service.js';
import type { SessionService } from './session-service.js';
import type { TokenPair } from './token-pairs.js';
import type { SignInChallenges } from './sign-in-challenges.js';
import type { SignInLimits } from './sign-in-limits.js';
import { emailTaken, refusingTakenEmail } from './taken-email.js';
import type { Watch } from './watch.js';

export interface AccountServiceOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly sessions: SessionService;
  readonly profiles: ProfileService;
  readonly passwords: PasswordHasher;
  readonly limits: SignInLimits;
  readonly rules: PasswordRules;
  readonly factors: SecondFactorService;
  readonly challenges: SignInChallenges;
  readonly invites: InviteService;
  readonly notices: Notices;
  readonly watch: Watch;
  readonly registration: 'open' | 'closed' | 'invite';
  /** Of new books; undefined: that of the region. */
  readonly defaultCurrency: Currency | undefined;
}

export interface Registration {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  /** The device's own, when it told one; else the server's, which at home is the same. */
  readonly timeZone?: string | undefined;
  /** What the browser asks for, or was chosen before. */
  readonly preference?: Preference | undefined;
  /** The secret of an invitation, where one is needed. */
  readonly invite?: string | undefined;
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

const WRONG_CREDENTIALS = message('error.wrong_credentials');
const WRONG_PASSWORD = message('fault.password.wrong');
const USD = findCurrency('USD')!;

/** Accounts: made, entered, changed and deleted. Field names in faults are those of the forms and the API. */
export class AccountService {
  constructor(private readonly options: AccountServiceOptions) {}

  /**
   * Makes a user with a personal book and the starting categories, and signs them in.
   * @param priorSessionId the session that the same browser still holds; it ends
   * @throws AppError invalid (username, email, password), forbidden (registration is closed), too_many, unavailable
   */
  async register(registration: Registration, device: Device, priorSessionId?: number): Promise<TokenPair> {
    const { registration: mode, invites } = this.options;
    const invite = mode === 'invite' ? (registration.invite ?? '') : undefined;
    if (mode === 'closed' || (invite !== undefined && !(await invites.isOpen(invite))))
      throw forbidden(message('error.registration_closed'));
    const username = parseUsername(registration.username);
    const email = parseEmail(registration.email);
    const password = this.options.rules.check(registration.password, registration);
    if (!username.ok || !email.ok || !password.ok) {
      throw invalid({
        ...(!username.ok && { username: username.fault }),
        ...(!email.ok && { email: email.fault }),
        ...(!password.ok && { password: password.fault }),
      });
    }
    await this.options.limits.beforeRegister(device.ip);
    const known = await repositories(this.options.database).users.findByEmailKey(email.value.key);
    if (known) throw emailTaken();
    const passwordHash = await this.options.passwords.hash(password.value, ticketOf(device, false));
    const timeZone = knownTimeZone(registration.timeZone);
    const preference = registration.preference ?? USUAL;
    return refusingTakenEmail(() =>
      this.options.database.transaction(async (tx) => {
        const within = repositories(tx);
        const { user } = await insertAccount(within, {
          username: username.value,
          email: email.value,
          passwordHash,
          timeZone,
          preference,
          currency: this.options.defaultCurrency ?? currencyOf(preference.region) ?? USD,
          now: this.now(),
        });
        if (invite !== undefined && !(await invites.take(within, invite, user.id)))
          throw forbidden(message('error.registration_closed'));
        if (priorSessionId !== undefined) await within.sessions.end(priorSessionId, 'signed_out', this.now());
        await this.options.notices.tell(within, user.id, 'registered', device);
        return this.options.sessions.open(within, user.id, device);
      }),
    );
  }

  /**
   * Signs in. Unknown users and wrong passwords get the same answer after the same time. Where a second factor is set
   * up, the refusal carries the challenge of the second step, and nobody is signed in yet.
   * @param priorSessionId the session that the same browser still holds; it ends
   * @throws AppError unauthenticated, too_many, unavailable
   */
  async signIn(credentials: Credentials, device: Device, priorSessionId?: number): Promise<TokenPair> {
    const { passwords, limits, database } = this.options;
    const emailKey = emailKeyOf(credentials.email);
    await limits.beforeSignIn(emailKey, device);
    const user = await repositories(database).users.findByEmailKey(emailKey);
    const matches = await this.matches(credentials.password, user?.passwordHash, { emailKey, device });
    if (user?.disabledAt !== null || !matches) {
      await this.noteFailure(user?.id, { emailKey, device });
      throw unauthenticated(WRONG_CREDENTIALS);
    }
    await limits.afterSignIn(emailKey, device);
    const freshHash = passwords.isOutdated(user.passwordHash)
      ? await passwords.hash(credentials.password)
      : undefined;
    const entry = await database.transaction(async (tx) => {
      const within = repositories(tx);
      const now = this.now();
      const seen = { seenHash: user.passwordHash, passwordHash: freshHash ?? user.passwordHash, now };
      if (!(await within.users.replacePassword(user.id, seen))) throw unauthenticated(WRONG_CREDENTIALS);
      if (await this.options.factors.isNeeded(within, user.id))
        return this.options.challenges.open(within, { id: user.id, passwordHash: seen.passwordHash });
      if (priorSessionId !== undefined) await within.sessions.end(priorSessionId, 'signed_out', now);
      await this.options.notices.tell(within, user.id, 'signed_in', device);
      return this.options.sessions.open(within, user.id, device);
    });
    if (typeof entry === 'string') throw secondFactorNeeded(entry);
    return entry;
  }

  /** @throws AppError invalid (email, current_password), too_many, unavailable */
  async changeEmail(
    principal: Principal,
    change: { email: string; currentPassword: string },
    device: Device,
  ): Promise<void> {
    const email = parseEmail(change.email);
    if (!email.ok) throw invalid({ email: email.fault });
    const user = await this.proveIdentity(principal, change.currentPassword, 'current_password', device);
    await refusingTakenEmail(() =>
      this.options.database.transaction(async (tx) => {
        const within = repositories(tx);
        const { display, key } = email.value;
        await within.users.updateEmail(user.id, { email: display, emailKey: key, now: this.now() });
        await this.options.notices.tell(within, user.id, 'email_changed', device);
      }),
    );
  }

  /**
   * Changes the password, ends every session and, unless they are kept on purpose, every personal token, and opens a new
   * session for the device that asked.
   * @throws AppError invalid (current_password, new_password), too_many, unavailable
   */
  async changePassword(
    principal: Principal,
    change: { currentPassword: string; newPassword: string; keepTokens?: boolean },
    device: Device,
  ): Promise<TokenPair> {
    const password = this.options.rules.check(change.newPassword, principal);
    if (!password.ok) throw invalid({ new_password: password.fault });
    const user = await this.proveIdentity(principal, change.currentPassword, 'current_password', device);
    const passwordHash = await this.options.passwords.hash(password.value);
    return this.options.database.transaction(async (tx) => {
      const within = repositories(tx);
      const seen = { seenHash: user.passwordHash, passwordHash, now: this.now() };
      if (!(await within.users.replacePassword(user.id, seen)))
        throw invalid({ current_password: WRONG_PASSWORD });
      const prior =
        principal.sessionId === null ? undefined : await within.sessions.find(principal.sessionId);
      await endOldAccess(within, user.id, seen.now, { keepTokens: change.keepTokens ?? false });
      await this.options.sessions.endAllBut(within, user.id, null, 'password');
      await this.options.notices.tell(within, user.id, 'password_changed', device);
      return this.options.sessions.open(within, user.id, device, prior?.staysSince);
    });
  }

  /**
   * Ends every session and token, frees the email, and hands the books to upkeep, which erases them.
   * @throws AppError invalid (password), too_many, unavailable
   */
  async deleteAccount(principal: Principal, password: string, device: Device): Promise<void> {
    const user = await this.proveIdentity(principal, password, 'password', device);
    await this.options.database.transaction(async (tx) => {
      const within = repositories(tx);
      await this.options.sessions.endAllBut(within, user.id, null, 'deleted');
      await within.accessTokens.removeAll(user.id);
      await within.users.markDeleted(user.id, this.now());
    });
  }

  /**
   * Asks for the password again before something that cannot be taken back; counted like a sign-in.
   * @throws AppError invalid (`field`), too_many, unavailable
   */
  async proveIdentity(principal: Principal, password: string, field: string, device: Device): Promise<User> {
    const user = await this.options.profiles.find(principal);
    const emailKey = emailKeyOf(user.email);
    await this.options.limits.beforeSignIn(emailKey, device);
    if (!(await this.matches(password, user.passwordHash, { emailKey, device, isSignedIn: true }))) {
      await this.noteFailure(user.id, { emailKey, device });
      throw invalid({ [field]: WRONG_PASSWORD });
    }
    await this.options.limits.afterSignIn(emailKey, device);
    return user;
  }

  /** For whoever watches over the installation, and for the owner. */
  private async noteFailure(
    userId: number | undefined,
    { emailKey, device }: { emailKey: string; device: Device },
  ): Promise<void> {
    const { watch, database } = this.options;
    watch.see({ event: 'sign_in_failed', reason: 'password', ip: device.ip, emailKey });
    // Nobody has the id 0: for an address without an account the same is asked, and takes as long.
    const event = {
      userId: userId ?? 0,
      device: device.userAgent,
      ipPrefix: device.ipPrefix,
      now: this.now(),
    };
    await repositories(database).securityEvents.countWrongPassword(event);
  }

  /** What was refused for want of room counts against nobody. */
  private async matches(
    password: string,
    hash: string | undefined,
    { emailKey, device, isSignedIn = false }: { emailKey: string; device: Device; isSignedIn?: boolean },
  ): Promise<boolean> {
    try {
      const ticket = ticketOf(device, isSignedIn || this.options.limits.knows(emailKey, device.mark));
      return await this.options.passwords.matches(password.slice(0, 4096), hash, ticket);
    } catch (error) {
      await this.options.limits.giveBack(emailKey, device);
      throw error;
    }
  }

  private now(): string {
    return this.options.clock.now().toISOString();
  }
}

function knownTimeZone(name: string | undefined): string {
  return name !== undefined && isTimeZone(name) ? name : Intl.DateTimeFormat().resolvedOptions().timeZone;
}

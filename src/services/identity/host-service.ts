import type { Clock } from '../../domain/clock.js';
import { type Currency, findCurrency } from '../../domain/currency.js';
import { AppError, invalid } from '../../domain/errors.js';
import { currencyOf } from '../../locale/currency-of-region.js';
import { parseRegion, type Preference, usualRegionOf } from '../../locale/region.js';
import { isLanguage } from '../../messages/language.js';
import { isTimeZone } from '../../domain/calendar.js';
import { message } from '../../messages/message.js';
import { english } from '../../messages/said.js';
import { parseEmail, parseUsername } from '../../domain/user.js';
import type { Database } from '../../storage/engine/database.js';
import type { AccountRow } from '../../storage/identity/user-repository.js';
import type { Session } from '../../storage/identity/session-repository.js';
import { repositories } from '../../storage/repositories.js';
import { insertAccount } from './new-account.js';
import type { PasswordHasher } from './password-hasher.js';
import type { PasswordRules } from './password-rules.js';
import { type Device, type Principal, principalOfHost } from './principal.js';
import type { SessionService } from './session-service.js';
import { refusingTakenEmail } from './taken-email.js';

export type { AccountRow };

export interface HostServiceOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly sessions: SessionService;
  readonly passwords: PasswordHasher;
  readonly rules: PasswordRules;
  readonly defaultCurrency: Currency | undefined;
}

export interface NewUser {
  readonly email: string;
  readonly password: string;
  /** Else what stands before the @. */
  readonly username?: string | undefined;
  readonly currency?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly language?: string | undefined;
  readonly locale?: string | undefined;
}

const ACCOUNTS_A_PAGE = 500;
/** How the host shows in the list of what happened around an account. */
export const HOST: Device = { userAgent: 'outlay (command line)', ip: '', ipPrefix: '' };

/**
 * What whoever runs this installation may do with its accounts. Nobody is asked for a password: who may run commands
 * may read the database. What is done shows among the account's events.
 */
export class HostService {
  constructor(private readonly options: HostServiceOptions) {}

  /**
   * Makes an account, also where registration is closed.
   * @throws AppError invalid (username, email, password, currency, time_zone, language, locale)
   */
  async add(user: NewUser): Promise<{ readonly id: number; readonly email: string }> {
    const values = this.check(user);
    const passwordHash = await this.options.passwords.hash(user.password);
    const now = this.options.clock.now().toISOString();
    return refusingTakenEmail(() =>
      this.options.database.transaction(async (tx) => {
        const within = repositories(tx);
        const { user: made } = await insertAccount(within, { ...values, passwordHash, now });
        const event = { kind: 'registered', device: HOST.userAgent, ipPrefix: HOST.ipPrefix, now } as const;
        await within.securityEvents.insert({ ...event, userId: made.id });
        return { id: made.id, email: made.email };
      }),
    );
  }

  /** Every account, the oldest first, page by page. */
  async *list(): AsyncGenerator<AccountRow> {
    const now = this.options.clock.now().toISOString();
    for (let after = 0; ;) {
      const rows = await repositories(this.options.database).users.listAfter(after, now, ACCOUNTS_A_PAGE);
      yield* rows;
      const last = rows.at(-1);
      if (!last) return;
      after = last.id;
    }
  }

  /** Somebody with their book, as if they were signed in. @throws AppError not_found */
  async principal(email: string): Promise<Principal> {
    const parsed = parseEmail(email);
    const { users } = repositories(this.options.database);
    const readAt = performance.now();
    const row = parsed.ok ? await users.findOwner(parsed.value.key) : undefined;
    if (!row) throw noSuchUser(email);
    return principalOfHost(row, readAt);
  }

  /** Ends every session and token and frees the address at once; upkeep erases the book. @throws AppError not_found */
  async remove(email: string): Promise<void> {
    const { userId } = await this.principal(email);
    await this.options.database.transaction(async (tx) => {
      const within = repositories(tx);
      await this.options.sessions.endAllBut(within, userId, null, 'deleted');
      await within.accessTokens.removeAll(userId);
      await within.users.markDeleted(userId, this.options.clock.now().toISOString());
    });
  }

  /** Signed-in devices, the one used last first. @throws AppError not_found */
  async sessions(email: string): Promise<Session[]> {
    return this.options.sessions.list(await this.principal(email));
  }

  /**
   * Signs out one device, or all of them when no number is given. Gives how many.
   * @throws AppError not_found
   */
  async closeSessions(email: string, sessionId?: number): Promise<number> {
    const principal = await this.principal(email);
    if (sessionId === undefined) return this.options.sessions.endOthers(principal, HOST);
    await this.options.sessions.endOne(principal, sessionId, HOST);
    return 1;
  }

  private check(user: NewUser) {
    const email = parseEmail(user.email);
    const name = user.username ?? [...(user.email.split('@')[0] ?? '')].slice(0, 40).join('');
    const username = parseUsername(name);
    const password = this.options.rules.check(user.password, { username: name, email: user.email });
    const preference = readPreference(user);
    const timeZone = user.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    const currency = this.currencyFor(user.currency, preference);
    if (
      !email.ok ||
      !username.ok ||
      !password.ok ||
      !isTimeZone(timeZone) ||
      !currency ||
      !('region' in preference)
    ) {
      throw invalid({
        ...(!username.ok && { username: username.fault }),
        ...(!email.ok && { email: email.fault }),
        ...(!password.ok && { password: password.fault }),
        ...(!isTimeZone(timeZone) && { time_zone: message('fault.time_zone.unknown') }),
        ...(!currency && { currency: message('fault.currency.unknown') }),
        ...(!('region' in preference) && preference),
      });
    }
    return { email: email.value, username: username.value, timeZone, currency, preference };
  }

  private currencyFor(code: string | undefined, preference: ReturnType<typeof readPreference>) {
    if (code !== undefined) return findCurrency(code.toUpperCase());
    const usual = 'region' in preference ? currencyOf(preference.region) : undefined;
    return this.options.defaultCurrency ?? usual ?? findCurrency('USD');
  }
}

function readPreference({
  language = 'en',
  locale,
}: NewUser): Preference | { language: Said } | { locale: Said } {
  if (!isLanguage(language)) return { language: message('fault.language.unknown') };
  const region = parseRegion(locale ?? usualRegionOf(language));
  return region === undefined ? { locale: message('fault.region.unknown') } : { language, region };
}

type Said = ReturnType<typeof message>;

const noSuchUser = (email: string) =>
  new AppError('not_found', english('no_such_user', `There is no account with the address ${email}.`));

import { isTimeZone } from '../../domain/calendar.js';
import type { Clock } from '../../domain/clock.js';
import { type Currency, findCurrency } from '../../domain/currency.js';
import { type FieldFaults, invalid, unauthenticated } from '../../domain/errors.js';
import { parseUsername } from '../../domain/user.js';
import { message } from '../../messages/message.js';
import type { Database } from '../../storage/engine/database.js';
import type { User } from '../../storage/identity/user-repository.js';
import { type Repositories, repositories } from '../../storage/repositories.js';
import { changePreferences, type PreferencesChange } from './preferences.js';
import type { Principal } from './principal.js';

export interface ProfileChange extends PreferencesChange {
  readonly username?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly currency?: string | undefined;
}

/** What people say about themselves: their name, time zone, currency, language and looks. */
export class ProfileService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The stored user behind a principal. @throws AppError unauthenticated when the account is gone */
  async find(principal: Principal): Promise<User> {
    const user = await repositories(this.database).users.find(principal.userId);
    if (!user) throw unauthenticated(message('error.account_gone'));
    return user;
  }

  /** Whether the currency may still be any other, or only one with as many digits. */
  async hasExpenses(principal: Principal): Promise<boolean> {
    return repositories(this.database).books.hasExpenses(principal.bookId);
  }

  /** @throws AppError invalid (username, time_zone, currency, language, locale, theme, week_starts_on) */
  async change(principal: Principal, change: ProfileChange): Promise<void> {
    const username = parseUsername(change.username ?? principal.username);
    const timeZone = change.timeZone ?? principal.timeZone;
    const currency = change.currency === undefined ? principal.currency : findCurrency(change.currency);
    const preferences = changePreferences(principal, change);
    const faults: FieldFaults = {
      ...(!username.ok && { username: username.fault }),
      ...(!isTimeZone(timeZone) && { time_zone: message('fault.time_zone.unknown') }),
      ...(!currency && { currency: message('fault.currency.unknown') }),
      ...(!preferences.ok && preferences.fault),
    };
    if (!username.ok || !currency || !preferences.ok || Object.keys(faults).length > 0) throw invalid(faults);
    const { region: locale, ...rest } = preferences.value;
    const now = this.clock.now().toISOString();
    await this.database.transaction(async (tx) => {
      const within = repositories(tx);
      await this.changeCurrency(within, principal, currency);
      await within.users.updateProfile(principal.userId, {
        username: username.value,
        timeZone,
        preferences: { ...rest, locale },
        now,
      });
    });
  }

  /** A book has one currency: with expenses in it, only one that counts in the same minor units can follow. */
  private async changeCurrency(
    within: Repositories,
    principal: Principal,
    currency: Currency,
  ): Promise<void> {
    if (currency.code === principal.currency.code) return;
    // Another window may have changed it meanwhile: what counts is what the book says once it is ours.
    const book = await within.books.lock(principal.bookId);
    const stored = book ? findCurrency(book.currency) : undefined;
    const sameDigits = currency.digits === stored?.digits;
    if (!sameDigits && (await within.books.hasExpenses(principal.bookId))) {
      throw invalid({
        currency: message('fault.currency.other_digits', {
          old: stored?.code ?? principal.currency.code,
          new: currency.code,
        }),
      });
    }
    await within.books.updateCurrency(principal.bookId, currency.code);
  }
}

import { addDays, addMonths, type Day, dayIn, firstDayOf, monthOf } from '../../domain/calendar.js';
import { STARTING_CATEGORIES } from '../../domain/category.js';
import type { Clock } from '../../domain/clock.js';
import { type Currency, findCurrency } from '../../domain/currency.js';
import { invalid } from '../../domain/errors.js';
import type { Minor } from '../../domain/money.js';
import { ENGLISH } from '../../locale/locale.js';
import { USUAL } from '../../locale/region.js';
import { message } from '../../messages/message.js';
import { searchTextOf } from '../../domain/search.js';
import { nameKey } from '../../domain/text.js';
import { PASSWORD_MAX, parseEmail } from '../../domain/user.js';
import type { User } from '../../storage/identity/user-repository.js';
import type { Book } from '../../storage/ledger/book-repository.js';
import { storeInBulk } from '../../storage/ledger/bulk-expenses.js';
import type { Database } from '../../storage/engine/database.js';
import { type Repositories, repositories } from '../../storage/repositories.js';
import { insertAccount } from '../identity/new-account.js';
import type { PasswordHasher } from '../identity/password-hasher.js';
import { type PlannedExpense, planExpenses } from './seed-plan.js';

export interface SeedRequest {
  readonly email: string;
  readonly password: string;
  readonly expenses: number;
  /** How many years up to today they are spread over. */
  readonly years: number;
  /** The same seed gives the same expenses on the same day. */
  readonly seed: string;
  /** Told how many are stored, now and then. */
  readonly onProgress?: ((stored: number) => void) | undefined;
}

export interface Seeded {
  readonly userId: number;
  readonly bookId: number;
  readonly isNewUser: boolean;
  readonly from: Day;
  readonly today: Day;
}

export interface SeedServiceOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly passwords: PasswordHasher;
  readonly defaultCurrency: Currency | undefined;
}

/** Fills a user's book with made-up expenses, for a demo or a measurement. */
export class SeedService {
  constructor(private readonly options: SeedServiceOptions) {}

  /**
   * Finds or makes the user, gives them the password, and adds exactly so many expenses to their book.
   * @throws AppError invalid (email, password)
   */
  async seed(request: SeedRequest): Promise<Seeded> {
    const { database, clock } = this.options;
    const { user, book, isNewUser } = await this.openAccount(request);
    const today = dayIn(user.timeZone, clock.now());
    const from = yearsBefore(today, request.years);
    const categories = await this.findCategories(book);
    const digits = findCurrency(book.currency)?.digits ?? 2;
    const now = clock.now().toISOString();
    await storeInBulk(database, book.id, {
      count: request.expenses,
      onProgress: request.onProgress,
      *expenses() {
        let index = 0;
        for (const planned of planExpenses({ ...request, from, today })) {
          const categoryId = categories.get(planned.category) ?? null;
          yield { ...toValues(planned, digits, now, index++), categoryId };
        }
      },
    });
    return { userId: user.id, bookId: book.id, isNewUser, from, today };
  }

  private async openAccount({ email, password }: SeedRequest) {
    const address = parseEmail(email);
    if (!address.ok) throw invalid({ email: address.fault });
    if (password === '' || password.length > PASSWORD_MAX)
      throw invalid({ password: message('fault.password.empty') });
    const { database, defaultCurrency } = this.options;
    const known = await repositories(database).users.findByEmailKey(address.value.key);
    const matches = known && (await this.options.passwords.matches(password, known.passwordHash));
    const passwordHash = matches ? known.passwordHash : await this.options.passwords.hash(password);
    const now = this.options.clock.now().toISOString();
    return database.transaction(async (tx) => {
      const within = repositories(tx);
      const book = known && (await within.books.findOwnedBy(known.id));
      if (known && book) {
        if (!matches) await this.changePassword(within, known, passwordHash, now);
        return { user: known, book, isNewUser: false };
      }
      const username = [...(address.value.display.split('@')[0] ?? '')].slice(0, 40).join('');
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      const account = { username, email: address.value, passwordHash, timeZone, now };
      return {
        ...(await insertAccount(within, {
          ...account,
          currency: defaultCurrency ?? findCurrency('USD')!,
          preference: USUAL,
        })),
        isNewUser: true,
      };
    });
  }

  /** As on the account page: another password ends every session. */
  private async changePassword(within: Repositories, user: User, passwordHash: string, now: string) {
    await within.users.replacePassword(user.id, { seenHash: user.passwordHash, passwordHash, now });
    for (const { id } of await within.sessions.listActive(user.id, now)) {
      await within.sessions.end(id, 'password', now);
    }
  }

  /** The starting categories by name; those that the user has removed come back. */
  private async findCategories(book: Book): Promise<Map<string, number>> {
    const { categories } = repositories(this.options.database);
    const now = this.options.clock.now().toISOString();
    const own = new Map((await categories.list(book.id)).map(({ name, id }) => [nameKey(name), id]));
    const found = new Map<string, number>();
    for (const { nameOf, ...look } of STARTING_CATEGORIES) {
      const name = ENGLISH.say({ key: nameOf });
      const key = nameKey(name);
      const id = own.get(key) ?? (await categories.insert(book.id, { ...look, name, nameKey: key, now })).id;
      found.set(name, id);
    }
    return found;
  }
}

/** The day after the same day so many years ago: "one year up to today" is 365 or 366 days. */
function yearsBefore(today: Day, years: number): Day {
  const month = addMonths(monthOf(today), -12 * years);
  const sameDay = addDays(firstDayOf(month), Number(today.slice(8)) - 1);
  return addDays(sameDay, 1);
}

function toValues(planned: PlannedExpense, digits: number, now: string, index: number) {
  const { description, spentOn } = planned;
  const evening = `${spentOn}T${String(8 + (index % 14)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}:00.000Z`;
  const amountMinor = toMinor(planned.cents, digits);
  return {
    amountMinor,
    description,
    searchText: searchTextOf({ description, amountMinor, tagIds: [] }),
    spentOn,
    now: evening < now ? evening : now,
  };
}

/** A currency without decimals has about a hundred of its units to the dollar, so hundredths are its units. */
function toMinor(cents: number, digits: number): Minor {
  return digits === 3 ? BigInt(cents) * 10n : BigInt(cents);
}

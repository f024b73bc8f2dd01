import { STARTING_CATEGORIES } from '../../domain/category.js';
import type { Currency } from '../../domain/currency.js';
import { localeFor, type Preference } from '../../locale/locale.js';
import { nameKey } from '../../domain/text.js';
import type { Email } from '../../domain/user.js';
import type { Book } from '../../storage/ledger/book-repository.js';
import type { Repositories } from '../../storage/repositories.js';
import type { User } from '../../storage/identity/user-repository.js';

export interface NewAccount {
  readonly username: string;
  readonly email: Email;
  readonly passwordHash: string;
  readonly timeZone: string;
  readonly preference: Preference;
  readonly currency: Currency;
  /** The instant of its making. */
  readonly now: string;
}

/**
 * Within somebody's transaction: a user with a personal book and the starting categories.
 * @throws UniqueViolation when the email is taken
 */
export async function insertAccount(
  within: Repositories,
  { username, email, passwordHash, timeZone, preference, currency, now }: NewAccount,
): Promise<{ user: User; book: Book }> {
  const { display, key } = email;
  const user = await within.users.insert({
    username,
    email: display,
    emailKey: key,
    passwordHash,
    timeZone,
    language: preference.language,
    locale: preference.region,
    now,
  });
  const words = localeFor(preference);
  const book = await within.books.insertOwned({
    userId: user.id,
    name: words.text('book.personal'),
    currency: currency.code,
    now,
  });
  for (const { nameOf, ...look } of STARTING_CATEGORIES) {
    const name = words.say({ key: nameOf });
    await within.categories.insert(book.id, { ...look, name, nameKey: nameKey(name), now });
  }
  return { user, book };
}

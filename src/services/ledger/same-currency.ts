import { findCurrency } from '../../domain/currency.js';
import { type AppError, invalid } from '../../domain/errors.js';
import { message } from '../../messages/message.js';
import type { Repositories } from '../../storage/repositories.js';
import type { Principal } from '../identity/principal.js';

// The currency of a book may have been changed since an amount was read: it counts only in one of as many digits.

/** What an amount is refused with that was read with other digits than the book's currency has by now. */
export const currencyChanged = (): AppError => invalid({ amount: message('fault.amount.currency_changed') });

/**
 * The code of the book's currency, which may be another one by now, with as many digits as the amount was read with.
 * @throws AppError invalid (amount) when it has other digits
 */
export async function currencyOfSameDigits(
  { books }: Repositories,
  { bookId, currency }: Principal,
): Promise<string> {
  const stored = findCurrency((await books.currencyOf(bookId)) ?? '');
  if (stored?.digits !== currency.digits) throw currencyChanged();
  return stored.code;
}

/**
 * Takes the book's lock, and sees that the amount was read with as many digits as the book's currency has now.
 * @throws AppError invalid (amount) when it has other digits
 */
export async function lockSameCurrency(
  { books }: Repositories,
  { bookId, currency }: Principal,
): Promise<void> {
  const book = await books.lock(bookId);
  if (findCurrency(book?.currency ?? '')?.digits !== currency.digits) throw currencyChanged();
}

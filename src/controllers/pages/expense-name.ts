import type { Currency } from '../../domain/currency.js';
import type { Minor } from '../../domain/money.js';
import { message, type Message } from '../../messages/message.js';

/** "Parking, $6.00": how messages speak of an expense. */
export function expenseName(
  { description, amountMinor }: { readonly description: string; readonly amountMinor: Minor },
  { currency }: { readonly currency: Currency },
): Message {
  return message('frame.named_amount', { name: description, amount: { money: amountMinor, currency } });
}

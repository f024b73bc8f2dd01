import type { Day } from '../../domain/calendar.js';
import type { Currency } from '../../domain/currency.js';
import type { Minor } from '../../domain/money.js';
import { message, type Message } from '../../messages/message.js';

/** "Parking, $6.00": how messages speak of an expense; given today, with its day if it is another one. */
export function expenseName(
  {
    description,
    amountMinor,
    spentOn,
  }: { readonly description: string; readonly amountMinor: Minor; readonly spentOn?: Day },
  { currency }: { readonly currency: Currency },
  today?: Day,
): Message {
  const amount = { money: amountMinor, currency };
  if (today !== undefined && spentOn !== undefined && spentOn !== today)
    return message('frame.named_amount_day', { name: description, amount, day: { day: spentOn } });
  return message('frame.named_amount', { name: description, amount });
}

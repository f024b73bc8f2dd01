import type { Day } from '../../domain/calendar.js';
import type { Currency } from '../../domain/currency.js';
import type { Minor } from '../../domain/money.js';
import { message, type Message } from '../../messages/message.js';

/** A message stands above a list, on a phone too: so many characters tell which expense it is about. */
const LONGEST = 32;

// As people count them: a flag or a family is one.
const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

const shortened = (description: string) => {
  if (description.length <= LONGEST) return description;
  const shown = Array.from(characters.segment(description), ({ segment }) => segment);
  return shown.length <= LONGEST
    ? description
    : `${shown
        .slice(0, LONGEST - 1)
        .join('')
        .trimEnd()}…`;
};

/**
 * "Parking, $6.00": how messages speak of an expense; a long description is cut. Given today, with its day if it is
 * another one.
 */
export function expenseName(
  {
    description,
    amountMinor,
    spentOn,
  }: { readonly description: string; readonly amountMinor: Minor; readonly spentOn?: Day },
  { currency }: { readonly currency: Currency },
  today?: Day,
): Message {
  const name = shortened(description);
  const amount = { money: amountMinor, currency };
  if (today !== undefined && spentOn !== undefined && spentOn !== today)
    return message('frame.named_amount_day', { name, amount, day: { day: spentOn } });
  return message('frame.named_amount', { name, amount });
}

import type { Sheet } from './csv.js';
import { readFigure } from './figures.js';
import { rolesOfHeader, sideOfWord } from './header-words.js';

// What the company of a card writes when its holder pays the bill: never a bank of an account.
const CARD_PAID =
  /payments?\b.{0,20}\bthank you|thank you.{0,20}\bpayment|payments? received|payments? and credits|pagamento recebido|pago recibido|zahlung (?:erhalten|dankend)|paiement re[cç]u|betaling ontvangen/i;

/**
 * The sign of an expense, where amounts have one: negative, unless a column beside says the contrary (`Purchase` beside
 * what is positive). Undefined where only a payment of the card's bill is negative: it is perhaps a card's statement,
 * and those may write expenses as positive.
 */
export function expenseSign(sheet: Sheet): 'negative' | 'positive' | undefined {
  const kinds = (sheet.header ?? []).flatMap((name, at) =>
    rolesOfHeader(name).some(({ role }) => role === 'kind' || role === 'flag') ? [at] : [],
  );
  let [agree, disagree, paidOut, paidIn, positive] = [0, 0, 0, 0, 0];
  for (const { cells } of sheet.rows) {
    const figure = readFigure((cells[sheet.layout.amount] ?? '').trim());
    if (!figure || !/[1-9]/.test(figure.figure)) continue;
    for (const at of kinds) {
      const side = sideOfWord(cells[at] ?? '');
      if (side !== 'out' && side !== 'in') continue;
      if ((side === 'out') === figure.isNegative) agree++;
      else disagree++;
    }
    if (!figure.isNegative) positive++;
    if (!CARD_PAID.test(cells.join(' ').slice(0, 300))) continue;
    if (figure.isNegative) paidOut++;
    else paidIn++;
  }
  if (agree + disagree > 0) return agree === 0 ? 'positive' : 'negative';
  return paidOut > 0 && paidIn === 0 && positive > 0 ? undefined : 'negative';
}

import type { Sheet } from './csv.js';
import { readFigure } from './figures.js';
import { rolesOfHeader, sideOfWord } from './header-words.js';

// What the company of a card writes when its holder pays the bill: never a bank of an account.
const CARD_PAID =
  /payments?\b.{0,20}\bthank you|p(?:aymen|aym|ym|m)ts? (?:thru|through|via) (?:e-?bank|i-?bank|axs|atm|giro)|thank you.{0,20}\bpayment|payments? received|payments? and credits|pagamento recebido|pago recibido|zahlung (?:erhalten|dankend)|paiement re[cç]u|betaling ontvangen/i;

/** So many positive amounts to a negative one are more than anybody earns, but what the statement of a card looks like. */
const FEW = 9;
const MANY = 10;

/**
 * The sign of an expense, where amounts have one: negative, unless a column beside says the contrary (`Purchase` beside
 * what is positive), or `CR` marks what comes in and nothing what goes out. Undefined where it is perhaps the statement of
 * a card, which may write expenses as positive: only a payment of its bill is negative, or hardly anything is.
 */
export function expenseSign(sheet: Sheet): 'negative' | 'positive' | undefined {
  const kinds = (sheet.header ?? []).flatMap((name, at) =>
    rolesOfHeader(name).some(({ role }) => role === 'kind' || role === 'flag') ? [at] : [],
  );
  const marked = { in: 0, out: 0 };
  let [agree, disagree, paidOut, paidIn, positive, negative] = [0, 0, 0, 0, 0, 0];
  for (const { cells } of sheet.rows) {
    const figure = readFigure((cells[sheet.layout.amount] ?? '').trim());
    if (!figure || !/[1-9]/.test(figure.figure)) continue;
    if (figure.side) {
      marked[figure.side] += 1;
      continue;
    }
    for (const at of kinds) {
      const side = sideOfWord(cells[at] ?? '');
      if (side !== 'out' && side !== 'in') continue;
      if ((side === 'out') === figure.isNegative) agree++;
      else disagree++;
    }
    if (figure.isNegative) negative++;
    else positive++;
    if (!CARD_PAID.test(cells.join(' ').slice(0, 300))) continue;
    if (figure.isNegative) paidOut++;
    else paidIn++;
  }
  if (agree + disagree > 0) return agree === 0 ? 'positive' : 'negative';
  if (marked.in > 0 && negative === 0 && positive > 0) return marked.out === 0 ? 'positive' : undefined;
  const isPerhapsCard = (paidOut > 0 && paidIn === 0) || (positive >= MANY && positive >= negative * FEW);
  return isPerhapsCard && positive > 0 ? undefined : 'negative';
}

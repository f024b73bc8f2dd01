import { foldHeader } from './cells.js';
import { addDecimals } from './figures.js';
import { rolesOfHeader } from './header-words.js';
import type { SkipCode } from './reading.js';

export interface SplitwiseColumns {
  readonly date: number;
  readonly description: number;
  readonly category: number;
  readonly cost: number;
  readonly currency: number;
  /** Where the first person stands; all columns from there are people. */
  readonly people: number;
}

const PAYMENT = new Set(
  ['payment', 'zahlung', 'paiement', 'pago', 'pagamento', 'betaling', '支払い', 'payments', 'دفعة'].map(
    foldHeader,
  ),
);

/** Splitwise writes day, description, category, cost and currency in the person's language, then a column a person. */
export function splitwiseColumns(header: readonly string[]): SplitwiseColumns | undefined {
  const isRole = (at: number, ...roles: string[]) =>
    rolesOfHeader(header[at] ?? '').some(({ role }) => roles.includes(role));
  const people = header.slice(5);
  const fits =
    isRole(0, 'date') &&
    isRole(1, 'description') &&
    isRole(2, 'category') &&
    isRole(3, 'amount') &&
    isRole(4, 'currency');
  const isCost = /^(?:cost|kosten|cout|coste|costo|custo|preis|費用|التكلفة)$/u.test(
    foldHeader(header[3] ?? ''),
  );
  if (!fits || people.length < 2 || people.some((name) => name.trim() === '')) return undefined;
  if (!isCost && people.some((name) => rolesOfHeader(name).length > 0)) return undefined;
  return { date: 0, description: 1, category: 2, cost: 3, currency: 4, people: 5 };
}

/** Why a row is no expense: somebody paid somebody back, or it is the last line. */
export function splitwiseSkip(columns: SplitwiseColumns, cells: readonly string[]): SkipCode | undefined {
  if (PAYMENT.has(foldHeader(cells[columns.category] ?? ''))) return 'settlement';
  return (cells[columns.cost] ?? '').trim() === '' ? 'total' : undefined;
}

/**
 * A person's share of a cost: their column is what they paid less their share, and whoever has more than nothing paid it
 * all. `balance` and `cost` are plain decimals; the share is one too, `0` where the row is not theirs.
 */
export function shareOf(balance: string, cost: string): string {
  if (balance.startsWith('-')) return balance.slice(1);
  return balance === '0' ? '0' : addDecimals(cost, `-${balance}`);
}

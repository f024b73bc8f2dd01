import type { Sheet } from './csv.js';
import { readDayShape } from './days.js';
import { decimalSignOfFigure, plainDecimal, readFigure } from './figures.js';
import type { TableRecord } from './records.js';

const ROWS = 500;

/**
 * Several amounts without a name: the balance changes from row to row by the others, which tells which is which. Sets
 * what is clear in the layout, and says whether it is.
 */
export function settleByBalance({ layout, rows: all }: Sheet): boolean {
  const { unclear } = layout;
  if (unclear.length === 0) return true;
  if (unclear.length < 2) return false;
  // Lines above and below the rows have no day.
  const hasDay = ({ cells }: TableRecord) => readDayShape((cells[layout.date] ?? '').trim()) !== undefined;
  const rows = all.first(ROWS, hasDay);
  if (rows.length < 3) return false;
  const sums = new Map(unclear.map((column) => [column, rows.map((_, at) => cents(at, column))]));
  const of = (column: number) => sums.get(column)!;
  const size = (column: number) => of(column).map(Math.abs);
  const amounts = unclear.filter((amount) =>
    unclear.every((other) => other === amount || isBalanceOf(of(other), size(amount), Math.abs)),
  );
  if (amounts.length === 1) {
    layout.amount = amounts[0]!;
    return true;
  }
  const pairs = unclear.flatMap((out) =>
    unclear.filter((into) => into !== out).map((into) => ({ out, into })),
  );
  const fitting = pairs.filter(({ out, into }) => {
    const rest = unclear.filter((column) => column !== out && column !== into);
    const net = size(out).map((amount, at) => filled(size(into)[at]!) - filled(amount));
    return rest.length === 1 && isEither(of(out), of(into)) && isBalanceOf(of(rest[0]!), net, (step) => step);
  });
  if (fitting.length !== 1) return false;
  [layout.out, layout.in] = [fitting[0]!.out, fitting[0]!.into];
  return true;

  function cents(at: number, column: number): number {
    const figure = readFigure((rows[at]?.cells[column] ?? '').trim());
    const decimal = figure && (decimalSignOfFigure(figure.figure) === ',' ? ',' : '.');
    const plain = figure && plainDecimal(figure.figure, decimal!);
    return plain === undefined ? NaN : Math.round(Number(plain) * 100) * (figure!.isNegative ? -1 : 1);
  }
}

const filled = (amount: number): number => (Number.isNaN(amount) ? 0 : amount);

function isEither(a: readonly number[], b: readonly number[]): boolean {
  return a.every((amount, at) => filled(amount) === 0 || filled(b[at]!) === 0);
}

/** Whether a column goes up and down by these amounts, the oldest row first or last. */
function isBalanceOf(
  balance: readonly number[],
  amounts: readonly number[],
  measure: (step: number) => number,
): boolean {
  let down = 0;
  let up = 0;
  for (let at = 1; at < balance.length; at++) {
    if (measure(balance[at]! - balance[at - 1]!) === amounts[at]) down++;
    if (measure(balance[at - 1]! - balance[at]!) === amounts[at - 1]) up++;
  }
  return Math.max(down, up) >= (balance.length - 1) * 0.8;
}

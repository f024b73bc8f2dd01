import type { Minor } from '../../domain/money.js';

// Sums in two halves: together they may be more than 64 bits, which is an error on SQLite.

export interface Halves {
  total_high: string;
  total_low: string;
}

const HALF = 1_000_000_000;

/** The sum of a column, to be selected. */
export const halvesOf = (column: string) =>
  `CAST(SUM(${column} / ${String(HALF)}) AS TEXT) AS total_high, CAST(SUM(${column} % ${String(HALF)}) AS TEXT) AS total_low`;

export function joined({ total_high, total_low }: Halves): Minor {
  return BigInt(total_high) * BigInt(HALF) + BigInt(total_low);
}

import type { Dialect } from '../src/storage/engine/database.js';
import type { Round } from './load.js';

/** One line of the table. */
export interface Row extends Round {
  readonly subject: string;
  /** Missing: a bare server, which has no data. */
  readonly engine?: Dialect;
  readonly size?: number;
  readonly connections: number;
  /** Statements that one answer costs. */
  readonly queries?: number | undefined;
}

/** One demand, and whether it was met. */
export interface Verdict {
  readonly demand: string;
  readonly found: string;
  readonly isMet: boolean;
}

/** A figure that is not a line of the table. */
export interface Fact {
  readonly name: string;
  readonly engine?: Dialect;
  readonly size?: number;
  readonly value: number;
  readonly unit: string;
}

export interface Results {
  readonly machine: string;
  readonly date: string;
  readonly command: string;
  readonly pageBytes: number;
  readonly rows: readonly Row[];
  readonly facts: readonly Fact[];
}

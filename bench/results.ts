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

/** One case of a demand, and whether it was met. */
export interface Verdict {
  /** What is demanded, with its limit: the same for every engine, size and subject that it is asked of. */
  readonly demand: string;
  readonly engine: Dialect;
  /** Of which subject, at which size. */
  readonly of: string;
  readonly found: string;
  /** How much of the limit is used: more than 1 breaks it. */
  readonly strain: number;
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
  /** How far two measurements of the same thing in this run were apart; undefined when it was measured once. */
  readonly noise?: Noise | undefined;
  readonly rows: readonly Row[];
  readonly facts: readonly Fact[];
}

/** Shares of the mean: 0.04 is 4 % apart. */
export interface Noise {
  readonly perSecond: number;
  readonly cpu: number;
}

/** Facts that are looked at by their names. */
export const GERMAN_OF_ENGLISH = 'dashboard, nothing kept: in German, of in English';
export const AFTER_ADDING = 'dashboard after an added expense, by CPU of bare Express';
export const AFTER_ADDING_CPU = 'dashboard after an added expense: CPU';
export const FLOODED = 'dashboard p99 during a login flood, of its quiet value';
export const FLOODED_WITHOUT_REST =
  'dashboard p99 during a login flood that waits for nothing, of its quiet value';

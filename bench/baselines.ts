import type { Dialect } from '../src/storage/engine/database.js';
import type { Noise, Results, Row } from './results.js';

export const CONNECTIONS = 16;
export const EXPRESS = 'bare Express';
/** The same server, measured once more in another place of each round: what differs is noise. */
export const EXPRESS_AGAIN = 'bare Express, again';

const YARDSTICKS: Readonly<Record<string, string>> = {
  'add an expense (form)': 'bare INSERT (form)',
  'add an expense (API)': 'bare INSERT (JSON)',
};

export interface Wanted {
  readonly subject: string;
  readonly engine?: Dialect | undefined;
  readonly size?: number | undefined;
  /** 16 when not given. */
  readonly connections?: number;
}

export function rowOf(
  { rows }: Pick<Results, 'rows'>,
  { subject, engine, size, connections = CONNECTIONS }: Wanted,
) {
  return rows.find(
    (row) =>
      row.subject === subject &&
      row.engine === engine &&
      row.size === size &&
      row.connections === connections,
  );
}

/** What a line is compared with: one INSERT for what adds, bare Express for what reads; nothing for log-ins and yardsticks. */
export function baselineOf(results: Pick<Results, 'rows'>, { subject, engine, size }: Row): Row | undefined {
  if (/^(bare|log in)/.test(subject)) return undefined;
  const yardstick = YARDSTICKS[subject];
  return yardstick === undefined
    ? rowOf(results, { subject: EXPRESS })
    : rowOf(results, { subject: yardstick, engine, size });
}

/**
 * How many answers a processor gives in the time of one, as a share of the baseline's. By processor time, for there are hours in
 * which bare servers stand still for milliseconds and ours do not: then answers a second compare nothing.
 */
export function ratioOf(results: Pick<Results, 'rows'>, row: Row): number | undefined {
  const baseline = baselineOf(results, row);
  return baseline && costOf(baseline) / costOf(row);
}

/** Processor time of an answer, the database's server included, in milliseconds. */
export function costOf({ cpuMs, databaseMs }: Pick<Row, 'cpuMs' | 'databaseMs'>): number {
  return cpuMs + databaseMs;
}

/** How many times what an answer costs at the smallest size it costs at this one. */
export function growthOf(results: Pick<Results, 'rows'>, row: Row): number | undefined {
  const smallest = Math.min(...sizesOf(results));
  const before = rowOf(results, { ...row, size: smallest });
  return before && before.size !== row.size ? costOf(row) / costOf(before) : undefined;
}

/** Smallest first. */
export function sizesOf({ rows }: Pick<Results, 'rows'>): number[] {
  const sizes = new Set(rows.flatMap(({ size }) => (size === undefined ? [] : [size])));
  return [...sizes].sort((a, b) => a - b);
}

export function enginesOf({ rows, facts }: Pick<Results, 'rows' | 'facts'>): Dialect[] {
  return [...new Set([...rows, ...facts].flatMap(({ engine }) => (engine ? [engine] : [])))];
}

/** How far the two measurements of bare Express are apart. */
export function noiseOf(results: Pick<Results, 'rows'>): Noise | undefined {
  const [once, again] = [rowOf(results, { subject: EXPRESS }), rowOf(results, { subject: EXPRESS_AGAIN })];
  if (!once || !again) return undefined;
  const apart = (a: number, b: number) => Math.abs(a - b) / ((a + b) / 2);
  return { perSecond: apart(once.perSecond, again.perSecond), cpu: apart(once.cpuMs, again.cpuMs) };
}

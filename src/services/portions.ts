import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** What one portion of long work should take: whoever waits for the database waits for one of them. */
const PORTION_MS = 8;
const FIRST = 100;
const LEAST = 20;
const MOST = 2_000;

/** How long a portion should take, and how few rows it has at least, however long they take. */
export interface Pace {
  readonly ms: number;
  readonly least: number;
}

const USUAL: Pace = { ms: PORTION_MS, least: LEAST };

/** As many rows as should take one portion's time, by what the last ones took. */
export function fittedPortion(size: number, tookMs: number, { ms, least }: Pace = USUAL): number {
  const wanted = Math.round((size * ms) / Math.max(tookMs, 0.1));
  return Math.min(MOST, Math.max(least, Math.min(wanted, size * 2)));
}

/**
 * Does something to rows until a portion is not full, each portion of a few milliseconds, with everybody else's work
 * between. Gives how many rows it was done to.
 * @param work does it to `limit` rows at most, and gives to how many
 * @param isStopped asked after each portion
 */
export async function inPortions(
  work: (limit: number) => Promise<number>,
  isStopped: () => boolean = () => false,
): Promise<number> {
  let done = 0;
  for (let size = FIRST; ;) {
    const started = performance.now();
    const count = await work(size);
    done += count;
    if (count < size || isStopped()) return done;
    size = fittedPortion(size, performance.now() - started);
    await nextTurn();
  }
}

/** Does work that needs no database in turns of a few milliseconds, with everybody else's work between. */
export async function inTurns<T>(work: Generator<undefined, T>): Promise<T> {
  for (let started = performance.now(); ;) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (performance.now() - started < PORTION_MS) continue;
    await nextTurn();
    started = performance.now();
  }
}

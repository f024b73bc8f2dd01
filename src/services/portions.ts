import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** What one portion of long work should take: whoever waits for the database waits for one of them. */
export const PORTION_MS = 8;
const FIRST = 100;
const LEAST = 20;
const MOST = 2_000;

/** As many rows as should take one portion's time, by what the last ones took. */
export function fittedPortion(size: number, tookMs: number): number {
  const wanted = Math.round((size * PORTION_MS) / Math.max(tookMs, 0.1));
  return Math.min(MOST, Math.max(LEAST, Math.min(wanted, size * 2)));
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

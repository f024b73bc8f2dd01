import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

// Runs before main.ts reads the rest of the program. V8 lets a heap of 20 MB of living objects grow to 80 before it looks for garbage, and the
// space for new ones to 32: right for a program that has the machine to itself, too much for one on a small server at
// home. The flags are read whenever the heap is about to grow or to be cleaned. See docs/decisions/0020-memory.md for
// what each costs.
setFlagsFromString('--heap-growing-percent=30');
// A page leaves 10 kB: handing that to other threads takes longer than moving it.
setFlagsFromString('--no-parallel-scavenge');
growNewSpaceOnce();

/** To two halves of 2 MB from two of 1 MB, which are cleaned after every third page and at nearly the cost of bigger ones. */
function growNewSpaceOnce(): void {
  const GROWN_BYTES = 4 * 2 ** 20;
  const size = () =>
    getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')!.space_size;
  setFlagsFromString('--semi-space-growth-factor=2');
  // It grows when much of what is new is still needed: so some is, for a moment. Each round makes some 60 kB.
  const needed: unknown[] = [];
  for (let round = 0; round < 200 && size() < GROWN_BYTES; round += 1)
    for (let at = 0; at < 2_000; at += 1) needed.push([at]);
  setFlagsFromString('--semi-space-growth-factor=1');
}

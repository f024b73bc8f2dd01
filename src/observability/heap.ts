import { setFlagsFromString } from 'node:v8';

// Runs before main.ts reads the rest of the program. V8 lets a heap of 20 MB of living objects grow to 80 before it looks for garbage, and the
// space for new ones to 32: right for a program that has the machine to itself, too much for one on a small server at
// home. Both flags are read whenever the heap is about to grow. See docs/decisions/0020-memory.md for what it costs.
setFlagsFromString('--heap-growing-percent=30');
setFlagsFromString('--semi-space-growth-factor=1');

import { Worker as Thread, type WorkerOptions } from 'node:worker_threads';

/**
 * The thread that reads a file for an import, from what `npm run build` made: from the sources it first has to load the
 * compiler, with each file of each test. It is another thread: a fault that is planted in what it runs is not on there.
 */
export class Worker extends Thread {
  constructor(_program: unknown, { resourceLimits = {} }: WorkerOptions) {
    super(process.env['OUTLAY_MUTATION_READER']!, { resourceLimits });
  }
}

import { Worker } from 'node:worker_threads';
import type { Reading, ReadingOptions, Refusal } from '../../domain/import/reading.js';

export interface ReadingJob {
  readonly bytes: Uint8Array;
  readonly options: ReadingOptions;
}

/** Reads a file on a thread of its own: some of them take a second, and no request should wait for that. */
export function readInWorker(job: ReadingJob): Promise<Reading | Refusal> {
  const worker = start(job);
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The reading was stopped.')));
  });
}

function start(workerData: ReadingJob): Worker {
  if (import.meta.url.endsWith('.js'))
    return new Worker(new URL('./reading-worker.js', import.meta.url), { workerData });
  // From the sources, where nothing is built, the thread needs the compiler as we do.
  const { href } = new URL('./reading-worker.ts', import.meta.url);
  const program = `import('tsx/esm/api').then(({ register }) => (register(), import(${JSON.stringify(href)})));`;
  return new Worker(program, { eval: true, workerData });
}

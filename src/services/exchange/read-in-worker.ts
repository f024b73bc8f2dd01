import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Reading, ReadingOptions, ReadRow, Refusal } from '../../domain/import/reading.js';

export interface ReadingJob {
  readonly bytes: Uint8Array;
  readonly options: ReadingOptions;
}

type About = Omit<Reading, 'rows'> & { readonly rowCount: number };

/** Reads a file on a thread of its own: some of them take a second, and no request should wait for that. */
export async function readInWorker(job: ReadingJob): Promise<Reading | Refusal> {
  const worker = start(job);
  const about = await nextMessage<About | Refusal>(worker);
  if (!about.ok) return about;
  const { rowCount, ...reading } = about;
  const rows: ReadRow[] = [];
  while (rows.length < rowCount) {
    worker.postMessage('next');
    rows.push(...(await nextMessage<ReadRow[]>(worker)));
    // Rows that are taken over come at once: others get their turn here.
    await nextTurn();
  }
  return { ...reading, rows };
}

function nextMessage<T>(worker: Worker): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopped = () => reject(new Error('The reading was stopped.'));
    worker.once('error', reject);
    worker.once('exit', stopped);
    worker.once('message', (message: T) => {
      worker.off('error', reject);
      worker.off('exit', stopped);
      resolve(message);
    });
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

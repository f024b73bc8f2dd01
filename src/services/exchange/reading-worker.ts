import { parentPort } from 'node:worker_threads';
import { openFile } from '../../domain/import/read-file.js';
import { Once } from '../../domain/import/once.js';
import type { ReadRow } from '../../domain/import/reading.js';
import type { FirstAnswer, ReadingJob } from './read-in-worker.js';

type Given = Omit<ReadingJob, 'bytes'> & { bytes: Uint8Array | undefined };

const port = parentPort!;

// As a message, not as the data of the thread: those would be kept as long as the thread is.
port.once('message', (job: Given) => {
  const { options, portion } = job;
  const answer = (first: FirstAnswer) => port.postMessage(first);
  const found = openFile(takeBytes(job), options);
  if (!found.ok) {
    answer(found);
    port.close();
    return;
  }
  const { rows, ...about } = found;
  answer(about);
  const left = rows[Symbol.iterator]();
  // Each message asks for the next rows.
  port.on('message', () => {
    const next = take(left, portion);
    port.postMessage(next);
    if (next.length < portion) port.close();
  });
});

/** Nothing else holds them then. */
function takeBytes(job: Given): Once<Uint8Array> {
  const bytes = new Once(job.bytes!);
  job.bytes = undefined;
  return bytes;
}

function take(rows: Iterator<ReadRow>, count: number): ReadRow[] {
  const taken: ReadRow[] = [];
  while (taken.length < count) {
    const next = rows.next();
    if (next.done === true) break;
    taken.push(next.value);
  }
  return taken;
}

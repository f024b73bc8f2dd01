import { parentPort } from 'node:worker_threads';
import { openFile } from '../../domain/import/read-file.js';
import type { ReadRow } from '../../domain/import/reading.js';
import type { FirstAnswer, ReadingJob } from './read-in-worker.js';

const port = parentPort!;

// As a message, not as the data of the thread: those would be kept as long as the thread is.
port.once('message', ({ bytes, options, portion }: ReadingJob) => {
  const answer = (first: FirstAnswer) => port.postMessage(first);
  const found = openFile(bytes, options);
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

function take(rows: Iterator<ReadRow>, count: number): ReadRow[] {
  const taken: ReadRow[] = [];
  while (taken.length < count) {
    const next = rows.next();
    if (next.done === true) break;
    taken.push(next.value);
  }
  return taken;
}

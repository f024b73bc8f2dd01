import { parentPort, workerData } from 'node:worker_threads';
import { readFile } from '../../domain/import/read-file.js';
import type { ReadingJob } from './read-in-worker.js';

/** Taking over more rows at once would hold the other thread up. */
const ROWS_AT_ONCE = 1_000;

const { bytes, options } = workerData as ReadingJob;
const reading = readFile(bytes, options);
const port = parentPort!;
if (!reading.ok) port.postMessage(reading);
else {
  const { rows, ...about } = reading;
  port.postMessage({ ...about, rowCount: rows.length });
  let given = 0;
  // Each message asks for the next rows.
  port.on('message', () => {
    port.postMessage(rows.slice(given, given + ROWS_AT_ONCE));
    given += ROWS_AT_ONCE;
    if (given >= rows.length) port.close();
  });
  if (rows.length === 0) port.close();
}

import { parentPort, workerData } from 'node:worker_threads';
import { readFile } from '../../domain/import/read-file.js';
import type { ReadingJob } from './read-in-worker.js';

const { bytes, options } = workerData as ReadingJob;
parentPort?.postMessage(readFile(bytes, options));

import { on } from 'node:events';
import { type ResourceLimits, Worker } from 'node:worker_threads';
import {
  type Flowing,
  type ReadingOptions,
  type ReadRow,
  Refused,
  type Refusal,
} from '../../domain/import/reading.js';

export interface ReadingJob {
  readonly bytes: Uint8Array;
  readonly options: ReadingOptions;
  /** How many rows come at once. */
  readonly portion: number;
}

/** How a file was read, without its rows. */
export type About = Omit<Flowing, 'rows'>;

/** What the thread answers: first this, then rows as often as it is asked; fewer than a portion are the last. */
export type FirstAnswer = About | Refusal;

/** A file that is read on a thread of its own. It must be closed, and its rows can be read once. */
export interface ReadingFile {
  readonly about: About;
  /** @throws Refused too_complicated */
  rows(): AsyncGenerator<ReadRow[]>;
  close(): Promise<void>;
}

/**
 * What a file of the largest size needs at most, several times over; a thread that needs more ends, and not the program.
 * A small space for new objects, because most that is made goes with its row.
 */
const LIMITS: ResourceLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 4 };

/** Reads a file on a thread of its own: some of them take a second, and no request should wait for that. */
export async function openInWorker(job: ReadingJob, limits = LIMITS): Promise<ReadingFile | Refusal> {
  const worker = start(limits);
  // Whoever asks is told by `on`; a thread that fails while nobody does must not end the program.
  worker.on('error', () => undefined);
  const answers = on(worker, 'message', { close: ['exit'] });
  const close = async () => {
    await answers.return?.();
    await worker.terminate();
  };
  const next = async <T>(): Promise<T> => {
    const answer = (await answers.next().catch(refused)) as IteratorResult<[T], undefined>;
    if (answer.done === true) throw new Error('The reading was stopped.');
    return answer.value[0];
  };
  try {
    // Ours to give away: a message that holds bytes is copied twice.
    const bytes = Uint8Array.from(job.bytes);
    worker.postMessage({ ...job, bytes }, [bytes.buffer]);
    const about = await next<FirstAnswer>();
    if (about.ok) return { about, rows: () => rowsOf(worker, next<ReadRow[]>, job.portion), close };
    await close();
    return about;
  } catch (error) {
    await close();
    if (error instanceof Refused) return { ok: false, code: error.code, params: error.params };
    throw error;
  }
}

/** The thread works on the next rows while these are looked at. */
async function* rowsOf(
  worker: Worker,
  next: () => Promise<ReadRow[]>,
  portion: number,
): AsyncGenerator<ReadRow[]> {
  worker.postMessage('next');
  for (let isLast = false; !isLast;) {
    const rows = await next();
    isLast = rows.length < portion;
    if (!isLast) worker.postMessage('next');
    if (rows.length > 0) yield rows;
  }
}

function refused(error: unknown): never {
  if ((error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY') throw new Refused('too_complicated');
  throw error;
}

function start(resourceLimits: ResourceLimits): Worker {
  if (import.meta.url.endsWith('.js'))
    return new Worker(new URL('./reading-worker.js', import.meta.url), { resourceLimits });
  // From the sources, where nothing is built, the thread needs the compiler as we do.
  const { href } = new URL('./reading-worker.ts', import.meta.url);
  const program = `import('tsx/esm/api').then(({ register }) => (register(), import(${JSON.stringify(href)})));`;
  return new Worker(program, { eval: true, resourceLimits });
}

import { Worker } from 'node:worker_threads';

export interface BackupJob {
  readonly databaseUrl: string;
  readonly dir: string;
  readonly program: string;
  readonly migrations: string;
}

export type BackupNews =
  { readonly path: string; readonly rows: number } | { readonly failure: string; readonly code?: string };

export interface RunningBackup {
  readonly done: Promise<{ readonly path: string; readonly rows: number }>;
  /** What was written so far goes the next time. */
  stop(): Promise<void>;
}

/** Starts a thread that makes and verifies one backup. `done` rejects with what went wrong. */
export function backupInWorker(job: BackupJob): RunningBackup {
  const worker = start(job);
  const done = new Promise<{ path: string; rows: number }>((resolve, reject) => {
    worker.once('message', (news: BackupNews) => {
      if ('path' in news) resolve(news);
      else reject(Object.assign(new Error(news.failure), { code: news.code }));
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The backup was stopped.')));
  });
  return { done, stop: async () => void (await worker.terminate()) };
}

function start(workerData: BackupJob): Worker {
  if (import.meta.url.endsWith('.js'))
    return new Worker(new URL('./backup-worker.js', import.meta.url), { workerData });
  // From the sources, where nothing is built, the thread needs the compiler as we do.
  const { href } = new URL('./backup-worker.ts', import.meta.url);
  const program = `import('tsx/esm/api').then(({ register }) => (register(), import(${JSON.stringify(href)})));`;
  return new Worker(program, { eval: true, workerData });
}

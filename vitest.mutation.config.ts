import { resolve } from 'node:path';
import { configDefaults, defineConfig, type Plugin } from 'vitest/config';
import { KeptThread } from './scripts/mutation/kept-thread.js';
import { QuickestFirst } from './scripts/mutation/quickest-first.js';

const keptThread: Plugin = {
  name: 'kept-thread',
  configureVitest({ project }) {
    project.config.pool = 'kept-thread';
    project.config.poolRunner = {
      name: 'kept-thread',
      createPoolWorker: (options) => new KeptThread(options),
    };
  },
};

/**
 * Properties are tried with a twentieth of their inputs: most faults show with the first few. One that fails ends there:
 * looking for the smallest input that fails takes longer than all else, so that it counted as a test that never ends.
 */
const fewerInputs: Plugin = {
  name: 'fewer-inputs',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('.test.ts')) return undefined;
    return code.replace(/numRuns: ([\d_]+)/g, (_, runs: string) => {
      return `endOnFailure: true, numRuns: ${String(Math.max(20, Math.ceil(Number(runs.replaceAll('_', '')) / 20)))}`;
    });
  },
};

/** Files are read by the thread that `npm run build` made. */
const builtWorker: Plugin = {
  name: 'built-worker',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('/read-in-worker.ts')) return undefined;
    return code.replace(/'node:worker_threads'|"node:worker_threads"/, () =>
      JSON.stringify(resolve('scripts/mutation/built-worker.ts')),
    );
  },
};

// The tests that scripts/mutation.ts asks about each planted fault, on SQLite, in one thread that loads the program
// once. Left out is what starts other processes, which know nothing of planted faults.
export default defineConfig({
  plugins: [keptThread, fewerInputs, builtWorker],
  test: {
    include: (process.env['OUTLAY_MUTATION_TESTS'] ?? 'src/**/*.test.ts').split(' '),
    exclude: [...configDefaults.exclude, '**/*.postgres.test.ts', 'src/testing/processes/**'],
    env: { OUTLAY_TEST_ENGINE: 'sqlite' },
    isolate: false,
    maxWorkers: 1,
    sequence: { sequencer: QuickestFirst },
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});

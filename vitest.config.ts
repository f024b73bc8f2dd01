import { configDefaults, defineConfig } from 'vitest/config';

// Everything that may reach a database runs twice, once on each engine. `x.sqlite.test.ts` and
// `x.postgres.test.ts` run on that engine only. `src/testing/engines.ts` reads OUTLAY_TEST_ENGINE.
const needsDatabase = 'src/{storage,services,controllers,http,testing,cli}/**/*.test.ts';
const tests = '{src,scripts,bench}/**/*.test.ts';

export default defineConfig({
  test: {
    exclude: [...configDefaults.exclude, 'e2e/**'],
    // Generous, for machines that others load: no test may fail for want of speed.
    testTimeout: 120_000,
    // Several real processes share few cores in CI: one more try before a time limit counts as a fault.
    retry: process.env['CI'] ? 1 : 0,
    hookTimeout: 180_000,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: [tests], exclude: [...configDefaults.exclude, needsDatabase] },
      },
      {
        extends: true,
        test: {
          name: 'sqlite',
          include: [needsDatabase],
          exclude: [...configDefaults.exclude, '**/*.postgres.test.ts'],
          env: { OUTLAY_TEST_ENGINE: 'sqlite' },
        },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: [needsDatabase],
          exclude: [...configDefaults.exclude, '**/*.sqlite.test.ts'],
          env: { OUTLAY_TEST_ENGINE: 'postgres' },
          globalSetup: ['src/testing/postgres-server.ts'],
        },
      },
    ],
  },
});

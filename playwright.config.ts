import { defineConfig, devices } from '@playwright/test';
import { findBrowser } from './scripts/find-browser.js';
import type { ServerOptions } from './e2e/fixtures.js';

const asRoot = process.getuid?.() === 0;
const report = process.env.PLAYWRIGHT_JSON_OUTPUT_NAME;
const desktop = { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 900 } };
const phone = { ...desktop, viewport: { width: 390, height: 844 }, hasTouch: true };

const onPostgres = process.env.OUTLAY_TEST_ENGINE === 'postgres';
const appearance = /(accessibility|languages|layout|keyboard)\.spec\.ts/;

const stored = [
  { name: 'desktop', use: desktop, testIgnore: appearance },
  {
    name: 'phone without JavaScript',
    use: { ...phone, javaScriptEnabled: false },
    testMatch: /(main-journey|session-.*|faults|conflict|import|rules)\.spec\.ts/,
  },
];
const looks = [
  { name: 'light', use: desktop, testMatch: /(accessibility|languages|layout)\.spec\.ts/ },
  { name: 'dark', use: { ...desktop, colorScheme: 'dark' as const }, testMatch: /accessibility\.spec\.ts/ },
  {
    name: 'layout without JavaScript',
    use: { ...phone, javaScriptEnabled: false },
    testMatch: /layout\.spec\.ts/,
  },
  { name: 'keyboard', use: desktop, testMatch: /keyboard\.spec\.ts/ },
];

// Each worker starts its own server on a new database (e2e/fixtures.ts); OUTLAY_TEST_ENGINE says of which engine.
export default defineConfig<object, ServerOptions>({
  testDir: 'e2e',
  globalSetup: './e2e/postgres-setup.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  // On a machine that others load a journey may meet a time limit; a second try that passes is reported as flaky.
  retries: process.env['CI'] ? 1 : 0,
  forbidOnly: process.env.CI !== undefined,
  // Generous, for a machine that others load: a journey that is slow is no journey that fails.
  timeout: 150_000,
  expect: { timeout: 30_000 },
  reporter: report === undefined ? [['list']] : [['list'], ['json', { outputFile: report }]],
  use: {
    locale: 'en-US',
    timezoneId: 'UTC',
    // offline.spec.ts allows them: what passes through a worker can be neither watched nor held up.
    serviceWorkers: 'block',
    navigationTimeout: 60_000,
    actionTimeout: 60_000,
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: findBrowser(),
      args: ['--disable-background-networking', ...(asRoot ? ['--no-sandbox'] : [])],
    },
  },
  // How a page looks and is reached does not depend on the engine: on PostgreSQL only what it stores is tried.
  projects: onPostgres ? stored : [...stored, ...looks],
});

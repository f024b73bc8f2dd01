import { defineConfig, devices } from '@playwright/test';
import { findBrowser } from './scripts/find-browser.js';
import type { ServerOptions } from './e2e/fixtures.js';

const asRoot = process.getuid?.() === 0;
const report = process.env.PLAYWRIGHT_JSON_OUTPUT_NAME;
const desktop = { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 900 } };
const phone = { ...desktop, viewport: { width: 390, height: 844 }, hasTouch: true };

// Each worker starts its own server on a new database (e2e/fixtures.ts); OUTLAY_TEST_ENGINE says of which engine.
export default defineConfig<object, ServerOptions>({
  testDir: 'e2e',
  globalSetup: './e2e/postgres-setup.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: process.env.CI !== undefined,
  timeout: 40_000,
  expect: { timeout: 8_000 },
  reporter: report === undefined ? [['list']] : [['list'], ['json', { outputFile: report }]],
  use: {
    locale: 'en-US',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: findBrowser(),
      args: ['--disable-background-networking', ...(asRoot ? ['--no-sandbox'] : [])],
    },
  },
  projects: [
    { name: 'desktop', use: desktop, testIgnore: /keyboard/ },
    {
      name: 'phone without JavaScript',
      use: { ...phone, javaScriptEnabled: false },
      testMatch: /(main-journey|session-.*|layout|faults|conflict)\.spec\.ts/,
    },
    { name: 'dark', use: { ...desktop, colorScheme: 'dark' }, testMatch: /accessibility/ },
    { name: 'keyboard', use: desktop, testMatch: /keyboard/ },
  ],
});

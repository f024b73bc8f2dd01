import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from './find-browser.js';
import { add, none, playwrightTotals, vitestTotals, type Totals } from './test-totals.js';

// What `npm test` runs: everything. Ends with one line of totals, and fails if anything failed or nothing ran.

const reports = '.cache/test';
const startedAt = Date.now();
let totals = none;

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

/** Runs one step, streaming what it prints; a step without tests of its own counts as one failure when it fails. */
function step(title: string, command: string, env: Readonly<Record<string, string>> = {}): boolean {
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  console.log(`\n── ${title} (at ${seconds} s)`);
  const { status } = spawnSync(command, {
    shell: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  return status === 0;
}

function check(title: string, command: string): boolean {
  const ok = step(title, command);
  if (!ok) totals = add(totals, { ...none, failed: 1 });
  return ok;
}

/** A step that runs tests: what its report counts is added; an exit code that its report cannot explain is a failure. */
function tests(title: string, command: string, report: () => Totals, env?: Record<string, string>): void {
  const ok = step(title, command, env);
  const counted = report();
  const unexplained = !ok && counted.failed === 0;
  totals = add(totals, unexplained ? { ...counted, failed: 1 } : counted);
}

function inBrowser(engine: string, browser: string): void {
  const report = join(reports, `playwright-${engine}.json`);
  tests(`Journeys in a browser, on ${engine}`, 'playwright test', () => playwrightTotals(report), {
    OUTLAY_TEST_ENGINE: engine,
    CHROMIUM_PATH: browser,
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
}

function browserOrFailure(): string | undefined {
  try {
    return findBrowser();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    totals = add(totals, { ...none, failed: 1 });
    return undefined;
  }
}

check('Format', 'npm run --silent format:check');
check('Lint', 'npm run --silent lint');
check('Types', 'npm run --silent types');
const built = check('Build', 'npm run --silent build');
const browser = browserOrFailure();

const vitestReport = join(reports, 'vitest.json');
tests(
  'Unit, and everything that stores on both engines',
  `vitest run --reporter=default --reporter=json --outputFile.json=${vitestReport}`,
  () => vitestTotals(vitestReport),
  // Tests that start whole processes start what was built just now; see src/testing/processes/program.ts.
  built ? { OUTLAY_TEST_PROGRAM: 'dist' } : {},
);
if (built && browser !== undefined) {
  inBrowser('sqlite', browser);
  inBrowser('postgres', browser);
}

const { passed, failed, skipped } = totals;
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

import { existsSync, readFileSync } from 'node:fs';

/** Numbers of tests. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const none: Totals = { passed: 0, failed: 0, skipped: 0 };

export function add(a: Totals, b: Totals): Totals {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** What Vitest's JSON reporter counted; nothing when it wrote no report. */
export function vitestTotals(path: string): Totals {
  const report = read(path);
  return {
    passed: count(report.numPassedTests),
    failed: count(report.numFailedTests),
    skipped: count(report.numPendingTests) + count(report.numTodoTests),
  };
}

/** What Playwright's JSON reporter counted; nothing when it wrote no report. */
export function playwrightTotals(path: string): Totals {
  const stats = record(read(path).stats);
  return {
    passed: count(stats.expected) + count(stats.flaky),
    failed: count(stats.unexpected),
    skipped: count(stats.skipped),
  };
}

function read(path: string): Record<string, unknown> {
  return existsSync(path) ? record(JSON.parse(readFileSync(path, 'utf8'))) : {};
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function count(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { add, none, playwrightTotals, vitestTotals } from './test-totals.js';

const folder = mkdtempSync(join(tmpdir(), 'outlay-totals-'));
afterAll(() => rmSync(folder, { recursive: true }));

function report(content: unknown): string {
  const path = join(folder, 'report.json');
  writeFileSync(path, JSON.stringify(content));
  return path;
}

test("vitest's passed, failed, skipped and todo tests are counted", () => {
  const path = report({ numPassedTests: 7, numFailedTests: 2, numPendingTests: 1, numTodoTests: 3 });
  expect(vitestTotals(path)).toEqual({ passed: 7, failed: 2, skipped: 4 });
});

test("playwright's expected and flaky tests are passed ones", () => {
  const path = report({ stats: { expected: 5, flaky: 1, unexpected: 2, skipped: 3 } });
  expect(playwrightTotals(path)).toEqual({ passed: 6, failed: 2, skipped: 3 });
});

test('a runner that wrote no report, or a strange one, counts nothing', () => {
  expect(vitestTotals(join(folder, 'absent.json'))).toEqual(none);
  expect(playwrightTotals(report({ stats: null }))).toEqual(none);
});

test('totals add up', () => {
  const one = { passed: 1, failed: 2, skipped: 3 };
  expect(add(one, one)).toEqual({ passed: 2, failed: 4, skipped: 6 });
});

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { inFull } from './published-report.js';
import { inShort } from './published-readme.js';
import type { Results, Verdict } from './results.js';

const README = 'README.md';
const REPORT = 'docs/performance.md';

/** Puts what was measured between the marks `<!-- speed -->` and `<!-- /speed -->` of README and report. */
export function publish(results: Results, verdicts: readonly Verdict[]): void {
  replaceBetweenMarks(README, inShort(results));
  replaceBetweenMarks(REPORT, inFull(results, verdicts));
  spawnSync('npx', ['prettier', '--write', '--log-level', 'warn', README, REPORT], { stdio: 'inherit' });
}

function replaceBetweenMarks(path: string, text: string): void {
  const before = readFileSync(path, 'utf8');
  const after = before.replace(
    /(<!-- speed -->)[^]*(<!-- \/speed -->)/,
    (_all, open: string, close: string) => [open, '', text, '', close].join('\n'),
  );
  if (!before.includes('<!-- speed -->')) throw new Error(`${path} has no place marked <!-- speed -->.`);
  writeFileSync(path, after);
}

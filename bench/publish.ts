import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { ofBackups } from './published-backup.js';
import { inFull } from './published-report.js';
import { inShort } from './published-readme.js';
import type { Results, Verdict } from './results.js';

const README = 'README.md';
const REPORT = 'docs/performance.md';

/**
 * Puts what was measured between the marks `<!-- speed -->` and `<!-- /speed -->` of README and report, and what was
 * measured of backups between those of that name; what was not measured stays as it was.
 */
export function publish(results: Results, verdicts: readonly Verdict[]): void {
  if (results.rows.some(({ size }) => size !== undefined)) {
    replaceBetweenMarks(README, 'speed', inShort(results));
    replaceBetweenMarks(REPORT, 'speed', inFull(results, verdicts));
  }
  const backups = ofBackups(results, verdicts);
  if (backups !== undefined) replaceBetweenMarks(REPORT, 'backup', backups);
  spawnSync('npx', ['prettier', '--write', '--log-level', 'warn', README, REPORT], { stdio: 'inherit' });
}

function replaceBetweenMarks(path: string, mark: string, text: string): void {
  const before = readFileSync(path, 'utf8');
  const [open, close] = [`<!-- ${mark} -->`, `<!-- /${mark} -->`];
  const [start, end] = [before.indexOf(open), before.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`${path} has no place marked ${open}.`);
  writeFileSync(path, [before.slice(0, start) + open, '', text, '', before.slice(end)].join('\n'));
}

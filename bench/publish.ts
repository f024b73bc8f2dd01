import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Results, Row, Verdict } from './results.js';
import { grouped, showResults, table } from './table.js';

const README = 'README.md';
const REPORT = 'docs/performance.md';

/** Puts what was measured between the marks `<!-- speed -->` and `<!-- /speed -->` of README and report. */
export function publish(results: Results, verdicts: readonly Verdict[]): void {
  replaceBetweenMarks(README, inShort(results, verdicts));
  replaceBetweenMarks(REPORT, showResults(results, verdicts));
  spawnSync('npx', ['prettier', '--write', '--log-level', 'warn', README, REPORT], { stdio: 'inherit' });
}

/** Answers a second, a line for each subject and a column for each engine and size. */
export function inShort(results: Results, verdicts: readonly Verdict[]): string {
  const { rows, machine, date, command } = results;
  const columns = [...new Set(rows.flatMap((row) => (row.engine === undefined ? [] : [columnOf(row)])))];
  const subjects = [...new Set(rows.map(({ subject }) => subject))];
  const cell = (subject: string, column: string): string => {
    const row = rows.find(
      (each) => each.subject === subject && (each.engine ? columnOf(each) === column : true),
    );
    return row ? grouped(row.perSecond) : '';
  };
  const met = verdicts.filter(({ isMet }) => isMet).length;
  return [
    `Answers a second, ${date}, \`${command}\`; ${machine}. The program has one core, the load generator another.`,
    '',
    table(
      ['', ...columns],
      subjects.map((subject) => [subject, ...columns.map((column) => cell(subject, column))]),
    ),
    '',
    `${String(met)} of ${String(verdicts.length)} demands are met: see [docs/performance.md](docs/performance.md).`,
  ].join('\n');
}

function columnOf({ engine, size }: Row): string {
  return `${engine === 'postgres' ? 'PostgreSQL' : 'SQLite'}, ${grouped(size ?? 0)}`;
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

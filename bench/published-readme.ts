import type { Dialect } from '../src/storage/engine/database.js';
import { enginesOf, ratioOf, rowOf, sizesOf } from './baselines.js';
import { engineName, grouped, sayNoise, table } from './format.js';
import type { Results } from './results.js';

const FIGURES = [
  ['dashboard, as it was last shown', 'dashboard, all time'],
  ['dashboard, drawn anew', 'dashboard, nothing kept'],
  ['search of two words, never asked before', 'search, two words, nothing kept'],
  ['report of a year', 'report of a year'],
  ['adding an expense', 'add an expense (form)'],
] as const;

/** Five figures that a newcomer can use, at the largest size. */
export function inShort(results: Results): string {
  const { machine, date, command, noise } = results;
  const engines = enginesOf(results);
  const size = sizesOf(results).at(-1);
  const cells = (subject: string) => engines.flatMap((engine) => cellsOf(results, { subject, engine, size }));
  return [
    table(
      [
        `with ${grouped(size ?? 0)} expenses`,
        ...engines.flatMap((engine) => [`${engineName(engine)}, a second`, 'of baseline']),
      ],
      FIGURES.map(([name, subject]) => [name, ...cells(subject)]).filter((line) =>
        line.slice(1).some((cell) => cell !== ''),
      ),
    ),
    '',
    `Baseline of the same run, by processor time: bare Express sending the same bytes; for adding, Express and one bare INSERT. ${date}, \`${command}\`, one core of ${machine}. ${sayNoise(noise)}`,
  ].join('\n');
}

function cellsOf(
  results: Results,
  wanted: { subject: string; engine: Dialect; size: number | undefined },
): [string, string] {
  const row = rowOf(results, wanted);
  if (!row) return ['', ''];
  return [grouped(row.perSecond), ratioOf(results, row)?.toFixed(2) ?? ''];
}

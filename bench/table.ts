import { CONNECTIONS, ratioOf } from './baselines.js';
import { grouped, sayNoise, shortest, table } from './format.js';
import type { Fact, Results, Row, Verdict } from './results.js';

/** Everything that was measured, for the terminal. */
export function showResults(results: Results, verdicts: readonly Verdict[]): string {
  const { machine, date, command, rows, facts, pageBytes, noise } = results;
  return [
    `Measured on ${date} by \`${command}\`: ${machine}.`,
    sayNoise(noise),
    `Bare servers send the ${grouped(pageBytes)} bytes of the dashboard at the smallest size; ${String(CONNECTIONS)} connections unless said.`,
    '',
    table(
      [
        ...['what', 'engine', 'expenses', 'per second', 'of baseline, by CPU'],
        ...['p50 ms', 'p99 ms', 'CPU ms', 'database ms', 'queries'],
      ],
      rows.map((row) => showRow(results, row)),
    ),
    '',
    table(['besides', 'engine', 'expenses', 'figure'], facts.map(showFact)),
    '',
    table(
      ['must', 'engine', 'of', 'found', 'verdict'],
      verdicts.map(({ demand, engine, of, found, isMet }) => [
        demand,
        engine,
        of,
        found,
        isMet ? 'pass' : '**FAIL**',
      ]),
    ),
    countMet(verdicts),
  ].join('\n');
}

export function countMet(verdicts: readonly Verdict[]): string {
  const met = verdicts.filter(({ isMet }) => isMet).length;
  return `${String(met)} of ${String(verdicts.length)} demands are met.`;
}

function showRow(results: Results, row: Row): string[] {
  const { engine, size, perSecond, p50Ms, p99Ms, cpuMs, databaseMs, queries } = row;
  const ratio = ratioOf(results, row);
  return [
    nameOf(row),
    engine ?? '',
    size === undefined ? '' : grouped(size),
    grouped(perSecond),
    ratio === undefined ? '' : ratio.toFixed(2),
    p50Ms.toFixed(1),
    p99Ms.toFixed(1),
    cpuMs.toFixed(2),
    databaseMs === 0 ? '' : databaseMs.toFixed(2),
    queries === undefined ? '' : String(queries),
  ];
}

/** With what is unusual about the line. */
export function nameOf({ subject, connections, faults }: Row): string {
  const notes = [
    ...(connections === CONNECTIONS ? [] : [`${String(connections)} connections`]),
    ...(faults > 0 ? [`${String(faults)} FAULTS`] : []),
  ];
  return notes.length > 0 ? `${subject} (${notes.join(', ')})` : subject;
}

function showFact({ name, engine, size, value, unit }: Fact): string[] {
  return [name, engine ?? '', size === undefined ? '' : grouped(size), `${shortest(value)} ${unit}`.trim()];
}

import type { Dialect } from '../src/storage/engine/database.js';
import { CONNECTIONS, costOf, enginesOf, growthOf, ratioOf, rowOf, sizesOf } from './baselines.js';
import { engineName, grouped, sayNoise, table } from './format.js';
import { FLOODED_WITHOUT_REST, type Results, type Row, type Verdict } from './results.js';
import { countMet, nameOf } from './table.js';

/** What a host can act on: what a core carries, a line for each subject, a line for each demand. */
export function inFull(results: Results, verdicts: readonly Verdict[]): string {
  const { machine, date, command, noise } = results;
  const express = results.rows.find(({ subject }) => subject === 'bare Express');
  return [
    `${date}, \`${command}\`: ${machine}. ${sayNoise(noise)}`,
    '',
    carried(results),
    '',
    `${heading(results)}${express ? `; bare Express: ${grouped(express.perSecond)} a second, ${express.cpuMs.toFixed(2)} ms of CPU` : ''}.`,
    '',
    subjects(results),
    '',
    demands(results, verdicts),
    '',
    [countMet(verdicts), ...notPromised(results)].join(' '),
  ].join('\n');
}

/** What was wanted and is not demanded yet. */
const WANTED: Readonly<Record<Dialect, number>> = { sqlite: 0.25, postgres: 0.15 };

/** A sentence for each thing that the demands are silent about. */
function notPromised(results: Results): string[] {
  const engines = enginesOf(results);
  const size = sizesOf(results).at(-1);
  const drawn = engines.flatMap((engine) => {
    const row = rowOf(results, { subject: 'dashboard, nothing kept', engine, size });
    const ratio = row && ratioOf(results, row);
    return ratio === undefined
      ? []
      : [`${ratio.toFixed(2)} on ${engineName(engine)} (${String(WANTED[engine])} was wanted)`];
  });
  const flooded = engines.flatMap((engine) => {
    const found = results.facts.filter(
      (fact) => fact.name === FLOODED_WITHOUT_REST && fact.engine === engine,
    );
    const most = Math.max(...found.map(({ value }) => value));
    return found.length === 0 ? [] : [`${most.toFixed(1)} times on ${engineName(engine)}`];
  });
  return [
    ...(drawn.length > 0
      ? [`Not among them: a dashboard drawn anew, of bare Express: ${drawn.join(', ')}.`]
      : []),
    ...(flooded.length > 0
      ? [
          `Nor the dashboard's p99 while sixty strangers try passwords without a pause on the same cores: up to ${flooded.join(', ')}.`,
        ]
      : []),
  ];
}

function heading(results: Results): string {
  const [smallest, largest] = [sizesOf(results)[0] ?? 0, sizesOf(results).at(-1) ?? 0];
  const engines = enginesOf(results).map(engineName).join(' · ');
  return `${engines}, ${grouped(largest)} expenses; growth: CPU of what it is with ${grouped(smallest)}; ${String(CONNECTIONS)} connections unless said; CPU of PostgreSQL's own server included`;
}

/** Of ten things that a person does: how often each is what. */
const DAY = [
  { subject: 'dashboard, all time', times: 6 },
  { subject: 'dashboard, nothing kept', times: 3 },
  { subject: 'add an expense (form)', times: 1 },
] as const;
const SECONDS_BETWEEN = 10;
const BUSY = 0.5;
const MACHINES = [
  ['one core like this one', 1],
  ['half as fast (an old laptop, a small rented server)', 0.5],
  ['a fifth as fast (a small board)', 0.2],
] as const;

/** How many people at once one core of a machine carries, by what was measured. */
function carried(results: Results): string {
  const engines = enginesOf(results);
  const people = engines.map((engine) => peopleAtOnce(results, engine));
  if (people.every((count) => count === undefined)) return '';
  return table(
    ['a process on', ...engines.map((engine) => `people at once, ${engineName(engine)}`)],
    MACHINES.map(([name, speed]) => [
      name,
      ...people.map((count) => (count === undefined ? '' : grouped(roundDown(count * speed)))),
    ]),
  );
}

/** Everybody does something every ten seconds, and the core is half busy; undefined when that was not measured. */
export function peopleAtOnce(results: Results, engine: Dialect): number | undefined {
  const size = sizesOf(results).at(-1);
  const rows = DAY.map(({ subject }) => rowOf(results, { subject, engine, size }));
  if (rows.some((row) => !row)) return undefined;
  const times = DAY.reduce((sum, each) => sum + each.times, 0);
  // Adding waits for the disk, so answers a second tell more than processor time.
  const seconds = DAY.reduce((sum, each, index) => sum + each.times / rows[index]!.perSecond, 0) / times;
  return (BUSY / seconds) * SECONDS_BETWEEN;
}

/** 4567 as 4500: no more is known. */
function roundDown(count: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, count))) - 1);
  return Math.floor(count / unit) * unit;
}

/** A line for each subject at the largest size, the engines side by side. */
function subjects(results: Results): string {
  const engines = enginesOf(results);
  const size = sizesOf(results).at(-1);
  const largest = results.rows.filter((row) => row.size === size && !row.subject.startsWith('bare'));
  const names = [...new Set(largest.map(nameOf))];
  return table(
    ['what', 'a second', 'of baseline, by CPU', 'p50 ms', 'p99 ms', 'CPU ms', 'growth'],
    names.map((name) => {
      const rows = engines.map((engine) =>
        largest.find((row) => nameOf(row) === name && row.engine === engine),
      );
      const side = (show: (row: Row) => string) => rows.map((row) => (row ? show(row) : '–')).join(' · ');
      const share = (value: number | undefined) => value?.toFixed(2) ?? '';
      return [
        name,
        side(({ perSecond }) => grouped(perSecond)),
        clean(side((row) => share(ratioOf(results, row)))),
        side(({ p50Ms }) => p50Ms.toFixed(1)),
        side(({ p99Ms }) => p99Ms.toFixed(1)),
        side((row) => costOf(row).toFixed(2)),
        clean(side((row) => share(growthOf(results, row)))),
      ];
    }),
  );
}

/** Nothing at all where no engine has a figure. */
const clean = (cell: string): string => (/\d/.test(cell) ? cell : '');

/** A line for each demand, with the case that came nearest to its limit. */
function demands(results: Results, verdicts: readonly Verdict[]): string {
  const engines = enginesOf(results);
  const all = [...new Set(verdicts.map(({ demand }) => demand))];
  return table(
    ['must be', ...engines.map((engine) => `${engineName(engine)}, the worst`)],
    all.map((demand) => [
      demand,
      ...engines.map((engine) =>
        worst(verdicts.filter((each) => each.demand === demand && each.engine === engine)),
      ),
    ]),
  );
}

function worst(verdicts: readonly Verdict[]): string {
  const [first, ...others] = verdicts;
  if (!first) return '';
  const { found, of, isMet } = others.reduce((a, b) => (b.strain > a.strain ? b : a), first);
  const figure = found.replace(/ \(.*$/, '');
  const where = verdicts.length > 1 && of !== '' ? ` (${of})` : '';
  return `${isMet ? figure : `**${figure}**`}${where}`;
}

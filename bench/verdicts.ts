import type { Dialect } from '../src/storage/engine/database.js';
import { baselineOf, costOf, enginesOf, ratioOf, rowOf, sizesOf } from './baselines.js';
import { grouped } from './format.js';
import {
  AFTER_ADDING,
  AFTER_ADDING_CPU,
  FLOODED,
  GERMAN_OF_ENGLISH,
  type Results,
  type Row,
  type Verdict,
} from './results.js';

/** One figure that is held to the limit. */
interface Case {
  readonly of: string;
  readonly value: number;
  /** How it came about, for whom it surprises. */
  readonly note?: string;
}

interface Demand {
  readonly must: string;
  /** One of the two. */
  readonly most?: number;
  readonly least?: number;
  readonly unit?: string;
  readonly cases: (results: Results, engine: Dialect) => Case[];
}

const KEPT = ['dashboard, all time', 'dashboard, this year'];
const PAGES = [...KEPT, 'report of a year', 'budgets of a month', 'changes'];
const DRAWN_ANEW = [
  'dashboard, nothing kept',
  'dashboard, one category, nothing kept',
  'dashboard, a tag of half, nothing kept',
];
const SEARCHES = ['search, two words, nothing kept', 'search, some 300, nothing kept'];
const ADDING = ['add an expense (form)', 'add an expense (API)'];

/** What the figures must show, as ratios of one run: each of every engine, size and subject that was measured. */
const DEMANDS: readonly Demand[] = [
  {
    must: 'a kept dashboard, by CPU of bare Express',
    least: 0.2,
    cases: (results, engine) => sharesByCpu(results, engine, KEPT),
  },
  { must: AFTER_ADDING, least: 0.25, cases: drawnAfterAdding('sqlite') },
  { must: AFTER_ADDING, least: 0.15, cases: drawnAfterAdding('postgres') },
  {
    must: 'adding an expense, of a bare INSERT',
    least: 0.5,
    cases: (results, engine) => shares(results, engine, ADDING),
  },
  {
    must: 'CPU of a page with 1 000 000 expenses, of with 1 000',
    most: 1.15,
    cases: (results, engine) => growth(results, engine, PAGES),
  },
  {
    // A thousand expenses leave half of ten years' months empty in each category: that many more sums are read. And what a
    // search finds among a million lies scattered, where a thousand are always in SQLite's 10 MB of pages.
    must: 'CPU of a page drawn anew with 1 000 000 expenses, of with 1 000',
    most: 1.5,
    cases: (results, engine) => growth(results, engine, [...DRAWN_ANEW, ...SEARCHES]),
  },
  {
    must: 'CPU of a dashboard after an added expense with 1 000 000, of with 1 000',
    most: 1.15,
    cases: afterAddingGrowth,
  },
  { must: 'CPU of a search of two words, of one word', most: 1.1, cases: twoWords },
  fact(GERMAN_OF_ENGLISH, { most: 1.1 }),
  {
    must: 'p99 of adding an expense, 200 connections, of its median',
    most: 3,
    cases: (results, engine) => evenness(results, engine, 200, ADDING),
  },
  fact('search, a tenth matches: one answer', { most: 50, unit: 'ms' }),
  fact(FLOODED, { most: 4, unit: '×' }),
  fact('resident memory after all', { most: 150, unit: 'MiB', only: 'sqlite' }),
  fact('memory gained by paging through all', { most: 30, unit: 'MiB', only: 'sqlite' }),
  fact('twenty writers: errors and lost expenses', { most: 0 }),
  fact('invariants broken (npm run doctor)', { most: 0 }),
  fact('backup: acknowledged before it and missing', { most: 0 }),
  fact('backup: adds refused', { most: 0 }),
  fact('backup: p99 of adds', { most: 100, unit: 'ms' }),
  fact('import: read and checked', { most: 5, unit: 's' }),
  fact('import: committed', { most: 15, unit: 's' }),
  fact('import: read and checked, p99 of others', { most: 100, unit: 'ms' }),
  fact('import: committed, p99 of others', { most: 100, unit: 'ms' }),
  fact('import: read and checked, growth', { most: 100, unit: 'MiB' }),
  fact('import: committed, growth', { most: 100, unit: 'MiB' }),
  fact('import: taken back, p99 of others', { most: 100, unit: 'ms' }),
];

/** What was found of each demand, engine by engine; nothing of what was not measured. */
export function judge(results: Results): Verdict[] {
  return enginesOf(results).flatMap((engine) =>
    DEMANDS.flatMap((demand) =>
      demand.cases(results, engine).map((found) => verdictOf(demand, engine, found)),
    ),
  );
}

function verdictOf(demand: Demand, engine: Dialect, { of, value, note }: Case): Verdict {
  const { most, least, unit = '' } = demand;
  const strain = least === undefined ? strainOf(value, most!) : least / value;
  const limit = least === undefined ? `≤ ${String(most)}` : `≥ ${String(least)}`;
  const isCount = most === 0;
  const shown = isCount ? grouped(value) : value.toFixed(value < 10 ? 2 : 1);
  return {
    demand: `${demand.must} ${limit} ${unit}`.trim(),
    engine,
    of,
    found: note === undefined ? shown : `${shown} (${note})`,
    strain,
    isMet: strain <= 1,
  };
}

function strainOf(value: number, most: number): number {
  if (most > 0) return value / most;
  return value <= 0 ? 0 : Number.POSITIVE_INFINITY;
}

const at = (subject: string, size = 0) => `${subject}, ${grouped(size)}`;

/** Answers a second of those of the baseline, at each size. */
function shares(results: Results, engine: Dialect, subjects: readonly string[]): Case[] {
  return eachSize(results, engine, subjects).flatMap((row) => {
    const baseline = baselineOf(results, row);
    if (!baseline) return [];
    // Processor time tells whether it is the program or the rest of the machine that was slow.
    const note = `by CPU ${(costOf(baseline) / costOf(row)).toFixed(2)}`;
    return [{ of: at(row.subject, row.size), value: row.perSecond / baseline.perSecond, note }];
  });
}

function sharesByCpu(results: Results, engine: Dialect, subjects: readonly string[]): Case[] {
  return eachSize(results, engine, subjects).flatMap((row) => {
    const value = ratioOf(results, row);
    return value === undefined ? [] : [{ of: at(row.subject, row.size), value }];
  });
}

/** What an answer costs at a million, of what it costs at a thousand. */
function growth(results: Results, engine: Dialect, subjects: readonly string[]): Case[] {
  return subjects.flatMap((subject) => {
    const small = rowOf(results, { subject, engine, size: 1_000 });
    const large = rowOf(results, { subject, engine, size: 1_000_000 });
    return small && large ? [{ of: subject, value: costOf(large) / costOf(small) }] : [];
  });
}

function drawnAfterAdding(on: Dialect): Demand['cases'] {
  return (results, engine) => (on === engine ? factsOf(results, AFTER_ADDING, engine) : []);
}

function afterAddingGrowth(results: Results, engine: Dialect): Case[] {
  const costs = results.facts.filter((each) => each.name === AFTER_ADDING_CPU && each.engine === engine);
  const [small, large] = [1_000, 1_000_000].map((size) => costs.find((each) => each.size === size));
  return small && large ? [{ of: '', value: large.value / small.value }] : [];
}

function twoWords(results: Results, engine: Dialect): Case[] {
  return eachSize(results, engine, [SEARCHES[0]!]).flatMap((two) => {
    const one = rowOf(results, { ...two, subject: SEARCHES[1]! });
    return one ? [{ of: grouped(two.size ?? 0), value: costOf(two) / costOf(one) }] : [];
  });
}

/** How much longer the slowest of a hundred take than usual; with many connections most of that is waiting in line. */
function evenness(
  { rows }: Results,
  engine: Dialect,
  connections: number,
  subjects: readonly string[],
): Case[] {
  return rows
    .filter(
      (row) => row.engine === engine && row.connections === connections && subjects.includes(row.subject),
    )
    .map((row) => ({
      of: at(row.subject, row.size),
      value: row.p99Ms / row.p50Ms,
      note: `p50 ${row.p50Ms.toFixed(1)} ms, of it work ${costOf(row).toFixed(1)}`,
    }));
}

function eachSize(results: Results, engine: Dialect, subjects: readonly string[]): Row[] {
  return subjects.flatMap((subject) =>
    sizesOf(results).flatMap((size) => rowOf(results, { subject, engine, size }) ?? []),
  );
}

/** A fact of a run by its name; memory is promised for SQLite, where the database is part of the process. */
function fact(name: string, { only, ...limit }: { most: number; unit?: string; only?: Dialect }): Demand {
  return {
    must: name,
    ...limit,
    cases: (results, engine) => ((only ?? engine) === engine ? factsOf(results, name, engine) : []),
  };
}

function factsOf({ facts }: Results, name: string, engine: Dialect): Case[] {
  return facts
    .filter((each) => each.name === name && each.engine === engine)
    .map(({ size, value }) => ({ of: size === undefined ? '' : grouped(size), value }));
}

import type { Dialect } from '../src/storage/engine/database.js';
import type { Fact, Results, Row, Verdict } from './results.js';

const SMALL = 1_000;
const LARGE = 1_000_000;

/** What the figures must show, as ratios of one run; a demand is left out when its figures were not measured. */
export function judge(results: Results): Verdict[] {
  const engines = [...new Set(results.rows.flatMap(({ engine }) => (engine ? [engine] : [])))];
  return engines.flatMap((engine) => [
    ...againstBareExpress(results, engine),
    ...againstItself(results, engine),
    ...adding(results, engine),
    ...evenness(results, engine),
    ...facts(results, engine),
  ]);
}

function rowOf({ rows }: Results, subject: string, engine?: Dialect, size?: number): Row | undefined {
  return rows.find((row) => row.subject === subject && row.engine === engine && row.size === size);
}

function ratio(demand: string, least: number, a: Row | undefined, b: Row | undefined): Verdict[] {
  if (!a || !b) return [];
  const found = a.perSecond / b.perSecond;
  // Processor time tells whether it is the program or the rest of the machine that was slow.
  const byCpu = b.cpuMs / a.cpuMs;
  return [
    {
      demand: `${demand} ≥ ${String(least)}`,
      found: `${found.toFixed(2)} (by CPU ${byCpu.toFixed(2)})`,
      isMet: found >= least,
    },
  ];
}

function againstBareExpress(results: Results, engine: Dialect): Verdict[] {
  const express = rowOf(results, 'bare Express');
  return ['dashboard, all time', 'dashboard, this month', 'dashboard, nothing kept'].flatMap((subject) =>
    ratio(
      `${engine}: ${subject} at 1 000, of bare Express`,
      0.2,
      rowOf(results, subject, engine, SMALL),
      express,
    ),
  );
}

/** The pages at a million, as shares of their own speed at a thousand. */
function againstItself(results: Results, engine: Dialect): Verdict[] {
  const demands = [
    ['dashboard, this month', 0.9],
    ['dashboard, all time', 0.8],
    ['dashboard, nothing kept', 0.8],
    ['dashboard, one category', 0.8],
    ['search, some 300 matches', 0.8],
    ['search, some 300, nothing kept', 0.8],
    ['search, up to 1 000 matches', 0.8],
    ['report of a year', 0.8],
  ] as const;
  return demands.flatMap(([subject, least]) =>
    ratio(
      `${engine}: ${subject} at 1 000 000, of itself at 1 000`,
      least,
      rowOf(results, subject, engine, LARGE),
      rowOf(results, subject, engine, SMALL),
    ),
  );
}

function adding(results: Results, engine: Dialect): Verdict[] {
  const sizes = [...new Set(results.rows.flatMap(({ size }) => (size === undefined ? [] : [size])))];
  return sizes.flatMap((size) =>
    [
      ['add an expense (form)', 'bare INSERT (form)'],
      ['add an expense (API)', 'bare INSERT (JSON)'],
    ].flatMap(([subject, bare]) =>
      ratio(
        `${engine}: ${subject!} at ${String(size)}, of ${bare!}`,
        0.5,
        rowOf(results, subject!, engine, size),
        rowOf(results, bare!, engine, size),
      ),
    ),
  );
}

const UNEVEN_MAX = 4;

function evenness({ rows }: Results, engine: Dialect): Verdict[] {
  return rows
    .filter(
      (row) => row.engine === engine && row.connections === 16 && !/^(add|bare|log in)/.test(row.subject),
    )
    .map((row) => {
      const found = row.p99Ms / row.p50Ms;
      const demand = `${engine}: ${row.subject} at ${String(row.size)}: p99 ≤ ${String(UNEVEN_MAX)} × median`;
      return { demand, found: found.toFixed(1), isMet: found <= UNEVEN_MAX };
    });
}

const LIMITS: Readonly<Record<string, number>> = {
  'search, a tenth matches: one answer': 50,
  'dashboard p99 during a login flood, of its quiet value': 4,
  'resident memory after all': 150,
  'memory gained by paging through all': 30,
  'twenty writers: errors and lost expenses': 0,
  'import: read and checked': 5,
  'import: read and checked, p99 of others': 100,
  'import: committed': 15,
  'import: committed, p99 of others': 100,
  'import: taken back, p99 of others': 100,
};

/** Memory is promised for SQLite, where the database is part of the process. */
function facts({ facts: all }: Results, engine: Dialect): Verdict[] {
  return all.flatMap((fact: Fact) => {
    const most = LIMITS[fact.name];
    if (fact.engine !== engine || most === undefined) return [];
    if (fact.name.includes('memory') && engine !== 'sqlite') return [];
    const size = fact.size === undefined ? '' : ` at ${String(fact.size)}`;
    const demand = `${engine}: ${fact.name}${size} ≤ ${String(most)} ${fact.unit}`.trim();
    return [{ demand, found: fact.value.toFixed(1), isMet: fact.value <= most }];
  });
}

import { describe, expect, test } from 'vitest';
import { madeRow as row } from './made-row.js';
import { median } from './load.js';
import { percentile } from './percentile.js';
import { noiseOf, ratioOf } from './baselines.js';
import type { Fact, Results, Row } from './results.js';
import { showResults } from './table.js';
import { judge } from './verdicts.js';

const small = { engine: 'sqlite', size: 1_000 } as const;
const large = { engine: 'sqlite', size: 1_000_000 } as const;

const results = (rows: readonly Row[], facts: readonly Fact[] = []): Results => ({
  machine: 'a machine',
  date: '2026-01-01',
  command: 'npm run bench',
  pageBytes: 17_000,
  rows,
  facts,
});

/** What was found of a demand that begins so. */
const found = (demand: string, rows: readonly Row[], facts?: readonly Fact[]) =>
  judge(results(rows, facts))
    .filter((each) => each.demand.startsWith(demand))
    .map(({ isMet, engine, of, found: figure }) => `${isMet ? 'met' : 'unmet'}: ${engine}, ${of}: ${figure}`);

describe('the demands', () => {
  test('compare a kept dashboard with bare Express', () => {
    const demand = 'a kept dashboard, by CPU of bare Express ≥ 0.2';
    const dashboard = (perSecond: number) => [
      row('bare Express', 1000),
      row('dashboard, all time', perSecond, small),
    ];
    expect(found(demand, dashboard(200))).toEqual(['met: sqlite, dashboard, all time, 1 000: 0.20']);
    expect(found(demand, dashboard(199))[0]).toMatch(/^unmet/);
  });

  test('compare what a page costs at a million with itself at a thousand, the database included', () => {
    const page = (of: typeof small | typeof large, cpuMs: number, databaseMs = 0) =>
      row('changes', 100, { ...of, cpuMs, databaseMs });
    const demand = 'CPU of a page with 1 000 000 expenses, of with 1 000 ≤ 1.15';
    expect(found(demand, [page(small, 1), page(large, 1.15)])).toEqual(['met: sqlite, changes: 1.15']);
    expect(found(demand, [page(small, 1), page(large, 1.16)])).toEqual(['unmet: sqlite, changes: 1.16']);
    expect(found(demand, [page(small, 1, 1), page(large, 1, 2)])).toEqual(['unmet: sqlite, changes: 1.50']);
  });

  test('compare a search of two words with one of one', () => {
    const search = (words: string, cpuMs: number) =>
      row(`search, ${words}, nothing kept`, 100, { ...large, cpuMs });
    const demand = 'CPU of a search of two words, of one word ≤ 1.1';
    expect(found(demand, [search('some 300', 2), search('two words', 2.2)])).toEqual([
      'met: sqlite, 1 000 000: 1.10',
    ]);
    expect(found(demand, [search('some 300', 2), search('two words', 2.3)])).toEqual([
      'unmet: sqlite, 1 000 000: 1.15',
    ]);
  });

  test('compare adding with the bare INSERT, size by size', () => {
    const rows = [
      row('add an expense (API)', 400, large),
      row('bare INSERT (JSON)', 1000, large),
      row('add an expense (API)', 500, small),
      row('bare INSERT (JSON)', 1000, small),
    ];
    expect(found('adding an expense, of a bare INSERT ≥ 0.5', rows)).toEqual([
      'met: sqlite, add an expense (API), 1 000: 0.50 (by CPU 0.50)',
      'unmet: sqlite, add an expense (API), 1 000 000: 0.40 (by CPU 0.40)',
    ]);
  });

  test('let a page that is drawn anew read more sums in a book that holds more', () => {
    const page = (of: typeof small | typeof large, cpuMs: number) =>
      row('dashboard, nothing kept', 100, { ...of, cpuMs });
    const demand = 'CPU of a page drawn anew with 1 000 000 expenses, of with 1 000 ≤ 1.5';
    expect(found(demand, [page(small, 1), page(large, 1.5)])[0]).toMatch(/^met/);
    expect(found(demand, [page(small, 1), page(large, 1.51)])[0]).toMatch(/^unmet/);
    expect(found('CPU of a page with', [page(small, 1), page(large, 9)])).toEqual([]);
  });

  test('want adding even with many connections, work told apart from waiting in line', () => {
    const demand = 'p99 of adding an expense, 200 connections, of its median ≤ 3';
    const add = (more: Partial<Row>) => [
      row('add an expense (form)', 10, { ...small, cpuMs: 1, connections: 200, p50Ms: 40, ...more }),
    ];
    expect(found(demand, add({ p99Ms: 120 }))).toEqual([
      'met: sqlite, add an expense (form), 1 000: 3.00 (p50 40.0 ms, of it work 1.0)',
    ]);
    expect(found(demand, add({ p99Ms: 124 }))[0]).toMatch(/^unmet/);
    expect(found(demand, add({ p99Ms: 124, connections: 16 }))).toEqual([]);
  });

  test('limit memory on SQLite, where the database is part of the process', () => {
    const memory = (engine: 'sqlite' | 'postgres'): Fact => ({
      ...{ name: 'resident memory after all', engine, size: 1_000 },
      ...{ value: 151, unit: 'MiB' },
    });
    const add = (engine: 'sqlite' | 'postgres') => row('add', 1, { engine });
    const demand = 'resident memory after all ≤ 150 MiB';
    expect(found(demand, [add('sqlite')], [memory('sqlite')])).toEqual(['unmet: sqlite, 1 000: 151.0']);
    expect(found(demand, [add('postgres')], [memory('postgres')])).toEqual([]);
  });

  test('let nothing be lost, broken or dearer in another language', () => {
    const fact = (name: string, value: number): Fact => ({ name, value, unit: '', ...small });
    const facts = [
      fact('invariants broken (npm run doctor)', 1),
      fact('twenty writers: errors and lost expenses', 0),
      fact('dashboard, nothing kept: in German, of in English', 1.2),
    ];
    expect(found('', [row('changes', 1, small)], facts)).toEqual([
      'unmet: sqlite, 1 000: 1.20',
      'met: sqlite, 1 000: 0',
      'unmet: sqlite, 1 000: 1',
    ]);
  });

  test('say nothing of what was not measured', () => {
    expect(found('', [row('bare Express', 1000)])).toEqual([]);
  });
});

describe('figures', () => {
  test('of rounds are medians, figure by figure', () => {
    const rounds = [row('x', 100, { p99Ms: 9 }), row('x', 300, { p99Ms: 3 }), row('x', 200, { p99Ms: 50 })];
    expect(median(rounds)).toMatchObject({ perSecond: 200, p99Ms: 9, requests: 300 });
    expect(median(rounds.slice(0, 2))).toMatchObject({ perSecond: 200, p99Ms: 6 });
  });

  test('have percentiles', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    expect([
      percentile(hundred, 50),
      percentile(hundred, 99),
      percentile([7], 99),
      percentile([], 50),
    ]).toEqual([51, 100, 7, 0]);
  });

  test('are ratios to a baseline of the same run: the bare INSERT of the same database, bare Express, or none', () => {
    const all = results([
      row('bare Express', 1000),
      row('bare INSERT (form)', 100, small),
      row('bare INSERT (form)', 200, large),
      row('add an expense (form)', 50, large),
      row('changes', 250, large),
      row('log in (API)', 4, { ...large, connections: 2 }),
    ]);
    expect(all.rows.map((each) => ratioOf(all, each))).toEqual([
      ...[undefined, undefined, undefined],
      ...[0.25, 0.25, undefined],
    ]);
  });

  test('tell their noise: how far two measurements of the same were apart', () => {
    const all = results([
      row('bare Express', 1020, { cpuMs: 1 }),
      row('bare Express, again', 980, { cpuMs: 1 }),
    ]);
    expect(noiseOf(all)).toEqual({ perSecond: 0.04, cpu: 0 });
    expect(noiseOf(results([row('bare Express', 1000)]))).toBeUndefined();
    expect(showResults({ ...all, noise: noiseOf(all) }, [])).toContain(
      'Noise: two measurements of the same (bare Express) were 4.0 % apart, by CPU 0.0 %.',
    );
  });

  test('are shown as a table with a line that counts the demands met', () => {
    const all = results([
      row('bare Express', 1234),
      row('dashboard, all time', 617, { ...small, queries: 4, databaseMs: 0.25 }),
    ]);
    const shown = showResults(all, judge(all));
    expect(shown).toMatch(
      /\| dashboard, all time +\| sqlite \| +1 000 \| +617 \| +0\.43 \| +2\.0 \| +5\.0 \| +1\.62 \| +0\.25 \| +4 \|/,
    );
    expect(shown).toMatch(/\| +0\.43 +\| pass +\|/);
    expect(shown).toMatch(/1 of 1 demands are met\.$/);
  });

  test('that come from wrong answers say so', () => {
    const all = results([row('log in (API)', 5, { ...small, connections: 2, faults: 3 })]);
    expect(showResults(all, [])).toContain('log in (API) (2 connections, 3 FAULTS)');
  });
});

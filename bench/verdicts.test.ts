import { describe, expect, test } from 'vitest';
import { median, percentile } from './load.js';
import { inShort } from './publish.js';
import type { Fact, Results, Row } from './results.js';
import { showResults } from './table.js';
import { judge } from './verdicts.js';

const row = (subject: string, perSecond: number, more: Partial<Row> = {}): Row => ({
  subject,
  perSecond,
  p50Ms: 2,
  p99Ms: 5,
  cpuMs: 1000 / perSecond,
  requests: 100,
  faults: 0,
  connections: 16,
  ...more,
});
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

const found = (rows: readonly Row[], facts?: readonly Fact[]) =>
  judge(results(rows, facts)).map(({ demand, isMet }) => `${isMet ? 'met' : 'unmet'}: ${demand}`);

describe('the demands', () => {
  test('compare the dashboard with bare Express', () => {
    const demand = 'sqlite: dashboard, all time at 1 000, of bare Express ≥ 0.2';
    expect(found([row('bare Express', 1000), row('dashboard, all time', 200, small)])).toContain(
      `met: ${demand}`,
    );
    expect(found([row('bare Express', 1000), row('dashboard, all time', 199, small)])).toContain(
      `unmet: ${demand}`,
    );
  });

  test('compare a page at a million with itself at a thousand', () => {
    const page = (of: typeof small | typeof large, perSecond: number) =>
      row('dashboard, this month', perSecond, of);
    const demand = 'sqlite: dashboard, this month at 1 000 000, of itself at 1 000 ≥ 0.9';
    expect(found([page(small, 1000), page(large, 900)])).toContain(`met: ${demand}`);
    expect(found([page(small, 1000), page(large, 890)])).toContain(`unmet: ${demand}`);
  });

  test('compare adding with the bare INSERT, size by size', () => {
    const rows = [row('add an expense (API)', 400, large), row('bare INSERT (JSON)', 1000, large)];
    expect(found(rows)).toContain(
      'unmet: sqlite: add an expense (API) at 1000000, of bare INSERT (JSON) ≥ 0.5',
    );
  });

  test('want each page even under load', () => {
    const demand = 'sqlite: report of a year at 1000: p99 ≤ 4 × median';
    expect(found([row('report of a year', 10, { ...small, p99Ms: 8 })])).toEqual([`met: ${demand}`]);
    expect(found([row('report of a year', 10, { ...small, p99Ms: 8.1 })])).toEqual([`unmet: ${demand}`]);
  });

  test('limit memory on SQLite, where the database is part of the process', () => {
    const memory = (engine: 'sqlite' | 'postgres'): Fact => ({
      name: 'resident memory after all',
      engine,
      value: 151,
      unit: 'MiB',
    });
    const add = (engine: 'sqlite' | 'postgres') => row('add', 1, { engine });
    expect(found([add('sqlite')], [memory('sqlite')])).toEqual([
      'unmet: sqlite: resident memory after all ≤ 150 MiB',
    ]);
    expect(found([add('postgres')], [memory('postgres')])).toEqual([]);
  });

  test('say nothing of what was not measured', () => {
    expect(found([row('bare Express', 1000)])).toEqual([]);
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

  test('are shown as a table with a line that counts the demands met', () => {
    const all = results([
      row('bare Express', 1234),
      row('dashboard, all time', 617, { ...small, queries: 4 }),
    ]);
    const shown = showResults(all, judge(all));
    expect(shown).toMatch(
      /\| dashboard, all time +\| sqlite \| +1 000 \| +617 \| +2\.0 \| +5\.0 \| +1\.62 \| +4 \|/,
    );
    expect(shown).toMatch(/\| 0\.50 \(by CPU 0\.50\) +\| pass +\|/);
    expect(shown).toMatch(/2 of 2 demands are met\.$/);
  });

  test('are told in short by engine and size', () => {
    const rows = [
      row('bare Express', 1234),
      row('dashboard, all time', 617, small),
      row('dashboard, all time', 600, large),
    ];
    const short = inShort(results(rows), judge(results(rows)));
    expect(short).toContain('| SQLite, 1 000 | SQLite, 1 000 000 |');
    expect(short).toMatch(/\| bare Express +\| +1 234 \| +1 234 \|/);
    expect(short).toMatch(/\| dashboard, all time \| +617 \| +600 \|/);
  });

  test('that come from wrong answers say so', () => {
    const all = results([row('log in (API)', 5, { ...small, connections: 2, faults: 3 })]);
    expect(showResults(all, [])).toContain('log in (API) (2 connections, 3 FAULTS)');
  });
});

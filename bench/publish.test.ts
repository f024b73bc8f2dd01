import { describe, expect, test } from 'vitest';
import { madeRow as row } from './made-row.js';
import { ofBackups } from './published-backup.js';
import { inShort } from './published-readme.js';
import { inFull, peopleAtOnce } from './published-report.js';
import { FLOODED_WITHOUT_REST, type Results } from './results.js';
import { judge } from './verdicts.js';

const LARGE = 1_000_000;
const of = (engine: 'sqlite' | 'postgres', size = LARGE) => ({ engine, size });

const RESULTS: Results = {
  machine: 'a machine',
  date: '2026-01-01',
  command: 'npm run bench',
  pageBytes: 17_000,
  noise: { perSecond: 0.04, cpu: 0.012 },
  facts: [],
  rows: [
    row('bare Express', 4000),
    row('bare Express, again', 4100),
    row('dashboard, all time', 2500, of('sqlite', 1_000)),
    row('dashboard, all time', 2000, of('sqlite')),
    row('dashboard, all time', 1000, { ...of('postgres'), cpuMs: 0.7, databaseMs: 0.3 }),
    row('dashboard, nothing kept', 500, of('sqlite')),
    row('dashboard, nothing kept', 480, { ...of('sqlite'), connections: 200 }),
    row('search, two words, nothing kept', 400, of('sqlite')),
    row('report of a year', 3000, of('sqlite')),
    row('bare INSERT (form)', 1200, of('sqlite')),
    row('add an expense (form)', 600, of('sqlite')),
  ],
};

describe('the README', () => {
  const short = inShort(RESULTS);

  test('has five figures, of the largest size, engines side by side, each beside its baseline', () => {
    const [head, , ...lines] = short.split('\n\n')[0]!.split('\n');
    expect(head).toMatch(
      /\| with 1 000 000 expenses +\| SQLite, a second \| of baseline \| PostgreSQL, a second \| of baseline \|/,
    );
    expect(lines).toHaveLength(5);
    expect(short).toMatch(/\| dashboard, as it was last shown +\| +2 000 \| +0\.50 \| +1 000 \| +0\.25 \|/);
    expect(short).toMatch(/\| dashboard, drawn anew +\| +500 \| +0\.13 \| +\| +\|/);
    expect(short).toMatch(/\| adding an expense +\| +600 \| +0\.50 \| +\| +\|/);
  });

  test('says when, by which command, on which machine and how sure', () => {
    expect(short).toMatch(
      /2026-01-01, `npm run bench`, one core of a machine\. Noise: two measurements of the same \(bare Express\) were 4\.0 % apart, by CPU 1\.2 %\.$/,
    );
  });
});

describe('the report', () => {
  const full = inFull(RESULTS, judge(RESULTS));

  test('has a line for each subject, engines side by side, with what it has grown by', () => {
    expect(full).toMatch(
      /\| dashboard, all time +\| 2 000 · 1 000 +\| 0\.50 · 0\.25 +\| 2\.0 · 2\.0 +\| 5\.0 · 5\.0 +\| 0\.50 · 1\.00 +\| 1\.25 · +\|/,
    );
    expect(full).toMatch(/\| dashboard, nothing kept \(200 connections\) +\| 480 · – +\|/);
    expect(full).not.toMatch(/\| bare/);
  });

  test('has a line for each demand with the case that came nearest to its limit, in bold where it was broken', () => {
    const kept = full.split('\n').filter((line) => line.includes('a kept dashboard'));
    expect(kept).toHaveLength(1);
    expect(kept[0]).toMatch(/≥ 0\.2 +\| 0\.50 \(dashboard, all time, 1 000 000\) +\| +0\.25 +\|/);
    const broken = { demand: 'x ≤ 1', engine: 'sqlite', of: 'a', found: '2 (why)', strain: 2, isMet: false };
    const passed = { ...broken, of: 'b', found: '1', strain: 1, isMet: true };
    const said = inFull(RESULTS, [passed, broken] as const as never);
    expect(said).toMatch(/\| x ≤ 1 +\| \*\*2\*\* \(a\) +\|/);
    expect(said).toMatch(/1 of 2 demands are met\./);
  });

  test('says what is not demanded: how dear a page drawn anew is, and what strangers do who never rest', () => {
    expect(full).toMatch(/a dashboard drawn anew, of bare Express: 0\.13 on SQLite \(0\.25 was wanted\)\.$/);
    const flood = (value: number) => ({ name: FLOODED_WITHOUT_REST, value, unit: '×', ...of('sqlite') });
    const flooded = inFull({ ...RESULTS, facts: [flood(5.2), flood(9.9)] }, []);
    expect(flooded).toMatch(/without a pause on the same cores: up to 9\.9 times on SQLite\.$/);
  });

  test('says how many people one core carries: six kept pages, three drawn anew and one added of ten, half busy', () => {
    const seconds = (6 / 2000 + 3 / 500 + 1 / 600) / 10;
    expect(peopleAtOnce(RESULTS, 'sqlite')).toBeCloseTo((0.5 / seconds) * 10);
    expect(peopleAtOnce(RESULTS, 'postgres')).toBeUndefined();
    expect(full).toMatch(/\| one core like this one +\| +4 600 +\|/);
    expect(full).toMatch(/\| half as fast [^|]*\| +2 300 +\|/);
  });
});

describe('the table of backups', () => {
  const fact = (name: string, value: number, unit: string, size = LARGE) => ({
    ...of('sqlite', size),
    ...{ name: `backup: ${name}`, value, unit },
  });
  const measured = {
    ...RESULTS,
    // As with --only backup: nothing else was measured of an engine.
    rows: [row('bare Express', 4000)],
    facts: [
      fact('made and verified', 4, 's', 1_000),
      fact('made and verified', 61.25, 's'),
      fact('acknowledged before it and missing', 0, ''),
      fact('p99 of adds', 130, 'ms'),
    ],
  };

  test('has the figures of the largest size beside what is demanded, in bold where that is broken', () => {
    const text = ofBackups(measured, judge(measured));
    expect(text).toMatch(
      /^2026-01-01, `npm run bench`, 1 000 000 expenses, 50 more a second meanwhile: a machine\.$/m,
    );
    expect(text).toMatch(/\| made and verified +\| 61\.3 s +\| +\|/);
    expect(text).toMatch(/\| acknowledged before it and missing +\| 0 +\| ≤ 0 +\|/);
    expect(text).toMatch(/\| p99 of adds +\| \*\*130 ms\*\* +\| ≤ 100 ms +\|/);
  });

  test('is left out where no backup was made', () => {
    expect(ofBackups(RESULTS, judge(RESULTS))).toBeUndefined();
  });
});

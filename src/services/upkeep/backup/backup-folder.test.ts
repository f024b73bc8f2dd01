import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BackupFolder } from './backup-folder.js';

const DAY_MS = 86_400_000;
const NOW = new Date('2026-03-10T10:00:00Z');
const good = (day: string) => `outlay-2026-03-${day}T03-04-05Z.jsonl.gz`;
const bad = (day: string) => `${good(day)}.bad`;
const at = (day: string) => `2026-03-${day}T03:04:05.000Z`;

describe('the folder of backups', () => {
  let dir: string;
  let folder: BackupFolder;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'outlay-folder-'));
    folder = new BackupFolder(dir);
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));
  const put = (...names: string[]) => {
    for (const name of names) writeFileSync(join(dir, name), '');
  };

  it.each<[string, string[], string | null, string | null]>([
    ['nothing', [], null, null],
    ['the newest good one', [good('01'), good('03'), good('02')], at('03'), null],
    ['one that failed, and none before', [bad('02'), bad('01')], null, at('02')],
    ['one that failed since', [good('01'), bad('02')], at('01'), at('02')],
    ['none that failed before a good one', [bad('01'), good('02')], at('02'), null],
    [
      'nothing by other names',
      [
        `x${good('01')}`,
        `${good('01')}.old`,
        `x${bad('01')}`,
        `${bad('01')}.old`,
        `${good('01')}.unverified`,
      ],
      null,
      null,
    ],
  ])('tells of %s', (_, names, lastVerifiedAt, failedAt) => {
    put(...names);
    expect(folder.state()).toEqual({ lastVerifiedAt, failedAt });
  });

  it('is empty where there is none', async () => {
    const nowhere = new BackupFolder(join(dir, 'nowhere'));
    expect(nowhere.state()).toEqual({ lastVerifiedAt: null, failedAt: null });
    expect(await nowhere.thin({ days: 1, weeks: 0, months: 0 })).toBe(0);
    await nowhere.clear(NOW);
  });

  it('keeps what the rule says, what failed since, and what is none of its files', async () => {
    put(good('01'), good('02'), good('03'), bad('02'), bad('04'), 'mine.txt');
    expect(await folder.thin({ days: 2, weeks: 0, months: 0 })).toBe(2);
    expect(readdirSync(dir).sort()).toEqual(['mine.txt', good('02'), good('03'), bad('04')].sort());
  });

  it('keeps what failed as long as nothing is good', async () => {
    put(bad('01'), bad('02'));
    expect(await folder.thin({ days: 2, weeks: 0, months: 0 })).toBe(0);
    expect(readdirSync(dir)).toHaveLength(2);
  });

  it('loses what a process left that was killed more than a day ago', async () => {
    const left = (name: string, days: number) => {
      const path = join(dir, name);
      if (name.startsWith('verify')) mkdirSync(join(path, 'deep'), { recursive: true });
      else writeFileSync(path, '');
      const then = new Date(NOW.getTime() - days * DAY_MS);
      utimesSync(path, then, then);
    };
    const kept = [
      good('01'),
      bad('01'),
      'verify-toolong',
      'my-verify-abcdef',
      'mine.part',
      `${good('02')}.party`,
    ];
    for (const name of kept) left(name, 9);
    for (const name of [`${good('03')}.part`, 'verify-ghijkl']) left(name, 1);
    for (const name of [`${good('02')}.7.part`, `${good('02')}.unverified`, 'verify-abcdef'])
      left(name, 1.001);
    await folder.clear(NOW);
    expect(readdirSync(dir).sort()).toEqual([...kept, `${good('03')}.part`, 'verify-ghijkl'].sort());
  });

  it('sets aside what failed, by its instant', async () => {
    put('x.unverified');
    await folder.setAside(join(dir, 'x.unverified'), '2026-03-02T03:04:05.678Z');
    expect(folder.fileOf('2026-03-02T03:04:05.678Z')).toBe(join(dir, good('02')));
    expect(existsSync(join(dir, bad('02')))).toBe(true);
  });
});

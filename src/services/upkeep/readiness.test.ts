import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engines, type TestDatabase } from '../../testing/engines.js';
import { BackupFolder } from './backup/backup-folder.js';
import { backupWarnings, ReadinessService } from './readiness.js';

const HOUR_MS = 3_600_000;
const BACKUP = 'outlay-2026-03-05T03-00-00Z.jsonl.gz';
const MADE = '2026-03-05T03:00:00.000Z';

describe.each(engines)('whether an installation can serve on $name', (engine) => {
  let database: TestDatabase;
  let dir: string;
  let now: number;
  const clock = { now: () => new Date(now) };
  beforeEach(async () => {
    database = await engine.create();
    dir = mkdtempSync(join(tmpdir(), 'outlay-ready-'));
    now = Date.parse('2026-03-05T10:00:00Z');
  });
  afterEach(async () => {
    await database.close();
    rmSync(dir, { recursive: true });
  });
  const ready = (dataDir?: string) =>
    new ReadinessService({
      ...{ database: database.db, clock, dataDir },
      ...{ backups: new BackupFolder(dir), backupEveryMs: 24 * HOUR_MS },
    });

  it('is looked at again after five seconds, or when the clock was set back', async () => {
    const service = ready();
    const seen = async () => (await service.look()).lastVerifiedBackupAt;
    expect(await seen()).toBeNull();
    writeFileSync(join(dir, BACKUP), '');
    now += 4_999;
    expect(await seen()).toBeNull();
    now += 1;
    expect(await seen()).toBe(MADE);
    rmSync(join(dir, BACKUP));
    now -= 1;
    expect(await seen()).toBeNull();
  });

  it.skipIf(process.platform !== 'linux')('asks for room on the disk of the records', async () => {
    const reasonIn = async (folder?: string) => (await ready(folder).look()).reason;
    // The one file system that has no room on any machine.
    expect(await reasonIn('/proc')).toBe('the disk is full');
    expect(await reasonIn(dir)).toBeUndefined();
    expect(await reasonIn()).toBeUndefined();
    expect(await reasonIn(join(dir, 'nowhere'))).toBeUndefined();
  });

  it('says what the database says, where that cannot be asked', async () => {
    await database.db.run('DROP TABLE job_leases');
    expect(await ready(dir).look()).toMatchObject({ reason: expect.any(String) as string });
  });

  it('warns of a backup that is overdue: twice as old as it should be, where any was made and is wanted', () => {
    const warned = (backupEveryMs: number | null) =>
      backupWarnings({ backups: new BackupFolder(dir), backupEveryMs, clock });
    expect(warned(HOUR_MS)).toEqual([]);
    writeFileSync(join(dir, BACKUP), '');
    now = Date.parse(MADE) + 2 * HOUR_MS;
    expect(warned(HOUR_MS)).toEqual([]);
    now += 1;
    expect(warned(HOUR_MS)).toEqual([`The last verified backup is of ${MADE}: one is overdue.`]);
    expect(warned(null)).toEqual([]);
    writeFileSync(join(dir, 'outlay-2026-03-05T04-00-00Z.jsonl.gz.bad'), '');
    expect(warned(HOUR_MS)).toEqual([
      'The backup of 2026-03-05T04:00:00.000Z failed its verification, and none has been good since.',
      `The last verified backup is of ${MADE}: one is overdue.`,
    ]);
  });
});

import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engines, type TestDatabase } from '../../../testing/engines.js';
import { fillDatabase } from '../../../testing/filled-database.js';
import { backupWarnings } from '../readiness.js';
import { BackupFolder } from './backup-folder.js';
import { backupInWorker, type RunningBackup } from './backup-in-worker.js';
import { BackupDamaged } from './backup-format.js';
import { BackupSchedule } from './backup-schedule.js';
import { makeVerifiedBackup } from './make-backup.js';

const MIGRATIONS = fileURLToPath(new URL('../../../../db/migrations', import.meta.url));
const HOUR_MS = 3_600_000;
const RULE = { days: 2, weeks: 0, months: 0 };

describe.each(engines)('scheduled backups on $name', { timeout: 60_000 }, (engine) => {
  let database: TestDatabase;
  let dir: string;
  let now: number;
  let folder: BackupFolder;
  const clock = { now: () => new Date(now) };
  beforeEach(async () => {
    database = await engine.create({ file: true });
    dir = mkdtempSync(join(tmpdir(), 'outlay-schedule-'));
    folder = new BackupFolder(dir);
    now = Date.parse('2026-03-01T10:00:00Z');
    told.length = 0;
  });
  afterEach(async () => {
    await database.close();
    rmSync(dir, { recursive: true, force: true });
  });

  const told: unknown[] = [];
  const schedule = (make: () => RunningBackup, everyMs: number | null = 24 * HOUR_MS) => {
    const common = { database: database.db, clock, folder, everyMs, keep: RULE };
    const onError = (error: unknown) => told.push((error as Error).message);
    return new BackupSchedule({ ...common, make, onDone: (made) => told.push(made), onError });
  };
  /** As a worker would, under the test's clock. */
  const here = (): RunningBackup => ({
    done: makeVerifiedBackup(database.db, folder, { clock, program: '1.2.3', migrations: MIGRATIONS }).then(
      ({ path }) => ({ path, rows: 0 }),
    ),
    stop: () => Promise.resolve(),
  });

  it('makes one when none is as young as it should be, and keeps what the rule says', async () => {
    const backups = schedule(here);
    const made: boolean[] = [];
    for (const hours of [0, 1, 23, 1, 24, 24]) {
      now += hours * HOUR_MS;
      made.push(await backups.runIfDue());
    }
    expect(made).toEqual([true, false, true, false, true, true]);
    expect(readdirSync(dir).sort()).toEqual([
      'outlay-2026-03-03T11-00-00Z.jsonl.gz',
      'outlay-2026-03-04T11-00-00Z.jsonl.gz',
    ]);
    expect(folder.state()).toEqual({ lastVerifiedAt: '2026-03-04T11:00:00.000Z', failedAt: null });
    expect(told).toEqual(
      [0, 0, 1, 1].map((removed) => ({
        removed,
        rows: 0,
        path: expect.stringMatching(/Z\.jsonl\.gz$/) as string,
      })),
    );
  });

  it('begins by itself, makes one at a time, and ends it when it is stopped', async () => {
    let began!: () => void;
    const hasBegun = new Promise<void>((resolve) => (began = resolve));
    const backups = schedule(() => {
      let end!: (error: Error) => void;
      const done = new Promise<never>((_, reject) => (end = reject));
      began();
      const stop = async () => {
        told.push('stopping');
        end(new Error('stopped'));
        await Promise.resolve();
      };
      return { done, stop };
    });
    backups.start(0);
    await hasBegun;
    now += 48 * HOUR_MS;
    expect(await backups.runIfDue()).toBe(false);
    await backups.stop();
    expect(told).toEqual(['stopping', 'stopped']);
    expect(await schedule(here).runIfDue()).toBe(true);
  });

  it('tries again sooner where they are made more often than each hour', async () => {
    const failing = () => ({ done: Promise.reject(new Error('no room')), stop: () => Promise.resolve() });
    await expect(schedule(failing, HOUR_MS / 2).runIfDue()).rejects.toThrow('no room');
    now += HOUR_MS / 2 - 1_001;
    expect(await schedule(here, HOUR_MS / 2).runIfDue()).toBe(false);
    now += 1;
    expect(await schedule(here, HOUR_MS / 2).runIfDue()).toBe(true);
  });

  it('sets aside what is not what was read, as after a hand in the tables', async () => {
    const orphan = `INSERT INTO book_members (book_id, user_id, role, created_at) VALUES (7, 8, 'owner', '2026-01-01T00:00:00.000Z')`;
    if (engine.name === 'sqlite') await database.db.run('PRAGMA foreign_keys = OFF');
    await database.db.transaction(async (tx) => {
      if (engine.name === 'postgres') await tx.run('SET LOCAL session_replication_role = replica');
      await tx.run(orphan);
    });
    await expect(schedule(here).runIfDue()).rejects.toThrow(BackupDamaged);
    expect(readdirSync(dir)).toEqual(['outlay-2026-03-01T10-00-00Z.jsonl.gz.bad']);
    expect(told).toEqual([]);
  });

  it('leaves it to another process that has begun', async () => {
    await new Promise<void>((hasBegun) => {
      const first = schedule(() => {
        hasBegun();
        return { done: new Promise(() => undefined), stop: () => Promise.resolve() };
      });
      void first.runIfDue();
    });
    expect(await schedule(here).runIfDue()).toBe(false);
  });

  it('sets a bad one aside, warns, and tries again an hour later', async () => {
    await schedule(here).runIfDue();
    now += 24 * HOUR_MS;
    const bad = schedule(() => {
      const path = `${folder.fileOf(clock.now().toISOString())}.unverified`;
      writeFileSync(path, 'x');
      const done = folder
        .setAside(path, clock.now().toISOString())
        .then(() => Promise.reject(new BackupDamaged('Line 3 cannot be read.')));
      return { done, stop: () => Promise.resolve() };
    });
    await expect(bad.runIfDue()).rejects.toThrow('Line 3');
    expect(folder.state()).toEqual({
      lastVerifiedAt: '2026-03-01T10:00:00.000Z',
      failedAt: '2026-03-02T10:00:00.000Z',
    });
    expect(backupWarnings({ backups: folder, backupEveryMs: 24 * HOUR_MS, clock })).toEqual([
      'The backup of 2026-03-02T10:00:00.000Z failed its verification, and none has been good since.',
    ]);
    expect(await schedule(here).runIfDue()).toBe(false);
    now += HOUR_MS;
    expect(await schedule(here).runIfDue()).toBe(true);
    expect(readdirSync(dir).some((name) => name.endsWith('.bad'))).toBe(false);
    expect(backupWarnings({ backups: folder, backupEveryMs: 24 * HOUR_MS, clock })).toEqual([]);
    now += 49 * HOUR_MS;
    expect(backupWarnings({ backups: folder, backupEveryMs: 24 * HOUR_MS, clock })[0]).toMatch(
      /one is overdue/,
    );
  });

  it('is off when it is told so', async () => {
    expect(await schedule(here, null).runIfDue()).toBe(false);
  });

  it('works on a thread and a connection of its own, while this one goes on', async () => {
    await fillDatabase(database.db);
    const job = { databaseUrl: database.url, dir, program: '1.2.3', migrations: MIGRATIONS };
    const running = backupInWorker(job);
    await database.db.run('UPDATE users SET username = $1', ['somebody else']);
    const { path, rows } = await running.done;
    expect(existsSync(path)).toBe(true);
    expect(rows).toBeGreaterThan(300);
  });

  it('is ended before it is done, without a file of it', async () => {
    await fillDatabase(database.db);
    const running = backupInWorker({
      databaseUrl: database.url,
      dir,
      program: '1.2.3',
      migrations: MIGRATIONS,
    });
    await running.stop();
    await expect(running.done).rejects.toThrow('The backup was stopped.');
    expect(folder.state().lastVerifiedAt).toBeNull();
  });

  it('tells why it could not be made', async () => {
    const file = join(dir, 'a-file');
    writeFileSync(file, '');
    const job = { databaseUrl: database.url, dir: join(file, 'x'), program: '1.2.3', migrations: MIGRATIONS };
    await expect(backupInWorker(job).done).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  it('clears what a killed process left a day ago', async () => {
    const left = join(dir, 'outlay-2026-02-27T10-00-00Z.jsonl.gz.unverified.77.part');
    writeFileSync(left, '');
    utimesSync(left, new Date(now - 25 * HOUR_MS), new Date(now - 25 * HOUR_MS));
    writeFileSync(join(dir, 'mine.txt'), '');
    await schedule(here).runIfDue();
    expect(readdirSync(dir).sort()).toEqual(['mine.txt', 'outlay-2026-03-01T10-00-00Z.jsonl.gz']);
  });
});

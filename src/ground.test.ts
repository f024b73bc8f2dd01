import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readConfig } from './config.js';
import { openLimiters, openToServe } from './ground.js';
import { createLog } from './observability/log.js';
import { outlay } from './testing/command-line.js';

let folder: string;
let dataDir: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outlay-ground-'));
  dataDir = join(folder, 'data');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const ROOT = join(import.meta.dirname, '..');
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
/** Opens everything as a server does, and gives the warnings and the modes of the files while it runs. */
const serveAt = async (dir: string) => {
  const lines: string[] = [];
  const config = readConfig({ DATA_DIR: dir, DATABASE_URL: '', APP_SECRET: 'x'.repeat(32) }, ROOT);
  const database = await openToServe(config, createLog('info', { write: (line) => void lines.push(line) }));
  const limiters = await openLimiters(config);
  await limiters.limiter({ name: 'x', points: 1, durationSeconds: 1, blockSeconds: 0 }).take('203.0.113.5');
  const names = ['outlay.db', 'outlay.db.lock', 'rate-limits.db', 'rate-limits.db-wal', 'rate-limits.db-shm'];
  const modes = new Set(names.map((name) => modeOf(join(dir, name))));
  await limiters.close();
  await database.close();
  return { modes: [...modes], warnings: lines.filter((line) => line.includes('chmod 700')) };
};

it('makes the folder and all files in it for their owner only', async () => {
  const { modes, warnings } = await serveAt(dataDir);
  expect([modes, warnings, modeOf(dataDir)]).toEqual([['600'], [], '700']);
});

it('closes what an earlier version left open: the addresses in the limits, and the lock', async () => {
  await serveAt(dataDir);
  for (const name of ['rate-limits.db', 'outlay.db.lock']) chmodSync(join(dataDir, name), 0o644);
  writeFileSync(join(dataDir, 'rate-limits.db-wal'), '', { mode: 0o644 });
  expect((await serveAt(dataDir)).modes).toEqual(['600']);
});

it('warns of a folder that others may look into, in the log and in the doctor', async () => {
  await serveAt(dataDir);
  const doctor = async () => (await outlay(['doctor'], { settings: { DATA_DIR: dataDir } })).out;
  expect(await doctor()).not.toContain('chmod 700');
  chmodSync(dataDir, 0o750);
  expect((await serveAt(dataDir)).warnings).toHaveLength(1);
  expect(await doctor()).toContain(`WARNING  Others on this machine may look into ${dataDir}`);
  expect(modeOf(dataDir)).toBe('750');
});

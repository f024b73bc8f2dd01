import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../src/storage/engine/open-database.js';

// `npm run seed` and `npm run doctor` as they are typed, in processes of their own, on one SQLite file.

const folder = mkdtempSync(join(tmpdir(), 'outlay-commands-'));
const databaseUrl = `sqlite:${join(folder, 'outlay.db')}`;
const env = { ...process.env, DATA_DIR: folder, DATABASE_URL: databaseUrl, BCRYPT_COST: '4' };
const SEED = ['--email', 'a@b.example', '--password', 'a long phrase', '--expenses', '500', '--years', '2'];
const patient = { timeout: 120_000 };
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(script: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', `scripts/${script}.ts`, ...args],
    {
      env,
      encoding: 'utf8',
    },
  );
  return { status, stdout, stderr };
}

describe('the commands for data', () => {
  test('doctor says that there is nothing yet, and makes nothing', patient, () => {
    const { status, stderr } = run('doctor');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^There is no database yet at .*outlay\.db\./);
    expect(run('doctor').status).toBe(1);
  });

  test('seed tells what it needs', patient, () => {
    const { status, stderr } = run('seed', '--email', 'a@b.example');
    expect(status).toBe(2);
    expect(stderr).toContain('Missing: --password, --expenses, --years');
    expect(stderr).toContain('npm run seed -- --email E');
  });

  test('seed makes a user with expenses and ends with one line that says so', patient, () => {
    const { status, stdout } = run('seed', ...SEED, '--seed', 'x');
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^Seeded 500 expenses from \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d for a@b\.example \(new user 1\) in [\d.]+ s \(sqlite, seed x\)\.$/m,
    );
  });

  test('doctor finds all well after it, and says so in its last line', patient, () => {
    const { status, stdout } = run('doctor');
    expect(stdout).toMatch(/^ok {5}Kept totals equal a recount of the expenses$/m);
    expect(stdout).toMatch(/\d+ checks in [\d.]+ s \(sqlite\): all is well\.\n$/);
    expect(status).toBe(0);
  });

  test('seed refuses in one line while another process has the file, doctor may look', patient, async () => {
    const running = await openDatabase({ databaseUrl, soleProcess: true });
    const seed = run('seed', ...SEED);
    const doctor = run('doctor');
    await running.close();
    expect(seed.status).toBe(1);
    expect(seed.stderr).toMatch(
      /^Another Outlay process uses .*outlay\.db\. SQLite is for one process: .*\n$/,
    );
    expect(doctor.status).toBe(0);
  });

  test('doctor names what is wrong and fails', patient, async () => {
    const hand = await openDatabase({ databaseUrl });
    await hand.run('UPDATE monthly_totals SET expense_count = expense_count + 1');
    await hand.close();
    const { status, stdout } = run('doctor');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^WRONG {2}Kept totals equal a recount of the expenses\n {9}book 1, /m);
    expect(stdout).toMatch(/: 1 found something wrong\.\n$/);
  });
});

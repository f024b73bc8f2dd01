import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../domain/clock.js';
import { writeBackup } from '../../services/upkeep/backup/backup.js';
import { restoreBackup } from '../../services/upkeep/backup/restore.js';
import { DoctorService } from '../../services/upkeep/doctor-service.js';
import { RefoldingService } from '../../services/upkeep/refolding-service.js';
import { outlay } from '../../testing/command-line.js';
import { engines } from '../../testing/engines.js';
import { newTarget } from '../../testing/processes/target.js';
import type { MigratableDatabase } from '../engine/database.js';
import { migrate } from '../engine/migrate.js';

// Databases as they were at earlier releases: the tables that the steps of that time make, and what people had stored.
const FIXTURES = fileURLToPath(new URL('../../../db/fixtures/', import.meta.url));
const MIGRATIONS = fileURLToPath(new URL('../../../db/migrations', import.meta.url));
const options = { clock: systemClock, program: '1.2.3', migrations: MIGRATIONS };
const releases = readdirSync(FIXTURES).map((file) => file.replace(/\.sql$/, ''));

const folder = mkdtempSync(join(tmpdir(), 'outlay-upgrade-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function makeOld(db: MigratableDatabase, release: string): Promise<void> {
  await migrate(db, { now: '2025-01-01T00:00:00.000Z', upTo: release });
  const sql = readFileSync(join(FIXTURES, `${release}.sql`), 'utf8');
  await db.changeSchema((schema) => schema.script(sql));
}

/** What must be the same after any upgrade. */
async function records(db: MigratableDatabase): Promise<unknown> {
  return {
    expenses: await db.all(
      `SELECT id, book_id, category_id, amount_minor, description, CAST(spent_on AS TEXT) AS spent_on, created_at, deleted_at
       FROM expenses ORDER BY id`,
    ),
    totals: await db.all(
      `SELECT book_id, month, category_key, CAST(total_minor AS TEXT) AS total, expense_count FROM monthly_totals
       WHERE expense_count > 0 ORDER BY book_id, month, category_key`,
    ),
    users: await db.all(
      'SELECT id, username, email, email_key, password_hash, time_zone FROM users ORDER BY id',
    ),
    categories: await db.all('SELECT id, book_id, name, name_key FROM categories ORDER BY id'),
    tokens: await db.all('SELECT token_hash, status FROM refresh_tokens ORDER BY token_hash'),
    keys: await db.all('SELECT token_hash, scope FROM access_tokens ORDER BY token_hash'),
  };
}

async function expectAllWell(db: MigratableDatabase): Promise<void> {
  const fail = (error: unknown) => {
    throw error;
  };
  await new RefoldingService(db, systemClock, () => undefined, fail).runOnce();
  await checkInvariants(db);
}

async function checkInvariants(db: MigratableDatabase): Promise<void> {
  for await (const { invariant, breaches } of new DoctorService(db).examine())
    expect([invariant, breaches]).toEqual([invariant, []]);
}

describe.each(engines)('a database on $name', { timeout: 60_000 }, (engine) => {
  describe.each(releases)('of the release with %s', (release) => {
    it('is brought up to date with everything in it', async () => {
      const old = await engine.create({ empty: true });
      const { db } = old;
      await makeOld(db, release);
      const before = await records(db);
      const applied = await migrate(db, { now: '2026-01-01T00:00:00.000Z' });
      expect(applied.length).toBeGreaterThan(0);
      expect(await records(db)).toEqual(before);
      await expectAllWell(db);
      await old.close();
    });

    it('leaves a backup that this program restores and brings up to date', async () => {
      const old = await engine.create({ empty: true, file: true });
      await makeOld(old.db, release);
      const path = join(folder, `${engine.name}-${release}.gz`);
      await writeBackup(old.db, path, options);
      const target = await engine.create({ empty: true, file: true });
      const { header, migrated } = await restoreBackup(path, target.db, options);
      expect(header.schema).toBe(release);
      expect(migrated.length).toBeGreaterThan(0);
      expect(await records(target.db)).toEqual(await records(old.db));
      await expectAllWell(target.db);
      await old.close();
      await target.close();
    });
  });

  it('is backed up by itself before a step that makes a table anew', async () => {
    const target = await newTarget(engine.name);
    const old = await target.read((db) =>
      makeOld(db as MigratableDatabase, '0006-form-keys').then(() => records(db as MigratableDatabase)),
    );
    expect((await outlay(['migrate'], { settings: target.settings })).code).toBe(0);
    expect(await target.read((db) => records(db as MigratableDatabase))).toEqual(old);
    const made = await Promise.resolve(target.settings['DATA_DIR']!).then((dir) => {
      try {
        return readdirSync(join(dir, 'backups'));
      } catch {
        return [];
      }
    });
    // PostgreSQL changes its tables in place.
    expect(made).toHaveLength(engine.name === 'sqlite' ? 1 : 0);
    if (made[0] !== undefined) {
      const path = join(target.settings['DATA_DIR']!, 'backups', made[0]);
      expect((await outlay(['verify', path], { settings: target.settings })).last).toMatch(
        /\(0006-form-keys\)/,
      );
    }
    await target.remove();
  });
});

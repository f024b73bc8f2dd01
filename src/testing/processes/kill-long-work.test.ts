import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Day } from '../../domain/calendar.js';
import { systemClock } from '../../domain/clock.js';
import { ChangeService } from '../../services/ledger/changes/change-service.js';
import { RefoldingService } from '../../services/upkeep/refolding-service.js';
import type { Database, Dialect } from '../../storage/engine/database.js';
import { migrate } from '../../storage/engine/migrate.js';
import { openDatabase } from '../../storage/engine/open-database.js';
import { repositories } from '../../storage/repositories.js';
import { outlay } from '../command-line.js';
import { engines } from '../engines.js';
import { fillDatabase } from '../filled-database.js';
import { killAtWork } from './killed-work.js';
import { newTarget, type Target } from './target.js';

// Long work that is killed with SIGKILL at random moments. Ten times each: KILL_ROUNDS=10 npx vitest run kill-long-work
const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 1);
const EXPENSES = 3_000;
const OLD = fileURLToPath(new URL('../../../db/fixtures/0006-form-keys.sql', import.meta.url));
const NOW = '2026-03-01T10:00:00.000Z';

/** Kills it as often as is wanted before its end, and looks at what is left each time. */
async function killAgainAndAgain(what: string, round: () => Promise<boolean>): Promise<void> {
  let killed = 0;
  let tried = 0;
  while (killed < ROUNDS && tried < 3 * ROUNDS) {
    tried += 1;
    if (await round()) killed += 1;
  }
  if (ROUNDS > 1) console.log(`${what}: killed ${String(killed)} times at work, in ${String(tried)} tries`);
}

const count = async (db: Database, where = '1 = 1'): Promise<number> =>
  (await db.get<{ found: number }>(`SELECT COUNT(*) AS found FROM expenses WHERE ${where}`))!.found;

async function expectHealthy({ settings }: Target): Promise<void> {
  const { code, out } = await outlay(['doctor'], { settings });
  expect({ code, out }).toEqual({ code: 0, out });
}

describe.each(engines)('killed on $name', { timeout: 120_000 + ROUNDS * 60_000 }, ({ name }) => {
  let target: Target;
  const folder = mkdtempSync(join(tmpdir(), 'outlay-killed-'));
  beforeAll(async () => {
    target = await filled(name);
  });
  afterAll(async () => {
    await target.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('a backup leaves nothing under a name that counts but what is whole', async () => {
    const backups = join(target.settings['DATA_DIR']!, 'backups');
    await killAgainAndAgain(`backup, ${name}`, async () => {
      const wasKilled = await killAtWork(['backup'], target.settings);
      const left = existsSync(backups) ? readdirSync(backups).filter((file) => file.endsWith('.gz')) : [];
      for (const file of left)
        expect((await outlay(['verify', join(backups, file)], target)).last).toMatch(/^Sound/);
      await expectHealthy(target);
      return wasKilled;
    });
    expect((await outlay(['backup'], target)).code).toBe(0);
  });

  it('a restore stores all or nothing, and can be run again', async () => {
    const file = join(folder, 'made.jsonl.gz');
    expect((await outlay(['backup', '--to', file], target)).code).toBe(0);
    await killAgainAndAgain(`restore, ${name}`, () => fillKilled((to) => ['restore', file, '--to', to]));
  });

  it('a copy stores all or nothing, and can be run again', async () => {
    const from = `sqlite:${join(folder, 'source.db')}`;
    const file = join(folder, 'to-be-copied.jsonl.gz');
    expect((await outlay(['backup', '--to', file], target)).code).toBe(0);
    expect((await outlay(['restore', file, '--to', from], target)).code).toBe(0);
    await killAgainAndAgain(`copy, ${name}`, () => fillKilled((to) => ['copy', '--from', from, '--to', to]));
  });

  it('a merge is done to its end afterwards, with nothing lost', async () => {
    const before = await target.read((db) => count(db));
    await killAgainAndAgain(`merge, ${name}`, async () => {
      const [from, into] = await target.read((db) => fullestAndNew(db));
      const work = ['merge', 'mira@example.com', String(from!.id), String(into!.id)];
      const wasKilled = await killAtWork(work, target.settings);
      await expectHealthy(target);
      await target.read(async (db) => {
        await new ChangeService(db, systemClock).resume('2999-01-01T00:00:00.000Z');
        const left = await count(db, `category_id = ${String(from!.id)}`);
        const merged = await count(db, `category_id = ${String(into!.id)}`);
        expect([
          { left: from!.count, merged: 0 },
          { left: 0, merged: from!.count },
        ]).toContainEqual({ left, merged });
        expect(await count(db)).toBe(before);
      });
      await expectHealthy(target);
      return wasKilled;
    });
  });

  it('a purge throws away what is old and nothing else, now or the next time', async () => {
    await killAgainAndAgain(`purge, ${name}`, async () => {
      const kept = await target.read((db) => trashMany(db));
      const wasKilled = await killAtWork(['purge'], target.settings);
      await expectHealthy(target);
      await target.read((db) => db.run('DELETE FROM job_leases'));
      expect(await killAtWork(['purge'], target.settings).catch(String)).toBeTypeOf('boolean');
      expect(await target.read((db) => count(db, 'deleted_at IS NULL'))).toBe(kept);
      await expectHealthy(target);
      return wasKilled;
    });
  });

  it('a migration goes on where it was, with every record', async () => {
    await killAgainAndAgain(`migrate, ${name}`, async () => {
      const old = await newTarget(name);
      const before = await makeOld(old);
      const wasKilled = await killAtWork(['migrate'], old.settings);
      expect((await outlay(['migrate'], old)).code).toBe(0);
      await old.read(refold);
      expect(await old.read((db) => count(db))).toBe(before);
      await expectHealthy(old);
      await old.remove();
      return wasKilled;
    });
  });

  /** Fills an empty database, is killed at it, and is run again unless all was stored. */
  async function fillKilled(command: (to: string) => string[]): Promise<boolean> {
    const to = await newTarget(name);
    const wasKilled = await killAtWork(command(to.databaseUrl), target.settings);
    const again = await outlay(command(to.databaseUrl), target);
    if (again.code !== 0) expect(again.notes).toMatch(/^The database holds something already/);
    const all = (db: Database) => count(db);
    expect(await to.read(all)).toBe(await target.read(all));
    await expectHealthy(to);
    await to.remove();
    return wasKilled;
  }
});

async function filled(dialect: Dialect): Promise<Target> {
  const target = await newTarget(dialect);
  expect((await outlay(['migrate'], target)).code).toBe(0);
  await target.read((db) => fillDatabase(db, { expenses: EXPENSES }));
  return target;
}

/** What the program does after its start with texts that an older one folded. */
async function refold(db: Database): Promise<void> {
  const fail = (error: unknown) => {
    throw error;
  };
  await new RefoldingService(db, systemClock, () => undefined, fail).runOnce();
}

/** A category with many expenses, and a new one beside it. */
async function fullestAndNew(db: Database): Promise<{ id: number; count: number }[]> {
  const fullest = await db.get<{ book_id: number; id: number; count: number }>(
    `SELECT book_id, category_id AS id, COUNT(*) AS count FROM expenses WHERE category_id IS NOT NULL
     GROUP BY book_id, category_id ORDER BY count DESC LIMIT 1`,
  );
  const name = randomUUID();
  const values = { name, nameKey: name, color: 'blue', icon: 'tag', now: NOW };
  const { id } = await repositories(db).categories.insert(fullest!.book_id, values);
  return [fullest!, { id, count: 0 }];
}

/** Adds expenses that are long in the trash. Gives how many are not in it. */
async function trashMany(db: Database): Promise<number> {
  const kept = await count(db, 'deleted_at IS NULL');
  const mira = await db.get<{ id: number }>('SELECT MIN(id) AS id FROM books');
  const values = Array.from({ length: EXPENSES }, (_, at) => {
    const description = `Old ${String(at)}`;
    return {
      ...{ amountMinor: 100n, description, searchText: description.toLowerCase(), categoryId: null },
      ...{ spentOn: '2020-01-01' as Day, now: NOW },
    };
  });
  await db.transaction(async (tx) => {
    await repositories(tx).expenses.insertMany(mira!.id, values);
    await tx.run(`UPDATE expenses SET deleted_at = '2020-02-01T00:00:00.000Z' WHERE spent_on = '2020-01-01'`);
  });
  return kept;
}

/** What the first release left, with many expenses. Gives how many. */
async function makeOld({ databaseUrl }: Target): Promise<number> {
  const db = await openDatabase({ databaseUrl });
  await migrate(db, { now: '2025-01-01T00:00:00.000Z', upTo: '0006-form-keys' });
  const many = `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${String(EXPENSES)})
    INSERT INTO expenses (book_id, category_id, amount_minor, description, search_text, spent_on, created_at, updated_at)
    SELECT 1, 1, n, 'Lunch', 'lunch', '2025-03-01', '${NOW}', '${NOW}' FROM numbers`;
  await db.changeSchema((schema) => schema.script(`${readFileSync(OLD, 'utf8')};${many}`));
  const made = await count(db);
  await db.close();
  return made;
}

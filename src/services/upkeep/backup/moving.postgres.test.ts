import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { systemClock } from '../../../domain/clock.js';
import { migrate } from '../../../storage/engine/migrate.js';
import { openDatabase } from '../../../storage/engine/open-database.js';
import { DERIVED_TABLES, STORED_TABLES } from '../../../storage/upkeep/stored-tables.js';
import { engines } from '../../../testing/engines.js';
import { fillDatabase } from '../../../testing/filled-database.js';
import { dumpTables } from '../../../testing/table-dump.js';
import { DoctorService } from '../doctor-service.js';
import { writeBackup } from './backup.js';
import { copyDatabase, restoreBackup } from './restore.js';

const MIGRATIONS = fileURLToPath(new URL('../../../../db/migrations', import.meta.url));
const options = { clock: systemClock, program: '1.2.3', migrations: MIGRATIONS };
const KEPT = [...STORED_TABLES.map(({ name }) => name), ...DERIVED_TABLES];

/** Rows of both engines name their columns in different orders. */
const sorted = (dump: string) =>
  dump
    .split('\n')
    .map((line) =>
      line.startsWith('{') ? JSON.stringify(Object.entries(JSON.parse(line) as object).sort()) : line,
    )
    .sort()
    .join('\n');

it('a copy from SQLite to PostgreSQL and back, and a backup restored on the other engine, hold the same', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'outlay-moving-'));
  const file = (name: string) => openDatabase({ databaseUrl: `sqlite:${join(folder, name)}` });
  const [home, back, restored] = [await file('a.db'), await file('b.db'), await file('c.db')];
  await migrate(home, { now: '2026-01-01T00:00:00.000Z' });
  await fillDatabase(home);
  const stored = sorted(await dumpTables(home, KEPT));

  const server = await engines[0]!.create({ empty: true });
  const { manifest } = await copyDatabase(home, server.db, options);
  expect(manifest.tables['expenses']?.rows).toBe(300);
  expect(sorted(await dumpTables(server.db, KEPT))).toBe(stored);
  for await (const { invariant, breaches } of new DoctorService(server.db).examine())
    expect([invariant, breaches]).toEqual([invariant, []]);
  await expect(copyDatabase(home, server.db, options)).rejects.toThrow(/holds something already/);

  await copyDatabase(server.db, back, options);
  expect(sorted(await dumpTables(back, KEPT))).toBe(stored);
  await writeBackup(server.db, join(folder, 'x.jsonl.gz'), options);
  await restoreBackup(join(folder, 'x.jsonl.gz'), restored, options);
  expect(sorted(await dumpTables(restored, KEPT))).toBe(stored);
  for (const db of [home, back, restored, server]) await db.close();
  rmSync(folder, { recursive: true, force: true });
});

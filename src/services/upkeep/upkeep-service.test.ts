import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database, MigratableDatabase, SqlValue } from '../../storage/engine/database.js';
import { WatchedDatabase } from '../../storage/engine/watched-database.js';
import { engines, type TestDatabase } from '../../testing/engines.js';
import { UpkeepService } from './upkeep-service.js';

const NOW = Date.parse('2026-03-10T10:00:00Z');
const OLD = '2024-01-01T00:00:00.000Z';
const HOUR_MS = 3_600_000;

/** Hears of each portion of events that is thrown away. */
class Purged extends WatchedDatabase {
  constructor(
    db: MigratableDatabase,
    private readonly onPortion: (rows: number) => void,
  ) {
    super(db, () => undefined);
  }

  override async run(sql: string, params?: readonly SqlValue[]): Promise<number> {
    const rows = await super.run(sql, params);
    if (/DELETE FROM security_events/.test(sql)) this.onPortion(rows);
    return rows;
  }
}

describe.each(engines)('upkeep on $name', (engine) => {
  let database: TestDatabase;
  let now: number;
  const lines: string[] = [];
  beforeEach(async () => {
    database = await engine.create();
    now = NOW;
    lines.length = 0;
    await database.db.run(
      `INSERT INTO users (username, email, email_key, password_hash, time_zone, created_at, updated_at)
       VALUES ('m', 'm@example.com', 'm@example.com', '${'x'.repeat(60)}', 'UTC', $1, $1)`,
      [OLD],
    );
  });
  afterEach(() => database.close());

  const service = (db: Database = database.db) =>
    new UpkeepService(
      db,
      { now: () => new Date(now) },
      (error) => {
        throw error;
      },
      [],
      (line) => lines.push(line),
    );
  const addEvents = async (count: number) => {
    for (let left = count; left > 0; left -= 500) {
      const rows = Array.from({ length: Math.min(500, left) }, () => `(1, 'signed_in', '', '', '${OLD}')`);
      await database.db.run(
        `INSERT INTO security_events (user_id, kind, device, ip_prefix, created_at) VALUES ${rows.join(', ')}`,
      );
    }
  };
  const left = async () =>
    (await database.db.get<{ n: number }>('SELECT COUNT(*) AS n FROM security_events'))!.n;

  it.each([1, 99, 100, 101, 300])('throws away all of %i rows that are past their time', async (count) => {
    await addEvents(count);
    expect(await service().runOnce()).toBe(count);
    expect(await left()).toBe(0);
  });

  it('goes in portions, between which others get their turn', async () => {
    await addEvents(1_200);
    const portions: number[] = [];
    await service(new Purged(database.db, (rows) => portions.push(rows))).runOnce();
    expect(portions.length).toBeGreaterThan(2);
    expect(Math.max(...portions)).toBeLessThan(1_200);
    expect(portions.reduce((sum, rows) => sum + rows)).toBe(1_200);
  });

  it('ends after the portion under way when it is stopped, and does not begin again', async () => {
    await addEvents(1_200);
    let stopping: Promise<void> | undefined;
    const upkeep = service(new Purged(database.db, () => void (stopping ??= upkeep.stop())));
    upkeep.start(0);
    while (!stopping) await new Promise((resolve) => setImmediate(resolve));
    await stopping;
    expect(await left()).toBe(1_100);
    now += 2 * HOUR_MS;
    expect(await upkeep.runOnce()).toBe(0);
    expect(await left()).toBe(1_100);
  });

  it('tells once a day what went', async () => {
    const upkeep = service();
    await addEvents(3);
    await upkeep.runOnce();
    now += HOUR_MS;
    await addEvents(4);
    await upkeep.runOnce();
    expect(lines).toEqual([]);
    now += 23 * HOUR_MS;
    await upkeep.runOnce();
    now += 24 * HOUR_MS;
    await upkeep.runOnce();
    expect(lines).toEqual(['Upkeep threw away: 7 security events', 'Upkeep threw away: nothing']);
  });
});

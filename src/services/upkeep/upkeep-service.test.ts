import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database, MigratableDatabase, SqlValue } from '../../storage/engine/database.js';
import type { Day } from '../../domain/calendar.js';
import { repositories } from '../../storage/repositories.js';
import { WatchedDatabase } from '../../storage/engine/watched-database.js';
import { engines, type TestDatabase } from '../../testing/engines.js';
import { UpkeepService } from './upkeep-service.js';

const NOW = Date.parse('2026-03-10T10:00:00Z');
const OLD = '2024-01-01T00:00:00.000Z';
const HOUR_MS = 3_600_000;

const DAY_MS = 24 * HOUR_MS;

/** What is thrown away, as the line of the day calls it; how many days after an instant; and how a row of it is made. */
const KINDS: readonly (readonly [
  kind: string,
  days: number,
  table: string,
  columns: string,
  values: string,
])[] = [
  [
    ...(['sessions', 7, 'sessions'] as const),
    'user_id, status, user_agent, ip_prefix, created_at, last_used_at, absolute_expires_at',
    `1, 'active', 'x', 'x', '${OLD}', '${OLD}', $1`,
  ],
  [
    'keys of requests',
    2,
    'idempotency_keys',
    'book_id, key, request_hash, status, answer, created_at',
    `1, $2, 'h', 1, '{}', $1`,
  ],
  ['forms that waited', 2, 'parked_forms', 'id_hash, user_id, sealed, created_at', `$2, 1, 's', $1`],
  [
    'security events',
    365,
    'security_events',
    'user_id, kind, device, ip_prefix, created_at',
    `1, 'signed_in', '', '', $1`,
  ],
  [
    'sign in challenges',
    7,
    'sign_in_challenges',
    'challenge_hash, user_id, password_mark, expires_at',
    `$2, 1, 'm', $1`,
  ],
  ['used challenges', 7, 'used_challenges', 'challenge_hash, used_at', '$2, $1'],
  [
    'password resets',
    7,
    'password_resets',
    'token_hash, user_id, created_at, expires_at',
    `$2, 1, '${OLD}', $1`,
  ],
  [
    'email changes',
    7,
    'email_changes',
    'token_hash, user_id, email, email_key, created_at, expires_at',
    `$2, 1, 'e', 'e', '${OLD}', $1`,
  ],
  ['invites', 7, 'invites', 'token_hash, created_at, expires_at', `$2, '${OLD}', $1`],
  ['mail queue', 7, 'mail_queue', 'user_id, sealed, created_at, due_at', `1, 's', $1, '${OLD}'`],
];

/** Refuses some statements. */
class Failing extends WatchedDatabase {
  constructor(
    db: MigratableDatabase,
    private readonly refused: RegExp,
    private readonly failure: Error,
  ) {
    super(db, () => undefined);
  }

  override run(sql: string, params?: readonly SqlValue[]): Promise<number> {
    return this.refused.test(sql.trim()) ? Promise.reject(this.failure) : super.run(sql, params);
  }
}

/** Hears of each portion of events, or of rows of another table, that is thrown away. */
class Purged extends WatchedDatabase {
  constructor(
    db: MigratableDatabase,
    private readonly onPortion: (rows: number) => void,
    private readonly table = 'security_events',
  ) {
    super(db, () => undefined);
  }

  override async run(sql: string, params?: readonly SqlValue[]): Promise<number> {
    const rows = await super.run(sql, params);
    if (sql.startsWith(`DELETE FROM ${this.table}`)) this.onPortion(rows);
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

  const service = (db: Database = database.db, chores: (() => Promise<number>)[] = []) =>
    new UpkeepService(
      db,
      { now: () => new Date(now) },
      (error) => {
        throw error;
      },
      chores,
      (line) => lines.push(line),
    );
  const addBook = async (expenses: number) => {
    await database.db.run(`INSERT INTO books (name, currency, created_at) VALUES ('b', 'EUR', '${OLD}')`);
    await database.db.run(
      `INSERT INTO book_members (book_id, user_id, role, created_at) VALUES (1, 1, 'owner', '${OLD}')`,
    );
    const one = {
      amountMinor: 1n,
      description: 'x',
      searchText: 'x',
      categoryId: null,
      tagIds: '[]',
      now: OLD,
    };
    const values = Array.from({ length: expenses }, () => ({ ...one, spentOn: '2026-01-01' as Day }));
    return repositories(database.db).expenses.insertMany(1, values);
  };
  const count = async (table: string) =>
    (await database.db.get<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))!.n;
  /** A round of this day, and one of the next, which tells of it. */
  const toldOf = async (upkeep: UpkeepService) => {
    const gone = await upkeep.runOnce();
    now += DAY_MS;
    await upkeep.runOnce();
    return [gone, ...lines];
  };
  const addEvents = async (count: number) => {
    for (let left = count; left > 0; left -= 500) {
      const rows = Array.from({ length: Math.min(500, left) }, () => `(1, 'signed_in', '', '', '${OLD}')`);
      await database.db.run(
        `INSERT INTO security_events (user_id, kind, device, ip_prefix, created_at) VALUES ${rows.join(', ')}`,
      );
    }
  };
  const left = () => count('security_events');

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

  it.each(KINDS)(
    'keeps %s for %i days, and tells of what went',
    async (kind, days, table, columns, values) => {
      await addBook(0);
      // The round of the next day is a day on.
      for (const past of [-1, DAY_MS + 1])
        await database.db.run(`INSERT INTO ${table} (${columns}) VALUES (${values})`, [
          new Date(now - days * DAY_MS + past).toISOString(),
          ...(values.includes('$2') ? [`key ${String(past)}`] : []),
        ]);
      expect(await toldOf(service())).toEqual([1, `Upkeep threw away: 1 ${kind}`]);
      expect(await count(table)).toBe(1);
    },
  );

  it('keeps expenses in the trash for a month', async () => {
    const [old, young] = await addBook(3);
    for (const [id, past] of [
      [old!, -1],
      [young!, DAY_MS + 1],
    ] as const)
      await database.db.run('UPDATE expenses SET deleted_at = $1 WHERE id = $2', [
        ...[new Date(now - 30 * DAY_MS + past).toISOString(), id],
      ]);
    expect(await toldOf(service())).toEqual([1, 'Upkeep threw away: 1 expenses in the trash']);
    expect(await count('expenses')).toBe(2);
  });

  it('is done by one of several processes, within the hour', async () => {
    await service().runOnce();
    await addEvents(2);
    now += 59 * 60_000 - 1;
    expect(await service().runOnce()).toBe(0);
    now += 1;
    expect(await service().runOnce()).toBe(2);
  });

  it('does what others want done, and tells of it with the rest', async () => {
    const left = [3, 4, 0];
    const chores = [() => Promise.resolve(left.shift()!), () => Promise.resolve(1)];
    await addEvents(2);
    expect(await toldOf(service(database.db, chores))).toEqual([
      6,
      'Upkeep threw away: 2 security events, 9 chores',
    ]);
  });

  it('does the rest of a round when a part of it fails, and erases the other users when one cannot be', async () => {
    await addEvents(2);
    await addBook(3);
    await database.db.run(
      `INSERT INTO users (username, email, email_key, password_hash, time_zone, created_at, updated_at)
       SELECT 'n', 'n@example.com', 'n@example.com', password_hash, time_zone, created_at, updated_at FROM users`,
    );
    await database.db.run(`UPDATE users SET deleted_at = $1`, [OLD]);
    const failure = new Error('no room');
    const db = new Failing(database.db, /^DELETE FROM (sessions|expenses)/, failure);
    const told: unknown[] = [];
    const upkeep = new UpkeepService(db, { now: () => new Date(now) }, (error) => told.push(error));
    await upkeep.runOnce();
    expect(new Set(told)).toEqual(new Set([failure]));
    expect(await left()).toBe(0);
    expect(await database.db.all('SELECT username FROM users')).toEqual([{ username: 'm' }]);
  });

  it('tells who started it when a round fails', async () => {
    const failure = new Error('no room');
    const told = await new Promise((resolve) => {
      const chores = [() => Promise.reject(failure)];
      const upkeep = new UpkeepService(database.db, { now: () => new Date(now) }, resolve, chores);
      upkeep.start(0);
    });
    expect(told).toBe(failure);
  });

  it('erases whoever has left with all that was theirs, and nobody else', async () => {
    await addBook(150);
    await database.db.run('UPDATE users SET deleted_at = $1', [OLD]);
    await database.db.run(
      `INSERT INTO users (username, email, email_key, password_hash, time_zone, created_at, updated_at, deleted_at)
       VALUES ('n', 'n@example.com', 'n@example.com', '${'x'.repeat(60)}', 'UTC', $1, $1, NULL),
              ('o', 'o@example.com', 'o@example.com', '${'x'.repeat(60)}', 'UTC', $1, $1, $1)`,
      [OLD],
    );
    expect(await toldOf(service())).toEqual([152, 'Upkeep threw away: 152 rows of deleted users']);
    expect(await database.db.all('SELECT username FROM users')).toEqual([{ username: 'n' }]);
    expect([await count('expenses'), await count('books'), await count('book_members')]).toEqual([0, 0, 0]);
  });

  it('goes on in another round with whoever has left when it is stopped', async () => {
    await addBook(250);
    await database.db.run('UPDATE users SET deleted_at = $1', [OLD]);
    const stopped: UpkeepService = service(
      new Purged(database.db, () => void stopped.stop(), 'expenses WHERE book_id'),
    );
    expect(await stopped.runOnce()).toBe(100);
    expect([await count('users'), await count('books'), await count('expenses')]).toEqual([1, 1, 150]);
    now += HOUR_MS;
    expect(await service().runOnce()).toBe(151);
    expect([await count('users'), await count('books')]).toEqual([0, 0]);
  });
});

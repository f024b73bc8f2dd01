import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findCurrency } from '../../domain/currency.js';
import { engines, type TestDatabase } from '../../testing/engines.js';
import { DoctorService, type Finding } from './doctor-service.js';
import { PasswordHasher } from '../identity/password-hasher.js';
import { SeedService } from './seed-service.js';

const clock = { now: () => new Date('2026-11-21T12:00:00Z') };

/** [what breaks it, the invariant that names it, a part of what is told]. */
const BREAKS: readonly [string, string, RegExp][] = [
  [
    `UPDATE monthly_totals SET total_minor = total_minor + 1 WHERE month = (SELECT MAX(month) FROM monthly_totals)`,
    'Kept totals equal a recount of the expenses',
    /book 1, 2026-11, category \d+: kept \d+ in \d+, counted \d+ in \d+/,
  ],
  [
    `UPDATE monthly_totals SET expense_count = expense_count + 1`,
    'Kept totals equal a recount of the expenses',
    /and more/,
  ],
  [`DELETE FROM monthly_totals`, 'Kept totals equal a recount of the expenses', /kept 0 in 0/],
  [
    `INSERT INTO monthly_totals (book_id, month, category_key, total_minor, expense_count) VALUES (1, '1999-01', 0, 0, 0)`,
    'No total is kept for nothing',
    /book 1, 1999-01, category 0 counts 0/,
  ],
  [
    `INSERT INTO monthly_totals (book_id, month, category_key, total_minor, expense_count) VALUES (1, '1999-01', 77, 1, 1)`,
    'Kept totals are of categories that exist',
    /book 1, category 77/,
  ],
  [
    `UPDATE expenses SET category_id = 4711 WHERE id = 2`,
    'No expense is outside the categories of its book',
    /expense 2 of book 1 is in category 4711/,
  ],
  [`UPDATE expenses SET version = 0 WHERE id = 3`, 'Versions are positive', /expense 3 has version 0/],
  [`UPDATE books SET version = -1`, 'Versions are positive', /book 1 has version -1/],
  [
    `UPDATE expenses SET search_text = 'something else' WHERE id = 4`,
    'Every expense can be searched by its words',
    /expense 4 has other search words/,
  ],
  [
    `UPDATE categories SET name_key = 'nonsense' WHERE name = 'Food'`,
    'Every category is compared by its name',
    /category \d+ has the key of another name/,
  ],
  [`UPDATE book_members SET role = 'viewer'`, 'Every book has exactly one owner', /book 1 has 0/],
  [`DELETE FROM book_members`, 'Every user owns a book', /user 1 owns 0/],
  [
    `DELETE FROM refresh_tokens WHERE status = 'active'`,
    'Every active session has exactly one active refresh token',
    /session 1 has 0/,
  ],
  [
    `UPDATE sessions SET status = 'revoked', ended_at = created_at`,
    'No ended session has an active refresh token',
    /session 1 is revoked/,
  ],
  [
    `UPDATE sessions SET generation = 9`,
    'A session counts as many generations as its newest refresh token',
    /session 1 counts 9, its tokens 2/,
  ],
  [
    `UPDATE refresh_tokens SET generation = 0 WHERE status = 'active'`,
    'An active refresh token is the newest of its session',
    /session 1, generation 0/,
  ],
  [
    `UPDATE idempotency_keys SET answer = ''`,
    'Every idempotency key holds the answer that it stands for',
    /book 1, made 2026/,
  ],
  [
    `DELETE FROM book_members`,
    'Every row of access_tokens belongs to one of book_members',
    /book_id 1 is gone/,
  ],
  [
    `UPDATE parked_forms SET user_id = 99`,
    'Every row of parked_forms belongs to one of users',
    /user_id 99 is gone/,
  ],
  [
    `UPDATE security_events SET user_id = 99`,
    'Every row of security_events belongs to one of users',
    /99 is gone/,
  ],
  [
    `UPDATE refresh_tokens SET session_id = 99`,
    'Every row of refresh_tokens belongs to one of sessions',
    /99 is gone/,
  ],
  [`DELETE FROM users`, 'Every row of sessions belongs to one of users', /user_id 1 is gone/],
  [`DELETE FROM books`, 'Every row of expenses belongs to one of books', /book_id 1 is gone/],
  [`DROP TRIGGER expenses_changed`, 'The triggers that keep totals are there', /expenses_changed is missing/],
  [
    `DELETE FROM schema_migrations WHERE name > '0002'`,
    'The tables are those of this program',
    /Migration 0003-sessions is missing/,
  ],
  [
    `UPDATE schema_migrations SET checksum = 'x' WHERE name LIKE '0001%'`,
    'The tables are those of this program',
    /Migration 0001-books is not the one/,
  ],
];

describe.each(engines)('the doctor on $name', (engine) => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await engine.create();
    await furnish(database);
    await database.db.run(`UPDATE refolding SET done_at = '2026-01-01T00:00:00.000Z'`);
  });
  afterEach(() => database.close());

  const examine = async (): Promise<Finding[]> => {
    const findings: Finding[] = [];
    for await (const finding of new DoctorService(database.db).examine()) findings.push(finding);
    return findings;
  };

  test('finds nothing wrong with what the program has stored', async () => {
    const findings = await examine();
    expect(findings.length).toBeGreaterThan(20);
    expect(findings.filter(({ breaches }) => breaches.length > 0)).toEqual([]);
  });

  test.each(BREAKS)('after %s says that this is wrong: %s', async (sql, invariant, told) => {
    await breakIt(
      database,
      engine.name === 'postgres' ? sql.replace(/^DROP TRIGGER \w+$/, '$& ON expenses') : sql,
    );
    const broken = (await examine()).filter(({ breaches }) => breaches.length > 0);
    expect(broken.map((finding) => finding.invariant)).toContain(invariant);
    expect(broken.find((finding) => finding.invariant === invariant)?.breaches.join('\n')).toMatch(told);
  });

  test('tells a few breaches of many and then stops', async () => {
    await breakIt(database, `UPDATE expenses SET search_text = 'x'`);
    const broken = (await examine()).find(
      ({ invariant }) => invariant === 'Every expense can be searched by its words',
    );
    expect(broken?.breaches).toHaveLength(11);
    expect(broken?.breaches.at(-1)).toBe('and more');
  });
});

/** One of everything that is stored. */
async function furnish({ db }: TestDatabase): Promise<void> {
  const service = new SeedService({
    database: db,
    clock,
    passwords: new PasswordHasher(4),
    defaultCurrency: findCurrency('USD')!,
  });
  await service.seed({ email: 'a@b.example', password: 'a long phrase', expenses: 300, years: 1, seed: 's' });
  const at = `'2026-11-21T12:00:00.000Z'`;
  for (const sql of [
    `INSERT INTO sessions (user_id, status, generation, user_agent, ip_prefix, created_at, last_used_at, absolute_expires_at)
     VALUES (1, 'active', 2, 'x', 'x', ${at}, ${at}, '2027-01-01T00:00:00.000Z')`,
    ...[`1, 'rotated'`, `2, 'active'`].map(
      (
        token,
      ) => `INSERT INTO refresh_tokens (token_hash, session_id, generation, status, key_id, issued_at, expires_at)
       VALUES ('hash of ${token.slice(0, 1)}', 1, ${token}, 'k', ${at}, ${at})`,
    ),
    `INSERT INTO security_events (user_id, kind, device, ip_prefix, created_at) VALUES (1, 'signed_in', 'x', 'x', ${at})`,
    `INSERT INTO parked_forms (id_hash, user_id, sealed, created_at) VALUES ('h', 1, 's', ${at})`,
    `INSERT INTO access_tokens (user_id, book_id, name, scope, token_hash, created_at) VALUES (1, 1, 'n', 'read', 'h', ${at})`,
    `INSERT INTO idempotency_keys (book_id, key, request_hash, status, answer, created_at) VALUES (1, 'k', 'h', 1, '{}', ${at})`,
  ]) {
    await db.run(sql);
  }
}

/** Breaks what the database itself would refuse, too: as a disk, a bad restore or a hand in a shell would. */
async function breakIt({ db }: TestDatabase, sql: string): Promise<void> {
  if (db.dialect === 'sqlite') {
    await db.run('PRAGMA foreign_keys = OFF');
    await db.run(sql);
    return;
  }
  await db.transaction(async (tx) => {
    await tx.run('SET LOCAL session_replication_role = replica');
    await tx.run(sql);
  });
}

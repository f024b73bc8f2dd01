import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engines, type TestDatabase } from '../../testing/engines.js';
import { migrate, readMigrations } from './migrate.js';
import { openDatabase } from './open-database.js';
import { DatabaseRefused } from './storage-errors.js';

const now = '2026-03-01T12:00:00.000Z';

describe.each(engines)('migrations on $name', (engine) => {
  let directory: string;
  let database: TestDatabase;
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'outlay-migrations-'));
    database = await engine.create({ empty: true, file: true });
    write(
      '0001-cups.sql',
      'CREATE TABLE cups (id BIGINT PRIMARY KEY); CREATE TABLE pots (id BIGINT PRIMARY KEY);',
    );
    write('0002-colors.sqlite.sql', 'ALTER TABLE cups ADD COLUMN color TEXT;');
    write('0002-colors.postgres.sql', 'ALTER TABLE cups ADD COLUMN color VARCHAR(20);');
  });
  afterEach(async () => {
    await database.close();
    rmSync(directory, { recursive: true });
  });

  const write = (file: string, sql: string) => writeFileSync(join(directory, file), sql);
  const run = () => migrate(database.db, { directory, now });
  const columns = () => database.db.all('SELECT id, color FROM cups');

  it('are applied in order, once, and recorded with the instant', async () => {
    expect(await run()).toEqual(['0001-cups', '0002-colors']);
    expect(await run()).toEqual([]);
    expect(await columns()).toEqual([]);
    expect(await database.db.all('SELECT name, applied_at FROM schema_migrations ORDER BY name')).toEqual([
      { name: '0001-cups', applied_at: now },
      { name: '0002-colors', applied_at: now },
    ]);
  });

  it('go on from where the database is', async () => {
    await run();
    write('0003-plates.sql', 'CREATE TABLE plates (id BIGINT PRIMARY KEY);');
    expect(await run()).toEqual(['0003-plates']);
  });

  it('that fail leave nothing behind, and those before them stay', async () => {
    write('0003-broken.sql', 'CREATE TABLE plates (id BIGINT PRIMARY KEY); CREATE TABLE cups (id BIGINT);');
    await expect(run()).rejects.toThrow(/cups/);
    await expect(database.db.all('SELECT id FROM plates')).rejects.toThrow(/plates/);
    expect(await columns()).toEqual([]);
    write('0003-broken.sql', 'CREATE TABLE plates (id BIGINT PRIMARY KEY);');
    expect(await run()).toEqual(['0003-broken']);
  });

  it('are applied once when several processes start at the same time', async () => {
    const others = await Promise.all(
      [1, 2, 3, 4].map(() => openDatabase({ databaseUrl: database.url, waitLimitMs: 10_000 })),
    );
    const applied = await Promise.all(others.map((db) => migrate(db, { directory, now })));
    expect(applied.flat().sort()).toEqual(['0001-cups', '0002-colors']);
    await Promise.all(others.map((db) => db.close()));
  });

  it('refuse a database of a newer program, in one line', async () => {
    await run();
    rmSync(join(directory, `0002-colors.${engine.name}.sql`));
    const refused = run();
    await expect(refused).rejects.toThrow(DatabaseRefused);
    await expect(refused).rejects.toThrow(
      /^The database was made by a newer Outlay: it has 0002-colors, this one knows 0001-cups\./,
    );
  });

  it('refuse a file that changed after it was applied', async () => {
    await run();
    write('0001-cups.sql', 'CREATE TABLE cups (id BIGINT PRIMARY KEY, size TEXT);');
    await expect(run()).rejects.toThrow(
      /^Migration 0001-cups is not the one that this database was made with/,
    );
  });

  it('are the same with the line ends of Windows', async () => {
    write('0003-plates.sql', 'CREATE TABLE plates (\n  id BIGINT PRIMARY KEY\n);\n');
    await run();
    write('0003-plates.sql', 'CREATE TABLE plates (\r\n  id BIGINT PRIMARY KEY\r\n);\r\n');
    expect(await run()).toEqual([]);
  });

  it.each([
    'cups.sql',
    '1-cups.sql',
    '0003-Cups.sql',
    '0003-cups.mysql.sql',
    '0005-gap.sql',
    '0001-twice.sql',
  ])('refuse the file name %s', async (file) => {
    write(file, 'SELECT 1');
    expect(() => readMigrations(directory, engine.name)).toThrow(/Migration|migration/);
  });

  it('can rebuild a table that others point at, and are checked for rows that then point at nothing', async () => {
    write(
      '0003-saucers.sql',
      `CREATE TABLE saucers (cup_id BIGINT NOT NULL REFERENCES cups (id) ON DELETE CASCADE);
       INSERT INTO cups (id) VALUES (1); INSERT INTO saucers (cup_id) VALUES (1);`,
    );
    await run();
    if (engine.name === 'postgres') return; // alters tables in place
    const rebuild = (copied: string) =>
      `CREATE TABLE new_cups (id BIGINT PRIMARY KEY) STRICT;
      INSERT INTO new_cups SELECT id FROM cups ${copied};
      DROP TABLE cups; ALTER TABLE new_cups RENAME TO cups;`.replace('BIGINT', 'INTEGER');
    write('0004-rebuilt.sqlite.sql', rebuild('WHERE id > 1'));
    await expect(run()).rejects.toThrow(/saucers points at one that does not exist/);
    write('0004-rebuilt.sqlite.sql', rebuild(''));
    expect(await run()).toEqual(['0004-rebuilt']);
    expect(await database.db.all('SELECT cup_id FROM saucers')).toEqual([{ cup_id: 1 }]);
    await expect(database.db.run('INSERT INTO saucers (cup_id) VALUES (7)')).rejects.toThrow(/foreign key/);
  });
});

describe.each(engines)('the migrations of Outlay on $name', (engine) => {
  it('run on an empty database', async () => {
    const database = await engine.create({ empty: true });
    const applied = await migrate(database.db, { now });
    expect(applied.length).toBeGreaterThan(0);
    expect(applied).toEqual(readMigrations('db/migrations', engine.name).map(({ name }) => name));
    await database.close();
  });

  it('have the same names on both engines', () => {
    const names = (['sqlite', 'postgres'] as const).map((dialect) =>
      readMigrations('db/migrations', dialect).map(({ name }) => name),
    );
    expect(names[0]).toEqual(names[1]);
  });
});

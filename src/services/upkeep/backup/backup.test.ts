import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../domain/clock.js';
import { dumpTables } from '../../../testing/table-dump.js';
import { engines, type TestDatabase } from '../../../testing/engines.js';
import { openDatabase } from '../../../storage/engine/open-database.js';
import { DERIVED_TABLES, STORED_TABLES } from '../../../storage/upkeep/stored-tables.js';
import { readShapes, unknownTables } from '../../../storage/upkeep/table-reader.js';
import { fillDatabase } from '../../../testing/filled-database.js';
import { DoctorService } from '../doctor-service.js';
import { writeBackup } from './backup.js';
import { writeWhole } from './backup-file.js';
import { copyDatabase, restoreBackup } from './restore.js';
import { verifyBackup } from './verify.js';

const MIGRATIONS = fileURLToPath(new URL('../../../../db/migrations', import.meta.url));
const options = { clock: systemClock, program: '1.2.3', migrations: MIGRATIONS };
const KEPT = [...STORED_TABLES.map(({ name }) => name), ...DERIVED_TABLES];
const folder = mkdtempSync(join(tmpdir(), 'outlay-backup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(engines)('a backup from $name', (engine) => {
  let source: TestDatabase;
  let path: string;
  let stored: string;
  beforeAll(async () => {
    source = await engine.create({ file: true });
    await fillDatabase(source.db);
    path = join(folder, `${engine.name}.backup`);
    await writeBackup(source.db, path, options);
    stored = await dumpTables(source.db, KEPT);
  });
  afterAll(() => source.close());

  it('has every table of the schema in one of three lists', async () => {
    const shapes = await readShapes(source.db, engine.name);
    expect(unknownTables(shapes.keys())).toEqual([]);
    expect(KEPT.filter((name) => !shapes.has(name))).toEqual([]);
    expect(unknownTables(['users', 'receipts'])).toEqual(['receipts']);
  });

  it('is a file for its owner, with a header that says what it holds', () => {
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const [header = '', ...lines] = gunzipSync(readFileSync(path)).toString().trimEnd().split('\n');
    expect(JSON.parse(header)).toMatchObject({
      outlay: 'backup',
      format: 1,
      program: '1.2.3',
      engine: engine.name,
    });
    expect(header).toMatch(/not APP_SECRET itself/);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      manifest: { tables: { expenses: { rows: 300 } }, sums: { EUR: expect.any(String) as string } },
    });
  });

  it('restores into an empty database, ids and all, and goes on counting where it was', async () => {
    const target = await engine.create({ file: true, empty: true });
    const { migrated } = await restoreBackup(path, target.db, options);
    expect(migrated).toEqual([]);
    expect(await dumpTables(target.db, KEPT)).toBe(stored);
    for await (const { invariant, breaches } of new DoctorService(target.db).examine())
      expect([invariant, breaches]).toEqual([invariant, []]);
    const next = (db: TestDatabase['db']) =>
      db.transaction((tx) =>
        tx.get<{ id: number }>(`INSERT INTO books (name, currency, created_at)
          VALUES ('x', 'EUR', '2026-01-01T00:00:00.000Z') RETURNING id`),
      );
    const other = await engine.create({ file: true, empty: true });
    await copyDatabase(target.db, other.db, options);
    expect(await next(target.db)).toEqual(await next(other.db));
    await target.close();
    await other.close();
  });

  it('tells of the rows on the way, and holds as many of a table as there are', async () => {
    const large = await engine.create({ file: true });
    await fillDatabase(large.db, { expenses: 2_150 });
    const [written, restored]: [number[], number[]] = [[], []];
    const file = join(folder, `${engine.name}-large.backup`);
    const made = await writeBackup(large.db, file, { ...options, onProgress: (rows) => written.push(rows) });
    const target = await engine.create({ file: true, empty: true });
    const { manifest, header } = await restoreBackup(file, target.db, {
      ...options,
      onProgress: (rows) => restored.push(rows),
    });
    expect(manifest).toEqual(made);
    expect(header).toMatchObject({ engine: engine.name, program: '1.2.3' });
    expect(await dumpTables(target.db, KEPT)).toBe(await dumpTables(large.db, KEPT));
    const all = Object.values(made.tables).reduce((sum, { rows }) => sum + rows, 0);
    for (const told of [written, restored]) {
      expect(told.at(-1)).toBe(all);
      expect(told).toEqual([...told].sort((a, b) => a - b));
      expect(told.length).toBeGreaterThan(5);
    }
    await target.close();
    await large.close();
  });

  it('is restored where only the program itself has noted something, and brought up to date', async () => {
    const target = await engine.create({ file: true });
    await target.db.run(`INSERT INTO job_leases (name, held_until) VALUES ('x', '2026-01-01T00:00:00.000Z')`);
    expect((await restoreBackup(path, target.db, options)).migrated).toEqual([]);
    expect(await dumpTables(target.db, KEPT)).toBe(stored);
    await target.close();
  });

  it('is of no database with a table of which nobody said whether to store it', async () => {
    const other = await engine.create({ file: true });
    await other.db.changeSchema((schema) => schema.script('CREATE TABLE receipts (id INTEGER PRIMARY KEY)'));
    const file = join(folder, `${engine.name}-receipts.backup`);
    await expect(writeBackup(other.db, file, options)).rejects.toThrow(
      'Nobody said whether to store the tables receipts.',
    );
    expect(existsSync(file)).toBe(false);
    await other.close();
  });

  it('and a copy are refused where the tables are of another Outlay', async () => {
    const [other, target] = [await engine.create({ file: true }), await engine.create({ empty: true })];
    await other.db.run(
      `INSERT INTO schema_migrations (name, checksum, applied_at) VALUES ('9999-later', 'x', '2026-01-01T00:00:00.000Z')`,
    );
    await expect(copyDatabase(other.db, target.db, options)).rejects.toThrow(
      'That database is of another Outlay: it has 9999-later.',
    );
    await other.close();
    await target.close();
  });

  it('is not restored over anything, and leaves nothing when it is damaged', async () => {
    const target = await engine.create({ file: true });
    const cut = join(folder, `${engine.name}-cut.backup`);
    writeFileSync(cut, readFileSync(path).subarray(0, -2_000));
    await expect(restoreBackup(cut, target.db, options)).rejects.toThrow(
      /^The file is cut off after line \d+/,
    );
    expect(await target.db.all('SELECT id FROM users')).toEqual([]);
    await restoreBackup(path, target.db, options);
    await expect(restoreBackup(path, target.db, options)).rejects.toThrow(
      /^The database holds something already \(table \w+\): take an empty one\.$/,
    );
    await target.close();
  });

  it('sees one moment, while others write', async () => {
    const target = await engine.create({ file: true, empty: true });
    const { db } = target;
    await restoreBackup(path, db, options);
    const before = await db.get('SELECT COUNT(*) AS n FROM expenses');
    const other = await openDatabase({ databaseUrl: target.url });
    await db.snapshot(async (seen) => {
      await seen.get('SELECT COUNT(*) AS n FROM tags');
      await other.run('DELETE FROM expenses');
      expect(await seen.get('SELECT COUNT(*) AS n FROM expenses')).toEqual(before);
    });
    expect(await db.get('SELECT COUNT(*) AS n FROM expenses')).toEqual({ n: 0 });
    await expect(db.snapshot((seen) => seen.run('DELETE FROM tags'))).rejects.toThrow(/cannot change/);
    await other.close();
    await target.close();
  });
});

describe('verifying', () => {
  let path: string;
  let source: TestDatabase;
  beforeAll(async () => {
    source = await engines[0]!.create({ file: true });
    await fillDatabase(source.db);
    path = join(folder, 'good.backup');
    await writeBackup(source.db, path, options);
  });
  afterAll(() => source.close());

  const verify = (file: string) => verifyBackup(file, folder, options);
  const rewritten = (change: (text: string) => string) => {
    const file = join(folder, 'changed.backup');
    const text = change(gunzipSync(readFileSync(path)).toString());
    return writeWhole(file, Readable.from([text])).then(() => file);
  };

  it('finds a good one good', async () => {
    expect((await verify(path)).manifest.tables['expenses']?.rows).toBe(300);
  });

  it('finds one flipped byte, wherever it is', async () => {
    const good = readFileSync(path);
    const file = join(folder, 'flipped.backup');
    const places = [
      0,
      3,
      4,
      8,
      9,
      10,
      100,
      good.length >> 1,
      good.length - 68,
      good.length - 67,
      good.length - 9,
      good.length - 1,
    ];
    for (const place of places) {
      const bad = Buffer.from(good);
      bad[place] = bad[place]! ^ 0x10;
      writeFileSync(file, bad);
      const outcome = await verify(file).then(
        () => 'taken for good',
        (error: Error) => error.message,
      );
      expect(outcome, `byte ${place} of ${good.length}`).toMatch(
        /after line \d+|first bytes|line|among the rows/i,
      );
    }
  });

  it.each([
    ['a cut-off file', (text: string) => text.slice(0, -30), /^The file is cut off after line \d+\.$/],
    [
      'a missing manifest',
      (text: string) => text.replace(/\{"manifest".*\n$/, ''),
      /its manifest is missing/,
    ],
    [
      'a missing row',
      (text: string) => text.replace(/(\{"table":"expenses".*\n)\[.*\n/, '$1'),
      /^expenses: 299 rows, where the manifest says 300\.$/,
    ],
    [
      'a changed description',
      (text: string) => text.replace('"Expense 7 ', '"Expanse 7 '),
      /^expenses: its rows are not those of the manifest \(SHA-256\)\.$/,
    ],
    [
      'a row that its table refuses',
      (text: string) => text.replaceAll('"mira"', '""'),
      /^users, among the rows up to the 2th: A value is not allowed there/,
    ],
    [
      'a row with a value too few',
      (text: string) => text.replace(/\n\[[^,]*,/, '\n['),
      /^Line 3 \(table users\) has \d+ values for \d+ columns\.$/,
    ],
    [
      'a line that is none',
      (text: string) => text.replace('\n[', '\n(['),
      /^Line 3 \(table users\) cannot be read\.$/,
    ],
    [
      'a manifest that lies about a sum',
      (text: string) => text.replace(/"EUR":"\d+/, '$&1'),
      /^The sum in EUR is /,
    ],
    [
      'a manifest that lies about kept totals',
      (text: string) => text.replace(/("monthly_totals":\{"rows":)\d+/, '$11'),
      /^monthly_totals: \d+ rows, where the manifest says 1\.$/,
    ],
    [
      'a manifest that does not name a table',
      (text: string) => text.replace(/"users":\{[^}]*\},/, ''),
      /^users: not in the manifest\.$/,
    ],
    [
      'a manifest that names a table too many',
      (text: string) => text.replace('{"manifest":{"tables":{', '$&"ghosts":{"rows":0,"sha256":""},'),
      /^ghosts: in the manifest, but missing\.$/,
    ],
    [
      'a manifest that lies about the rows of kept totals',
      (text: string) => text.replace(/("monthly_totals":\{"rows":\d+,"sha256":")./, '$1x'),
      /^monthly_totals: its rows are not those of the manifest \(SHA-256\)\.$/,
    ],
    [
      'a manifest with the sum of a currency too many',
      (text: string) => text.replace('"sums":{', '$&"CHF":"1",'),
      /^The sum in CHF is none, where the manifest says 1\.$/,
    ],
    [
      'all that is wrong with the sums of a manifest',
      (text: string) => text.replace(/"EUR":"\d+","JPY":"/, '"JPY":"1'),
      /^The sum in JPY is (\d+), where the manifest says 1\1\.\nThe sum in EUR is \d+, where the manifest says none\.$/,
    ],
    [
      'a table that the schema has not',
      (text: string) => text.replace('{"table":"tags"', '{"table":"ghosts"'),
      /^There is a table ghosts, which this schema has not\.$/,
    ],
    [
      'a column that the schema has not',
      (text: string) => text.replace(/(\{"table":"tags","columns":\[")[^"]*/, '$1ghost'),
      /^The table tags has a column ghost, which this schema has not\.$/,
    ],
    [
      'no header',
      (text: string) => text.replace(/^.*\n/, ''),
      /^The first line is not the header of a backup\.$/,
    ],
    ['nothing at all', () => '', /^The first line is not the header of a backup\.$/],
    [
      'a format of later',
      (text: string) => text.replace('"format":1', '"format":2'),
      /made by Outlay 1\.2\.3 \(tables as of [^)]+\), which is newer than this one: 1\.2\.3 \(tables as of \d{4}-/,
    ],
    ['something after the end', (text: string) => `${text}[]\n`, /follows the manifest|Line/],
    [
      'a newer program',
      (text: string) =>
        text
          .replace(/"schema":"[^"]*"/, '"schema":"9999-later"')
          .replace('"program":"1.2.3"', '"program":"9.0.0"'),
      /made by Outlay 9\.0\.0 \(tables as of 9999-later\), which is newer than this one: 1\.2\.3/,
    ],
  ])('finds %s', async (_what, change, why) => {
    await expect(rewritten(change).then(verify)).rejects.toThrow(why);
  });

  it('finds what was put behind the end', async () => {
    const file = join(folder, 'longer.backup');
    writeFileSync(file, Buffer.concat([readFileSync(path), Buffer.from('x')]));
    await expect(verify(file)).rejects.toThrow(/after line \d+/);
  });
});

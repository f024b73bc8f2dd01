import { createHash } from 'node:crypto';
import pg from 'pg';
import { fileURLToPath } from 'node:url';
import { migrate, readMigrations } from '../storage/engine/migrate.js';
import { openDatabase } from '../storage/engine/open-database.js';

const MIGRATIONS = fileURLToPath(new URL('../../db/migrations', import.meta.url));
/** Any number: one worker at a time makes the template. */
const TEMPLATE_LOCK = 7_210_938_255;
const EMPTY = `TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C'`;

let administration: pg.Pool | undefined;
let template: Promise<string> | undefined;

const serverUrl = (): string => {
  const url = process.env['TEST_DATABASE_URL'];
  if (!url) throw new Error('TEST_DATABASE_URL is not set: the tests of PostgreSQL run under vitest.');
  return url;
};

const admin = (): pg.Pool => {
  administration ??= new pg.Pool({ connectionString: serverUrl(), max: 2, allowExitOnIdle: true }).on(
    'error',
    () => undefined,
  );
  return administration;
};

const urlOf = (name: string): string => {
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return url.href;
};

/** A copy of a database that was migrated once for the whole run: 30 ms instead of 200. Gives its URL. */
export const createPostgresDatabase = async (
  name: string,
  { empty, migratedAt }: { empty: boolean; migratedAt: string },
): Promise<string> => {
  if (!empty) template ??= makeTemplate(migratedAt);
  const origin = empty || template === undefined ? EMPTY : `TEMPLATE ${await template}`;
  await admin().query(`CREATE DATABASE ${name} ${origin}`);
  return urlOf(name);
};

export const dropPostgresDatabase = async (name: string): Promise<void> => {
  await admin().query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
};

const makeTemplate = async (migratedAt: string): Promise<string> => {
  const checksums = readMigrations(MIGRATIONS, 'postgres').map(({ checksum }) => checksum);
  const name = `outlay_template_${createHash('sha256').update(checksums.join()).digest('hex').slice(0, 12)}`;
  const client = await admin().connect();
  try {
    await client.query(`SELECT pg_advisory_lock(${TEMPLATE_LOCK})`);
    const done = 'SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate';
    if ((await client.query(done, [name])).rowCount === 1) return name;
    await client.query(`DROP DATABASE IF EXISTS ${name}`);
    await client.query(`CREATE DATABASE ${name} ${EMPTY}`);
    const db = await openDatabase({ databaseUrl: urlOf(name) });
    await migrate(db, { now: migratedAt });
    await db.close();
    await client.query(`ALTER DATABASE ${name} IS_TEMPLATE true`);
    return name;
  } finally {
    await client.query(`SELECT pg_advisory_unlock(${TEMPLATE_LOCK})`);
    client.release();
  }
};

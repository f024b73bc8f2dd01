import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import type { Knobs } from './server.js';

/** A database for one server, and the knobs that make the server use it. */
export interface OwnDatabase {
  readonly knobs: Knobs;
  drop(): Promise<void>;
}

/** On SQLite that is a file in `folder`; on PostgreSQL a new database of the server that e2e/postgres-setup.ts started. */
export async function createDatabase(folder: string): Promise<OwnDatabase> {
  if (process.env.OUTLAY_TEST_ENGINE !== 'postgres') {
    return { knobs: { DATABASE_URL: `sqlite:${join(folder, 'outlay.db')}` }, drop: async () => undefined };
  }
  const server = process.env.TEST_DATABASE_URL;
  if (server === undefined) throw new Error('e2e/postgres-setup.ts did not start PostgreSQL');
  const name = `e2e_${randomUUID().replaceAll('-', '')}`;
  await tell(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    knobs: { DATABASE_URL: url.href },
    drop: () => tell(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function tell(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

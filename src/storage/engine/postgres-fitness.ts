import type pg from 'pg';
import type { PostgresUrl } from './postgres-url.js';
import { DatabaseRefused } from './storage-errors.js';

const OLDEST_VERSION = 15;

interface Facts {
  readonly version: number;
  readonly database: string;
  readonly encoding: string;
  readonly isReplica: number;
  readonly statementTimeout: string;
}

const FACTS = `SELECT current_setting('server_version_num') AS version, current_database() AS database,
  current_setting('server_encoding') AS encoding, pg_is_in_recovery() AS "isReplica",
  (SELECT setting FROM pg_settings WHERE name = 'statement_timeout') AS "statementTimeout"`;

/**
 * Throws DatabaseRefused, saying what to do, for a database that would give other answers than SQLite or that
 * cannot be written. Its own order of text does not matter: every column that is compared has the collation "C". Gives the URL, with `isPooled` found out.
 */
export const refuseUnfit = async (
  client: pg.Client,
  url: PostgresUrl,
  waitLimitMs: number,
): Promise<PostgresUrl> => {
  const facts = (await client.query<Facts>(FACTS)).rows[0] as Facts;
  const version = Math.floor(Number(facts.version) / 10_000);
  if (version < OLDEST_VERSION) {
    throw new DatabaseRefused(`PostgreSQL ${version} is too old: ${OLDEST_VERSION} or newer is needed.`);
  }
  const name = client.escapeIdentifier(facts.database);
  const advice =
    `Create another: CREATE DATABASE ${client.escapeIdentifier(`${facts.database}_c`)} TEMPLATE template0 ` +
    `ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C';`;
  if (facts.encoding !== 'UTF8') {
    throw new DatabaseRefused(
      `Database ${name} has the encoding ${facts.encoding} where UTF8 is needed. ${advice}`,
    );
  }
  if (facts.isReplica === 1) {
    throw new DatabaseRefused(
      `Database ${name} is a read-only replica: name it in READ_DATABASE_URL instead.`,
    );
  }
  // A pooler told to ignore what it does not know has ignored our time limits.
  return Number(facts.statementTimeout) === waitLimitMs ? url : { ...url, isPooled: true };
};

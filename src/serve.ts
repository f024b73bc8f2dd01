import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { backgroundOf } from './background.js';
import { compose } from './compose.js';
import type { Config } from './config.js';
import { systemClock } from './domain/clock.js';
import { openLimiters, openToServe, readSecrets } from './ground.js';
import { createAppServer } from './http/app-server.js';
import { type Assets, openBuiltAssets, openSourceAssets } from './http/assets.js';
import { gracefulClose } from './http/graceful-close.js';
import type { Metrics } from './observability/metrics.js';
import { BackupFolder } from './services/upkeep/backup/backup-folder.js';
import { createLog, type Logger } from './observability/log.js';

const STOP_LIMIT_MS = 9_000;
const REQUEST_LIMIT_MS = 30_000;
/** Longer than a load balancer keeps a connection that rests, so that it never sends into one that we just closed. */
const KEEP_ALIVE_MS = 65_000;

/** Serves pages and API until a signal ends the process. Resolves once they are served. */
export async function serve(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const secrets = readSecrets(config, log);
  const metrics = config.metrics && (await newMetrics(config));
  const database = await openToServe(config, log, metrics);
  const limiters = await openLimiters(config);
  const assets = openAssets(config);
  const { app, services } = compose({
    config,
    secrets,
    database,
    limiters,
    assets,
    clock: systemClock,
    log,
    metrics,
  });
  const background = backgroundOf(services);
  const server = createAppServer(app);
  server.requestTimeout = REQUEST_LIMIT_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const closeServer = gracefulClose(server);
  await listen(server, config);
  const metricsServer = config.metrics && (await metrics?.listen(config.metrics));
  // Before anybody is told that we are ready: whoever waits for that may stop us the next moment.
  stopOnSignal(log, async () => {
    metricsServer?.close();
    await closeServer();
    await services.resets.settle();
    await background.stop();
    await limiters.close();
    await database.close();
  });
  background.start();
  if (config.metrics)
    log.info(`Metrics: http://${config.metrics.host}:${String(config.metrics.port)}/metrics`);
  log.info(`Outlay is ready: ${shownUrl(config, server)}`);
  if (!config.cookieSecure) {
    log.info('Cookies are not Secure, because BASE_URL is plain http: right at home, wrong on the internet.');
  }
}

async function newMetrics({ backup }: Config): Promise<Metrics> {
  const { Metrics } = await import('./observability/metrics.js');
  const backups = new BackupFolder(backup.dir);
  return new Metrics({ lastBackupAt: () => backups.state().lastVerifiedAt });
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

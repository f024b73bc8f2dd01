import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compose, type Services } from '../compose.js';
import { type Config, type Environment, readConfig } from '../config.js';
import { type Clock, systemClock } from '../domain/clock.js';
import { type Assets, openSourceAssets } from '../http/assets.js';
import { createLog } from '../observability/log.js';
import { openAttemptLimiters } from '../storage/attempt-limiters.js';
import type { MigratableDatabase } from '../storage/database.js';
import type { Engine, TestDatabase } from './engines.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const TEST_SECRET = 'a secret for tests, thirty-two bytes or more';

let assets: Assets | undefined;

export interface TestApp {
  readonly url: string;
  readonly config: Config;
  readonly services: Services;
  readonly db: MigratableDatabase;
  /** Lines of the log, as objects. */
  readonly logLines: readonly Record<string, unknown>[];
  close(): Promise<void>;
}

export interface TestAppOptions {
  /** Environment variables on top of quick settings for tests. */
  readonly env?: Environment;
  readonly clock?: Clock;
  /** A database that stays open afterwards, for starting the program again over what it left. */
  readonly database?: TestDatabase;
}

/** The composed program on a free port, over a fresh database of the engine; CSRF, limits and cookies as in earnest. */
export async function startTestApp(
  engine: Engine,
  { env = {}, clock = systemClock, database: given }: TestAppOptions = {},
): Promise<TestApp> {
  const database = given ?? (await engine.create());
  const logLines: Record<string, unknown>[] = [];
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const config = readConfig(
    { BASE_URL: url, BCRYPT_COST: '4', APP_SECRET: TEST_SECRET, LOG_LEVEL: 'info', ...env },
    ROOT,
  );
  const limiters = await openAttemptLimiters(limiterLocation(database.url));
  assets ??= openSourceAssets(ROOT);
  const log = createLog(config.logLevel, {
    write: (line: string) => void logLines.push(JSON.parse(line) as Record<string, unknown>),
  });
  const secrets = readTestSecrets(config);
  const { app, services } = compose({ config, secrets, database: database.db, limiters, assets, clock, log });
  server.on('request', app);
  return {
    url,
    config,
    services,
    db: database.db,
    logLines,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await limiters.close();
      if (!given) await database.close();
    },
  };
}

/** As in main.ts: beside the books where they are a file. */
function limiterLocation(databaseUrl: string): string {
  if (!databaseUrl.startsWith('sqlite:')) return databaseUrl;
  const path = databaseUrl.slice('sqlite:'.length);
  return path === ':memory:' ? path : join(dirname(path), 'rate-limits.db');
}

function readTestSecrets({ secret }: Config): [Buffer, ...Buffer[]] {
  if (secret.from === 'data-dir') throw new Error('A test app needs APP_SECRET');
  return secret.secrets.map((text) => Buffer.from(text)) as [Buffer, ...Buffer[]];
}

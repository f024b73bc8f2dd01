import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compose, type Services } from '../compose.js';
import { type Config, type Environment, readConfig } from '../config.js';
import { type Clock, systemClock } from '../domain/clock.js';
import { type Assets, openSourceAssets } from '../http/assets.js';
import type { Locale, Preference } from '../locale/locale.js';
import { createLog } from '../observability/log.js';
import { openAttemptLimiters } from '../storage/identity/attempt-limiters.js';
import type { MigratableDatabase } from '../storage/engine/database.js';
import { openDatabase } from '../storage/engine/open-database.js';
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
  /** Words for every page, instead of those of each person. */
  readonly words?: (preference: Preference) => Locale;
}

/** The composed program on a free port, over a fresh database of the engine; CSRF, limits and cookies as in earnest. */
export async function startTestApp(
  engine: Engine,
  { env = {}, clock = systemClock, database: given, words }: TestAppOptions = {},
): Promise<TestApp> {
  const database = given ?? (await engine.create());
  const logLines: Record<string, unknown>[] = [];
  const server = createServer();
  // On a busy machine a client may send on a connection just as the server closes it for having rested.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const config = readConfig(
    { BASE_URL: url, BCRYPT_COST: '4', APP_SECRET: TEST_SECRET, LOG_LEVEL: 'info', ...env },
    ROOT,
  );
  assets ??= openSourceAssets(ROOT);
  const log = createLog(config.logLevel, {
    write: (line: string) => void logLines.push(JSON.parse(line) as Record<string, unknown>),
  });
  const secrets = readTestSecrets(config);
  const composed = await Promise.all(
    (await openAll(engine, database)).map(async (db) => {
      const limiters = await openAttemptLimiters(limiterLocation(database.url));
      return {
        db,
        limiters,
        ...compose({
          config,
          secrets,
          database: db,
          limiters,
          assets: assets!,
          clock,
          log,
          ...(words && { words }),
        }),
      };
    }),
  );
  const [first] = composed as [(typeof composed)[number]];
  let turn = 0;
  server.on('request', (req, res) => {
    composed[(turn += 1) % composed.length]?.app(req, res);
  });
  return {
    url,
    config,
    services: first.services,
    db: database.db,
    logLines,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      for (const { services } of composed) await services.changes.stop();
      for (const { limiters } of composed) await limiters.close();
      for (const { db } of composed) if (db !== database.db) await db.close();
      if (!given) await database.close();
    },
  };
}

/**
 * The database as often as it is composed into a program of its own. With OUTLAY_TEST_PROCESSES=2 every request of a
 * test meets another program than the one before, which shares nothing with it but the PostgreSQL.
 */
async function openAll(engine: Engine, { db, url }: TestDatabase): Promise<MigratableDatabase[]> {
  const programs = engine.name === 'postgres' ? Number(process.env['OUTLAY_TEST_PROCESSES'] ?? 1) : 1;
  const others = Array.from({ length: programs - 1 }, () => openDatabase({ databaseUrl: url }));
  return [db, ...(await Promise.all(others))];
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

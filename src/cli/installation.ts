import { createServices, type Services } from '../compose.js';
import type { Config } from '../config.js';
import { systemClock } from '../domain/clock.js';
import { openLimiters, openToLook, openToUse, readSecrets } from '../ground.js';
import { createLog } from '../observability/log.js';
import { deriveKeys } from '../services/identity/keys.js';
import type { MigratableDatabase } from '../storage/engine/database.js';
import type { Terminal } from './terminal.js';

/** The services of this installation, for a command that changes records; they work beside a running server. */
export async function withServices<T>(
  config: Config,
  terminal: Terminal,
  work: (services: Services, database: MigratableDatabase) => Promise<T>,
): Promise<T> {
  const log = createLog('warn', { write: (line) => terminal.note(line.trimEnd()) });
  const secrets = readSecrets(config, log);
  return withDatabase(openToUse(config), async (database) => {
    const limiters = await openLimiters(config);
    try {
      const ground = { config, secrets, database, limiters, clock: systemClock, log };
      return await work(createServices(ground, deriveKeys(secrets)), database);
    } finally {
      await limiters.close();
    }
  });
}

/** The database of this installation, for a command that only looks; it is not made where it is missing. */
export function withDatabaseToLook<T>(
  config: Config,
  work: (database: MigratableDatabase) => Promise<T>,
): Promise<T> {
  return withDatabase(openToLook(config), work);
}

/** Closes it in any case. */
export async function withDatabase<T>(
  opening: Promise<MigratableDatabase>,
  work: (database: MigratableDatabase) => Promise<T>,
): Promise<T> {
  const database = await opening;
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
